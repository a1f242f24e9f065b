"""qualcode from Python: the example of the interface, and a method for each thing one can do."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

import qualcode
from qualcode.api import Project
from qualcode.errors import (
    AttributeNotFound,
    CodeNotFound,
    DocumentNotFound,
    FileExists,
    MissingExtra,
    NothingToUndo,
    ProjectNotFound,
    QualcodeError,
    ReadOnly,
    UsageError,
)
from tests.api.conftest import FATIMA, WORDS

HAS_PANDAS = importlib.util.find_spec("pandas") is not None


def test_the_public_names() -> None:
    assert qualcode.__all__ == ["Project", "QualcodeError", "__version__", "create", "open"]
    for name in qualcode.__all__:
        assert getattr(qualcode, name) is not None
    assert not hasattr(qualcode, "nothing_like_this")


def test_the_example_of_the_interface(tmp_path: Path) -> None:
    path = tmp_path / "pool.qualcode"
    qualcode.create(path, coder="marie").close()
    with qualcode.open(str(path), coder="marie") as project:
        doc = project.import_file(FATIMA, kind="life-story", case="Atelier Nord", person="F.")
        start = doc.text.index(WORDS)
        coding = project.code(doc, start, start + len(WORDS), "social/ties", effect="positive")
        assert coding.quote == WORDS
        assert (doc.case, doc.kind, doc.number) == ("Atelier Nord", "life-story", 1)
        table = project.matrix(rows="dimension", columns="case", cells="people")
    assert dict(zip((row.key for row in table.rows), table.cells, strict=True))["social"] == (1,)
    if HAS_PANDAS:
        assert table.to_pandas().loc["social", "Atelier Nord"] == 1
        assert table.to_pandas(labels=True).loc["Social", "Atelier Nord"] == 1


def test_without_pandas_a_matrix_says_what_to_install(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with project, pytest.raises(MissingExtra) as refused:
        project.matrix("dimension", "case").to_pandas()
    assert "pandas" in str(refused.value)


def test_a_matrix_reaches_pandas_with_its_keys_and_labels(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a stand-in where pandas is not installed: what is handed over is what counts."""
    handed: dict[str, object] = {}
    stand_in = ModuleType("pandas")
    vars(stand_in).update(
        Index=lambda values, name, dtype: (list(values), name),
        DataFrame=lambda cells, **axes: handed.update(cells=cells, **axes),
    )
    monkeypatch.setitem(sys.modules, "pandas", stand_in)
    with project:
        project.matrix("dimension", "case").to_pandas()
    assert handed["cells"] == [[0]] * 5
    assert handed["columns"] == (["Atelier Nord"], "case")
    assert handed["index"] == (["economic", "social", "political", "environmental", "territorial"], "dimension")


def test_documents_are_named_by_handle_number_id_or_title(project: Project) -> None:
    with project:
        fatima = project.documents()[0]
        for name in (fatima, 1, "1", fatima.id, fatima.title, "01-recit"):
            assert project.text(name) == fatima.text
            assert project.document(name) == fatima
        assert [turn.speaker for turn in project.turns(1)][:2] == ["INT", "FATIMA"]
        with pytest.raises(DocumentNotFound):
            project.text(99)


def test_speakers_and_who_has_finished(project: Project) -> None:
    with project:
        assert [view.person for view in project.speakers(1)] == [None, "Fatima"]
        project.rename_speaker(1, "INT", "Enquêtrice")
        assert project.map_speaker(1, "Enquêtrice", person="Anne")[0].person == "Anne"
        assert project.done(1).done == ("marie",)
        assert project.coders()[0].done == (project.document(1).title,)
        assert project.done(1, False).done == ()
        assert project.assign(1, None).case is None
        project.remove_document(2)
        assert len(project.documents()) == 1
        project.undo()
        assert len(project.documents()) == 2


def test_codes_codings_and_memos(project: Project, tmp_path: Path) -> None:
    with project:
        start = project.text(1).index(WORDS)
        coding = project.code(
            1,
            start,
            start + len(WORDS),
            "Liens sociaux et recul de l'isolement",
            facets={"time": "before"},
            memo="seule",
        )
        assert coding.memo == "seule"
        assert project.codings(1) == [coding] == project.codings(code="social", coder="marie", origin="manual")
        assert project.change_coding(coding, effect="negative").effect == "negative"
        (tmp_path / "more.jsonl").write_text('{"document": 2, "start": 0, "end": 9, "code": "economic/skills"}\n')
        assert project.add_codings(tmp_path / "more.jsonl").added == 1
        memo = project.memo("à relire", coding=coding)
        assert memo in project.memos(coding=coding.id)
        assert project.memo("sur tout").about_kind == "project"
        assert project.memo("sur elle", document=project.document(1)) in project.memos(document=1)
        assert len(project.memos()) == 4
        assert project.uncode(*project.codings()) == 2
        assert project.uncode() == 0
        with pytest.raises(CodeNotFound):
            project.code(1, 0, 9, "social/nimporte")
        with pytest.raises(UsageError):
            project.memo("deux choses", case="Atelier Nord", person="Fatima")


