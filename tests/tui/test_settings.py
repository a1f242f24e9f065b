"""The settings: chosen by key and mouse, remembered, and what concerns the project is undone like anything else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qualcode.ops import projects
from qualcode.tui.app import Again, QualcodeApp
from qualcode.tui.dialogs.choose import Chooser
from qualcode.tui.dialogs.keylist import KeyCatcher, KeyList
from qualcode.tui.dialogs.tell import Ask, Confirm, Tell
from qualcode.tui.keys import use_changed
from qualcode.tui.memory import Memory
from qualcode.tui.screens.history import HistoryScreen
from qualcode.tui.screens.settings import SettingsScreen
from qualcode.tui.widgets.entry import Entry
from qualcode.tui.widgets.table import Table
from tests.tui.hostile import CONTROLS, MARKUP, spoil
from tests.tui.running import Running, running


@pytest.fixture(autouse=True)
def own_keys() -> None:
    use_changed({})


def screen(run: Running) -> SettingsScreen:
    found = run.app.screen
    assert isinstance(found, SettingsScreen)
    return found


async def do(run: Running, id: str) -> None:
    """Put the cursor on a row and press enter."""
    choices = screen(run)._list
    choices.highlighted = choices.get_option_index(id)
    await run.press("enter")


async def choose(run: Running, words: str) -> None:
    await run.until(lambda: isinstance(run.app.screen, Chooser))
    await run.type(words)
    await run.press("enter")


async def test_everything_that_can_be_set_is_shown_with_what_it_means(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("G", "comma")
        shown = run.shown()
        for words in ("English", "dark", "in colour", "marie", "Pôle insertion", "français", "when you ask for them"):
            assert words in shown
        assert str(state)[:20] in shown
        await run.press("down")
        assert "It changes at once." in run.shown()


async def test_another_language_is_spoken_from_the_next_start_on(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("G", "comma")
        await do(run, "language")
        await choose(run, "Nederl")
        await run.until(lambda: isinstance(run.app.screen, Confirm))
        await run.press("escape")
        assert run.app.memory.setting("language") == "nl"
        assert "from the next start on" in run.shown()
        await do(run, "language")
        await choose(run, "English")
        await run.until(lambda: run.app.memory.setting("language") == "en")


async def test_the_program_comes_back_to_the_project(project: Path, state: Path) -> None:
    app = QualcodeApp(project, coder="marie", state=state)
    async with app.run_test(size=(120, 40)) as pilot:
        run = Running(app, pilot)
        await run.settle()
        await run.press("G", "comma")
        await do(run, "language")
        await choose(run, "Deutsch")
        await run.until(lambda: isinstance(run.app.screen, Confirm))
        await pilot.press("enter")
        await run.until(lambda: app.again)
        assert app.again == Again(project, "de")


async def test_the_theme_changes_at_once_and_colours_can_be_done_without(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("G", "comma")
        await do(run, "theme")
        assert run.app.theme == "qualcode-contrast"
        assert "high contrast" in run.shown()
        await do(run, "colours")
        await run.until(lambda: isinstance(run.app.screen, Confirm))
        await run.press("escape")
        assert not run.app.no_color
        await do(run, "colours")
        await run.until(lambda: run.app.memory.setting("colours") == "some")
        await do(run, "colours")
        await run.until(lambda: isinstance(run.app.screen, Confirm))
        await run.press("escape")
    before = os.environ.get("NO_COLOR")
    assert QualcodeApp(project, coder="marie", state=state).no_color
    assert os.environ.get("NO_COLOR") == before


async def test_the_text_is_as_wide_as_one_wants(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("G", "comma")
        await do(run, "width")
        await choose(run, "56")
        assert run.app.memory.setting("text-width") == "56"
        assert run.transcript.longest == 56


async def test_a_key_is_another_one_at_once_and_next_time(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("G", "comma", "k")
        await run.until(lambda: isinstance(run.app.screen, KeyList))
        run.app.screen.query_one(Table).go("suggest s")
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, KeyCatcher))
        # What is taken, and what moves about everywhere, is refused in a sentence; it asks again.
        await run.press("c")
        await run.until(lambda: "c is taken: Put codes on the selected passage (Coding)" in run.shown())
        await run.press("home")
        await run.until(lambda: "stays what it is" in run.shown())
        await run.press("é")
        await run.until(lambda: isinstance(run.app.screen, KeyList))
        assert "(was s)" in run.shown()
        await run.press("escape")
        assert "1 changed" in run.shown()
        # So is the key to the other screens, on every screen.
        await run.press("k")
        run.app.screen.query_one(Table).go("places G,f2")
        await run.press("enter")
        await run.press("H")
        await run.press("escape", "H", "h")
        assert isinstance(run.app.screen, HistoryScreen)
        assert "H go to" in run.shown()
        await run.press("question_mark")
        assert "H " in run.shown()
        await run.press("escape")
    async with running(project, state) as run:
        await run.press("G")
        assert run.app.screen is run.screen
        await run.press("H", "comma", "k")
        # Its own key again, then all.
        run.app.screen.query_one(Table).go("places G,f2")
        await run.press("delete")
        await run.press("ctrl+r")
        await run.until(lambda: isinstance(run.app.screen, Confirm))
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, KeyList))
        assert "(was" not in run.shown()
        await run.press("escape", "escape", "G")
        assert "Go to" in run.shown()


async def test_the_project_gets_another_title_and_language_and_undo_takes_them_back(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("G", "comma")
        await do(run, "title")
        await run.until(lambda: isinstance(run.app.screen, Ask))
        run.app.screen.query_one(Entry).value = "Pôle solidarité"
        await run.press("enter")
        assert "Pôle solidarité ▸ Settings" in run.shown()
        await do(run, "spoken")
        await choose(run, "Deutsch")
        assert "takes back: The project’s language is de" in run.shown()
        await run.press("u", "u")
        assert "Pôle insertion ▸ Settings" in run.shown()
    with projects.open_session(project, coder="reader") as session:
        assert (projects.project(session).title, projects.project(session).language) == ("Pôle insertion", "fr")


async def test_blind_and_suggestions_are_switched_here_too(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("G", "comma")
        await do(run, "blind")
        assert run.screen.view.blind
        await do(run, "suggestions")
        assert "never" in run.shown()
        await run.press("escape", "s")
        await run.until(lambda: "Suggestions are off in this project" in run.shown())


async def test_check_and_backup_are_done_and_told(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("G", "comma", "c")
        await run.until(lambda: isinstance(run.app.screen, Tell))
        assert "Everything is in order." in run.shown()
        await run.press("escape")
        await do(run, "check_deep")
        await run.until(lambda: isinstance(run.app.screen, Tell))
        await run.press("escape", "b")
        await run.until(lambda: isinstance(run.app.screen, Tell))
        assert "copied to" in run.shown()
        await run.press("escape")
        await do(run, "path")
        await run.until(lambda: isinstance(run.app.screen, Tell))
    assert len(list(project.with_name(project.name + ".backups").iterdir())) == 1


async def test_the_mouse_does_it_too(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("G", "comma")
        row = next(at for at, line in enumerate(run.shown().splitlines()) if line.strip().startswith("Theme"))
        await run.pilot.click(offset=(10, row))
        await run.settle()
        assert run.app.theme == "qualcode-contrast"


@pytest.mark.parametrize(("harm", "size"), [(MARKUP, (80, 24)), (CONTROLS, (20, 5)), (CONTROLS, (200, 60))])
async def test_nothing_that_people_wrote_acts(project: Path, state: Path, harm: str, size: tuple[int, int]) -> None:
    spoil(project, harm)
    Memory(state, "marie").note("keys", "all", {"suggest s": harm, "code c": 3, "find slash": "é", harm: "x"})
    async with running(project, state, size=size) as run:
        await run.press("G", "comma", "down", "enter", "k")
        await run.press("down", "escape")
        assert "\x1b" not in run.shown()
        assert run.app.is_running
