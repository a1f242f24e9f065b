from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.analysis.query import WITHIN
from qualcode.cli.commands import search
from qualcode.ops.autocode import UNITS

from .conftest import Run


def quotes(run: Run, *words: object) -> list[str]:
    return [hit["quote"] for hit in run(*words, "--json").json]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["mecanicien"], ["mécanicien", "mécanicien"]),
        (['"mécanicien"'], ["mécanicien"]),
        (["dette NEAR/3 EDF"], ["dette d'EDF"]),
        (["frigo AND courriers"], ["frigo", "courriers"]),
        (["frigo AND courriers", "--within", "sentence"], []),
        (["(frigo OR lofts) NOT RSA"], ["lofts"]),
        (["mecanycienne", "--fuzzy"], ["mécanicienne"]),
        (["^fatima : ah", "--regex"], ["FATIMA : Ah"]),
        (["fatima", "--narrators"], ["Fatima"]),
    ],
)
def test_searches_as_researchers_write_them(run: Run, project: Path, words: list[str], found: list[str]) -> None:
    assert sorted(quotes(run, "search", *words, "--document", 1)) == sorted(found)


def test_what_is_not_clear_is_said_plainly(run: Run, project: Path) -> None:
    told = run("search", "(frigo", "--json")
    assert told.status == 1
    assert told.refusal["code"] == "query-refused"
    assert "the bracket at character 1 is not closed" in told.refusal["message"]
    assert run("search", "(a", "--regex", "--json").refusal["code"] == "pattern-refused"
    assert run("search", "a", "--regex", "--fuzzy").status == 2
    assert run("search", "a", "--within", "chapter").status == 2
    assert run("search", "introuvable").out == "It is found nowhere.\n"


def test_autocode_codes_what_it_shows_and_is_taken_back_at_once(run: Run, project: Path) -> None:
    before = run("codings", "--json").json
    asked = ("autocode", "tiroir*", "social/autonomy", "--unit", "sentence")
    shown = run(*asked, "--preview", "--json").json
    assert len(shown) > 3
    assert run("codings", "--json").json == before
    added = run(*asked, "--json").json
    assert added == {"added": len(shown), "existing": 0, "operation": added["operation"]}
    made = run("codings", "--origin", "autocode", "--json").json
    assert [(each["document"], each["start"], each["end"]) for each in made] == [
        (each["document"], each["start"], each["end"]) for each in shown
    ]
    assert {each["code"] for each in made} == {"social/autonomy"}
    assert run(*asked).out == f"0 codings are added; already there: {len(shown)}.\n"
    assert "tiroir*" in run("history").out
    assert run("undo", "--json").json == {"undone": [added["operation"]]}
    assert run("codings", "--json").json == before


def test_autocode_refuses_before_anything_is_stored(run: Run, project: Path) -> None:
    before = run("codings", "--json").json
    assert run("autocode", "tiroir", "no/such", "--json").refusal["code"] == "code-not-found"
    assert run("autocode", "tiroir", "no/such", "--preview", "--json").refusal["code"] == "code-not-found"
    assert run("autocode", "tiroir AND", "social/autonomy", "--json").refusal["code"] == "query-refused"
    assert run("autocode", "tiroir", "social/autonomy", "--unit", "chapter").status == 2
    assert run("autocode", "introuvable", "social/autonomy", "--json").json == {
        "added": 0,
        "existing": 0,
        "operation": None,
    }
    assert run("codings", "--json").json == before


def test_the_choices_are_those_of_the_operations() -> None:
    assert search.UNITS == UNITS
    assert search.WITHIN == WITHIN
