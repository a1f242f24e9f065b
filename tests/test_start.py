"""start.py: what it decides. That it installs and runs is proved by `.ci/run`, which starts with it."""

from __future__ import annotations

import ast
import importlib.util
import os
import stat
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
SOURCE = (ROOT / "start.py").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """start.py as a module that believes to lie in an empty folder."""
    specification = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    scripts = tmp_path / ".venv" / "bin"
    places = {"ROOT": tmp_path, "VENV": tmp_path / ".venv", "SCRIPTS": scripts, "PYTHON": scripts / "python"}
    for name, place in {**places, "CONSTRAINTS": tmp_path / "constraints.txt"}.items():
        monkeypatch.setattr(module, name, place)
    return module


def pretend_installed(start: ModuleType, testing: bool) -> None:
    start.PYTHON.parent.mkdir(parents=True, exist_ok=True)
    start.PYTHON.touch()
    start.stamp(testing).write_text(start.wanted(), "ascii")


def test_an_old_python_can_read_it_and_nothing_but_python_is_needed() -> None:
    tree = ast.parse(SOURCE, feature_version=(3, 7))
    names = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert names <= sys.stdlib_module_names


def test_an_old_python_says_what_is_needed(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    assert start.too_old() == ""
    monkeypatch.setattr(sys, "version_info", (3, 9, 18))
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert start.too_old().startswith("Python 3.11 or later is needed, this is 3.9.18.")
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}" if name == "python3.12" else None)
    assert "type python3.12 start.py" in start.too_old()


def test_a_python_without_venv_says_what_to_install(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert "sudo apt install python3." in start.parts_missing()
    pretend_installed(start, testing=False)
    assert start.parts_missing() == ""


def test_the_second_time_nothing_is_installed(start: ModuleType) -> None:
    assert not start.installed(False)
    pretend_installed(start, testing=False)
    assert start.installed(False)
    assert not start.installed(True)
    pretend_installed(start, testing=True)
    assert start.installed(True)


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_a_changed_list_of_packages_is_installed_anew(start: ModuleType, name: str) -> None:
    pretend_installed(start, testing=False)
    with (start.ROOT / name).open("a") as file:
        file.write("# changed\n")
    assert not start.installed(False)


def test_what_the_tests_need_is_read_from_pyproject(start: ModuleType) -> None:
    assert start.requirements() == PROJECT["dependency-groups"]["dev"]


def test_surroundings_that_would_mislead_are_left_behind(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIRTUAL_ENV", "/elsewhere")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("QUALCODE_CODER", "marie")
    kept = start.surroundings()
    assert "VIRTUAL_ENV" not in kept
    assert "PYTHONPATH" not in kept
    assert kept["QUALCODE_CODER"] == "marie"
    assert kept["QUALCODE_COMMAND"] == start.program()


def test_the_program_is_named_as_one_types_it(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(start.ROOT)
    assert start.program() == str(Path(".venv/bin/qualcode"))
    monkeypatch.chdir(start.ROOT.parent)
    assert start.program().endswith(str(Path(".venv/bin/qualcode")))


@pytest.mark.parametrize(
    ("words", "module"),
    [
        (["demo"], ["-m", "qualcode", "demo"]),
        (["import", "entretien.docx", "--json"], ["-m", "qualcode", "import", "entretien.docx", "--json"]),
        ([], ["-m", "qualcode"]),
        (["test", "-n0", "-k", "spans"], ["-m", "pytest", "-n0", "-k", "spans"]),
    ],
)
def test_what_is_typed_is_handed_on(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, words: list[str], module: list[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["start.py", *words])
    monkeypatch.chdir(start.ROOT)
    pretend_installed(start, testing=True)
    pretend_installed(start, testing=False)
    ran: list[list[str]] = []

    def run(arguments: list[str]) -> int:
        ran.append(arguments)
        return 0

    monkeypatch.setattr(start, "run", run)
    assert start.main() == 0
    assert ran == [module]


def test_the_whole_suite_runs_on_all_processors(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    assert start.spread([]) == ["-n", "auto", "--dist", "worksteal"]
    assert start.spread(["-x"]) == ["-n", "auto", "--dist", "worksteal"]
    assert start.spread(["-n2"]) == []
    assert start.spread(["--pdb"]) == []
    assert start.spread(["tests/cli"]) == []
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert start.spread([]) == []


def test_what_goes_wrong_is_told_and_tried_again_the_next_time(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["start.py", "demo"])
    monkeypatch.setattr(start, "has_pip", lambda: True)
    monkeypatch.setattr(subprocess, "call", lambda *_, **__: 1)
    assert start.main() == 1
    assert "simply try again" in capsys.readouterr().err
    assert not start.installed(False)


def test_every_package_is_pinned_and_no_index_is_named() -> None:
    lines = [line for line in (ROOT / "constraints.txt").read_text("ascii").splitlines() if not line.startswith("#")]
    pins = {Requirement(line).name.lower().replace("_", "-"): Requirement(line) for line in lines}
    assert all(len(pin.specifier) == 1 and str(pin.specifier).startswith("==") and not pin.url for pin in pins.values())
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"], "hatchling", "editables"]
    for text in wanted:
        requirement = Requirement(text)
        pin = pins[requirement.name.lower().replace("_", "-")]
        assert requirement.specifier.contains(str(pin.specifier).removeprefix("==")), text


def test_ci_calls_the_readmes_command() -> None:
    path = ROOT / ".ci" / "run"
    assert '"$python" start.py test' in path.read_text("utf-8")
    if os.name != "nt":
        assert path.stat().st_mode & stat.S_IXUSR
