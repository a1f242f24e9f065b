"""Codings edited, one or many in one operation: another code or effect, other edges, one made of several.

Where an edit brings a coding to a place that carries the same code by the same coder already, the two become one: the
one that was there stays and takes over what it lacks of effect, facets and memos. How many were joined, and in how
many of them effect or facets differed, is counted and handed back.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.errors import Refused, SpanRefused
from qualcode.model.codebook import EFFECTS
from qualcode.model.coding import Coding, CodingView
from qualcode.model.document import Document
from qualcode.model.ids import new_id
from qualcode.model.message import N_, Message
from qualcode.model.text import Span, word_spans
from qualcode.ops import codebooks, documents, selection
from qualcode.ops.adder import Adder, CodingRequest, check_facets
from qualcode.ops.codings import views
from qualcode.ops.names import one_of
from qualcode.ops.restate import Change, Restated, by_ids, restate
from qualcode.store import read
from qualcode.store.operation import Operation
from qualcode.store.session import Session

EDGES = ("start", "end")


class CodingAdrift(Refused):
    """The coding has no place in the present text that could be edited."""

    code = "coding-adrift"
    sentence = N_("The coding “{name}” is adrift: its words are no longer in the text.")
    hint = N_("See those that are adrift with: qualcode adrift")


class NothingToJoin(Refused):
    """No two of the codings have one code and one coder and touch each other."""

    code = "nothing-to-join"
    sentence = N_("None of these codings can be made one.")
    hint = N_("They must overlap or follow each other, and have the same code and the same coder.")


class CannotSplit(Refused):
    """One of the parts would have no words."""

    code = "cannot-split"
    sentence = N_("The coding from {start} to {end} cannot be split at {at}.")
    hint = N_("Name a place in the passage with words of it on both sides.")


class NoWholeUnit(Refused):
    """Nothing would be left of the passage."""

    code = "no-whole-unit"
    sentence = N_("There is no whole {unit} in the passage from {start} to {end}.")
    hint = N_("Make the passage larger instead, or take the coding off.")


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit of codings did.

    `changed` counts the codings asked for that were not so already. `joined` of them went up into another; in
    `differing` of these effect or facets were not the same, and those of the one that stays hold. `ids` are the
    codings that stand for the ones asked for now. `operation` is the journal number (None: no change).
    """

    changed: int
    joined: int
    differing: int
    ids: tuple[str, ...]
    operation: int | None


# One passage, several codes


def add_many_codes(
    session: Session,
    document: str,
    start: int,
    end: int,
    codes: Sequence[str],
    *,
    effect: str | None = None,
    facets: Mapping[str, str] | None = None,
    memo: str | None = None,
) -> list[CodingView]:
    """Put several codes (keys, paths or labels) on `[start, end)` of a document (an id), in one operation.

    Those that are there already are as after `codings.add`. Raises what that raises.
    """
    with session.operation("coding.add", Message(""), document=document) as gate:
        adder = Adder(session, gate)
        record, text = adder.document(document)
        if not 0 <= start < end <= len(text):
            raise SpanRefused(start=start, end=end, title=record.title, length=len(text))
        keys = list(dict.fromkeys(codebooks.find_code(adder.tree, code).key for code in codes))
        gate.summary = Message(N_("{code} in “{title}”"), {"code": ", ".join(keys), "title": record.title})
        span = Span(start, end)
        made = adder.add_all(
            CodingRequest(document, span, key, effect=effect, facets=facets, memo=memo) for key in keys
        )
    return views(session, made)


def copy(session: Session, coding: str, codes: Sequence[str]) -> list[CodingView]:
    """Put other codes on the passage of a coding, with its effect and facets, in the session coder's name.

    Raises CodingNotFound, CodingAdrift, CodeNotFound, Ambiguous.
    """
    found = _one(session, coding)
    return add_many_codes(
        session, found.document, found.start, found.end, codes, effect=found.effect, facets=found.facets
    )


