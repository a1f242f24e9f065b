"""How reading looks: whose codings, how wide, where in the document: one picture a promise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.ops import codings, documents, projects
from tests.tui.test_pictures import both, picture, speaking

__all__ = ["picture", "speaking"]

Picture = Callable[..., None]


@pytest.fixture
def coded(project: Path) -> None:
    """Two coders have coded much of the story, marie is done with none of it."""
    for coder, step in (("marie", 700), ("joris", 900)):
        with projects.open_session(project, coder=coder) as session:
            story = documents.listing(session)[0]
            for number, start in enumerate(range(900, story.characters - 300, step)):
                code = ("social/ties", "economic/income", "political/rights")[number % 3]
                codings.add(session, story.id, start, start + 180, code)


@both
def test_two_coders_stand_beside_each_other(picture: Picture, coded: None) -> None:
    picture("y", "y", "y", "alt+home", "j")


def test_two_coders_stand_beside_each_other_on_a_small_screen(picture: Picture, coded: None) -> None:
    picture("y", "y", "y", "j", size=(80, 24), theme="light")


@both
def test_who_works_blind_sees_only_their_own(picture: Picture, coded: None) -> None:
    picture("B", "j", size=(100, 30))


def test_what_is_found_is_marked_in_the_bar_for_the_whole_document(picture: Picture, coded: None) -> None:
    picture("/", "v", "é", "l", "o", size=(100, 30))


def test_the_bar_is_read_without_colours(picture: Picture, coded: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    picture("pagedown", "pagedown", size=(80, 24))


def test_lines_can_be_shorter_on_a_wide_screen(picture: Picture, coded: None) -> None:
    picture("<", "<", "<", size=(200, 60))


def test_a_finished_document_says_so(picture: Picture) -> None:
    picture("D", size=(80, 24))


def test_one_cell_is_left_for_the_bar_on_the_smallest_screen(picture: Picture, coded: None) -> None:
    picture("pagedown", size=(20, 5))
