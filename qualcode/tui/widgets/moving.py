"""Where keys and the mouse take the caret. Pure: a page and a wish in, an offset out."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from qualcode.model.coding import CodingView
from qualcode.model.document import TurnView
from qualcode.model.text import Span
from qualcode.ops import selection
from qualcode.tui.caret import Caret
from qualcode.tui.widgets.page import Page


def target(page: Page, where: str, rows: int, goal: int) -> int:
    """The offset that `where` leads to from the caret; `rows` is a screenful, `goal` the column kept going up and down.

    `where`: left right up down word_left word_right turn_up turn_down page_up page_down line_start line_end start end
    coding_up coding_down coding_first coding_last uncoded_up uncoded_down.
    """
    text, head = page.layout.cells.text, page.caret.head
    if where in ("up", "down", "page_up", "page_down"):
        step = (1 if where == "down" else -1) if where in ("up", "down") else max(rows - 2, 1) * _sign(where)
        return beside(page, page.layout.line_of(head) + step, goal)
    if where in ("turn_up", "turn_down"):
        return _turn(page, where)
    if where in ("coding_up", "coding_down"):
        found = page.stripes.codings.after(head) if where == "coding_down" else page.stripes.codings.before(head)
        return found.start if found else head
    if where in ("coding_first", "coding_last"):
        codings = page.stripes.codings.items
        return (codings[0] if where == "coding_first" else codings[-1]).start if codings else head
    if where in ("uncoded_up", "uncoded_down"):
        return uncoded(page, _sign(where))
    if where in ("line_start", "line_end"):
        line = page.layout.line_of(head)
        return page.layout.span(line).start if where == "line_start" else last_on(page, line)
    if where in ("start", "end"):
        return page.layout.span(0).start if where == "start" else len(text)
    moves = {
        "left": selection.preceding,
        "right": selection.following,
        "word_left": selection.word_before,
        "word_right": selection.word_after,
    }
    return seen(page, moves[where](text, head), forwards=where.endswith("right"))


def _sign(where: str) -> int:
    return 1 if where.endswith("down") else -1


def beside(page: Page, line: int, column: int) -> int:
    """The offset at a line and column, kept within the document and on that line."""
    line = min(max(line, 0), len(page.layout) - 1)
    return min(page.layout.offset_at(line, column), last_on(page, line))


def last_on(page: Page, line: int) -> int:
    """The last place of the caret on a line: its end, or the last grapheme where the line goes on below."""
    span = page.layout.span(line)
    goes_on = page.layout.limit(line) == span.end and len(span)
    return selection.preceding(page.layout.cells.text, span.end) if goes_on else span.end


def seen(page: Page, offset: int, *, forwards: bool) -> int:
    """The offset itself, or from inside a speaker's label, which is not in the lines, the nearest one that is."""
    line = page.layout.line_of(offset)
    start = page.layout.span(line).start
    if offset >= start:
        return offset
    return start if forwards or line == 0 else page.layout.span(line - 1).end


def _turn(page: Page, where: str) -> int:
    """The beginning of the turn after the caret, or of the one it is in, or of the one before."""
    head = page.caret.head
    if where == "turn_down":
        index = bisect.bisect_right(page.turns, head, key=lambda turn: turn.start)
        return page.turns[index].start if index < len(page.turns) else len(page.layout.cells.text)
    index = bisect.bisect_left(page.turns, head, key=lambda turn: turn.start) - 1
    return page.turns[index].start if index >= 0 else page.layout.span(0).start


def uncoded(page: Page, step: int) -> int:
    """Where the next or previous turn begins on which no coding that is shown lies; questions are passed over.

    In a text without turns it is the next or previous paragraph.
    """
    head = page.caret.head
    for start, end, interviewer in _stretches(page, head, step):
        if start < end and not interviewer and not page.stripes.codings.count(start, end):
            return start
    return head


def _stretches(page: Page, head: int, step: int) -> Iterator[tuple[int, int, bool]]:
    """The turns, or the paragraphs, that begin after `head` (before it, with `step` -1), the nearest first."""
    if page.turns:
        at = bisect.bisect_right(page.turns, head, key=lambda turn: turn.start)
        if step < 0:
            at = bisect.bisect_left(page.turns, head, key=lambda turn: turn.start) - 1
        for index in range(at, len(page.turns) if step > 0 else -1, step):
            turn = page.turns[index]
            yield turn.start, turn.end, turn.interviewer
        return
    text = page.layout.cells.text
    if step > 0:
        while (line_end := text.find("\n", head)) >= 0:
            head = line_end + 1
            end = text.find("\n", head)
            yield head, end if end >= 0 else len(text), False
        return
    while head > 0:
        line_end = head - 1 if text[head - 1] == "\n" else head
        start = text.rfind("\n", 0, line_end) + 1
        yield start, line_end, False
        head = start


def same_code(page: Page, coding: CodingView, step: int) -> CodingView | None:
    """The next or previous coding with the same code, in the order of the text; None where there is none."""
    items = page.stripes.codings.items
    at = items.index(coding, bisect.bisect_left(items, coding.start, key=lambda each: each.start))
    for index in range(at + step, len(items) if step > 0 else -1, step):
        if items[index].code == coding.code:
            return items[index]
    return None


def pointed(page: Page, x: int, y: int) -> tuple[str, int, int]:
    """What lies at a cell: (`turn`, `text`, `stripe` or `names`), the line, and the offset, or the cell in it."""
    line = min(max(y, 0), len(page.layout) - 1)
    columns = page.columns
    if x < columns.gutter:
        return "turn", line, page.layout.span(line).start
    if x < columns.margin or y >= len(page.layout):
        x -= columns.gutter
        return "text", line, beside(page, line, x) if x < columns.text + 1 else page.layout.span(line).end
    if x < columns.margin + columns.lanes:
        return "stripe", line, x - columns.margin
    return "names", line, x - columns.margin - columns.lanes - 1


def letter_at(page: Page, line: int, offset: int) -> Span:
    """The letter that is drawn at an offset of a line; nothing where the line's letters have ended."""
    end = page.layout.span(line).end
    return Span(offset, min(selection.following(page.layout.cells.text, offset), end) if offset < end else offset)


def drawn_to(begun: Span, letter: Span) -> Caret:
    """The selection when the mouse was drawn from one letter to another: both belong to it, whichever comes first."""
    if letter.start >= begun.start:
        return Caret(max(letter.end, begun.end), begun.start)
    return Caret(letter.start, begun.end)


def grown(page: Page, unit: str) -> Span:
    """The selection made whole in a unit, or larger by one."""
    return selection.grow(page.layout.cells.text, page.turns, page.caret.span, unit)


def turn_named(turns: Sequence[TurnView], answer: str) -> int | None:
    """Where the turn with a number, or the one at a time (`4:31`, `1:02:03`), begins."""
    parts = answer.split(":")
    if not all(part.isdecimal() for part in parts):
        return None
    if len(parts) == 1:
        number = int(parts[0])
        return turns[number - 1].start if 0 < number <= len(turns) else None
    seconds = 0
    for part in parts:
        seconds = 60 * seconds + int(part)
    timed = [turn for turn in turns if turn.time is not None and turn.time <= seconds]
    return timed[-1].start if timed else None
