"""Codebooks side by side: files, projects, versions; what people said; passages; several pools; taking over."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.data import data_path
from qualcode.errors import CodeNotFound, FormatUnknown, NameRefused, ProjectNotFound
from qualcode.model.codebook import Code
from qualcode.model.comparison import CodebookDiff
from qualcode.ops import (
    codebook_compare,
    codebook_edits,
    codebook_files,
    codebook_merging,
    codebook_source,
    codebook_table,
    codebook_taking,
    codebooks,
    codings,
    compare_files,
    crosswalk,
    documents,
    history,
    projects,
    versions,
)
from qualcode.ops.versions import VersionNotFound
from qualcode.store.session import Session
from tests.store.making import is_whole

STORY = data_path("samples/demo/documents/01-recit-de-fatima.txt")


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pool's project: its codebook is the shared one, which it has gone on with."""
    path = tmp_path_factory.mktemp("pool") / "pool.qualcode"
    with projects.create(path, coder="marie", title="Pool", language="fr") as session:
        versions.name_version(session, "au début")
        codebook_edits.rename(session, "social/ties", "Réseau et entourage")
        codebook_edits.move(session, "economic/skills", "social")
        codebook_edits.define(session, "social/health", definition="Le corps et l'esprit.")
        codebook_edits.add_code(session, "Sport et plein air", parent="social")
        codebook_merging.remove(session, "territorial/spread")
        codebook_merging.merge(session, "social/autonomy", "social/inclusion")
    return path


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Session]:
    with projects.create(tmp_path / "mine.qualcode", coder="marie", title="Mine", language="fr") as made:
        yield made
        assert is_whole(made)


def told(session: Session, other: object) -> CodebookDiff:
    return codebook_compare.diff(codebook_compare.compare(session, str(other)))


def test_what_became_of_each_code_is_told(mine: Session, pool: Path) -> None:
    found = told(mine, pool)
    assert [(each.from_, each.to, each.score) for each in found.renamed] == [("social/ties", "social/ties", 1.0)]
    assert [(each.code, each.from_, each.to) for each in found.moved] == [("economic/skills", "economic", "social")]
    assert [(each.code, each.fields) for each in found.changed] == [("social/health", ("definition",))]
    assert [(each.from_, each.to) for each in found.merged] == [
        (("social/autonomy", "social/inclusion"), "social/inclusion")
    ]
    assert (found.added, found.removed, found.split) == (("social/sport-et-plein-air",), ("territorial/spread",), ())
    shared = len(codebooks.book(mine).codes)
    assert len(found.same) == shared - 6 and len(found.pairs) == shared - 1
    assert {pair.relation for pair in found.pairs} == {"one", "part"}
    assert "identity" in found.pairs[0].reason and found.pairs[0].because["key"] == 1
    back = codebook_compare.diff(codebook_compare.between(codebook_source.read(pool), codebook_source.of_project(mine)))
    assert [(each.from_, each.to) for each in back.split] == [
        ("social/inclusion", ("social/autonomy", "social/inclusion"))
    ]


