"""How the framework matrix looks: one picture a promise."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from qualcode.ops import cases, codings, framework, projects, translations
from tests.tui.test_pictures import picture, speaking

__all__ = ["picture", "speaking"]


@pytest.fixture(autouse=True)
def summarised(project: Path, speaking: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two enterprises; one cell is written, one is stale, one offers its passages."""
    shown = importlib.import_module("qualcode.tui.framework")
    monkeypatch.setattr(shown, "day", lambda _at: "2026-03-05")
    with projects.open_session(project, coder="marie") as session:
        cases.add_case(session, "Atelier Sud")
        found = codings.listing(session, code="social")
        text = "On n'ose plus, on ne sort plus [1] ; cela commence par les petits [2]."
        framework.write(session, "Atelier Nord", "social", text, links=[each.id for each in found])
        translations.translate(session, found[0].id, "nl", "je durft niet meer")
    with projects.open_session(project, coder="joris") as session:
        codings.add(session, found[0].document, found[0].start, found[0].end + 20, "social/ties")


def test_summaries_by_enterprise_and_theme(picture: Callable[..., None]) -> None:
    picture("G", "f", "right")


def test_on_a_small_screen(picture: Callable[..., None]) -> None:
    picture("G", "f", "right", size=(80, 24), theme="light")


def test_on_a_broad_screen_in_high_contrast_among_the_passages(picture: Callable[..., None]) -> None:
    picture("G", "f", "right", "p", size=(200, 50), theme="contrast")
