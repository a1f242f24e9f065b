"""How searching and excerpts look: one picture a promise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.ops import codings, documents, projects
from tests.tui.hostile import MARKUP, spoil
from tests.tui.test_pictures import both, picture, speaking

__all__ = ["picture", "speaking"]
MORE = (
    ("Maintenant je viens en vélo, un que j'ai monté moi-même.", "economic/skills", "positive"),
    ("j'ai arrêté l'école en troisième, fallait aider", "economic/skills", "negative"),
    ("la dette d'EDF, je la paie encore", "economic/income", "mixed"),
    ("Je me lève. Ça a l'air bête.", "social/confidence", "positive"),
)


@pytest.fixture
def coded(project: Path) -> Path:
    """A project with more of marie's codings, one with a memo."""
    with projects.open_session(project, coder="marie") as session:
        story = documents.find(session, "1")
        text = documents.text(session, story.id)
        for quote, code, effect in MORE:
            start = text.index(quote)
            codings.add(session, story.id, start, start + len(quote), code, effect=effect)
        codings.note(session, codings.listing(session, code="economic/income")[0].id, "À reprendre avec Joris")
    return project


@both
def test_one_is_told_how_to_ask(picture: Callable[..., None]) -> None:
    picture("G", "s", size=(80, 24))


@both
def test_words_are_found_in_their_context(picture: Callable[..., None]) -> None:
    picture("G", "s", *"travail", "enter", "down", "space")


def test_words_are_found_on_a_small_screen(picture: Callable[..., None]) -> None:
    picture("G", "s", *"jours", "enter", "g", size=(80, 24), theme="light")


@both
def test_what_coding_would_bring_is_told_before(picture: Callable[..., None]) -> None:
    picture("G", "s", *"jours", "enter", "a", "c", *"liens", "enter", size=(100, 30), theme="light")


def test_the_smallest_screen_still_searches(picture: Callable[..., None]) -> None:
    picture("G", "s", *"vous", "enter", size=(20, 5))


@both
def test_excerpts_with_what_is_known_of_them(picture: Callable[..., None], coded: Path) -> None:
    picture("G", "x", "down", "down", "space", path=coded)


@both
def test_excerpts_by_code_on_a_small_screen(picture: Callable[..., None], coded: Path) -> None:
    picture("G", "x", "o", "end", size=(80, 24), theme="light", path=coded)


def test_excerpts_are_narrowed_by_all_that_is_known_of_them(picture: Callable[..., None], coded: Path) -> None:
    picture("G", "x", "f", *"marie", "enter", "f", size=(100, 30), path=coded)


def test_excerpts_on_a_broad_screen(picture: Callable[..., None], coded: Path) -> None:
    picture("G", "x", size=(200, 60), theme="contrast", path=coded)


def test_markup_in_excerpts_is_words_like_any_other(picture: Callable[..., None], coded: Path) -> None:
    spoil(coded, MARKUP)
    picture("G", "x", "o", size=(120, 30), path=coded)
