"""Damaged files: refused, or told of by `check`, or damaged where nothing is kept; never changed, never a traceback."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from qualcode.errors import FileUnreadable, NotAProject, ProjectDamaged, ProjectNotFound, QualcodeError
from qualcode.ops import cases, codings, documents, history, memos, projects
from qualcode.store.header import backup_folder
from qualcode.store.peek import peek
from qualcode.store.session import Session, open_project
from qualcode.store.tables import JOURNAL, TEXT
from tests.conftest import NIGHTLY
from tests.store.making import digest_of, dump, imported, new_project

COPIES = 10_000 if NIGHTLY else 300


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A project with several of everything, some of it taken back, and free pages in between."""
    path = tmp_path_factory.mktemp("whole") / "p.qualcode"
    with new_project(path) as session:
        for number in range(6):
            view = imported(session, number, case="Atelier Nord", person="Fatima")
            for start in range(0, 120, 12):
                codings.add(session, view.id, start, start + 9, "social/confidence", effect="mixed", memo="Une note.")
        documents.remove(session, view.id)
        memos.add(session, "project", memos.subject(session, "project", ""), "Note d'équipe.")
        cases.add_case(session, "Épicerie", attributes={"founded": "2011"})
        history.undo(session)
    return path.read_bytes()


def all_rows(session: Session) -> dict[str, Any]:
    """Everything the file keeps, the journal and the texts included."""
    return dump(session) | {"journal": session.fetch(select(JOURNAL)), "text": sorted(session.fetch(select(TEXT)))}


def mutated(whole: bytes, pick: random.Random) -> tuple[str, bytes]:
    """A damaged copy, and what was done to it."""
    page = int.from_bytes(whole[16:18], "big")
    place = pick.randrange(len(whole))
    kind = pick.choice(["bit", "bit", "bit", "byte", "header", "cut", "zero page", "swapped pages", "noise", "tail"])
    if kind == "bit":
        return f"bit at {place}", whole[:place] + bytes([whole[place] ^ 1 << pick.randrange(8)]) + whole[place + 1 :]
    if kind == "byte":
        return f"byte at {place}", whole[:place] + bytes([pick.randrange(256)]) + whole[place + 1 :]
    if kind == "header":
        place = pick.randrange(100)
        return f"header byte {place}", whole[:place] + bytes([pick.randrange(256)]) + whole[place + 1 :]
    if kind == "cut":
        return f"cut at {place}", whole[:place]
    start = place // page * page
    if kind == "zero page":
        return f"zero page at {start}", whole[:start] + bytes(page) + whole[start + page :]
    if kind == "swapped pages":
        other = pick.randrange(len(whole) // page) * page
        one, two = sorted((start, other))
        middle = whole[one + page : two]
        return f"pages {one} and {two}", (
            whole[:one] + whole[two : two + page] + middle + whole[one : one + page] + whole[two + page :]
            if one != two
            else whole
        )
    if kind == "noise":
        return f"noise at {start}", whole[:start] + pick.randbytes(page) + whole[start + page :]
    return "more behind it", whole + pick.randbytes(page)


def test_damaged_copies_are_refused_or_told_of(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "p.qualcode"
    path.write_bytes(whole)
    with open_project(path, coder="marie") as session:
        assert projects.check(session, deep=True).ok
        original = all_rows(session)
    counted = {"refused": 0, "told": 0, "harmless": 0}
    for seed in range(COPIES):
        what, content = mutated(whole, random.Random(seed))
        path.write_bytes(content)
        outcome = examine(path, original)
        assert outcome in counted, f"seed {seed}, {what}: {outcome}"
        assert digest_of(path) == hashlib.sha256(content).hexdigest(), what
        assert [file.name for file in tmp_path.iterdir()] == [path.name], what
        counted[outcome] += 1
    assert all(counted.values()), counted


def examine(path: Path, original: dict[str, Any]) -> str:
    peek(path, lambda project: None)  # shows what it can, refuses nothing, changes nothing
    try:
        with open_project(path, coder="marie") as session:
            if not projects.check(session, deep=True).ok:
                return "told"
            return "harmless" if all_rows(session) == original else "damaged and not told of"
    except QualcodeError as error:
        # Whatever it says, no words of a transcript are in it.
        return "words of people in the error" if "Fatima" in str(error) or "confiance" in str(error) else "refused"


NO_PROJECTS = {
    "empty": b"",
    "text": "Récit de vie de Fatima\n".encode() * 100,
    "zeros": bytes(10_000),
    "the word alone": b"SQLite format 3\0",
    "a zip": b"PK\x03\x04" + bytes(200),
}


@pytest.mark.parametrize("content", NO_PROJECTS.values(), ids=NO_PROJECTS)
def test_what_is_no_project_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "p.qualcode"
    path.write_bytes(content)
    with pytest.raises(NotAProject):
        open_project(path, coder="marie")
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_or_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        open_project(tmp_path, coder="marie")
    for name in ("nothing.qualcode", "no folder/p.qualcode", "a\0b"):
        with pytest.raises(ProjectNotFound):
            open_project(tmp_path / name, coder="marie")


def test_a_file_cut_short_says_so_and_where_the_backups_are(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "p.qualcode"
    path.write_bytes(whole[:-1])
    backup_folder(path).mkdir()
    (backup_folder(path) / "2026-01-05T090000-0001-00000000.qualcode").write_bytes(whole)
    with pytest.raises(ProjectDamaged) as caught:
        open_project(path, coder="marie")
    said, advice = str(caught.value).splitlines()
    assert said == f"The project “{path}” is damaged (it is cut short). It was not changed."
    assert f"“{backup_folder(path)}”" in advice


def test_bits_flipped_within_a_text_name_its_document(whole: bytes, tmp_path: Path) -> None:
    """Every bit of one passage, as it lies in the file."""
    path = tmp_path / "p.qualcode"
    path.write_bytes(whole)
    with open_project(path, coder="marie") as session:
        view = next(view for view in documents.listing(session) if view.title == "Entretien 3")
        text = documents.text(session, view.id)
    passage = text[:24].encode()
    places = [at for at in range(len(whole)) if whole[at : at + len(passage)] == passage]
    assert len(places) == 1, "the text lies in the file once"
    for at in range(places[0] + 2, places[0] + len(passage)):
        for bit in range(8):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
            with open_project(path, coder="marie") as session:
                said = [str(problem) for problem in projects.check(session).problems]
            assert "The text of “Entretien 3” is not what was imported." in said
            assert not any(f"“Entretien {other}”" in problem for problem in said for other in (0, 1, 2, 4))
            if bit == 7 and at < places[0] + 11:  # within ASCII, such a byte stands for nothing
                assert f"At character {at - places[0]} of “Entretien 3” stands no text." in said


def test_writing_into_a_damaged_project_is_refused_or_harmless(whole: bytes, tmp_path: Path) -> None:
    """Whoever works on does not make it worse: what fails, fails plainly; else all is as damaged as before."""
    path = tmp_path / "p.qualcode"
    refused = harmless = 0
    for seed in range(COPIES // 10):
        what, content = mutated(whole, random.Random(seed))
        path.write_bytes(content)
        try:
            with open_project(path, coder="marie") as session:
                before = [str(problem) for problem in projects.check(session).problems]
                codings.add(session, documents.find(session, "1").id, 3, 9, "social/ties")
                history.undo(session)
                assert [str(problem) for problem in projects.check(session).problems] == before, f"seed {seed}, {what}"
                harmless += 1
        except QualcodeError:
            refused += 1
    assert refused and harmless
