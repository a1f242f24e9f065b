"""Several reports into a folder: which, under which names, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.data import data_path
from qualcode.errors import FileExists
from qualcode.ops import cases, codings, documents, projects, report_folder, reports
from qualcode.store.session import Session

STORY = data_path("samples/demo/documents/01-recit-de-fatima.txt")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """A project with one enterprise that is spoken of and two that are not."""
    made = projects.create(tmp_path_factory.mktemp("folder") / "p.qualcode", coder="marie", title="Pôle", language="fr")
    story = documents.import_file(made, STORY, case="Atelier Nord", person="Fatima")
    start = documents.text(made, story.id).index("je parlais à personne")
    codings.add(made, story.id, start, start + 21, "social/ties")
    cases.add_case(made, "CON")
    cases.add_case(made, "Coop A/B: « été »")
    return made


def test_all_reports_are_a_folder(session: Session, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    folder = tmp_path / "rapports"
    written = reports.make(session, "all", folder, language="nl", progress=lambda done, of: told.append((done, of)))
    names = {path.name for path in written.files}
    assert names == {path.name for path in folder.iterdir()}
    assert names == {
        "joint-display.docx", "excerpts.docx", "transcript.docx", "codebook.docx", "Atelier Nord.docx", "CON-.docx",
        "Coop A-B - « été ».docx",
    }  # fmt: skip
    # No pool and one coder only: the one is told, the other was not tried.
    assert [line.split(":")[0] for line in written.left_out] == ["pools.docx"]
    assert told[0] == (0, 8) and told[-1] == (8, 8)
    assert docx.Document(str(folder / "codebook.docx")).core_properties.language == "nl-NL"


def test_nothing_is_written_where_one_is_there_already(session: Session, tmp_path: Path) -> None:
    (tmp_path / "CON-.docx").write_bytes(b"mine")
    with pytest.raises(FileExists):
        reports.make(session, "enterprise", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["CON-.docx"]
    written = reports.make(session, "enterprise", tmp_path, force=True)
    assert len(written.files) == 3


def test_all_reports_want_a_folder(session: Session, tmp_path: Path) -> None:
    with pytest.raises(reports.FolderWanted):
        reports.check_request("all", tmp_path / "all.docx")


@given(st.text(max_size=300))
def test_a_name_is_one_that_every_system_takes(name: str) -> None:
    stem = report_folder.safe_stem(name)
    assert stem and len(stem.encode()) <= 200
    assert stem == stem.strip(" .") and not set(stem) & set('<>:"/\\|?*\x00\n')
    assert stem.split(".")[0].casefold() not in {"con", "prn", "aux", "nul", "com1", "lpt9"}
    assert report_folder.safe_stem(stem) in (stem, f"{stem}-", stem.strip(" .-") or "-")
