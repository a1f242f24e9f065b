"""How matrix, memos, settings and history look: one picture a promise."""

from __future__ import annotations

import importlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from qualcode.ops import codings, memos, projects
from tests.tui.test_pictures import both, picture, speaking

__all__ = ["picture", "speaking"]


@pytest.fixture(autouse=True)
def one_moment(speaking: ModuleType, monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    """Days, times and folders are the same in every picture."""
    for name in ("memos", "history"):
        screen = importlib.import_module(f"qualcode.tui.screens.{name}")
        monkeypatch.setattr(screen, "day_and_time", lambda at: "2026-03-05 14:20")
    monkeypatch.setattr(importlib.import_module("qualcode.tui.choices"), "_places", lambda known: ())
    # The keys of one small screen, so that another screen's new keys do not change the picture.
    groups = importlib.import_module("qualcode.tui.screens.history").HistoryScreen.GROUPS
    monkeypatch.setattr(importlib.import_module("qualcode.tui.keymap"), "screens", lambda: [groups])
    with sqlite3.connect(project) as database:
        database.execute("UPDATE project SET created = '2026-03-05T14:20:00+00:00'")


@pytest.fixture
def noted(project: Path) -> None:
    """Memos on a passage, a document, a code and the project."""
    with projects.open_session(project, coder="marie") as session:
        coding = next(each for each in codings.listing(session) if each.quote == "on n'ose plus")
        memos.add(session, "project", memos.subject(session, "project", ""), "Relire les trois récits d’une traite.")
        memos.add(session, "code", memos.subject(session, "code", "social/confidence"), "Trop large ? À scinder.")
        codings.note(session, coding.id, "Elle hésite avant de le dire, puis le redit plus fort.\nÀ relire avec Joris.")
    with projects.open_session(project, coder="joris") as session:
        memos.add(session, "document", memos.subject(session, "document", "1"), "Enregistré un jour de pluie, [rire].")


@both
def test_a_matrix_with_the_passages_behind_a_number(picture: Callable[..., None]) -> None:
    picture("G", "m", "e", "down", "enter")


def test_a_matrix_on_a_small_screen(picture: Callable[..., None]) -> None:
    picture("G", "m", size=(80, 24), theme="light")


def test_a_matrix_in_the_smallest_screen(picture: Callable[..., None]) -> None:
    picture("G", "m", size=(20, 5))


def test_a_matrix_without_colours_has_blocks_beside_its_numbers(
    picture: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    picture("G", "m", "e", size=(80, 24))


def test_a_matrix_in_high_contrast(picture: Callable[..., None]) -> None:
    picture("G", "m", "e", "down", "enter", size=(160, 40), theme="contrast")


@both
def test_what_rows_can_be(picture: Callable[..., None]) -> None:
    picture("G", "m", "r", size=(80, 24))


@both
@pytest.mark.usefixtures("noted")
def test_memos_beside_what_they_are_about(picture: Callable[..., None]) -> None:
    picture("G", "n", "down")


@pytest.mark.usefixtures("noted")
def test_memos_on_a_small_screen(picture: Callable[..., None]) -> None:
    picture("G", "n", "down", size=(80, 24), theme="light")


@both
def test_no_memos_yet(picture: Callable[..., None]) -> None:
    picture("G", "n", size=(80, 24))


@both
def test_settings(picture: Callable[..., None]) -> None:
    picture("G", "comma", "down", size=(80, 24))


def test_settings_on_a_large_screen(picture: Callable[..., None]) -> None:
    picture("G", "comma", "down", theme="light")


@both
def test_all_keys_and_another_one(picture: Callable[..., None]) -> None:
    picture("G", "comma", "k", "enter", "u")


@both
def test_the_history(picture: Callable[..., None]) -> None:
    picture("G", "h", "down", size=(80, 24))


def test_the_history_on_a_large_screen(picture: Callable[..., None]) -> None:
    picture("u", "G", "h", theme="light")
