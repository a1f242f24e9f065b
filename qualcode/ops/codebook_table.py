"""A shared codebook beside those of several pools: which of them has each code, as what, and what differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qualcode.model.codebook import Code, CodeTree, label
from qualcode.model.comparison import PoolCell, PoolRow, PoolTable
from qualcode.model.message import Message
from qualcode.ops import codebook_source, compare_words
from qualcode.ops.codebook_compare import Comparison, between
from qualcode.ops.codebook_source import Source
from qualcode.store.session import Session

_NOTHING = PoolCell((), (), (), (), None)


def beside(session: Session, others: Sequence[str], language: str) -> PoolTable:
    """The project's codebook beside others: files, projects, `PROJECT@VERSION`. Raises as `codebook_source.read`."""
    found = [codebook_source.read(each, session) for each in others]
    return table(codebook_source.of_project(session), found, language)


def table(shared: Source, pools: Sequence[Source], language: str) -> PoolTable:
    """A row a code of the shared codebook, then a row a code that only pools have; labels in `language`.

    Codes that several pools have and the shared codebook has not are one row where they are a pair.
    """
    shared, *pools = codebook_source.told_apart([shared, *pools])
    made = [between(shared, pool) for pool in pools]
    tree = CodeTree(shared.codebook.codes)
    rows = [
        PoolRow(
            code=code.key,
            label=label(code, language),
            parent=tree.by_id(code.parent).key if code.parent is not None else None,
            is_shared=True,
            pools=tuple(_cell(each, code, language) for each in made),
        )
        for _, code in tree.walk()
    ]
    rows += [_own_row(own, len(pools), language) for own in _own(pools, made)]
    notes: dict[tuple[str, str], Message] = {}
    for each in made:
        for note in each.notes:
            notes.setdefault((note.template, str(sorted(note.values.items()))), note)
    return PoolTable(shared.name, tuple(pool.name for pool in pools), tuple(rows), tuple(notes.values()))


def _cell(made: Comparison, code: Code, language: str) -> PoolCell:
    found = [match for match in made.matches if match.first.id == code.id]
    if not found:
        return _NOTHING
    return PoolCell(
        codes=tuple(match.second.key for match in found),
        labels=tuple(compare_words.names(match, language)[1] for match in found),
        relations=found[0].relations,
        fields=found[0].fields if len(found) == 1 else (),
        score=max(match.score for match in found),
    )


@dataclass(slots=True)
class _Own:
    """A code that the shared codebook has not, by the number of each pool that has it."""

    codes: dict[int, tuple[Code, float | None]] = field(default_factory=dict)

    @property
    def first(self) -> Code:
        """As the first pool has it."""
        return next(iter(self.codes.values()))[0]


def _own(pools: Sequence[Source], made: Sequence[Comparison]) -> list[_Own]:
    """The codes of pools alone, those that are a pair together; in the order of the pools."""
    # numpy and scipy, which take a moment to load.
    from qualcode.analysis.compare.pairing import pairs

    rows: list[_Own] = []
    for number, each in enumerate(made):
        left = [code for _, code in CodeTree(pools[number].codebook.codes).walk()]
        alone = {code.id for code in each.added}
        left = [code for code in left if code.id in alone]
        known = [own.first for own in rows]
        partners = {pair.second: pair for pair in pairs(known, left) if pair.relation == "one"}
        for place, code in enumerate(left):
            pair = partners.get(place)
            if pair is not None:
                rows[pair.first].codes[number] = (code, pair.score)
            else:
                rows.append(_Own({number: (code, None)}))
    return rows


def _own_row(own: _Own, pools: int, language: str) -> PoolRow:
    cells = [
        PoolCell((own.codes[n][0].key,), (label(own.codes[n][0], language),), ("added",), (), own.codes[n][1])
        if n in own.codes
        else _NOTHING
        for n in range(pools)
    ]
    return PoolRow(own.first.key, label(own.first, language), None, False, tuple(cells))
