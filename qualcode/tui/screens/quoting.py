"""Coded passages shown: chosen by filters, under headings, the one at the cursor in its surroundings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static

from qualcode.i18n import _, language, ngettext
from qualcode.model.codebook import CodeTree
from qualcode.ops.choosing import Coded, Sizes, Tag
from qualcode.tui import excerpt_jobs, resuming, safe
from qualcode.tui.codes import CodeLook, looks, unknown
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.tell import Ask
from qualcode.tui.excerpt_jobs import Everything, Selected
from qualcode.tui.safe import Part
from qualcode.tui.screens.passages import PassagesScreen
from qualcode.tui.tagwords import NAMES, TagWords
from qualcode.tui.widgets.context import ContextPane
from qualcode.tui.widgets.filterline import FilterLine
from qualcode.tui.widgets.listing import Listing
from qualcode.tui.widgets.quotes import ORDER_NAMES, ORDERS, Quotes
from qualcode.tui.words import effect_name, effect_sign

# From this width of the screen on there is room to name effects.
_NAMED_FROM = 100
_NOTHING = Selected((), Sizes(0, 0, 0, 0))


@dataclass(frozen=True, slots=True)
class ExcerptsState:
    """What was chosen, in which order, the coding one was at, and what was marked."""

    filters: Mapping[str, frozenset[str]]
    text: str
    order: str
    at: str | None
    marked: frozenset[str]


class QuotingScreen(PassagesScreen):
    """The list of excerpts. What is done with them is added in `ExcerptsScreen`."""

    DEFAULT_CSS = """
    QuotingScreen #empty { height: 1fr; padding: 1 2; display: none; }
    QuotingScreen.-empty #empty { display: block; }
    QuotingScreen.-empty #quotes, QuotingScreen.-empty ContextPane { display: none; }
    QuotingScreen.-tiny FilterLine { display: none; }
    """
    NAME = "excerpts"

    def __init__(self) -> None:
        super().__init__()
        self.everything = Everything((), CodeTree(()), (), {})
        self.looks: Mapping[str, CodeLook] = {}
        self.selected = _NOTHING
        self.filters: dict[str, frozenset[str]] = {}
        self.text = ""
        self._come_back = False
        self.order = ORDERS[0]
        self.words = TagWords(self.everything, self.looks)

    def compose_body(self) -> ComposeResult:
        """Filters, passages, the one at the cursor."""
        yield FilterLine()
        yield Static(id="empty")
        yield Listing("quotes")
        yield ContextPane()

    def on_mount(self) -> None:
        """The list takes the keys."""
        super().on_mount()
        self.listing.focus()

    @property
    def here(self) -> Coded | None:
        """The passage the cursor is on."""
        lines = self.listing.lines
        return lines.at(self.listing.cursor) if isinstance(lines, Quotes) else None

    def look(self, code: str) -> CodeLook:
        """How a code looks."""
        return self.looks.get(code) or unknown(code)

    def begin_with(self, filters: Mapping[str, frozenset[str]]) -> None:
        """Show only these at first, whatever was chosen here last."""
        self.filters, self._come_back = dict(filters), True

    # Fresh

    async def fill(self) -> None:
        """Read all passages and show those that are wanted."""
        self.everything = await self.home.desk.run(excerpt_jobs.read, self.home.view)
        self.looks = looks(self.everything.tree, language())
        self.words = TagWords(self.everything, self.looks)
        self.surroundings.forget()
        before = resuming.come_back(self.home.coding, ExcerptsState) if not self._come_back else None
        self._come_back = True
        if before is not None:
            self.filters, self.text, self.order = dict(before.filters), before.text, before.order
            self.listing.mark(before.marked)
        await self.select(before.at if before is not None else None)

    def state(self) -> object:
        """What is chosen, and where one is in it."""
        listing = self.listing
        return ExcerptsState(dict(self.filters), self.text, self.order, listing.at, frozenset(listing.marked))

    async def refresh_some(self, ids: Sequence[str]) -> None:
        """Show what has become of these codings after one change of them; a step of `act`."""
        before, since = self.everything, self._seen
        now = await self.home.desk.run(excerpt_jobs.read_again, before, ids, since)
        if now is None:
            await self.refresh_if_changed()
            return
        self.everything, self._seen = now
        await self.select()
        await self.refresh_undo()

    async def select(self, at: str | None = None) -> None:
        """Show what passes the filters; a step of `act`. The cursor goes to the coding `at`, or stays on its own."""
        at = at or self.listing.at
        self.selected = await self.home.desk.run(excerpt_jobs.select, self.everything, self.filters, self.text)
        self.listing.keep(each.coding.id for each in self.selected.found)
        self.show_quotes(at)

    def show_quotes(self, at: str | None = None) -> None:
        """The passages in their order, with the cursor where it was."""
        coders = len({each.coding.coder for each in self.everything.found}) > 1
        lines = Quotes(self.selected.found, self.order, self.looks, self.home.inks, coders=coders)
        at = at or self.listing.at
        line = lines.line_of(at) if at is not None else None
        self.listing.show(lines, at=line if line is not None else 1 if at is None else None)
        self.query_one(FilterLine).show(self.words.told(self.filters, self.text))
        self.set_class(not self.selected.found, "-empty")
        shown = _("No passage is left. Press F to see all of them again, or f to choose others.")
        if not self.everything.found:
            shown = _("Nothing is coded yet. Press esc, select words in a transcript, and press c to code them.")
        self.query_one("#empty", Static).update(safe.block(shown))
        self._tell_sizes()
        self.show_status()

    def _tell_sizes(self) -> None:
        size = self.selected.sizes
        told = [
            ngettext("{n} passage", "{n} passages", size.passages).format(n=size.passages),
            ngettext("{n} person", "{n} people", size.people).format(n=size.people),
            ngettext("{n} document", "{n} documents", size.documents).format(n=size.documents),
        ]
        if size.codings != size.passages:
            told.insert(0, ngettext("{n} coding", "{n} codings", size.codings).format(n=size.codings))
        self.show_header((" · ".join(told), "$foreground-muted"))

    def status_right(self) -> list[Part]:
        """How many are marked, and the order."""
        n = len(self.listing.marked)
        marked: list[Part] = []
        if n:
            marked = [(ngettext("{n} marked", "{n} marked", n).format(n=n), "bold $accent"), "   "]
        return [*marked, (_(ORDER_NAMES[self.order]), "$foreground-muted")]

    def on_theme(self) -> None:
        """Draw with other inks."""
        self.show_quotes()

    @on(Listing.Marked)
    def _marks_changed(self) -> None:
        self.show_status()

    async def show_passage(self) -> None:
        """The passage at the cursor, with what is known of it."""
        here, pane, text = self.here, self.pane, None
        if here is not None:
            text = await self.surroundings.text(self.home.desk, here.coding.document)
        if here is None or text is None:
            pane.clear()
            return
        coding, look = here.coding, self.look(here.coding.code)
        ink = self.home.inks.code(look.colour).color
        style = f"bold {ink.name if ink else ''}"
        effect = effect_sign(coding.effect)
        if not effect or self.size.width >= _NAMED_FROM:
            effect = f"{effect} {effect_name(coding.effect)}".strip()
        facts: list[Part] = ["   ", (f"{look.letter} {look.label}", style), f"   {effect} · {coding.coder}"]
        told = self.everything.translations.get(coding.id, ())
        pane.show(text, coding.span, style=style, facts=facts, note=coding.memo or "", translations=told)

    # Filters

    @on(FilterLine.Wanted)
    def _filter_wanted(self) -> None:
        self.action_filter()

    @on(FilterLine.Dropped)
    def _filter_dropped(self, event: FilterLine.Dropped) -> None:
        names = list(self.filters)
        if event.number < len(names):
            del self.filters[names[event.number]]
        else:
            self.text = ""
        self.act(self.select)

    @work
    async def action_filter(self) -> None:
        """Choose by something that is known of the passages; of one kind several add up, several kinds narrow."""
        offers = await self.home.desk.run(excerpt_jobs.offers, self.everything, self.filters, self.text)
        tags = sorted(offers, key=self._offered)
        rows = [self._offer(str(number), tag, offers[tag]) for number, tag in enumerate(tags)]
        prompt = _("A code, a person, an enterprise, an effect …")
        chosen = await self.app.push_screen_wait(Chooser(_("Only those with"), rows, prompt=prompt))
        if chosen is not None:
            name, value = tags[int(chosen[0])]
            self.filters[name] = self.filters.get(name, frozenset()) ^ {value}
            if not self.filters[name]:
                del self.filters[name]
            self.act(self.select)

    def _offered(self, tag: Tag) -> tuple[int, str, bool, int, str]:
        """Codes first in their order, then what stands most often for a question, properties last."""
        name, value = tag
        place = NAMES.index(name) if name in NAMES else len(NAMES)
        keys: Sequence[str] = list(self.looks) if name == "code" else ()
        return (place, name, not value, keys.index(value) if value in keys else 0, self.words.value(tag).casefold())

    def _offer(self, id: str, tag: Tag, n: int) -> Row:
        name, value = self.words.name(tag[0]), self.words.value(tag)
        there = tag[1] in self.filters.get(tag[0], ())
        sign: Part = ("✓ " if there else "  ", "bold $accent")
        return Row(
            id,
            safe.show(
                sign,
                (_("{name}: {value}").format(name=name, value=""), "$foreground-muted"),
                value,
                (f"   {n}", "$foreground-muted"),
            ),
            (value, f"{name} {value}"),
        )

    @work
    async def action_words(self) -> None:
        """Only passages in which some words stand."""
        answer = await self.app.push_screen_wait(
            Ask(_("Only those with these words"), prompt=_("words in the passage or its memo"), value=self.text)
        )
        if answer is not None:
            self.text = answer
            self.act(self.select)

    def action_no_filter(self) -> None:
        """All passages again."""
        self.filters, self.text = {}, ""
        self.act(self.select)

    def action_order(self) -> None:
        """Other headings."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self.show_quotes()
