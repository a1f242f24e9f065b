"""The codebook and codings edited from the command line: what is printed, what is refused, what undo takes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .conftest import Run

CODED = "je parlais à personne"


def coded(run: Run, *filters: object) -> list[dict[str, Any]]:
    found = run("codings", *filters, "--json").json
    assert isinstance(found, list)
    return found


def code(run: Run, key: str) -> dict[str, Any] | None:
    codes = run("codebook", "show", "--json").json["codes"]
    return next((each for each in codes if each["key"] == key), None)


def test_a_code_from_its_birth_to_its_end(run: Run, project: Path) -> None:
    before = run("codebook", "show", "--json").json
    made = run("codebook", "add", "Fierté d'être là", "--parent", "Social", "--json").json
    assert made == code(run, "social/fierte-d-etre-la")
    key = made["key"]
    assert made["labels"] == {"fr": "Fierté d'être là"}
    named = run("codebook", "rename", key, "Trots", "--language", "nl")
    assert (named.status, named.out) == (0, f"{key}: Social / Fierté d'être là\n")
    told = run(
        "codebook", "define", "trots", "--definition", "Oser.", "--exclude", "Les compliments.", "--alias", "Assurance",
        "--term", "fier*", "--term", "trouver ma place", "--example", "J'ai osé.", "--indicator", "Part (%)", "--json",
    ).json  # fmt: skip
    assert (told["definition"], told["exclude"], told["include"]) == ({"fr": "Oser."}, {"fr": "Les compliments."}, {})
    assert told["terms"] == {"fr": ["fier*", "trouver ma place"]}
    assert (told["aliases"], told["examples"]) == ({"fr": ["Assurance"]}, {"fr": ["J'ai osé."]})
    told = run("codebook", "define", key, "--no-term", "FIER*", "--definition", "", "--no-alias", "assurance", "--json")
    assert (told.json["terms"], told.json["definition"], told.json["aliases"]) == ({"fr": ["trouver ma place"]}, {}, {})
    assert [run("codebook", "colour", key, each, "--json").json["colour"] for each in ("009e73", "#D55E00")] == [
        "#009E73",
        "#D55E00",
    ]
    assert run("codebook", "colour", key, "-", "--json").json["colour"] == made["colour"]
    moved = run("codebook", "move", key, "--under", "economic", "--before", "economic/income", "--json").json
    assert (moved["key"], moved["parent"], moved["dimension"]) == (key, "economic", "economic")
    assert run("codebook", "move", key, "--top", "--json").json["parent"] is None
    assert run("codebook", "move", key, "--before", "economic", "--json").json["dimension"] == key
    assert run("codebook", "show", "--json").json["codes"][0]["key"] == key
    assert run("codebook", "remove", key).out == f"Removed: {key}\n"
    assert run("undo", "11").status == 0
    assert run("codebook", "show", "--json").json == before


@pytest.mark.parametrize("words", [["social/ties", "social/confidence"], ["social/ties", "INTO", "social/confidence"]])
def test_merging_tells_first_and_then_does(run: Run, project: Path, words: list[str]) -> None:
    codings, passages = coded(run), {(each["coder"], each["start"]) for each in coded(run)}
    told = run("codebook", "merge-codes", *words, "--preview", "--json").json
    assert told == {
        "codes": ["social/ties"], "codings": 2, "documents": 1, "coders": ["jan", "marie"], "memos": 0, "notes": 0,
        "decisions": 0, "joined": 0,
    }  # fmt: skip
    assert coded(run) == codings
    done = run("codebook", "merge-codes", *words, "--json").json
    assert done == {
        "removed": ["social/ties"], "added": [], "codings": 2, "joined": 0, "differing": 0, "uncoded": 0,
        "operation": done["operation"],
    }  # fmt: skip
    assert {(each["coder"], each["start"]) for each in coded(run, "--code", "social/confidence")} <= passages
    assert len(coded(run, "--code", "social/confidence")) == 3
    assert run("undo", "--json").json == {"undone": [done["operation"]]}
    assert coded(run) == codings


def test_merging_says_what_became_one(run: Run, project: Path) -> None:
    mine = coded(run, "--code", "social/ties", "--coder", "marie")[0]
    run("code", 1, mine["start"], mine["end"], "social/confidence", "--effect", "mixed")
    assert run("codebook", "merge-codes", "social/ties", "social/confidence").out == (
        "Removed: social/ties\n"
        "2 codings have another code now.\n"
        "1 of them became one with a coding that was there.\n"
        "In 1 of these the effect or a facet differed; that of the coding that was there stays.\n"
    )


def test_a_code_that_is_no_more_is_told_by_its_label(run: Run, project: Path) -> None:
    run("codebook", "merge-codes", "social/ties", "social/confidence")
    merged = "Merged Social ties and less isolation into Self-esteem and confidence"
    assert merged in " ".join(run("--lang", "en", "codebook", "log").out.split())
    assert merged in " ".join(run("--lang", "en", "history").out.split())
    assert merged in run("--lang", "en", "undo").out
    assert merged in run("--lang", "en", "redo").out


def test_splitting(run: Run, project: Path) -> None:
    one, other = coded(run, "--code", "social/ties")
    done = run("codebook", "split", "social/ties", "Solitude", other["id"], "--json").json
    assert (done["added"], done["removed"], done["codings"]) == (["social/solitude"], [], 1)
    assert {each["id"]: each["code"] for each in coded(run) if each["start"] == one["start"]} == {
        one["id"]: "social/ties",
        other["id"]: "social/solitude",
    }
    told = run("codebook", "split", "social/ties", "Isolement", other["id"], "--json")
    assert (told.status, told.refusal["code"]) == (1, "coding-not-of-code")
    assert run("codebook", "split", "social/ties", "Isolement").status == 2


def test_a_code_in_use_is_removed_only_when_it_is_said_what_becomes_of_its_codings(run: Run, project: Path) -> None:
    before = coded(run)
    told = run("codebook", "remove", "social/ties")
    assert (told.status, told.out) == (1, "")
    assert told.err == (
        "“social/ties” is in use. Codes, with those below it: 1. Codings: 2, by jan, marie.\n"
        "Move them with --move-codings-to CODE, or take them off too with --with-codings.\n"
    )
    assert run("codebook", "remove", "social/ties", "--json").refusal["code"] == "code-in-use"
    shown = run("codebook", "remove", "social", "--preview").out
    assert "Codings: 3\n" in shown and "Coders: jan, marie\n" in shown
    assert coded(run) == before
    off = run("codebook", "remove", "social/ties", "--with-codings")
    assert off.out == "Removed: social/ties\n2 codings are taken off.\n"
    assert len(coded(run)) == len(before) - 2
    run("undo")
    over = run("codebook", "remove", "social/ties", "--move-codings-to", "social/confidence", "--json").json
    assert (over["codings"], over["uncoded"]) == (2, 0)
    assert len(coded(run, "--code", "social/confidence")) == 3
    run("undo")
    assert coded(run) == before


def test_recoding_and_effects(run: Run, project: Path) -> None:
    before = coded(run)
    ids = [each["id"] for each in before]
    done = run("recode", "Estime de soi et confiance", *ids[:2], "--json").json
    assert set(done) == {"changed", "joined", "differing", "ids", "operation"}
    assert {each["code"] for each in coded(run) if each["id"] in ids[:2]} == {"social/confidence"}
    assert run("recode", "social/confidence", *ids[:2]).out == "0 codings have another code now.\n"
    assert run("effect", "mixed", *ids).out == f"{len(ids)} codings have another effect now.\n"
    assert {each["effect"] for each in coded(run)} == {"mixed"}
    assert run("effect", "-", ids[0], "--json").json["changed"] == 1
    assert run("undo", "3").status == 0
    assert coded(run) == before


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (["codebook", "add", "Estime de soi et confiance", "--parent", "social"], 1, "name-refused"),
        (["codebook", "add", "Fierté", "--parent", "nowhere"], 1, "code-not-found"),
        (["codebook", "add", "Fierté", "--language", "français"], 1, "value-refused"),
        (["codebook", "rename", "social/ties", ""], 1, "name-refused"),
        (["codebook", "define", "social/ties"], 2, "usage"),
        (["codebook", "define", "social/ties", "--term", "a*"], 1, "term-refused"),
        (["codebook", "define", "social/ties", "--no-term", "absent"], 1, "entry-not-found"),
        (["codebook", "colour", "social/ties", "rouge"], 1, "value-refused"),
        (["codebook", "move", "social/ties"], 2, "usage"),
        (["codebook", "move", "social/ties", "--top", "--under", "economic"], 2, "usage"),
        (["codebook", "move", "social", "--under", "social/ties"], 1, "code-misplaced"),
        (["codebook", "merge-codes", "social/ties"], 2, "usage"),
        (["codebook", "merge-codes", "social/ties", "and", "social"], 2, "usage"),
        (["codebook", "merge-codes", "social", "social/ties"], 1, "code-misplaced"),
        (["codebook", "remove", "social/ties", "--with-codings", "--move-codings-to", "social"], 2, "usage"),
        (["recode", "social/ties", "no-such-id"], 1, "coding-not-found"),
        (["recode", "social/ties"], 2, "usage"),
        (["effect", "splendid", "no-such-id"], 2, "usage"),
        (["effect", "mixed", "no-such-id"], 1, "coding-not-found"),
    ],
)
def test_what_is_refused_changes_nothing(run: Run, project: Path, words: list[str], status: int, code: str) -> None:
    history = run("history", "--json").json
    told = run(*words, "--json")
    assert (told.status, told.refusal["code"]) == (status, code)
    assert told.refusal["message"]
    assert run("history", "--json").json == history
