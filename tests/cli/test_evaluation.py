"""Enterprises through their phases and groups of them, typed as commands."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run

NORD = "Atelier Nord"


def test_an_evaluation_is_written_shown_and_taken_away(run: Run, project: Path) -> None:
    written = run(
        "evaluation", NORD, "--portrait", "social=Peu de contacts.", "--portrait", "economic=Un atelier.",
        "--question", "Qu'est-ce qui change ?", "--method", "life-story", "--method", "survey=Pour compter",
        "--finding", "social=On ose.", "--limit", "Un récit.", "--json",
    ).json  # fmt: skip
    assert list(written)[:6] == ["case", "portrait", "question", "methods", "collected", "found"]
    assert written["portrait"] == {"economic": "Un atelier.", "social": "Peu de contacts."}
    assert written["methods"] == ["survey", "life-story"]
    assert written["missing"] == ["survey"]
    assert {"documents", "people", "passages", "indicators", "measurements", "periods"} <= set(
        written["collected"]["life-story"]
    )
    found = {"passages", "people", "of_people", "effect", "balance", "finding", "indicators", "verdicts"}
    assert found <= set(written["found"]["social"])
    assert run("evaluation", NORD, "--json").json == written
    shown = run("evaluation", NORD).out
    assert all(text in shown for text in ("Peu de contacts.", "Pour compter", "missing", "On ose.", "Un récit."))
    emptied = run("evaluation", NORD, "--portrait", "social=", "--method", "survey=", "--limit", "", "--json").json
    assert (emptied["portrait"], emptied["methods"], emptied["limit"]) == (
        {"economic": "Un atelier."}, ["life-story"], "",
    )  # fmt: skip


def test_what_cannot_be_written_is_refused(run: Run, project: Path) -> None:
    assert run("evaluation", "Personne", "--json").refusal["code"] == "case-not-found"
    assert run("evaluation", NORD, "--method", "horoscope", "--json").status == 1
    assert run("evaluation", NORD, "--portrait", "social").status == 2
    assert run("evaluation", NORD, "--portrait", "social/confidence=x", "--json").status == 1


def test_groups_are_made_changed_and_taken_out(run: Run, project: Path) -> None:
    run("case", "add", "Épicerie du Coin")
    made = run("group", "add", "Table ronde", "--case", NORD, "--description", "Cinq fois.", "--json").json
    assert list(made[0])[:5] == ["name", "kind", "attributes", "members", "documents"]
    assert (made[0]["members"], made[0]["description"]) == ([NORD], "Cinq fois.")
    run("group", "set", "Table", "--case", "Épicerie du Coin", "--without", NORD, "--name", "Tour")
    assert run("group", "--json").json[0]["members"] == ["Épicerie du Coin"]
    assert run("group", "set", "Tour").status == 2
    assert "Épicerie" in run("group").out
    assert run("group", "add", "TOUR", "--json").refusal["code"] == "name-refused"
    assert run("group", "remove", "Personne", "--json").refusal["code"] == "no-such-group"
    assert run("group", "remove", "Tour", "--json").json == {"removed": "Tour"}
    assert run("group", "--json").json == []
    assert "no groups" in run("group").out


def test_sessions_have_notes_and_a_hand_out_that_is_drafted_and_written(run: Run, project: Path) -> None:
    run("group", "add", "Table ronde", "--case", NORD)
    run("group", "session", "add", "Table ronde", "--date", "2025-03-12", "--title", "Début")
    assert run("group", "session", "set", "Table ronde", "Début").status == 2
    changed = run("group", "session", "set", "Table ronde", "Début", "--notes", "On raconte.", "--json").json
    assert (changed[0]["date"], changed[0]["notes"], changed[0]["coder"]) == ("2025-03-12", "On raconte.", "marie")
    assert "On raconte." in run("group", "session", "Table ronde").out
    assert "Passages" in run("group", "compare", "Table ronde").out
    assert run("group", "compare", "Table ronde", "--json").json["members"] == [NORD]
    assert "# Table ronde" in run("group", "handout", "Table ronde").out
    assert run("group", "handout", "Table ronde", "--keep").status == 2
    kept = run("group", "handout", "Table ronde", "--session", "Début", "--keep", "-o", "h.docx", "--json").json
    assert kept["kept"] and Path("h.docx").exists()
    assert run("group", "session", "list", "Table ronde", "--json").json[0]["handout"] == kept["handout"]
    assert run("group", "handout", "Table ronde", "-o", "h.docx", "--json").refusal["code"] == "file-exists"
    assert run("group", "session", "remove", "Table ronde", "Début", "--json").json == {"removed": "Début"}
    assert run("group", "session", "remove", "Table ronde", "Début", "--json").refusal["code"] == "session-not-found"


def test_groups_are_crossed_in_matrices(run: Run, project: Path) -> None:
    run("group", "add", "Table ronde", "--case", NORD)
    run("group", "add", "Pôle", "--case", NORD)
    made = run("matrix", "--rows", "group", "--columns", "dimension", "--json").json
    assert [row["key"] for row in made["rows"]][:2] == ["Pôle", "Table ronde"]
    assert made["row_totals"][0] == made["row_totals"][1] == made["total"]
    one = run("matrix", "--rows", "dimension", "--columns", "case", "--where", "group=Pôle", "--json").json
    assert [column["key"] for column in one["columns"]] == [NORD]
