"""One table of keys: bound once, done by something, told in the help and found in the palette."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.tui import keys
from qualcode.tui.dialogs.choose import Chooser
from qualcode.tui.dialogs.tell import Help
from qualcode.tui.keys import Group, Key
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.welcome import WelcomeScreen
from qualcode.tui.widgets.transcript import Transcript
from tests.tui.running import running


@pytest.mark.parametrize("groups", [keys.CODING_SCREEN, keys.WELCOME_SCREEN])
def test_no_key_does_two_things(groups: tuple[Group, ...]) -> None:
    pressed = [single for group in groups for key in group.keys for single in key.keys.split(",")]
    assert len(pressed) == len(set(pressed))


@pytest.mark.parametrize(
    ("groups", "doers"),
    [(keys.CODING_SCREEN, (CodingScreen, Transcript)), (keys.WELCOME_SCREEN, (WelcomeScreen,))],
)
def test_every_key_is_done_by_something(groups: tuple[Group, ...], doers: tuple[type, ...]) -> None:
    for group in groups:
        for key in group.keys:
            action = f"action_{key.action.split('(')[0]}"
            assert any(hasattr(doer, action) for doer in doers), key.action


def test_keys_are_written_as_people_say_them() -> None:
    names = ["ctrl+r", "question_mark", "shift+f3", "U,ctrl+r", "+", ",", "pageup", "ctrl+shift+left"]
    assert [keys.key_name(name) for name in names] == [
        *("ctrl+r", "?", "shift+F3", "U", "+", ",", "page up", "ctrl+shift+←"),
    ]
    rows = keys.help_rows([Key("shift+left", "a", "Select"), Key("shift+right", "b", "Select"), Key("x", "c", "Cut")])
    assert rows == [("shift+← →", "Select"), ("x", "Cut")]


async def test_help_and_palette_hold_every_action(project: Path, state: Path) -> None:
    async with running(project, state, size=(120, 200)) as run:
        await run.press("question_mark")
        told = run.app.screen
        assert isinstance(told, Help)
        shown = run.shown()
        for group in keys.CODING_SCREEN:
            assert group.title in shown
            for key in group.keys:
                assert key.help in shown
        await run.press("escape", "ctrl+p")
        palette = run.app.screen
        assert isinstance(palette, Chooser)
        offered = {row.id for row in palette.found("")}
        said = {key.help for group in keys.CODING_SCREEN for key in group.keys if key.action != "palette"}
        actions = {key.help: key.action for group in keys.CODING_SCREEN for key in reversed(group.keys)}
        assert {actions[text] for text in said} <= offered


async def test_an_action_is_done_from_the_palette_and_by_a_click_on_its_key(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("ctrl+p")
        await run.type("high contrast")
        await run.press("enter")
        assert run.app.theme == "qualcode-contrast"
        await run.press("ctrl+p")
        await run.type("select the sentence")
        await run.press("enter")
        assert run.transcript.selection is not None
        line = run.screen.query_one("#keys")
        text = run.shown().splitlines()[line.region.y]
        await run.pilot.click("#keys", offset=(text.index("c code"), 0))
        await run.pilot.pause()
        assert "Code this passage" in run.shown()
    async with running(project, state) as run:
        assert run.app.theme == "qualcode-contrast"