# Another code, effect or facet for many


def recode(session: Session, codings: Sequence[str], code: str) -> Edited:
    """Give codings (ids) another code (key, path or label), in one operation.

    Raises CodingNotFound, CodeNotFound, Ambiguous.
    """
    with session.operation("coding.recode", Message("")) as gate:
        target = codebooks.find_code(codebooks.tree(session), code)
        found = by_ids(session, codings)
        changes = [(each, dataclasses.replace(each, code=target.id)) for each in found if each.code != target.id]
        told = N_("Recoded a coding as {code}") if len(changes) == 1 else N_("Recoded {n} codings as {code}")
        gate.summary = Message(told, {"n": len(changes), "code": target.key})
        gate.document = _only_document(found)
        done = restate(session, gate, changes)
    return _edited(found, len(changes), done, gate)


def set_effect(session: Session, codings: Sequence[str], effect: str | None) -> Edited:
    """Say of codings (ids) what effect they tell of; None: not assessed. Raises CodingNotFound, ValueRefused."""
    if effect is not None:
        one_of(effect, EFFECTS, "effect")
    with session.operation("coding.effect", Message("")) as gate:
        found = by_ids(session, codings)
        changed = [each.id for each in found if each.effect != effect]
        told = N_("{code} · effect: {effect}") if len(changed) == 1 else N_("{n} codings · effect: {effect}")
        code = _keys(session, found, changed)
        gate.summary = Message(told, {"effect": effect or "-", "n": len(changed), "code": code})
        gate.document = _only_document(found)
        gate.update_many(Coding, changed, effect=effect)
    return _edited(found, len(changed), Restated(), gate)


def set_facet(session: Session, codings: Sequence[str], name: str, value: str | None) -> Edited:
    """Set a facet of codings (ids); None removes it. Raises CodingNotFound, FacetNotFound."""
    with session.operation("coding.facet", Message("")) as gate:
        if value is not None:
            check_facets(codebooks.book(session).facets, {name: value})
        found = by_ids(session, codings)
        alike: dict[tuple[tuple[str, str], ...], list[str]] = {}
        for each in found:
            if each.facets.get(name) != value:
                others = {key: known for key, known in each.facets.items() if key != name}
                wanted = others if value is None else {**others, name: value}
                alike.setdefault(tuple(sorted(wanted.items())), []).append(each.id)
        touched = [each for ids in alike.values() for each in ids]
        changed = len(touched)
        told = N_("{code} · {facet}: {value}") if changed == 1 else N_("{n} codings · {facet}: {value}")
        code = _keys(session, found, touched)
        gate.summary = Message(told, {"facet": name, "value": value or "-", "n": changed, "code": code})
        gate.document = _only_document(found)
        for facets, ids in alike.items():
            gate.update_many(Coding, ids, facets=dict(facets))
    return _edited(found, changed, Restated(), gate)


# Other edges


def split(session: Session, coding: str, at: int) -> list[CodingView]:
    """Make two codings of one, at an offset of the text; white space at the cut belongs to neither.

    The first part keeps the memos; code, coder, effect and facets are those of both. Raises CodingNotFound,
    CodingAdrift, CannotSplit.
    """
    with session.operation("coding.split", Message("")) as gate:
        found, document, text = _open(session, gate, coding)
        told_of = {"code": _keys(session, [found]), "title": document.title}
        gate.summary = Message(N_("Split a coding: {code} in “{title}”"), told_of)
        head, tail = text[found.start : at].rstrip(), text[at : found.end].lstrip()
        if not (found.start < at < found.end and head.strip() and tail.strip()):
            raise CannotSplit(start=found.start, end=found.end, at=at)
        parts = (Span(found.start, found.start + len(head)), Span(found.end - len(tail), found.end))
        first = _with_span(found, parts[0], text)
        second = dataclasses.replace(_with_span(found, parts[1], text), id=new_id(), created=gate.at)
        done = restate(session, gate, [(found, first), (None, second)])
    return _standing(session, done, [first.id, second.id])


