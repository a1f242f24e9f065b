"""Storing codings as an edit wants them, within an operation: no two ever stand at one place, and no memo is lost.

A place is taken where the same passage carries the same code by the same coder. A coding that comes to one becomes one
with the coding there, which stays and takes over what it lacks of effect, facets and memos.
"""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from qualcode.errors import CodingNotFound
from qualcode.model.coding import Coding, Memo
from qualcode.ops import summaries, translations
from qualcode.ops.adder import MANY
from qualcode.store.images import Images
from qualcode.store.operation import Operation
from qualcode.store.rows import TABLE_OF, to_row
from qualcode.store.session import Session

T = TypeVar("T")

Place = tuple[str, int, int, str, str, bool]  # document, start, end, code, coder, adrift
Change = tuple[Coding | None, Coding]  # before (None: a new one) and after

SHORTEST = 6  # characters by which people may name a coding
_ALL_MEMOS = 500  # from so many codings on, all memos are read rather than looked for

_PLACE = ("document", "start", "end", "code", "coder", "adrift")
_REST = operator.attrgetter(*(each.name for each in dataclasses.fields(Coding) if each.name != "code"))


@dataclass(slots=True)
class Restated:
    """Which coding stands for which now (by id), and what became of those whose place was taken."""

    became: dict[str, str] = field(default_factory=dict)
    joined: int = 0
    differing: int = 0


def restate(session: Session, gate: Operation, changes: Sequence[Change]) -> Restated:
    """Store codings as they are after their changes, all at once; one whose place is taken goes up in the one there.

    Of several changed codings that come to one place the first stays. Where effect or facets differ, those of the one
    that stays hold, and it is counted. O(changes + codings with the same codes).
    """
    changes = [(before, after) for before, after in changes if before != after]
    stored = {before.id: before for before, _ in changes if before is not None}
    places = _Places(session, [after for _, after in changes], set(stored))
    done = Restated()
    final: dict[str, Coding] = {}
    for _, wanted in changes:
        after, twin = places.free_or_twin(wanted)
        if twin is not None:
            done.joined += 1
            done.differing += _differ(twin, after)
            if twin.id not in final:
                stored[twin.id] = twin  # else it is one of the changed itself, or new
            facets = {**after.facets, **twin.facets}
            after = dataclasses.replace(twin, effect=twin.effect or after.effect, facets=facets)
        done.became[wanted.id] = after.id
        final[after.id] = after
        places.put(after)
    recoded = _only_recoded(stored, final)
    put(gate, _without(stored, recoded), _without(final, recoded))
    if recoded:
        gate.update_many(Coding, recoded, code=final[recoded[0]].code)
    gone = {old: new for old, new in done.became.items() if old != new}
    _hand_over_memos(session, gate, gone)
    if gone:
        translations.hand_over(session, gate, gone)
        summaries.hand_over_codings(session, gate, gone)
    return done


def _only_recoded(stored: Mapping[str, Coding], final: Mapping[str, Coding]) -> list[str]:
    """The codings (ids) that get another code and nothing else, where all end with one code; else none.

    They can be changed together, faster than each by itself: the places they come to are free or left by others first,
    since none of them has that code yet.
    """
    if len({coding.code for coding in final.values()}) != 1:
        return []
    return [
        key
        for key, coding in final.items()
        if key in stored and coding.code != stored[key].code and _REST(coding) == _REST(stored[key])
    ]


def _without(codings: Mapping[str, Coding], ids: Collection[str]) -> dict[str, Coding]:
    left = set(ids)
    return {key: coding for key, coding in codings.items() if key not in left}


def put(gate: Operation, stored: Mapping[str, T], final: Mapping[str, T]) -> None:
    """Bring rows from what is `stored` to what is `final` (by id), all at once and each in its place.

    The rows are not read again: `stored` is what was read within this operation.
    """
    images = Images()
    for key in dict.fromkeys((*stored, *final)):
        before, after = stored.get(key), final.get(key)
        if before != after:
            rows = [to_row(each) if each is not None else {} for each in (before, after)]
            values = [list(row.values()) or None for row in rows]
            images.add(TABLE_OF[type(before or after)], list(rows[0] or rows[1]), [(key, values[0], values[1])])
    gate.apply(images)


