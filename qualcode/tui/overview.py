"""A whole document in as many cells as a bar is high: how densely each stretch is coded, what is marked there.

Each cell stands for an equal number of lines; asking costs O(height x log codings), whatever the document.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from qualcode.tui.widgets.page import Page

DENSEST = 8
# Where nowhere more codings than this lie on a stretch, one coding is shown as one and not as all there is.
_FEWEST = 4


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell: density from 0 (nothing coded) to 8, whether words were found or suggestions made, whether in view."""

    density: int
    found: bool
    suggested: bool
    in_view: bool


def overview(page: Page, height: int, top: int, rows: int) -> list[Spot]:
    """The document from top to bottom in `height` cells, of which `rows` lines from line `top` are in view."""
    edges = [_line_at(page, cell, height) for cell in range(height + 1)]
    lines = len(page.layout)
    counts, found, suggested = [], [], []
    for first, below in itertools.pairwise(edges):
        if first >= lines:
            stretch = (0, 0)
        else:
            stretch = (page.layout.span(first).start, page.layout.limit(max(min(below, lines) - 1, first)))
        counts.append(page.stripes.codings.count(*stretch))
        found.append(page.matches.count(*stretch) > 0)
        suggested.append(page.suggestions.count(*stretch) > 0)
    most = max([_FEWEST, *counts])
    first_seen, last_seen = cell_of(page, top, height), cell_of(page, max(top + rows - 1, top), height)
    return [
        Spot(-(-DENSEST * count // most), here, maybe, first_seen <= cell <= last_seen)
        for cell, (count, here, maybe) in enumerate(zip(counts, found, suggested, strict=True))
    ]


def _line_at(page: Page, cell: int, height: int) -> int:
    """The first line that a cell stands for. A document shorter than the bar has a line a cell."""
    return cell * max(len(page.layout), height) // max(height, 1)


def line_at(page: Page, cell: int, height: int) -> int:
    """The line in the middle of what a cell stands for, kept within the document."""
    middle = (_line_at(page, cell, height) + max(_line_at(page, cell + 1, height) - 1, 0)) // 2
    return min(max(middle, 0), len(page.layout) - 1)


def cell_of(page: Page, line: int, height: int) -> int:
    """The cell that stands for a line."""
    lines = max(len(page.layout), height)
    return min(max(((line + 1) * height - 1) // lines, 0), height - 1) if height else 0
