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
        (
            "from qualcode.cli import main, opening; import qualcode.tui.app",
            ("pydantic", "spacy", "sqlmodel", "sqlalchemy", "docx", "xlsxwriter", "typer"),
        ),
    ],
)
def test_a_new_process_loads_only_what_it_needs(statement: str, never: tuple[str, ...]) -> None:
    assert loaded(statement) & set(never) == set()
