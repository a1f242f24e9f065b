"""What codebook files have in common whatever their format: the texts of a code, the checks, the order."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from qualcode.importers.lines import Faults, near
from qualcode.model import codebook_rules as rules
from qualcode.model.codebook import Code, Localised, LocalisedLists, fold_name
from qualcode.model.ids import stable_id
from qualcode.model.message import N_, Message
from qualcode.model.project import LANGUAGES
from qualcode.model.terms import TermFault, parse_term

Kind = Literal["name", "prose", "term"]

# The fields that are written in languages: what their texts are.
TEXTS: Mapping[str, Kind] = {"labels": "name", "definition": "prose", "include": "prose", "exclude": "prose"}
LISTS: Mapping[str, Kind] = {"aliases": "name", "examples": "prose", "terms": "term", "indicators": "prose"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A text and the line it stands on."""

    line: int
    text: str


@dataclass(slots=True)
class Draft:
    """A code as its file writes it, before it is known whether the tree holds together; no key is an empty one."""

    line: int
    key: Placed
    parent: Placed | None = None
    id: Placed | None = None
    colour: str | None = None
    texts: dict[str, Localised] = field(default_factory=dict)
    lists: dict[str, LocalisedLists] = field(default_factory=dict)
    label_lines: dict[str, int] = field(default_factory=dict)
    pools: tuple[str, ...] = ()
    sdg: tuple[str, ...] = ()


def checked(kind: Kind, placed: Placed, faults: Faults) -> str | None:
    """The text without outer white space (names composed, terms in their one spelling); None where it is faulty."""
    if kind == "term":
        try:
            return parse_term(placed.text).text
        except TermFault as fault:
            faults.note(placed.line, fault.message)
            return None
    text = placed.text.strip()
    if kind == "name":
        text = unicodedata.normalize("NFC", text)
        return None if faults.note(placed.line, rules.name_fault(text)) else text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return None if faults.note(placed.line, rules.prose_fault(text)) else text


def passing(rule: Callable[[str], Message | None], placed: Iterable[Placed], faults: Faults) -> tuple[str, ...]:
    """The texts that a rule lets pass; the others are noted."""
    return tuple(each.text for each in placed if not faults.note(each.line, rule(each.text)))


def in_order(languages: Iterable[str]) -> tuple[str, ...]:
    """Languages as they are listed where a file does not say: those of the program first, then by the alphabet."""
    found = set(languages)
    return (*(each for each in LANGUAGES if each in found), *sorted(found.difference(LANGUAGES)))


def identity(placed: Placed, faults: Faults) -> str | None:
    """A UUID in its usual spelling; None, noted, where it is none."""
    try:
        return str(uuid.UUID(placed.text))
    except ValueError:
        faults.add(placed.line, N_("“{id}” is not an id (a UUID)"), id=placed.text)
        return None


def assemble(drafts: Sequence[Draft], name: str, faults: Faults) -> tuple[Code, ...]:
    """The codes of the codebook `name`, parents before children and otherwise as in the file.

    Codes without an id get the one that belongs to the codebook's name and the key. Raises BadData with all faults
    noted so far and those of the tree: missing and double keys, missing labels, unknown parents, circles, labels
    that two codes under one parent share.
    """
    by_key = _by_key(drafts, faults)
    ids = {key: _id(draft, name, key, faults) for key, draft in by_key.items()}
    _check_ids(by_key, ids, faults)
    _check_parents(by_key, faults)
    _check_labels(drafts, faults)
    faults.stop()
    return tuple(replace(_code(draft, ids), position=position) for position, draft in enumerate(_parents_first(by_key)))


def _by_key(drafts: Sequence[Draft], faults: Faults) -> dict[str, Draft]:
    found: dict[str, Draft] = {}
    for draft in drafts:
        if not draft.key.text:
            faults.add(draft.line, N_("this code has no key"))
        elif first := found.get(draft.key.text):
            faults.add(
                draft.key.line,
                N_("the key “{key}” is already that of the code on line {first}"),
                key=draft.key.text,
                first=first.line,
            )
        else:
            faults.note(draft.key.line, rules.key_fault(draft.key.text))
            found[draft.key.text] = draft
    return found


