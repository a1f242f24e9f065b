"""Dialogs for files begin where the last file of this project was."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from qualcode.tui import folders
from qualcode.tui.memory import Memory


def opened(memory: Memory, project: Path) -> Any:
    """What dialogs ask of the program, with this project open."""
    return SimpleNamespace(memory=memory, project_id=project.stem, coding=SimpleNamespace(path=project))


def test_each_project_has_its_own_folder(tmp_path: Path) -> None:
    memory, places = Memory(tmp_path / "state"), [tmp_path / name for name in ("one", "two", "shared")]
    for place in places:
        place.mkdir()
    one, two = (opened(memory, place / f"{place.name}.qualcode") for place in places[:2])
    folders.remember(one, folders.IN, places[2])
    assert folders.remembered(one, folders.IN) == places[2]
    # Another project begins beside itself, not where the first one's files are.
    assert folders.remembered(two, folders.IN) == places[1]
    # What is written and codebooks are elsewhere, and a folder that is gone is nowhere.
    folders.remember(one, folders.OUT, places[0] / "gone")
    assert folders.remembered(one, folders.OUT) == places[0]
    assert folders.remembered(one, folders.CODEBOOKS) == places[0]
