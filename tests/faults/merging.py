"""For tests of merging: what a project holds in words of its own, and people who do anything in it.

`canonical` is what two outcomes of a merge are compared by. It names everything as people do, since of two ids of the
same thing each project keeps its own: people and cases by name, codes by key, texts by their hash, a coding by where it
stands. Left out is what is local: ids, numbers and orders, who made a thing first, file names, the journal and what is
kept of merges themselves; of a conflict both values count and not whose they are.
"""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

from qualcode.analysis.merging.rules import RULES, Row, Rows, table_of
from qualcode.errors import QualcodeError
from qualcode.model.codebook import EFFECTS, fold_name
from qualcode.ops import (
    assignments,
    attributes,
    case_edits,
    cases,
    codebook_edits,
    codebook_merging,
    codings,
    document_edits,
    documents,
    evaluation,
    groups,
    history,
    indicator_values,
    indicators,
    memos,
    picks,
    proposals,
    reconcile,
    revisions,
    settling,
    translations,
    versions,
)
from qualcode.store import merge
from qualcode.store.session import Session
from tests.store.making import KEYS, imported

_LOCAL = {"local", "first", "order", "id"}
_ALSO = {"revision.number", "coder.name", "attribute.about"}


def canonical(session: Session) -> dict[str, Counter[str]]:
    """What the project holds, by table: how often each thing, told without ids."""
    rows = merge.rows(session)
    names = _Names(rows)
    held: dict[str, Counter[str]] = {}
    for table, rule in RULES.items():
        if table in ("project", "merge", "foreign_entry"):
            continue
        if table == "merge_conflict":
            held[table] = Counter(names.conflict(row) for row in rows[table].values())
            continue
        told: Counter[str] = Counter()
        for key, row in rows[table].items():
            fields = {
                name: names.value(table, row, name)
                for name, field in rule.fields.items()
                if field.kind not in _LOCAL or field.to
            }
            told[names.of(table, key) + json.dumps(fields, sort_keys=True, default=str)] += 1
        held[table] = told
    return held


class _Names:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def of(self, table: str, key: str) -> str:
        row = self.rows[table].get(key)
        if row is None:
            return "gone"
        named: dict[str, Callable[[], str]] = {
            "coder": lambda: fold_name(row["name"]),
            "code": lambda: str(row["key"]),
            "document": lambda: str(row["text_sha256"]),
            "revision": lambda: f"{self.of('document', row['document'])}@{row['text_sha256']}",
            "coding": lambda: "|".join(
                str(part)
                for part in (self.of("document", row["document"]), row["start"], row["end"], row["adrift"],
                             row["quote"], self.of("code", row["code"]), self.of("coder", row["coder"]))
            ),
            "project": lambda: "project",
            "codebook": lambda: "codebook",
            "proposal": lambda: f"{row['action']} {row['content']} {row['reason']}",
            "indicator": lambda: str(row["key"]),
        }  # fmt: skip
        if table in named:
            return named[table]()
        return str(row.get("name", ""))

    def value(self, table: str, row: Row, name: str) -> Any:
        field, value = RULES[table].fields[name], row[name]
        if value is None:
            return None
        if field.kind == "refs":
            return sorted(self.of(field.to, key) for key in json.loads(value))
        for other in table_of(field, row):
            if value in self.rows[other]:
                return self.of(other, value)
        if field.kind in ("map", "lists", "list", "named"):
            return _sorted(json.loads(value))
        return "gone" if table_of(field, row) and not field.hard and table != "verdict" else value

    def conflict(self, row: Row) -> str:
        about = self.rows[row["table"]].get(row["row"])
        ours, theirs = json.loads(row["ours"]), json.loads(row["theirs"])
        if about is not None and row["field"] in RULES[row["table"]].fields:
            ours, theirs = (self.value(row["table"], {**about, row["field"]: each}, row["field"])
                            for each in (ours, theirs))  # fmt: skip
        both = sorted(json.dumps(each, sort_keys=True) for each in (ours, theirs))
        return f"{row['table']} {self.of(row['table'], row['row'])} {row['field']} {both} {row['status']}"


def _sorted(value: Any) -> Any:
    if isinstance(value, list):
        return sorted((_sorted(each) for each in value), key=lambda each: json.dumps(each, sort_keys=True))
    if isinstance(value, dict):
        return {key: _sorted(each) for key, each in value.items()}
    return value


# People who do anything


