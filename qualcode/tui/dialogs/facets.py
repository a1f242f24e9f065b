"""All that can be said of a coding beside its code: effect and facets, one key for each answer."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator, Mapping, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.widgets import Static

from qualcode.i18n import _, language
from qualcode.model.codebook import EFFECTS, Facet, label
from qualcode.model.coding import CodingView
from qualcode.tui import safe
from qualcode.tui.dialogs.base import Dialog
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.widgets.choices import Answer, Choices, Question
from qualcode.tui.widgets.passage import quoted
from qualcode.tui.words import effect_name

EFFECT = "\0effect"
_EFFECT_KEYS = dict(zip(EFFECTS, "+-*=?", strict=True))

# Rows below which nothing but the answers is shown.
_TIGHT = 30

CLOSE = Key("escape,enter", "cancel", _("Close; all that is marked is stored"), _("close"))


class FacetsDialog(Dialog[None]):
    """Stays open while answers are given; each is stored at once through `set`: a facet (or `EFFECT`), a value or None.

    The answer that is given again is taken back.
    """

    DEFAULT_CSS = """
    FacetsDialog #quote { height: auto; max-height: 2; text-style: italic; color: $text-muted; margin-bottom: 1; }
    FacetsDialog #hint { height: auto; color: $text-muted; margin-top: 1; }
    FacetsDialog > #frame { width: 100; }
    FacetsDialog.-tight #hint, FacetsDialog.-tight #quote { display: none; }
    FacetsDialog.-tight #title, FacetsDialog.-tight KeyLine { margin: 0; }
    """
    BINDINGS = bindings(Group("", (CLOSE,)))
    KEYS = (CLOSE,)

    def __init__(
        self, title: str, coding: CodingView, facets: Sequence[Facet], set: Callable[[str, str | None], None]
    ) -> None:
        super().__init__(title)
        self._quote = coding.quote
        self._questions = tuple(questions(facets))
        self._chosen = {**coding.facets, **({EFFECT: coding.effect} if coding.effect else {})}
        self._set = set

    def compose_body(self) -> ComposeResult:
        """The passage and the questions."""
        yield Static(safe.show(quoted(self._quote)), id="quote")
        yield Choices(self._questions, self._chosen)
        yield Static(safe.show(_("Each key is stored at once; the same key again takes it back.")), id="hint")

    def on_resize(self) -> None:
        """Where there are few rows, the answers have them."""
        super().on_resize()
        self.set_class(self.size.height < _TIGHT, "-tight")

    def on_key(self, event: events.Key) -> None:
        """Give the answer that has this key."""
        for question in self._questions:
            for answer in question.answers:
                if event.character == answer.key:
                    event.stop()
                    self._answer(question.name, answer.value)

    @on(Choices.Chosen)
    def _clicked(self, event: Choices.Chosen) -> None:
        event.stop()
        self._answer(event.question, event.value)

    def _answer(self, question: str, value: str) -> None:
        if self._chosen.get(question) == value:
            del self._chosen[question]
        else:
            self._chosen[question] = value
        self.query_one(Choices).choose(self._chosen)
        self._set(question, self._chosen.get(question))


def questions(facets: Sequence[Facet]) -> Iterator[Question]:
    """The effect with its own keys, then the codebook's facets with letters in their order."""
    effects = (Answer(effect, key, effect_name(effect)) for effect, key in _EFFECT_KEYS.items())
    yield Question(EFFECT, _("Effect"), tuple(effects))
    letters = iter(string.ascii_letters + string.digits)
    for facet in facets:
        answers = (
            Answer(value.name, letter, label(value, language()))
            for value, letter in zip(facet.values, letters, strict=False)
        )
        yield Question(facet.name, label(facet, language()), tuple(answers))


def facets_told(facets: Sequence[Facet], told: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The facets that something is said of, and what, in the reader's language."""
    for facet in facets:
        for value in facet.values:
            if told.get(facet.name) == value.name:
                yield label(facet, language()), label(value, language())


def coding_facts(coding: CodingView, facets: Sequence[Facet]) -> list[Part]:
    """Effect, coder, day, facets and memo of a coding, a line each."""
    parts: list[Part] = [f"{effect_name(coding.effect)} · {coding.coder} · {coding.created[:10]}", "\n"]
    for facet, value in facets_told(facets, coding.facets):
        parts += [_("{facet}: {value}").format(facet=facet, value=value), "\n"]
    if coding.memo:
        parts += [("✎ ", "bold"), coding.memo, "\n"]
    return [*parts, "\n"]
