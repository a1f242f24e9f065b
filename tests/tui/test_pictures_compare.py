"""How the codebook looks beside another: one picture a promise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.test_compare import another, remember
from tests.tui.test_pictures import picture, speaking

__all__ = ["picture", "speaking"]

Picture = Callable[..., None]


@pytest.fixture(autouse=True)
def beside(project: Path, state: Path, tmp_path: Path) -> None:
    remember(project, state, another(tmp_path / "pool.qualcode"))


def test_two_trees_stand_side_by_side_with_what_became_of_each_code(picture: Picture) -> None:
    picture("G", "k", "j", "j", "j")


def test_books_in_other_languages_are_honestly_said_to_be_so_on_a_small_screen(
    picture: Picture, project: Path, state: Path, tmp_path: Path
) -> None:
    (tmp_path / "it.csv").write_text("key,parent,label_it\na,,Lavoro\nb,a,Reddito\nc,,Salute\n", "utf-8")
    remember(project, state, tmp_path / "it.csv")
    picture("G", "k", size=(80, 24), theme="light")


def test_one_codebook_of_both_is_looked_at_before_it_is_written(picture: Picture) -> None:
    picture("G", "k", "m", "j")
