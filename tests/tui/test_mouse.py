"""What the mouse reaches: codes with a digit, undo, every action, marks in the picker, words at the screen's edge."""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.widgets import OptionList

from qualcode.tui.dialogs.choose import Chooser
from qualcode.tui.dialogs.newcode import NewCodeDialog
from qualcode.tui.dialogs.picker import CodePicker
from qualcode.tui.dialogs.tell import Help
from qualcode.tui.safe import Part
from qualcode.tui.widgets.bars import KEY, key_at
from tests.tui.running import Running, running

PASSAGE = "J'allais à l'école, au Lidl, et je rentrais."
OTHER = "Je suis née à Roubaix"


def cell(run: Running, words: str) -> tuple[int, int]:
    """Where words stand on the screen."""
    lines = run.shown().split("\n")
    row = next(row for row, line in enumerate(lines) if words in line)
    return lines[row].index(words), row


def front(run: Running) -> object:
    """The screen or dialog in front."""
    return run.app.screen


async def click(run: Running, words: str) -> None:
    await run.pilot.click(offset=cell(run, words))
    await run.settle()


def test_a_key_belongs_to_the_words_behind_it() -> None:
    line: list[Part] = ["as it is  ", ("u ", KEY), "takes back", "   ", ("U ", KEY), ("again", "dim")]
    told = "".join(key_at(line, at) or "." for at in range(40))
    assert told == "." * 10 + "u" * 15 + "U" * 7 + "." * 8


async def test_codes_with_a_digit_and_undo_are_clicked(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.select(PASSAGE)
        await run.press("c")
        await run.type("ties")
        await run.press("enter")
        run.select(OTHER)
        await run.settle()
        await click(run, "1 S ")
        assert run.transcript.chosen is not None
        assert (run.transcript.chosen.code, run.transcript.chosen.quote) == ("social/ties", OTHER)
        made = run.transcript.chosen.id
        await click(run, "takes back")
        assert run.transcript.page is not None
        assert made not in run.transcript.page.stripes
        await click(run, "does again")
        assert made in run.transcript.page.stripes


async def test_every_action_is_a_click_away(project: Path, state: Path) -> None:
    async with running(project, state, size=(80, 24)) as run:
        assert "ctrl+p" in run.shown().rstrip().split("\n")[-1]
        codings = len(run.transcript.stripes)
        await run.pilot.click("#codebook", offset=(6, 2), button=3)
        await run.settle()
        assert type(front(run)) is Chooser
        assert len(run.transcript.stripes) == codings
        await run.press("escape", "question_mark")
        assert isinstance(front(run), Help)
        await click(run, "close")
        await run.press("G", "down")
        await click(run, "enter go there")
        assert getattr(front(run), "NAME", "") == "documents"
        await run.press("escape", "question_mark", "slash")
        await run.type("turn then")
        await click(run, "Select the turn")
        assert front(run) is run.screen
        assert run.transcript.selection is not None


async def test_several_codes_are_marked_at_the_left_edge(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.select(PASSAGE)
        await run.press("c")
        picker = front(run)
        assert isinstance(picker, CodePicker)
        await run.pilot.hover("#found", offset=(8, 3))
        assert picker.query_one("#found", OptionList).highlighted == 3
        for row in (3, 1):
            await run.pilot.click("#found", offset=(1, row))
        await run.settle()
        assert front(run) is picker
        assert run.shown().count("✓ ") == 2
        await run.type("confid")
        await run.settle()
        await run.pilot.hover("#found", offset=(8, 1))
        await click(run, "New code")
        assert isinstance(front(run), NewCodeDialog)
        assert "→ Social / confid" in run.shown()
        await run.press("escape", "c")
        for row in (3, 1):
            await run.pilot.click("#found", offset=(1, row))
        await click(run, "enter")
        assert front(run) is run.screen
        assert len([each for each in run.transcript.codings_here if each.coder == "marie"]) == 2


async def test_words_at_the_edge_stay_under_the_pointer(project: Path, state: Path) -> None:
    async with running(project, state, size=(100, 24)) as run:
        page, sheet = run.transcript.page, run.transcript
        assert page is not None
        assert sheet.in_view.start == 0
        bottom = sheet.size.height - 1
        words = page.layout.span(bottom).of(run.text).split()
        await run.pilot.click("#transcript", offset=(page.columns.gutter + 1, bottom), times=2)
        assert sheet.scroll_offset.y == 0
        assert sheet.selection is not None
        assert sheet.selection.of(run.text) in words[0]
        sheet.on_mouse_up()
        await run.pilot.mouse_down("#transcript", offset=(page.columns.gutter + 1, bottom))
        below = sheet.size.height
        sheet.on_mouse_move(events.MouseMove(sheet, 20, below, 0, 0, 1, False, False, False, 20, below))
        assert sheet.scroll_offset.y == 0
        await run.until(lambda: sheet.scroll_offset.y)
        await run.pilot.mouse_up("#transcript", offset=(20, bottom))
        assert sheet.selection is not None
        assert page.layout.line_of(sheet.selection.end) == sheet.scroll_offset.y + bottom