def _id(draft: Draft, name: str, key: str, faults: Faults) -> str:
    given = identity(draft.id, faults) if draft.id else None
    return given or stable_id("code", name, key)


def _check_ids(by_key: Mapping[str, Draft], ids: Mapping[str, str], faults: Faults) -> None:
    first: dict[str, int] = {}
    for key, draft in by_key.items():
        line = draft.id.line if draft.id else draft.line
        if ids[key] in first:
            faults.add(line, N_("this code has the same id as the code on line {first}"), first=first[ids[key]])
        else:
            first[ids[key]] = line


def _check_parents(by_key: Mapping[str, Draft], faults: Faults) -> None:
    """Every parent is a code of the file, and no code is above itself."""
    seen: set[str] = set()
    for start, draft in by_key.items():
        path: list[str] = []
        key: str | None = start
        while key is not None and key not in seen:
            seen.add(key)
            path.append(key)
            parent = by_key[key].parent
            if parent and parent.text not in by_key:
                _unknown_parent(parent, by_key, faults)
                parent = None
            key = parent.text if parent else None
        if key in path:
            circle = " → ".join([*path[path.index(key) :], key])
            faults.add(draft.line, N_("these codes stand above each other in a circle: {circle}"), circle=circle)


def _unknown_parent(parent: Placed, by_key: Mapping[str, Draft], faults: Faults) -> None:
    if like := near(parent.text, by_key):
        template = N_("there is no code with the key “{parent}” to be the parent; did you mean “{near}”?")
        faults.add(parent.line, template, parent=parent.text, near=like)
    else:
        faults.add(parent.line, N_("there is no code with the key “{parent}” to be the parent"), parent=parent.text)


def _check_labels(drafts: Sequence[Draft], faults: Faults) -> None:
    """Every code has a label, and under one parent no two have the same in one language."""
    first: dict[tuple[str | None, str, str], int] = {}
    for draft in drafts:
        labels = draft.texts.get("labels", {})
        if not labels and not draft.label_lines:
            faults.add(draft.line, N_("the code “{key}” has no label"), key=draft.key.text)
        for language, label in labels.items():
            place = (draft.parent.text if draft.parent else None, language, fold_name(label))
            line = draft.label_lines.get(language, draft.line)
            if place in first:
                template = N_("the label “{label}” ({language}) is already that of a code on line {first}, same parent")
                faults.add(line, template, label=label, language=language, first=first[place])
            else:
                first[place] = line


def _parents_first(by_key: Mapping[str, Draft]) -> list[Draft]:
    """As in the file, but for codes whose parent comes later: the parent is put right before them."""
    placed: dict[str, Draft] = {}
    for key, draft in by_key.items():
        above = [(key, draft)]
        while (parent := above[-1][1].parent) and parent.text not in placed:
            above.append((parent.text, by_key[parent.text]))
        placed.update(reversed(above))
    return list(placed.values())


def _code(draft: Draft, ids: Mapping[str, str]) -> Code:
    return Code(
        id=ids[draft.key.text],
        key=draft.key.text,
        parent=ids[draft.parent.text] if draft.parent else None,
        position=0,
        colour=draft.colour,
        labels=draft.texts.get("labels", {}),
        definition=draft.texts.get("definition", {}),
        include=draft.texts.get("include", {}),
        exclude=draft.texts.get("exclude", {}),
        aliases=draft.lists.get("aliases", {}),
        examples=draft.lists.get("examples", {}),
        terms=draft.lists.get("terms", {}),
        indicators=draft.lists.get("indicators", {}),
        pools=draft.pools,
        sdg=draft.sdg,
    )
