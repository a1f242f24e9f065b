"""What holds for every test: no network, no home, no settings of the person at the keyboard, English."""

from __future__ import annotations

import gc
import itertools
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from qualcode.i18n import set_language

NIGHTLY = os.environ.get("QUALCODE_NIGHTLY") == "1"
# Where the material lies that is read by tests and not shipped.
SHARED = Path(__file__).resolve().parents[2] / "shared"

# Machines differ in speed, and several suites may share one: no deadline, and slow data is no fault.
settings.register_profile("quick", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "nightly", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=2_000, stateful_step_count=100
)
settings.load_profile("nightly" if NIGHTLY else "quick")

_LANGUAGE = ("LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_CTYPE")
_HERE = ("", "127.0.0.1", "::1", "localhost")
_APPEARANCE = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "EDITOR", "VISUAL")


_count = itertools.count()
_codebook: list[Any] = []


class NetworkUsedError(AssertionError):
    """A test, or the code under it, wanted to reach another machine."""


def pytest_collection_finish() -> None:
    """What is imported by now stays: looking through it for garbage again and again took a tenth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's project, in French, built once: copy it before changing anything."""
    from qualcode.ops import demo

    return demo.build(tmp_path_factory.mktemp("demo"), language="fr", coder="marie").project


@pytest.fixture
def shared() -> Path:
    """The folder of material that is not shipped; tests that read it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the material in ../shared is not here: it may be read but not shipped")
    return SHARED


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any way out of this machine fails; sockets within it (event loops, workers) still work."""

    def guard(function: Callable[..., Any], place: int) -> Callable[..., Any]:
        def guarded(*arguments: Any, **options: Any) -> Any:
            address = arguments[place]
            host = address[0] if isinstance(address, tuple) else address
            # What is no text names a socket in the file system or this machine itself.
            if isinstance(host, str) and host not in _HERE and not host.startswith(("/", "\0")):
                raise NetworkUsedError(f"the network was used: {host}")
            return function(*arguments, **options)

        return guarded

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, guard(getattr(socket.socket, name), -1))
    monkeypatch.setattr(socket, "getaddrinfo", guard(socket.getaddrinfo, 0))


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the homes of all tests lie."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def no_home(monkeypatch: pytest.MonkeyPatch, homes: Path) -> Path:
    """An empty home of the test's own: settings, caches and recent files go there and nowhere else."""
    # A name of its own by counting: `mktemp` looks through all that earlier tests have left.
    home = homes / str(next(_count))
    home.mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    places = {
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_CACHE_HOME": ".cache",
        "XDG_RUNTIME_DIR": ".runtime",
        "APPDATA": "AppData/Roaming",
        "LOCALAPPDATA": "AppData/Local",
    }
    for name, place in places.items():
        monkeypatch.setenv(name, str(home / place))
    return home


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """None of the environment's settings for qualcode or the terminal; English."""
    for name in [name for name in os.environ if name.startswith("QUALCODE_") and name != "QUALCODE_NIGHTLY"]:
        monkeypatch.delenv(name)
    for name in (*_LANGUAGE, *_APPEARANCE):
        monkeypatch.delenv(name, raising=False)
    set_language("en")


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Projects opened by a test do not wait until the disk has them; only a loss of power could tell the difference.

    Where nothing has imported the store yet, it is not imported for this.
    """
    engine = sys.modules.get("qualcode.store.engine")
    if engine is not None:
        monkeypatch.setattr(engine, "SYNCHRONOUS", "OFF")


@pytest.fixture(autouse=True)
def shared_codebook_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nearly every project is made with it; nothing changes what was read."""
    projects = sys.modules.get("qualcode.ops.projects")
    if projects is None:
        return
    read = projects.read_codebook

    def once(name: str | Path) -> Any:
        if str(name) != projects.SHARED_CODEBOOK:
            return read(name)
        if not _codebook:
            _codebook.append(read(name))
        return _codebook[0]

    monkeypatch.setattr(projects, "read_codebook", once)
