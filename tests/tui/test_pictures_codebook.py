"""How the codebook's screen looks, and what is done there: one picture a promise."""

from __future__ import annotations

from collections.abc import Callable

from tests.tui.test_pictures import both, picture, speaking

__all__ = ["picture", "speaking"]
CONFIDENCE = ("G", "b", *["down"] * 9)


@both
def test_a_code_stands_beside_the_codes_on_a_small_screen(picture: Callable[..., None]) -> None:
    picture(*CONFIDENCE, size=(80, 24), theme="light")


@both
def test_two_languages_stand_beside_each_other(picture: Callable[..., None]) -> None:
    picture(*CONFIDENCE)


def test_all_languages_stand_beside_each_other_where_there_is_room(picture: Callable[..., None]) -> None:
    picture(*CONFIDENCE, size=(200, 60), theme="light")


def test_high_contrast_and_letters_tell_codes_apart(picture: Callable[..., None]) -> None:
    picture(*CONFIDENCE, size=(100, 30), theme="contrast")


@both
def test_texts_are_written_with_the_keys_in_sight(picture: Callable[..., None]) -> None:
    picture(*CONFIDENCE, "e", size=(80, 24))


def test_words_are_listed_with_how_often_they_occur(picture: Callable[..., None]) -> None:
    picture(*CONFIDENCE, "w", "f3", size=(80, 24))


def test_what_merging_means_is_told(picture: Callable[..., None]) -> None:
    picture(*CONFIDENCE, "M", *"ties", "enter", size=(80, 24))


def test_passages_are_marked_for_a_new_code(picture: Callable[..., None]) -> None:
    picture(*CONFIDENCE, "s", *"Daring", "tab", "space", size=(80, 24), theme="light")


def test_colours_are_shown_with_their_letter(picture: Callable[..., None]) -> None:
    picture(*CONFIDENCE, "c", size=(100, 30), theme="light")


def test_what_becomes_of_passages_is_asked(picture: Callable[..., None]) -> None:
    picture("G", "b", *["down"] * 8, "delete", size=(80, 24))
