"""What one chooses of another codebook taken over into the project's: names, texts, places, codes that it lacks."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from qualcode.model.codebook import Code, CodeTree, label
from qualcode.model.comparison import TEXT_FIELDS
from qualcode.model.message import N_, Message
from qualcode.ops import codebook_edits, codebook_source, codebook_texts
from qualcode.ops.codebook_compare import between
from qualcode.ops.codebook_source import Source
from qualcode.ops.codebooks import code_named, told, tree
from qualcode.ops.names import one_of
from qualcode.ops.projects import project
from qualcode.store.operation import Operation
from qualcode.store.session import Session

WHAT = ("name", "texts", "place")
"""What can be taken over of a code that the project has already; one that it lacks comes as a whole."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The keys of the project's codes that were changed or added, and the number of the entry in the journal."""

    changed: tuple[str, ...]
    added: tuple[str, ...]
    operation: int | None


def take(session: Session, other: str | Source, codes: Sequence[str], what: Collection[str] = WHAT) -> Taken:
    """Take codes of another codebook (their id, key, path or label) over, as one operation.

    Of a code that has a counterpart here, `what` of it: its names, its texts (definition, rules, examples, terms,
    aliases, indicators, pools, targets, colour), its place below the counterpart of the code above it. Languages and
    fields that the other says nothing in stay. A code without a counterpart is added, below the nearest of those above
    it that has one. Raises CodeNotFound, Ambiguous, NameRefused where a sister has its name, ValueRefused for `what`,
    and what `codebook_source.read` raises.
    """
    wanted = {one_of(each, WHAT, "part of a code") for each in what}
    source = other if isinstance(other, Source) else codebook_source.read(other, session)
    theirs = CodeTree(source.codebook.codes)
    chosen = {code_named(theirs, name).id for name in codes}
    summary = Message(N_("Codes taken over from “{name}”: {n}"), {"name": source.name, "n": len(chosen)})
    with session.joined("codebook.take", summary) as gate:
        made = between(codebook_source.of_project(session), source)
        ours = {match.second.id: match.first.id for match in made.matches if match.relation == "one"}
        changed: list[str] = []
        added: list[str] = []
        # Those above come before those below, so that a place is there when it is needed.
        for _, code in theirs.walk():
            if code.id not in chosen:
                continue
            above = _above(theirs, code, ours)
            if code.id in ours:
                before = tree(session).by_id(ours[code.id])
                _change(session, gate, before, code, above, wanted)
                if tree(session).by_id(before.id) != before:
                    changed.append(before.key)
            else:
                new = _new(session, gate, code, above)
                ours[code.id] = new.id
                added.append(new.key)
    return Taken(tuple(changed), tuple(added), gate.sequence)


def _above(theirs: CodeTree, code: Code, ours: Mapping[str, str]) -> str | None:
    """The id of our code that it belongs below: of those above it the nearest that has a counterpart."""
    return next((ours[each.id] for each in theirs.ancestors(code) if each.id in ours), None)


def _change(
    session: Session, gate: Operation, known: Code, code: Code, above: str | None, wanted: Collection[str]
) -> None:
    if "name" in wanted:
        codebook_texts.describe(session, known.key, {"labels": dict(code.labels)})
    if "texts" in wanted:
        news = told(known, code)
        del news["labels"]
        _speak(session, gate, code, TEXT_FIELDS)
        gate.update(Code, known.id, **news)
    if "place" in wanted and known.parent != above:
        codes = tree(session)
        codebook_edits.move(session, known.key, codes.by_id(above).key if above is not None else None)


def _new(session: Session, gate: Operation, code: Code, above: str | None) -> Code:
    """The code as it is there, under its own id and key where these are free."""
    codes = tree(session)
    parent = codes.by_id(above) if above is not None else None
    language = project(session).language
    made = codebook_edits.new_code(codes, label(code, language), language, parent)
    taken = {each.id for each in codes.codes}
    made = dataclasses.replace(
        code,
        id=made.id if code.id in taken else code.id,
        key=made.key if codes.by_key(code.key) is not None else code.key,
        parent=made.parent,
        position=made.position,
    )
    codebook_edits.check_sisters(codes, made.labels, made.parent, [])
    _speak(session, gate, code, ("labels", *TEXT_FIELDS))
    gate.insert(made)
    return made


def _speak(session: Session, gate: Operation, code: Code, fields: Sequence[str]) -> None:
    """Enter the languages of these fields in the codebook."""
    for language in sorted({language for name in fields for language in getattr(code, name)}):
        codebook_edits.speak(session, gate, language)
