"""Where coders differ: passage by passage, both sides, what is agreed on and why; and the coefficients by code."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from qualcode.errors import CodeNotFound, CoderNotFound
from qualcode.i18n import _, language
from qualcode.model.agreement import Contested
from qualcode.model.text import Span
from qualcode.ops import reports
from qualcode.tui import agreed, knowable, safe, together
from qualcode.tui.agreed import AgreedOn, Coefficients, Compared, Questions
from qualcode.tui.dialogs.choose import Chooser
from qualcode.tui.dialogs.codechoice import CodeChooser
from qualcode.tui.dialogs.memo import Draft, MemoDialog
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.screens import tofile
from qualcode.tui.screens.confusion import ConfusionScreen, Pair
from qualcode.tui.screens.section import Section
from qualcode.tui.screens.tasks import TasksScreen
from qualcode.tui.widgets.listing import Listing

AGREEMENT = Group(
    _("Agreement"),
    (
        Key("1", "take('left')", _("Agree on what stands at the left"), _("left"), "1"),
        Key("2", "take('right')", _("Agree on what stands at the right"), _("right"), "2"),
        Key("3", "take('both')", _("Agree on both"), _("both"), "3"),
        Key("4", "span('longest')", _("Agree on the longest passage")),
        Key("5", "span('shared')", _("Agree on what they all have of it")),
        Key("c", "code", _("Agree on another code"), _("other code")),
        Key("8", "outcome('kept')", _("Let all stand as it is")),
        Key("9", "outcome('left')", _("Leave it open"), _("leave open")),
        Key("delete", "outcome('removed')", _("Take the codings at the left off")),
        Key("n", "note", _("Note why"), _("why")),
        Key("j", "next_open(1)", _("Next passage that is not settled"), _("next open")),
        Key("k", "next_open(-1)", _("Previous passage that is not settled")),
        Key("o", "open_only", _("Only what is not settled, or all")),
        Key("y", "whose", _("Whose codings are compared"), _("whose")),
        Key("v", "view", _("Passages, or coefficients by code"), _("coefficients")),
        Key("m", "confusion", _("Which codes are taken for one another"), _("mixed up")),
        Key("enter", "read_here", _("Read it in the text"), _("read")),
        Key("w", "write", _("The report, to a file"), _("report")),
        Key("g", "tasks", _("Who codes what, blind or not"), _("who codes what")),
    ),
)
_ENDINGS = (".docx", ".html")
# What can be done where no passage stands that would be settled: on the coefficients, and where nothing is compared.
_LOOKING = ("whose", "view", "confusion", "write", "tasks")


class AgreementScreen(Section):
    """The passages to talk about, both sides beside; or the coefficients."""

    DEFAULT_CSS = """
    AgreementScreen #main { height: 1fr; layout: vertical; }
    AgreementScreen Listing { height: 2fr; }
    AgreementScreen #beside { height: 3fr; border-top: solid $border; }
    AgreementScreen #both { height: 1fr; }
    AgreementScreen #both VerticalScroll { width: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    AgreementScreen #other { border-left: solid $border; }
    AgreementScreen #both Static, AgreementScreen #settled { height: auto; }
    AgreementScreen #settled { background: $surface; padding: 0 1; max-height: 4; }
    AgreementScreen.-nothing #main { display: none; }
    AgreementScreen.-codes #other, AgreementScreen.-codes #settled { display: none; }
    AgreementScreen.-wide #main, AgreementScreen.-broad #main { layout: horizontal; }
    AgreementScreen.-wide Listing, AgreementScreen.-broad Listing { width: 42%; height: 1fr; }
    AgreementScreen.-wide.-codes Listing, AgreementScreen.-broad.-codes Listing { width: 50%; }
    AgreementScreen.-wide #beside, AgreementScreen.-broad #beside {
        width: 1fr; height: 1fr; border-top: none; border-left: solid $border;
    }
    AgreementScreen.-tiny #beside { display: none; }
    """
    NAME = "agreement"
    AUTO_FOCUS = "Listing"
    GROUPS = (AGREEMENT, SECTION, PROGRAM)
    BINDINGS = bindings(AGREEMENT)

    def __init__(self) -> None:
        super().__init__()
        self.made: Compared | None = None
        self.questions: Questions | None = None
        self.coefficients: Coefficients | None = None
        self.by_code = False
        self.only_open = False
        self.mixed: Pair | None = None
        self.coders: tuple[str, ...] | None = None

    def compose_body(self) -> ComposeResult:
        """The lines; beside or below them the two sides, and what was made of it."""
        with Container(id="main"):
            yield Listing("rows")
            with Vertical(id="beside"):
                with Horizontal(id="both"):
                    with VerticalScroll(id="one"):
                        yield Static(id="left")
                    with VerticalScroll(id="other"):
                        yield Static(id="right")
                yield Static(id="settled")
        yield Static(id="nothing")

    @property
    def listing(self) -> Listing:
        """The lines."""
        return self.query_one(Listing)

    @property
    def here(self) -> Contested | None:
        """The passage at the cursor."""
        if self.by_code or self.questions is None:
            return None
        return self.questions.at(self.listing.cursor)

    # What is shown

    async def fill(self) -> None:
        """Compare anew."""
        try:
            self.made = await self.home.desk.run(agreed.collect, self.home.view, language(), self.mixed, self.coders)
        except (CodeNotFound, CoderNotFound):
            # One of the two codes, or somebody who was chosen, is no more, as after an undo.
            self.mixed = self.coders = None
            self.made = await self.home.desk.run(agreed.collect, self.home.view, language())
        self.lay_out()

    def lay_out(self) -> None:
        """Show the lines; the cursor stays on its passage."""
        made = self.made
        if made is None:
            return
        before = self.here
        self.set_class(self.by_code, "-codes")
        self.questions = Questions(made, self.home.inks, open_only=self.only_open)
        self.coefficients = Coefficients(made, self.home.inks)
        self.show_nothing(self._nothing() if made.found is None else None)
        if self.by_code:
            self.listing.show(self.coefficients)
        else:
            at = self.questions.line_of(agreed.key(before)) if before is not None else None
            self.listing.show(self.questions, at=at if at is not None or before is not None else 1)
        settling = not self.by_code and made.found is not None
        keys = [key for key in AGREEMENT.keys if key.label]
        self.show_keys(keys if settling else [key for key in keys if key.action in _LOOKING])
        told = _("{n} of {total} settled").format(n=made.queue.settled, total=made.queue.total)
        self.show_header((told, "$foreground-muted"), *self._only(made))

    def _only(self, made: Compared) -> list[Part]:
        """Those compared where they are not all, and the pair of codes whose passages alone are shown."""
        names: list[Part] = [("   " + ", ".join(made.coders), "$accent")] if made.coders is not None else []
        if self.mixed is None or self.by_code:
            return names
        one, other = (made.look(key).label if key is not None else _("nothing") for key in self.mixed)
        what = _("{one} taken for {other}").format(one=one, other=other)
        return [*names, ("   " + _("only: {what}").format(what=what), "$accent")]

    @work
    async def action_whose(self) -> None:
        """Choose who is compared: all, or two of them."""
        found = await self.home.desk.run(together.offers)
        answer = await self.app.push_screen_wait(Chooser(_("Whose codings are compared?"), together.rows(found)))
        if answer is not None:
            self.coders = together.chosen(answer[0])
            self.act(self.fill)

    def _nothing(self) -> str:
        return knowable.nothing_yet(self.made.why if self.made is not None else "")

    @on(Listing.At)
    def _moved(self) -> None:
        made = self.made
        if made is None or made.found is None:
            return
        left, right, below = (self.query_one(f"#{name}", Static) for name in ("left", "right", "settled"))
        if self.by_code and self.coefficients is not None:
            row = self.coefficients.rows[self.listing.cursor]
            width = max(self.query_one("#one").content_size.width - 1, 20)
            left.update(safe.block(*agreed.about_code(made, row, width)))
            return
        here = self.here
        if here is None:
            left.update(safe.show(_("They agree on every passage, or all is settled.")))
            right.update(safe.show(""))
            below.update(safe.show(""))
            return
        one, other = agreed.sides(made, here)
        left.update(safe.block(*agreed.side(made, here, one, "1")))
        right.update(safe.block(*agreed.side(made, here, other, "2")))
        below.update(safe.block(*agreed.settled(made, here)))

    def on_resize(self) -> None:
        """The sides have another width."""
        self.call_after_refresh(self._moved)

    def on_theme(self) -> None:
        """Other colours."""
        self.lay_out()

    # Settling

    def _settle(self, outcome: str, take: Sequence[str] = (), agreed_on: AgreedOn | None = None) -> None:
        here = self.here
        if here is not None:
            self.change(agreed.settle, here, outcome, take, agreed_on)

    def action_take(self, which: str) -> None:
        """Agree on one side or on both."""
        here, made = self.here, self.made
        if here is None or made is None:
            return
        one, other = agreed.sides(made, here)
        taken = {"left": one, "right": other, "both": [*one, *other]}[which]
        if taken:
            self._settle("consensus", [each.id for each in taken])
        else:
            self.say(_("Nobody coded anything there: del takes the other side off, 8 lets it stand."))

    def action_span(self, which: str) -> None:
        """Agree on the code, on the longest passage or on what all who gave it have."""
        here = self.here
        if here is None:
            return
        start, end = here.start, here.end
        if which == "shared":
            start, end = max(each.start for each in here.codings), min(each.end for each in here.codings)
        if start < end:
            self._settle("consensus", agreed_on=AgreedOn(here.code, start, end))
        else:
            self.say(_("Their passages share no words."))

    def action_outcome(self, outcome: str) -> None:
        """Let it stand, leave it open, or take what stands at the left off."""
        here, made = self.here, self.made
        if here is not None and made is not None:
            left = [each.id for each in agreed.sides(made, here)[0]]
            self._settle(outcome, left if outcome == "removed" else ())

    @work
    async def action_code(self) -> None:
        """Agree on another code for the passage."""
        here, made = self.here, self.made
        if here is None or made is None:
            return
        dialog = CodeChooser(_("Agree on another code"), made.tree, made.looks, self.home.inks, but=(), top=False)
        chosen = await self.app.push_screen_wait(dialog)
        if chosen:
            self._settle("consensus", agreed_on=AgreedOn(chosen[0], here.start, here.end))

    @work
    async def action_note(self) -> None:
        """Write why it was settled so; it must have been."""
        here = self.here
        if here is None:
            return
        if not here.settled:
            self.say(_("First what is agreed on, then why."))
            return
        draft = Draft(self.home.memory, self.home.project_id, f"settlement {agreed.key(here)}")
        text = await self.app.push_screen_wait(MemoDialog(_("Why"), here.quote, here.settled[-1].reason, draft=draft))
        if text is None:
            return

        async def step() -> None:
            await self.home.desk.run(agreed.explain, here.settled, text)
            await asyncio.to_thread(draft.drop)
            await self.refresh_if_changed()

        self.act(step)

    # Going about

    def action_next_open(self, step: int) -> None:
        """Go to the next passage that is not settled."""
        if self.by_code or self.questions is None:
            return
        at = self.questions.next_open(self.listing.cursor, step) if len(self.questions) else None
        if at is None:
            self.say(_("All of it is settled."))
        else:
            self.listing.go(at)

    def action_open_only(self) -> None:
        """Only what is not settled, or all."""
        self.only_open = not self.only_open
        self.lay_out()

    def action_confusion(self) -> None:
        """To the codes that are taken for one another."""
        self.then(self.app.push_screen, ConfusionScreen(self.show_mixed, self.coders))

    def show_mixed(self, pair: Pair | None) -> None:
        """Show the passages of two codes that are taken for one another, or all again."""
        self.mixed, self.by_code = pair, False
        self.listing.cursor = 0
        self.act(self.fill)

    def action_back(self) -> None:
        """From the coefficients or the passages of two codes to all passages, from there to the transcript."""
        if self.by_code:
            self.action_view()
        elif self.mixed is not None:
            self.show_mixed(None)
        else:
            super().action_back()

    def action_view(self) -> None:
        """The passages, or the coefficients."""
        self.by_code = not self.by_code
        self.listing.cursor = 0
        self.lay_out()

    @on(Listing.Chosen)
    def action_read_here(self) -> None:
        """Go to the passage in its document."""
        here = self.here
        if here is not None:
            self.read(here.document, Span(here.start, here.end), here.codings[0].id)

    def action_tasks(self) -> None:
        """To who codes what."""
        self.then(self.app.push_screen, TasksScreen())

    @work
    async def action_write(self) -> None:
        """Write the report to a file."""
        made = self.made
        if made is None or made.found is None:
            self.say(self._nothing())
            return
        path = await tofile.ask(self, _("Write the report to a file"), _("Agreement"), _ENDINGS)
        if path is None:
            return

        async def step() -> None:
            await self.home.desk.run(
                reports.make, "agreement", path, language=language(), coders=made.coders, force=True
            )
            await tofile.wrote(self, path)

        self.act(step)
