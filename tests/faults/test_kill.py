"""Processes that are killed at any moment: what was acknowledged stays, what was not is absent, nothing is half."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.ops import cases, codings, documents, history, memos
from qualcode.store import engine
from qualcode.store.session import Session, open_project
from tests.conftest import NIGHTLY
from tests.store.making import KEYS, dump, imported, new_project

from .harness import Child, Tell, every_death, every_death_of_all, needs_fork, verify

KILLS = 1_000 if NIGHTLY else 30
OPERATIONS = ["import", "code", "remove", "undo", *(["change", "uncode", "case", "memo"] if NIGHTLY else [])]


def stream(path: Path, tell: Tell) -> None:
    """Import, code, change, note, remove and take back, for ever; after each commit tell its number."""
    engine.SYNCHRONOUS = "EXTRA"  # as in earnest
    with open_project(path, coder=f"coder {os.getpid()}") as session:
        pick = random.Random(os.getpid())
        for number in range(pick.randrange(10**6), 10**9):
            document = imported(session, number, case="Atelier Nord", person="Fatima").id
            tell(session.sequence())
            for key in KEYS[:4]:
                start = pick.randrange(100)
                coding = codings.add(session, document, start, start + 9, key, memo="Une note.")
                tell(session.sequence())
            codings.change(session, coding.id, effect="mixed")
            tell(session.sequence())
            history.undo(session, 2)
            tell(session.sequence())
            if number % 3 == 0:
                documents.remove(session, document)
                tell(session.sequence())


@needs_fork
def test_killed_at_random(tmp_path: Path) -> None:
    for kill in range(KILLS):
        path = tmp_path / f"{kill // 50}.qualcode"  # one that has seen a thousand kills takes long to prove
        if not path.exists():
            new_project(path).close()
        pick = random.Random(kill)
        with Child(stream, path) as child:
            started = time.monotonic()
            told = child.told(pick.randint(1, 6))
            # Somewhere within the operation that follows, judged by how long the ones before took.
            time.sleep(pick.random() * (time.monotonic() - started) / len(told))
            child.kill()
            told += child.rest()
        verify(path, *told)


def steps(session: Session) -> dict[str, Callable[[], object]]:
    """One operation of each kind, on a project with one coded document."""
    document = documents.listing(session)[0].id
    coding = codings.listing(session)[0].id
    return {
        "import": lambda: imported(session, 2, case="Ailleurs", person="Michel"),
        "code": lambda: codings.add(session, document, 30, 40, "social/ties", effect="mixed", memo="Une note."),
        "change": lambda: codings.change(session, coding, effect="negative"),
        "uncode": lambda: codings.remove(session, [coding]),
        "case": lambda: cases.add_case(session, "Épicerie", attributes={"founded": "2011"}),
        "memo": lambda: memos.add(session, "document", document, "À relire."),
        "remove": lambda: documents.remove(session, document),
        "undo": lambda: history.undo(session, 2),
    }


@needs_fork
@pytest.mark.parametrize("name", OPERATIONS)
def test_killed_before_every_statement_of_an_operation(tmp_path: Path, name: str) -> None:
    path = tmp_path / "p.qualcode"
    with new_project(path) as session:
        codings.add(session, imported(session, 1).id, 20, 31, "social/confidence", memo="Une note.")
        before = dump(session)

    finished = absent = 0
    for done in every_death(lambda session: steps(session)[name](), path):
        changed = verify(path) != before
        assert changed or not done
        finished += changed
        absent += not changed
    # The commit lies in between: some deaths come before it, and at least the last run comes after.
    assert absent > 5
    assert finished >= 1


@needs_fork
def test_killed_before_every_statement_of_making_a_project(tmp_path: Path) -> None:
    path = tmp_path / "p.qualcode"

    for done in every_death_of_all(lambda path: new_project(path).close(), path, 1 if NIGHTLY else 7):
        assert path.exists() or not done
        if path.exists():
            verify(path)


@needs_fork
def test_killed_while_the_file_grows(tmp_path: Path) -> None:
    """The first page says already how long the file will be; the journal beside it says that it is not so yet."""
    import resource

    path = tmp_path / "p.qualcode"
    with new_project(path) as session:
        imported(session, 1)
        before = dump(session)
    size = path.stat().st_size

    def grow(path: Path, tell: Tell) -> None:
        with open_project(path, coder="marie") as session:
            # Writing past the present end kills the process, in the middle of the commit.
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            session._backed_up = True  # a backup would be too large as well
            for number in range(2, 100):
                imported(session, number, case="Atelier Nord")

    with Child(grow, path) as child:
        assert child.ended() == -signal.SIGXFSZ
    assert path.with_name("p.qualcode-journal").stat().st_size > 0
    said = int.from_bytes(path.read_bytes()[28:32], "big") * int.from_bytes(path.read_bytes()[16:18], "big")
    assert said > path.stat().st_size, "the fault that this test is about did not happen"
    try:
        open_project(path, coder="marie", read_only=True).close()
    except QualcodeError as error:
        assert error.code == "read-only"
    after = verify(path)
    assert all(row in after[table] for table, rows in before.items() for row in rows)
