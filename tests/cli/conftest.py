"""A command line to type on, and a project with real transcripts to type about."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qualcode.cli.main import main
from qualcode.data import data_path

DOCUMENTS = data_path("samples/demo/documents")
FATIMA = DOCUMENTS / "01-recit-de-fatima.txt"
DIDIER = DOCUMENTS / "02-encadrant-atelier-nord.docx"
MICHEL = DOCUMENTS / "03-recit-de-michel.md"


@dataclass(frozen=True)
class Answer:
    """What a command line gave back."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as the one JSON document it must be."""
        return json.loads(self.out)

    @property
    def refusal(self) -> dict[str, Any]:
        """Standard error as the one JSON document that a refusal is with `--json`."""
        assert self.out == ""
        told = json.loads(self.err)
        assert isinstance(told, dict)
        return told


Run = Callable[..., Answer]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Type a command line in an empty folder, as marie, without starting a new process."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUALCODE_CODER", "marie")

    def typed(*words: object) -> Answer:
        capfdbinary.readouterr()
        status = main([str(word) for word in words])
        out, err = capfdbinary.readouterr()
        return Answer(status, out.decode("utf-8"), err.decode("utf-8"))

    return typed


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project made once: three documents, a case with a pool, two coders, five codings."""
    path = tmp_path_factory.mktemp("finished") / "pool.qualcode"
    import qualcode

    with qualcode.create(path, coder="marie", title="Pool insertion") as project:
        project.add_case("Atelier Nord", attributes={"pool": "insertion"})
        fatima = project.import_file(FATIMA, kind="life-story", case="Atelier Nord", person="Fatima")
        project.import_file(DIDIER, case="Atelier Nord", person="Didier")
        project.import_file(MICHEL, kind="life-story", person="Michel")
        for words, code, effect in (
            ("je parlais à personne", "social/ties", "negative"),
            ("le frigo vide le vingt du mois", "economic/income", "negative"),
            ("Maintenant un vélo de facteur je le refais en une matinée", "economic/skills", "positive"),
        ):
            start = fatima.text.index(words)
            project.code(fatima, start, start + len(words), code, effect=effect)
    with qualcode.open(path, coder="jan") as project:
        text = project.text(1)
        for words, code in (("je parlais à personne", "social/ties"), ("J'ai ri.", "social/confidence")):
            project.code(1, text.index(words), text.index(words) + len(words), code)
    return path


@pytest.fixture
def project(finished: Path, tmp_path: Path, run: Run) -> Path:
    """A copy of the finished project in the folder where commands are typed."""
    return Path(shutil.copy(finished, tmp_path / "pool.qualcode"))
