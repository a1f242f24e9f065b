"""The codebook edited code by code: added, named, described, coloured, moved.

Each is one operation, which one undo takes back. A code is named by its key, its path or a label; its key is fixed at
birth and stays when it is renamed or moved. What also touches codings is in `ops.codebook_merging`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from qualcode.errors import NameRefused, NotFound, Refused, ValueRefused
from qualcode.model import codebook_rules as rules
from qualcode.model.codebook import Code, CodeTree, Localised, fold_name
from qualcode.model.ids import new_id
from qualcode.model.message import N_, Message
from qualcode.model.terms import TermFault, parse_term
from qualcode.model.text import canonical
from qualcode.ops.codebooks import find_code, tree
from qualcode.ops.names import clean, one_of, unused
from qualcode.ops.projects import project
from qualcode.store.operation import Operation
from qualcode.store.records import CodebookRecord
from qualcode.store.session import Session

LISTS = ("aliases", "examples", "terms", "indicators")

Lists = Mapping[str, Sequence[str]]  # by field, one of LISTS


class TermRefused(Refused):
    """The text is not a term; the message says why."""

    code = "term-refused"
    sentence = N_("This is not a term: {reason}.")
    hint = N_("A term is one word or several, with a star where a word goes on: emploi, embauch*, trouver emploi")


class EntryNotFound(NotFound):
    """A code does not have the term, alias, example or indicator that is to be taken away."""

    code = "entry-not-found"
    sentence = N_("“{entry}” does not stand in “{code}” ({language}).")
    hint = N_("See what does with: qualcode codebook show --json")


class CodeMisplaced(Refused):
    """A code cannot go where it was sent."""

    code = "code-misplaced"
    sentence = N_("“{code}” cannot be put there: {reason}.")
    hint = N_("See the codes with: qualcode codebook show")


# Names and texts


def add_code(session: Session, label: str, *, parent: str | None = None, language: str | None = None) -> Code:
    """Add a code under a parent (key, path or label; None for a new dimension), with a key made from its label.

    `language` is the label's; the project's unless told. Raises CodeNotFound, Ambiguous, NameRefused where a sister
    code has the label already, ValueRefused for what is no language.
    """
    with session.operation("code.add", Message("")) as gate:
        codes = tree(session)
        language = speak(session, gate, language)
        above = find_code(codes, parent) if parent else None
        made = new_code(codes, label, language, above)
        gate.summary = Message(N_("New code “{label}”"), {"label": made.labels[language]})
        gate.insert(made)
    return made


def rename(session: Session, code: str, label: str, *, language: str | None = None) -> Code:
    """Give a code its label in a language, the project's unless told; its key stays.

    Raises CodeNotFound, Ambiguous, NameRefused where a sister code has the label in that language, ValueRefused.
    """
    with session.operation("code.rename", Message("")) as gate:
        codes = tree(session)
        found = find_code(codes, code)
        language = speak(session, gate, language)
        text = clean(label)
        told = {"code": found.key, "label": text, "language": language}
        gate.summary = Message(N_("{code} is called “{label}” ({language})"), told)
        check_sisters(codes, {language: text}, found.parent, [found.id])
        gate.update(Code, found.id, labels={**found.labels, language: text})
    return _now(session, found)


def define(
    session: Session,
    code: str,
    *,
    language: str | None = None,
    definition: str | None = None,
    include: str | None = None,
    exclude: str | None = None,
    lists: Lists | None = None,
    add: Lists | None = None,
    drop: Lists | None = None,
) -> Code:
    """Describe a code in a language, the project's unless told; what is not named stays.

    `definition`, `include` and `exclude`: "" removes the text. Aliases, examples, terms and indicators are lists, by
    name: `lists` puts new ones in their place, `add` and `drop` change them entry by entry; what stands there already
    is not added again. Raises CodeNotFound, Ambiguous, TermRefused, NameRefused, EntryNotFound, ValueRefused.
    """
    with session.operation("code.define", Message("")) as gate:
        found = find_code(tree(session), code)
        language = speak(session, gate, language)
        gate.summary = Message(N_("Described {code} ({language})"), {"code": found.key, "language": language})
        news: dict[str, Any] = {}
        for name, text in {"definition": definition, "include": include, "exclude": exclude}.items():
            if text is not None:
                news[name] = _with(getattr(found, name), language, canonical(text).text.strip())
        for name in (one_of(each, LISTS, "list") for each in {**(lists or {}), **(add or {}), **(drop or {})}):
            known = getattr(found, name)
            entries = list(entry_list(name, lists[name])) if lists and name in lists else list(known.get(language, ()))
            for entry in entry_list(name, (drop or {}).get(name, ())):
                _take_out(entries, entry, EntryNotFound(entry=entry, code=found.key, language=language))
            entries += entry_list(name, (add or {}).get(name, ()))
            news[name] = _with(known, language, unique(entries))
        gate.update(Code, found.id, **news)
    return _now(session, found)


def recolour(session: Session, code: str, colour: str | None) -> Code:
    """Give a code a colour (`#RRGGBB`) of its own; None: that of the code above. Raises CodeNotFound, ValueRefused."""
    if colour is not None and rules.colour_fault(colour):
        raise ValueRefused(value=colour, what=Message(N_("a colour")), choices=Message(N_("#RRGGBB, such as #0072B2")))
    with session.operation("code.colour", Message("")) as gate:
        found = find_code(tree(session), code)
        wanted = colour.upper() if colour else None
        gate.summary = Message(N_("Colour of {code}: {colour}"), {"code": found.key, "colour": wanted or "-"})
        gate.update(Code, found.id, colour=wanted)
    return _now(session, found)


# Places


def move(session: Session, code: str, under: str | None, *, before: str | None = None) -> Code:
    """Put a code, with all below it, under another (None: at the top), last or before one of its new sisters.

    Keys stay; the dimension is that of the new place. Raises CodeNotFound, Ambiguous, CodeMisplaced where it would
    stand below itself, NameRefused where a sister there has one of its labels.
    """
    with session.operation("code.move", Message("")) as gate:
        codes = tree(session)
        found = find_code(codes, code)
        above = find_code(codes, under) if under else None
        if above is None:
            gate.summary = Message(N_("Moved {code} to the top"), {"code": found.key})
        else:
            gate.summary = Message(N_("Moved {code} under {parent}"), {"code": found.key, "parent": above.key})
        _place(gate, codes, found, above, find_code(codes, before) if before else None)
    return _now(session, found)


def reorder(session: Session, code: str, *, before: str | None = None) -> Code:
    """Put a code before one of its sisters, or last among them. Raises CodeNotFound, Ambiguous, CodeMisplaced."""
    with session.operation("code.move", Message("")) as gate:
        codes = tree(session)
        found = find_code(codes, code)
        gate.summary = Message(N_("Another place among its sisters for {code}"), {"code": found.key})
        above = codes.by_id(found.parent) if found.parent else None
        _place(gate, codes, found, above, find_code(codes, before) if before else None)
    return _now(session, found)


def _place(gate: Operation, codes: CodeTree, code: Code, above: Code | None, before: Code | None) -> None:
    parent = above.id if above else None
    branch = list(codes.branch(code))
    if above is not None and above in branch:
        raise CodeMisplaced(code=code.key, reason=Message(N_("it would stand below itself")))
    if before is not None and (before.parent != parent or before is code):
        raise CodeMisplaced(
            code=code.key, reason=Message(N_("“{before}” does not stand there"), {"before": before.key})
        )
    check_sisters(codes, code.labels, parent, [code.id])
    sisters = [each for each in codes.children(parent) if each.id != code.id]
    following = sisters.index(before) if before else len(sisters)
    if code.parent == parent and following == codes.children(parent).index(code):
        return
    gate.update(Code, code.id, parent=parent)
    for key, position in positions(codes, branch, before).items():
        gate.update(Code, key, position=position)


def positions(codes: CodeTree, branch: Sequence[Code], before: Code | None) -> dict[str, int]:
    """The positions, by id, that put a branch right before another code (None: last), and of the codes that make way.

    No more of the others are moved than need be, so that an undo meets as few rows as possible that others changed.
    """
    ids = {code.id for code in branch}
    others = [code for code in codes.codes if code.id not in ids]
    at = others.index(before) if before else len(others)
    found: dict[str, int] = {}
    last = min((code.position for code in codes.codes), default=0) - 1
    for code in (*others[:at], *branch, *others[at:]):
        last = last + 1 if code.id in ids else max(code.position, last + 1)
        if code.id in ids or last != code.position:
            found[code.id] = last
    return found


# Within an operation


def speak(session: Session, gate: Operation, language: str | None) -> str:
    """The language that a text is in, the project's unless told; one that is new to the codebook is entered there.

    Raises ValueRefused for what is no language.
    """
    language = language or project(session).language
    if rules.language_fault(language):
        choices = Message(N_("its code of two or three letters, such as fr, nl, en or de"))
        raise ValueRefused(value=language, what=Message(N_("a language")), choices=choices)
    record = session.all(CodebookRecord)[0]
    if language not in record.languages:
        gate.update(CodebookRecord, record.id, languages=(*record.languages, language))
    return language


def new_code(codes: CodeTree, label: str, language: str, above: Code | None, colour: str | None = None) -> Code:
    """A code to be inserted, last under `above`, with a key of its own. Raises NameRefused."""
    parent = above.id if above else None
    name = unused(label, [text for code in codes.children(parent) for text in code.labels.values()])
    position = max((code.position for code in codes.codes), default=-1) + 1
    return Code(new_id(), _free_key(codes, name, above), parent, position, colour, {language: name})


def check_sisters(codes: CodeTree, labels: Localised, parent: str | None, but: Collection[str]) -> None:
    """Raise NameRefused where a code under `parent`, `but` some (ids), has one of these labels in its language."""
    for sister in codes.children(parent):
        for language, text in labels.items():
            if sister.id not in but and fold_name(sister.labels.get(language, "")) == fold_name(text):
                raise NameRefused(name=text, reason=Message(N_("another has it already")))


def slug(label: str) -> str:
    """The part of a key that a label gives: ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")


