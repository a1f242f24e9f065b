from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .conftest import Run

LOST = "le frigo vide le vingt du mois"


@pytest.fixture
def lost(run: Run, project: Path) -> str:
    """The id of a coding whose words were edited away."""
    Path("corrigé.txt").write_text(run("text", 1).out.replace(f", {LOST}", ""), encoding="utf-8")
    (adrift,) = run("revise", 1, "corrigé.txt", "--json").json["adrift"]
    return str(adrift["id"])


def quotes(run: Run) -> list[str]:
    return [coding["quote"] for coding in run("codings", "--document", 1, "--json").json]


def test_a_corrected_file_becomes_the_text_and_tells_what_it_did(run: Run, project: Path) -> None:
    before, text = quotes(run), run("text", 1).out
    new = text.replace("le frigo vide", "un frigo vide").replace("filature", "fabrique")
    Path("corrigé.txt").write_text(new, encoding="utf-8")

    shown = run("revise", 1, "corrigé.txt", "--preview", "--json").json
    assert run("text", 1).out == text
    told = run("revise", 1, "corrigé.txt", "--json").json
    assert run("text", 1).out == new
    assert {**told, "operation": None} == shown
    assert (told["revision"], len(told["kept"])) == (2, len(before) - 1)
    (changed,) = told["changed"]
    assert changed["old_quote"] == "le frigo vide le vingt du mois"
    assert changed["quote"] == "un frigo vide le vingt du mois" == new[changed["start"] : changed["end"]]
    assert told["moved"] == told["adrift"] == told["notes"] == told["hits"] == []

    assert [(each["number"], each["present"]) for each in run("revisions", 1, "--json").json] == [(1, False), (2, True)]
    assert run("undo", "--json").json == {"undone": [told["operation"]]}
    assert (run("text", 1).out, quotes(run)) == (text, before)


def test_what_it_did_is_said_in_words(run: Run, project: Path) -> None:
    said = run("revise", 1, "--replace", "frigo", "réfrigérateur").out
    assert "has revision 2 now." in said
    assert "1 changed with their passage, 0 moved, 0 adrift." in said
    assert "le réfrigérateur vide le vingt du mois" in said
    assert "qualcode adrift" not in said
    Path("même.txt").write_text(run("text", 1).out, encoding="utf-8")
    assert "has this text already; nothing is changed." in run("revise", 1, "même.txt").out
    assert "yes" in run("revisions", 1).out


def test_words_are_replaced_where_there_is_one_place_or_all_are_meant(run: Run, project: Path) -> None:
    text = run("text", 1).out
    refused = run("revise", 1, "--replace", "FATIMA", "F.", "--json").refusal
    assert (refused["code"], "--all" in refused["hint"]) == ("several-places", True)
    assert run("revise", 1, "--replace", "introuvable", "x", "--json").refusal["code"] == "words-not-found"
    assert run("text", 1).out == text

    shown = run("revise", 1, "--replace", "FATIMA", "F.", "--preview")
    assert shown.out.count("FATIMA") == text.count("FATIMA")
    assert "would have revision 2." in shown.out
    told = run("revise", 1, "--replace", "FATIMA", "F.", "--all", "--json").json
    assert len(told["hits"]) == text.count("FATIMA")
    assert told["others"] == {"Fatima": text.count("Fatima")}
    assert "The speaker “FATIMA” is called “F.” now." in told["notes"]
    assert run("text", 1).out == text.replace("FATIMA", "F.")
    assert "F." in [each["speaker"] for each in run("speakers", 1, "--json").json]
    run("revise", 1, "--replace", "fatima", "F.", "--all")
    run("revise", 1, "--replace", "Filature", "F.", "--any-case", "--all")
    assert "atima" not in run("text", 1).out
    assert "filature" not in run("text", 1).out
    assert run("check", "--deep").status == 0


def test_what_is_adrift_is_listed_and_settled(run: Run, project: Path, lost: str) -> None:
    (told,) = run("adrift", "--json").json
    assert (told["id"], told["quote"], told["revision"], told["taken"]) == (lost, LOST, 1, False)
    assert run("adrift", 1, "--json").json == [told]
    assert run("adrift", 2, "--json").json == []
    listed = run("adrift").out
    assert LOST in listed
    assert lost in listed
    assert told["before"][-20:] in listed

    start = run("text", 1).out.index("à part mes enfants")
    settled = run("adrift", "settle", lost, start, start + 18, "--json").json
    assert (settled["quote"], settled["adrift"]) == ("à part mes enfants", False)
    assert run("adrift").out == "No coding is adrift.\n"
    run("undo")
    assert run("adrift", "settle", lost, "--remove", "--json").json == {"removed": 1}
    assert lost not in run("codings", "--json").out
    assert run("check", "--deep").status == 0


@pytest.mark.parametrize(
    "words",
    [
        ("revise", 1),
        ("revise", 1, "a.txt", "--replace", "a", "b"),
        ("revise", 1, "--replace", "a"),
        ("adrift", "settle", "x"),
        ("adrift", "settle", "x", 1),
        ("adrift", "settle", "x", 1, 2, "--remove"),
        ("adrift", "settle", "x", "one", "two"),
    ],
)
def test_what_is_not_clear_is_wrong_usage(run: Run, project: Path, words: tuple[Any, ...]) -> None:
    asked = run(*words)
    assert (asked.status, asked.out) == (2, "")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("revise", 1, "nothing.txt"), "file-not-found"),
        (("revise", 9, "nothing.txt"), "document-not-found"),
        (("revisions", 9), "document-not-found"),
        (("adrift", 9), "document-not-found"),
        (("adrift", "settle", "nothing", 1, 2), "coding-not-found"),
        (("revise", 1, "--replace", "", "x"), "value-refused"),
    ],
)
def test_what_is_not_there_is_refused(run: Run, project: Path, words: tuple[Any, ...], code: str) -> None:
    asked = run(*words, "--json")
    assert (asked.status, asked.refusal["code"]) == (1, code)
