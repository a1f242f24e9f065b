"""Indicators, their values and what is proposed for them, from Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.api import Project
from qualcode.errors import CodingNotFound
from qualcode.ops.proposals import NothingProposed, ProposalClosed

NORD = "Atelier Nord"


def test_values_and_levels(project: Project) -> None:
    with project:
        jobs = project.add_indicator("Emplois", unit="ETP", code="economic")
        made = project.measure(jobs.key, NORD, "2023", 4.5, target=6)
        assert (made.value, made.target) == (4.5, 6)
        ladder = project.add_indicator({"fr": "Confiance"}, kind="level", rungs=["peu", "assez", "grande"])
        coding = project.code(1, 0, 20, "social/confidence")
        judged = project.judge_level(ladder.key, NORD, "2023", "assez", [coding], note="lu ensemble")
        assert (judged.value, judged.codings, judged.note) == (1, (coding.id,), "lu ensemble")
        with pytest.raises(CodingNotFound):
            project.judge_level(ladder.key, NORD, "2024", 2, ["none"])
        project.unmeasure(jobs.key, NORD, "2023")
        assert project.remove_indicator(jobs.key) == 0
        assert project.remove_indicator(ladder.key) == 1
        assert project.indicators() == []


def test_a_table_is_planned_then_taken(project: Project, tmp_path: Path) -> None:
    table = tmp_path / "chiffres.csv"
    table.write_text("entreprise;2022;2023\nAtelier Nord;3,5;4,5\n", encoding="utf-8")
    with project:
        plan = project.plan_indicators(table, shape="wide-periods", indicator="Emplois", decimal="comma")
        assert plan.faults == () and project.indicators() == []
        assert project.import_indicators(plan).created == ("Emplois",)
        [shown] = project.indicators(case=NORD)
        assert [each.value for each in shown.measurements] == [3.5, 4.5]


def test_proposals_are_discussed_and_decided(project: Project) -> None:
    with project:
        taken = project.propose_indicator("Heures d'écoute", unit="h", reason="Vu en réunion.")
        refused = project.propose_code("add", labels="Bruit", under="social")
        assert project.discuss(taken.id, "D'accord.").remarks[-1].text == "D'accord."
        assert project.accept_proposal(taken.id, "Utile.").status == "accepted"
        assert [each.labels for each in project.indicators()] == [{"fr": "Heures d'écoute"}]
        assert project.decline_proposal(refused.id, "Trop vague.").status == "declined"
        with pytest.raises(ProposalClosed):
            project.accept_proposal(refused.id, "Quand même.")
        with pytest.raises(NothingProposed):
            project.propose_indicator()
        assert [each.status for each in project.proposals()] == ["accepted", "declined"]
