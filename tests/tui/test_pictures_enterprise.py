"""How an enterprise's page and the groups look: one picture a promise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.ops import evaluation, groups, indicator_values, indicators, projects
from tests.tui.registers import fill
from tests.tui.test_pictures import both, picture, speaking

__all__ = ["picture", "speaking"]

Picture = Callable[..., None]
NORD, COIN = "Atelier Nord", "L'Épicerie du Coin"


@pytest.fixture(autouse=True)
def described(project: Path) -> None:
    fill(project)
    with projects.open_session(project, coder="marie") as session:
        evaluation.describe(
            session,
            NORD,
            portrait={
                "social": "Douze personnes en insertion, peu de contacts avant.",
                "economic": "Un atelier de vélos.",
            },
            question="Qu'est-ce qui change pour celles et ceux qui travaillent ici ?",
            methods={"life-story": "", "survey": "Pour compter", "indicators": ""},
            findings={"social": "On ose téléphoner, on connaît des voisins."},
        )
        indicators.add(session, {"fr": "Personnes embauchées", "en": "People hired"}, unit="ETP", code="economic")
        for case, first, last in ((NORD, 4.0, 7.5), (COIN, 2.0, 1.0)):
            indicator_values.measure(session, "personnes-embauchees", case, "2023", first)
            indicator_values.measure(session, "personnes-embauchees", case, "2024", last)
        groups.add(session, "Table ronde", cases=[NORD, COIN], description="Cinq rencontres entre mars et octobre.")
        groups.add_session(session, "Table ronde", date="2025-03-12", title="Début", notes="Chacun raconte.")


# Where the page is, which begins with the first enterprise by name.
PAGE = ("G", "v")


@both
def test_an_enterprise_is_diagnosed(picture: Picture) -> None:
    picture(*PAGE)


def test_what_was_collected_and_what_is_missing(picture: Picture) -> None:
    picture(*PAGE, "2", size=(80, 24), theme="light")


def test_what_was_found_in_each_dimension(picture: Picture) -> None:
    picture(*PAGE, "3")


@pytest.mark.parametrize("speaking", ["fr"], indirect=True)
def test_the_three_phases_side_by_side_while_one_writes(picture: Picture, speaking: object) -> None:
    picture(*PAGE, "enter", size=(200, 60))


def test_groups_with_what_stands_side_by_side(picture: Picture) -> None:
    picture("G", "g")


def test_a_session_of_a_group_on_a_small_screen(picture: Picture) -> None:
    picture("G", "g", "enter", "down", "down", "down", "down", "enter", size=(80, 24), theme="contrast")
