"""Which folder a dialog for files begins in: the one that was used last in this project, not in another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.tui.dropped import starting_folder

if TYPE_CHECKING:
    from qualcode.tui.app import QualcodeApp

IN, OUT, CODEBOOKS = "folder", "exports", "codebooks"
"""What folders are remembered for: files that come in, files that are written, codebooks."""
_KEPT = "folders"


def remembered(home: QualcodeApp, what: str) -> Path:
    """Where the last file of this kind was in this project, else beside the project; without one, the last anywhere."""
    anywhere = home.memory.setting(what)
    coding = home.coding
    if coding is None:
        return starting_folder(anywhere).absolute()
    own = coding.path.absolute().parent
    kept = home.memory.noted(_KEPT, home.project_id)
    folder = kept.get(what) if isinstance(kept, dict) else None
    if not isinstance(folder, str) and anywhere and Path(anywhere).is_relative_to(own):
        folder = anywhere
    return starting_folder(folder if isinstance(folder, str) else None, own).absolute()


def remember(home: QualcodeApp, what: str, folder: Path) -> None:
    """Begin here the next time."""
    home.memory.set(what, str(folder))
    if home.project_id:
        kept = home.memory.noted(_KEPT, home.project_id)
        known = kept if isinstance(kept, dict) else {}
        home.memory.note(_KEPT, home.project_id, {**known, what: str(folder)})
