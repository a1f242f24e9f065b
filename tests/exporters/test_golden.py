"""Reports of every newer kind are, to the byte of each of their parts, those that were looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.ops import projects, reports
from tests.exporters import golden


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("golden")
    assert [kind for kind, _ in golden.written(folder)] == list(golden.KINDS)
    return folder


@pytest.mark.parametrize("kind", golden.KINDS)
def test_a_report_is_as_it_was_looked_at(kind: str, made: Path) -> None:
    found, kept = golden.parts(made / f"{kind}.docx"), golden.parts(golden.FOLDER / f"{kind}.docx")
    assert list(found) == list(kept)
    changed = [name for name in kept if found[name] != kept[name]]
    assert not changed, "look at them, then: python -m tests.exporters.golden"


@pytest.mark.parametrize("kind", ["joint-display", "transcript"])
def test_the_same_report_is_the_same_file(kind: str, made: Path, tmp_path: Path) -> None:
    with projects.open_session(made / "small.qualcode", coder="jan") as session:
        reports.make(session, kind, tmp_path / "again.docx", case=golden.KINDS[kind], language="en")
    assert (tmp_path / "again.docx").read_bytes() == (made / f"{kind}.docx").read_bytes()
