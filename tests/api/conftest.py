"""A project with two real transcripts, opened from Python."""

from __future__ import annotations

from pathlib import Path

import pytest

import qualcode
from qualcode.api import Project
from qualcode.data import data_path

FATIMA = data_path("samples/demo/documents/01-recit-de-fatima.txt")
DIDIER = data_path("samples/demo/documents/02-encadrant-atelier-nord.docx")
WORDS = "je parlais à personne"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    with qualcode.create(tmp_path / "pool.qualcode", coder="marie") as made:
        made.import_file(FATIMA, kind="life-story", case="Atelier Nord", person="Fatima")
        made.import_file(DIDIER, case="Atelier Nord", person="Didier")
        return qualcode.open(tmp_path / "pool.qualcode", coder="marie")
