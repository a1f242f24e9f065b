"""A program in a pseudo-terminal, timed by what it writes."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence

_ESCAPES = re.compile(rb"\x1b(\[[0-9;:?<=>]*[a-zA-Z]|\][^\x07\x1b]*(\x07|\x1b\\)|[()][A-Z0-9]|[=>78MPX^_])")


class Terminal:
    """Start `command` in a terminal of 160 by 48."""

    def __init__(self, command: Sequence[str], environment: dict[str, str]) -> None:
        self.started = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.environ.update(environment, TERM="xterm-256color", COLUMNS="160", LINES="48")
            os.execvp(command[0], list(command))
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", 48, 160, 0, 0))
        self._seen = b""

    def until(self, words: str, limit: float = 60) -> float:
        """Seconds from the start until `words` stand on the screen."""
        wanted = words.encode()
        while time.perf_counter() - self.started < limit:
            if self._read(0.05) and wanted in _ESCAPES.sub(b"", self._seen):
                return time.perf_counter() - self.started
        raise TimeoutError(f"never saw {words!r}")

    def key(self, sequence: bytes, quiet: float = 0.012) -> float:
        """Seconds from a key until what it made the program draw stands: the end of the first burst of output.

        What follows after a pause (a line of status) belongs to the next thing the program does.
        """
        while self._read(0.15):
            pass
        start = last = time.perf_counter()
        os.write(self._fd, sequence)
        while self._read(quiet if last > start else 1.0):
            last = time.perf_counter()
        return last - start

    def key_until(self, sequence: bytes, words: str, limit: float = 10) -> float:
        """Seconds from a key until words stand on the screen that it brings there; what follows is waited for too."""
        while self._read(0.15):
            pass
        self._seen = b""
        start = time.perf_counter()
        os.write(self._fd, sequence)
        while words.encode() not in _ESCAPES.sub(b"", self._seen):
            if not self._read(limit):
                raise TimeoutError(f"never saw {words!r}")
        taken = time.perf_counter() - start
        while self._read(0.15):
            pass
        return taken

    def rest(self, seconds: float) -> None:
        """Let the program finish what it does by itself."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self._read(0.05)

    def close(self) -> None:
        """End it."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._fd)

    def _read(self, wait: float) -> bool:
        ready, _, _ = select.select([self._fd], [], [], wait)
        if not ready:
            return False
        self._seen = (self._seen + os.read(self._fd, 1 << 20))[-400_000:]
        return True
