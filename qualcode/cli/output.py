"""Standard output: the one place that writes to it.

Tables are for people and in their language; JSON is for programs and its keys are never translated. Everything leaves
as UTF-8, whatever the system's code page.
"""

from __future__ import annotations

import dataclasses
import io
import json
import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from qualcode.cli.safe import safe
from qualcode.i18n import _, language
from qualcode.model.message import Message

if TYPE_CHECKING:
    from rich.table import Table

# Wide enough for any table in a file or a pipe, where nothing should be folded.
_UNFOLDED = 10_000


def use_utf8() -> None:
    """Make standard output and error UTF-8; what is no text at all (undecodable file names) is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def plain(value: object) -> object:
    """`value` as JSON knows it: dataclasses by their fields, messages as sentences in the reader's language."""
    if isinstance(value, Message):
        return value.say(_)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        # `from` is a word of Python's own, so the field is called `from_`.
        return {field.name.rstrip("_"): plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, PurePath):
        return str(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def fields(value: object) -> dict[str, object]:
    """The fields of a dataclass as JSON knows them, for those who add some."""
    made = plain(value)
    assert isinstance(made, dict)
    return made


def document(value: object) -> None:
    """Write one JSON document."""
    sys.stdout.write(json.dumps(plain(value), ensure_ascii=False, indent=2) + "\n")


def with_file(value: object, file: Path | None) -> object:
    """What is printed of a dataclass where it may have been written to a file too: `file` is told then."""
    return value if file is None else {**fields(value), "file": file}


def line(text: str = "") -> None:
    """Write one line for people."""
    sys.stdout.write(safe(text) + "\n")


def notes(sentences: Iterable[Message]) -> None:
    """Write sentences below what was told before, a line each."""
    for at, sentence in enumerate(sentences):
        if not at:
            line()
        line(sentence.say(_))


def exactly(text: str) -> None:
    """Write `text` in UTF-8 with nothing added or changed, line ends included."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


def table(
    headers: Sequence[str], rows: Iterable[Sequence[object]], *, numeric: Sequence[int] = (), empty: str = ""
) -> None:
    """Write a table; `numeric` are the indices of columns set to the right, `empty` is said where there are no rows.

    On a terminal long cells are folded; in a pipe or file each row stays one line.
    """
    cells = [[_cell(value) for value in row] for row in rows]
    if not cells:
        line(empty)
        return
    from rich.console import Console

    console = Console(markup=False, emoji=False, highlight=False, file=sys.stdout)
    if not sys.stdout.isatty():
        console = Console(markup=False, emoji=False, highlight=False, file=sys.stdout, width=_UNFOLDED)
    console.print(_rich_table(headers, cells, numeric))


def _rich_table(headers: Sequence[str], cells: list[list[str]], numeric: Sequence[int]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for index, header in enumerate(headers):
        number = index in numeric
        made.add_column(Text(safe(header)), justify="right" if number else "left", overflow="fold", no_wrap=number)
    for row in cells:
        made.add_row(*(Text(cell) for cell in row))
    return made


def decimal(value: float, places: int | None = None) -> str:
    """A real number as people write it, with so many decimals, else with up to three: `0,667`, in English `0.667`."""
    text = f"{value:.3f}".rstrip("0").rstrip(".") if places is None else f"{value:.{places}f}"
    return text if language() == "en" else text.replace(".", ",")


def _cell(value: object) -> str:
    """A value for people: nothing where there is none, a list as its members, a real number to three places."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, float):
        return decimal(value) if math.isfinite(value) else ""
    if isinstance(value, Message):
        return safe(value.say(_))
    if isinstance(value, Mapping):
        return safe(", ".join(f"{name}={_cell(item)}" for name, item in value.items()))
    if isinstance(value, list | tuple):
        return safe(", ".join(_cell(item) for item in value))
    return safe(str(value))
