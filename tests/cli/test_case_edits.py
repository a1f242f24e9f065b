"""Cases, people and their properties kept in order, and the project itself told anew: typed as commands."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_cases_are_joined_and_taken_out(run: Run, project: Path) -> None:
    run("case", "add", "Atelier du Nord", "-a", "pool=insertion")
    joined = run("case", "join", "Atelier du Nord", "Atelier Nord", "--json").json
    assert joined[0]["attributes"]["pool"] == "insertion"
    assert run("case", "remove", "Atelier Nord", "--json").json == {"removed": "Atelier Nord"}
    assert run("case", "--json").json == []
    assert {each["case"] for each in run("documents", "--json").json} == {None}
    run("undo", 2)
    assert len(run("case", "--json").json) == 2
    assert run("case", "remove", "Personne", "--json").refusal["code"] == "case-not-found"


def test_people_are_joined_with_the_stricter_consent_and_taken_out(run: Run, project: Path) -> None:
    run("person", "add", "Michel B.", "--consent", "count")
    assert run("person", "join", "Michel B.", "Michel", "--json").json[0]["consent"] == "count"
    assert "Michel" in run("person", "remove", "Michel").out
    assert "Michel" not in {each["name"] for each in run("person", "--json").json}


def test_properties_are_made_renamed_typed_and_taken_out(run: Run, project: Path) -> None:
    assert run("case", "add-property", "effectif", "--type", "number", "--json").json[0]["type"] == "number"
    run("case", "set", "Atelier Nord", "effectif=24")
    assert run("case", "set-property", "effectif", "--name", "size", "--json").json[0]["values"] == ["24.0"]
    assert "size" in run("case", "properties").out
    assert run("case", "set-property", "size").status == 2
    run("case", "remove-property", "size")
    assert [each["name"] for each in run("case", "properties", "--json").json] == ["pool"]
    assert run("person", "remove-property", "size", "--json").refusal["code"] == "property-not-found"


def test_the_project_itself_is_shown_and_told_anew(run: Run, project: Path) -> None:
    shown = run("project", "--json").json
    assert (shown["title"], shown["language"]) == ("Pool insertion", "fr")
    assert run("project", "set", "--title", "Pôle Nord", "--language", "nl", "--json").json["title"] == "Pôle Nord"
    assert "Dutch" in run("project").out
    assert run("project", "set").status == 2
    run("undo")
    assert run("project", "--json").json["title"] == "Pool insertion"
