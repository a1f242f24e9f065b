"""An enterprise through its phases, as a form that is filled in with it: diagnose, collect, analyse."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from qualcode.i18n import _, language
from qualcode.tui import enterprise_page, safe
from qualcode.tui.crossing import Choice
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.memo import Draft
from qualcode.tui.enterprise_page import ANALYSE, COLLECT, DIAGNOSE, PHASES, Page
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.places import PLACES
from qualcode.tui.safe import Part
from qualcode.tui.screens.section import Section
from qualcode.tui.widgets import phases
from qualcode.tui.widgets.answer import WRITING, Answer
from qualcode.tui.widgets.bars import Bar
from qualcode.tui.widgets.card import Card
from qualcode.tui.widgets.phases import Panel, Tick
from qualcode.tui.widgets.steps import Steps

_ROOM_FOR_THREE = 150
_REMEMBERED = "enterprise"

ENTERPRISE = Group(
    _("The enterprise"),
    (
        Key("enter", "write", _("Write in the field; esc when done"), _("write")),
        Key("1", "phase('diagnose')", _("Diagnose: where it stands, what is asked"), _("phases"), "1 2 3"),
        Key("2", "phase('collect')", _("Collect: what there is, what is missing")),
        Key("3", "phase('analyse')", _("Analyse: what was found")),
        Key("e", "choose", _("Another enterprise"), _("enterprise")),
        Key("[", "another(-1)", _("The enterprise before, the next one")),
        Key("]", "another(1)", _("The enterprise before, the next one")),
        Key("x", "excerpts", _("Its passages"), _("excerpts")),
        Key("m", "matrix", _("Its matrix: codes by document"), _("matrix")),
        Key("j", "joint", _("Its joint display: stories and numbers"), _("joint display")),
    ),
)


class EnterpriseScreen(Section):
    """Three panels: one at a time, or side by side where there is room."""

    DEFAULT_CSS = """
    EnterpriseScreen #case, EnterpriseScreen #missing { background: $surface; }
    EnterpriseScreen #missing { color: $text-muted; }
    EnterpriseScreen #panels { height: 1fr; }
    EnterpriseScreen Panel { display: none; width: 1fr; }
    EnterpriseScreen.-diagnose #diagnose, EnterpriseScreen.-collect #collect, EnterpriseScreen.-analyse #analyse {
        display: block;
    }
    EnterpriseScreen.-three Panel { display: block; }
    EnterpriseScreen.-three #collect, EnterpriseScreen.-three #analyse { border-left: solid $border; }
    EnterpriseScreen #collect { padding: 0; }
    EnterpriseScreen #collect Card { background: $background; background-tint: $background 0%; }
    EnterpriseScreen #none { display: none; height: 1fr; padding: 1 3; }
    EnterpriseScreen.-none #none { display: block; }
    EnterpriseScreen.-none #panels, EnterpriseScreen.-none Steps { display: none; }
    EnterpriseScreen.-low #missing, EnterpriseScreen.-tiny #missing, EnterpriseScreen.-tiny Steps { display: none; }
    """
    NAME = "enterprise"
    AUTO_FOCUS = ""
    GROUPS = (ENTERPRISE, WRITING, SECTION, PROGRAM)
    BINDINGS = bindings(ENTERPRISE)

    def __init__(self, case: str | None = None) -> None:
        super().__init__()
        self._case = case
        self._page: Page | None = None
        self._fields: dict[str, tuple[str, ...]] = {}
        self.phase = DIAGNOSE

    def compose_body(self) -> ComposeResult:
        """The phases, what is missing, the panels."""
        yield Steps()
        yield Bar("missing")
        with Horizontal(id="panels"):
            yield Panel(id=DIAGNOSE)
            with Panel(id=COLLECT):
                yield Card()
            yield Panel(id=ANALYSE)
        words = _("Add one where the enterprises are: G, then e.")
        yield Static(safe.block((_("No enterprises yet."), "bold"), "\n\n", words), id="none")

    def on_mount(self) -> None:
        """Show the first phase."""
        super().on_mount()
        self._show_phase()

    @property
    def case(self) -> str | None:
        """The id of the enterprise that is shown."""
        return self._page.case.id if self._page is not None else None

    def panel(self, phase: str) -> Panel:
        """The panel of a phase."""
        return self.query_one(f"#{phase}", Panel)

    # What is shown

    async def fill(self) -> None:
        """Read the enterprise and show it; what is being written stays."""
        if self._case is None:
            noted = await asyncio.to_thread(self.home.memory.noted, _REMEMBERED, self.home.project_id)
            self._case = noted if isinstance(noted, str) else None
        page = await self.home.desk.run(enterprise_page.read, self._case, language(), self.home.view)
        self.set_class(page is None, "-none")
        before, self._page = self._page, page
        if page is None:
            return
        self._case = page.case.id
        first = before is None or before.case.id != page.case.id
        if enterprise_page.fields(page) != self._fields:
            self._fields = enterprise_page.fields(page)
            await self._build(page)
        await self._show_answers(page)
        self._show_counts(page)
        if first:
            await asyncio.to_thread(self.home.memory.note, _REMEMBERED, self.home.project_id, page.case.id)
            self._to_first_field()

    async def _build(self, page: Page) -> None:
        """Other fields, as when the codebook's dimensions have changed."""
        for phase, made in ((DIAGNOSE, phases.diagnose), (ANALYSE, phases.analyse)):
            await self.panel(phase).remove_children()
            await self.panel(phase).mount(*made(page))

    def draft(self, field: str) -> Draft:
        """Where what is typed into a field is kept until it is stored."""
        return Draft(self.home.memory, f"{self.home.project_id}-forms", f"{self._case}:{field}")

    async def _show_answers(self, page: Page) -> None:
        answers = list(self.query(Answer))
        drafts = [self.draft(answer.field) for answer in answers]
        left = await asyncio.to_thread(lambda: [draft.read() for draft in drafts])
        for answer, draft, text in zip(answers, drafts, left, strict=True):
            answer.show(enterprise_page.written(page.view, answer.field), draft, text)

    def _show_counts(self, page: Page) -> None:
        inks = self.home.inks
        phases.show_labels(self.panel(DIAGNOSE), page, inks)
        phases.show_methods(self.panel(DIAGNOSE), page)
        phases.show_found(self.panel(ANALYSE), page, inks)
        self.query_one(Card).show((), phases.collect(page))
        self.query_one(Steps).show(enterprise_page.steps(page), self.phase)
        self._show_missing(page)
        blind: list[Part] = [("   " + _("blind: only yours"), "$accent")] if page.is_blind else []
        groups: list[Part] = [(f"   {', '.join(page.view.groups)}", "$foreground-muted")] if page.view.groups else []
        self.show_header((page.case.name, "bold $primary"), *groups, *blind)

    def _show_missing(self, page: Page) -> None:
        unsaved = any(answer.is_unsaved and not answer.is_writing for answer in self.query(Answer))
        lacking = enterprise_page.missing(page)
        told: list[list[Part]] = []
        if unsaved:
            told = [
                [(_("Something typed here was not stored: enter, then esc stores it; ctrl+t drops it."), "$warning")]
            ]
        elif lacking:
            told = [[(_("Still missing: {what}").format(what=" · ".join(lacking[:n])), "")] for n in (4, 3, 2, 1)]
        else:
            told = [[(_("All that was asked for is there."), "$success")]]
        self.query_one("#missing", Bar).show(told)

    def on_theme(self) -> None:
        """Draw with other inks."""
        if self._page is not None:
            self._show_counts(self._page)

    def on_resize(self, event: events.Resize) -> None:
        """Three panels where there is room."""
        self.set_class(event.size.width >= _ROOM_FOR_THREE, "-three")

    # Going about

    def _show_phase(self) -> None:
        for phase in PHASES:
            self.set_class(phase == self.phase, f"-{phase}")
        if self._page is not None:
            self.query_one(Steps).show(enterprise_page.steps(self._page), self.phase)

    def action_phase(self, phase: str) -> None:
        """Go to a phase."""
        # A field that is hidden with its panel would hand the keys to any other.
        self.set_focus(None)
        self.phase = phase
        self._show_phase()
        self.call_after_refresh(self._to_first_field)

    @on(Steps.Wanted)
    def _step_clicked(self, event: Steps.Wanted) -> None:
        self.action_phase(event.name)

    def _to_first_field(self) -> None:
        """The first field of the phase has the keys."""
        if self.phase == COLLECT:
            self.query_one(Card).focus()
            return
        answers = [answer for answer in self.panel(self.phase).query(Answer) if answer.display]
        if answers:
            # From its top: the heading above the first field, and what is counted there, are to be seen too.
            self.panel(self.phase).scroll_home(animate=False)
            answers[0].focus(scroll_visible=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The phase is that of the field one is in, unless one has gone on since."""
        if event.widget is not self.focused:
            return
        for phase in PHASES:
            if phase != self.phase and event.widget in self.panel(phase).query("*"):
                self.phase = phase
                self._show_phase()

    @work
    async def action_choose(self) -> None:
        """Choose an enterprise."""
        if self._page is None:
            return
        rows = [Row(case.id, safe.show(case.name), (case.name,)) for case in self._page.cases]
        chosen = await self.app.push_screen_wait(Chooser(_("Which enterprise?"), rows))
        if chosen is not None:
            self.go_to(chosen[0])

    def action_another(self, step: int) -> None:
        """The one before or after in the list."""
        if self._page is not None:
            ids = [case.id for case in self._page.cases]
            self.go_to(ids[(ids.index(self._page.case.id) + step) % len(ids)])

    def go_to(self, case: str) -> None:
        """Show another enterprise, once what is written here is stored."""
        self._stop_writing()

        async def step() -> None:
            self._case = case
            await self.fill()

        self.act(step)

    def then(self, go: Callable[..., object], *args: object) -> None:
        """Leave, once what is written is stored."""
        self._stop_writing()
        self.call_next(super().then, go, *args)

    def _stop_writing(self) -> None:
        for answer in self.query(Answer):
            if answer.is_writing:
                answer.action_stop()

    def action_leave_card(self) -> None:
        """From what was collected back to the transcript."""
        self.action_back()

    # Writing

    def action_write(self) -> None:
        """Write in the field, or choose the method."""
        if isinstance(self.focused, Answer):
            self.focused.begin()
        elif isinstance(self.focused, Tick):
            self.focused.action_tick()

    @on(Answer.Began)
    def _writing_changed(self, event: Answer.Began) -> None:
        self.show_keys([key for group in self.GROUPS[:2] for key in group.keys if key.label])

    def show_keys(self, keys: list[Key]) -> None:
        """The keys of writing while one writes, else the others."""
        focused = self.focused
        is_writing = isinstance(focused, Answer) and focused.is_writing
        super().show_keys([key for key in keys if (key in WRITING.keys) == is_writing])

    @on(Answer.Written)
    def _written(self, event: Answer.Written) -> None:
        answer, text, case = event.answer, event.text, self._case

        async def step() -> None:
            if case is not None:
                await self.home.desk.run(enterprise_page.write, case, answer.field, text)
                if case == self._case:
                    await answer.stored(text.strip())
                await self.refresh_if_changed()

        self.act(step)

    @on(Tick.Ticked)
    def _ticked(self, event: Tick.Ticked) -> None:
        if self._case is not None:
            self.change(enterprise_page.choose_method, self._case, event.method, event.chosen)

    # To what is behind it

    @on(Card.Chosen)
    def _line_opened(self, event: Card.Chosen) -> None:
        event.stop()
        word, _colon, rest = event.line.partition(":")
        if word == "read":
            self.read(rest)
        elif word == "methods":
            self.action_phase(DIAGNOSE)
        elif word == "person":
            self._to_place("people")
        elif word == "indicator" or rest == "indicators":
            self._to_place("indicators")
        elif word == "missing":
            self._to_place("documents")

    def _to_place(self, name: str) -> None:
        if name in [each.name for each in PLACES]:
            self.action_go(name)

    def action_excerpts(self) -> None:
        """Its passages, all filters ready."""
        if self._page is not None:
            self.then(self._open_excerpts, self._page.case.name)

    def _open_excerpts(self, case: str) -> None:
        from qualcode.tui.screens.excerpts import ExcerptsScreen

        built = ExcerptsScreen()
        built.begin_with({"case": frozenset({case})})
        self.app.switch_screen(built)

    def action_matrix(self) -> None:
        """Codes by document, of it alone."""
        if self._page is None:
            return
        choice = Choice(rows="code", columns="document", where=(("case", self._page.case.name),), hides_empty=True)
        self.home.memory.note("matrix", self.home.project_id, choice.as_text())
        self.action_go("matrix")

    def action_joint(self) -> None:
        """Stories and numbers side by side."""
        self._to_place("joint")
