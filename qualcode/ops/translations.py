"""Quotes in other languages, each signed by who translated it; shown beside the words that were said, never for them.

    translate(session, coding, "nl", "Ik heb weer zelfvertrouwen.")
    by_coding(session, ids)  # {coding: [(language, text, coder)]}

Every coder has one translation of a coding into a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from qualcode.errors import CodingNotFound, ValueRefused
from qualcode.model.coding import Coding
from qualcode.model.document import Document
from qualcode.model.ids import new_id
from qualcode.model.joint import Translation
from qualcode.model.message import N_, Message
from qualcode.model.project import LANGUAGES, Coder
from qualcode.model.text import canonical
from qualcode.model.translation_view import TranslationView
from qualcode.store import read
from qualcode.store.operation import Operation
from qualcode.store.session import Session

_LANGUAGE = re.compile("[a-z]{2,3}")


def translate(session: Session, coding: str, language: str, text: str) -> list[TranslationView]:
    """Set the session coder's translation of a coding (an id) into a language (ISO 639: `nl`, `ar`); all of the coding.

    Nothing in it takes it away. Raises CodingNotFound, ValueRefused.
    """
    tongue = checked(language)
    written = canonical(text).text.strip()
    with session.operation("quote.translate", Message("")) as change:
        found = _coding(session, coding)
        change.document = found.document
        told = N_("Passage translated ({language}): {code}") if written else N_("Translation removed: {code}")
        change.summary = Message(told, {"language": tongue, "code": read.code_keys(session)[found.code]})
        own = session.all(Translation, coding=found.id, language=tongue, coder=change.coder.id)
        if not written:
            change.delete(Translation, [each.id for each in own])
        elif not own:
            change.insert(Translation(new_id(), found.id, tongue, written, change.coder.id, change.at))
        elif own[0].text != written:
            change.update(Translation, own[0].id, text=written, created=change.at)
    return listing(session, codings=[found.id])


def remove(session: Session, coding: str, language: str) -> int:
    """Take the session coder's translation of a coding into a language away; how many there were, 0 or 1.

    Raises CodingNotFound, ValueRefused.
    """
    tongue = checked(language)
    with session.operation("quote.untranslate", Message("")) as change:
        found = _coding(session, coding)
        change.document = found.document
        change.summary = Message(N_("Translation removed: {code}"), {"code": read.code_keys(session)[found.code]})
        own = session.all(Translation, coding=found.id, language=tongue, coder=change.coder.id)
        change.delete(Translation, [each.id for each in own])
    return len(own)


def listing(
    session: Session, *, codings: Sequence[str] | None = None, language: str | None = None
) -> list[TranslationView]:
    """Translations, of all codings or of some (ids), into all languages or one: by place, language, translator.

    Those of codings that are gone are left out. Raises ValueRefused.
    """
    wanted = {} if language is None else {"language": checked(language)}
    # A list narrows by one field only.
    made = session.all(Translation, **({"coding": list(codings)} if codings is not None else {}), **wanted)
    there = {each.id: each for each in session.all(Coding, id=list({each.coding for each in made}))}
    documents = {each.id: each for each in session.all(Document, id=list({each.document for each in there.values()}))}
    names = {each.id: each.name for each in session.all(Coder)}
    views = [
        (
            (documents[coding.document].number, coding.start, coding.end, coding.id, each.language, names[each.coder]),
            TranslationView(
                each.id, coding.id, documents[coding.document].number, documents[coding.document].language,
                coding.quote, each.language, each.text, names[each.coder], each.created,
            ),
        )
        for each in made
        if (coding := there.get(each.coding)) is not None
    ]  # fmt: skip
    return [view for _, view in sorted(views, key=lambda pair: pair[0])]


def by_coding(session: Session, ids: Iterable[str]) -> dict[str, list[tuple[str, str, str]]]:
    """The translations of codings (ids) as (language, text, coder's name), by coding; those without any are left out.

    By language and name.
    """
    names = {each.id: each.name for each in session.all(Coder)}
    found: dict[str, list[tuple[str, str, str]]] = {}
    for each in session.all(Translation, coding=list(dict.fromkeys(ids))):
        found.setdefault(each.coding, []).append((each.language, each.text, names[each.coder]))
    return {coding: sorted(told, key=lambda each: (each[0], each[2])) for coding, told in found.items()}


def checked(language: str) -> str:
    """The language as it is stored. Raises ValueRefused for what is no code of one."""
    wanted = language.strip().lower()
    if not _LANGUAGE.fullmatch(wanted):
        choices = Message(N_("{examples}, or another code of two or three letters"), {"examples": ", ".join(LANGUAGES)})
        raise ValueRefused(value=language, what=Message(N_("a language")), choices=choices)
    return wanted


def _coding(session: Session, coding: str) -> Coding:
    found = session.all(Coding, id=coding)
    if not found:
        raise CodingNotFound(name=coding)
    return found[0]


# Parts of others' operations


def drop(session: Session, change: Operation, codings: Sequence[str]) -> None:
    """Take the translations of codings (ids) that go away with them."""
    change.delete(Translation, [each.id for each in session.all(Translation, coding=list(codings))])


def hand_over(session: Session, change: Operation, became: Mapping[str, str]) -> None:
    """Give translations to the codings that theirs became; where a coder has one there already, that one stays."""
    going = session.all(Translation, coding=list(became))
    if not going:
        return
    there = session.all(Translation, coding=list({became[each.coding] for each in going}))
    taken = {(each.coding, each.language, each.coder) for each in there}
    for each in going:
        place = (became[each.coding], each.language, each.coder)
        if place in taken:
            change.delete(Translation, [each.id])
        else:
            change.update(Translation, each.id, coding=place[0])
            taken.add(place)
