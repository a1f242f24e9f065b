"""The report of excerpts as rows: the same passages as the document, and the same consent."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from qualcode.errors import FormatUnknown, NothingToReport
from qualcode.model.report import Quote
from qualcode.ops import cases, reports
from qualcode.ops.reports import NotForThisReport, UnknownReport
from qualcode.store.session import Session
from tests.ops.stories import story


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with story(tmp_path) as made:
        yield made


def test_the_rows_are_the_quotes_of_the_report_in_its_order(session: Session) -> None:
    table = reports.excerpt_table(session, language="en")
    quotes = [block for block in reports.excerpts(session, language="en").blocks if isinstance(block, Quote)]
    assert [each.quote for each in table.excerpts] == [quote.text for quote in quotes]
    assert [each.memo for each in table.excerpts] == [quote.memo for quote in quotes]
    assert len(table.rows) == len(table.excerpts) == 3
    assert {len(row) for row in table.rows} == {len(table.header)}


def test_a_row_says_where_a_passage_is_from_and_what_was_said_of_it(session: Session) -> None:
    first = reports.excerpt_table(session, language="en").excerpts[0]
    assert (first.document, first.title, first.case, first.narrators) == (
        1, "Récit de Fatima", "Atelier Nord", ("Fatima",),
    )  # fmt: skip
    assert (first.code, first.label, first.dimension, first.turn, first.time) == (
        "social/confidence", "Self-confidence", "social", 2, None,
    )  # fmt: skip
    assert first.quote == "J'ai repris confiance."
    assert first.effect == "mixed (joris), positive (marie)"
    assert first.coders == ("joris", "marie")
    assert first.also == ("Social ties",)


def test_consent_is_obeyed_and_what_is_left_out_is_told(session: Session) -> None:
    table = reports.excerpt_table(session, language="en")
    everything = str(table)
    assert not any(name in everything for name in ("Didier", "DIDIER", "Michel", "MICHEL", "Rachid", "cela se lise"))
    assert "Person 1" in everything
    assert len(table.left_out) == 4
    cases.set_person(session, "Fatima", consent="none")
    cases.set_person(session, "Didier", consent="none")
    assert reports.excerpt_table(session, language="en").rows == ()


def test_the_table_speaks_the_language_asked_for(session: Session) -> None:
    assert reports.excerpt_table(session, language="fr").header[:4] == ("N°", "Titre", "Type", "Entreprise")
    assert reports.excerpt_table(session, language="nl").rows[0][2] == "levensverhaal"


def test_filters_are_those_of_the_report(session: Session) -> None:
    assert len(reports.excerpt_table(session, code="social/ties").excerpts) == 1
    with pytest.raises(NothingToReport):
        reports.excerpt_table(session, code="economic")


def test_a_workbook_has_the_rows_and_tells_what_they_are(session: Session, tmp_path: Path) -> None:
    written = reports.make(session, "excerpts", tmp_path / "e.xlsx", language="en")
    assert (written.excerpts, len(written.left_out)) == (3, 4)
    book = openpyxl.load_workbook(tmp_path / "e.xlsx")
    assert book.sheetnames == ["Excerpts", "About"]
    assert (book["Excerpts"].freeze_panes, book["Excerpts"].max_row) == ("A2", 4)
    told = [row[0].value for row in book["About"].iter_rows()]
    assert told[0] == "Pôle"
    assert any("neither shown nor counted" in str(line) for line in told)


def test_csv_guards_against_formulas_and_the_same_project_gives_the_same_bytes(
    session: Session, tmp_path: Path
) -> None:
    cases.set_case(session, "Atelier Nord", rename="=cmd|' /C calc'!A0")
    for name in ("a.csv", "b.csv", "a.xlsx", "b.xlsx", "a.html", "b.html"):
        reports.make(session, "excerpts", tmp_path / name, language="en")
    for suffix in ("csv", "xlsx", "html"):
        assert (tmp_path / f"a.{suffix}").read_bytes() == (tmp_path / f"b.{suffix}").read_bytes()
    rows = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text("utf-8-sig"))))
    assert {row["Enterprise"] for row in rows} == {"'=cmd|' /C calc'!A0"}
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx")["Excerpts"]["D2"]
    assert (cell.value, cell.data_type) == ("=cmd|' /C calc'!A0", "s")


def test_what_makes_no_sense_is_refused_before_anything_is_written(session: Session, tmp_path: Path) -> None:
    with pytest.raises(UnknownReport):
        reports.make(session, "poem", tmp_path / "p.docx")
    with pytest.raises(NotForThisReport):
        reports.make(session, "codebook", tmp_path / "c.docx", case="Atelier Nord")
    with pytest.raises(NotForThisReport):
        reports.make(session, "excerpts", tmp_path / "e.csv", template=tmp_path / "house.docx")
    with pytest.raises(FormatUnknown):
        reports.make(session, "codebook", tmp_path / "c.xlsx")
    assert [path.suffix for path in tmp_path.iterdir() if path.suffix in {".docx", ".csv", ".xlsx", ".html"}] == [
        ".csv"
    ]
