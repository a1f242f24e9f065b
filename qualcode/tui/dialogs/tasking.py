"""Who is to code a document, and whether blind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.widgets import Static

from qualcode.i18n import _
from qualcode.tui import safe
from qualcode.tui.dialogs.form import Form
from qualcode.tui.widgets.cycle import Cycle
from qualcode.tui.widgets.entry import Entry


@dataclass(frozen=True, slots=True)
class Task:
    """Names of coders, and whether none of them sees the others' codings until all are done."""

    coders: tuple[str, ...]
    blind: bool


class TaskForm(Form[Task]):
    """The answer is who codes the document from now on; nobody: it is taken back from all."""

    DEFAULT_CSS = "TaskForm #hint { height: auto; color: $text-muted; }"

    def __init__(self, title: str, task: Task, known: Sequence[str]) -> None:
        super().__init__(title)
        self._given = task
        self._known = known

    def compose_body(self) -> ComposeResult:
        """The fields."""
        prompt = _("names with commas between them: {names}").format(names=", ".join(self._known))
        yield from self.row(
            _("Coders"), Entry(value=", ".join(self._given.coders), placeholder=safe.plain(prompt), id="coders")
        )
        blind = [("yes", _("blind until all are done")), ("", _("each sees what the others do"))]
        yield from self.row(_("How"), Cycle(blind, "yes" if self._given.blind else "", id="blind"))
        told = _("Known so far: {names}. A new name makes a new coder.").format(names=", ".join(self._known))
        yield Static(safe.show(told), id="hint")

    def action_accept(self) -> None:
        """Answer."""
        names = (name.strip() for name in self.query_one("#coders", Entry).value.split(","))
        blind = bool(self.query_one("#blind", Cycle).value)
        self.dismiss(Task(tuple(dict.fromkeys(name for name in names if name)), blind))