def join(session: Session, codings: Sequence[str]) -> Edited:
    """Make one coding of those (ids) that overlap or follow each other with the same code and the same coder.

    One of each run stays and covers it whole, the earliest unless another does so already; white space between two
    does not part them. What touches no other is left as it is. Raises CodingNotFound, CodingAdrift, NothingToJoin.
    """
    with session.operation("coding.join", Message("")) as gate:
        found = [_settled(each) for each in by_ids(session, codings)]
        changes: list[Change] = []
        for document in dict.fromkeys(each.document for each in found):
            record = documents.by_id(session, document)
            text = read.text(session, record.text_sha256)
            for run in _runs([each for each in found if each.document == document], text):
                whole = Span(run[0].start, max(each.end for each in run))
                changes += [(each, _with_span(each, whole, text)) for each in run]
        if not changes:
            raise NothingToJoin()
        runs = [each for each, _ in changes if each is not None]
        gate.summary = Message(N_("Joined {n} codings: {code}"), {"n": len(changes), "code": _keys(session, runs)})
        gate.document = _only_document(found)
        done = restate(session, gate, changes)
    return _edited(found, sum(before != after for before, after in changes), done, gate)


def fit(session: Session, coding: str, unit: str, *, inward: bool = False) -> CodingView:
    """Let a coding cover whole words, sentences, paragraphs or turns (`selection.UNITS`).

    Outward it grows to the units it cuts; inward it gives them up. One that is whole stays. Raises CodingNotFound,
    CodingAdrift, ValueRefused, NoWholeUnit.
    """
    one_of(unit, selection.UNITS, "unit")
    with session.operation("coding.edges", Message("")) as gate:
        found, document, text = _open(session, gate, coding)
        turns = documents.turns(session, document.id)
        first = selection.unit_at(text, turns, found.start, unit)
        last = selection.unit_at(text, turns, selection.preceding(text, found.end), unit)
        start, end = found.start, found.end
        if first is not None and first.start < start < first.end:
            start = first.end if inward else first.start
        if last is not None and last.start < end < last.end:
            end = last.start if inward else last.end
        if inward:
            words = word_spans(text[start:end])
            if not words:
                raise NoWholeUnit(unit=Message(_UNITS[unit]), start=found.start, end=found.end)
            start, end = _between(text, found.span, Span(start, end), words if unit == "word" else None)
        done = _move(session, gate, found, document, text, selection.snap(Span(start, end), text))
    return _standing(session, done, [found.id])[0]


def _between(text: str, old: Span, new: Span, words: Sequence[Span] | None) -> tuple[int, int]:
    """The passage without what stood between the units given up and those kept, at the edges that moved."""
    inner = new.of(text)
    first, last = len(inner) - len(inner.lstrip()), len(inner.rstrip())
    if words:
        first, last = words[0].start, words[-1].end
    start = new.start + first if new.start != old.start else new.start
    return start, new.start + last if new.end != old.end else new.end


# What a unit is called in a sentence.
_UNITS = {"word": N_("word"), "sentence": N_("sentence"), "paragraph": N_("paragraph"), "turn": N_("turn")}


def move_edge(session: Session, coding: str, edge: str, words: int) -> CodingView:
    """Move the `start` or `end` of a coding by words: on where `words` is positive, back where it is negative.

    It never becomes empty and stops at the text's ends. Raises CodingNotFound, CodingAdrift, ValueRefused.
    """
    one_of(edge, EDGES, "edge")
    with session.operation("coding.edges", Message("")) as gate:
        found, document, text = _open(session, gate, coding)
        span = found.span
        for _ in range(abs(words)):
            moved = selection.move_edge(text, span, edge, 1 if words > 0 else -1)
            if moved == span:
                break
            span = moved
        done = _move(session, gate, found, document, text, span)
    return _standing(session, done, [found.id])[0]


