"""Who is to code what, typed as commands."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_documents_are_assigned_listed_and_taken_back(run: Run, project: Path) -> None:
    assert "not assigned" not in run("assign").out and "No document is assigned" in run("assign").out
    made = run("assign", "add", "1", "2", "--coders", "marie,jan", "--blind", "--json").json
    assert list(made[0]) == ["document", "title", "coder", "blind", "done", "plan"]
    assert [(each["coder"], each["blind"]) for each in made] == [("jan", True), ("marie", True)] * 2
    assert run("assign", "--json").json == made and "blind" in run("assign").out
    assert run("assign", "remove", "1", "--coders", "jan", "--json").json == {"removed": 1}
    assert run("assign", "remove", "1", "--coders", "piet", "--json").refusal["code"] == "coder-not-found"
    assert "Tasks taken back: 3" in run("assign", "remove", "1", "2").out
    run("undo")
    assert len(run("assign", "list", "--json").json) == 3


def test_a_plan_is_shown_and_then_stored(run: Run, project: Path) -> None:
    words = ("assign", "plan", "--share", "0.5", "--coders", "marie,jan", "--seed", "1")
    shown = run(*words, "--json").json
    assert list(shown)[:5] == ["coders", "share", "seed", "by", "strata"]
    assert not shown["stored"] and len(shown["documents"]) == 2
    assert "--apply" in run(*words).out and run("assign", "--json").json == []
    stored = run(*words, "--apply", "--json").json
    assert stored["documents"] == shown["documents"] and stored["stored"]
    assert {each["document"] for each in run("assign", "--json").json} == set(shown["documents"])
    assert run("assign", "plan", "--share", "2", "--coders", "marie", "--json").refusal["code"] == "share-refused"
    assert run("assign", "plan", "--share", "viel", "--coders", "marie").status == 2


def test_several_documents_are_finished_at_once_and_in_one_step(run: Run, project: Path) -> None:
    (project.parent / "zwei.txt").write_text("Marie : Bonjour.\n", "utf-8")
    run("import", "zwei.txt")
    done = run("--coder", "jan", "done", "1", "2", "--json").json
    assert [(each["coder"], "jan" in each["done_by"]) for each in done] == [("jan", True), ("jan", True)]
    run("--coder", "jan", "undo")
    assert all("jan" not in each["done"] for each in run("documents", "--json").json)
    assert "has finished" in run("--lang", "en", "--coder", "jan", "done", "2", "1").out
    assert run("--coder", "jan", "done", "1", "2", "--undo", "--json").json[1]["done_by"] == []
    assert run("done", "1", "9", "--json").refusal["code"] == "document-not-found"
