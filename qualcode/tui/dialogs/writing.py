"""Where to write a file: its name, its folder, the kind of file."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from pathlib import Path

from textual.app import ComposeResult

from qualcode.i18n import _
from qualcode.model.message import N_
from qualcode.tui.dialogs.form import Form
from qualcode.tui.widgets.cycle import Cycle
from qualcode.tui.widgets.entry import Entry

KINDS = {
    ".xlsx": N_("Excel (.xlsx)"),
    ".docx": N_("Word (.docx)"),
    ".csv": N_("comma-separated (.csv)"),
    ".html": N_("web page (.html)"),
    ".md": N_("Markdown (.md)"),
    ".yaml": N_("YAML, holds everything"),
    ".png": N_("picture (.png)"),
    ".svg": N_("drawing (.svg)"),
}
_NOT_IN_NAMES = '/\\:*?"<>|'
# Some languages set a blank before it, one that does not break a line.
_COLON = re.compile(r"\s*:\s+")
_LONGEST = 80


class WriteDialog(Form[Path]):
    """The answer is the path of the file to write."""

    def __init__(self, title: str, folder: Path, name: str, endings: Sequence[str]) -> None:
        super().__init__(title)
        self._folder = folder
        self._name = name
        self._endings = endings

    def compose_body(self) -> ComposeResult:
        """The fields."""
        yield from self.row(_("Name"), Entry(value=self._name, id="name"))
        yield from self.row(_("Folder"), Entry(value=str(self._folder), id="folder"))
        kinds = [(each, _(KINDS[each])) for each in self._endings]
        yield from self.row(_("Kind of file"), Cycle(kinds, self._endings[0], id="kind"))

    def action_accept(self) -> None:
        """Answer once there is a name. An ending that is typed counts."""
        name = file_name(self.query_one("#name", Entry).value)
        if not name:
            self.query_one("#name").focus()
            return
        folder = Path(self.query_one("#folder", Entry).value.strip() or ".")
        ending = self.query_one("#kind", Cycle).value
        typed = Path(name).suffix.lower()
        # `~name` of somebody who is not known here is an ordinary name.
        with contextlib.suppress(RuntimeError):
            folder = folder.expanduser()
        self.dismiss(folder / (name if typed in self._endings else name + ending))


def file_name(words: str) -> str:
    """Words as the name of a file on any system."""
    plain = _COLON.sub(" - ", words)
    made = "".join("-" if char in _NOT_IN_NAMES or not char.isprintable() else char for char in plain)
    return " ".join(made.split()).strip(" .-")[:_LONGEST]
