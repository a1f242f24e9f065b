"""Help and palette of every screen hold its real keys and all its places; the help is searched in."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.tui.dialogs.choose import Chooser
from qualcode.tui.dialogs.tell import Help, guide
from qualcode.tui.keys import Group
from qualcode.tui.places import PLACES, TRANSCRIPT
from qualcode.tui.screens.base import Place
from tests.tui.running import Running, running


def can(screen: Place, action: str) -> bool:
    """Whether something on the screen does an action."""
    space, _dot, name = action.split("(")[0].rpartition(".")
    owners = [screen.app] if space == "app" else [screen, *screen.query("*")]
    return any(hasattr(owner, f"action_{name}") for owner in owners)


async def check(run: Running) -> None:
    """Every key of the screen in front is done by something, told in the help and found in the palette."""
    screen = run.app.screen
    assert isinstance(screen, Place)
    keys = [key for group in screen.GROUPS for key in group.keys]
    assert [key.action for key in keys if not can(screen, key.action)] == []
    # Where one types at first, as in a search, the keys come after tab.
    screen.action_help()
    await run.settle()
    assert isinstance(run.app.screen, Help)
    shown = run.shown()
    assert [key.help for key in keys if key.help not in shown] == []
    assert "docs/guide" in shown
    await run.press("escape", "ctrl+p")
    palette = next(each for each in run.app.screen_stack if isinstance(each, Chooser))
    offered = palette.found("")
    said = "\n".join(name for row in offered for name in row.names)
    assert [key.help for key in keys if key.action != "palette" and key.help not in said] == []
    assert {row.id for row in offered} >= {f"go('{place.name}')" for place in PLACES}
    assert "tour" in {row.id for row in offered}
    await run.press("escape")


@pytest.mark.parametrize("place", [place.name for place in PLACES])
async def test_every_key_of_a_screen_is_done_told_and_found(project: Path, state: Path, place: str) -> None:
    async with running(project, state, size=(120, 200)) as run:
        if place != TRANSCRIPT:
            run.app.go(place)
            await run.settle()
        await check(run)


async def test_keys_are_searched_by_what_they_do(project: Path, state: Path) -> None:
    async with running(project, state, size=(80, 24)) as run:
        await run.press("question_mark")
        assert "esc close" in run.shown()
        await run.press("slash")
        await run.type("MEMO")
        shown = run.shown()
        assert "Write a memo on the coding" in shown
        assert "Turn the page" not in shown
        await run.type(" unheard")
        assert "No key does that" in run.shown()
        await run.press("escape")
        assert "Turn the page" in run.shown()
        await run.press("q")
        assert not isinstance(run.app.screen, Help)


def test_the_help_names_a_guide_that_is_there() -> None:
    assert Path(guide()).is_file()


@pytest.mark.parametrize("group", [group for place in PLACES if place.screen for group in place.build().GROUPS])
def test_help_texts_leave_room_for_longer_languages(group: Group) -> None:
    assert [key.help for key in group.keys if len(key.help) > 45] == []
