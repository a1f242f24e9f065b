"""`docs/promises.md` and the tests say the same."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "docs" / "promises.md"
_ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
_TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
ROWS = _ROW.findall(LIST.read_text(encoding="utf-8"))


def names_in(file: Path) -> set[str]:
    """The names of the tests in a file; a state machine counts as one."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    functions = {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    }
    machines = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id.startswith("Test")
    }
    return functions | machines


@pytest.mark.parametrize("number, fault, promise, tests", ROWS, ids=[row[0] for row in ROWS])
def test_every_promise_names_tests_that_exist(number: str, fault: str, promise: str, tests: str) -> None:
    named = _TEST.findall(tests)
    assert named, f"promise {number} has no test"
    for name, test in named:
        assert (ROOT / name).is_file(), name
        assert not test or test in names_in(ROOT / name), f"{name}::{test}"


def test_every_fault_test_keeps_a_promise() -> None:
    """This file and the harness itself aside."""
    named = set(_TEST.findall(LIST.read_text(encoding="utf-8")))
    for file in sorted((ROOT / "tests" / "faults").glob("test_*.py")):
        path = file.relative_to(ROOT).as_posix()
        if file == Path(__file__).resolve():
            continue
        missing = {test for test in names_in(file) if (path, test) not in named}
        assert (path, "") in named or not missing, f"{path}: {sorted(missing)} are in no row of docs/promises.md"


def test_rows_are_in_order_and_each_number_stands_once() -> None:
    numbers = [int(row[0]) for row in ROWS]
    assert numbers == sorted(set(numbers))
    assert len(numbers) > 10
