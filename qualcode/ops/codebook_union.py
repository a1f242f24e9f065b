"""Codebooks of several pools made one: as a codebook to be written to a file, or taken into the open project.

What people said of pairs (`ops.crosswalk`) decides first; then codes with one id, and pairs that are sure enough by
their names, definitions and terms. All else stands apart and is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from qualcode.errors import Refused
from qualcode.model.codebook import Code, fold_name
from qualcode.model.codebook_union import Named, Union, UnionReport
from qualcode.model.comparison import FIELDS
from qualcode.model.message import N_, Message
from qualcode.ops import codebook_compare, codebook_source
from qualcode.ops.codebook_source import Source
from qualcode.ops.projectfile import SUFFIX
from qualcode.store.operation import Operation
from qualcode.store.records import CodebookRecord
from qualcode.store.session import Session

_TOLD = ("labels", *FIELDS)


class NotAmongThem(Refused):
    """Words are to be taken from a codebook that is not made one with the others."""

    code = "not-among-them"
    sentence = N_("“{name}” is none of these codebooks: {names}.")


def unite(sources: Sequence[Source], *, words_of: Mapping[str, str] | None = None) -> Union:
    """One codebook of several, brought into the first. What was said of pairs in any of their projects counts.

    Where they say a code's name or definition differently the first one's stands, or, by language (`""`: all others),
    that of the source (its name or file) in `words_of`; the other is kept as an alias, or below what is included. The
    order of the others does not matter, and what is brought in again changes nothing. O(codes of one × codes of
    another) for each two of them. Raises NotAmongThem.
    """
    # numpy and scipy, which take a moment to load.
    from qualcode.analysis.codebook_union import Likeness, in_order, union

    told = codebook_source.told_apart(sources)
    order = in_order([each.codebook for each in told])
    books = [told[at] for at in order]
    words = {language: order.index(_place(name, sources, told)) for language, name in (words_of or {}).items()}
    alike = {}
    for one, other in combinations(range(len(books)), 2):
        found = codebook_compare.between(books[one], books[other])
        alike[one, other] = Likeness(found.matches, found.declined)
    return union([Named(each.name, each.codebook) for each in books], alike, words)


def _place(name: str, sources: Sequence[Source], told: Sequence[Source]) -> int:
    """Which of the sources is meant by a name, that of its file, or that file without folder or ending."""
    for at, (source, apart) in enumerate(zip(sources, told, strict=True)):
        file = Path(source.file)
        if fold_name(name) in map(fold_name, (apart.name, source.name, source.file, file.name, file.stem)):
            return at
    wanted = Path(name)
    for at, source in enumerate(sources):
        if source.file and Path(source.file).name in (wanted.name, wanted.name + SUFFIX):
            return at
    raise NotAmongThem(name=name, names=", ".join(each.name for each in told))


def foresee(session: Session, others: Sequence[Source], *, words_of: Mapping[str, str] | None = None) -> UnionReport:
    """What `take_in` would do; nothing is stored. Raises NotAmongThem."""
    return unite([codebook_source.of_project(session), *others], words_of=words_of).report


def take_in(session: Session, others: Sequence[Source], *, words_of: Mapping[str, str] | None = None) -> UnionReport:
    """Bring other codebooks into the project's, in one operation: codes added and enriched, none removed or moved.

    `words_of` as for `unite`. Raises NotAmongThem.
    """
    with session.operation("codebook.union", Message("")) as gate:
        made = unite([codebook_source.of_project(session), *others], words_of=words_of)
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
