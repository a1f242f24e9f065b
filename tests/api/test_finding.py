"""Searches, codes on what they find, tables of cases, excerpts: from Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.api import Project
from qualcode.errors import BadData, QueryRefused
from tests.api.conftest import DIDIER, WORDS


def test_a_search_has_the_options_of_the_command(project: Project) -> None:
    with project:
        plain = project.search("travail", context=5)
        assert all(len(hit.before) <= 5 for hit in plain)
        assert len(project.search("travail", narrators=True)) <= len(plain)
        assert project.search(r"trav\w+", regex=True)
        assert project.search("travial", fuzzy=True)
        assert project.search("travail NOT rhododendron", 1, within="document")
        with pytest.raises(QueryRefused):
            project.search("travail AND")


def test_what_a_search_finds_is_coded_in_one_operation(project: Project) -> None:
    with project:
        seen = project.preview_autocode("travail", unit="sentence")
        assert project.autocode("travail", "economic/job-quality", unit="sentence").added == len(seen)
        assert {coding.origin for coding in project.codings()} == {"autocode"}
        project.undo()
        assert project.autocode("travail", "economic/job-quality", 1, hits=seen[:2]).added == 2


def test_tables_of_cases_and_people_are_planned_and_then_taken(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "cas.csv"
    path.write_text("Nom,Pôle,Document\nAtelier Nord,insertion,02-encadrant\nÀ venir,autre,\n", "utf-8")
    with project:
        plan = project.plan_table(path, mapping={"Document": "ignore"}, matches={2: 1, 3: None})
        assert (plan.added, plan.changed) == (1, 1)
        assert [each.name for each in project.cases()] == ["Atelier Nord"]
        assert project.import_table(plan).operation is not None
        assert [(each.name, each.attributes) for each in project.cases()] == [
            ("À venir", {"Pôle": "autre"}), ("Atelier Nord", {"Pôle": "insertion"})
        ]  # fmt: skip
        assert project.plan_table(path, mapping={"Document": "ignore"}).unchanged == 2
        faulty = project.plan_table(path, mapping={"Nom": "attribute"})
        with pytest.raises(BadData):
            project.import_table(faulty)


def test_cases_people_and_properties_are_joined_changed_and_removed(project: Project) -> None:
    with project:
        project.add_case("Atelier du Nord", attributes={"pool": "insertion"})
        assert project.join_cases("Atelier du Nord", "Atelier Nord").attributes == {"pool": "insertion"}
        project.add_person("Fatima B.", consent="count")
        assert project.join_people("Fatima B.", "Fatima").consent == "count"
        assert project.add_property("case", "effectif", "number").type == "number"
        assert project.set_property("case", "effectif", rename="size").name == "size"
        assert [each.name for each in project.properties("case")] == ["pool", "size"]
        project.remove_property("case", "pool")
        project.remove_person("Didier")
        project.remove_case("Atelier Nord")
        assert project.cases() == []
        assert [each.name for each in project.people()] == ["Fatima"]


def test_excerpts_are_values(project: Project) -> None:
    with project:
        start = project.text(1).index(WORDS)
        project.code(1, start, start + len(WORDS), "social/confidence", effect="negative")
        found = project.excerpts(language="fr")
        assert [(each.code, each.effect, each.narrators) for each in found] == [
            ("social/confidence", "négatif", ("Fatima",))
        ]
        assert found[0].quote == WORDS
        assert project.excerpts(case="Atelier Nord", where={"kind": "life-story"}) == project.excerpts()


def test_a_file_is_looked_at_before_it_comes_in(project: Project) -> None:
    with project:
        seen = project.preview_file(DIDIER)
        assert [speaker.name for speaker in seen.speakers] == ["Chercheuse", "Didier"]
        assert (project.title, project.language) == ("pool", "fr")
