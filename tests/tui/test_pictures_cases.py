"""How enterprises, people and their tables look: one picture a promise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tests.tui.registers import fill
from tests.tui.test_pictures import both, picture, speaking
from tests.tui.test_tables import PEOPLE

__all__ = ["picture", "speaking"]

Picture = Callable[..., None]


@pytest.fixture(autouse=True)
def peopled(project: Path) -> None:
    fill(project)


@pytest.fixture
def to_the_table(project: Path, state: Path) -> tuple[str, ...]:
    """The keys that lead to a table of people."""
    from qualcode.tui.memory import Memory

    folder = project.parent / "tables"
    folder.mkdir()
    (folder / "people.csv").write_text(PEOPLE, encoding="utf-8")
    Memory(state).set("folder", str(folder))
    return ("G", "p", "i", *"people", "full_stop", *"csv", "enter")


@both
def test_enterprises_stand_in_a_list_with_a_card_beside_it(picture: Picture) -> None:
    picture("G", "e", "down")


def test_on_a_small_screen_the_list_has_the_room(picture: Picture) -> None:
    picture("G", "e", "down", size=(80, 24), theme="light")


def test_people_are_shown_with_what_their_consent_means(picture: Picture) -> None:
    picture("G", "p", "down")


def test_on_a_small_screen_the_card_takes_its_place(picture: Picture) -> None:
    picture("G", "p", "enter", size=(80, 24), theme="contrast")


@pytest.mark.parametrize("speaking", ["fr"], indirect=True)
def test_a_person_is_changed_with_the_consents_explained(picture: Picture, speaking: ModuleType) -> None:
    picture("G", "p", "e", size=(80, 24))


def test_a_table_s_columns_before_it_is_taken_in(picture: Picture, to_the_table: tuple[str, ...]) -> None:
    picture(*to_the_table)


def test_a_table_s_rows_on_a_small_screen(picture: Picture, to_the_table: tuple[str, ...]) -> None:
    picture(*to_the_table, "2", size=(80, 24), theme="light")
