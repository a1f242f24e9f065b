"""Writing to a file from any place: where to, whether over what is there, and the folder for next time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from qualcode.i18n import _, ngettext
from qualcode.tui import folders
from qualcode.tui.dialogs.tell import Confirm
from qualcode.tui.dialogs.writing import WriteDialog, file_name
from qualcode.tui.screens.base import Place


async def folder(place: Place) -> Path:
    """Where this project’s last file was written, else beside the project."""
    return await asyncio.to_thread(folders.remembered, place.home, folders.OUT)


async def ask(place: Place, title: str, name: str, endings: Sequence[str]) -> Path | None:
    """The file to write, chosen by name, folder and kind; nothing where somebody thought better of it."""
    dialog = WriteDialog(title, await folder(place), file_name(name), endings)
    path = await place.app.push_screen_wait(dialog)
    return path if path is not None and await may_replace(place, [path]) else None


async def may_replace(place: Place, paths: Sequence[Path]) -> bool:
    """Whether all these may be written, asking where some are there already."""
    there = [path for path in paths if await asyncio.to_thread(path.exists)]
    if not there:
        return True
    n = len(there)
    one = _("There is a file “{name}” already. Write over it?")
    several = ngettext(
        "{n} of the files is there already: “{name}”. Write over it?",
        "{n} of the files are there already, “{name}” among them. Write over them?",
        n,
    )
    question = (one if len(paths) == 1 else several).format(n=n, name=there[0].name)
    return await place.app.push_screen_wait(Confirm(_("To a file"), question, _("write over it"))) is True


async def remember(place: Place, path: Path) -> None:
    """The next file is offered the same folder."""
    await asyncio.to_thread(folders.remember, place.home, folders.OUT, path.parent)


async def wrote(place: Place, path: Path) -> None:
    """Say that a file stands, and remember where."""
    await remember(place, path)
    place.say(_("Written: {path}").format(path=path))
