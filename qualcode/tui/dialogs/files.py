"""Choosing a file by typing its path, with what lies in the folder below."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from qualcode.i18n import _
from qualcode.tui import safe
from qualcode.tui.dialogs.base import CANCEL, Dialog
from qualcode.tui.dialogs.choose import WALK
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.ranking import fold
from qualcode.tui.widgets.entry import Entry

OPEN = Key("enter", "choose", _("Open the folder or take the file"), _("open"))
COMPLETE = Key("tab", "complete", _("Complete the name"), _("complete"))
_MOST_SHOWN = 200


class FileChooser(Dialog[Path]):
    """The answer is the path of a file with one of the endings; with no endings, of a folder."""

    DEFAULT_CSS = "FileChooser #entries { height: auto; margin-top: 1; }"
    BINDINGS = bindings(Group("", (OPEN, COMPLETE, *WALK)))
    KEYS = (OPEN, COMPLETE, CANCEL)

    def __init__(self, title: str, folder: Path, endings: Sequence[str]) -> None:
        super().__init__(title)
        self._folder = folder
        self._endings = tuple(endings)
        self._entries: list[str] = []

    def compose_body(self) -> ComposeResult:
        """The path, and what is there."""
        yield Entry(value=_as_folder(self._folder), id="path", select_on_focus=False)
        entries = OptionList(id="entries")
        entries.can_focus = False
        yield entries

    @property
    def _typed(self) -> str:
        return self.query_one("#path", Entry).value

    def on_input_changed(self, event: Input.Changed) -> None:
        """List what begins with what is typed."""
        event.stop()
        self.run_worker(self._list(event.value), exclusive=True, group="listing")

    async def _list(self, typed: str) -> None:
        entries = await asyncio.to_thread(matching, typed, self._endings)
        self._entries = entries
        options = self.query_one("#entries", OptionList)
        options.clear_options()
        options.add_options(Option(safe.show(entry)) for entry in entries)
        options.highlighted = 0 if entries and not _is_whole(typed) else None

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the line."""
        event.stop()
        await self.action_choose()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click."""
        event.stop()
        await self.action_choose()

    def action_walk(self, step: int) -> None:
        """Move in the list while the keys go to the line."""
        options = self.query_one("#entries", OptionList)
        if self._entries:
            at = options.highlighted
            options.highlighted = 0 if at is None else min(max(at + step, 0), len(self._entries) - 1)

    def action_complete(self) -> None:
        """Write the highlighted name into the line."""
        index = self.query_one("#entries", OptionList).highlighted
        if self._entries:
            self._write(self._entries[index or 0])

    def _write(self, name: str) -> None:
        line = self.query_one("#path", Entry)
        head = self._typed[: _name_start(self._typed)]
        line.value = head + name
        line.cursor_position = len(line.value)

    async def action_choose(self) -> None:
        """Open the folder highlighted, or take the file."""
        index = self.query_one("#entries", OptionList).highlighted
        if index is not None and index < len(self._entries):
            self._write(self._entries[index])
            if self._entries[index].endswith("/"):
                return
        path = await asyncio.to_thread(existing, self._typed, folder=not self._endings)
        if path is not None:
            self.dismiss(path)
        else:
            self.notify(safe.plain(_("There is no such file.")), markup=False)


def existing(typed: str, *, folder: bool) -> Path | None:
    """The file (or folder) that is typed, `~` meaning one's own; None where there is none."""
    path = _expanded(typed)
    return path if path.is_file() or (folder and path.is_dir()) else None


def _expanded(typed: str) -> Path:
    try:
        return Path(typed).expanduser()
    except RuntimeError:
        # `~name` of somebody who is not known here is an ordinary name.
        return Path(typed)


def matching(typed: str, endings: Sequence[str]) -> list[str]:
    """Names in the folder that is typed that begin with the rest that is typed: folders (with `/`), then files."""
    start = _name_start(typed)
    folder, beginning = _expanded(typed[:start] or "."), fold(typed[start:])
    folders, files = [], []
    try:
        with os.scandir(folder) as found:
            for entry in found:
                if not fold(entry.name).startswith(beginning) or (entry.name.startswith(".") and not beginning):
                    continue
                if entry.is_dir():
                    folders.append(entry.name + "/")
                elif entry.name.lower().endswith(tuple(endings)):
                    files.append(entry.name)
    except OSError:
        return []
    return [*sorted(folders, key=fold), *sorted(files, key=fold)][:_MOST_SHOWN]


def _name_start(typed: str) -> int:
    separators = [os.sep, os.altsep] if os.altsep else [os.sep]
    return max(typed.rfind(separator) for separator in separators) + 1


def _is_whole(typed: str) -> bool:
    return typed.endswith(("/", os.sep))


def _as_folder(folder: Path) -> str:
    return str(folder) if str(folder).endswith(os.sep) else str(folder) + os.sep
