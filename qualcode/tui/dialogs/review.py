"""Several files before they are brought in: a row each, what was found in the one with the cursor below."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from qualcode.i18n import _, ngettext
from qualcode.tui import safe
from qualcode.tui.dialogs.base import CANCEL, Dialog
from qualcode.tui.dialogs.importing import Alike, AlikeDialog, ImportDialog, preview
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.offers import Known, Look, Offer, look
from qualcode.tui.widgets.bars import KeyLine
from qualcode.tui.widgets.table import Column, Line, Table
from qualcode.tui.words import kind_name

IMPORT = Key("i,ctrl+s", "accept", _("Import the files marked"), _("import"))
CHANGE = Key("enter", "change", _("Correct what is said of the file"), _("correct"))
ALIKE = Key("a", "alike", _("Say something of all files"), _("for all"))
LEAVE_OUT = Key("space", "in_or_out", _("Leave the file out, or take it in"), _("in or out"))


class ImportReview(Dialog[tuple[Offer, ...]]):
    """The answer are the files to bring in, as they are to come in."""

    DEFAULT_CSS = """
    ImportReview > #frame { width: 96%; max-width: 200; height: 94%; }
    ImportReview #both { height: 1fr; }
    ImportReview Table { height: 2fr; min-height: 3; background: $surface; }
    ImportReview #preview { height: 3fr; min-height: 2; border-top: solid $border; scrollbar-size-vertical: 1; }
    ImportReview.-broad #both { layout: horizontal; }
    ImportReview.-broad Table { width: 3fr; height: 1fr; }
    ImportReview.-broad #preview { width: 2fr; height: 1fr; border-top: none; border-left: solid $border;
                                   padding: 0 0 0 1; }
    ImportReview #preview Static { height: auto; }
    ImportReview #signs { height: auto; color: $text-muted; }
    ImportReview.-low #signs, ImportReview.-tiny #signs { display: none; }
    ImportReview #title { margin-bottom: 0; }
    """
    BINDINGS = bindings(Group("", (IMPORT, ALIKE, LEAVE_OUT)))

    def __init__(self, offers: Sequence[Offer], known: Known) -> None:
        n = len(offers)
        super().__init__(ngettext("{n} file to import", "{n} files to import", n).format(n=n))
        self._offers = list(offers)
        self._known = known

    def compose_body(self) -> ComposeResult:
        """The table and what was found."""
        signs = [("✓", _("comes in")), ("!", _("look at it")), ("=", _("is there already")), ("–", _("stays out"))]
        yield Static(safe.show("   ".join(f"{sign} {name}" for sign, name in signs)), id="signs")
        with Container(id="both"):
            yield Table("files")
            with VerticalScroll(id="preview", can_focus=True):
                yield Static()

    def keys(self) -> tuple[Key, ...]:
        """How many would come in is told."""
        n = sum(offer.coming for offer in self._offers)
        return (replace(IMPORT, label=_("import {n}").format(n=n)), CHANGE, LEAVE_OUT, ALIKE, CANCEL)

    def on_mount(self) -> None:
        """Show them."""
        self._show()
        self.query_one(Table).focus()

    def _show(self) -> None:
        columns = (
            Column("", 1),
            Column(_("File")),
            Column(_("Case"), 14),
            Column(_("Person"), 12, least=120),
            Column(_("Kind"), 12, least=76),
            Column(_("Language"), 8, least=104),
            Column(_("Read as"), 11, least=88),
            Column(_("Words"), 7, right=True),
            Column(_("Speakers"), 9, right=True, least=66),
        )
        self.query_one(Table).show_lines(columns, [_line(n, offer) for n, offer in enumerate(self._offers)])
        keys = self.keys()
        self.query_one(KeyLine).show(keys[:-1], keys[-1:])

    @property
    def _index(self) -> int:
        return int(self.query_one(Table).at or 0)

    @on(Table.At)
    def _at(self, event: Table.At) -> None:
        event.stop()
        if event.line is not None:
            self.query_one("#preview Static", Static).update(safe.block(*preview(self._offers[int(event.line)])))
            self.query_one("#preview").scroll_home(animate=False)

    def action_in_or_out(self) -> None:
        """Leave it out, or take it in."""
        offer = self._offers[self._index]
        self._offers[self._index] = replace(offer, wanted=not offer.wanted)
        self._show()

    @on(Table.Chosen)
    @work
    async def action_change(self) -> None:
        """Correct one."""
        index = self._index
        told = await self.app.push_screen_wait(ImportDialog(self._offers[index], self._known, _("keep")))
        if told is not None:
            self._offers[index] = told
            self._show()
            self._at(Table.At(self.query_one(Table), str(index)))

    @work
    async def action_alike(self) -> None:
        """Say something of all."""
        told = await self.app.push_screen_wait(AlikeDialog(len(self._offers), self._known))
        if told is None:
            return
        again: dict[int, Look] = {}
        if told.encoding is not None:
            for n, offer in enumerate(self._offers):
                if offer.look.is_text:
                    again[n] = await asyncio.to_thread(look, offer.look.path, told.encoding or None)
        self._offers = [_alike(offer, told, again.get(n)) for n, offer in enumerate(self._offers)]
        self._show()
        self._at(Table.At(self.query_one(Table), str(self._index)))

    def action_accept(self) -> None:
        """Answer with what is wanted, if anything is."""
        coming = tuple(offer for offer in self._offers if offer.coming)
        if coming:
            self.dismiss(coming)
        else:
            self.notify(safe.plain(_("No file is marked. Press space on those that shall come in.")), markup=False)


def _alike(offer: Offer, told: Alike, again: Look | None) -> Offer:
    if again is not None:
        offer = offer.seen(again)
    return replace(
        offer,
        kind=told.kind or offer.kind,
        language=told.language or offer.language,
        case=told.case or offer.case,
        person=told.person or offer.person,
    )


def _line(n: int, offer: Offer) -> Line:
    seen, found = offer.look, offer.look.found
    style = "" if offer.coming else "$foreground-muted"
    if found is None:
        mark = ("!", "bold $error")
    elif offer.number is not None and not offer.wanted:
        mark = ("=", "$foreground-muted")
    elif offer.wanted:
        mark = ("✓", "bold $success") if not found.warnings else ("!", "bold $warning")
    else:
        mark = ("–", "$foreground-muted")
    return Line(
        str(n),
        (
            mark,
            (seen.name, style),
            (offer.case, style),
            (offer.person, style),
            (kind_name(offer.kind) if found else "", style),
            (offer.language if found else "", style),
            ((found.encoding or found.format) if found else "", style),
            (str(seen.words) if found else "", style),
            (str(len(seen.speakers)) if found else "", style),
        ),
    )
