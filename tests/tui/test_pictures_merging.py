"""How merging looks: one picture a promise."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.ops import cases, codebook_edits, codings, documents, merging, projects
from tests.tui.test_pictures import picture, speaking

__all__ = ["picture", "speaking"]


@pytest.fixture(autouse=True)
def merged(project: Path, tmp_path: Path) -> None:
    """Marie has taken in the copy that Joris worked in; some things both had changed."""
    copy = Path(shutil.copy(project, tmp_path / "joris.qualcode"))
    for path, coder, kind, said in (
        (project, "marie", "association", "Ce que la personne pense d'elle-même."),
        (copy, "joris", "workshop", "Oser parler, décider, se montrer."),
    ):
        with projects.open_session(path, coder=coder) as session:
            cases.set_case(session, "Atelier Nord", kind=kind)
            codebook_edits.define(session, "social/confidence", definition=said, language="fr")
            cases.set_person(session, "Fatima", consent="anonymised" if coder == "marie" else "count")
            codings.add(session, documents.listing(session)[0].id, 40, 60, "social/ties")
    with projects.open_session(project, coder="marie") as session:
        merging.merge(session, [copy])


def test_conflicts_side_by_side(picture: Callable[..., None]) -> None:
    picture("G", "u", "down")


def test_on_a_small_screen(picture: Callable[..., None]) -> None:
    picture("G", "u", size=(80, 24), theme="light")


@pytest.mark.parametrize("speaking", ["fr"], indirect=True)
def test_in_french_in_high_contrast(picture: Callable[..., None]) -> None:
    picture("G", "u", "a", theme="contrast")
