"""Agreement, from Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.api import Project
from qualcode.ops.agreement_input import TooFewCoders


def test_agreement_from_python(project: Project, tmp_path: Path) -> None:
    with project:
        with pytest.raises(TooFewCoders):
            project.agreement(["marie"])
        (tmp_path / "r.csv").write_text("unit,A,B\n1,x,x\n2,y,x\n", encoding="utf-8")
        assert project.agreement_table(tmp_path / "r.csv").measures["percent"] == 0.5


def test_disagreements_from_python(project: Project) -> None:
    with project:
        document = project.documents()[0]
        first = project.code(document, 0, 20, "social")
        made = project.settle_disagreement([first], take=[first], reason="Oui.", name="équipe")
        assert made[0].consensus is not None and made[0].consensus.coder == "équipe"
        other = next(each for each in project.codings() if each.coder == "équipe")
        assert (other.start, other.end, other.code) == (first.start, first.end, first.code)
        # What was agreed on is compared only where it is asked for.
        assert project.agreement([first.coder, "équipe"], [first.code], region="all").coders == (first.coder, "équipe")
        talked = project.disagreements([first.coder, "équipe"], region="all", settled=True)
        assert (talked.total, talked.settled) == (0, 0)
        project.explain_settlement(made[0], reason="Relu à deux.")
        assert project.history()[-1].operation == "agreement.explain"
        assert project.confusion([first.coder, "équipe"], region="all").coders == (first.coder, "équipe")


def test_documents_are_shared_out_from_python(project: Project) -> None:
    with project:
        made = project.assign_coders([1, "2"], ["marie", "joris"], blind=True)
        assert len(made) == 4 and project.assignments() == made
        assert project.unassign_coders([1]) == 2
        planned = project.plan_double_coding(0.5, ["marie", "joris"], store=True)
        assert len(planned.documents) == 1 and planned.stored
