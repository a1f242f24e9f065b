"""What is done with what was found: read, marked, coded, all of it or some; and how one searches."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from textual import on, work

from qualcode.errors import QualcodeError
from qualcode.i18n import _, language, ngettext
from qualcode.model.document import SearchHit
from qualcode.model.text import Span
from qualcode.tui import jobs, recalled, safe, search_jobs
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.codehits import CodeHitsDialog
from qualcode.tui.dialogs.newcode import NewCodeDialog
from qualcode.tui.dialogs.picker import NEW, CodePicker
from qualcode.tui.dialogs.scope import ScopeDialog, scope_name
from qualcode.tui.dialogs.tell import Tell
from qualcode.tui.examples import examples
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.screens.finding import FindingScreen
from qualcode.tui.search_jobs import Scope, Wanted
from qualcode.tui.widgets.askbar import Opener, way_name
from qualcode.tui.widgets.kwic import Concordance
from qualcode.tui.widgets.listing import MARKING, Listing

SEARCH = Group(
    _("Search"),
    (
        Key("enter", "read_it", _("Search; on a place found, read it there"), _("read")),
        Key("c", "code", _("Put a code on what is marked"), _("code it")),
        Key("/", "to_query", _("To the line for the search"), _("search")),
        Key("l", "last_searches", _("The searches made last"), _("last")),
        Key("s", "scope", _("Where to search"), _("where")),
        Key("o", "only_this", _("Only the open document, or all again")),
        Key("w", "turn('way')", _("Words, words alike, regular expression")),
        Key("i", "turn('within')", _("What AND, NOT and NEAR look within")),
        Key("n", "turn('who')", _("Only what narrators say, or everybody")),
        Key("g", "group", _("By document, or one list")),
        Key("e", "examples", _("How to ask, with examples")),
        Key("r", "again", _("Search again")),
    ),
)


# What the line of keys says while one types.
ASKING = (
    Key("enter", "ask", _("Search"), _("search")),
    Key("up", "last_searches", _("The searches made last"), _("made last")),
    Key("down", "to_list", _("To what was found"), _("to the list")),
    Key("tab", "app.focus_next", _("How it is meant"), _("how it is meant")),
)


class SearchScreen(FindingScreen):
    """A line to ask in, what is found, and what to do with it."""

    GROUPS = (MARKING, SEARCH, SECTION, PROGRAM)
    BINDINGS = bindings(SEARCH)

    def __init__(self) -> None:
        super().__init__()
        self._unit = "sentence"

    # Ways to ask

    def on_descendant_focus(self) -> None:
        """The keys that matter where one is."""
        typing = self.focused is self.ask.line
        self.show_keys(
            list(ASKING) if typing else [key for group in self.GROUPS[:2] for key in group.keys if key.label]
        )

    def action_ask(self) -> None:
        """Search for what is typed."""
        self.ask.submit()

    def action_to_query(self) -> None:
        """Type another search."""
        self.ask.line.focus()

    def action_to_list(self) -> None:
        """From the line to what was found."""
        if self.found:
            self.listing.focus()

    def action_turn(self, name: str) -> None:
        """Search in another way."""
        self.ask.turn(name)

    def action_group(self) -> None:
        """Under headings or in one list."""
        self.grouped = not self.grouped
        self.show_found()

    def action_examples(self) -> None:
        """What a search may say."""
        self.app.push_screen(Tell(_("How to ask"), *examples()))

    @work
    async def action_last_searches(self) -> None:
        """Make one of the searches made last again."""
        made = await asyncio.to_thread(recalled.recalled, self.home.memory, self.home.project_id)
        if not made:
            self.say(_("No search was made in this project yet."))
            return
        rows = [
            Row(str(number), safe.show(each.query, (f"   {way_name(each.way)}", "$foreground-muted")), (each.query,))
            for number, each in enumerate(made)
        ]
        chosen = await self.app.push_screen_wait(Chooser(_("The searches made last"), rows))
        if chosen is not None:
            again, now = made[int(chosen[0])], self.ask.wanted
            self.ask.fill_in(replace(now, query=again.query, way=again.way))
            self.ask.submit()

    @on(Opener.Pressed)
    def _scope_pressed(self) -> None:
        self.action_scope()

    @work
    async def action_scope(self) -> None:
        """Choose where to search."""
        scope = await self.app.push_screen_wait(ScopeDialog(self.library, self.ask.scope, self._open_document))
        if scope is not None:
            self._reach(scope)

    def action_only_this(self) -> None:
        """Only the document open in the transcript, or all again."""
        document = self._open_document
        if self.ask.scope != Scope():
            self._reach(Scope())
        elif document is not None:
            self._reach(Scope(document=document))

    @property
    def _open_document(self) -> str | None:
        coding = self.home.coding
        return coding.reading.document.id if coding is not None and coding.reading is not None else None

    def _reach(self, scope: Scope) -> None:
        self.ask.scope = scope
        self.ask.say_scope(scope_name(self.library, scope))
        if self.wanted is not None:
            self.look_for(self.ask.wanted)

    # What is done with it

    @on(Listing.Chosen)
    def action_read_it(self) -> None:
        """Go to the place in its document."""
        lines = self.listing.lines
        here = lines.at(self.listing.cursor) if isinstance(lines, Concordance) else None
        if here is not None:
            self.read(here.hit.document, Span(here.hit.start, here.hit.end))

    def _chosen(self) -> list[SearchHit]:
        """What is marked; where nothing is, what the cursor is on."""
        ids = self.listing.marked or set(self.listing.here)
        return [each.hit for each in self.found if each.id in ids]

    @work
    async def action_code(self) -> None:
        """Put a code on what is marked, or on what is around it."""
        hits, wanted, searched = self._chosen(), self.wanted, self.searched
        if not hits or wanted is None:
            self.say(_("Search first; then mark what you want to code."))
            return
        coding = self.home.coding
        picker = CodePicker(
            ngettext("Code {n} place", "Code {n} places", len(hits)).format(n=len(hits)),
            self.library.tree,
            self.looks,
            self.home.inks,
            language=language(),
            recents=coding.recents if coding is not None else (),
            several=False,
        )
        code = await self._code_of(await self.app.push_screen_wait(picker))
        if code is None:
            return
        dialog = CodeHitsDialog(
            self.look(code).label,
            len(hits),
            self._unit,
            lambda unit: self.home.desk.run(search_jobs.plan, hits, code, unit),
        )
        unit = await self.app.push_screen_wait(dialog)
        if unit is not None:
            self._unit = unit
            self.act(lambda: self._code(wanted, hits, code, unit, searched))

    async def _code_of(self, answer: tuple[str, ...] | None) -> str | None:
        """The key of the code that was chosen, made where it is a new one."""
        if answer is None or answer[0] != NEW:
            return answer[0] if answer else None
        made = await self.app.push_screen_wait(
            NewCodeDialog(answer[1], self.library.tree, self.looks, answer[2] or None)
        )
        if made is None:
            return None
        try:
            code = await self.home.desk.run(jobs.new_code, made[0], made[1] or None)
        except QualcodeError as error:
            self.complain(error)
            return None
        self.act(self.refresh_if_changed)
        await self.settled()
        return code.key

    async def _code(self, wanted: Wanted, hits: Sequence[SearchHit], code: str, unit: str, searched: object) -> None:
        """Code, unless the words have changed since they were found (`searched`)."""
        if (await self.home.desk.run(search_jobs.library)).texts() != searched:
            await self.refresh_if_changed()
            self.say(_("Nothing was coded: look first at what is found now."))
            return
        done = await self.home.desk.run(search_jobs.code_hits, wanted.query, code, unit, hits)
        self.listing.clear_marks()
        await self.refresh_if_changed()
        n, m = done.added, done.existing
        told = ngettext("{n} passage coded with {code}.", "{n} passages coded with {code}.", n)
        self.say(told.format(n=n, code=self.look(code).label))
        if m:
            self.say(ngettext("{n} was coded so already.", "{n} were coded so already.", m).format(n=m))
