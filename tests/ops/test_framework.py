"""The framework matrix: what is written stays, links hold, staleness is told, consent is obeyed."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import AttributeNotFound, CodingNotFound, PassageElsewhere, ValueRefused
from qualcode.i18n import catalogue
from qualcode.model.framework import FrameworkCell
from qualcode.model.report import Quote, Table
from qualcode.ops import (
    analysis,
    case_edits,
    cases,
    codebook_merging,
    coding_edits,
    codings,
    framework,
    framework_report,
    groups,
    history,
    matrix_files,
    summaries,
    translations,
)
from qualcode.store.session import Session
from tests.ops.stories import code, story

CASE, SOCIAL, CONFIDENCE = "Atelier Nord", "social", "social/confidence"
FATIMA = "J'ai repris confiance."


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with story(tmp_path) as made:
        yield made


def of(session: Session, name: str = SOCIAL, case: str = CASE) -> FrameworkCell:
    """A cell as it is shown."""
    rows = framework.show(session, codes=[name]).rows
    return next(cell for row in rows if row.case == case for cell in row.cells if cell.code == name)


def by_quote(session: Session, words: str, coder: str = "marie") -> str:
    return next(each.id for each in codings.listing(session, coder=coder) if each.quote.startswith(words))


def test_an_empty_cell_offers_its_passages(session: Session) -> None:
    view = framework.show(session, language="fr")
    assert [each.label for each in view.columns] == ["Social", "Économique"]
    cell = view.rows[0].cells[0]
    assert (cell.case, cell.text, cell.coder, cell.stale) == (CASE, "", None, False)
    # Two coders on one stretch are one passage; a code counts with those below it.
    assert (cell.passages, cell.people) == (3, 2)
    assert len(framework.passages(session, CASE, SOCIAL)) == 4
    assert framework.passages(session, CASE, "economic") == []
    counted = analysis.matrix(session, "case", "dimension", cells="passages")
    assert counted.cells[0][0] == cell.passages


def test_a_summary_is_written_linked_and_signed(session: Session) -> None:
    first, second = by_quote(session, FATIMA), by_quote(session, "Fatima, elle")
    made = framework.write(session, CASE, SOCIAL, " On ose [1].\r\n", links=[first])
    assert (made.text, made.codings, made.coder, made.stale) == ("On ose [1].", (first,), "marie", False)
    linked = framework.link(session, CASE, SOCIAL, [second[:8], first])
    assert linked.codings == (first, second)
    assert framework.passages(session, CASE, SOCIAL)[:2] == [first, second]
    framework.write(session, CASE, SOCIAL, "On ose [1], cela se voit [2]. [9]")
    left = framework.link(session, CASE, SOCIAL, [first[:8]], remove=True)
    assert (left.text, left.codings) == ("On ose, cela se voit [1]. [9]", (second,))
    assert framework.write(session, CASE, SOCIAL, " ").codings == ()
    assert next(iter(history.listing(session, 1))).summary.template == "Summary of “{case}” removed: {code}"
    history.undo(session, 1)
    assert framework.clear(session, CASE, SOCIAL)
    assert not framework.clear(session, CASE, SOCIAL)
    history.undo(session, 1)
    assert of(session).text == left.text


def test_what_cannot_be_written_is_refused(session: Session) -> None:
    with pytest.raises(framework.NothingToWrite):
        framework.write(session, CASE, SOCIAL)
    with pytest.raises(framework.NothingWritten):
        framework.link(session, CASE, SOCIAL, [], remove=True)
    with pytest.raises(CodingNotFound):
        framework.write(session, CASE, SOCIAL, "x", links=["nothing"])
    with pytest.raises(PassageElsewhere):
        framework.write(session, CASE, SOCIAL, "x", links=[by_quote(session, "Le dos")])
    assert framework.write(session, CASE, SOCIAL, "  ").text == ""


def test_a_summary_is_stale_once_its_passages_are_others(session: Session, tmp_path: Path) -> None:
    framework.write(session, CASE, SOCIAL, "On ose.")
    code(session, tmp_path, {"document": "1", "quote": "Avant", "code": "social/health", "coder": "joris"})
    coding_edits.set_effect(session, [by_quote(session, FATIMA)], "mixed")
    codings.remove(session, [by_quote(session, "Fatima, elle")])
    cell = of(session)
    assert (cell.stale, cell.new, cell.gone, cell.changed) == (True, 1, 1, 1)
    assert framework_report.changed(catalogue("en"), cell) == "1 new, 1 gone, 1 changed"
    assert not framework.write(session, CASE, SOCIAL).stale
    assert of(session).text == "On ose."
    history.undo(session, 1)
    assert of(session).stale
    # A code beside it does not matter.
    code(session, tmp_path, {"document": "1", "quote": "Avant", "code": "economic", "coder": "joris"})
    assert of(session).new == 1


def test_consent_and_others_passages_count_as_everywhere(session: Session) -> None:
    didier, fatima = by_quote(session, "Fatima, elle"), by_quote(session, FATIMA)
    framework.write(session, CASE, "economic", "[1] [2]", links=[fatima, didier])
    assert framework.passages(session, CASE, "economic") == [fatima, didier]
    cases.set_person(session, "Didier", consent="none")
    assert (of(session).passages, of(session).people) == (2, 1)
    assert framework.passages(session, CASE, "economic") == [fatima]
    only = framework.show(session, coder="joris").rows[0].cells[0]
    assert (only.passages, only.people) == (1, 1)
    groups.add(session, "Table ronde", cases=[CASE])
    cases.add_case(session, "Atelier Sud", attributes={"pool": "autre"})
    assert [row.case for row in framework.show(session).rows] == [CASE, "Atelier Sud"]
    assert [row.case for row in framework.show(session, where={"group": "Table ronde"}).rows] == [CASE]
    assert [row.case for row in framework.show(session, where={"pool": ("autre",)}).rows] == ["Atelier Sud"]
    assert [row.case for row in framework.show(session, cases=["Atelier Sud"]).rows] == ["Atelier Sud"]
    with pytest.raises(AttributeNotFound):
        framework.show(session, where={"moon": "full"})


def test_summaries_follow_when_cases_and_codes_become_one(session: Session) -> None:
    first, second = by_quote(session, FATIMA), by_quote(session, "Fatima, elle")
    cases.add_case(session, "Nord")
    framework.write(session, CASE, CONFIDENCE, "Elle ose [1].", links=[first])
    framework.write(session, CASE, "social/ties", "Un réseau [1], elle ose [2].", links=[second, first])
    framework.write(session, "Nord", CONFIDENCE, "Rien encore.")
    case_edits.join_cases(session, "Nord", CASE)
    codebook_merging.merge(session, "social/ties", CONFIDENCE)
    cell = of(session, CONFIDENCE)
    assert cell.text == "Elle ose [1].\n\nRien encore.\n\nUn réseau [2], elle ose [1]."
    assert cell.codings == (first, second)
    case_edits.remove_case(session, CASE)
    assert framework.show(session).rows == ()
    history.undo(session, 3)
    assert of(session, CONFIDENCE).text == "Elle ose [1]."


def test_a_link_goes_over_with_its_coding_and_one_that_is_gone_is_told(session: Session) -> None:
    going = by_quote(session, FATIMA)
    view = codings.some(session, [going])[0]
    staying = codings.add(session, view.document, view.start, view.end, "social/ties").id
    framework.write(session, CASE, SOCIAL, "[1]", links=[going])
    coding_edits.recode(session, [going], "social/ties")
    assert of(session).codings == (staying,)
    codings.remove(session, [staying])
    assert of(session).missing == (staying,)


def test_the_matrix_gives_the_texts(session: Session, tmp_path: Path) -> None:
    framework.write(session, CASE, CONFIDENCE, "Didier a vu Fatima oser.")
    made = analysis.matrix(session, "case", "code", cells="summary", language="en")
    texts = dict(zip([each.key for each in made.columns], made.cells[0], strict=True))
    assert texts[CONFIDENCE] == "Didier a vu Fatima oser."
    assert texts[SOCIAL] is None
    turned = analysis.matrix(session, "dimension", "case", cells="summary")
    assert (turned.cells[0][0], turned.total) == (None, 0)
    assert (made.row_totals[0], made.total) == (1, 1)
    for suffix in (".csv", ".xlsx", ".docx", ".html"):
        matrix_files.write_matrix(session, made, tmp_path / f"m{suffix}", "en")
    assert "[Person 1] a vu Fatima oser." in (tmp_path / "m.csv").read_text("utf-8-sig")
    assert "Didier" not in (tmp_path / "m.html").read_text("utf-8")
    assert openpyxl.load_workbook(tmp_path / "m.xlsx").worksheets[0].max_column == 7
    with pytest.raises(ValueRefused):
        analysis.matrix(session, "coder", "code", cells="summary")


def test_files_obey_consent_and_count_references_through(session: Session, tmp_path: Path) -> None:
    first, second = by_quote(session, FATIMA), by_quote(session, "Fatima, elle")
    translations.translate(session, first, "nl", "Ik heb weer zelfvertrouwen.")
    framework.write(session, CASE, SOCIAL, "Didier le voit [1].", links=[second])
    framework.write(session, CASE, CONFIDENCE, "Elle ose [1].", links=[first, second])
    view = framework.show(session, every_code=True, language="en")
    report = framework_report.framework_report(session, view, "en")
    table = next(block for block in report.blocks if isinstance(block, Table))
    assert table.wide
    assert table.header == ("Enterprise", "Social", "Self-confidence")
    assert table.rows == ((CASE, "[Person 1] le voit [1].", "Elle ose [2]. [1]"),)
    quotes = [block for block in report.blocks if isinstance(block, Quote)]
    assert [each.source[:3] for each in quotes] == ["[1]", "[2]"]
    assert quotes[1].translations[0].by == "Dutch, translated by marie"
    for suffix in framework_report.SUFFIXES:
        framework_report.write_framework(session, view, tmp_path / f"f{suffix}", "en")
    pages = docx.Document(str(tmp_path / "f.docx"))
    assert any(each.orientation == WD_ORIENT.LANDSCAPE for each in pages.sections)
    assert "Ik heb weer zelfvertrouwen." in "\n".join(each.text for each in pages.paragraphs)
    book = openpyxl.load_workbook(tmp_path / "f.xlsx")
    sheet = book["Social"]
    assert (sheet.freeze_panes, sheet["B2"].alignment.wrap_text) == ("B2", True)
    assert sheet["C2"].value == "Elle ose [2]. [1]"
    rows = list(csv.reader(io.StringIO((tmp_path / "f.csv").read_text("utf-8-sig"))))
    assert rows[1][:4] == [CASE, "Social", "Social", "[Person 1] le voit [1]."]
    with zipfile.ZipFile(tmp_path / "f.xlsx") as parts:
        assert not any(b"Didier" in parts.read(name) for name in parts.namelist())
    cases.set_person(session, "Didier", consent="count")
    again = framework_report.framework_report(session, framework.show(session, every_code=True), "en")
    assert "1 passage linked to is not quoted" in str(again.blocks)
    assert len([block for block in again.blocks if isinstance(block, Quote)]) == 1


@given(st.lists(st.integers(1, 6), max_size=8), st.permutations([1, 2, 3, 4]))
def test_references_are_renumbered_as_links_move(named: list[int], order: list[int]) -> None:
    text = "".join(f"mot [{n}] " for n in named)
    became = dict(zip([1, 2, 3, 4], order, strict=True))
    back = {new: old for old, new in became.items()}
    moved = summaries.renumbered(text, became)
    assert summaries.renumbered(moved, back) == text
    assert summaries.references(moved, 4) == list(dict.fromkeys(became[n] for n in named if n <= 4))
