"""How indicators, their tables and proposals look: one picture a promise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.ops import codings, documents, indicator_values, indicators, projects, proposals
from qualcode.store import operation
from tests.tui.registers import fill
from tests.tui.test_pictures import both, picture, speaking

__all__ = ["picture", "speaking"]

Picture = Callable[..., None]
TABLE = "Entreprise;Indicateur;Unité;2022;2024\nAtelier Nord;Emplois;ETP;10;12,5\nAteliers Nord;Emplois;ETP;1;1\n"


@pytest.fixture(autouse=True)
def measured(project: Path) -> None:
    """Indicators in numbers and levels, with cited passages."""
    fill(project)
    with projects.open_session(project, coder="marie") as session:
        documents.set_case(session, documents.listing(session)[0].id, "Atelier Nord")
        indicators.add(
            session,
            {"fr": "Personnes embauchées", "en": "People hired"},
            unit="ETP",
            code="economic",
            definition={"fr": "Contrats de plus de six mois", "en": "Contracts of more than six months"},
            source="bilan social",
        )
        for case, period, value in (
            ("Atelier Nord", "2022", 10), ("Atelier Nord", "2023", 11), ("Atelier Nord", "2024", 15),
            ("L'Épicerie du Coin", "2022", 4), ("L'Épicerie du Coin", "2024", 3),
        ):  # fmt: skip
            indicator_values.measure(session, "personnes-embauchees", case, period, value, target=12)
        indicators.add(session, "Autonomie", kind="level", rungs=["aucune", "avec aide", "seule"])
        cited = [each.id for each in codings.listing(session)[:2]]
        for period, level, ids in (("avant", 0, cited[:1]), ("après", 2, cited)):
            indicator_values.judge(session, "autonomie", "Atelier Nord", period, level, ids)


@pytest.fixture
def proposed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proposal that is talked about, and one that was declined."""
    monkeypatch.setattr(operation, "now", lambda: "2026-03-02T10:00:00+00:00")
    with projects.open_session(project, coder="joris") as session:
        made = proposals.propose_indicator(
            session, {"fr": "Oser téléphoner", "en": "Daring to phone"}, unit="%", reason="On en parle partout."
        )
        proposals.discuss(session, made.id, "Comment le compter ?")
        other = proposals.propose_code(session, "rename", "social/confidence", labels={"fr": "Courage"})
        proposals.decline(session, other.id, "Ce n'est pas la même chose.")


@both
def test_each_indicator_is_told_in_figures_words_and_bars(picture: Picture) -> None:
    picture("G", "i", size=(140, 40))


def test_levels_stand_with_the_passages_they_are_judged_from(picture: Picture) -> None:
    picture("G", "i", "down", "enter", size=(100, 30), theme="light")


@both
def test_on_a_small_screen_the_list_has_the_room(picture: Picture) -> None:
    picture("G", "i", size=(80, 24), theme="contrast")


@pytest.mark.parametrize("speaking", ["fr"], indirect=True)
def test_an_indicator_is_filled_in(picture: Picture) -> None:
    picture("G", "i", "e", size=(80, 24))


def test_passages_are_marked_for_a_judgement(picture: Picture) -> None:
    picture("G", "i", "down", "enter", *["down"] * 5, "v", "ctrl+s", size=(100, 30))


def test_a_table_s_columns_before_it_is_taken_in(picture: Picture, project: Path, state: Path) -> None:
    from qualcode.tui.memory import Memory

    folder = project.parent / "tables"
    folder.mkdir()
    (folder / "values.csv").write_text(TABLE, encoding="utf-8")
    Memory(state).set("folder", str(folder))
    picture("G", "i", "i", *"values", "full_stop", *"csv", "enter", size=(100, 24))


@both
@pytest.mark.usefixtures("proposed")
def test_what_is_proposed_stands_with_what_was_said(picture: Picture) -> None:
    picture("G", "i", "o")
