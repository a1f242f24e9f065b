from __future__ import annotations

import getpass
from pathlib import Path

import pytest

from qualcode.cli.invocation import Invocation, peek
from qualcode.errors import NoProject, ProjectNotFound, SeveralProjects


@pytest.mark.parametrize(
    ("words", "language", "json"),
    [
        (["--lang", "fr", "documents"], "fr", False),
        (["--lang=nl", "documents", "--json"], "nl", True),
        (["-p", "a.qualcode", "--lang", "de", "stats"], "de", False),
        (["--json", "stats"], None, True),
        # After the command, the language is the report's.
        (["report", "excerpts", "-o", "a.docx", "--lang", "nl"], None, False),
        (["--lang", "tlh", "stats"], None, False),
        (["--lang"], None, False),
        (["search", "--", "--json"], None, False),
        ([], None, False),
    ],
)
def test_language_and_json_are_known_before_anything_is_parsed(
    words: list[str], language: str | None, json: bool
) -> None:
    assert peek(words) == (language, json)


def test_the_project_is_the_option_else_the_environment_else_the_only_one_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NoProject):
        Invocation().project_path()
    for name in ("a.qualcode", "b.qualcode"):
        (tmp_path / name).touch()
    with pytest.raises(SeveralProjects):
        Invocation().project_path()
    monkeypatch.setenv("QUALCODE_PROJECT", "b.qualcode")
    assert Invocation().project_path() == Path("b.qualcode")
    assert Invocation("a.qualcode").project_path() == Path("a.qualcode")
    assert Invocation("a").project_path() == Path("a.qualcode")
    with pytest.raises(ProjectNotFound):
        Invocation("c.qualcode").project_path()
    (tmp_path / "b.qualcode").unlink()
    monkeypatch.delenv("QUALCODE_PROJECT")
    assert Invocation().project_path() == tmp_path / "a.qualcode"


def test_the_coder_is_the_option_else_the_environment_else_the_login_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "mdupont")
    assert Invocation().coder_name() == "mdupont"
    monkeypatch.setenv("QUALCODE_CODER", "marie")
    assert Invocation().coder_name() == "marie"
    assert Invocation(coder="jan").coder_name() == "jan"


def test_a_system_without_accounts_still_has_a_coder(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert Invocation().coder_name() == "coder"
