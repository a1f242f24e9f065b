"""Random operations by two coders, with restarts, undo and redo, against a dictionary.

The dictionary knows nothing of the journal: what an operation changed is seen by comparing all rows before and after,
and whether it may be taken back follows from the rows that stand then.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import UniqueConstraint

from qualcode.errors import Conflict, NameRefused, NothingToUndo
from qualcode.model.codebook import EFFECTS
from qualcode.model.ids import stable_id
from qualcode.ops import cases, codings, documents, history, memos
from qualcode.store.session import Session, open_project
from qualcode.store.tables import METADATA
from tests.conftest import NIGHTLY

from .making import KEYS, dump, imported, is_whole, new_project, transcript

CODERS = ("marie", "piet")
Key = tuple[str, str]
Rows = dict[Key, dict[str, Any]]
Change = dict[Key, tuple[dict[str, Any] | None, dict[str, Any] | None]]

coders = st.sampled_from(CODERS)
numbers = st.integers(0, 3)
spans = st.tuples(st.integers(0, 12), st.integers(1, 3)).map(lambda pair: (pair[0], sum(pair)))
notes = st.none() | st.just("Une note.")
effects = st.none() | st.sampled_from(EFFECTS)


def rows_of(session: Session) -> Rows:
    """All rows but the coders', who stay known when what they did is taken back."""
    return {
        (table, row[0]): dict(zip([column.name for column in METADATA.tables[table].columns], row, strict=True))
        for table, rows in dump(session).items()
        for row in rows
        if table != "coder"
    }


def difference(before: Rows, after: Rows) -> Change:
    return {
        key: (before.get(key), after.get(key))
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key)
    }


def applied(rows: Rows, change: Change) -> Rows | None:
    """The rows once a change is made; None where they are not as it expects or would break a rule of the tables."""
    if any(rows.get(key) != before for key, (before, _) in change.items()):
        return None
    result = {key: row for key, row in rows.items() if key not in change}
    result |= {key: after for key, (_, after) in change.items() if after is not None}
    return result if holds_together(result) else None


def holds_together(rows: Rows) -> bool:
    """References lead somewhere, and what must be unique is."""
    for table in METADATA.sorted_tables:
        own = [row for (name, _), row in rows.items() if name == table.name]
        for reference in table.foreign_keys:
            parent, column = reference.column.table.name, reference.parent.name
            if parent != "coder" and any(row[column] is not None and (parent, row[column]) not in rows for row in own):
                return False
        unique = [list(rule.columns) for rule in table.constraints if isinstance(rule, UniqueConstraint)]
        unique += [list(index.columns) for index in table.indexes if index.unique]
        for columns in unique:
            places = [tuple(row[column.name] for column in columns) for row in own]
            known = [place for place in places if None not in place]
            if len(known) != len(set(known)):
                return False
    return True


def inverse(change: Change) -> Change:
    return {key: (after, before) for key, (before, after) in change.items()}


