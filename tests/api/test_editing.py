"""Editing from Python: codings, the codebook, texts, memos; all of it taken back again."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.api import Project
from qualcode.errors import CoderNotFound, QualcodeError, UsageError
from qualcode.model.coding import CodingView
from qualcode.ops.codebook_merging import CodeInUse
from qualcode.ops.coding_edits import CannotSplit
from qualcode.ops.replacing import WordsNotFound
from tests.api.conftest import WORDS


def coded(project: Project, words: str = WORDS, code: str = "social/ties") -> CodingView:
    start = project.text(1).index(words)
    return project.code(1, start, start + len(words), code)


def test_several_codes_at_once_are_one_operation(project: Project) -> None:
    with project:
        start = project.text(1).index(WORDS)
        made = project.code_many(1, start, start + len(WORDS), ["social/ties", "social/health"], effect="negative")
        assert [each.code for each in made] == ["social/ties", "social/health"]
        last = project.next_undo()
        assert last is not None and last.operation == "coding.add"
        project.undo()
        assert project.codings() == []
        again = project.next_redo()
        assert again is not None and again.sequence == last.sequence
        assert len(project.redo()) == 1
        assert project.next_redo() is None


def test_a_code_is_made_where_it_is_needed(project: Project) -> None:
    with project:
        start = project.text(1).index(WORDS)
        coding = project.code_new(1, start, start + len(WORDS), "Seule", parent="social")
        assert (coding.code, coding.quote) == ("social/seule", WORDS)
        project.undo()
        assert project.codings() == []


def test_codings_get_other_codes_effects_and_facets(project: Project) -> None:
    with project:
        coding = coded(project)
        assert project.recode("social/health", coding).changed == 1
        assert project.effect("positive", coding.id).changed == 1
        assert project.facet("time", "before", coding).changed == 1
        now = project.codings(1)[0]
        assert (now.code, now.effect, now.facets) == ("social/health", "positive", {"time": "before"})
        assert project.effect(None, coding).changed == project.facet("time", None, coding).changed == 1
        assert project.note(now, "à relire").memo == "à relire"
        assert [each.code for each in project.copy_coding(now, "social/confidence")] == ["social/confidence"]


def test_codings_are_split_joined_and_moved(project: Project) -> None:
    with project:
        coding = coded(project)
        first, second = project.split_coding(coding, coding.start + len("je parlais"))
        assert (first.quote, second.quote) == ("je parlais", "à personne")
        with pytest.raises(CannotSplit):
            project.split_coding(first, first.end)
        joined = project.join_codings(first, second)
        assert joined.joined == 1
        whole = project.codings(1)[0]
        assert whole.quote == WORDS
        assert project.move_edge(whole, "end", -1).quote == "je parlais à"
        sentence = project.fit_coding(whole, "sentence")
        assert sentence.start <= whole.start < whole.end <= sentence.end
        assert project.change_coding(sentence, start=whole.start, end=whole.end).quote == WORDS
        moved = project.move_coding(whole, whole.start, whole.start + 2)
        assert (moved.quote, project.touching(moved)) == ("je", [moved.id])
        assert project.add_note("à relire", moved) == 1


def test_the_codebook_is_edited_code_by_code(project: Project, tmp_path: Path) -> None:
    with project:
        before = project.codebook()
        code = project.add_code("Fierté", parent="social", language="fr")
        assert (code.key, code.parent) == ("social/fierte", "social")
        assert project.rename_code("social/fierte", "Trots", language="nl").labels == {"fr": "Fierté", "nl": "Trots"}
        told = project.define_code(
            code.key,
            language="fr",
            definition="Être fier de soi.",
            add={"terms": ["fier*"], "examples": ["J'étais fier."]},
        )
        assert (told.definition["fr"], told.terms["fr"]) == ("Être fier de soi.", ("fier*",))
        assert project.define_code(code.key, language="fr", drop={"terms": ["fier*"]}).terms == {}
        assert project.describe_code(code.key, {"terms": {"de": ["stolz*"]}}).terms == {"de": ("stolz*",)}
        assert project.colour_code(code.key, "#112233").colour == "#112233"
        assert project.move_code(code.key, under="economic").path.startswith("Économique / ")
        assert project.move_code(code.key, top=True).parent is None
        keys = [each.key for each in project.codebook().codes]
        project.move_code(code.key, before="social")
        assert [each.key for each in project.codebook().codes] != keys
        with pytest.raises(UsageError):
            project.move_code(code.key)
        with pytest.raises(UsageError):
            project.move_code(code.key, under="social", top=True)
        project.undo(9)
        assert project.codebook().codes == before.codes


def test_codes_are_merged_split_and_removed_with_what_hangs_on_them(project: Project) -> None:
    with project:
        coding = coded(project)
        assert project.consequences("social/ties", into="social/health").codings == 1
        assert project.code_uses()["social"].total == 1
        split = project.split_code("social/ties", {"Voisinage": [coding]}, language="fr")
        assert split.added == ("social/voisinage",)
        assert project.merge_codes("social/voisinage", "social/ties").codings == 1
        with pytest.raises(CodeInUse):
            project.remove_code("social/ties")
        assert project.remove_code("social/ties", move_codings_to="social/health").removed == ("social/ties",)
        assert project.codings()[0].code == "social/health"
        assert project.remove_code("social/health", with_codings=True).uncoded == 1


def test_a_codebook_is_looked_at_before_it_is_taken(project: Project, tmp_path: Path) -> None:
    with project:
        for name in ("book.xlsx", "book.csv", "book.yaml"):
            project.export_codebook(tmp_path / name)
            seen = project.preview_codebook(tmp_path / name)
            assert (seen.added, seen.changed, seen.others) == ((), (), 0)
        assert project.export_codebook(tmp_path / "book.docx", language="nl").exists()
        assert "<html" in project.export_codebook(tmp_path / "book.html").read_text("utf-8")


def test_a_text_is_corrected_and_the_codings_settled(project: Project) -> None:
    with project:
        coding = coded(project)
        text = project.text(1)
        without = "\n".join(line for line in text.split("\n") if WORDS not in line)
        assert project.revise(1, without, preview=True).operation is None
        assert [each.id for each in project.revise(1, without).adrift] == [coding.id]
        lost = project.adrift(1)[0]
        assert (lost.quote, project.adrift(2)) == (WORDS, [])
        assert project.places(lost).quote == WORDS
        with pytest.raises(UsageError):
            project.settle(lost)
        settled = project.settle(lost, 0, 20)
        assert settled is not None and settled.quote == without[:20]
        assert len(project.revisions(1)) == 2
        project.undo()
        assert project.settle(lost, remove=True) is None
        assert project.adrift() == []


def test_words_are_replaced_in_one_place_or_everywhere(project: Project, tmp_path: Path) -> None:
    with project:
        places = len(project.occurrences(1, "Fatima").hits) + len(project.occurrences(1, "FATIMA").hits)
        assert places > 1
        with pytest.raises(QualcodeError):
            project.replace(1, "FATIMA", "F.")
        assert project.replace(1, "FATIMA", "F.", everywhere=True, preview=True).operation is None
        assert project.replace(1, "FATIMA", "F.", everywhere=True).revision == 2
        with pytest.raises(WordsNotFound) as refused:
            project.replace(1, "rhododendron", "x")
        assert "0" not in str(refused.value.advice)
        (tmp_path / "back.txt").write_text(project.text(1).replace("F.", "Fatima"), "utf-8")
        assert project.revise_from_file(1, tmp_path / "back.txt").revision == 3


def test_documents_are_told_anew_several_at_once(project: Project) -> None:
    with project:
        changed = project.set_document(1, 2, kind="focus-group", case="Neuf")
        assert [(each.kind, each.case) for each in changed] == [("focus-group", "Neuf")] * 2
        project.undo()
        assert project.document(1).case == "Atelier Nord"


def test_memos_are_found_edited_and_removed(project: Project) -> None:
    with project:
        memo = project.memo("Personne ne l'écoute.", case="Atelier Nord")
        project.memo("sur tout")
        assert project.memos(containing="l’ÉCOUTE") == [memo] == project.memos("case", coder="marie")
        assert project.edit_memo(memo, "On l'écoute.").text == "On l'écoute."
        project.remove_memo(memo.id)
        assert [each.about_kind for each in project.memos()] == ["project"]
        with pytest.raises(CoderNotFound):
            project.memos(coder="personne")


def test_the_project_is_told_anew(project: Project) -> None:
    with project:
        project.describe(title="Pôle Nord", language="nl")
        assert (project.title, project.language) == ("Pôle Nord", "nl")
        project.undo()
        assert project.title == "pool"
        assert project.backups_folder().name == "pool.qualcode.backups"
