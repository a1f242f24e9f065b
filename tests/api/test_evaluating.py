"""Enterprises through their phases and groups of them, from Python."""

from __future__ import annotations

from pathlib import Path

from qualcode.api import Project


def test_an_enterprise_goes_through_its_phases(project: Project) -> None:
    with project:
        view = project.describe_evaluation(
            "Atelier Nord", portrait={"social": "Peu de contacts."}, question="Quoi ?", methods={"interview": ""}
        )
        assert (view.portrait, view.missing) == ({"social": "Peu de contacts."}, ())
        assert project.evaluation("Atelier Nord") == view
        project.undo()
        assert project.evaluation("Atelier Nord").methods == ()


def test_a_group_meets(project: Project, tmp_path: Path) -> None:
    with project:
        project.add_group("Table ronde", cases=["Atelier Nord"])
        project.set_group("Table ronde", description="Cinq rencontres.")
        held = project.add_group_session("Table ronde", date="2025-03-12")
        assert project.set_group_session("Table ronde", held.id, title="Début").title == "Début"
        assert project.compare_group("Table ronde", language="fr").members == ("Atelier Nord",)
        assert [each.date for each in project.group_sessions("Table ronde")] == ["2025-03-12"]
        made = project.handout("Table ronde", session="Début", keep=True, path=tmp_path / "h.md", language="fr")
        assert (tmp_path / "h.md").read_text("utf-8") == made.handout
        assert project.groups()[0].sessions[0].handout == made.handout
        assert project.matrix("group", "dimension").rows[0].key == "Table ronde"
        project.remove_group_session("Table ronde", "Début")
        project.remove_group("Table ronde")
        assert project.groups() == []
