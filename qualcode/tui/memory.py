"""What the program remembers on one machine: recent projects; for each coder the place read last, drafts of memos.

Small JSON files in the user's state folder, readable by nobody else. They are a convenience: what cannot be read is
as if it were not there. Only drafts hold words of people, and they go when the memo is saved or given up.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_MOST_RECENTS = 12
# Where the projects of guided tours are made, below the state folder.
TOUR_FOLDER = "tour"


@dataclass(frozen=True, slots=True)
class Recent:
    """A project opened before; `at` is when, in ISO 8601, or nothing where it is not known."""

    path: Path
    title: str
    at: str = ""


class Memory:
    """The state folder. What concerns a project is kept for each coder apart. May be used from any thread."""

    def __init__(self, folder: Path, coder: str = "") -> None:
        self.folder = folder
        # Two who code blind may share a computer: neither comes upon the other's drafts. Names do for no file's name.
        self._coder = hashlib.sha256(coder.encode()).hexdigest()[:12]
        self._lock = threading.Lock()

    def recents(self) -> list[Recent]:
        """Projects opened before, the last one first."""
        found = self._read("recent").get("projects")
        entries = found if isinstance(found, list) else []
        return [
            Recent(Path(entry["path"]), str(entry.get("title", "")), str(entry.get("at", "")))
            for entry in entries
            if isinstance(entry, dict) and isinstance(entry.get("path"), str) and "\0" not in entry["path"]
        ]

    def opened(self, path: Path, title: str) -> None:
        """Put a project first among the recent ones, unless it was made for a guided tour."""
        path = path.absolute()
        if path.is_relative_to(self.folder.absolute() / TOUR_FOLDER):
            return
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._lock:
            others = [recent for recent in self.recents() if recent.path != path]
            self._write("recent", _as_data([Recent(path, title, now), *others][:_MOST_RECENTS]))

    def forgotten(self, path: Path) -> None:
        """Drop a project from the recent ones."""
        with self._lock:
            self._write("recent", _as_data([each for each in self.recents() if each.path != path]))

    def place(self, project: str) -> tuple[str | None, dict[str, int]]:
        """The document read last in a project (an id) and the offset reached in each document."""
        stored = self._read("places").get(self._own(project))
        if not isinstance(stored, dict):
            return None, {}
        offsets = stored.get("offsets")
        kept = {
            str(document): offset
            for document, offset in (offsets if isinstance(offsets, dict) else {}).items()
            if isinstance(offset, int) and offset >= 0
        }
        document = stored.get("document")
        return (document if isinstance(document, str) else None), kept

    def left(self, project: str, document: str, offset: int) -> None:
        """Note how far a document was read."""
        with self._lock:
            offsets = {**self.place(project)[1], document: offset}
            self._write(
                "places", {**self._read("places"), self._own(project): {"document": document, "offsets": offsets}}
            )

    def codes(self, project: str) -> list[str]:
        """The keys of the codes that the digits stood for in a project."""
        stored = self._read("codes").get(self._own(project))
        return [key for key in stored if isinstance(key, str)][:9] if isinstance(stored, list) else []

    def keep_codes(self, project: str, keys: list[str]) -> None:
        """Note which codes the digits stand for."""
        with self._lock:
            stored = self._read("codes")
            if stored.get(self._own(project)) != keys:
                self._write("codes", {**stored, self._own(project): keys})

    def noted(self, what: str, project: str) -> object:
        """What was noted of a kind (`seen`, `view`) for a project: plain data, looked at before it is believed."""
        return self._read(what).get(self._own(project))

    def note(self, what: str, project: str, data: object) -> None:
        """Note plain data of a kind for a project."""
        with self._lock:
            self._write(what, {**self._read(what), self._own(project): data})

    def setting(self, name: str) -> str | None:
        """A choice made before, such as the theme."""
        value = self._read("settings").get(name)
        return value if isinstance(value, str) else None

    def set(self, name: str, value: str) -> None:
        """Remember a choice."""
        with self._lock:
            self._write("settings", {**self._read("settings"), name: value})

    def draft(self, project: str, about: str) -> str | None:
        """The memo that was being typed about something when the program ended."""
        text = self._read(self._drafts(project)).get(about)
        return text if isinstance(text, str) else None

    def drafts(self, project: str) -> frozenset[str]:
        """What there are drafts about."""
        return frozenset(about for about, text in self._read(self._drafts(project)).items() if isinstance(text, str))

    def keep_draft(self, project: str, about: str, text: str) -> None:
        """Keep a memo as far as it is typed; survives the end of the process, however it comes."""
        with self._lock:
            name = self._drafts(project)
            self._write(name, {**self._read(name), about: text})

    def drop_draft(self, project: str, about: str) -> None:
        """Forget a draft: the memo is saved, or given up."""
        with self._lock:
            name = self._drafts(project)
            kept = {key: text for key, text in self._read(name).items() if key != about}
            if kept:
                self._write(name, kept)
            else:
                with contextlib.suppress(OSError):
                    self._file(name).unlink()

    def _own(self, project: str) -> str:
        """The name under which a coder's things of a project are kept."""
        return f"{project}-{self._coder}"

    def _drafts(self, project: str) -> str:
        return "drafts-" + re.sub(r"[^0-9a-zA-Z-]", "_", self._own(project))

    def _read(self, name: str) -> dict[str, Any]:
        try:
            found = json.loads(self._file(name).read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.json"

    def _write(self, name: str, data: Mapping[str, Any]) -> None:
        """Replace a file whole, for this user's eyes only. A full disk costs only the memory of it."""
        target = self._file(name)
        fresh = target.with_suffix(".new")
        with contextlib.suppress(OSError):
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh.unlink(missing_ok=True)
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
                json.dump(data, file, ensure_ascii=True)
            fresh.replace(target)


def _as_data(recents: list[Recent]) -> dict[str, Any]:
    return {"projects": [{"path": str(each.path), "title": each.title, "at": each.at} for each in recents]}
