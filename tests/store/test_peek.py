"""The first look shows what the whole project shows, or nothing."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from qualcode.ops import documents, projects
from qualcode.ops.peek import peek

STORY = "INT: Et après ?\nROSE: J'ai repris confiance. [00:01:02]\nINT: Et vous ?\nPAUL: Je travaille.\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(STORY.replace("ROSE", name.upper() * 4), "utf-8")
    with projects.create(tmp_path / "p.qualcode", coder="marie") as session:
        for name in ("a", "b"):
            documents.import_file(session, tmp_path / f"{name}.txt", case="Atelier", person=f"Mme {name}")
    return tmp_path / "p.qualcode"


def test_it_shows_what_the_project_shows(path: Path) -> None:
    with projects.open_session(path, coder="marie") as session:
        second = documents.listing(session)[1]
        seen = peek(path, lambda project: second.id)
        assert seen is not None
        assert seen.project == projects.project(session)
        assert (seen.document, seen.title, seen.kind, seen.case) == (second.id, "b", "interview", "Atelier")
        assert seen.text == documents.text(session, second.id)
        assert list(seen.turns) == documents.turns(session, second.id)


def test_without_a_wish_it_shows_the_first_document(path: Path) -> None:
    seen = peek(path, lambda project: "gone")
    assert seen is not None
    assert seen.title == "a"


def test_what_is_not_plainly_whole_is_left_to_the_full_opening(path: Path, tmp_path: Path) -> None:
    assert peek(tmp_path / "none.qualcode", lambda project: None) is None
    data = path.read_bytes()
    (tmp_path / "short.qualcode").write_bytes(data[: len(data) // 2])
    assert peek(tmp_path / "short.qualcode", lambda project: None) is None
    (tmp_path / "odd.qualcode").write_bytes(data)
    with sqlite3.connect(tmp_path / "odd.qualcode") as connection:
        connection.execute("CREATE VIEW spy AS SELECT content FROM text")
    connection.close()
    assert peek(tmp_path / "odd.qualcode", lambda project: None) is None
    path.with_name("p.qualcode-journal").write_bytes(b"unfinished")
    assert peek(path, lambda project: None) is None


def test_it_loads_nothing_heavy() -> None:
    code = "import sys, qualcode.ops.peek; print([m for m in ('sqlalchemy', 'sqlmodel', 'numpy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
