"""Quotes in other languages as reports show them: below the words that were said, in the reader's language first."""

from __future__ import annotations

import gettext
from collections.abc import Callable

from qualcode.model.coding import Coding
from qualcode.model.joint import Translation
from qualcode.model.message import N_
from qualcode.model.project import Coder
from qualcode.model.report import Rendering
from qualcode.ops.report_words import language_name
from qualcode.store.session import Session


class Translated:
    """The translations of a project by the passage, whichever of its codings carries them; read once.

    `mask` hides the names that are to be hidden.
    """

    def __init__(
        self, session: Session, words: gettext.NullTranslations, language: str, mask: Callable[[str], str]
    ) -> None:
        self._found: dict[tuple[str, int, int], tuple[Rendering, ...]] = {}
        made = session.all(Translation, order=["language", "created", "id"])
        if not made:
            return
        names = {each.id: each.name for each in session.all(Coder)}
        codings = {each.id: each for each in session.all(Coding, id=list({each.coding for each in made}))}
        by = words.gettext(N_("{language}, translated by {name}"))
        for each in sorted(made, key=lambda one: one.language != language):
            coding = codings.get(each.coding)
            if coding is None:
                continue
            tongue = language_name(words.gettext, each.language)
            shown = Rendering(mask(each.text), by.format(language=tongue, name=names[each.coder]), each.language)
            place = (coding.document, coding.start, coding.end)
            if shown not in self._found.get(place, ()):
                self._found[place] = (*self._found.get(place, ()), shown)

    def of(self, document: str, start: int, end: int) -> tuple[Rendering, ...]:
        """The translations of a passage (its document's id, its offsets)."""
        return self._found.get((document, start, end), ())
