"""The framework matrix and translations of quotes, from Python."""

from __future__ import annotations

from pathlib import Path

from qualcode.api import Project

NORD = "Atelier Nord"


def test_summaries_are_written_linked_and_cleared(project: Project, tmp_path: Path) -> None:
    with project:
        first, second = project.code(1, 0, 20, "social/ties"), project.code(1, 30, 50, "social")
        assert project.framework_passages(NORD, "social") == [first.id, second.id]
        made = project.summarise(NORD, "social", "Peu de contacts [1].", links=[second])
        assert (made.codings, made.passages, made.stale) == ((second.id,), 2, False)
        assert project.link_summary(NORD, "social", first).codings == (second.id, first.id)
        assert project.framework_passages(NORD, "social") == [second.id, first.id]
        assert project.link_summary(NORD, "social", second, remove=True).text == "Peu de contacts."
        view = project.framework(codes=["social"], cases=[NORD], language="nl")
        assert view.rows[0].cells[0].text == "Peu de contacts."
        written = project.write_framework(view, tmp_path / "f.csv", language="nl")
        assert "Onderneming" in written.read_text("utf-8-sig")
        assert [project.clear_summary(NORD, "social") for _ in range(2)] == [True, False]


def test_quotes_are_translated(project: Project) -> None:
    with project:
        coding = project.code(1, 0, 20, "social")
        [made] = project.translate(coding, "nl", "Ik sprak met niemand.")
        assert project.translations(coding, language="nl") == [made]
        assert [project.remove_translation(coding, "nl") for _ in range(2)] == [1, 0]
        assert project.translations() == []
