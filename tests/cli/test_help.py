from __future__ import annotations

import pytest

from qualcode.i18n import set_language

from .conftest import Run


def test_help_lists_the_commands_by_subject(run: Run) -> None:
    answer = run("--help")
    assert answer.status == 0
    assert answer.err == ""
    for subject in ("To begin:", "Documents:", "Coding:", "Cases and people:", "Results:"):
        assert subject in answer.out
    assert "Bring transcripts into the project." in answer.out


@pytest.mark.parametrize("words", ["import", "speakers map", "codings", "codings add", "report", "undo"])
def test_every_command_explains_itself(run: Run, words: str) -> None:
    answer = run(*words.split(), "--help")
    assert answer.status == 0
    assert answer.out.startswith(f"Usage: qualcode {words}")
    assert "--help" in answer.out


def test_help_fits_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = run("matrix", "--help").out.splitlines()
    assert max(map(len, lines)) <= 60


def test_help_is_in_the_readers_language(run: Run) -> None:
    try:
        french = run("--lang", "fr", "import", "--help").out
    finally:
        set_language("en")
    assert french != run("import", "--help").out


def test_version(run: Run) -> None:
    answer = run("--version")
    assert (answer.status, answer.out, answer.err) == (0, "qualcode 0.1.0\n", "")


def test_wrong_usage_is_exit_2_with_a_sentence_and_where_to_look(run: Run) -> None:
    for words, sentence in (
        (["documnets"], "There is no command “documnets”."),
        (["documents", "--titel"], "There is no option --titel here."),
        (["code", "1"], "START is missing."),
        (["code", "1", "zehn", "20", "x"], "The value of START cannot be used: it must be a whole number."),
        (["matrix", "--rows", "code"], "--columns is missing."),
        (["import", "a.txt", "--kind", "novel"], "The value of --kind cannot be used: possible are interview,"),
        (["documents", "-p", "a.qualcode"], "The option -p belongs before the command."),
        (["code", "1", "1", "2", "x", "--facet", "before"], "“before” is not possible for --facet."),
        (["--lang", "tlh", "stats"], "The value of --lang cannot be used: possible are fr, nl, en, de."),
        (["report", "poem", "-o", "a.docx"], "There is no report “poem”."),
        (["speakers", "map", "1", "INT"], "Say either who it is, with --person NAME, or --interviewer."),
        (["stats", "too", "many"], "The command was not understood:"),
    ):
        answer = run(*words)
        assert answer.status == 2, words
        assert answer.out == ""
        assert answer.err.startswith(sentence), answer.err
        assert "Traceback" not in answer.err


def test_wrong_usage_is_json_where_json_was_asked_for(run: Run) -> None:
    told = run("documents", "--titel", "--json").refusal
    assert list(told) == ["code", "message", "hint"]
    assert told["code"] == "usage"


def test_a_mistyped_command_is_answered_with_those_that_resemble_it(run: Run) -> None:
    assert "Did you mean documents" in run("documnets").err


def test_control_codes_in_what_was_typed_do_not_come_back(run: Run) -> None:
    for words in (["\x1b[2J"], ["documents", "--\x1b[2J"], ["codings", "--origin", "\x1b[2J"]):
        answer = run(*words)
        assert answer.status == 2
        assert "\x1b" not in answer.err
