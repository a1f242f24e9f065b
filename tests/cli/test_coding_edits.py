"""Codings edited, documents told anew, suggestions decided, memos changed: typed as commands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import FATIMA, MICHEL, Run


def coding(run: Run) -> dict[str, Any]:
    """Marie's coding of a short sentence."""
    found: list[dict[str, Any]] = run("codings", "--code", "social/ties", "--coder", "marie", "--json").json
    return found[0]


def test_several_codes_are_put_on_one_passage_in_one_step(run: Run, project: Path) -> None:
    made = run("code", 2, 0, 9, "social/health", "social/ties", "--effect", "mixed", "--json").json
    assert [(each["code"], each["effect"]) for each in made] == [("social/health", "mixed"), ("social/ties", "mixed")]
    assert len(run("undo", "--json").json["undone"]) == 1
    assert run("codings", "--document", 2, "--json").json == []


def test_a_coding_is_split_joined_copied_and_noted(run: Run, project: Path) -> None:
    one = coding(run)
    parts = run("codings", "split", one["id"], one["start"] + len("je parlais"), "--json").json
    assert [each["quote"] for each in parts] == ["je parlais", "à personne"]
    assert run("codings", "split", one["id"], one["start"], "--json").refusal["code"] == "cannot-split"
    assert run("codings", "join", *(each["id"] for each in parts), "--json").json["joined"] == 1
    assert coding(run)["quote"] == "je parlais à personne"
    copied = run("codings", "copy", one["id"], "social/health", "--json").json
    assert (copied[0]["code"], copied[0]["effect"]) == ("social/health", "negative")
    assert run("codings", "note", one["id"], "à relire", "--json").json["memo"] == "à relire"


def test_edges_go_to_a_place_to_whole_units_or_by_words(run: Run, project: Path) -> None:
    one = coding(run)
    assert run("codings", "edges", one["id"], "--end", "-1", "--json").json["quote"] == "je parlais à"
    assert run("codings", "edges", one["id"], "--start", "1", "--json").json["quote"] == "parlais à"
    grown = run("codings", "edges", one["id"], "--to", "sentence", "--json").json
    assert grown["start"] < one["start"] and grown["end"] > one["end"]
    back = run("codings", "edges", one["id"], one["start"], one["end"], "--json").json
    assert back["quote"] == one["quote"]


@pytest.mark.parametrize("words", [(), ("--start", "1", "--end", "1"), ("5",), ("--to", "word", "--start", "1")])
def test_edges_must_be_told_in_one_way(run: Run, project: Path, words: tuple[str, ...]) -> None:
    assert run("codings", "edges", coding(run)["id"], *words).status == 2


def test_facets_are_set_and_removed(run: Run, project: Path) -> None:
    one = coding(run)["id"]
    assert run("facet", "time=before", one, "--json").json["changed"] == 1
    assert re.search("=before", run("codings").out)
    assert "time=before" not in run("codings").out
    assert run("facet", "time=", one, "--json").json["changed"] == 1
    assert coding(run)["facets"] == {}
    assert run("facet", "time=demain", one, "--json").refusal["code"] == "facet-not-found"
    assert run("facet", "before", one).status == 2


def test_memos_are_changed_removed_and_filtered(run: Run, project: Path) -> None:
    memo = run("memo", "add", "À relire", "--document", 1, "--json").json
    assert [each["id"] for each in run("memo", "--containing", "à RELIRE", "--json").json] == [memo["id"]]
    assert run("memo", "--coder", "jan", "--json").json == []
    assert run("memo", "edit", memo["id"], "Relu", "--json").json["text"] == "Relu"
    assert "Document" in run("memo").out
    assert run("memo", "remove", memo["id"], "--json").json == {"removed": 1}
    assert run("memo", "remove", memo["id"], "--json").refusal["code"] == "memo-not-found"


def test_documents_are_told_anew_and_taken_out(run: Run, project: Path) -> None:
    changed = run("documents", "set", 1, 2, "--kind", "focus-group", "--case", "Neuf", "--json").json
    assert [(each["kind"], each["case"]) for each in changed] == [("focus-group", "Neuf")] * 2
    assert run("documents", "set", 1).status == 2
    assert "qualcode undo" in run("documents", "remove", 3).out
    assert len(run("documents", "--json").json) == 2
    run("undo")
    assert len(run("documents", "--json").json) == 3


