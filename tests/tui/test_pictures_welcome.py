"""How coming in, the tour and the help look: one picture a promise."""

from __future__ import annotations

import importlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.tui.running import settle
from tests.tui.test_pictures import Compare, speaking

__all__ = ["speaking"]

every = pytest.mark.parametrize("speaking", ["en", "fr", "nl", "de"], indirect=True)
french = pytest.mark.parametrize("speaking", ["fr"], indirect=True)
Take = Callable[..., None]


@pytest.fixture
def take(
    snap_compare: Compare,
    speaking: ModuleType,
    made: Path,
    state: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Take:
    """Takes a picture of the list of projects, or of what some keys lead to from there."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setattr(importlib.import_module("qualcode.tui.screens.welcome"), "__version__", "0")
    monkeypatch.setattr(importlib.import_module("qualcode.tui.dialogs.tell"), "guide", lambda: "docs/guide/README.md")
    shutil.copy(made, tmp_path / "pole.qualcode")
    rows = [
        {"path": str(tmp_path / "pole.qualcode"), "title": "Pôle insertion", "at": "2026-01-05T12:00:00+00:00"},
        {"path": str(tmp_path / "Archive" / "pilote.qualcode"), "title": "Pilote 2024", "at": ""},
    ]
    state.mkdir(exist_ok=True)

    def taking(*keys: str, size: tuple[int, int] = (80, 24), theme: str = "dark", known: bool = True) -> None:
        if known:
            (state / "recent.json").write_text(json.dumps({"projects": rows}), "utf-8")
            (state / "settings.json").write_text(json.dumps({"tour": "taken"}), "utf-8")
        app = speaking.QualcodeApp(None, coder="marie", state=state)
        app.theme = f"qualcode-{theme}"

        async def before(pilot: Pilot[Any]) -> None:
            await settle(pilot)
            for key in keys:
                await pilot.press(key)
                await settle(pilot)
            if app.guide is not None or "g" in keys:
                while app.guide is None or not app.coding or app.coding.waiting or app.coding.shelf is None:
                    await pilot.pause(0.05)
                app.clear_notifications()
                await app.look_at_tour()
                await settle(pilot)

        assert snap_compare(app, terminal_size=size, run_before=before)

    return taking


@every
def test_projects_opened_before_with_when_and_where(take: Take) -> None:
    take()


def test_on_a_large_light_screen_they_stand_in_the_middle(take: Take) -> None:
    take(size=(200, 60), theme="light")


@french
def test_who_comes_for_the_first_time_stands_on_the_tour(take: Take) -> None:
    take(known=False)


@every
def test_the_tour_takes_a_corner_below_the_codes(take: Take) -> None:
    take("g", known=False, size=(120, 40))


@french
def test_the_tour_stands_above_the_text_on_a_small_screen(take: Take) -> None:
    take("g", known=False, theme="light")


@every
def test_help_fits_a_small_screen(take: Take) -> None:
    take("question_mark")
