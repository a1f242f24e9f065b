"""What two merged projects had both changed, shown and settled by people, one by one."""

from __future__ import annotations

import json
from typing import Any

from qualcode.analysis.merging.rules import RULES, Row, Rows, table_of
from qualcode.analysis.merging.settled import with_value
from qualcode.errors import NotFound, Refused
from qualcode.model.codebook import fold_name
from qualcode.model.merging import SIDES, ConflictView
from qualcode.model.message import N_, Message
from qualcode.model.together import Merge, MergeConflict
from qualcode.ops import blinding
from qualcode.ops.merging_blind import known
from qualcode.ops.merging_kept import TEXT_FIELD
from qualcode.ops.merging_views import Naming, conflict_view
from qualcode.ops.names import one_of
from qualcode.store import merge as rows_of
from qualcode.store import read
from qualcode.store.session import Session


class ConflictNotFound(NotFound):
    """No conflict has this id."""

    code = "conflict-not-found"
    sentence = N_("No conflict of a merge has the id “{name}”.")
    hint = N_("See them with: qualcode merge conflicts --all")


class CannotSettle(Refused):
    """The value cannot stand there any more."""

    code = "cannot-settle"
    sentence = N_("This cannot be settled so: {reason}.")
    hint = N_("Nothing was changed. Change the thing itself, then settle the conflict as it stands.")


def conflicts(session: Session, *, everything: bool = False) -> list[ConflictView]:
    """What both sides of merges had changed and nobody has settled; with `everything` also what was.

    What others coded where the session's coder works blind is left out; see `unseen`.
    """
    found = _known(session, _noted(session, everything))
    return _views(session, found)


def unseen(session: Session, *, everything: bool = False) -> int:
    """How many conflicts `conflicts` leaves out."""
    found = _noted(session, everything)
    return len(found) - len(_known(session, found))


def _noted(session: Session, everything: bool) -> list[Row]:
    rows = rows_of.table_rows(session, "merge_conflict")
    return [row for row in rows.values() if not _is_note(row) and (everything or row["status"] == "open")]


def _is_note(row: Row) -> bool:
    """Whether it only keeps that a document's codings were put on our text; a memo's text is contested like others."""
    return bool(row["table"] == "document" and row["field"] == TEXT_FIELD)


def _known(session: Session, found: list[Row]) -> list[Row]:
    blind = blinding.held(session)
    return known(found, _naming(session, found), session.coder, blind) if blind else found


def settle(session: Session, conflict: str, side: str) -> ConflictView:
    """Let the value of one side stand, `ours` or `theirs`, in one operation; the conflict as it is then.

    `conflict` is its id or the beginning of it. One that was settled can be settled otherwise.
    Raises ConflictNotFound, ValueRefused, CannotSettle.
    """
    one_of(side, SIDES, "side")
    with session.operation("merge.settle", Message("")) as gate:
        row = _find(session, conflict)
        naming = _naming(session, [row])
        name = naming.called(row["table"], row["row"])
        # What people said stays out of the history: a passage is told by its code.
        about = naming.row(row["table"], row["row"])
        if row["table"] == "coding" and about is not None:
            name = naming.called("code", about["code"])
        told = (
            N_("Conflict on “{name}” settled: ours") if side == "ours" else N_("Conflict on “{name}” settled: theirs")
        )
        gate.summary = Message(told, {"name": name})
        if about is not None:
            table = row["table"]
            after = _with_value(session, row, about, json.loads(row[side]))
            rows_of.write(gate, {table: {about["id"]: about}}, {table: {about["id"]: after}}, {})
        gate.update(MergeConflict, row["id"], status=side)
    return _views(session, [_find(session, row["id"])])[0]


def _find(session: Session, reference: str) -> Row:
    wanted = reference.strip()
    rows = rows_of.table_rows(session, "merge_conflict")
    found = [row for key, row in rows.items() if wanted and key.startswith(wanted) and not _is_note(row)]
    found = _known(session, found)
    if len(found) != 1:
        raise ConflictNotFound(name=reference)
    return found[0]


def _with_value(session: Session, conflict: Row, about: Row, value: Any) -> Row:
    """The row with the value in the field. Raises CannotSettle where that would break something."""
    if conflict["field"] == "span":
        after = {**about, **value}
        document = rows_of.some_rows(session, "document", [about["document"]])[about["document"]]
        text = read.text(session, document["text_sha256"])
        if not value["adrift"] and text[value["start"] : value["end"]] != value["quote"]:
            raise CannotSettle(reason=Message(N_("the text has been edited since")))
        after["revision"] = about["revision"] if value["adrift"] else document["revision"]
    else:
        after = with_value(about, conflict["field"], value)
    _check(session, conflict["table"], conflict["field"].partition(".")[0], after)
    return after


def _check(session: Session, table: str, name: str, after: Row) -> None:
    rule = RULES[table]
    field = rule.fields.get(name)
    tables = table_of(field, after) if field is not None and field.hard and after[name] is not None else ()
    if tables and not any(rows_of.some_rows(session, other, [after[name]]) for other in tables):
        raise CannotSettle(reason=Message(N_("what it refers to is gone")))
    if rule.unique:
        place = _place(rule.unique, rule.folded, after)
        others = rows_of.table_rows(session, table)
        if any(_place(rule.unique, rule.folded, row) == place for key, row in others.items() if key != after["id"]):
            raise CannotSettle(reason=Message(N_("another one is there already")))
    if table == "code" and name == "parent":
        codes = rows_of.table_rows(session, "code")
        above = after["parent"]
        while above is not None:
            if above == after["id"]:
                raise CannotSettle(reason=Message(N_("the code would stand below itself")))
            above = codes[above]["parent"]


def _place(unique: tuple[str, ...], folded: tuple[str, ...], row: Row) -> tuple[Any, ...]:
    return tuple(fold_name(row[name]) if name in folded else row[name] for name in unique)


def _views(session: Session, rows: list[Row]) -> list[ConflictView]:
    titles = {each.project: each.title for each in session.all(Merge)}
    naming = _naming(session, rows)
    return [conflict_view(row, naming, titles) for row in rows]


def _naming(session: Session, conflicts: list[Row]) -> Naming:
    """The rows that conflicts are about, and what is needed to name them and their values."""
    wanted: dict[str, set[str]] = {}
    for row in conflicts:
        wanted.setdefault(row["table"], set()).add(row["row"])
    found: Rows = {}
    for _ in range(3):  # a memo on a coding is called after its code
        for table, keys in wanted.items():
            lacking = keys - found.get(table, {}).keys()
            if lacking:
                found.setdefault(table, {}).update(rows_of.some_rows(session, table, lacking))
        wanted = _referred(found, conflicts)
    return Naming(found)


def _referred(found: Rows, conflicts: list[Row]) -> dict[str, set[str]]:
    wanted: dict[str, set[str]] = {}
    for table, rows in found.items():
        for row in rows.values():
            for name, field in RULES[table].fields.items():
                for other in table_of(field, row):
                    if isinstance(row[name], str):
                        wanted.setdefault(other, set()).add(row[name])
    for conflict in conflicts:
        kind = RULES[conflict["table"]].fields.get(conflict["field"])
        about = found.get(conflict["table"], {}).get(conflict["row"])
        if kind is None or about is None:
            continue
        for value in (json.loads(conflict["ours"]), json.loads(conflict["theirs"])):
            for other in table_of(kind, about) if isinstance(value, str) else ():
                wanted.setdefault(other, set()).add(value)
    return wanted
