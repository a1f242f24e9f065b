"""Other projects taken in, from Python."""

from __future__ import annotations

import shutil
from pathlib import Path

import qualcode
from qualcode.api import Project


def test_a_copy_comes_back_and_what_differs_is_settled(project: Project, tmp_path: Path) -> None:
    with project:
        project.set_case("Atelier Nord", kind="enterprise")
        copy = Path(shutil.copy(tmp_path / "pool.qualcode", tmp_path / "copy.qualcode"))
        project.set_case("Atelier Nord", kind="workshop")
        with qualcode.open(copy, coder="piet") as other:
            other.set_case("Atelier Nord", kind="association")
            other.code(1, 0, 20, "social")
        foreseen = project.preview_merge(copy)
        assert (foreseen.codings, foreseen.operation, foreseen.conflicts[0].id) == (1, None, "")
        report = project.merge(copy)
        assert (report.codings, len(report.conflicts)) == (1, 1)
        [conflict] = project.conflicts()
        assert project.settle_conflict(conflict.id, "theirs").stands == "theirs"
        assert [each.kind for each in project.cases()] == ["association"]
        assert project.conflicts() == [] and len(project.conflicts(everything=True)) == 1
        assert project.history_of(report.projects[0].title)[-1].operation == "coding.add"
        assert project.merge(copy).operation is None