def by_ids(session: Session, codings: Iterable[str]) -> list[Coding]:
    """The codings with these ids, each once, in the order asked for; people may give the beginning of one.

    Raises CodingNotFound, also for a beginning that several have.
    """
    wanted = list(dict.fromkeys(codings))
    found = {coding.id: coding for coding in session.all(Coding, id=wanted)}
    if len(found) < len(wanted):
        everything = session.all(Coding)
        for each in wanted:
            if each not in found:
                found[each] = _begun(everything, each)
    return list({found[each].id: found[each] for each in wanted}.values())


def _begun(codings: Iterable[Coding], beginning: str) -> Coding:
    """The only coding whose id begins so. Raises CodingNotFound."""
    wanted = beginning.strip().lower()
    fitting = [each for each in codings if len(wanted) >= SHORTEST and each.id.startswith(wanted)]
    if len(fitting) != 1:
        raise CodingNotFound(name=beginning)
    return fitting[0]


class _Places:
    """What stands where, apart from the codings that are `leaving`; looked up one by one, or for many read at once."""

    def __init__(self, session: Session, wanted: Sequence[Coding], leaving: Collection[str]) -> None:
        self._session = session
        self._leaving = leaving
        self._known: dict[Place, Coding | None] = {}
        self._all_read = len(wanted) >= MANY
        if self._all_read:
            for coding in session.all(Coding, code=list({each.code for each in wanted})):
                if coding.id not in leaving:
                    self.put(coding)

    def put(self, coding: Coding) -> None:
        """Remember that `coding` stands at its place."""
        self._known[place(coding)] = coding

    def free_or_twin(self, coding: Coding) -> tuple[Coding, Coding | None]:
        """The coding with the one that has its place.

        Codings adrift from different words are never the same, though their places in different revisions may be: as
        their quotes tell where they end, the end recorded gives way.
        """
        twin = self._at(place(coding))
        while twin is not None and coding.adrift and (twin.revision, twin.quote) != (coding.revision, coding.quote):
            coding = dataclasses.replace(coding, end=coding.end + 1)
            twin = self._at(place(coding))
        return coding, twin

    def _at(self, wanted: Place) -> Coding | None:
        if wanted not in self._known and not self._all_read:
            equal: dict[str, Any] = dict(zip(_PLACE, wanted, strict=True))
            found = self._session.all(Coding, **equal)
            self._known[wanted] = next((each for each in found if each.id not in self._leaving), None)
        return self._known.get(wanted)


def place(coding: Coding) -> Place:
    """What two codings cannot have in common."""
    return coding.document, coding.start, coding.end, coding.code, coding.coder, coding.adrift


def _differ(one: Coding, other: Coding) -> bool:
    """Whether both say something of effect or of a facet, and not the same."""
    facets = any(one.facets.get(name, value) != value for name, value in other.facets.items())
    return facets or (one.effect or other.effect) != (other.effect or one.effect)


def _hand_over_memos(session: Session, gate: Operation, became: Mapping[str, str]) -> None:
    """Give the memos of codings that are no more to those that stand for them; of one coder's two texts one is made."""
    if not became:
        return
    ids = {*became, *became.values()}
    memos = session.all(Memo, about_kind="coding") if len(ids) > _ALL_MEMOS else session.all(Memo, about=list(ids))
    stay = {(memo.about, memo.coder): memo for memo in memos if memo.about not in became}
    stored: dict[str, Memo] = {}
    final: dict[str, Memo] = {}
    for memo in memos:
        if memo.about not in became:
            continue
        stored[memo.id] = memo
        kept = stay.get((became[memo.about], memo.coder))
        if kept is None:
            kept = dataclasses.replace(memo, about=became[memo.about])
        else:
            stored.setdefault(kept.id, kept)
            if kept.text != memo.text:
                kept = dataclasses.replace(kept, text=f"{kept.text}\n\n{memo.text}")
        stay[kept.about, kept.coder] = final[kept.id] = kept
    put(gate, stored, final)
