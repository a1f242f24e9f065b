"""Choosing files by typing a path, with what lies in the folder below; a file alone, or several with marks."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qualcode.i18n import _, ngettext
from qualcode.tui import safe
from qualcode.tui.dialogs.base import CANCEL, Dialog, T
from qualcode.tui.dialogs.choose import WALK
from qualcode.tui.dropped import natural, paths_in
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.ranking import fold
from qualcode.tui.widgets.entry import Entry

OPEN = Key("enter", "choose", _("Open the folder or take the file"), _("open"))
COMPLETE = Key("tab", "complete", _("Complete the name"), _("complete"))
MARK = Key("insert", "mark", _("Mark the file or folder"), _("mark"), shown=_("space"))
MARK_ALL = Key("ctrl+a", "mark_all", _("Mark all files here, or none"), _("all"), priority=True)
TAKE = Key("ctrl+s", "take", _("Take what is marked"), _("take"), priority=True)
_MOST_SHOWN = 500
_UP = "../"
# A folder before another beginning of a path: `/home/a//tmp`, `/home/a/~/b`; on Windows `C:\\a\\D:\\b`.
_RESTART = re.compile(r"^.+/(?=/|~/)" if os.sep == "/" else r"^.+[\\/](?=~[\\/]|[A-Za-z]:[\\/])")


class PathLine(Entry):
    """The line for the path. Files dropped on it are told; so is a space while one walks through the list."""

    @dataclass
    class Dropped(Message):
        """Files were dropped on the terminal."""

        paths: list[Path]

    def __init__(self, value: str, space: Callable[[], bool]) -> None:
        super().__init__(value=value, id="path", select_on_focus=False)
        self._space = space

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "space" and self._space():
            event.stop()
            event.prevent_default()
        else:
            await super()._on_key(event)

    def _on_paste(self, event: events.Paste) -> None:
        paths = paths_in(event.text)
        if paths:
            event.stop()
            event.prevent_default()
            self.post_message(self.Dropped(paths))


class Browser(Dialog[T]):
    """A path to type, and what there is in its folder. `walking`: the arrows were used last, not the letters."""

    DEFAULT_CSS = """
    Browser #entries { height: auto; margin-top: 1; }
    Browser #told { height: auto; min-height: 2; max-height: 4; color: $text-muted; margin-top: 1; }
    Browser.-low #told, Browser.-tiny #told, Browser.-tiny #title { display: none; }
    """
    BINDINGS = bindings(Group("", (OPEN, COMPLETE, *WALK)))
    KEYS: ClassVar[tuple[Key, ...]] = (OPEN, COMPLETE, CANCEL)

    def __init__(self, title: str, folder: Path, endings: Sequence[str]) -> None:
        super().__init__(title)
        self._folder = folder
        self._endings = tuple(endings)
        self._entries: list[str] = []
        self.walking = False

    def compose_body(self) -> ComposeResult:
        """The path, and what is there."""
        yield PathLine(_as_folder(self._folder), self.on_space)
        entries = OptionList(id="entries")
        entries.can_focus = False
        yield entries

    def on_space(self) -> bool:
        """Space was pressed in the line; whether it meant something else than a space."""
        return False

    @property
    def typed(self) -> str:
        """The path as it is typed."""
        return self.query_one("#path", Entry).value

    @property
    def _list(self) -> OptionList:
        return self.query_one("#entries", OptionList)

    @property
    def entry(self) -> str | None:
        """The name that is highlighted; folders end with `/`."""
        index = self._list.highlighted
        return self._entries[index] if index is not None and index < len(self._entries) else None

    def path_of(self, name: str) -> Path:
        """Where something in the list lies."""
        return _expanded(self.typed[: _name_start(self.typed)]) / name

    def on_input_changed(self, event: Input.Changed) -> None:
        """List what begins with what is typed."""
        event.stop()
        self.walking = False
        if (whole := restarted(event.value)) != event.value:
            line = self.query_one("#path", Entry)
            line.value, line.cursor_position = whole, len(whole)
            return
        self.run_worker(self._show(event.value), exclusive=True, group="listing")

    async def _show(self, typed: str) -> None:
        entries = await asyncio.to_thread(matching, typed, self._endings)
        self._entries = [_UP, *entries] if _is_whole(typed) else entries
        self.draw()
        # What is typed whole is meant, also where a folder begins with the same letters, as a project's backups do.
        whole = typed[_name_start(typed) :]
        first = entries.index(whole) if whole in entries else 0
        self._list.highlighted = first if entries and not _is_whole(typed) else None

    def draw(self) -> None:
        """Write the list anew; the place in it stays."""
        options, at = self._list, self._list.highlighted
        options.clear_options()
        options.add_options(Option(shown) for shown in map(self.draw_entry, self._entries))
        options.highlighted = at if at is not None and at < len(self._entries) else None

    def draw_entry(self, name: str) -> Content:
        """A line of the list."""
        return safe.show(name)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the line."""
        event.stop()
        await self.action_choose()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click."""
        event.stop()
        await self.clicked()

    async def clicked(self) -> None:
        """A click on the highlighted line."""
        await self.action_choose()

    def action_walk(self, step: int) -> None:
        """Move in the list while the keys go to the line."""
        if self._entries:
            self.walking = True
            at = self._list.highlighted
            first = 1 if self._entries[0] == _UP and step > 0 and len(self._entries) > 1 else 0
            self._list.highlighted = first if at is None else min(max(at + step, 0), len(self._entries) - 1)

    def action_complete(self) -> None:
        """Write the highlighted name into the line."""
        name = self.entry or next((each for each in self._entries if each != _UP), None)
        if name is not None:
            self._write(name)

    def _write(self, name: str) -> None:
        line = self.query_one("#path", Entry)
        head = self.typed[: _name_start(self.typed)]
        line.value = _as_folder(_expanded(head or ".").absolute().parent) if name == _UP else head + name
        line.cursor_position = len(line.value)

    async def action_choose(self) -> None:
        """Open the folder highlighted, or take the file."""
        name = self.entry
        if name is not None and name.endswith("/"):
            self._write(name)
        else:
            await self.take(name)

    async def take(self, name: str | None) -> None:
        """Answer with a file of the list, or with what is typed."""


class FileChooser(Browser[Path]):
    """The answer is the path of a file with one of the endings; with no endings, of a folder."""

    async def take(self, name: str | None) -> None:
        """Answer with the file."""
        if name is not None:
            self._write(name)
        path = await asyncio.to_thread(existing, self.typed, folder=not self._endings)
        if path is not None:
            self.dismiss(path)
        else:
            self.notify(safe.plain(_("There is no such file.")), markup=False)

    def on_path_line_dropped(self, event: PathLine.Dropped) -> None:
        """A file was dropped."""
        event.stop()
        if event.paths[0].is_file() or not self._endings:
            self.dismiss(event.paths[0])


class FilesChooser(Browser[tuple[Path, ...]]):
    """The answer are files with one of the endings, and folders, marked one by one or all at once."""

    BINDINGS = bindings(Group("", (MARK, MARK_ALL, TAKE)))
    KEYS = (replace(OPEN, help=_("Open the folder, or take what is marked")), MARK, MARK_ALL, TAKE, CANCEL, COMPLETE)

    def __init__(self, title: str, folder: Path, endings: Sequence[str]) -> None:
        super().__init__(title, folder, endings)
        self._marked: dict[Path, None] = {}

    def compose_body(self) -> ComposeResult:
        """What is marked stands below."""
        yield from super().compose_body()
        yield Static(id="told")

    def on_mount(self) -> None:
        """Say how it goes."""
        self._tell()

    def on_space(self) -> bool:
        """Space marks while one walks through the list."""
        if self.walking:
            self.action_mark()
        return self.walking

    def draw_entry(self, name: str) -> Content:
        """With its mark."""
        if name == _UP:
            return safe.show(("    ", ""), (name, "$foreground-muted"))
        marked = self.path_of(name) in self._marked
        return safe.show(("[✓] " if marked else "[ ] ", "bold $accent" if marked else "$foreground-muted"), name)

    def _tell(self) -> None:
        n = len(self._marked)
        if n:
            names = ", ".join(path.name for path in self._marked)
            said = ngettext("{n} marked: {names}", "{n} marked: {names}", n).format(n=n, names=names)
            self.query_one("#told", Static).update(safe.show(said))
        else:
            hint = _(
                "Arrows walk, space marks several; a marked folder stands for all in it. Files can be dropped here."
            )
            self.query_one("#told", Static).update(safe.show(hint))

    async def clicked(self) -> None:
        """A click opens a folder and marks a file."""
        if self.entry is not None and not self.entry.endswith("/"):
            self._toggle(self.entry)
        else:
            await self.action_choose()

    def action_mark(self) -> None:
        """Mark it, or take the mark off, and go on to the next."""
        if self.entry not in (None, _UP):
            self._toggle(self.entry or "")
            self.action_walk(1)

    def _toggle(self, name: str) -> None:
        path = self.path_of(name)
        if path in self._marked:
            del self._marked[path]
        else:
            self._marked[path] = None
        self.draw()
        self._tell()

    def action_mark_all(self) -> None:
        """Mark all files in the list, or none of them."""
        here = [self.path_of(name) for name in self._entries if not name.endswith("/")]
        if all(path in self._marked for path in here):
            self._marked = {path: None for path in self._marked if path not in here}
        else:
            self._marked |= dict.fromkeys(here)
        self.draw()
        self._tell()

    async def action_take(self) -> None:
        """Answer with what is marked, else with what is highlighted or typed."""
        await self.take(self.entry if self.entry != _UP else None)

    async def take(self, name: str | None) -> None:
        """Answer with what is marked, else with the one."""
        typed = self.path_of(name) if name is not None else await asyncio.to_thread(existing, self.typed, folder=False)
        if self._marked:
            self.dismiss(tuple(self._marked))
        elif typed is not None:
            self.dismiss((typed,))
        elif _is_whole(self.typed):
            self.notify(safe.plain(_("Walk to a file with the arrows, or mark several with space.")), markup=False)
        else:
            self.notify(safe.plain(_("There is no such file.")), markup=False)

    def on_path_line_dropped(self, event: PathLine.Dropped) -> None:
        """Files were dropped."""
        event.stop()
        self.dismiss(tuple(event.paths))


def restarted(typed: str) -> str:
    """What is meant where a whole path was typed or pasted behind the folder that stood there: that path alone."""
    return _RESTART.sub("", typed, count=1)


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
    return [*sorted(folders, key=natural), *sorted(files, key=natural)][:_MOST_SHOWN]


def _name_start(typed: str) -> int:
    separators = [os.sep, os.altsep] if os.altsep else [os.sep]
    return max(typed.rfind(separator) for separator in separators) + 1


def _is_whole(typed: str) -> bool:
    return typed.endswith(("/", os.sep))


def _as_folder(folder: Path) -> str:
    return str(folder) if str(folder).endswith(os.sep) else str(folder) + os.sep