class TwoCoders(RuleBasedStateMachine):
    """Marie and Piet have the same project open; each has a stack of what they did and of what they took back."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "p.qualcode"
        self.sessions: dict[str, Session] = {}
        self.done: dict[str, list[Change]] = {coder: [] for coder in CODERS}
        self.taken_back: dict[str, list[Change]] = {coder: [] for coder in CODERS}

    @initialize()
    def make(self) -> None:
        new_project(self.path).close()
        self.sessions = {coder: open_project(self.path, coder=coder) for coder in CODERS}
        self.rows = rows_of(self.sessions["marie"])
        self.sequence = self.sessions["marie"].sequence()

    def teardown(self) -> None:
        if self.sessions:
            assert is_whole(self.sessions["marie"])
        for session in self.sessions.values():
            session.close()
        self.folder.cleanup()

    def act(self, coder: str, operation: Callable[[Session], object]) -> None:
        """Run an operation and remember what it changed."""
        operation(self.sessions[coder])
        after = rows_of(self.sessions[coder])
        change = difference(self.rows, after)
        if change:
            self.done[coder].append(change)
            self.taken_back[coder].clear()
        self.rows = after

    def table(self, name: str) -> dict[str, dict[str, Any]]:
        return {key: row for (table, key), row in self.rows.items() if table == name}

    def some(self, name: str, number: int) -> dict[str, Any] | None:
        found = sorted(self.table(name).values(), key=lambda row: str(row["id"]))
        return found[number % len(found)] if found else None

    # Operations, each with what it must have done

    @rule(coder=coders, number=numbers)
    def bring_in(self, coder: str, number: int) -> None:
        sources = {row["sha256"] for row in self.table("document").values()}
        self.act(coder, lambda session: imported(session, number, case="Nord", person="Fatima"))
        assert {row["sha256"] for row in self.table("document").values()} == sources | {transcript(number).sha256}

    @rule(coder=coders, which=numbers, span=spans, code=st.sampled_from(KEYS[:5]), effect=effects, memo=notes)
    def code(
        self, coder: str, which: int, span: tuple[int, int], code: str, effect: str | None, memo: str | None
    ) -> None:
        document = self.some("document", which)
        if document is None:
            return
        place = (document["id"], *span, stable_id("code", code))
        before = {self.place(row): row for row in self.table("coding").values() if self.name(row["coder"]) == coder}
        self.act(coder, lambda s: codings.add(s, document["id"], *span, code, effect=effect, memo=memo))
        after = {self.place(row): row for row in self.table("coding").values() if self.name(row["coder"]) == coder}
        assert after.keys() == before.keys() | {place}
        known = before[place]["effect"] if place in before else None
        assert after[place]["effect"] == (effect or known)
        noted = [row["text"] for row in self.table("memo").values() if row["about"] == after[place]["id"]]
        assert memo is None or noted == [memo]

    @rule(coder=coders, which=numbers)
    def uncode(self, coder: str, which: int) -> None:
        coding = self.some("coding", which)
        if coding is None:
            return
        count = len(self.table("coding"))
        self.act(coder, lambda session: codings.remove(session, [coding["id"]]))
        assert len(self.table("coding")) == count - 1
        assert coding["id"] not in {row["about"] for row in self.table("memo").values()}

    @rule(coder=coders, which=numbers, end=st.none() | st.integers(13, 16), effect=effects)
    def change(self, coder: str, which: int, end: int | None, effect: str | None) -> None:
        coding = self.some("coding", which)
        if coding is not None:
            self.act(coder, lambda session: codings.change(session, coding["id"], effect=effect, end=end))

    @rule(coder=coders, name=st.sampled_from(["Nord", "Sud"]), founded=st.sampled_from(["", "1998", "2011"]))
    def enter_case(self, coder: str, name: str, founded: str) -> None:
        known = name in {row["name"] for row in self.table("case").values()}
        if known:
            self.act(coder, lambda session: cases.set_case(session, name, attributes={"founded": founded}))
        else:
            self.act(coder, lambda session: cases.add_case(session, name, attributes={"founded": founded}))
        owner = next(row["id"] for row in self.table("case").values() if row["name"] == name)
        values = [row["value"] for row in self.table("attribute_value").values() if row["owner"] == owner]
        assert values == ([repr(float(founded))] if founded else [])

    @rule(coder=coders, name=st.sampled_from(["nord", " SUD "]))
    def enter_a_case_that_is_there(self, coder: str, name: str) -> None:
        taken = {row["name"].casefold() for row in self.table("case").values()}
        if name.strip().casefold() in taken:
            try:
                self.act(coder, lambda session: cases.add_case(session, name))
            except NameRefused:
                return
            raise AssertionError("two cases of one name")

    @rule(coder=coders, which=numbers, done=st.booleans())
    def finish(self, coder: str, which: int, done: bool) -> None:
        document = self.some("document", which)
        if document is not None:
            self.act(coder, lambda session: documents.mark_done(session, document["id"], done))

    @rule(coder=coders, which=numbers)
    def note_on_document(self, coder: str, which: int) -> None:
        document = self.some("document", which)
        if document is not None:
            self.act(coder, lambda session: memos.add(session, "document", document["id"], "À relire."))

    @rule(coder=coders, which=numbers)
    def take_out(self, coder: str, which: int) -> None:
        document = self.some("document", which)
        if document is None:
            return
        self.act(coder, lambda session: documents.remove(session, document["id"]))
        for table in ("coding", "revision", "speaker", "done"):
            assert all(row["document"] != document["id"] for row in self.table(table).values())

    # Taking back, doing again, closing and opening

    @rule(coder=coders)
    def undo(self, coder: str) -> None:
        self.reverse(coder, self.done, self.taken_back, history.undo, inverse)

    @rule(coder=coders)
    def redo(self, coder: str) -> None:
        self.reverse(coder, self.taken_back, self.done, history.redo, lambda change: change)

    def reverse(
        self,
        coder: str,
        source: dict[str, list[Change]],
        target: dict[str, list[Change]],
        operation: Callable[[Session], object],
        turned: Callable[[Change], Change],
    ) -> None:
        expected = applied(self.rows, turned(source[coder][-1])) if source[coder] else None
        try:
            operation(self.sessions[coder])
        except NothingToUndo:
            assert not source[coder]
            return
        except Conflict as conflict:
            assert source[coder]
            assert expected is None
            assert conflict.values["sequence"] != 0, "a conflict without a name"
            return
        assert expected is not None
        self.rows = expected
        target[coder].append(source[coder].pop())

    @rule(coder=coders)
    def restart(self, coder: str) -> None:
        self.sessions[coder].close()
        self.sessions[coder] = open_project(self.path, coder=coder)

    @precondition(lambda self: self.sessions)
    @invariant()
    def the_file_is_as_the_dictionary_says(self) -> None:
        for session in self.sessions.values():
            assert rows_of(session) == self.rows
        sequence = self.sessions["marie"].sequence()
        assert sequence >= self.sequence, "the journal only grows"
        self.sequence = sequence

    @staticmethod
    def place(row: dict[str, Any]) -> tuple[Any, ...]:
        return (row["document"], row["start"], row["end"], row["code"])

    def name(self, coder: str) -> str:
        names: dict[str, str] = {row[0]: row[1] for row in dump(self.sessions["marie"], ["coder"])["coder"]}
        return names[coder]


TestTwoCoders = TwoCoders.TestCase
TestTwoCoders.settings = settings(
    max_examples=400 if NIGHTLY else 12, stateful_step_count=60 if NIGHTLY else 25, deadline=None
)
