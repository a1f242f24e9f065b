"""Files dropped on the terminal: however their paths are pasted, they are the same files."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.tui import dropped

posix = pytest.mark.skipif(os.name != "posix", reason="this shell's ways of quoting")
LETTERS = st.characters(codec="utf-8", exclude_characters="/", exclude_categories=("Cs", "Cc", "Zl", "Zp"))
NAMES = st.text(LETTERS, min_size=1, max_size=20)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / name for name in ("récit de vie.txt", "l'atelier.docx", "a.md")]
    for path in paths:
        path.write_text("x")
    return paths


@posix
def test_quoted_escaped_as_addresses_or_a_line_each(files: list[Path]) -> None:
    escaped = " ".join(str(path).replace(" ", "\\ ").replace("'", "\\'") for path in files)
    for pasted in (
        " ".join(shlex.quote(str(path)) for path in files),
        escaped + " ",
        "\r\n".join(map(str, files)),
        "\n".join(path.as_uri() for path in files),
        " ".join(path.as_uri() for path in files),
    ):
        assert dropped.paths_in(pasted) == files, pasted


@posix
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(name=NAMES)
def test_any_name_is_understood(tmp_path: Path, name: str) -> None:
    path = tmp_path / name.strip()
    if path == tmp_path or path.is_dir() or len(os.fsencode(name)) > 200:
        return
    path.write_text("x")
    assert dropped.paths_in(shlex.quote(str(path))) == [path]
    assert dropped.paths_in(path.as_uri()) == [path]


@pytest.mark.parametrize(
    "text", ["", "bonjour", "l'atelier", "/nowhere/at all.txt", "tests", "\0", "/" + "a" * 9000, "file://"]
)
def test_other_words_are_no_files(text: str) -> None:
    assert dropped.paths_in(text) == []


def test_one_that_is_not_there_makes_it_ordinary_text(files: list[Path]) -> None:
    assert dropped.paths_in(f"{files[2]}\n/nowhere.txt") == []


def test_a_folder_stands_for_the_transcripts_in_it(tmp_path: Path, files: list[Path]) -> None:
    below = tmp_path / "Pôle B" / "b.TXT"
    below.parent.mkdir()
    below.write_text("x")
    for name in ("~$l'atelier.docx", ".caché.txt", "notes.pdf"):
        (tmp_path / name).write_text("x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "c.txt").write_text("x")
    found = dropped.transcripts([tmp_path, files[2]], (".docx", ".txt", ".md"))
    assert found == [files[2], files[1], below, files[0]]
    assert dropped.transcripts([tmp_path / "notes.pdf"], (".txt",)) == [tmp_path / "notes.pdf"]


def test_files_are_looked_for_where_the_last_ones_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert dropped.starting_folder(str(tmp_path)) == tmp_path
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setattr("platformdirs.user_documents_dir", lambda: str(home / "Documents"))
    assert dropped.starting_folder(str(tmp_path / "gone")) == home
    (home / "Documents").mkdir()
    assert dropped.starting_folder(None) == home / "Documents"


def test_ten_stands_behind_two() -> None:
    names = ["Entretien 10.txt", "entretien 2.txt", "Éa.txt", "2.txt", "10.txt", ""]
    assert sorted(names, key=dropped.natural) == [
        "",
        "2.txt",
        "10.txt",
        "Éa.txt",
        "entretien 2.txt",
        "Entretien 10.txt",
    ]
