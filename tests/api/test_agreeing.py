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
