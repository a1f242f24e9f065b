"""The screen in a real terminal: long transcripts with many codings against an empty line-API view of the same text.

What is timed is what a reader waits for: from a key until all that it changes is drawn.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import tracemalloc
from dataclasses import dataclass
from pathlib import Path

from benchmarks import corpus
from benchmarks.measure import Measured
from benchmarks.terminal import Terminal
from qualcode.model.message import Message
from qualcode.ops import documents, projects
from qualcode.ops.codings import Adder

CHARACTERS = 1_000_000
_FLOOR = "an empty line-API view of the same text"
_PAGE_DOWN, _END, _HOME = b"\x1b[6~", b"\x1b[1;5F", b"\x1b[1;5H"
# MiB allowed for 5,000 codings with their quotes, and for what reads them.
_CODINGS = 16
# Silence after which all that a key brought about is taken to be drawn: the store answers after the first picture.
_SETTLED = 0.08


@dataclass(frozen=True, slots=True)
class Material:
    """A transcript, and how it is called in the report."""

    name: str
    codings: int
    one_line: bool = False

    def text(self) -> str:
        """The characters."""
        text = corpus.text_of(CHARACTERS)
        return " ".join(text.split()) if self.one_line else text

    def build(self, folder: Path) -> tuple[list[str], list[str], str]:
        """Commands that open it in qualcode and in the floor, and the first word that both show."""
        text = self.text()
        (folder / "long.txt").write_text(text, "utf-8")
        with projects.create(folder / "long.qualcode", coder="marie", language="fr") as session:
            documents.import_file(session, folder / "long.txt")
            with session.operation("coding.add", Message("bench")) as change:
                book = projects.read_codebook("impact")
                Adder(session, change).add_all(corpus.requests(session, self.codings, book))
        ours = [sys.executable, "-m", "qualcode", "open", str(folder / "long.qualcode")]
        floor = [sys.executable, "-m", "benchmarks.floor_app", str(folder / "long.txt")]
        return ours, floor, next(word for word in text.split() if len(word) > 4)


MATERIALS = (
    Material("5,000 codings", 5_000),
    Material("20,000 codings", 20_000),
    Material("20,000 codings, one line", 20_000, one_line=True),
)


def screen() -> list[Measured]:
    """Every material, then what it takes in memory."""
    results: list[Measured] = []
    for material in MATERIALS:
        with tempfile.TemporaryDirectory(prefix="qualcode-bench-") as name:
            results += _of(material, Path(name))
    return [*results, *memory()]


def _environment(home: Path) -> dict[str, str]:
    home.mkdir(parents=True, exist_ok=True)
    return {"HOME": str(home), "XDG_STATE_HOME": str(home), "QUALCODE_CODER": "marie"}


def _of(material: Material, folder: Path) -> list[Measured]:
    ours, floor, first = material.build(folder)
    opened: list[tuple[float, float, float]] = []
    early: list[float] = []
    for run in range(3):
        # A home of its own each time, or the second run would begin where the first was left.
        terminal = Terminal(ours, _environment(folder / f"home{run}"))
        standing = terminal.until("opening")
        shown = terminal.until(first)
        early += [terminal.key(_PAGE_DOWN) for _ in range(12)]
        terminal.close()
        bare = Terminal(floor, _environment(folder / f"home{run}"))
        opened.append((standing, shown, bare.until(first)))
        bare.close()
    acts = _acts(ours, _environment(folder / "home"), first)
    bare = Terminal(floor, _environment(folder / "home"))
    bare.until(first)
    page = _high([bare.key(_PAGE_DOWN) for _ in range(40)])
    bare.close()
    standing, shown, floor_shown = (statistics.median(each) for each in zip(*opened, strict=True))
    name = f"{CHARACTERS:,} characters, {material.name}"
    made = [
        Measured(f"{name}: text once it stands", shown - standing, None, None, "0.4 s", shown - standing < 0.4, ""),
        Measured("  first text from the start", shown, floor_shown, shown / floor_shown, "1 s", shown < 1, _FLOOR),
        _timed("  page down in the first second", early, page),
    ]
    return made + [_timed(f"  {act}", times, page) for act, times in acts.items()]


def _acts(command: list[str], environment: dict[str, str], first: str) -> dict[str, list[float]]:
    """What one does all day, each many times, with everything loaded."""
    terminal = Terminal(command, environment)
    terminal.until(first)
    terminal.until("coded")
    terminal.rest(1.0)
    times: dict[str, list[float]] = {"page down": [terminal.key(_PAGE_DOWN) for _ in range(40)]}
    times["jump to the end"] = []
    for _ in range(12):
        times["jump to the end"].append(terminal.key(_END))
        terminal.key(_HOME)
    # A code that has a digit, put once by the picker.
    for keys in (b"S", b"c", b"t", b"r", b"a", b"v", b"\r"):
        terminal.key(keys, _SETTLED)
    times["select a sentence"], times["add a coding"], times["undo"] = [], [], []
    for _ in range(20):
        terminal.key(_PAGE_DOWN)
        times["select a sentence"].append(terminal.key(b"S"))
        # The panel below the text speaks of the coding, and then again of the words that are selected.
        times["add a coding"].append(terminal.key_until(b"1", "not assessed"))
        times["undo"].append(terminal.key_until(b"u", "selected"))
    terminal.close()
    return times


def _high(times: list[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[int(len(times) * 0.95)]


def _timed(name: str, times: list[float], floor: float) -> Measured:
    high = _high(times)
    return Measured(f"{name}, 95th percentile", high, floor, high / floor, "0.05 s", high < 0.05, "a page of the floor")


def memory() -> list[Measured]:
    """What a reader's view of the text takes: at its peak over an app with a short text, and as Python counts."""
    text = Material("", 0).text()
    size = sys.getsizeof(text) / 2**20
    with tempfile.TemporaryDirectory(prefix="qualcode-bench-") as name:
        folder = Path(name)
        with projects.create(folder / "empty.qualcode", coder="marie", language="fr") as session:
            (folder / "short.txt").write_text(text[:2_000], "utf-8")
            documents.import_file(session, folder / "short.txt")
        ours, _, first = Material("", 5_000).build(folder)
        empty = _peak([*ours[:-1], str(folder / "empty.qualcode")], folder / "a", first)
        full = _peak(ours, folder / "b", first)
    note = "the text itself, MiB"
    return [
        _held("MiB held at the peak, over a short text, with 5,000 codings", full - empty, size, _CODINGS, note),
        _held("MiB to lay the text out, as Python counts", _traced(text), size, 0, note),
    ]


def _held(name: str, held: float, text: float, more: int, note: str) -> Measured:
    target = f"4×+{more}" if more else "4×"
    return Measured(name, held, text, held / text, target, held <= 4 * text + more, note)


def _peak(command: list[str], home: Path, first: str) -> float:
    """The most memory the program held, in MiB, once it has shown all and been paged through."""
    terminal = Terminal(command, _environment(home))
    terminal.until(first)
    terminal.until("coded")
    for _ in range(10):
        terminal.key(_PAGE_DOWN)
    status = Path(f"/proc/{terminal.pid}/status").read_text("utf-8")
    terminal.close()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def _traced(text: str) -> float:
    """The most memory in MiB that measuring and laying out a text takes, by `tracemalloc`, the text not counted."""
    from qualcode.tui.cells import TextCells
    from qualcode.tui.layout import lay_out
    from qualcode.tui.seen import Words

    tracemalloc.start()
    cells = TextCells(text)
    kept = lay_out(cells, [], 88), Words(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    del kept
    return peak / 2**20
