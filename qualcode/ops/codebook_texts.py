"""A code's names and texts in several languages at once: what is filled in as one form is one change and one undo."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qualcode.errors import NameRefused
from qualcode.model.codebook import Code, CodeTree, Localised, label
from qualcode.model.message import N_, Message
from qualcode.model.text import canonical
from qualcode.ops.codebook_edits import LISTS, check_sisters, entry_list, new_code, speak, unique
from qualcode.ops.codebooks import find_code, tree
from qualcode.ops.names import clean, one_of
from qualcode.ops.projects import project
from qualcode.store.operation import Operation
from qualcode.store.session import Session

FIELDS = ("labels", "definition", "include", "exclude", *LISTS)

Texts = Mapping[str, Mapping[str, str | Sequence[str]]]
"""By field (one of FIELDS) and language: a text, or for a list its entries."""


def add(session: Session, labels: Localised, *, parent: str | None = None) -> Code:
    """Add a code with its labels by language, under a parent (None: a new dimension), with a key made from one label.

    Empty labels count as none; the project's language names the key where it is among them. Raises CodeNotFound,
    Ambiguous, NameRefused where there is no label or a sister code has it, ValueRefused for what is no language.
    """
    given = {language: text for language, text in labels.items() if text.strip()}
    if not given:
        raise NameRefused(name="", reason=Message(N_("it is empty")))
    with session.operation("code.add", Message("")) as gate:
        codes = tree(session)
        first = project(session).language
        first = first if first in given else next(iter(given))
        above = find_code(codes, parent) if parent else None
        made = new_code(codes, given[first], first, above)
        made = dataclasses.replace(made, labels=_labels(session, gate, given))
        check_sisters(codes, made.labels, made.parent, [])
        gate.summary = Message(N_("New code “{label}”"), {"label": made.labels[first]})
        gate.insert(made)
    return made


def _labels(session: Session, gate: Operation, given: Localised) -> dict[str, str]:
    return {speak(session, gate, language): clean(text) for language, text in given.items()}


def describe(session: Session, code: str, texts: Texts) -> Code:
    """Set a code's labels, definition, rules, aliases, examples, terms or indicators in any languages.

    Nothing ("" or no entries) removes what stands there; what is not named stays. Raises CodeNotFound, Ambiguous,
    NameRefused where no label would be left or a sister has it, TermRefused, ValueRefused.
    """
    with session.operation("code.define", Message("")) as gate:
        codes = tree(session)
        found = find_code(codes, code)
        news = {
            one_of(name, FIELDS, "field"): _told(session, gate, name, getattr(found, name), by_language)
            for name, by_language in texts.items()
        }
        changed = {name: value for name, value in news.items() if value != dict(getattr(found, name))}
        _check_labels(codes, found, changed.get("labels"))
        gate.summary = _summary(found, changed)
        gate.update(Code, found.id, **changed)
    return tree(session).by_id(found.id)


def _told(
    session: Session, gate: Operation, name: str, known: Mapping[str, Any], given: Mapping[str, str | Sequence[str]]
) -> dict[str, Any]:
    """A field's texts by language once others are told."""
    told = dict(known)
    for language, value in given.items():
        kept = _cleaned(name, value)
        if kept:
            told[speak(session, gate, language)] = kept
        else:
            told.pop(language, None)
    return told


def _cleaned(name: str, value: str | Sequence[str]) -> str | tuple[str, ...]:
    if name in LISTS:
        return unique(tuple(entry_list(name, [value] if isinstance(value, str) else value)))
    text = value if isinstance(value, str) else "\n".join(value)
    if not text.strip():
        return ""
    return clean(text) if name == "labels" else canonical(text).text.strip()


def _check_labels(codes: CodeTree, code: Code, labels: Localised | None) -> None:
    if labels is None:
        return
    if not labels:
        raise NameRefused(name=label(code, "en"), reason=Message(N_("a code has a name in one language at least")))
    check_sisters(codes, labels, code.parent, [code.id])


def _summary(code: Code, changed: Mapping[str, Mapping[str, Any]]) -> Message:
    languages = ", ".join(sorted({each for name, told in changed.items() for each in _differing(code, name, told)}))
    template = (
        N_("New names for {code} ({language})") if set(changed) == {"labels"} else N_("Described {code} ({language})")
    )
    return Message(template, {"code": code.key, "language": languages})


def _differing(code: Code, name: str, told: Mapping[str, Any]) -> Iterator[str]:
    known: Mapping[str, Any] = getattr(code, name)
    for language in {**known, **told}:
        if known.get(language) != told.get(language):
            yield language
