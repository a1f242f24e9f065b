"""Where keys and the mouse take the caret, over awkward text as over a plain story."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.segment import graphemes
from qualcode.model.document import TurnView
from qualcode.tui.caret import Caret
from qualcode.tui.cells import TextCells
from qualcode.tui.layout import lay_out
from qualcode.tui.spans import SpanIndex
from qualcode.tui.stripes import Stripes
from qualcode.tui.widgets.moving import drawn_to, letter_at, pointed, target
from qualcode.tui.widgets.page import Page, share_out
from tests.tui.strategies import coding, texts_with_turns, turn

EVERYWHERE = (
    *("left", "right", "up", "down", "word_left", "word_right", "turn_up", "turn_down", "page_up", "page_down"),
    *("line_start", "line_end", "start", "end", "coding_up", "coding_down"),
    *("coding_first", "coding_last", "uncoded_up", "uncoded_down"),
)
TEXT = "INT : Depuis ?\nF. : Depuis 2016, à l'atelier.\nJ'aime bien.\nINT : Ah."
TURNS = [turn(0, 0, 6, 14), turn(1, 15, 20, 58), turn(2, 59, 65, 68)]


def page_of(text: str, turns: list[TurnView], head: int = 0, width: int = 70) -> Page:
    columns = share_out(width, turns)
    return Page(
        layout=lay_out(TextCells(text), turns, columns.text),
        columns=columns,
        turns=turns,
        looks={},
        coder="marie",
        stripes=Stripes([coding("c", 27, 31)]),
        suggestions=SpanIndex(),
        matches=SpanIndex(),
        caret=Caret(head, head),
    )


def go(where: str, head: int, goal: int = 0) -> int:
    return target(page_of(TEXT, TURNS, head), where, 10, goal)


def test_the_caret_steps_over_labels() -> None:
    assert go("right", 14) == 20
    assert go("left", 20) == 14
    assert go("down", 6, goal=3) == 23
    assert go("up", 24, goal=4) == 10


def test_turns_codings_words_and_ends() -> None:
    assert go("turn_down", 6) == 20
    assert go("turn_up", 30) == 20
    assert go("turn_up", 20) == 6
    assert go("coding_down", 6) == 27
    assert go("coding_up", 58) == 27
    assert (go("coding_first", 58), go("coding_last", 6)) == (27, 27)
    assert (go("uncoded_down", 6), go("uncoded_up", 68), go("uncoded_up", 65)) == (65, 65, 6)
    assert go("word_right", 20) == 26
    assert go("end", 0) == len(TEXT)
    assert go("start", 30) == 6
    assert (go("line_start", 30), go("line_end", 30)) == (20, 45)


@given(texts_with_turns(), st.sampled_from(EVERYWHERE), st.integers(20, 80), st.integers(0, 30), st.data())
def test_the_caret_stays_on_shown_graphemes(
    case: tuple[str, list[TurnView]], where: str, width: int, goal: int, data: st.DataObject
) -> None:
    text, turns = case
    page = page_of(text, turns, width=width)
    page.stripes = Stripes([])
    page.caret = Caret(data.draw(st.sampled_from(standing(page))), 0)
    offset = target(page, where, 7, goal)
    assert 0 <= offset <= len(text)
    assert offset in {span.start for span in graphemes(text, 0, len(text))} | {len(text)}
    line, column = page.layout.locate(offset)
    assert page.layout.offset_at(line, column) == offset or where in ("coding_up", "coding_down", "end")


def standing(page: Page) -> list[int]:
    """Every place the caret can stand."""
    places = []
    for line in range(len(page.layout)):
        places += [cell.start for cell in page.layout.drawn(line)]
        places.append(page.layout.span(line).end)
    return sorted(set(places))


@given(texts_with_turns(), st.integers(20, 120), st.integers(-2, 130), st.integers(0, 40))
def test_the_mouse_points_at_something_that_is_there(
    case: tuple[str, list[TurnView]], width: int, x: int, y: int
) -> None:
    text, turns = case
    page = page_of(text, turns, width=width)
    what, line, number = pointed(page, x, y)
    assert 0 <= line < len(page.layout)
    if what == "text":
        # Turns in which nothing was said may stand at the same place, each on a line of its own.
        assert page.layout.line_of(number) in (line, line + 1) or page.layout.span(line).start == number
        assert 0 <= number <= len(text)


def test_what_the_mouse_is_drawn_over_holds_both_its_ends() -> None:
    text = "Un 家庭 là, e\u0301te\u0301.\nFin."
    page = page_of(text, [], width=40)

    def drawn(down: int, up: int, line: int = 0) -> str:
        columns = page.columns.gutter
        begun, letter = (letter_at(page, *pointed(page, x + columns, y)[1:]) for x, y in ((down, 0), (up, line)))
        span = drawn_to(begun, letter).selection
        return span.of(text) if span else ""

    # 家 takes the cells 3 and 4, 庭 5 and 6; either half of a sign is all of it.
    assert drawn(0, 3) == drawn(0, 4) == "Un 家"
    assert drawn(5, 6) == "庭"
    assert drawn(6, 3) == drawn(5, 4) == "家庭"
    assert drawn(8, 1) == "n 家庭 l"
    # A letter with its accent is one; past the last letter nothing is added, and the line's end is not taken along.
    assert drawn(12, 30) == "e\u0301te\u0301."
    assert drawn(30, 14) == "e\u0301."
    assert drawn(15, 0, line=1) == ".\nF"
