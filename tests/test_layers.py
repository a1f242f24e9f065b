"""Who may import whom: the contracts in pyproject.toml, and what fresh processes really load."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[1]

HEAVY = ("textual", "spacy", "sqlmodel", "sqlalchemy", "docx", "lxml", "numpy", "xlsxwriter", "rapidfuzz")


def loaded(statement: str) -> set[str]:
    """The top-level packages that a new process has loaded after `statement`."""
    tell = "import json, sys; print('\\n' + json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    done = subprocess.run(
        [sys.executable, "-c", f"{statement}\n{tell}"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_contracts_of_the_house_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True, no_logo=True) == 0


@pytest.mark.parametrize(
    ("statement", "never"),
    [
        ("import qualcode", (*HEAVY, "typer", "rich", "yaml", "platformdirs", "dataclasses", "pathlib")),
        ("import qualcode.errors", (*HEAVY, "typer", "rich", "yaml", "platformdirs")),
        ("import qualcode.model.codebook, qualcode.model.results", (*HEAVY, "typer", "rich", "yaml")),
        ("from qualcode.cli.main import main; main(['--help'])", (*HEAVY, "rich", "yaml", "pydantic")),
        ("from qualcode.cli.main import main; main(['--version'])", (*HEAVY, "rich", "yaml")),
        ("from qualcode.cli.main import main; main(['--lang', 'fr', 'matrix', '--help'])", (*HEAVY, "rich", "yaml")),
        ("import qualcode.ops.projects, qualcode.ops.codings", ("textual", "spacy", "rich", "typer")),
        ("import qualcode.api", ("textual", "spacy", "rich", "typer", "pandas")),
        ("import qualcode.analysis.matrix", ("textual", "spacy", "sqlalchemy", "rich", "typer", "docx")),
        ("import qualcode.tui.app", ("spacy", "sqlmodel", "sqlalchemy", "docx", "xlsxwriter", "typer")),
    ],
)
def test_a_new_process_loads_only_what_it_needs(statement: str, never: tuple[str, ...]) -> None:
    assert loaded(statement) & set(never) == set()


def test_help_takes_under_a_third_of_a_second_of_processor_time() -> None:
    measure = (
        "import resource, subprocess, sys\n"
        "subprocess.run([sys.executable, '-m', 'qualcode', '--help'], check=True, stdout=subprocess.DEVNULL)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime)\n"
    )
    if sys.platform == "win32":
        pytest.skip("processor time of a child is not told here")
    command = [sys.executable, "-c", measure]
    runs = (subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT) for _ in range(3))
    assert min(float(run.stdout) for run in runs) < 0.3
