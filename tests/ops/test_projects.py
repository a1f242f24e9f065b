"""Projects: made, found, opened, counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import (
    FileExists,
    FileMissing,
    FileUnwritable,
    NameRefused,
    ValueRefused,
)
from qualcode.ops import codebooks, coders, codings, documents, history, login, projects
from qualcode.store.session import Session
from tests.store.making import imported, is_whole, new_project


def test_a_project_is_made_with_the_shared_codebook(tmp_path: Path) -> None:
    with projects.create(tmp_path / "pôle", coder=" marie ") as session:
        assert session.path == tmp_path / "pôle.qualcode"
        made = projects.project(session)
        assert (made.title, made.language) == ("pôle", "fr")
        assert codebooks.book(session) == projects.read_codebook("impact")
        dimensions = [code.key for code in codebooks.book(session).codes if code.parent is None]
        assert dimensions == ["economic", "social", "political", "environmental", "territorial"]
        assert [coder.name for coder in coders.listing(session)] == ["marie"]
        assert [entry.operation for entry in history.listing(session)] == ["coder.add", "project.create"]
        assert projects.last_change(session) == history.listing(session)[-1].at
        assert is_whole(session)


def test_title_language_and_codebook_are_one_s_own(tmp_path: Path) -> None:
    book = tmp_path / "book.csv"
    book.write_text("key,parent,label_nl\nwerk,,Werk\nwerk/loon,werk,Loon\n", encoding="utf-8")
    with projects.create(tmp_path / "p.qualcode", coder="an", codebook=book, title="Pool", language="nl") as session:
        assert (projects.project(session).title, projects.project(session).language) == ("Pool", "nl")
        assert [code.path for code in codebooks.show(session).codes] == ["Werk", "Werk / Loon"]


def test_what_is_refused_leaves_no_file(tmp_path: Path) -> None:
    for error, path, options in (
        (FileUnwritable, tmp_path / "no folder" / "p", {}),
        (FileUnwritable, Path(), {}),
        (FileMissing, tmp_path / "p", {"codebook": tmp_path / "nothing.yaml"}),
        (NameRefused, tmp_path / "p", {"title": "a\nb"}),
        (ValueRefused, tmp_path / "p", {"language": "it"}),
    ):
        with pytest.raises(error):
            projects.create(path, coder="marie", **options)
    with pytest.raises(NameRefused):
        projects.create(tmp_path / "p", coder="\x1b")
    assert list(tmp_path.iterdir()) == []


def test_a_project_is_not_made_twice(tmp_path: Path) -> None:
    new_project(tmp_path / "p.qualcode").close()
    before = (tmp_path / "p.qualcode").read_bytes()
    with pytest.raises(FileExists):
        projects.create(tmp_path / "p", coder="marie")
    assert (tmp_path / "p.qualcode").read_bytes() == before


def test_a_strange_file_name_is_no_hindrance(tmp_path: Path) -> None:
    with projects.create(tmp_path / "a\u202eb%20?#&mode=ro", coder="marie") as session:
        assert projects.project(session).title == "ab%20?#&mode=ro"
        imported(session, 1)
    with projects.open_session(session.path, coder="marie") as again:
        assert len(documents.listing(again)) == 1


def test_what_there_is_is_counted(session: Session) -> None:
    views = [imported(session, number, case="Nord", person="Fatima") for number in (1, 2)]
    codings.add(session, views[0].id, 1, 5, "social")
    documents.mark_done(session, views[1].id)
    stats = projects.stats(session)
    assert (stats.documents, stats.codes, stats.codings, stats.coders, stats.cases, stats.people) == (2, 9, 1, 1, 1, 1)
    assert stats.words == sum(view.words for view in views)
    coder = coders.listing(session)[0]
    assert (coder.name, coder.codings, coder.done) == ("marie", 1, ("Entretien 2",))


def test_the_coder_is_named_or_taken_from_the_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert login.coder_name("marie") == "marie"
    monkeypatch.setenv("QUALCODE_CODER", "piet")
    assert login.coder_name() == "piet"
    monkeypatch.delenv("QUALCODE_CODER")
    monkeypatch.setattr("getpass.getuser", lambda: "an")
    assert login.coder_name() == "an"

    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert login.coder_name() == "coder"
