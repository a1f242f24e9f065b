"""A code's terms: the words that hint at it, how often each stands in the texts, added and taken away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qualcode.i18n import _, ngettext
from qualcode.model.codebook import Code
from qualcode.model.terms import TermFault, parse_term
from qualcode.ops.codebook_usage import TermUse
from qualcode.tui import safe
from qualcode.tui.dialogs.base import CANCEL
from qualcode.tui.dialogs.codetexts import LANGUAGE, SAVE, InLanguages, Texts
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.widgets.entry import Entry

ADD = Key("enter", "add", _("Add the term"), _("add"))
TO_LIST = Key("tab", "app.focus_next", _("To the list, to take terms away"), _("list"))
DROP = Key("delete,backspace", "drop", _("Take the term away"), _("take away"))

Count = Callable[[str, Sequence[str]], list[TermUse]]
"""Counts terms in a language; long, and in need of no project."""

_TERM_WIDTH = 34


class TermList(OptionList):
    """The terms there are."""

    BINDINGS = bindings(Group("", (Key("delete,backspace", "screen.drop", DROP.help),)))


class TermsDialog(InLanguages):
    """The answer holds the terms of the languages in which they have changed."""

    DEFAULT_CSS = """
    TermsDialog #explained { height: auto; color: $text-muted; margin-bottom: 1; }
    TermsDialog #told { height: 1; color: $text-muted; margin-bottom: 1; }
    TermsDialog TermList { height: auto; min-height: 2; }
    """
    BINDINGS = bindings(Group("", (ADD,)))
    KEYS = (ADD, TO_LIST, DROP, LANGUAGE, SAVE, CANCEL)

    def __init__(self, title: str, code: Code, languages: Sequence[str], count: Count) -> None:
        super().__init__(title, languages)
        self._before = {each: tuple(code.terms.get(each, ())) for each in languages}
        self._now = {each: list(terms) for each, terms in self._before.items()}
        self._count = count
        self._counted: dict[tuple[str, str], TermUse] = {}

    def compose_body(self) -> ComposeResult:
        """The language, a line to type in, what it finds, the terms."""
        yield Static(
            safe.block(
                _("A word, several words, or the beginning of a word with a star: emploi, embauch*, trouver emploi")
            ),
            id="explained",
        )
        yield from self.language_row()
        yield Entry(placeholder=safe.plain(_("A new term")), id="term")
        yield Static(id="told")
        yield TermList(id="terms")

    def on_resize(self) -> None:
        """The list gives way where the screen is low, so that the keys stay in sight."""
        # After what all dialogs do about their lists.
        self.call_next(self._fit)

    def _fit(self) -> None:
        self.query_one(TermList).styles.max_height = max(self.size.height - 18, 3)

    def on_mount(self) -> None:
        """Stand in the line."""
        self.put()
        self.query_one("#term", Entry).focus()

    def take(self) -> None:
        """A term that stands in the line and was not added yet belongs to the language it was typed in."""
        # Nothing is counted for it: the dialog may be about to close.
        with self.prevent(Input.Changed):
            if self._take_typed() is not None:
                self._list()

    @property
    def _terms(self) -> list[str]:
        return self._now[self.language]

    def put(self) -> None:
        """Show the terms of this language, and count them."""
        self._list()
        self._tell()
        self.run_worker(self._count_all(self.language, list(self._terms)), group="counting", exclusive=True)

    def _list(self) -> None:
        terms = self.query_one(TermList)
        at = terms.highlighted
        terms.clear_options()
        terms.add_options(Option(safe.show(*self._row(each))) for each in self._terms)
        if self._terms:
            terms.highlighted = min(at or 0, len(self._terms) - 1)

    def _row(self, term: str) -> list[Part]:
        use = self._counted.get((self.language, term))
        return [safe.fit(term, _TERM_WIDTH), f"  {_found(use) if use else '…'}"]

    async def _count_all(self, language: str, terms: list[str]) -> None:
        await self._know(language, terms)
        if language == self.language:
            self._list()

    async def _know(self, language: str, terms: Sequence[str]) -> None:
        wanted = [each for each in terms if (language, each) not in self._counted]
        if wanted:
            for use in await asyncio.to_thread(self._count, language, wanted):
                self._counted[language, use.term] = use

    @on(Input.Changed, "#term")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._tell()

    @work(group="telling", exclusive=True)
    async def _tell(self) -> None:
        """Say of what is being typed how often it stands in the texts, or why it is no term."""
        text, told = self.query_one("#term", Entry).value.strip(), self.query_one("#told", Static)
        if not text:
            told.update(safe.show(self._sum()))
            return
        try:
            term = parse_term(text).text
        except TermFault as fault:
            told.update(safe.show((safe.sentence(fault.message), "$warning")))
            return
        language = self.language
        await self._know(language, [term])
        told.update(safe.show(_found(self._counted[language, term])))

    def _sum(self) -> str:
        n = len(self._terms)
        return ngettext("{n} term in this language", "{n} terms in this language", n).format(n=n)

    @on(Input.Submitted, "#term")
    def action_add(self) -> None:
        """Add what is typed, if it is a term."""
        term = self._take_typed()
        if term is not None:
            self.put()
            self.query_one(TermList).highlighted = self._terms.index(term)

    def _take_typed(self) -> str | None:
        """Put the term in the line among those of this language; None where it is none."""
        line = self.query_one("#term", Entry)
        try:
            term = parse_term(line.value).text
        except TermFault:
            return None
        if term not in self._terms:
            self._terms.append(term)
        line.value = ""
        return term

    def action_drop(self) -> None:
        """Take away the term that is highlighted."""
        at = self.query_one(TermList).highlighted
        if at is not None and at < len(self._terms):
            del self._terms[at]
            self.put()

    def changed(self) -> Texts:
        """The terms that are not as they were."""
        news: dict[str, str | tuple[str, ...]] = {
            language: tuple(terms) for language, terms in self._now.items() if tuple(terms) != self._before[language]
        }
        return {"terms": news} if news else {}


def _found(use: TermUse) -> str:
    if not use.hits:
        return _("not in the texts")
    hits = ngettext("{n} place", "{n} places", use.hits).format(n=use.hits)
    there = ngettext("in {n} document", "in {n} documents", use.documents).format(n=use.documents)
    return f"{hits} {there}"