def move_to(session: Session, coding: str, start: int, end: int) -> CodingView:
    """Put a coding on the passage `[start, end)`. Raises CodingNotFound, CodingAdrift, SpanRefused."""
    with session.operation("coding.edges", Message("")) as gate:
        found, document, text = _open(session, gate, coding)
        if not 0 <= start < end <= len(text):
            raise SpanRefused(start=start, end=end, title=document.title, length=len(text))
        done = _move(session, gate, found, document, text, Span(start, end))
    return _standing(session, done, [found.id])[0]


def touching(session: Session, coding: str) -> list[str]:
    """The ids of the codings that `join` would make one with this one, itself among them. Raises CodingNotFound."""
    found = _one(session, coding)
    same = session.all(Coding, document=found.document, code=found.code, coder=found.coder, adrift=False)
    text = read.text(session, documents.by_id(session, found.document).text_sha256)
    run = next((run for run in _runs(same, text) if found in run), [found])
    return [each.id for each in run]


# Parts


def _runs(codings: Sequence[Coding], text: str) -> Iterable[list[Coding]]:
    """Two or more codings of one code and coder that overlap or have nothing but white space between them."""
    groups: dict[tuple[str, str], list[Coding]] = {}
    for coding in sorted(codings, key=lambda each: (each.start, each.end, each.created, each.id)):
        groups.setdefault((coding.code, coding.coder), []).append(coding)
    for group in groups.values():
        run, reach = [group[0]], group[0].end
        for coding in group[1:]:
            if text[reach : coding.start].strip():
                if len(run) > 1:
                    yield run
                run, reach = [], 0
            run.append(coding)
            reach = max(reach, coding.end)
        if len(run) > 1:
            yield run


def _one(session: Session, coding: str) -> Coding:
    return _settled(by_ids(session, [coding])[0])


def _settled(coding: Coding) -> Coding:
    if coding.adrift:
        raise CodingAdrift(name=coding.id)
    return coding


def _open(session: Session, gate: Operation, coding: str) -> tuple[Coding, Document, str]:
    """The coding with its document and text; the operation is about that document."""
    found = _one(session, coding)
    document = documents.by_id(session, found.document)
    gate.document = document.id
    return found, document, read.text(session, document.text_sha256)


def _move(session: Session, gate: Operation, found: Coding, document: Document, text: str, span: Span) -> Restated:
    told_of = {"code": _keys(session, [found]), "title": document.title}
    gate.summary = Message(N_("Moved the edges: {code} in “{title}”"), told_of)
    return restate(session, gate, [(found, _with_span(found, span, text))])


def _with_span(coding: Coding, span: Span, text: str) -> Coding:
    return dataclasses.replace(coding, start=span.start, end=span.end, quote=span.of(text))


def _keys(session: Session, codings: Sequence[Coding], only: Sequence[str] | None = None) -> str:
    """The keys of the codings' codes, each once; `only` are the ids of those that count."""
    keys = read.code_keys(session)
    return ", ".join(dict.fromkeys(keys[each.code] for each in codings if only is None or each.id in only))


def _only_document(codings: Sequence[Coding]) -> str | None:
    places = {coding.document for coding in codings}
    return places.pop() if len(places) == 1 else None


def _standing(session: Session, done: Restated, ids: Sequence[str]) -> list[CodingView]:
    """The codings that stand for these now, each once."""
    return views(session, by_ids(session, (done.became.get(each, each) for each in ids)))


def _edited(found: Sequence[Coding], changed: int, done: Restated, gate: Operation) -> Edited:
    ids = dict.fromkeys(done.became.get(each.id, each.id) for each in found)
    return Edited(changed, done.joined, done.differing, tuple(ids), gate.sequence)