def test_the_codebook_and_its_files(project: Project, tmp_path: Path) -> None:
    with project:
        before = project.codebook()
        code = project.add_code("Fierté", parent="social", language="fr")
        assert code.key == "social/fierte"
        assert len(project.codebook().codes) == len(before.codes) + 1
        path = project.export_codebook(tmp_path / "book.yaml")
        with pytest.raises(FileExists):
            project.export_codebook(path)
        assert len(project.import_codebook(path).codes) == len(before.codes) + 1


def test_search_and_suggestions_accepted_and_refused(project: Project) -> None:
    with project:
        hit = project.search("A PERSONNE", 1)[0]
        assert project.text(hit.document)[hit.start : hit.end] == hit.quote
        first, second, *_ = project.suggest([1], limit=5)
        coding = project.accept(first)
        assert (coding.origin, coding.code) == ("suggestion", first.code)
        assert project.refuse(second).verdict == "refused"
        left = {(each.start, each.code) for each in project.suggest([1])}
        assert left.isdisjoint({(first.start, first.code), (second.start, second.code)})


def test_cases_people_and_their_attributes(project: Project) -> None:
    with project:
        case = project.add_case("De Kringfabriek", attributes={"size": 61, "active": True, "since": None})
        assert case.attributes == {"size": 61, "active": True}
        assert project.set_case("De Kringfabriek", rename="Kringfabriek").name == "Kringfabriek"
        assert [each.name for each in project.cases()] == ["Atelier Nord", "Kringfabriek"]
        project.add_person("Koen", case="Kringfabriek", consent="count")
        assert project.set_person("Koen", attributes={"gender": "m"}).attributes == {"gender": "m"}
        assert {each.name for each in project.people()} == {"Fatima", "Didier", "Koen"}


def test_matrices_and_reports_become_files(project: Project, tmp_path: Path) -> None:
    with project:
        start = project.text(1).index(WORDS)
        project.code(1, start, start + len(WORDS), "social/ties")
        table = project.matrix("code", "case", where={"case": "Atelier Nord"})
        assert table.total == 1
        assert project.write_matrix(table, tmp_path / "m.xlsx").exists()
        assert project.report("excerpts", tmp_path / "e.docx", language="fr").exists()
        assert project.report("codebook", tmp_path / "c.docx").exists()
        assert project.export_codings(tmp_path / "c.csv").rows == 1
        with pytest.raises(FileExists):
            project.report("excerpts", tmp_path / "e.docx")
        with pytest.raises(UsageError):
            project.report("poem", tmp_path / "p.docx")
        with pytest.raises(AttributeNotFound):
            project.matrix("code", "couleur")


def test_history_undo_redo_check_backup_stats(project: Project, tmp_path: Path) -> None:
    with project:
        project.code(1, 0, 9, "social/ties")
        last = project.history(1)[0]
        assert project.undo()[0].sequence == last.sequence
        assert project.redo()[0].sequence == last.sequence
        with pytest.raises(NothingToUndo):
            project.redo()
        assert project.check(deep=True).ok
        assert project.stats().codings == 1
        copy = project.backup(tmp_path / "copy.qualcode")
    with qualcode.open(copy, coder="jan", read_only=True) as opened:
        assert (opened.coder, opened.path) == ("jan", copy)
        assert len(opened.codings()) == 1
        with pytest.raises(ReadOnly):
            opened.code(1, 0, 9, "social/ties")


def test_what_cannot_be_done_is_a_qualcode_error_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match=r"There is no project “.*fehlt\.qualcode”\."):
        qualcode.open(tmp_path / "fehlt.qualcode")
    with pytest.raises(ProjectNotFound):
        qualcode.open(tmp_path / "fehlt.qualcode")


def test_the_coder_is_found_as_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALCODE_CODER", "jan")
    with qualcode.create(tmp_path / "a.qualcode") as project:
        assert project.coder == "jan"
        assert "jan" in repr(project)


def test_the_types_are_there_for_those_who_check_them() -> None:
    assert (Path(qualcode.__file__).parent / "py.typed").exists()
