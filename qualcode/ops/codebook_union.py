"""Codebooks of several pools made one: as a codebook to be written to a file, or taken into the open project.

What people said of pairs (`ops.crosswalk`) decides first; then codes with one id, and pairs that are sure enough by
their names, definitions and terms. All else stands apart and is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

from qualcode.model.codebook import Code
from qualcode.model.codebook_union import Named, Union, UnionReport
from qualcode.model.message import N_, Message
from qualcode.model.together import Correspondence
from qualcode.ops.codebooks import book
from qualcode.ops.crosswalk import SURE, between
from qualcode.ops.projects import project
from qualcode.store.operation import Operation
from qualcode.store.records import CodebookRecord
from qualcode.store.session import Session

_TOLD = (
    "labels", "definition", "include", "exclude", "aliases", "examples", "terms", "indicators", "pools", "sdg",
    "colour",
)  # fmt: skip


def unite(books: Sequence[Named], kept: Iterable[Correspondence] = (), *, sure: float = SURE) -> Union:
    """One codebook of several, brought into the first; `kept` are pairs of the crosswalks of any of their projects.

    The order of the others does not matter, and what is brought in again changes nothing. Raises nothing.
    """
    # numpy and scipy, which take a moment to load.
    from qualcode.analysis.codebook_union import union

    said = list(kept)
    confirmed: set[tuple[str, str]] = set()
    declined: set[tuple[str, str]] = set()
    for one, other in combinations(books, 2):
        yes, no = between(said, one.codebook, other.codebook)
        confirmed |= yes
        declined |= no
    return union(books, frozenset(confirmed), frozenset(declined), sure)


def foresee(session: Session, others: Sequence[Named], kept: Iterable[Correspondence] = ()) -> UnionReport:
    """What `take_in` would do; nothing is stored."""
    return _union(session, others, kept).report


def take_in(session: Session, others: Sequence[Named], kept: Iterable[Correspondence] = ()) -> UnionReport:
    """Bring other codebooks into the project's, in one operation: codes added and enriched, none removed or moved."""
    with session.operation("codebook.union", Message("")) as gate:
        made = _union(session, others, kept)
        names = ", ".join(dict.fromkeys(each.name for each in others))
        told = N_("Codebooks brought in: {names} (new codes: {n})")
        gate.summary = Message(told, {"names": names, "n": made.report.added})
        _store(session, gate, made)
    return made.report


def _union(session: Session, others: Sequence[Named], kept: Iterable[Correspondence]) -> Union:
    own = Named(project(session).title, book(session))
    return unite([own, *others], [*session.all(Correspondence), *kept])


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
