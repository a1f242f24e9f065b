"""Text with the plain marks of Markdown as the blocks of a report: headings, lists, tables, paragraphs.

What is not understood stays as it is written; nothing in it can act.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from qualcode.model.report import Block, Bullets, Heading, Paragraph, Table

_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_BULLET = re.compile(r"\s*[-*+]\s+(.*)|\s*[-*+]\s*$")
_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")
_CELLS = re.compile(r"(?<!\\)\|")


def table_lines(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table as Markdown; a bar or a line end within a cell cannot break it."""
    lines = [[_cell(each) for each in row] for row in (header, *rows)]
    made = [f"| {' | '.join(row)} |" for row in lines]
    return [made[0], f"|{'---|' * len(header)}", *made[1:]]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|")


def blocks(text: str) -> tuple[str, tuple[Block, ...]]:
    """The title, which is a first heading of the first level (else empty), and the blocks after it."""
    title = ""
    made: list[Block] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        heading, bullet = _HEADING.fullmatch(line.strip()), _BULLET.fullmatch(line)
        if heading:
            at += 1
            if not made and not title and len(heading[1]) == 1:
                title = heading[2].strip()
            else:
                made.append(Heading(heading[2].strip(), max(len(heading[1]) - 1, 1)))
        elif bullet:
            end = _while(lines, at, lambda each: _BULLET.fullmatch(each) is not None)
            items = [_BULLET.fullmatch(each) for each in lines[at:end]]
            made.append(Bullets(tuple((item[1] or "").strip() for item in items if item)))
            at = end
        elif line.lstrip().startswith("|") and at + 1 < len(lines) and _RULE.fullmatch(lines[at + 1]):
            end = _while(lines, at, lambda each: each.lstrip().startswith("|"))
            made.append(_table(lines[at], lines[at + 2 : end]))
            at = end
        elif not line.strip():
            at += 1
        else:
            end = _while(lines, at, _is_running)
            made.append(Paragraph(" ".join(each.strip() for each in lines[at:end])))
            at = end
    return title, tuple(made)


def _while(lines: Sequence[str], at: int, holds: Callable[[str], bool]) -> int:
    """Where the lines from `at` on stop being such; the first one is in any case."""
    end = at + 1
    while end < len(lines) and holds(lines[end]):
        end += 1
    return end


def _is_running(line: str) -> bool:
    return bool(line.strip()) and not (_HEADING.fullmatch(line.strip()) or _BULLET.fullmatch(line) or line[:1] == "|")


def _table(header: str, rows: Sequence[str]) -> Table:
    first = _row(header)
    body = [_row(row) for row in rows]
    width = max(len(row) for row in (first, *body))
    filled = [(*row, *[""] * (width - len(row))) for row in (first, *body)]
    return Table("", filled[0], tuple(filled[1:]), tuple(range(1, width)))


def _row(line: str) -> list[str]:
    cells = _CELLS.split(line.strip().removeprefix("|").rstrip())
    if cells and not cells[-1].strip():
        cells.pop()
    return [each.strip().replace("\\|", "|").replace("\\\\", "\\") for each in cells]
