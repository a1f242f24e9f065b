"""A new project: its name, where it shall lie, its codebook and language."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from textual.app import ComposeResult

from qualcode.i18n import _, language
from qualcode.model.project import LANGUAGES
from qualcode.tui.dialogs.form import Form
from qualcode.tui.widgets.cycle import Cycle
from qualcode.tui.widgets.entry import Entry
from qualcode.tui.words import language_name

_NOT_IN_NAMES = '/\\:*?"<>|'


@dataclass(frozen=True, slots=True)
class NewProject:
    """What to make; `codebook` is `impact` or the path of a file."""

    title: str
    path: Path
    codebook: str
    language: str


class ProjectDialog(Form[NewProject]):
    """The answer says what to make."""

    def __init__(self, folder: Path) -> None:
        super().__init__(_("New project"))
        self._folder = folder

    def compose_body(self) -> ComposeResult:
        """The fields."""
        yield from self.row(_("Name"), Entry(id="name"))
        yield from self.row(_("Folder"), Entry(value=str(self._folder), id="folder"))
        yield from self.row(_("Codebook"), Entry(value="impact", id="codebook"))
        names = [(each, language_name(each)) for each in LANGUAGES]
        yield from self.row(_("Language"), Cycle(names, language(), id="language"))

    def _said(self, field: str) -> str:
        return self.query_one(f"#{field}", Entry).value.strip()

    def action_accept(self) -> None:
        """Answer once there is a name."""
        title = self._said("name")
        name = "".join("-" if char in _NOT_IN_NAMES or not char.isprintable() else char for char in title).strip(" .")
        if not name:
            self.query_one("#name").focus()
            return
        folder = Path(self._said("folder") or ".").expanduser()
        chosen = self.query_one("#language", Cycle).value
        self.dismiss(NewProject(title, folder / f"{name}.qualcode", self._said("codebook") or "impact", chosen))
