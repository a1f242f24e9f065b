"""A new project: its name, where it shall lie, its codebook and language."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from qualcode.i18n import _, language
from qualcode.model.project import LANGUAGES
from qualcode.tui import safe
from qualcode.tui.dialogs.form import Form
from qualcode.tui.widgets.cycle import Cycle
from qualcode.tui.widgets.entry import Entry
from qualcode.tui.words import language_name

_NOT_IN_NAMES = '/\\:*?"<>|'
_IMPACT, _FILE = "impact", "file"


@dataclass(frozen=True, slots=True)
class NewProject:
    """What to make; `codebook` is `impact` or the path of a file."""

    title: str
    path: Path
    codebook: str
    language: str


class ProjectDialog(Form[NewProject]):
    """The answer says what to make; `before` is what was filled in already."""

    DEFAULT_CSS = """
    ProjectDialog #where { color: $text-muted; height: auto; }
    ProjectDialog #own { height: auto; }
    """

    def __init__(self, folder: Path, before: NewProject | None = None) -> None:
        super().__init__(_("New project"))
        self._folder = before.path.parent if before is not None else folder
        self._before = before

    def compose_body(self) -> ComposeResult:
        """The fields, and where the project will lie."""
        before = self._before
        own = before.codebook if before is not None and before.codebook != _IMPACT else ""
        yield from self.row(_("Name"), Entry(value=before.title if before is not None else "", id="name"))
        yield from self.row(_("Folder"), Entry(value=str(self._folder), id="folder"))
        books = [(_IMPACT, _("the shared impact codebook")), (_FILE, _("one of your own, from a file"))]
        yield from self.row(_("Codebook"), Cycle(books, _FILE if own else _IMPACT, id="codebook"))
        with Vertical(id="own"):
            field = Entry(value=own, placeholder=safe.plain(_("a .yaml, .csv or .xlsx file")), id="file")
            yield from self.row(_("Its file"), field)
        names = [(each, language_name(each)) for each in LANGUAGES]
        chosen = before.language if before is not None else language()
        yield from self.row(_("Language"), Cycle(names, chosen, id="language"))
        yield Static(id="where")

    def on_mount(self) -> None:
        """Show what there is to fill in."""
        self._tell()

    @on(Input.Changed)
    @on(Cycle.Changed)
    def _tell(self) -> None:
        """The line for the codebook's file stands there only where it is wanted; the path as it will be."""
        self.query_one("#own").display = self._book == _FILE
        path = self._path
        if path is None:
            said = _("Give it a name.")
        elif self._book == _FILE and not self._said("file"):
            said = _("Name the codebook’s file.")
        else:
            said = _("It will be the file {path}").format(path=path)
        self.query_one("#where", Static).update(safe.show(said))

    @property
    def _book(self) -> str:
        return self.query_one("#codebook", Cycle).value

    @property
    def _path(self) -> Path | None:
        """Where the project will lie; None without a name."""
        title = self._said("name")
        name = "".join("-" if char in _NOT_IN_NAMES or not char.isprintable() else char for char in title).strip(" .")
        folder = self._said("folder") or "."
        try:
            return Path(folder).expanduser() / f"{name}.qualcode" if name else None
        except RuntimeError:
            # `~name` of somebody who is not known here is an ordinary name.
            return Path(folder) / f"{name}.qualcode"

    def _said(self, field: str) -> str:
        return self.query_one(f"#{field}", Entry).value.strip()

    def action_accept(self) -> None:
        """Answer once there is a name, and a file where the codebook is to come from one."""
        path = self._path
        if path is None:
            self.query_one("#name").focus()
        elif self._book == _FILE and not self._said("file"):
            self.query_one("#file").focus()
        else:
            codebook = str(Path(self._said("file")).expanduser()) if self._book == _FILE else _IMPACT
            self.dismiss(NewProject(self._said("name"), path, codebook, self.query_one("#language", Cycle).value))
