"""`check` finds what was damaged or altered, says where, and finds nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.errors import NothingToUndo, ProjectDamaged, QualcodeError
from qualcode.ops import cases, coders, codings, documents, history, memos, projects
from qualcode.store.session import Session, open_project

from .making import digest_of, imported, new_project, transcript


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A project with a bit of everything."""
    file = tmp_path_factory.mktemp("whole") / "p.qualcode"
    with new_project(file) as session:
        for number in (1, 2):
            view = imported(session, number, case="Atelier Nord", person="Fatima")
            coding = codings.add(session, view.id, 20, 31, "social/confidence", effect="positive", memo="Une note.")
            codings.add(session, view.id, 40, 48, "social/ties")
            codings.change(session, coding.id, effect="mixed")
        documents.mark_done(session, view.id)
        memos.add(session, "document", view.id, "À relire.")
        cases.add_case(session, "Épicerie", attributes={"founded": "2011"})
        history.undo(session, 2)
        history.redo(session)
        codings.remove(session, [coding.id])
    return file.read_bytes()


@pytest.fixture
def path(tmp_path: Path, whole: bytes) -> Path:
    file = tmp_path / "p.qualcode"
    file.write_bytes(whole)
    return file


def altered(path: Path, *statements: str) -> None:
    """Change the file as another program could, past all rules."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA foreign_keys=OFF")
        for statement in statements:
            assert raw.execute(statement).rowcount != 0, statement


def problems(path: Path, deep: bool = False) -> list[str]:
    """What check says; the file's bytes stay as they are."""
    before = digest_of(path)
    with open_project(path, coder="marie") as session:
        report = projects.check(session, deep)
    assert digest_of(path) == before
    assert report.ok == (not report.problems)
    return [str(problem) for problem in report.problems]


def test_a_whole_project_has_no_problems(path: Path) -> None:
    assert problems(path) == []
    assert problems(path, deep=True) == []


def test_a_letter_changed_in_a_text_is_told_with_its_document_and_the_passages_on_it(path: Path) -> None:
    altered(path, "UPDATE text SET content = replace(content, 'Entretien 2', 'Entretien 3')")
    assert problems(path) == ["The text of “Entretien 2” is not what was imported."]


def test_a_letter_changed_under_a_coding_is_told_with_its_place(path: Path) -> None:
    quote = transcript(1).text[20:31]
    altered(path, f"UPDATE text SET content = replace(content, '{quote}', '{'x' * 11}') WHERE content LIKE '%tien 1%'")
    assert problems(path) == [
        "The text of “Entretien 1” is not what was imported.",
        "A coding in “Entretien 1” at 20 no longer stands on its words.",
    ]


def test_bytes_that_are_no_text_are_told_with_their_place(path: Path) -> None:
    """The passage is found by its bytes, as a fault of the disk would hit it."""
    content = path.read_bytes()
    place = content.index(transcript(1).text[:18].encode())
    path.write_bytes(content[: place + 10] + b"\xff" + content[place + 11 :])
    assert problems(path) == [
        "The text of “Entretien 1” is not what was imported.",
        "At character 10 of “Entretien 1” stands no text.",
    ]
    with open_project(path, coder="marie") as session:
        document = next(view for view in documents.listing(session) if view.title == "Entretien 1")
        with pytest.raises(ProjectDamaged) as caught:
            documents.text(session, document.id)
    assert "INT" not in str(caught.value)


