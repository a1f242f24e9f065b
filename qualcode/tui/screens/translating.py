"""Translating a quote, from wherever it is shown: a language, then the words; drafts are kept as those of memos are.

The operations are imported inside, because the first picture must stand before the store is loaded.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualcode.errors import ValueRefused
from qualcode.i18n import _
from qualcode.model.coding import CodingView
from qualcode.model.project import LANGUAGES
from qualcode.ops.report_words import language_name
from qualcode.tui import safe
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.memo import Draft, MemoDialog
from qualcode.tui.dialogs.tell import Ask
from qualcode.tui.safe import Part
from qualcode.tui.screens.base import Place

if TYPE_CHECKING:
    from qualcode.ops import Session

_OTHER = "\0other"


def of(session: Session, coding: str) -> list[tuple[str, str, str]]:
    """The translations of a coding: language, text, who made it."""
    from qualcode.ops import translations

    return translations.by_coding(session, [coding]).get(coding, [])


def _store(session: Session, coding: str, language: str, text: str) -> None:
    from qualcode.ops import translations

    translations.translate(session, coding, language, text)


async def translate(place: Place, project: str, coding: CodingView) -> bool:
    """Ask for a language and the words in it, and store them; whether something was stored."""
    known = await place.home.desk.run(of, coding.id)
    language = await _language(place, known)
    if language is None:
        return False
    own = next((text for tongue, text, who in known if (tongue, who) == (language, place.home.coder)), "")
    draft = Draft(place.home.memory, f"{project}-translations", f"{coding.id} {language}")
    title = _("Translation: {language}").format(language=language_name(_, language))
    text = await place.app.push_screen_wait(MemoDialog(title, coding.quote, own, draft=draft))
    if text is None:
        return False
    done = asyncio.Event()

    async def step() -> None:
        try:
            await place.home.desk.run(_store, coding.id, language, text)
            await asyncio.to_thread(draft.drop)
        finally:
            done.set()

    place.act(step)
    await done.wait()
    return True


async def _language(place: Place, known: Sequence[tuple[str, str, str]]) -> str | None:
    """The language to translate into; those there is something in already say what."""
    languages = dict.fromkeys((*LANGUAGES, *(tongue for tongue, _text, _who in known)))
    rows = []
    for tongue in languages:
        name = language_name(_, tongue)
        told = [(who, text) for each, text, who in known if each == tongue]
        mark: list[Part] = [("   " + ", ".join(who for who, _text in told), "$accent")] if told else []
        detail = [part for who, text in told for part in ((f"{who}  ", "bold"), text, "\n")]
        rows.append(Row(tongue, safe.show(name, *mark), (name, tongue), safe.block(*detail) if detail else None))
    other = _("another language …")
    rows.append(Row(_OTHER, safe.show(other), (other,)))
    chosen = await place.app.push_screen_wait(Chooser(_("Translate into which language?"), rows))
    if chosen is None or chosen[0] != _OTHER:
        return chosen[0] if chosen is not None else None
    code = await place.app.push_screen_wait(Ask(_("Which language?"), prompt=_("its code: ar, es, it, pl, tr …")))
    if code is None or not code.strip():
        return None
    return _checked(place, code)


def _checked(place: Place, code: str) -> str | None:
    """The language's code as it is stored; None, and a word about it, where it is none."""
    from qualcode.ops import translations

    try:
        return translations.checked(code)
    except ValueRefused as error:
        place.complain(error)
        return None
