"""A clock that jumps: the order of things is that of the journal, and nothing is sorted by time."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from qualcode.ops import cases, codings, documents, history, memos
from qualcode.store import clock
from qualcode.store.session import open_project
from tests.store.making import dump, imported, is_whole, new_project

# Winter, a year back, the hour that comes twice, far ahead, before there were computers.
TIMES = (
    "2026-01-05T09:00:00+01:00",
    "2025-01-05T09:00:00+01:00",
    "2025-10-26T02:30:00+02:00",
    "2025-10-26T02:15:00+01:00",
    "2999-12-31T23:59:59+14:00",
    "1904-01-01T00:00:00-11:30",
    "2026-03-29T03:00:00+02:00",
)
MODULES = ("store.clock", "store.session", "store.operation", "ops.projects", "ops.documents", "ops.cases")


@pytest.fixture
def jumping(monkeypatch: pytest.MonkeyPatch) -> None:
    times = itertools.cycle(TIMES)
    for module in MODULES:
        monkeypatch.setattr(f"qualcode.{module}.now", lambda: next(times))


@pytest.mark.usefixtures("jumping")
def test_order_is_the_journal_s(tmp_path: Path) -> None:
    path = tmp_path / "p.qualcode"
    names = [f"Cas {number:02}" for number in range(20)]
    with new_project(path) as session:
        start = {name: rows for name, rows in dump(session).items() if name != "coder"}
        for name in names:
            cases.add_case(session, name)
        entries = history.listing(session)
        assert [entry.sequence for entry in entries] == list(range(1, len(entries) + 1))
        assert [entry.summary.values["name"] for entry in entries[-20:]] == names
        assert len({entry.at[:4] for entry in entries}) > 3, "the clock did not jump"
    with open_project(path, coder="marie") as session:
        assert [str(entry.summary.values["name"]) for entry in history.undo(session, 20)] == names[::-1]
        assert {name: rows for name, rows in dump(session).items() if name != "coder"} == start
        assert [str(entry.summary.values["name"]) for entry in history.redo(session, 20)] == names
        assert is_whole(session)


@pytest.mark.usefixtures("jumping")
def test_documents_and_codings_keep_their_order(tmp_path: Path) -> None:
    with new_project(tmp_path / "p.qualcode") as session:
        for number in range(8):
            view = imported(session, number)
        assert [each.title for each in documents.listing(session)] == [f"Entretien {number}" for number in range(8)]
        for start in (40, 20, 60, 0):
            codings.add(session, view.id, start, start + 5, "social")
        assert [coding.start for coding in codings.listing(session)] == [0, 20, 40, 60]
        for key in ("territorial", "social/ties", "economic"):
            codings.add(session, view.id, 80, 90, key)
        assert [coding.code for coding in codings.listing(session)][4:] == ["economic", "social/ties", "territorial"]


@pytest.mark.usefixtures("jumping")
def test_memos_come_in_the_order_they_were_written(tmp_path: Path) -> None:
    with new_project(tmp_path / "p.qualcode") as session:
        about = memos.subject(session, "project", "")
        for number in range(8):
            memos.add(session, "project", about, f"Note {number}")
        assert [memo.text for memo in memos.listing(session)] == [f"Note {number}" for number in range(8)]
        memos.edit(session, memos.listing(session)[2].id, "Note deux")
        history.undo(session)
        assert [memo.text for memo in memos.listing(session)] == [f"Note {number}" for number in range(8)]


def test_times_carry_their_zone() -> None:
    at = clock.now()
    assert at[10] == "T"
    assert at[-6] in "+-"
    assert len(at) == 25
