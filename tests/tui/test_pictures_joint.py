"""How the joint display looks: one picture a promise."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from qualcode.ops import cases, indicator_values, indicators, picks, projects, reconcile
from qualcode.ops.codings import listing
from tests.tui.test_pictures import both, picture, speaking

__all__ = ["picture", "speaking"]


@pytest.fixture(autouse=True)
def one_moment(speaking: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Times are the same in every picture."""
    page = importlib.import_module("qualcode.tui.joint_page")
    monkeypatch.setattr(page, "day_and_time", lambda at: "2026-03-05 14:20")


@pytest.fixture(autouse=True)
def measured(project: Path) -> None:
    """Indicators of two enterprises in one pool, a verdict of each coder, a quote."""
    with projects.open_session(project, coder="marie") as session:
        cases.add_case(session, "Atelier Sud", attributes={"pool": "insertion"})
        cases.set_case(session, "Atelier Nord", attributes={"pool": "insertion"})
        indicators.add(
            session,
            {"en": "Jobs kept for a year", "fr": "Emplois tenus un an"},
            key="jobs",
            code="economic/employment",
            unit="ETP",
            definition={"en": "Contracts that last twelve months.", "fr": "Contrats qui durent douze mois."},
        )
        for case, values in (("Atelier Nord", (8, 10.5, 12)), ("Atelier Sud", (6, 5, 4))):
            for period, value in zip(("2019", "2021", "2023"), values, strict=True):
                indicator_values.measure(session, "jobs", case, period, value, target=15)
        coding = listing(session, code="economic/employment")[0].id
        picks.pick(session, [coding])
        row = ("Atelier Nord", "economic/employment", "jobs")
        reconcile.judge(session, *row, "dissonance", note="Plus d'emplois, mais Fatima parle des années sans.")
    with projects.open_session(project, coder="joris") as session:
        reconcile.judge(session, *row, "partial", note="Trop tôt pour le dire.")


@both
def test_stories_beside_numbers(picture: Callable[..., None]) -> None:
    picture("G", "j")


@both
def test_on_a_small_screen(picture: Callable[..., None]) -> None:
    picture("G", "j", size=(80, 24), theme="light")


def test_the_passages_of_a_row_on_a_small_screen(picture: Callable[..., None]) -> None:
    picture("G", "j", "enter", size=(80, 24))


def test_on_a_broad_screen_in_high_contrast_by_a_property(picture: Callable[..., None]) -> None:
    picture("G", "j", "b", "p", "o", "o", "l", "enter", size=(200, 50), theme="contrast")


def test_without_colours(picture: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    picture("G", "j", size=(120, 30))


@both
def test_all_in_sum(picture: Callable[..., None]) -> None:
    picture("G", "j", "s", theme="light")
