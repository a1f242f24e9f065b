"""Codebooks of several pools made one: as a codebook to be written to a file, or taken into the open project.

What people said of pairs (`ops.crosswalk`) decides first; then codes with one id, and pairs that are sure enough by
their names, definitions and terms. All else stands apart and is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from qualcode.model.codebook import Code
from qualcode.model.codebook_union import Named, Union, UnionReport
from qualcode.model.message import N_, Message
from qualcode.ops import codebook_compare, codebook_source
from qualcode.ops.codebook_source import Source
from qualcode.ops.crosswalk import SURE
from qualcode.store.operation import Operation
from qualcode.store.records import CodebookRecord
from qualcode.store.session import Session

_TOLD = (
    "labels", "definition", "include", "exclude", "aliases", "examples", "terms", "indicators", "pools", "sdg",
    "colour",
)  # fmt: skip


def unite(sources: Sequence[Source], *, sure: float = SURE) -> Union:
    """One codebook of several, brought into the first. What was said of pairs in any of their projects counts.

    The order of the others does not matter, and what is brought in again changes nothing. O(codes of one × codes of
    another) for each two of them.
    """
    # numpy and scipy, which take a moment to load.
    from qualcode.analysis.codebook_union import Likeness, in_order, union

    told = codebook_source.told_apart(sources)
    books = [told[at] for at in in_order([each.codebook for each in told])]
    alike = {}
    for one, other in combinations(range(len(books)), 2):
        found = codebook_compare.between(books[one], books[other])
        alike[one, other] = Likeness(found.matches, found.declined)
    return union([Named(each.name, each.codebook) for each in books], alike, sure)


def foresee(session: Session, others: Sequence[Source]) -> UnionReport:
    """What `take_in` would do; nothing is stored."""
    return unite([codebook_source.of_project(session), *others]).report


def take_in(session: Session, others: Sequence[Source]) -> UnionReport:
    """Bring other codebooks into the project's, in one operation: codes added and enriched, none removed or moved."""
    with session.operation("codebook.union", Message("")) as gate:
        made = unite([codebook_source.of_project(session), *others])
        names = ", ".join(dict.fromkeys(each.name for each in others))
        told = N_("Codebooks brought in: {names} (new codes: {n})")
        gate.summary = Message(told, {"names": names, "n": made.report.added})
        _store(session, gate, made)
    return made.report


def _store(session: Session, gate: Operation, made: Union) -> None:
    present = {code.id: code for code in session.all(Code)}
    free = max((code.position for code in present.values()), default=-1) + 1
    for code in made.codebook.codes:
        known = present.get(code.id)
        if known is None:
            fields: dict[str, Any] = {name: getattr(code, name) for name in _TOLD}
            gate.insert(Code(id=code.id, key=code.key, parent=code.parent, position=free, **fields))
            free += 1
        else:
            gate.update(Code, code.id, **{name: getattr(code, name) for name in _TOLD})
    record = session.all(CodebookRecord)[0]
    union = made.codebook
    gate.update(CodebookRecord, record.id, languages=union.languages, title=union.title, facets=union.facets)
