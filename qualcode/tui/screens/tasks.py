"""Who codes what: the documents, to whom each was given, blind or not, and who is done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult

from qualcode.errors import QualcodeError
from qualcode.i18n import _, ngettext
from qualcode.model.assignment_view import AssignmentView, DoubleCoding
from qualcode.model.document import DocumentView
from qualcode.ops import assignments, coders, documents
from qualcode.tui import seen
from qualcode.tui.dialogs.planning import Drawn, PlanForm, Wish
from qualcode.tui.dialogs.tasking import Task, TaskForm
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.screens.section import Section
from qualcode.tui.widgets.table import Column, Line, Table

if TYPE_CHECKING:
    from qualcode.ops import Session

TASKS = Group(
    _("Who codes what"),
    (
        Key("e", "give", _("Say who codes the document, blind or not"), _("who codes it")),
        Key("p", "plan", _("Draw which documents several code"), _("draw some")),
        Key("delete", "take_back", _("Nobody has to code it any more"), _("take away")),
        Key("enter", "open_document", _("Read it"), _("read")),
    ),
)
_MUTED = "$foreground-muted"


@dataclass(frozen=True, slots=True)
class Given:
    """All documents, the tasks of each by its id, and the names of all coders."""

    documents: tuple[DocumentView, ...]
    tasks: Mapping[str, tuple[AssignmentView, ...]]
    coders: tuple[str, ...]


def read(session: Session) -> Given:
    """Everything about tasks; done in the desk's thread."""
    tasks: dict[str, tuple[AssignmentView, ...]] = {}
    for each in assignments.listing(session):
        tasks[each.document] = (*tasks.get(each.document, ()), each)
    return Given(tuple(documents.listing(session)), tasks, tuple(each.name for each in coders.listing(session)))


class TasksScreen(Section):
    """A row a document."""

    NAME = "agreement"
    AUTO_FOCUS = "#tasks"
    GROUPS = (TASKS, SECTION, PROGRAM)
    BINDINGS = bindings(TASKS)

    def __init__(self) -> None:
        super().__init__()
        self.given = Given((), {}, ())

    def compose_body(self) -> ComposeResult:
        """The documents."""
        yield Table("tasks")

    @property
    def table(self) -> Table:
        """The documents."""
        return self.query_one(Table)

    async def fill(self) -> None:
        """Read who codes what."""
        self.given = await self.home.desk.run(read)
        coding = self.home.coding
        stored = self.home.memory.noted("seen", coding.project.id) if coding is not None and coding.project else None
        columns = (
            Column("", 4, right=True),
            Column(_("Document")),
            Column(_("Coders")),
            Column(_("How"), 11, least=60),
            Column(_("You read"), 9, right=True, least=70),
        )
        parts = stored if isinstance(stored, dict) else {}
        lines = [_line(each, self.given.tasks.get(each.id, ()), parts.get(each.id)) for each in self.given.documents]
        self.table.show_lines(columns, lines)
        n = len(self.given.tasks)
        told = ngettext("{n} document is given out", "{n} documents are given out", n).format(n=n)
        self.show_header((_("Who codes what"), "bold"), "  ", (told, _MUTED))

    @property
    def here(self) -> DocumentView | None:
        """The document at the cursor."""
        return next((each for each in self.given.documents if each.id == self.table.at), None)

    @work
    async def action_give(self) -> None:
        """Say who codes the document."""
        here = self.here
        if here is None:
            return
        tasks = self.given.tasks.get(here.id, ())
        before = Task(tuple(each.coder for each in tasks), any(each.blind for each in tasks) or not tasks)
        task = await self.app.push_screen_wait(TaskForm(here.title, before, self.given.coders))
        if task is not None and (task != before or not tasks):
            self.change(give, here.id, task)

    @work
    async def action_plan(self) -> None:
        """Draw documents for several coders, and give them out once one has seen which."""
        wish = await self.app.push_screen_wait(PlanForm(self.given.coders))
        if wish is None:
            return
        try:
            drawn = await self.home.desk.run(_drawn, wish, False)
        except QualcodeError as error:
            self.complain(error)
            return
        if await self.app.push_screen_wait(Drawn(drawn)):
            n = len(drawn.documents)
            said = ngettext("{n} document given out.", "{n} documents given out.", n).format(n=n)
            self.change(_drawn, wish, True, said=said)

    def action_take_back(self) -> None:
        """Nobody has to code it any more."""
        here = self.here
        if here is not None and here.id in self.given.tasks:
            self.change(assignments.unassign, [here.id])

    @on(Table.Chosen)
    def action_open_document(self) -> None:
        """Go to the document."""
        here = self.here
        if here is not None:
            self.read(here.id)

    def action_back(self) -> None:
        """Back to what they agree on."""
        self.then(self.leave)


def _drawn(session: Session, wish: Wish, store: bool) -> DoubleCoding:
    return assignments.plan(session, wish.share, wish.coders, seed=wish.seed, blind=wish.blind, store=store)


def give(session: Session, document: str, task: Task) -> None:
    """Have these coders, and no others, code a document."""
    if task.coders:
        assignments.assign(session, [document], task.coders, blind=task.blind, only=True)
    else:
        assignments.unassign(session, [document])


def _line(document: DocumentView, tasks: Sequence[AssignmentView], read: object) -> Line:
    who: list[Part] = []
    for each in tasks:
        who += [("✓ " if each.done else "○ ", "$success" if each.done else _MUTED), each.coder, "  "]
    blind = any(each.blind for each in tasks)
    held = blind and not all(each.done for each in tasks)
    how = _("blind") if held else _("compared") if blind else ""
    share = seen.remembered(read).share(document.characters) if read else 0.0
    told = f"{round(100 * share)} %" if share else "–"
    return Line(document.id, ((str(document.number), _MUTED), document.title, who or [("–", _MUTED)], how, told))
