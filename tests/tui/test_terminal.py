"""The real program on a pseudo-terminal: no byte of people's reaches it, and what is typed outlives the program."""

from __future__ import annotations

import os
import re
import select
import struct
import sys
import time
from pathlib import Path

import pytest

from tests.tui.hostile import CONTROLS, spoil

if sys.platform != "win32":
    import fcntl
    import pty
    import termios

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals here")

# What Textual itself sends: colours and cursor (CSI), the pointer's shape, and private modes.
_OURS = re.compile(rb"\x1b(?:\[[0-9;:?<>=$]*[A-Za-z~]|\]22;[a-z-]*\x07|\]22;[a-z-]*|[=>78]|\[\?[0-9;$]*[a-z])")
_ESCAPE = "\x1b"
_KEYS = (
    *("j", "w", _ESCAPE, "m", _ESCAPE, "b", _ESCAPE, "o", _ESCAPE, "S", "c", "label", _ESCAPE, "v", _ESCAPE, "+", "u"),
    *("\x1b[1;5F", "/", "HARM", _ESCAPE, "\x10", _ESCAPE, "i", _ESCAPE),
)


def spawn(project: Path, home: Path) -> tuple[int, int]:
    """The real program on a pseudo-terminal: its process and the terminal's other end."""
    pid, terminal = pty.fork()
    if pid == 0:
        environment = {
            **os.environ,
            "HOME": str(home),
            "XDG_STATE_HOME": str(home / "state"),
            "TERM": "xterm-256color",
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        }
        arguments = [sys.executable, "-m", "qualcode", "--coder", "marie", "--lang", "en", "open", str(project)]
        os.chdir(project.parent)
        os.execve(sys.executable, arguments, environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    return pid, terminal


class Reader:
    """What the program writes, read until it has been quiet for a moment or something has been seen."""

    def __init__(self, terminal: int) -> None:
        self._terminal = terminal
        self.seen = b""

    def read(self, *, until: bytes = b"", quiet: float = 0.3, patience: float = 60) -> None:
        end = time.monotonic() + patience
        before = len(self.seen)
        while time.monotonic() < end:
            ready, _, _ = select.select([self._terminal], [], [], quiet)
            if not ready:
                if until in self.seen[before:]:
                    return
                continue
            try:
                self.seen += os.read(self._terminal, 1 << 16)
            except OSError:
                return
        raise AssertionError(f"waited in vain for {until!r}")


def test_no_byte_of_people_reaches_the_terminal_as_a_control(project: Path, tmp_path: Path) -> None:
    spoil(project, CONTROLS)
    folder = project.with_name("pr\x1b]0;HARM\x07oject.qualcode")
    project.rename(folder)
    (folder.parent / "file\x1b[31mHARM.txt").write_text("x")
    pid, terminal = spawn(folder, tmp_path)
    try:
        reader = Reader(terminal)
        reader.read(until=b"label ")
        for key in _KEYS:
            os.write(terminal, key.encode())
            reader.read(quiet=0.15)
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
        os.close(terminal)
    seen = reader.seen
    assert "␛]0;HARM␇".encode() in seen
    assert seen.count(b"HARM") > 30
    left = _OURS.sub(b"", seen)
    assert b"\x1b" not in left, left[max(left.find(b"\x1b") - 40, 0) : left.find(b"\x1b") + 40]
    assert not re.search(rb"[\x00-\x07\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]", left)
    assert not re.search(rb"\xc2[\x80-\x9f]", left)
    assert "\u202e".encode() not in left and "\u200b".encode() not in left
    for sequence in _OURS.findall(seen):
        assert b"HARM" not in sequence


def test_a_killed_program_leaves_the_draft_and_a_terminated_one_the_terminal(project: Path, tmp_path: Path) -> None:
    pid, terminal = spawn(project, tmp_path)
    try:
        reader = Reader(terminal)
        reader.read(until=b"Job quality")
        os.write(terminal, b"j")
        reader.read(until=b"effect")
        os.write(terminal, b"m")
        reader.read(until=b"Memo on")
        os.write(terminal, "à revoir".encode())
        drafts = tmp_path / "state" / "qualcode"
        end = time.monotonic() + 30
        while not any("revoir" in path.read_text("utf-8") for path in drafts.glob("drafts-*.json")):
            assert time.monotonic() < end
            reader.read(quiet=0.05)
        os.kill(pid, 15)
        reader.read(until=b"\x1b[?1049l", quiet=0.1)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 143
    finally:
        os.close(terminal)
    assert any("revoir" in path.read_text("utf-8") for path in drafts.glob("drafts-*.json"))