def test_a_file_is_looked_at_without_a_project(run: Run, tmp_path: Path) -> None:
    seen = run("import", "--preview", FATIMA, MICHEL, "--json").json
    assert [(each["source"], each["speakers"]) for each in seen] == [
        (FATIMA.name, ["INT", "FATIMA"]),
        (MICHEL.name, ["Enquêtrice", "Michel"]),
    ]
    assert "French" in run("import", "--preview", FATIMA).out
    (tmp_path / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    answer = run("import", "--preview", FATIMA, "photo.txt")
    assert answer.status == 1
    assert FATIMA.name in answer.out
    assert "photo.txt" in answer.err


def test_one_narrator_for_several_files_is_told(run: Run) -> None:
    run("new", "p")
    assert "one person, “Fatima”" in run("import", FATIMA, MICHEL, "--person", "Fatima").err
    assert "one person" not in run("import", FATIMA, "--person", "Fatima").err


def test_suggestions_are_accepted_otherwise_or_refused(run: Run, project: Path) -> None:
    first, second, *_ = run("suggest", 1, "--json").json
    place = (1, first["start"], first["end"], first["code"])
    made = run("suggest", "accept", *place, "--as", "social/health", "--json").json
    assert (made["code"], made["origin"], made["quote"]) == ("social/health", "suggestion", first["quote"])
    place = (1, second["start"], second["end"], second["code"])
    assert run("suggest", "refuse", *place, "--json").json["verdict"] == "refused"
    assert run("suggest", "refuse", *place, "--json").refusal["code"] == "suggestion-not-found"


def test_what_undo_and_redo_would_do_is_told_first(run: Run, project: Path) -> None:
    told = run("undo", "--preview", "--json").json["next"]
    assert told["operation"] == "coding.add"
    assert "Skills and qualification in “" in run("undo", "--preview").out
    assert run("redo", "--preview", "--json").json == {"next": None}
    assert run("redo", "--preview").out == "Nothing.\n"
    run("undo")
    assert run("redo", "--preview", "--json").json["next"]["sequence"] == told["sequence"]


def test_a_codebook_is_compared_before_it_is_taken(run: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text("key,parent,label_fr\nsocial,,Le social\nsocial/pride,social,Fierté\n", "utf-8")
    seen = run("codebook", "import", "more.csv", "--preview", "--json").json
    assert [code["key"] for code in seen["added"]] == ["social/pride"]
    assert [change["code"]["key"] for change in seen["changed"]] == ["social"]
    assert "Le social" in run("codebook", "import", "more.csv", "--preview").out
    uses = {each["code"]: each for each in run("codebook", "uses", "--json").json}
    assert (uses["social"]["own"], uses["social"]["total"]) == (0, 3)
    assert "marie 1" in run("codebook", "uses").out


@pytest.mark.parametrize(
    ("words", "suffixes"),
    [
        (("report", "excerpts", "-o"), (".docx", ".html", ".xlsx", ".csv")),
        (("report", "codebook", "-o"), (".docx", ".html")),
        (("codebook", "export"), (".yaml", ".csv", ".xlsx", ".docx", ".html")),
        (("matrix", "--rows", "code", "--columns", "case", "-o"), (".csv", ".xlsx", ".docx", ".html")),
    ],
)
def test_every_output_has_its_forms_its_language_and_its_guard(
    run: Run, project: Path, tmp_path: Path, words: tuple[str, ...], suffixes: tuple[str, ...]
) -> None:
    for suffix in suffixes:
        file = f"out{suffix}"
        assert run(*words, file, "--lang", "nl").status == 0
        first = (tmp_path / file).read_bytes()
        assert run(*words, file, "--json").refusal["code"] == "file-exists"
        assert run(*words, file, "--force", "--lang", "nl").status == 0
        if suffix in {".html", ".csv", ".yaml"}:
            assert (tmp_path / file).read_bytes() == first
        if suffix == ".html":
            assert b'<html lang="nl">' in first
    refused = run(*words, "out.odt", "--json").refusal
    assert refused["code"] == "format-unknown"
    assert all(suffix in refused["hint"] for suffix in suffixes)


def test_names_that_collide_are_told_apart(run: Run, project: Path) -> None:
    assert "“Atelier Nord” is there already" in run("case", "add", "ATELIER nord").err
    assert "another has it already" in run("case", "add", "Atelier Nord").err


def test_one_note_goes_on_several_codings(run: Run, project: Path) -> None:
    ids = [each["id"] for each in run("codings", "--coder", "marie", "--json").json]
    assert run("codings", "add-note", "à comparer", *ids, "--json").json == {"changed": len(ids)}
    assert {each["memo"] for each in run("codings", "--coder", "marie", "--json").json} == {"à comparer"}


def test_one_coding_is_joined_with_all_that_it_touches(run: Run, project: Path) -> None:
    one = coding(run)
    run("code", 1, one["start"] - 20, one["start"] + 5, "social/ties")
    joined = run("codings", "join", one["id"], "--json").json
    assert joined["joined"] == 1
    assert len(run("codings", "--code", "social/ties", "--coder", "marie", "--json").json) == 1


def test_where_a_lost_coding_may_belong_is_shown(run: Run, project: Path, tmp_path: Path) -> None:
    one = coding(run)
    lines = run("text", 1, "--json").json["text"].split("\n")
    (tmp_path / "new.txt").write_text("\n".join(line for line in lines if one["quote"] not in line), "utf-8")
    assert len(run("revise", 1, "new.txt", "--json").json["adrift"]) >= 1
    lost = next(each for each in run("adrift", "--json").json if each["id"] == one["id"])
    places = run("adrift", "places", lost["id"], "--json").json
    assert places["quote"] == one["quote"]
    assert one["quote"] in run("adrift", "places", lost["id"]).out


def test_a_code_is_made_where_it_is_needed(run: Run, project: Path) -> None:
    one = coding(run)
    made = run(
        "code", 1, one["start"], one["end"], one["quote"], "--new", "--parent", "social", "--in-vivo", "--json"
    ).json
    assert made["code"] == "social/je-parlais-a-personne"
    code = next(each for each in run("codebook", "--json").json["codes"] if each["key"] == made["code"])
    assert code["examples"] == {"fr": [one["quote"]]}
    assert run("code", 1, 0, 9, "x", "y", "--new").status == 2
    assert run("code", 1, 0, 9, "x", "--in-vivo").status == 2