def live(session: Session, pick: Random, steps: int, *, texts: bool = True) -> None:
    """Do so many things, whatever comes to mind; what is refused is left. `texts`: also edit transcripts."""
    doing = [*_DOING, *([_revise] if texts else [])]
    for _ in range(steps):
        with contextlib.suppress(QualcodeError, IndexError):
            pick.choice(doing)(session, pick)


def _document(session: Session, pick: Random) -> str:
    return pick.choice(documents.documents(session)).id


def _coding(session: Session, pick: Random) -> str:
    return pick.choice(codings.listing(session)).id


def _code(session: Session, pick: Random) -> str:
    keys = sorted(row["key"] for row in merge.table_rows(session, "code").values())
    return str(pick.choice(keys))


def _case(session: Session, pick: Random) -> str:
    return pick.choice(cases.cases(session)).name


def _import(session: Session, pick: Random) -> None:
    imported(session, pick.randrange(5), case=pick.choice(["Nord", "Sud", None]), person=pick.choice(["Fatima", None]))


def _add(session: Session, pick: Random) -> None:
    start = pick.randrange(20)
    codings.add(
        session, _document(session, pick), start, start + pick.randrange(1, 4), pick.choice(KEYS),
        effect=pick.choice([None, *EFFECTS]), memo=pick.choice([None, "Une note.", "À revoir."]),
    )  # fmt: skip


def _change(session: Session, pick: Random) -> None:
    coding = _coding(session, pick)
    what = pick.randrange(4)
    if what == 0:
        codings.change(session, coding, effect=pick.choice(EFFECTS))
    elif what == 1:
        codings.change(session, coding, end=pick.randrange(20, 24))
    elif what == 2:
        codings.change(session, coding, facets={"time": pick.choice(["before", "after"])})
    else:
        codings.change(session, coding, code=_code(session, pick))


def _uncode(session: Session, pick: Random) -> None:
    codings.remove(session, [_coding(session, pick)])


def _memo(session: Session, pick: Random) -> None:
    there = memos.listing(session)
    what = pick.randrange(4)
    if what == 0 and there:
        memos.edit(session, pick.choice(there).id, pick.choice(["Un.", "Deux.", "Trois."]))
    elif what == 1 and there:
        memos.remove(session, pick.choice(there).id)
    elif what == 2:
        memos.add(session, "document", _document(session, pick), "Sur le document.")
    else:
        memos.add(session, "coding", _coding(session, pick), pick.choice(["Un.", "Deux."]))


def _cases(session: Session, pick: Random) -> None:
    what = pick.randrange(7)
    name = pick.choice(["Nord", "Sud", "Est", "Ouest"])
    if what == 0:
        cases.add_case(session, name, attributes={"founded": pick.choice(["1998", "2011", "avant"])})
    elif what == 1:
        cases.set_case(session, _case(session, pick), attributes={"founded": pick.choice(["1998", "2012", ""])})
    elif what == 2:
        cases.set_case(session, _case(session, pick), rename=name)
    elif what == 3:
        case_edits.join_cases(session, _case(session, pick), _case(session, pick))
    elif what == 4:
        case_edits.remove_case(session, _case(session, pick))
    elif what == 5:
        cases.set_case(session, _case(session, pick), kind=pick.choice(["enterprise", "pool", "network"]))
    else:
        document_edits.describe(
            session, _document(session, pick), case=pick.choice(["", "Nord", "Est"]), title=pick.choice(["Un", "Deux"])
        )


def _people(session: Session, pick: Random) -> None:
    what = pick.randrange(5)
    name = pick.choice(["Fatima", "Jan", "Lena"])
    if what == 0:
        cases.add_person(session, name, case=pick.choice([None, "Nord", "Sud"]), attributes={"age": "44"})
    elif what == 1:
        cases.set_person(session, name, consent=pick.choice(["quote", "anonymised", "count", "none"]))
    elif what == 2:
        cases.set_person(session, name, rename=pick.choice(["Fatima B.", "Jan", "Lena"]))
    elif what == 3:
        case_edits.remove_person(session, name)
    else:
        case_edits.join_people(session, name, pick.choice(["Fatima", "Jan", "Lena"]))


def _speakers(session: Session, pick: Random) -> None:
    document = _document(session, pick)
    who = pick.choice(["INT", "FATIMA", "F."])
    if pick.random() < 0.5:
        documents.rename_speaker(session, document, who, pick.choice(["F.", "FATIMA", "X"]))
    else:
        documents.map_speaker(session, document, who, person=pick.choice(["Fatima", "Jan", ""]))


