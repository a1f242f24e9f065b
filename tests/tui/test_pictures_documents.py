"""How the documents look, and bringing some in: one picture a promise."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from qualcode.data import data_path
from tests.tui.running import settle
from tests.tui.test_pictures import Compare, both, picture, speaking

__all__ = ["picture", "speaking"]
DEMO = data_path("samples/demo/documents")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Transcripts, one of them in an old encoding, and a file that is none."""
    made = tmp_path / "entretiens"
    made.mkdir()
    for name in ("02-encadrant-atelier-nord.docx", "03-recit-de-michel.md", "07-levensverhaal-van-sofie.txt"):
        shutil.copy(DEMO / name, made)
    odd = "INT : Ça va ?\r\nÉLODIE : Très bien, à l’atelier on s’entraide. Où j’étais avant, rien.\r\n"
    (made / "elodie.txt").write_bytes(odd.encode("cp1252"))
    (made / "image.txt").write_bytes(bytes(range(256)) * 40)
    return made


@pytest.fixture
def dropping(snap_compare: Compare, speaking: ModuleType, project: Path, state: Path) -> Callable[..., None]:
    """Takes a picture after something was dropped and some keys were pressed."""

    def take(path: Path, *keys: str, size: tuple[int, int]) -> None:
        app = speaking.QualcodeApp(project, coder="marie", state=state)
        app.theme = "qualcode-light"

        async def before(pilot: Pilot[Any]) -> None:
            await settle(pilot)
            place = pilot.app.screen
            pilot.app.post_message(events.Paste(str(path)))
            while type(pilot.app.screen).__name__ not in ("ImportReview", "ImportDialog") or pilot.app.screen is place:
                await pilot.pause(0.01)
            for key in keys:
                await pilot.press(key)
            await settle(pilot)

        assert snap_compare(app, terminal_size=size, run_before=before)

    return take


@both
def test_documents_with_what_is_told_and_coded(picture: Callable[..., None]) -> None:
    picture("G", "d", size=(120, 40))


def test_on_a_small_screen_titles_have_the_room(picture: Callable[..., None]) -> None:
    picture("G", "d", "down", size=(80, 24), theme="light")


def test_who_speaks_and_who_that_is(picture: Callable[..., None]) -> None:
    picture("G", "d", "s", size=(80, 24))


@pytest.mark.parametrize("speaking", ["fr"], indirect=True)
def test_a_document_is_described(picture: Callable[..., None]) -> None:
    picture("G", "d", "e", size=(80, 24), theme="light")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
def test_files_are_looked_at_before_anything_is_stored(
    dropping: Callable[..., None], folder: Path, size: tuple[int, int]
) -> None:
    dropping(folder, "down", "down", size=size)


def test_files_are_marked(picture: Callable[..., None], folder: Path, no_home: Path) -> None:
    folder.rename(no_home / folder.name)
    # Below the home, so that the picture shows no folder of this machine.
    picture("i", "ctrl+u", *"~/entretiens/", "down", "space", "space", size=(80, 24))


@pytest.mark.parametrize("speaking", ["fr"], indirect=True)
def test_one_file_is_looked_at_and_corrected(dropping: Callable[..., None], folder: Path) -> None:
    dropping(folder / "elodie.txt", size=(80, 24))
