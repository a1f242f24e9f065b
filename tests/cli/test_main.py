"""The program as a process: what reaches the shell when things go wrong from outside."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "qualcode"]
SENTINEL = "Sofie-zei-dit-in-vertrouwen"


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def test_output_is_utf8_whatever_the_system_says(project: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "-p", str(project), "text", "1"],
        capture_output=True,
        check=True,
        env=environment(PYTHONIOENCODING="cp850", LC_ALL="C", PYTHONUTF8="0"),
    )
    assert "Récit de vie de Fatima" in done.stdout.decode("utf-8")
    assert b"\r\n" not in done.stdout
    table = subprocess.run(
        [*COMMAND, "-p", str(project), "search", "frigo"],
        capture_output=True,
        check=True,
        env=environment(PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0"),
    )
    assert "donc là c'était le RSA" in table.stdout.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="signals and pipes are otherwise there")
def test_ctrl_c_ends_quietly_with_130(project: Path) -> None:
    # Whoever starts a program behind the scenes lets it ignore Ctrl-C, and what that starts inherits it.
    waiting = (
        "import signal, time\n"
        "from qualcode.cli import main\n"
        "from qualcode.ops import projects\n"
        "def wait(*_): print('ready', flush=True); time.sleep(60)\n"
        "projects.stats = wait\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "main.run()\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", waiting, "-p", str(project), "stats"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    with child:
        assert child.stdout is not None
        child.stdout.readline()
        child.send_signal(signal.SIGINT)
        try:
            out, err = child.communicate(timeout=30)
        finally:
            child.kill()
    assert (child.returncode, out, err) == (130, b"", b"")


@pytest.mark.skipif(os.name == "nt", reason="signals and pipes are otherwise there")
def test_a_reader_that_goes_away_is_no_reason_to_complain(project: Path) -> None:
    child = subprocess.Popen(
        [*COMMAND, "-p", str(project), "codebook", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.read(1)
    child.stdout.close()
    assert child.wait(timeout=30) in {0, 1}
    assert child.stderr.read() == b""
    child.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_behind_standard_output_is_told(project: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, "-p", str(project), "documents"], stdout=full, stderr=subprocess.PIPE, env=environment()
        )
    assert done.returncode == 1
    assert done.stderr.decode().startswith("“stdout” cannot be written")


def test_a_fault_of_the_program_is_one_sentence_without_values() -> None:
    broken = (
        "import sys\n"
        "from qualcode.cli import main, tree\n"
        "sys.argv[1:] = ['documents']\n"
        f"def fault(): raise ValueError({SENTINEL!r})\n"
        "tree.build = fault\n"
        "main.run()\n"
    )
    done = subprocess.run([sys.executable, "-c", broken], capture_output=True, text=True, env=environment())
    assert done.returncode == 1
    assert done.stdout == ""
    assert "ValueError at qualcode/cli/main.py:" in done.stderr
    assert SENTINEL not in done.stderr
    assert len(done.stderr.splitlines()) == 2
