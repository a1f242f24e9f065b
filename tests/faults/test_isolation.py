"""What every test relies on: no network, no home of anybody's, no settings of theirs, English."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

from qualcode.i18n import language
from qualcode.store import engine
from tests.conftest import NetworkUsedError


def test_the_network_cannot_be_reached() -> None:
    with pytest.raises(NetworkUsedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(NetworkUsedError):
        socket.getaddrinfo("example.org", 443)
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagram,
        pytest.raises(NetworkUsedError),
    ):
        datagram.sendto(b"x", ("192.0.2.1", 53))


def test_sockets_within_the_machine_work() -> None:
    one, other = socket.socketpair()
    with one, other:
        one.send(b"x")
        assert other.recv(1) == b"x"


def test_home_and_settings_are_the_test_s_own(no_home: Path) -> None:
    assert Path.home() == no_home
    assert platformdirs.user_config_path("qualcode").is_relative_to(no_home)
    assert list(no_home.iterdir()) == []
    assert not [name for name in os.environ if name.startswith("QUALCODE_") and name != "QUALCODE_NIGHTLY"]
    assert language() == "en"


def test_only_tests_do_not_wait_for_the_disk() -> None:
    assert engine.SYNCHRONOUS == "OFF"
    code = "from qualcode.store import engine; print(engine.SYNCHRONOUS)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "EXTRA\n"
