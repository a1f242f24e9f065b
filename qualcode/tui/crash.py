"""What is left of a fault: a plain sentence on the terminal, and a log of types and line numbers, never of words."""

from __future__ import annotations

import contextlib
import os
import traceback
from datetime import UTC, datetime
from pathlib import Path

from rich.text import Text
from textual.worker import WorkerFailed

from qualcode import __version__
from qualcode.i18n import _
from qualcode.tui import safe


def write_log(folder: Path, error: BaseException) -> Path | None:
    """Add a fault to the log in a folder, for this user's eyes only; the log's path, or None if it cannot be written.

    Of each exception in the chain its type, and the files, lines and functions it passed; neither its message nor any
    value, since either may hold what people said.
    """
    log = folder / "faults.log"
    lines = [f"{datetime.now(UTC).isoformat(timespec='seconds')} qualcode {__version__}"]
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        lines.append(f"{type(each).__module__}.{type(each).__qualname__}")
        for frame in traceback.extract_tb(each.__traceback__):
            lines.append(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
        # What fails in the background comes wrapped.
        each = each.error if isinstance(each, WorkerFailed) else each.__cause__ or each.__context__
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n\n")
        return log
    return None


def told(log: Path | None) -> Text:
    """What a person is told."""
    said = _("The program has failed. All that was saved is safe.")
    where = _("What failed, without any of your texts, is noted in {path}").format(path=log) if log else ""
    lines = [safe.label(part) for part in (said, where) if part]
    return Text("\n").join(lines)
