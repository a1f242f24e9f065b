"""How coding looks while it is done: one picture a promise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.ops import documents, projects, revisions
from tests.tui.test_pictures import both, picture, speaking

__all__ = ["picture", "speaking"]
OWN = "on n'ose plus"
GONE = "et puis ça devient, je sais pas, on n'ose plus. J'allais à l'école, au Lidl, et je rentrais."
INSTEAD = "alors un matin après l'autre on reste chez soi, le temps passe quand même, on regarde la télé."


@pytest.fixture
def edited(project: Path) -> None:
    """The text is edited so that one coding has lost its words."""
    with projects.open_session(project, coder="marie") as session:
        document = documents.documents(session)[0].id
        revisions.revise(session, document, documents.text(session, document).replace(GONE, INSTEAD))


@both
def test_every_answer_about_a_coding_is_one_key_away_on_a_small_screen(picture: Callable[..., None]) -> None:
    picture("F", "a", "k", at=OWN, size=(80, 24))


def test_facets_stand_beside_the_memo_where_there_is_room(picture: Callable[..., None]) -> None:
    picture("F", "a", "k", "escape", "u", at=OWN)


@both
def test_edges_move_while_the_passage_is_in_sight(picture: Callable[..., None]) -> None:
    picture("r", "down", "shift+left", at=OWN, size=(80, 24), theme="light")


@both
def test_memos_are_offered_on_all_that_is_at_hand(picture: Callable[..., None]) -> None:
    picture("M", at=OWN, size=(80, 24))


def test_a_code_in_vivo_shows_where_it_will_stand(picture: Callable[..., None]) -> None:
    picture("S", "v", "pagedown", at="le frigo vide", size=(80, 24), theme="light")


def test_the_picker_on_the_smallest_screen(picture: Callable[..., None]) -> None:
    picture("S", "c", "e", "m", "p", at="le frigo vide", size=(20, 5))


@both
def test_what_an_edit_does_is_shown_before(picture: Callable[..., None]) -> None:
    picture("R", *"petits", "tab", *"grands", "enter", at="Mon père", size=(80, 24))


def test_a_turn_is_corrected(picture: Callable[..., None]) -> None:
    picture("E", at="Mon père", theme="light")


@pytest.mark.usefixtures("edited")
@both
def test_what_lost_its_words_stands_in_its_old_place_beside_the_new_ones(picture: Callable[..., None]) -> None:
    picture("A", size=(80, 24))


@pytest.mark.usefixtures("edited")
def test_words_are_selected_by_hand_for_a_coding_that_lost_its_own(picture: Callable[..., None]) -> None:
    picture("A", "down", "enter", "S", theme="light")