def _book(session: Session, pick: Random) -> None:
    what, code = pick.randrange(8), _code(session, pick)
    if what == 0:
        codebook_edits.add_code(session, pick.choice(["Santé", "Logement"]), parent=pick.choice(["social", None]))
    elif what == 1:
        codebook_edits.rename(session, code, pick.choice(["Nom A", "Nom B"]), language=pick.choice(["fr", "nl"]))
    elif what == 2:
        codebook_edits.define(session, code, definition=pick.choice(["Une.", "Autre."]), language="fr")
    elif what == 3:
        codebook_edits.move(session, code, pick.choice([None, _code(session, pick)]))
    elif what == 4:
        codebook_edits.define(session, code, add={"terms": [pick.choice(["fier*", "joie"])]}, language="fr")
    elif what == 5:
        codebook_merging.merge(session, code, _code(session, pick))
    elif what == 6:
        codebook_merging.remove(session, code, with_codings=True)
    else:
        codebook_edits.recolour(session, code, pick.choice(["#112233", "#445566"]))


def _remove_document(session: Session, pick: Random) -> None:
    documents.remove(session, _document(session, pick))


def _done(session: Session, pick: Random) -> None:
    documents.mark_done(session, _document(session, pick), pick.random() < 0.7)


def _evaluate(session: Session, pick: Random) -> None:
    evaluation.describe(session, _case(session, pick), portrait={"social": pick.choice(["Un.", "Deux."])}, question="?")


def _groups(session: Session, pick: Random) -> None:
    what = pick.randrange(4)
    if what == 0:
        groups.add(session, pick.choice(["Pôle A", "Pôle B"]), cases=[_case(session, pick)])
    elif what == 1:
        groups.set_group(session, "Pôle A", cases=[_case(session, pick)], description=pick.choice(["a", "b"]))
    elif what == 2:
        groups.remove(session, "Pôle A")
    else:
        groups.add_session(session, "Pôle B", date="2026-01-05", title=pick.choice(["Un", "Deux"]))


def _indicators(session: Session, pick: Random) -> None:
    what = pick.randrange(4)
    if what == 0:
        indicators.add(session, pick.choice(["Emplois", "Heures"]), unit=pick.choice(["", "h"]))
    elif what == 1:
        indicator_values.measure(session, "emplois", _case(session, pick), "2024", float(pick.randrange(3)))
    elif what == 2:
        indicators.set_indicator(session, "emplois", unit=pick.choice(["etp", "h"]))
    else:
        indicators.remove(session, "emplois")


def _together(session: Session, pick: Random) -> None:
    what = pick.randrange(7)
    if what == 0:
        proposals.propose_code(session, "add", labels={"fr": pick.choice(["Idée", "Autre idée"])}, reason="Parce que.")
    elif what == 1:
        proposals.decline(session, pick.choice(proposals.listing(session)).id, "Non.")
    elif what == 2:
        picks.pick(session, [_coding(session, pick)])
    elif what == 3:
        translations.translate(session, _coding(session, pick), "nl", pick.choice(["Een.", "Twee."]))
    elif what == 4:
        assignments.assign(session, [_document(session, pick)], [pick.choice(["marie", "piet"])])
    elif what == 5:
        settling.settle(session, [_coding(session, pick)], pick.choice(["kept", "left"]), reason="Voilà.")
    else:
        reconcile.judge(session, _case(session, pick), "social", None, pick.choice(["partial", "agreement"]))


def _keep(session: Session, pick: Random) -> None:
    what = pick.randrange(4)
    if what == 0:
        versions.name_version(session, pick.choice(["v1", "v2"]))
    elif what == 1:
        attributes.change(session, "case", "founded", kind=pick.choice(["text", "number"]))
    elif what == 2:
        history.undo(session)
    else:
        history.redo(session)


def _revise(session: Session, pick: Random) -> None:
    document = _document(session, pick)
    text = documents.text(session, document)
    at = pick.randrange(5)
    revisions.revise(session, document, text[:at] + pick.choice(["é", "xx", ""]) + text[at + 1 :])


_DOING = (
    _import, _add, _add, _add, _add, _change, _change, _uncode, _memo, _cases, _cases, _people, _speakers, _book, _book,
    _remove_document, _done, _evaluate, _groups, _indicators, _together, _together, _keep,
)  # fmt: skip