def _free_key(codes: CodeTree, label: str, above: Code | None) -> str:
    stem = slug(label) or "code"
    # A code that was moved to the top has a slash in its key, and a key has one at most.
    base = f"{codes.dimension(above).key.rpartition('/')[2]}/{stem}" if above else stem
    for suffix in ("", *(f"-{n}" for n in range(2, 1000))):
        if codes.by_key(base + suffix) is None:
            return base + suffix
    raise NameRefused(name=label, reason=Message(N_("too many codes have it")))


def entry_list(name: str, texts: Sequence[str]) -> Iterator[str]:
    """The entries of a list as they are kept: terms in their one spelling, names composed; empty ones are left out.

    Raises TermRefused, NameRefused.
    """
    for text in texts:
        if not text.strip():
            continue
        if name == "terms":
            try:
                yield parse_term(text).text
            except TermFault as fault:
                raise TermRefused(reason=fault.message) from fault
        else:
            yield clean(text) if name == "aliases" else canonical(text).text.strip()


def unique(entries: Sequence[str]) -> tuple[str, ...]:
    """The entries, of those that differ only in case or apostrophes the first."""
    first: dict[str, str] = {}
    for entry in entries:
        first.setdefault(fold_name(entry), entry)
    return tuple(first.values())


def _take_out(entries: list[str], entry: str, missing: EntryNotFound) -> None:
    alike = [each for each in entries if fold_name(each) == fold_name(entry)]
    if not alike:
        raise missing
    for each in alike:
        entries.remove(each)


def _with(texts: Mapping[str, Any], language: str, value: Any) -> dict[str, Any]:
    """The texts by language with another one in this language; none where it is empty."""
    others = {each: text for each, text in texts.items() if each != language}
    return {**others, language: value} if value else others


def _now(session: Session, code: Code) -> Code:
    return session.all(Code, id=code.id)[0]
