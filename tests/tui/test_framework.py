"""The framework matrix on the screen: written beside its passages, kept while it is typed; quotes translated."""

from __future__ import annotations

from pathlib import Path

from qualcode.model.framework import FrameworkCell
from qualcode.ops import cases, codings, framework, projects, translations
from qualcode.tui.dialogs.choose import Chooser
from qualcode.tui.dialogs.memo import MemoDialog
from qualcode.tui.framework import Framed, lay_out, next_open
from qualcode.tui.screens.excerpts import ExcerptsScreen
from qualcode.tui.screens.framework import FrameworkScreen
from tests.tui.running import Running, running

NORD = "Atelier Nord"


def screen(run: Running) -> FrameworkScreen:
    found = run.app.screen
    assert isinstance(found, FrameworkScreen)
    return found


def stored(project: Path, code: str = "economic") -> FrameworkCell:
    with projects.open_session(project, coder="marie") as session:
        return framework.show(session, codes=[code]).rows[0].cells[0]


def translated(project: Path) -> list[tuple[str, str, str]]:
    with projects.open_session(project, coder="marie") as session:
        return [(each.quote[:11], each.language, each.text) for each in translations.listing(session)]


async def to(run: Running, name: str) -> None:
    run.app.go(name)
    await run.until(lambda: getattr(run.app.screen, "NAME", "") == name)


async def test_a_summary_is_written_with_its_passages_beside_it(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await to(run, "framework")
        await run.until(lambda: "Huit ans sans travailler" in run.shown())
        assert "○ 1" in run.shown()
        await run.press("enter")
        await run.until(lambda: screen(run).pad.is_writing)
        await run.type("Huit ans dehors")
        await run.press("escape")
        await run.until(lambda: stored(project).text == "Huit ans dehors")
        await run.press("p", "enter")
        await run.until(lambda: stored(project).text == "Huit ans dehors [1]")
        assert len(stored(project).codings) == 1
        await run.press("i")
        await run.until(lambda: "travailler dehors” [1]" in stored(project).text)
        await run.press("-")
        await run.until(lambda: not stored(project).codings)
        assert "[1]" not in stored(project).text
        await run.press("u")
        await run.until(lambda: "[1]" in screen(run).pad.text)


async def test_what_is_typed_outlives_the_program(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await to(run, "framework")
        await run.press("enter")
        await run.until(lambda: screen(run).pad.is_writing)
        await run.type("à revoir")
        await run.until(lambda: any("revoir" in each.read_text("utf-8") for each in state.glob("drafts-*framework*")))
        # Killed: nothing is asked of the field any more.
        screen(run).pad.read_only = True
    assert stored(project).text == ""
    async with running(project, state) as again:
        await to(again, "framework")
        await again.until(lambda: screen(again).pad.text == "à revoir")
        assert "not stored" in again.shown()
        await again.press("right")
        await again.until(lambda: screen(again).pad.text == "")
        await again.press("left", "enter", "escape")
        await again.until(lambda: stored(project).text == "à revoir")
        await again.until(lambda: not list(state.glob("drafts-*framework*")))


async def test_what_is_stale_is_found_and_read_again(project: Path, state: Path) -> None:
    with projects.open_session(project, coder="marie") as session:
        framework.write(session, NORD, "social", "On ose.")
        codings.remove(session, [codings.listing(session, code="social/confidence")[0].id])
    async with running(project, state) as run:
        await to(run, "framework")
        await run.press("j")
        await run.until(lambda: "1 gone" in run.shown())
        assert screen(run).grid.cursor == (0, 1)
        await run.press("y")
        await run.until(lambda: not stored(project, "social").stale)
        assert "1 gone" not in run.shown()
        await run.press("c")
        await run.until(lambda: isinstance(run.app.screen, Chooser))
        await run.type("social")
        await run.press("enter")
        await run.until(lambda: "Columns: Social" in run.shown())
        arrangement = screen(run).grid.arrangement
        assert arrangement is not None and len(arrangement.columns) > 3
        await run.press("delete")
        await run.until(lambda: stored(project, "social").text == "")


async def translate(run: Running, words: str) -> None:
    """Write so of what the passage at hand says in Dutch."""
    await run.press("l")
    await run.until(lambda: isinstance(run.app.screen, Chooser))
    await run.type("dutch")
    await run.press("enter")
    await run.until(lambda: isinstance(run.app.screen, MemoDialog))
    await run.type(words)
    await run.press("ctrl+s")


async def test_quotes_are_translated_where_they_stand(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.transcript.go(run.text.index("on n'ose plus"))
        await translate(run, "je durft niet meer")
        await run.until(lambda: translated(project) == [("on n'ose pl", "nl", "je durft niet meer")])
        await to(run, "excerpts")
        await run.until(lambda: isinstance(run.app.screen, ExcerptsScreen) and bool(run.app.screen.selected.found))
        await run.press("down", "down")
        await run.until(lambda: "je durft niet meer" in run.shown())
        await translate(run, "!")
        await run.until(lambda: translated(project) == [("on n'ose pl", "nl", "je durft niet meer!")])


def test_the_grid_says_what_is_written_what_is_stale_and_what_there_is(project: Path) -> None:
    with projects.open_session(project, coder="marie") as session:
        cases.add_case(session, "Atelier Sud")
        framework.write(session, NORD, "social", "On\nose.")
        view = framework.show(session)
        coding = codings.listing(session, code="social")[0].id
        from qualcode.ops import codebooks

        tree = codebooks.tree(session)
        grid = lay_out(Framed(view, tree, {}, False))
        assert (grid.text(0, 0), grid.text(0, 1), grid.text(1, 1)) == ("○ 1", "On ose.", "")
        assert (grid.text(0, len(grid.columns) - 1), grid.text(2, 1)) == ("1", "1")
        assert next_open(view, 0, 1, 1) == (0, 0)
        codings.remove(session, [coding])
        stale = framework.show(session)
        assert lay_out(Framed(stale, tree, {}, False)).text(0, 1) == "! On ose."
        assert next_open(stale, 0, 0, 1) == (0, 1)
        framework.write(session, NORD, "economic", "Huit ans.")
        framework.write(session, NORD, "social")
        assert next_open(framework.show(session), 0, 0, 1) is None
