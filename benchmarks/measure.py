"""Two ways of doing the same thing, timed in turn, so that a machine's moods touch both alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Timed = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the report: seconds (medians), the ratio's median, and what it should stay under.

    `floor` is None where the target is in seconds; `note` says what the floor is.
    """

    name: str
    seconds: float
    floor: float | None
    ratio: float | None
    target: str
    met: bool
    note: str


def timed(function: Callable[[], object]) -> Timed:
    """A function that runs `function` once and returns its wall time in seconds."""

    def run() -> float:
        start = time.perf_counter()
        function()
        return time.perf_counter() - start

    return run


def against(
    name: str, ours: Timed, floor: Timed, *, target: float, note: str, runs: int = 5, slack: float = 0.0
) -> Measured:
    """Time both in turn, once to warm up and `runs` times for the record; `slack` seconds are taken off ours."""
    ours(), floor()
    pairs = [(ours(), floor()) for _ in range(runs)]
    ratio = statistics.median(max(a - slack, 0) / b for a, b in pairs)
    return Measured(
        name,
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        ratio,
        f"{target:g}×",
        ratio <= target,
        note,
    )


def alone(name: str, ours: Timed, *, target: float, note: str, runs: int = 5, warm: bool = True) -> Measured:
    """Time something that has a target in seconds."""
    if warm:
        ours()
    seconds = statistics.median(ours() for _ in range(runs))
    return Measured(name, seconds, None, None, f"{target:g} s", seconds <= target, note)


def table(results: list[Measured]) -> str:
    """The report as aligned text."""
    rows = [("", "seconds", "floor", "ratio", "target", "", "floor is")]
    rows += [
        (
            r.name,
            f"{r.seconds:.3f}",
            "" if r.floor is None else f"{r.floor:.3f}",
            "" if r.ratio is None else f"{r.ratio:.2f}×",
            r.target,
            "ok" if r.met else "MISSED",
            r.note,
        )
        for r in results
    ]
    widths = [max(len(row[i]) for row in rows) for i in range(7)]
    lines = []
    for row in rows:
        cells = [
            row[0].ljust(widths[0]),
            *(row[i].rjust(widths[i]) for i in range(1, 5)),
            row[5].ljust(widths[5]),
            row[6],
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
