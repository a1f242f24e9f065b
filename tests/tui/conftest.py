"""A small project, made once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.data import data_path
from qualcode.ops import codings, documents, projects
from tests.tui.running import watch_threads
from tests.tui.sparing import read_styles_once

STORY = "01-recit-de-fatima.txt"
CODED = (
    ("Huit ans sans travailler, enfin sans travailler dehors", "economic/employment", "negative", "marie"),
    ("on n'ose plus", "social/confidence", "negative", "marie"),
    ("Que je sortais plus. Au début on dit c'est pour les petits", "social/ties", None, "joris"),
)


@pytest.fixture(scope="session", autouse=True)
def watched() -> Iterator[None]:
    """What the app gives to threads is counted, so that tests know when it is done."""
    with pytest.MonkeyPatch.context() as patch:
        watch_threads(patch)
        read_styles_once(patch)
        yield


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a life story, a discussion, and codings of the story by marie and joris."""
    path = tmp_path_factory.mktemp("project") / "atelier.qualcode"
    folder = data_path("samples/demo/documents")
    with projects.create(path, coder="marie", title="Pôle insertion", language="fr") as session:
        story = documents.import_file(
            session, folder / STORY, kind="life-story", case="Atelier Nord", person="Fatima", title="Récit de Fatima"
        )
        documents.import_file(session, folder / "04-groupe-epicerie.txt", kind="focus-group", title="Groupe épicerie")
    text = (folder / STORY).read_text("utf-8")
    for quote, code, effect, coder in CODED:
        with projects.open_session(path, coder=coder) as session:
            start = text.index(quote)
            codings.add(session, story.id, start, start + len(quote), code, effect=effect)
    return path


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    """A copy of the project for one test."""
    return Path(shutil.copy(made, tmp_path / made.name))


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """Where the program remembers during one test."""
    return tmp_path / "state"
