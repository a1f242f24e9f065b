"""Files that are dropped on the terminal: it pastes their paths, each terminal in a way of its own."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

import platformdirs

from qualcode.tui.ranking import fold

_LONGEST = 20_000
MOST_FILES = 500
"""As many of the files in a folder are taken at once."""


def paths_in(pasted: str) -> list[Path]:
    """The files and folders whose whole paths were pasted; none where it was anything else.

    Understood are a path a line, and paths in a row that are quoted, escaped with `\\`, or addresses (`file://`).
    """
    if len(pasted) > _LONGEST:
        return []
    found: list[Path] = []
    for line in filter(None, map(str.strip, pasted.splitlines())):
        alone = _existing(line)
        several = [alone] if alone is not None else [_existing(word) for word in _words(line)]
        if not several or None in several:
            return []
        found += [path for path in several if path is not None]
    return list(dict.fromkeys(found))


def _words(line: str) -> list[str]:
    if os.name == "nt":
        return [quoted or bare for quoted, bare in re.findall(r'"([^"]+)"|(\S+)', line)]
    try:
        return shlex.split(line)
    except ValueError:  # a quotation mark that is never closed
        return []


def _existing(word: str) -> Path | None:
    if word.startswith("file://"):
        path = unquote(urlsplit(word).path)
        word = path[1:] if os.name == "nt" else path
    path_of = Path(word)
    try:
        return path_of if path_of.is_absolute() and path_of.exists() else None
    except (OSError, ValueError):  # too long for a name, or not one at all
        return None


def transcripts(paths: Iterable[Path], endings: Sequence[str]) -> list[Path]:
    """The files, and of the folders all files with one of the endings, those in folders below too; each once."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(_within(path, tuple(endings)), key=lambda each: natural(str(each)))[:MOST_FILES]
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _within(folder: Path, endings: tuple[str, ...]) -> Iterable[Path]:
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        # Word keeps a file of this kind beside each document that is open.
        yield from (
            Path(here, name) for name in files if name.lower().endswith(endings) and not name.startswith((".", "~$"))
        )


def natural(name: str) -> list[str | int]:
    """What names are ordered by, so that 2 stands before 10; without regard to case and accents."""
    return [int(part) if part.isdecimal() else fold(part) for part in re.split(r"([0-9]+)", name)]


def starting_folder(remembered: str | None, beside: Path | None = None) -> Path:
    """Where to look for files first: where some were found last, else `beside`, else among one's documents, at home."""
    for folder in (remembered, beside, platformdirs.user_documents_dir(), "~"):
        if folder:
            path = Path(folder).expanduser()
            if path.is_dir():
                return path
    return Path.cwd()