def test_files_projects_and_versions_are_named_alike(
    mine: Session, pool: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(pool.parent)
    codebook_files.export(mine, tmp_path / "grille.csv")
    codebook_files.export(mine, tmp_path / "grille.xlsx")
    same = len(codebooks.book(mine).codes)
    for other in ("impact", f"{pool}@AU DÉBUT", tmp_path / "grille.csv", tmp_path / "grille.xlsx", "@"):
        assert len(told(mine, other).same) == same, other
    assert codebook_source.read("pool").name == "Pool" and codebook_source.read("pool@au début").name == "Pool@au début"
    versions.name_version(mine, "one")
    codebook_edits.rename(mine, "social/ties", "Autrement")
    assert [each.to for each in told(mine, "@one").renamed] == ["social/ties"]
    assert codebook_compare.compare(mine, "@one", "one").added == []
    with pytest.raises(VersionNotFound):
        told(mine, "pool@autre")
    with pytest.raises(ProjectNotFound):
        told(mine, "nowhere.qualcode")
    with pytest.raises(FormatUnknown):
        told(mine, STORY)


def test_a_table_without_a_column_does_not_differ_in_it(mine: Session, tmp_path: Path) -> None:
    rows = ["key,parent,label_fr,label_it"]
    rows += [
        f'{code.key},{code.key.split("/")[0] if "/" in code.key else ""},"{code.labels["fr"]}",{code.key}'
        for code in codebooks.book(mine).codes
    ]
    (tmp_path / "court.csv").write_text("\n".join(rows), "utf-8")
    found = told(mine, tmp_path / "court.csv")
    assert len(found.same) == len(rows) - 1
    said = [note.template for note in found.notes]
    assert [part in " ".join(said) for part in ("Only “{name}”", "A table without")] == [True, True]


def test_books_without_anything_in_common_are_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("key,parent,label_fr\na1,,Travail\na2,a1,Revenu\n", "utf-8")
    (tmp_path / "b.csv").write_text("key,parent,label_nl\nb1,,Werk\nb2,b1,Inkomen\n", "utf-8")
    made = codebook_compare.between(*(codebook_source.read(tmp_path / name) for name in ("a.csv", "b.csv")))
    assert (made.matches, len(made.added), len(made.removed)) == ((), 2, 2)
    assert len(made.notes) == 2 and "no language in common" in made.notes[0].template


def test_what_people_said_decides(mine: Session, pool: Path) -> None:
    theirs = codebook_source.read(pool).codebook
    crosswalk.confirm(mine, theirs, [("territorial/spread", "social/sport-et-plein-air")])
    crosswalk.decline(mine, theirs, [("social/autonomy", "social/inclusion")])
    found = told(mine, pool)
    pair = next(each for each in found.pairs if each.from_ == "territorial/spread")
    assert (pair.to, pair.score, pair.confirmed, pair.reason) == ("social/sport-et-plein-air", 1.0, True, "confirmed")
    assert (found.removed, found.merged) == (("social/autonomy",), ())


def test_passages_that_both_coded_count_across_languages(mine: Session, tmp_path: Path) -> None:
    with projects.create(
        tmp_path / "it.qualcode", coder="jan", codebook=_italian(mine, tmp_path), language="fr"
    ) as other:
        for session, codes in ((mine, ("social/ties", "economic/income")), (other, ("n1", "n2"))):
            story = documents.import_file(session, STORY)
            for n in range(12):
                start = 200 + 150 * n
                codings.add(session, story.id, start, start + 90, codes[n % 2])
        found = codebook_compare.diff(
            codebook_compare.between(codebook_source.of_project(mine), codebook_source.of_project(other))
        )
    assert {(each.from_, each.to, each.reason) for each in found.pairs} == {
        ("social/ties", "n1", "passages"),
        ("economic/income", "n2", "passages"),
    }
    assert any("Both have coded the same texts" in note.template for note in found.notes)


def _italian(mine: Session, folder: Path) -> Path:
    path = folder / "it.csv"
    path.write_text("key,parent,label_it\nn,,Sociale\nn1,n,Legami\nn2,n,Reddito\n", "utf-8")
    return path


def test_several_pools_stand_beside_the_shared_codebook(mine: Session, pool: Path, tmp_path: Path) -> None:
    second = Path(shutil.copy(pool, tmp_path / "second.qualcode"))
    with projects.open_session(second, coder="jan") as session:
        codebook_edits.add_code(session, "Musique", parent="social")
        codebook_edits.rename(session, "social/sport-et-plein-air", "Sports et plein air")
    made = codebook_table.beside(mine, [str(pool), str(second)], "fr")
    assert (made.shared, made.pools) == ("Mine", ("Pool (pool.qualcode)", "Pool (second.qualcode)"))
    cells = {row.code: [(cell.labels, cell.relations) for cell in row.pools] for row in made.rows}
    assert cells["social/ties"] == [(("Réseau et entourage",), ("renamed",))] * 2
    assert cells["territorial/spread"] == [((), ())] * 2
    assert cells["social/autonomy"][0][1] == ("merged",)
    assert cells["social/sport-et-plein-air"] == [
        (("Sport et plein air",), ("added",)),
        (("Sports et plein air",), ("added",)),
    ]
    assert cells["social/musique"] == [((), ()), (("Musique",), ("added",))]
    assert [row.is_shared for row in made.rows].count(False) == 2
    for name in ("t.csv", "t.docx"):
        compare_files.write_table(made, tmp_path / name, "fr")
    assert "Réseau et entourage" in (tmp_path / "t.csv").read_text("utf-8-sig")


def test_the_comparison_is_written_to_be_read(mine: Session, pool: Path, tmp_path: Path) -> None:
    made = codebook_compare.compare(mine, str(pool))
    for name in ("d.csv", "d.xlsx", "d.docx", "d.html"):
        compare_files.write_comparison(made, tmp_path / name, "fr")
        compare_files.write_comparison(made, tmp_path / f"again-{name}", "fr")
        assert (tmp_path / name).read_bytes() == (tmp_path / f"again-{name}").read_bytes()
    with zipfile.ZipFile(tmp_path / "d.docx") as archive:
        words = archive.read("word/document.xml").decode()
    for text in ("Réseau et entourage", "Le corps et l&apos;esprit.", "Sport et plein air", "Essaimage"):
        assert text in words or text.replace("&apos;", "'") in words
    with pytest.raises(FormatUnknown):
        compare_files.write_comparison(made, tmp_path / "d.pdf", "fr")


def by_key(session: Session) -> dict[str, Code]:
    return {code.key: code for code in codebooks.book(session).codes}


def test_what_one_chooses_is_taken_over_and_one_undo_takes_it_back(mine: Session, pool: Path) -> None:
    before = codebooks.book(mine)
    done = codebook_taking.take(mine, str(pool), ["social/ties", "economic/skills"], ["name"])
    assert (done.changed, done.added) == (("social/ties",), ())
    done = codebook_taking.take(
        mine, str(pool), ["social/sport-et-plein-air", "economic/skills", "social/health", "social/stability"]
    )
    assert (sorted(done.changed), done.added) == (["economic/skills", "social/health"], ("social/sport-et-plein-air",))
    codes = by_key(mine)
    assert codes["social/ties"].labels["fr"] == "Réseau et entourage"
    assert codes["economic/skills"].parent == codes["social"].id
    assert codes["social/health"].definition["fr"] == "Le corps et l'esprit."
    assert codes["social/sport-et-plein-air"].parent == codes["social"].id
    left = told(mine, pool)
    assert (left.renamed, left.moved, left.changed, left.added) == ((), (), (), ())
    assert [entry.operation for entry in history.listing(mine)][-2:] == ["codebook.take"] * 2
    history.undo(mine, 2)
    assert codebooks.book(mine) == before


def test_taking_over_is_refused_as_a_whole(mine: Session, pool: Path) -> None:
    codebook_edits.add_code(mine, "Sport et plein air", parent="social")
    codebook_edits.add_code(mine, "Réseau et entourage", parent="social")
    before = codebooks.book(mine)
    with pytest.raises(CodeNotFound):
        codebook_taking.take(mine, str(pool), ["social/health", "no/such"])
    with pytest.raises(NameRefused):
        codebook_taking.take(mine, str(pool), ["social/health", "social/ties"])
    assert codebooks.book(mine) == before
