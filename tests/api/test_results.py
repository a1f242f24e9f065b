"""Codes together, from Python."""

from __future__ import annotations

from pathlib import Path

from qualcode.api import Project


def test_codes_together_are_counted_and_written(project: Project, tmp_path: Path) -> None:
    with project:
        project.code(1, 0, 20, "social/ties")
        project.code(1, 10, 30, "social/confidence")
        found = project.cooccurrence(language="nl")
        one, other = (found.codes.index(key) for key in ("social/ties", "social/confidence"))
        assert found.counts[one][other] == found.counts[other][one] == 1
        written = project.write_cooccurrence(found, tmp_path / "c.csv", "counts", language="nl")
        assert found.labels[one] in written.read_text("utf-8-sig")
