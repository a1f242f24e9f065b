"""The report of excerpts: what it shows, what it leaves out, and that it tells both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import AttributeNotFound, CaseNotFound, CodeNotFound, NothingToReport
from qualcode.model.coding import Coding
from qualcode.model.message import Message
from qualcode.model.report import Bullets, Heading, LabelledText, Paragraph, Quote, Report, Table
from qualcode.ops import cases, documents
from qualcode.ops.analysis import matrix
from qualcode.ops.excerpts import excerpts
from qualcode.store.session import Session
from tests.ops.stories import code, story, texts


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with story(tmp_path) as made:
        yield made


def quotes(report: Report) -> list[Quote]:
    return [block for block in report.blocks if isinstance(block, Quote)]


def headings(report: Report) -> list[tuple[int, str, str | None]]:
    return [(block.level, block.text, block.marker) for block in report.blocks if isinstance(block, Heading)]


def notes(report: Report) -> list[str]:
    return [item for block in report.blocks if isinstance(block, Bullets) for item in block.items]


def table(report: Report, first: str) -> list[tuple[str, ...]]:
    return next(list(b.rows) for b in report.blocks if isinstance(b, Table) and b.header[0] == first)


def test_a_chapter_a_dimension_and_a_section_a_code_that_somebody_spoke_of(session: Session) -> None:
    report = excerpts(session, language="en")
    assert headings(report)[:4] == [
        (1, "At a glance", None),
        (1, "Social", "S"),
        (2, "Self-confidence", "S"),
        (2, "Social ties", "S"),
    ]
    assert [text for level, text, _ in headings(report)[4:] if level == 1] == ["Documents", "How this was made"]
    about = report.blocks[report.blocks.index(Heading("Self-confidence", 2, "#0F766E", "S")) + 1 :][:4]
    assert about == (
        Paragraph("To feel able.", "lead"),
        LabelledText("Includes:", "To dare."),
        LabelledText("Excludes:", "Being praised (Social ties)."),
        Paragraph("2 passages · 1 document · 1 enterprise · 2 people", "counts"),
    )
    assert Paragraph("No passage: Health", "note") in report.blocks


def test_the_title_page_says_what_the_report_is_about(session: Session) -> None:
    report = excerpts(session, language="en")
    assert (report.title, report.subtitle) == ("Pôle", "Coded excerpts by dimension and code")
    assert report.lines == (
        "4 passages · 2 documents · 1 enterprise · 3 people · 5 codings",
        "Coded by joris, marie",
        "Codebook: book, version 1",
        f"Last change: {report.created[:10]}",
    )


def test_a_quote_has_its_words_its_source_and_what_else_is_known(session: Session) -> None:
    first = quotes(excerpts(session, language="en"))[0]
    assert first == Quote(
        text="J'ai repris confiance.",
        source="Récit de Fatima · Atelier Nord · Fatima · turn 2",
        details=("Effect: mixed (joris), positive (marie)", "Also: S Social ties", "Coded by joris, marie"),
        memo="Memo (marie): Dit d'une traite ; [Person 1] le confirme.",
        language="fr",
    )


def test_who_is_anonymised_is_quoted_under_one_number_and_named_nowhere(session: Session) -> None:
    report = excerpts(session, language="en")
    second = quotes(report)[1]
    assert second.text == "Fatima, elle a pris sa place. Moi, [Person 1], je l'ai vu."
    assert second.source == "Récit de Fatima · Atelier Nord · Person 1 · turn 3"
    assert not any("Didier" in text or "DIDIER" in text for text in texts(report))
    assert "1 passage is quoted under a number in place of a name." in notes(report)


def test_who_is_counted_is_counted_and_not_quoted(session: Session) -> None:
    report = excerpts(session, language="en")
    assert not any("Le dos" in text or "Michel" in text for text in texts(report))
    sentence = "1 passage is counted here but not quoted, as the person who said it wished."
    assert Paragraph(sentence, "note") in report.blocks
    assert "1 passage is counted but not quoted, as the person who said it wished." in notes(report)
    assert table(report, "Code")[0] == ("S  Social", "3", "1", "2", "4")
    assert [row[1] for row in table(report, "No.")] == ["Récit de Fatima", "Récit de [Person 2]"]


def test_who_gave_no_consent_is_left_out_altogether_and_that_is_told(session: Session) -> None:
    report = excerpts(session, language="en")
    assert not any("se lise" in text or "Rachid" in text for text in texts(report))
    told = "1 passage of people who do not wish to appear at all is neither shown nor counted."
    assert told in notes(report)


def test_what_is_counted_is_what_a_matrix_counts(session: Session) -> None:
    rows = {row[0].strip("\u2003 ").removeprefix("S  ").removeprefix("E  "): row[1:] for row in table_of(session)}
    for place, cells in enumerate(("people", "cases", "documents", "passages")):
        result = matrix(session, "code", "kind", cells=cells, language="en")
        expected = {row.label: str(total) for row, total in zip(result.rows, result.row_totals, strict=True)}
        assert {name: row[place] for name, row in rows.items()} == expected


def table_of(session: Session) -> list[tuple[str, ...]]:
    return table(excerpts(session, language="en"), "Code")


def test_filters_by_code_case_and_attribute(session: Session) -> None:
    assert [q.text[:4] for q in quotes(excerpts(session, code="social/ties"))] == ["conf"]
    assert len(quotes(excerpts(session, case="Atelier Nord"))) == 3
    assert len(quotes(excerpts(session, where={"effect": "positive"}))) == 2
    by_pool = excerpts(session, where={"pool": "insertion"}, language="en")
    assert "Only: Pool: insertion" in by_pool.lines
    assert [row[1] for row in table(by_pool, "No.")] == ["Récit de Fatima"]


def test_other_codes_are_told_even_when_filtered_out(session: Session) -> None:
    shown = quotes(excerpts(session, code="social/ties", language="en"))
    assert shown[0].details[0] == "Also: S Self-confidence"


def test_a_filter_by_a_hidden_name_does_not_tell_it(session: Session) -> None:
    report = excerpts(session, where={"person": "Didier"}, language="en")
    assert [line for line in report.lines if line.startswith("Only")] == ["Only: Person: [Person 1]"]


def test_refusals(session: Session) -> None:
    with pytest.raises(CodeNotFound):
        excerpts(session, code="nothing")
    with pytest.raises(CaseNotFound):
        excerpts(session, case="Nowhere")
    with pytest.raises(AttributeNotFound):
        excerpts(session, where={"shoe-size": "38"})
    with pytest.raises(NothingToReport):
        excerpts(session, where={"pool": "solidarity"})


def test_codings_adrift_are_left_out_and_counted(session: Session) -> None:
    lost = session.all(Coding)[0]
    with session.operation("test", Message("lost")) as change:
        change.update(Coding, lost.id, adrift=True)
    assert "1 coding is left out because its words are no longer found in the text." in notes(
        excerpts(session, language="en")
    )


def test_the_date_is_that_of_the_last_change_so_that_the_same_project_gives_the_same_report(session: Session) -> None:
    assert excerpts(session) == excerpts(session)
    before = excerpts(session).created
    documents.mark_done(session, documents.listing(session)[0].id)
    assert excerpts(session).created >= before


def test_the_words_are_in_the_readers_language_where_there_are_any(session: Session) -> None:
    report = excerpts(session, language="fr")
    assert (report.language, headings(report)[2][1]) == ("fr", "Confiance en soi")


def test_a_narrator_nobody_has_named_is_shown_by_label_and_counts_once(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "groupe.txt"
    talk = "INT : Et le quartier ?\nS1 : On se parle.\nS2 : Un peu.\nS1 : Si, on se parle mieux.\nINT : Et après ?\n"
    path.write_text(talk, "utf-8")
    documents.import_file(session, path, kind="focus-group", language="fr", title="Groupe")
    code(session, tmp_path, {"document": "4", "quote": "On se parle.\nS2 : Un peu.\nS1 : Si", "code": "economic"})
    shown = quotes(excerpts(session, code="economic", language="en"))
    assert shown[0].source == "Groupe · S1, S2 · turns 2–4"
    assert table(excerpts(session, code="economic", language="en"), "Code") == [("E  Economic", "2", "0", "1", "1")]


def test_a_changed_consent_is_obeyed_at_once(session: Session) -> None:
    cases.set_person(session, "Fatima", consent="none")
    assert not any("confiance." in quote.text for quote in quotes(excerpts(session)))
