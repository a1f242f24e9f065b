"""Where stories meet numbers: row by row, both sides, their passages, and what one makes of them."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.widgets import Static

from qualcode.errors import AttributeNotFound
from qualcode.i18n import _, language, ngettext
from qualcode.model.joint_view import JointRow
from qualcode.ops import picks, reconcile
from qualcode.tui import joint, safe
from qualcode.tui.codes import CodeLook, unknown
from qualcode.tui.dialogs.memo import Draft, MemoDialog
from qualcode.tui.dialogs.tell import Tell
from qualcode.tui.joint import Beside, Jointly, Rows, Sieve
from qualcode.tui.joint_page import in_sum, page
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.screens.jointasking import JointAsking
from qualcode.tui.screens.section import Section
from qualcode.tui.screens.translating import translate
from qualcode.tui.widgets.bars import Bar, KeyBar
from qualcode.tui.widgets.behind import PassageList
from qualcode.tui.widgets.listing import MARKING, Listing
from qualcode.tui.widgets.markedpassages import PICKED, MarkedPassages

JOINT = Group(
    _("Joint display"),
    (
        Key("v", "choose_verdict", _("Choose the verdict from all there are"), _("verdict"), "1-4 v"),
        Key("1", "judge('agreement')", _("Your verdict: agreement")),
        Key("2", "judge('partial')", _("Your verdict: partial")),
        Key("3", "judge('dissonance')", _("Your verdict: dissonance")),
        Key("4", "silence", _("Your verdict: one side is silent")),
        Key("0,delete", "judge('-')", _("Take your verdict back")),
        Key("n", "note", _("Note why"), _("note")),
        Key("j", "next_open(1)", _("Next row you have not judged"), _("next open")),
        Key("k", "next_open(-1)", _("Previous row you have not judged")),
        Key("enter", "passages", _("To the passages; there: read in the text"), _("passages")),
        Key("p", "pick", _("Pick the passage as a quote, or no longer"), _("quote")),
        Key("l", "translate", _("Translate the passage into another language")),
        Key("b", "by", _("By enterprise, group or a property"), _("by")),
        Key("f", "filter", _("Only one dimension or one group"), _("only")),
        Key("F", "no_filter", _("All rows again")),
        Key("o", "undecided", _("Only rows you have not judged, or all"), _("open ones")),
        Key("e", "everything", _("Rows that say nothing too, or not")),
        Key("s", "in_sum", _("All in sum: verdicts, silences, outliers"), _("in sum")),
        Key("w", "write", _("Write it to a file"), _("to a file")),
    ),
)
_NAMED = "joint"


class JointScreen(Section):
    """The rows; beside or below them the row's two sides, the verdicts and its passages."""

    DEFAULT_CSS = """
    JointScreen #asked { background: $surface; }
    JointScreen #main { height: 1fr; layout: vertical; }
    JointScreen #beside { height: 1fr; border-top: solid $border; }
    JointScreen #sides { height: auto; max-height: 62%; background: $surface; padding: 0 1; }
    JointScreen #sides { scrollbar-size-vertical: 1; }
    JointScreen #sides Static { height: auto; }
    JointScreen #passages { height: 1fr; min-height: 4; }
    JointScreen.-nothing #main { display: none; }
    JointScreen #legend { color: $text-muted; }
    JointScreen.-wide #main, JointScreen.-broad #main { layout: horizontal; }
    JointScreen.-wide #beside, JointScreen.-broad #beside {
        width: 46%; border-top: none; border-left: solid $border;
    }
    JointScreen.-narrow #passages { display: none; }
    JointScreen.-narrow #sides { max-height: 100%; }
    JointScreen.-narrow.-inside #sides { display: none; }
    JointScreen.-narrow.-inside #passages { display: block; }
    JointScreen.-low #beside, JointScreen.-tiny #beside { display: none; }
    JointScreen.-low.-inside #beside, JointScreen.-tiny.-inside #beside { display: block; }
    JointScreen.-low.-inside Listing, JointScreen.-tiny.-inside Listing { display: none; }
    JointScreen.-low #legend, JointScreen.-tiny #legend, JointScreen.-tiny #asked { display: none; }
    """
    NAME = "joint"
    GROUPS = (JOINT, MARKING, SECTION, PROGRAM)
    BINDINGS = bindings(JOINT)

    def __init__(self) -> None:
        super().__init__()
        self.sieve = Sieve()
        self.made: Jointly | None = None
        self.rows: Rows | None = None
        self._beside: dict[str, Beside] = {}
        self._known = False
        self._asking = JointAsking(self)

    def compose_body(self) -> ComposeResult:
        """What is asked for, the rows, what stands beside one."""
        yield KeyBar("asked")
        with Container(id="main"):
            yield Listing("rows")
            with Vertical(id="beside"):
                with VerticalScroll(id="sides"):
                    yield Static(id="page")
                yield MarkedPassages("passages")
        yield Static(id="nothing")
        yield Bar("legend")

    def on_mount(self) -> None:
        """The rows have the keys."""
        super().on_mount()
        self.query_one("#legend", Bar).show(joint.legend())
        self.listing.focus()

    @property
    def listing(self) -> Listing:
        """The rows."""
        return self.query_one(Listing)

    @property
    def quotes(self) -> MarkedPassages:
        """The passages."""
        return self.query_one(MarkedPassages)

    @property
    def here(self) -> JointRow | None:
        """The row at the cursor."""
        return self.rows.at(self.listing.cursor) if self.rows is not None else None

    def look(self, code: str) -> CodeLook:
        """How a code looks."""
        return (self.made.looks.get(code) if self.made is not None else None) or unknown(code)

    # What is shown

    async def fill(self) -> None:
        """Read the display, as it was looked at last."""
        if not self._known:
            text = await asyncio.to_thread(self.home.memory.noted, _NAMED, self.home.project_id)
            self.sieve, self._known = joint.remembered(text), True
        try:
            self.made = await self.home.desk.run(joint.collect, self.sieve, self.home.view, language())
        except AttributeNotFound:
            # What was remembered is no more, as after a property has gone.
            self.sieve = Sieve()
            self.made = await self.home.desk.run(joint.collect, self.sieve, self.home.view, language())
        self._beside = {}
        self.lay_out()

    def lay_out(self) -> None:
        """Show the rows that are looked at; the cursor stays on its row."""
        made = self.made
        if made is None:
            return
        before = self.here
        self.rows = Rows(made, self.sieve, self.home.coder, self.home.inks)
        self.listing.keep(self.rows.keys)
        at = self.rows.line_of(joint.key(before)) if before is not None else None
        first = 1 if len(self.rows) > 1 else 0
        self.listing.show(self.rows, at=at if at is not None else None if before is not None else first)
        self.show_nothing(self._nothing() if not self.rows.rows else None)
        self.query_one("#asked", KeyBar).show(self._asking.keys())
        n, judged = len(self.rows.rows), sum(joint.own(each, self.home.coder) is not None for each in self.rows.rows)
        told = ngettext("{n} row, {judged} judged by you", "{n} rows, {judged} judged by you", n)
        blind: list[Part] = [(_("blind: only yours") + "  ", "$accent")] if made.blind else []
        self.show_header(*blind, (told.format(n=n, judged=judged), "$foreground-muted"))

    def _nothing(self) -> str:
        assert self.made is not None
        if self.sieve.undecided and self.made.display.rows:
            return _("You have judged every row there is here. Press o to see them, s to see all in sum.")
        if self.made.display.rows:
            return _("No row is like that. Press F to see all, e to see those that say nothing too.")
        return _(
            "Here stories stand beside numbers once documents belong to enterprises and carry codes, and indicators "
            "are measured."
        )

    @on(Listing.At)
    def _moved(self) -> None:
        row = self.here
        if row is None or self.made is None:
            return
        known = self._beside.get(joint.key(row))
        self._show(row, known)
        if known is None:
            self.act(lambda: self._bring(row))

    async def _bring(self, row: JointRow) -> None:
        """Read what stands beside a row, unless the reader has gone on meanwhile."""
        wanted = joint.key(row)
        if self.made is None or self.here is None or joint.key(self.here) != wanted:
            return
        coder = self.home.coder if self.made.blind else None
        found: Beside = await self.home.desk.run(joint.beside, row, self.made.display.by, coder, language())
        self._beside[wanted] = found
        if self.here is not None and joint.key(self.here) == wanted:
            self._show(self.here, found)

    def _show(self, row: JointRow, beside: Beside | None) -> None:
        assert self.made is not None
        width = max(self.query_one("#sides").content_size.width - 1, 20)
        self.query_one("#page", Static).update(safe.block(*page(self.made, row, beside, self.home.coder, width)))
        if beside is not None:
            marks, quotable = dict.fromkeys(self.made.picked, PICKED), beside.quotable
            self.quotes.put(
                beside.passages, beside.total, marks, quotable, beside.translations, self.look, self.home.inks
            )

    def on_resize(self) -> None:
        """Bars have the new width."""
        self.call_after_refresh(self._moved)

    def on_theme(self) -> None:
        """Other colours."""
        self.lay_out()

    def choose(self, sieve: Sieve) -> None:
        """Look at other rows, and remember that."""
        other, self.sieve = sieve.by != self.sieve.by, sieve
        if other:
            self.act(self.fill)
        else:
            self.lay_out()
        text = sieve.as_text()

        async def keep() -> None:
            await asyncio.to_thread(self.home.memory.note, _NAMED, self.home.project_id, text)

        self.act(keep)

    # Verdicts

    def _meant(self) -> list[JointRow]:
        """The rows that are marked; where none is, the one at the cursor."""
        if self.rows is None:
            return []
        marked = [row for row, name in zip(self.rows.rows, self.rows.keys, strict=True) if name in self.listing.marked]
        here = self.here
        return marked or ([here] if here is not None else [])

    def action_judge(self, verdict: str) -> None:
        """Set one's verdict on the row, or on all that are marked; the same again takes it back."""
        meant = self._meant()
        if not meant or self.made is None:
            return
        given = [joint.own(row, self.home.coder) for row in meant]
        same = all(each is not None and each.verdict == verdict for each in given)
        self._judge(meant, reconcile.NONE if same else verdict)

    def _judge(self, meant: list[JointRow], verdict: str) -> None:
        assert self.made is not None
        by, rows = self.made.display.by, [(row.group, row.code, row.indicator) for row in meant]

        async def step() -> None:
            if len(rows) == 1:
                await self.home.desk.run(joint.judge, rows[0], verdict, by)
            else:
                n = await self.home.desk.run(joint.judge_many, rows, verdict, by)
                self.listing.clear_marks()
                self.say(ngettext("{n} row judged.", "{n} rows judged.", n).format(n=n))
            await self.refresh_if_changed()

        self.act(step)

    def action_silence(self) -> None:
        """Say that one side is silent: whichever is."""
        meant = self._meant()
        silences = {joint.silence(row) for row in meant}
        if len(silences) == 1 and (only := silences.pop()) is not None:
            self.action_judge(only)
        elif meant:
            self.action_choose_verdict()

    @work
    async def action_choose_verdict(self) -> None:
        """Choose the verdict from a list."""
        meant = self._meant()
        verdict = await self._asking.verdict() if meant else None
        if verdict is not None:
            self._judge(meant, verdict)

    @work
    async def action_note(self) -> None:
        """Write why one judges so; there must be a verdict."""
        row = self.here
        if row is None or self.made is None:
            return
        mine = joint.own(row, self.home.coder)
        if mine is None:
            self.say(_("First your verdict (1 to 4), then why."))
            return
        by = self.made.display.by
        draft = Draft(self.home.memory, self.home.project_id, f"verdict {by} {joint.key(row)}")
        title = f"{self.made.labels.group(row.group)}, {self.look(row.code).label}"
        text = await self.app.push_screen_wait(MemoDialog(title, "", mine.note, draft=draft))
        if text is None:
            return

        async def step() -> None:
            await self.home.desk.run(joint.judge, (row.group, row.code, row.indicator), mine.verdict, by, text)
            await asyncio.to_thread(draft.drop)
            await self.refresh_if_changed()

        self.act(step)

    def action_next_open(self, step: int) -> None:
        """Go to the next row one has not judged."""
        at = self.rows.next_open(self.listing.cursor, step) if self.rows is not None and len(self.rows) else None
        if at is None:
            self.say(_("You have judged every row here."))
        else:
            self.listing.go(at)

    # Passages

    @on(Listing.Chosen)
    def action_passages(self) -> None:
        """Go to the passages of the row."""
        if self.here is None:
            return
        self.add_class("-inside")

        async def step() -> None:
            if self.quotes.passages:
                self.quotes.take_focus()
            else:
                self.remove_class("-inside")
                self.say(_("Nobody speaks of it here."))

        self.act(step)

    @on(PassageList.Chosen)
    def _read(self, event: PassageList.Chosen) -> None:
        event.stop()
        coding = event.passage.coding
        self.read(coding.document, coding.span, coding.id)

    def action_pick(self) -> None:
        """Pick the passage at the cursor as a quote, or no longer."""
        passage, row, made = self.quotes.here, self.here, self.made
        if passage is None or row is None or made is None:
            return
        coding = passage.coding.id
        beside = self._beside.get(joint.key(row))
        if coding not in made.picked and beside is not None and coding not in beside.quotable:
            self.say(_("As the person wished, this is never shown as a quote."))
            return
        self.change(picks.unpick if coding in made.picked else picks.pick, [coding])

    @work
    async def action_translate(self) -> None:
        """Translate the passage at the cursor."""
        passage = self.quotes.here
        if passage is not None and await translate(self, self.home.project_id, passage.coding):
            self.act(self.refresh_if_changed)

    def action_back(self) -> None:
        """From the passages to the rows, from there to the transcript."""
        if self.quotes.has_attention:
            self.remove_class("-inside")
            self.listing.focus()
        else:
            super().action_back()

    # What is looked at

    def action_by(self) -> None:
        """Choose what the groups are."""
        self._asking.by()

    def action_filter(self) -> None:
        """Only one dimension or group."""
        self._asking.filter()

    def action_no_filter(self) -> None:
        """All rows again."""
        self.choose(Sieve(by=self.sieve.by))

    def action_undecided(self) -> None:
        """Only what one has not judged, or all."""
        self.choose(replace(self.sieve, undecided=not self.sieve.undecided))

    def action_everything(self) -> None:
        """Also rows that say nothing, or not."""
        self.choose(replace(self.sieve, everything=not self.sieve.everything))

    def action_in_sum(self) -> None:
        """All in sum."""
        if self.made is not None:
            self.app.push_screen(Tell(_("All in sum"), *in_sum(self.made)))

    def action_write(self) -> None:
        """Write the display to a file."""
        self._asking.write()
