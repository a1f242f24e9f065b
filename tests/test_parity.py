"""What can be done can be done as a command, from Python and on the screen."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import pytest

import qualcode
from qualcode import ops
from qualcode.api import Project
from qualcode.cli.reference import names
from qualcode.cli.tree import build
from tests.parity import ALIKE, HANDLES, OPERATIONS, PARTS, WITHOUT_SESSION

WAYS = sorted(OPERATIONS.items())


def found() -> set[str]:
    """Every public function of `qualcode.ops` that takes a session first, as `module.name`."""
    names_found = set()
    for module in pkgutil.iter_modules(ops.__path__):
        loaded = importlib.import_module(f"qualcode.ops.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            if function.__module__ == loaded.__name__ and not name.startswith("_"):
                parameters = list(inspect.signature(function).parameters)
                if parameters[:1] == ["session"]:
                    names_found.add(f"{module.name}.{name}")
    return names_found


def test_every_function_on_a_project_is_an_operation_or_a_part_of_one() -> None:
    placed = {*OPERATIONS, *PARTS} - WITHOUT_SESSION
    assert found() - placed == set(), "place these in tests/parity.py: how does one reach them?"
    assert placed - found() == set(), "these are gone: take them out of tests/parity.py"
    assert not set(OPERATIONS) & set(PARTS)
    assert set(PARTS.values()) <= set(OPERATIONS)


@pytest.mark.parametrize("name", sorted(WITHOUT_SESSION))
def test_operations_before_there_is_a_project_exist(name: str) -> None:
    module, _, function = name.partition(".")
    assert callable(getattr(importlib.import_module(f"qualcode.ops.{module}"), function))


def test_where_a_way_is_missing_the_reason_is_given_and_nowhere_else() -> None:
    for name, ways in WAYS:
        assert bool(ways.because) == ("" in (ways.cli, ways.python, ways.screen)), name


def test_every_command_is_an_operation_and_every_operation_has_its_command() -> None:
    commands = set(names(build()))
    wanted = {ways.cli for _, ways in WAYS if ways.cli}
    assert wanted - commands == set()
    groups = {command for command in commands if any(other.startswith(f"{command} ") for other in commands)}
    assert commands - groups - wanted == ALIKE


def test_python_has_every_operation_and_no_other() -> None:
    wanted = {ways.python for _, ways in WAYS if ways.python}
    assert {"qualcode.create", "qualcode.open"} <= wanted
    assert callable(qualcode.create) and callable(qualcode.open)
    public = {name for name in dir(Project) if not name.startswith("_")}
    assert {name for name in wanted if "." not in name} == public - HANDLES


@pytest.mark.parametrize(("name", "screen"), [(name, ways.screen) for name, ways in WAYS if ways.screen])
def test_the_screen_has_it(name: str, screen: str) -> None:
    module, _, rest = screen.partition(":")
    cls, _, action = rest.partition(".")
    shown = getattr(importlib.import_module(f"qualcode.tui.{module}"), cls)
    if action:
        assert inspect.isfunction(getattr(shown, action, None)), f"{name}: {screen}"
