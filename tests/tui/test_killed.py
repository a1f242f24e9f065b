"""The real program killed while somebody types a memo from the menu: what was typed is there the next time."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from tests.tui.test_terminal import Reader, spawn

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals here")


@pytest.mark.parametrize("letters", ["the document", "the project"])
def test_a_memo_from_the_menu_outlives_a_killed_program(project: Path, tmp_path: Path, letters: str) -> None:
    pid, terminal = spawn(project, tmp_path)
    drafts = tmp_path / "state" / "qualcode"
    try:
        reader = Reader(terminal)
        reader.read(until=b"Job quality")
        os.write(terminal, b"M")
        reader.read(until=b"New memo on")
        os.write(terminal, letters.encode() + b"\r")
        reader.read(until=b"throw it away")
        os.write(terminal, "à revoir".encode())
        end = time.monotonic() + 30
        while not any("revoir" in path.read_text("utf-8") for path in drafts.glob("drafts-*.json")):
            assert time.monotonic() < end
            reader.read(quiet=0.05)
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
        os.close(terminal)
    pid, terminal = spawn(project, tmp_path)
    try:
        reader = Reader(terminal)
        reader.read(until=b"Job quality")
        os.write(terminal, b"M")
        reader.read(until=b"draft")
        os.write(terminal, letters.encode() + b"\r")
        reader.read(until="à revoir".encode())
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
        os.close(terminal)
