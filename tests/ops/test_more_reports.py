"""The reports of pools and of transcripts: what they hold, and what people's consent and number keep out of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from qualcode.errors import AttributeNotFound, NothingToReport
from qualcode.model.report import Figure, Heading, Report, Speech, Table
from qualcode.ops import cases, codings, documents, projects, reports
from qualcode.ops.pools_report import pools_report
from qualcode.ops.pseudonyms import pseudonyms
from qualcode.ops.small import Small
from qualcode.ops.transcript_report import transcript_report
from qualcode.store.session import Session
from tests.ops.stories import story


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with story(tmp_path) as made:
        yield made


def speeches(report: Report) -> list[Speech]:
    return [block for block in report.blocks if isinstance(block, Speech)]


def test_every_coding_is_a_remark_on_its_words(session: Session) -> None:
    report = transcript_report(session, language="en")
    opened = {number: (turn, at) for turn in speeches(report) for at, number in turn.opens}
    closed = {number: (turn, at) for turn in speeches(report) for at, number in turn.closes}
    remarks = {number: remark for turn in speeches(report) for number, remark in turn.remarks}
    assert opened.keys() == closed.keys() == remarks.keys() == set(range(len(remarks)))
    texts = set()
    for number in remarks:
        (turn, first), (last_turn, last) = opened[number], closed[number]
        if turn is last_turn:
            texts.add(turn.text[first:last])
    names = pseudonyms(session, str)
    quotes = {names.mask(each.quote) for each in codings.listing(session)}
    assert texts
    assert texts <= quotes
    assert all(remark.lines[0] for remark in remarks.values())


def test_words_that_may_not_be_shown_are_in_no_transcript(session: Session) -> None:
    before = speeches(transcript_report(session, language="en"))
    person = next(each.name for each in cases.people(session) if each.documents and each.consent == "quote")
    said = [turn.text for turn in before if turn.speaker == person]
    assert said
    cases.set_person(session, person, consent="count")
    report = transcript_report(session, language="en")
    assert not any(turn.text in said for turn in speeches(report))
    assert "words may not be shown" in str(report.blocks)
    cases.set_person(session, person, consent="anonymised")
    masked = speeches(transcript_report(session, language="en"))
    assert not any(person in turn.speaker or person in turn.text for turn in masked)


def test_names_become_numbers_and_places_follow(session: Session) -> None:
    person = next(each.name for each in cases.people(session) if each.consent == "quote")
    cases.set_person(session, person, consent="anonymised")
    names = pseudonyms(session, lambda text: text)
    text = f"abc {person} def {person} ghi"
    places = {0, 4, text.index("def"), text.index("ghi"), len(text)}
    masked, moved = names.mask_with_places(text, places)
    assert person not in masked
    assert masked[moved[text.index("def")] :].startswith("def")
    assert masked[moved[text.index("ghi")] :] == "ghi"
    assert (moved[0], moved[len(text)]) == (0, len(masked))


def test_a_transcript_in_word_has_real_remarks(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "transcript.docx"
    reports.make(session, "transcript", path, language="fr")
    made = docx.Document(str(path))
    remarks = list(made.comments)
    assert len(remarks) == sum(len(turn.remarks) for turn in speeches(transcript_report(session, language="fr"))) > 0
    assert {remark.author for remark in remarks} <= {coding.coder for coding in codings.listing(session)}
    first = path.read_bytes()
    reports.make(session, "transcript", path, language="fr", force=True)
    assert path.read_bytes() == first
    title = documents.listing(session)[0].title
    reports.make(session, "transcript", tmp_path / "t.html", language="en", where={"document": title})
    assert title in (tmp_path / "t.html").read_text("utf-8")
    with pytest.raises(NothingToReport):
        reports.make(session, "transcript", tmp_path / "none.docx", where={"kind": "survey"})


def test_pools_stand_side_by_side(session: Session, tmp_path: Path) -> None:
    for place, view in enumerate(cases.cases(session)):
        cases.set_case(session, view.name, attributes={"pool": ("insertion", "solidarity")[place % 2]})
    report = pools_report(session, language="en")
    first = next(block for block in report.blocks if isinstance(block, Table))
    assert {row[0] for row in first.rows} <= {"insertion", "solidarity"}
    assert any(isinstance(block, Figure) for block in report.blocks)
    assert "What is measured" in [block.text for block in report.blocks if isinstance(block, Heading)]
    reports.make(session, "pools", tmp_path / "pools.docx", language="de")
    hidden = pools_report(session, language="en", suppress_below=50)
    people = next(block for block in hidden.blocks if isinstance(block, Table) and "People by" in block.caption)
    assert {cell for row in people.rows for cell in row[1:]} <= {"< 50", "–"}
    assert not any(isinstance(block, Figure) for block in hidden.blocks)


def test_without_pools_one_is_told(tmp_path: Path) -> None:
    with projects.create(tmp_path / "empty", coder="Marie") as empty, pytest.raises(AttributeNotFound):
        pools_report(empty, language="en")


def test_every_kind_takes_on_a_houses_styles(session: Session, tmp_path: Path) -> None:
    house = docx.Document()
    house.styles["Heading 1"].font.name = "Comic Sans MS"
    house.sections[0].header.paragraphs[0].text = "Our house"
    house.save(str(tmp_path / "house.docx"))
    for view in cases.cases(session):
        cases.set_case(session, view.name, attributes={"pool": "insertion"})
    for kind in ("excerpts", "codebook", "enterprise", "joint-display", "pools", "transcript"):
        path = tmp_path / f"{kind}.docx"
        case = "Atelier Nord" if kind == "enterprise" else None
        reports.make(session, kind, path, case=case, language="nl", template=tmp_path / "house.docx")
        made = docx.Document(str(path))
        assert made.styles["Heading 1"].font.name == "Comic Sans MS"
        assert made.sections[0].header.paragraphs[0].text == "Our house"


def test_numbers_of_few_people_are_hidden_in_excerpts(session: Session, tmp_path: Path) -> None:
    report = reports.excerpts(session, language="en", small=Small(50))
    table = next(block for block in report.blocks if isinstance(block, Table))
    assert {cell for row in table.rows for cell in row[1:]} <= {"< 50", "0"}
    assert report.lines[0] == "Fewer than 50 people"
    with pytest.raises(reports.NotForThisReport):
        reports.make(session, "excerpts", tmp_path / "e.csv", suppress_below=5)
    with pytest.raises(reports.NotForThisReport):
        reports.make(session, "codebook", tmp_path / "c.docx", suppress_below=5)
