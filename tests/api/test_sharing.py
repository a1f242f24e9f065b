"""The codebook through time and beside others, from Python."""

from __future__ import annotations

from pathlib import Path

from qualcode.api import Project
from tests.api.conftest import WORDS

OTHER = "key,parent,label_fr\nsocial,,Social\nsocial/reseau,social,Réseau\n"


def test_versions_pairs_unions_and_readings(project: Project, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text(OTHER, encoding="utf-8")
    with project:
        before = project.codebook()
        project.name_version("pilote", "convenu")
        start = project.text(1).index(WORDS)
        coding = project.code(1, start, start + len(WORDS), "social/ties")
        assert project.made_under([coding]) == {coding.id: "pilote"}
        project.rename_code("social/ties", "Liens forts")
        assert [each.name for each in project.versions()] == ["pilote"]
        assert project.version("Pilote") == before != project.codebook()
        assert [each.operation for each in project.codebook_log()][-2:] == ["codebook.version", "code.rename"]
        assert project.crosswalk(other)
        project.confirm_pairs(other, [("social/ties", "social/reseau")], note="vu")
        project.confirm_all_pairs(other, 0.9)
        project.decline_pairs(other, [("economic", "")])
        assert project.forget_pairs(other, [("economic", "")]) == 1
        assert ("social/ties", "confirmed") in {
            (each.first, each.state) for each in project.crosswalk(other, proposals=False)
        }
        assert [key for _, key in project.codings_under(other)] == ["social/reseau"]
        report = project.merge_codebooks(other, path=tmp_path / "both.yaml")
        assert (report.added, project.take_in_codebooks(other, preview=True).codes) == (0, report.codes)
        assert project.take_in_codebooks(other) == report
        assert project.recode_under(other, preview=True).codings == project.recode_under(other).codings == 1
        assert [each.code for each in project.codings()] == ["social/reseau"]