DAMAGE = {
    "a quote": "UPDATE coding SET quote = 'autre chose'",
    "a text gone": "DELETE FROM text",
    "a length": "UPDATE document SET characters = characters + 1",
    "a revision": "UPDATE document SET revision = id",
    "a turn past the end": 'UPDATE turn SET "end" = 1000000 WHERE "index" = 3',
    "a coding of nothing": "UPDATE coding SET document = 'nobody' WHERE start = 20",
    "a code gone": "DELETE FROM code WHERE key = 'social/ties'",
    "journal images": "UPDATE journal SET images = x'00' WHERE sequence = 4",
    "journal digest": "UPDATE journal SET digest = 'x' WHERE sequence = 4",
    "journal coder": "UPDATE journal SET coder = 'piet' WHERE sequence = 4",
    "journal time": "UPDATE journal SET at = '1999-01-01T00:00:00+00:00' WHERE sequence = 4",
    "journal order": "UPDATE journal SET sequence = sequence + 1 WHERE sequence = (SELECT max(sequence) FROM journal)",
    "first entry gone": "DELETE FROM journal WHERE sequence = 1",
    "an entry gone": "DELETE FROM journal WHERE sequence = 5",
    "last entry gone": "DELETE FROM journal WHERE sequence = (SELECT max(sequence) FROM journal)",
    "all entries gone": "DELETE FROM journal",
    "bytes where text stood": "UPDATE text SET content = x'ff'",
    "text where a number stood": "UPDATE document SET characters = 'viele'",
}
DEEP = {
    "a title": "UPDATE document SET title = 'Autre titre' WHERE number = 1",
    "a memo": "UPDATE memo SET text = 'Une autre note.'",
    "a coding removed": "DELETE FROM coding",
    "an effect": "UPDATE coding SET effect = 'negative'",
    "a case added": "INSERT INTO \"case\" VALUES ('1', 'Sud', 'enterprise', '2026')",
    "a codebook": "UPDATE codebook SET version = '2'",
    "a consent": "UPDATE person SET consent = 'none'",
    "JSON that is none": "UPDATE coding SET facets = '{'",
    "JSON without end": "UPDATE coding SET facets = replace(hex(zeroblob(50000)), '00', '[')",
}


@pytest.mark.parametrize("statement", DAMAGE.values(), ids=DAMAGE)
def test_damage_is_found(path: Path, statement: str) -> None:
    altered(path, statement)
    assert problems(path)
    assert problems(path, deep=True)


@pytest.mark.parametrize("statement", DEEP.values(), ids=DEEP)
def test_rows_altered_past_the_journal_are_found_by_the_deep_check(path: Path, statement: str) -> None:
    altered(path, statement)
    assert problems(path, deep=True)


def test_an_entry_gone_is_told_with_its_number(path: Path) -> None:
    altered(path, "DELETE FROM journal WHERE sequence = 5")
    assert problems(path)[0] == "Entries of the history are missing before number 6."


def test_a_reference_to_nothing_is_told_with_its_table(path: Path) -> None:
    altered(path, "DELETE FROM coder WHERE name = 'marie'")
    assert problems(path)[0].endswith("refers to something missing in “coder”.")


@pytest.mark.parametrize("statement", [*DAMAGE.values(), *DEEP.values()], ids=[*DAMAGE, *DEEP])
def test_reading_a_damaged_project_fails_plainly_if_at_all(path: Path, statement: str) -> None:
    """Whatever was done to the rows, nobody sees a traceback."""
    altered(path, statement)
    with open_project(path, coder="marie") as session:
        for read in reads(session):
            try:
                read()
            except QualcodeError as error:
                assert isinstance(error, ProjectDamaged | NothingToUndo)


def reads(session: Session) -> Iterator[Callable[[], object]]:
    yield lambda: documents.listing(session)
    yield lambda: [documents.text(session, view.id) for view in documents.listing(session)]
    yield lambda: [documents.turns(session, view.id) for view in documents.listing(session)]
    yield lambda: codings.listing(session)
    yield lambda: memos.listing(session)
    yield lambda: history.listing(session)
    yield lambda: history.undo(session)
    yield lambda: cases.people(session)
    yield lambda: projects.stats(session)
    yield lambda: coders.listing(session)


def test_a_check_sees_one_moment(path: Path) -> None:
    """What somebody else writes meanwhile is no damage."""
    with open_project(path, coder="marie") as session, open_project(path, coder="piet") as other:
        with session.snapshot():
            before = session.sequence()
        cases.add_case(other, "Ailleurs")
        assert session.sequence() > before
        assert projects.check(session, deep=True).ok
