"""Choosing a codebook from elsewhere, from any place: a file, a project, the shared one, an earlier version."""

from __future__ import annotations

import asyncio
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.i18n import _
from qualcode.ops import codebook_preview
from qualcode.tui import compared, folders, safe
from qualcode.tui.dialogs import choose
from qualcode.tui.dialogs.choose import Chooser
from qualcode.tui.dialogs.files import FileChooser
from qualcode.tui.screens.base import Place

_FILE, _SHARED, _VERSION, _RECENT = "file", "impact", "@", "recent:"


async def ask(place: Place, title: str) -> str | None:
    """The codebook chosen, by the name that `codebook_source.read` knows it by; nothing where it was given up."""
    home = place.home
    names: list[str] = []
    try:
        names = await home.desk.run(compared.version_names)
    except QualcodeError as error:
        place.complain(error)
    recents = await asyncio.to_thread(lambda: [each for each in home.memory.recents() if each.path.exists()])
    own = home.coding.path.absolute() if home.coding is not None else None
    # Those of other pools mostly lie in the same folder.
    near = await asyncio.to_thread(compared.projects_beside, own) if own is not None else []
    found = [
        (_FILE, _("A file or a project …"), ".yaml .csv .xlsx .qualcode"),
        (_SHARED, _("The shared codebook"), ""),
        *((_VERSION + name, _("This codebook as it was: {version}").format(version=name), "") for name in names),
        *((_RECENT + str(path), path.stem, str(path)) for path in near),
        *(
            (_RECENT + str(each.path), each.title or each.path.stem, str(each.path))
            for each in recents
            if each.path != own and each.path not in near
        ),
    ]
    rows = [
        choose.Row(name, safe.show(shown, (f"   {more}", "$foreground-muted")), (shown, more))
        for name, shown, more in found
    ]
    chosen = await home.push_screen_wait(Chooser(title, rows))
    if chosen is None:
        return None
    return await _file(place, title, own) if chosen[0] == _FILE else str(chosen[0]).removeprefix(_RECENT)


async def _file(place: Place, title: str, own: Path | None) -> str | None:
    home = place.home
    folder = await asyncio.to_thread(folders.remembered, home, folders.CODEBOOKS)
    endings = (*codebook_preview.suffixes(), ".qualcode")
    path = await home.push_screen_wait(FileChooser(title, folder, endings))
    if path is None:
        return None
    await asyncio.to_thread(folders.remember, home, folders.CODEBOOKS, path.absolute().parent)
    return str(path.absolute())
