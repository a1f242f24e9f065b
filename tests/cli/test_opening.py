"""The screen is opened without the tree of commands, and means the same as with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.cli import main, opening
from qualcode.cli.invocation import Invocation
from tests.store.making import new_project


@pytest.mark.parametrize(
    ("arguments", "told", "named"),
    [
        ([], Invocation(), None),
        (["open"], Invocation(), None),
        (["open", "récit.qualcode"], Invocation(), "récit.qualcode"),
        (
            ["-p", "p.qualcode", "--coder", "marie", "--lang", "nl"],
            Invocation("p.qualcode", "marie", False, "nl"),
            None,
        ),
        (["--project=p", "--coder=é à", "open"], Invocation("p", "é à"), None),
        (["--lang=fr", "open", "p"], Invocation(language="fr"), "p"),
        (["récit.qualcode"], Invocation(), "récit.qualcode"),
    ],
)
def test_the_command_line_asks_for_the_screen(arguments: list[str], told: Invocation, named: str | None) -> None:
    assert opening.asked_for(arguments) == (told, named)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["open", "--help"],
        ["open", "--json"],
        ["open", "a", "b"],
        ["a.qualcode", "b.qualcode"],
        ["open", "-p", "x"],
        ["documents"],
        ["--json"],
        ["--lang", "it", "open"],
        ["--lang"],
        ["-p"],
        ["--coder="],
        ["-px", "open"],
        ["--project", "--json"],
        ["--", "open"],
        [""],
    ],
)
def test_all_else_is_for_the_commands(arguments: list[str]) -> None:
    assert opening.asked_for(arguments) is None


@pytest.mark.parametrize("arguments", [["open", "{}"], ["-p", "{}"], ["-p", "{}", "open"], ["-p{}", "open"]])
def test_both_ways_open_the_same(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tmp_path / "p.qualcode"
    new_project(project).close()
    opened: list[tuple[Path | None, str]] = []
    monkeypatch.setattr(opening, "is_terminal", lambda: True)
    monkeypatch.setattr("qualcode.tui.start.run", lambda path, *, coder, language: opened.append((path, coder)))
    words = [each.format(project) for each in arguments]
    assert main.main(["--coder", "marie", *words]) == 0
    assert opened == [(project, "marie")]


def test_a_project_that_is_not_there_is_told_also_without_the_tree(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["open", "nowhere"]) == 1
    assert "nowhere" in capsys.readouterr().err
