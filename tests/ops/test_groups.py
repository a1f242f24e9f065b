"""Groups of enterprises: members, sessions, and what stands side by side."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import CaseNotFound, FileExists, FormatUnknown, NameRefused, ValueRefused
from qualcode.model.report import Block, Bullets, Heading, Paragraph, Table
from qualcode.ops import analysis, cases, documents, groups, handouts, history, indicators, reconcile
from qualcode.ops import indicator_values as values
from qualcode.ops.marked import blocks, table_lines
from qualcode.store.session import Session
from tests.ops.stories import story
from tests.store.making import dump, is_whole

NORD, COIN, SUD = "Atelier Nord", "Épicerie du Coin", "Ferme du Sud"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with story(tmp_path) as made:
        for name in (COIN, SUD):
            cases.add_case(made, name)
        documents.set_case(made, documents.find(made, "Récit de Michel").id, COIN)
        groups.add(made, "Table ronde", cases=[COIN, NORD, COIN], description="Cinq rencontres.")
        groups.add(made, "Pôle", cases=[NORD])
        yield made
        assert is_whole(made)


def test_a_group_has_members_their_documents_and_a_description(session: Session) -> None:
    pole, table = groups.listing(session)
    assert (pole.name, pole.members) == ("Pôle", (NORD,))
    assert (table.kind, table.members, table.description) == ("group", (NORD, COIN), "Cinq rencontres.")
    assert table.documents == ("Récit de Fatima", "Récit de Michel")
    changed = groups.set_group(session, "table", rename="Tour de table", cases=[SUD], without=[COIN], description="")
    assert (changed.name, changed.members, changed.description) == ("Tour de table", (NORD, SUD), "")


def test_what_cannot_be_is_refused_and_nothing_is_stored(session: Session) -> None:
    before = dump(session)
    for name in ("TABLE RONDE", " "):
        with pytest.raises(NameRefused):
            groups.add(session, name)
    with pytest.raises(CaseNotFound):
        groups.add(session, "Neuf", cases=[NORD, "Nowhere"])
    with pytest.raises(groups.GroupNotFound):
        groups.set_group(session, "Nowhere", description="x")
    with pytest.raises(ValueRefused):
        groups.add_session(session, "Pôle", date="demain")
    with pytest.raises(groups.SessionNotFound):
        groups.set_session(session, "Pôle", "2024-01-01", notes="x")
    assert dump(session) == before


def test_sessions_stand_by_date_and_are_found_by_date_title_or_id(session: Session) -> None:
    groups.add_session(session, "Table ronde", date="2025-05-14", title="Premiers résultats")
    first = groups.add_session(session, "Table ronde", date="2025-03-12", notes="On se présente.")
    groups.set_session(session, "Table ronde", "premiers", notes="L'atelier a raconté.\r\nOn reprend en juin.")
    held = groups.listing(session)[1].sessions
    assert [(each.date, each.title, each.notes) for each in held] == [
        ("2025-03-12", "", "On se présente."),
        ("2025-05-14", "Premiers résultats", "L'atelier a raconté.\nOn reprend en juin."),
    ]
    groups.remove_session(session, "Table ronde", first.id)
    assert [each.date for each in groups.listing(session)[1].sessions] == ["2025-05-14"]


def test_a_group_goes_with_all_that_hangs_on_it_and_comes_back(session: Session) -> None:
    groups.add_session(session, "Table ronde", date="2025-05-14")
    reconcile.judge(session, "Table ronde", "social/confidence", "-", "agreement", by="group")
    before = dump(session)
    groups.remove(session, "Table ronde")
    assert [each.name for each in groups.listing(session)] == ["Pôle"]
    history.undo(session)
    assert dump(session) == before


def test_a_matrix_counts_a_case_in_each_of_its_groups_and_once_in_the_totals(session: Session) -> None:
    made = analysis.matrix(session, "group", "dimension", cells="passages")
    assert [row.key for row in made.rows] == ["Pôle", "Table ronde", None]
    assert made.row_totals == (3, 4, 0)
    assert made.total == 4
    people = analysis.matrix(session, "dimension", "group", cells="people")
    assert people.column_totals == (2, 3, 0)
    assert people.row_totals[0] == 3


def test_shares_by_group_are_of_each_groups_words_and_totals_count_words_once(session: Session) -> None:
    for cells in ("coverage", "rate"):
        by_case = analysis.matrix(session, "dimension", "case", cells=cells)
        by_group = analysis.matrix(session, "dimension", "group", cells=cells)
        turned = analysis.matrix(session, "group", "dimension", cells=cells)
        nord = [header.key for header in by_case.columns].index(NORD)
        assert [row[0] for row in by_group.cells] == [row[nord] for row in by_case.cells]
        assert (by_group.row_totals, by_group.total) == (by_case.row_totals, by_case.total)
        assert turned.column_totals == by_group.row_totals
        assert turned.cells == tuple(zip(*by_group.cells, strict=True))
        crossed = analysis.matrix(session, "case", "group", cells=cells)
        assert crossed.row_totals == by_case.column_totals


def test_a_filter_by_group_narrows_the_documents(session: Session) -> None:
    made = analysis.matrix(session, "dimension", "document", where={"group": "pôle"})
    assert [column.label for column in made.columns] == ["Récit de Fatima"]
    none = analysis.matrix(session, "dimension", "document", where={"group": ""})
    assert [column.label for column in none.columns] == ["Rachid"]


def test_a_property_called_group_keeps_its_name_until_there_are_groups(tmp_path: Path) -> None:
    with story(tmp_path) as session:
        cases.set_case(session, NORD, attributes={"group": "A"})
        assert [row.key for row in analysis.matrix(session, "group", "code").rows] == ["A", None]


def measured(session: Session) -> None:
    indicators.add(session, {"fr": "Embauches"}, unit="ETP", code="economic")
    for case, first, last in ((NORD, 2.0, 4.0), (COIN, 3.0, 10.5), (SUD, 1.0, 99.0)):
        values.measure(session, "embauches", case, "2023", first)
        values.measure(session, "embauches", case, "2024", last)


def test_members_stand_side_by_side_with_median_and_range(session: Session) -> None:
    measured(session)
    groups.set_group(session, "Table ronde", cases=[SUD], without=[COIN])
    made = handouts.compare(session, "Table ronde", language="fr")
    assert made.members == (NORD, SUD)
    assert [row.label for row in made.passages.rows] == ["Social", "Économique"]
    assert made.passages.cells == ((3, 0), (0, 0))
    assert made.people.cells[0] == (2, 0)
    one = made.indicators[0]
    assert (one.n, one.latest, one.lowest, one.highest, one.together) == (2, 51.5, 4.0, 99.0, None)
    assert one.values == {NORD: 4.0, SUD: 99.0}


def test_a_hand_out_is_drafted_corrected_kept_and_written(session: Session, tmp_path: Path) -> None:
    measured(session)
    groups.add_session(session, "Table ronde", date="2025-05-14", title="Résultats | bruts")
    drafted = handouts.handout(session, "Table ronde", meeting="2025-05-14", language="fr")
    assert not drafted.kept and "10,5" in drafted.handout and "3 (2)" in drafted.handout
    assert "confiance" not in drafted.handout and "Fatima" not in drafted.handout
    before = session.sequence()
    kept = handouts.handout(session, "Table ronde", meeting="2025-05-14", keep=True, language="fr")
    assert kept.kept and session.sequence() == before + 1
    groups.set_session(
        session,
        "Table ronde",
        "2025-05-14",
        handout="# Nous\n\n- Corrigé à la main.\n\n| a | b |\n|---|---|\n| 1 | 2 |",
    )
    for name in ("h.docx", "h.md", "h.html"):
        path = tmp_path / name
        told = handouts.handout(session, "Table ronde", meeting="2025-05-14", path=path)
        assert told.file == str(path) and "Corrigé" in told.handout
        with pytest.raises(FileExists):
            handouts.handout(session, "Table ronde", meeting="2025-05-14", path=path)
    body = zipfile.ZipFile(io.BytesIO((tmp_path / "h.docx").read_bytes())).read("word/document.xml").decode()
    assert "Corrigé à la main." in body
    with pytest.raises(FormatUnknown):
        handouts.handout(session, "Table ronde", path=tmp_path / "h.pdf")


_CELLS = st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1)


@given(st.lists(_CELLS, min_size=2, max_size=4), st.data())
def test_a_table_reads_back_as_it_was_written(header: list[str], data: st.DataObject) -> None:
    row = st.lists(_CELLS, min_size=len(header), max_size=len(header))
    rows = data.draw(st.lists(row, min_size=1, max_size=3))
    found = blocks("\n".join(table_lines(header, rows)))[1][0]
    assert isinstance(found, Table)
    assert found.header == tuple(header)
    assert found.rows == tuple(map(tuple, rows))


@given(st.text())
def test_any_text_becomes_blocks_and_no_word_is_lost(text: str) -> None:
    title, parts = blocks(text)
    told = "\n".join([title, *(each for part in parts for each in _said(part))])
    assert re.findall(r"\w+", told) == re.findall(r"\w+", text)


def _said(part: Block) -> Iterator[str]:
    if isinstance(part, Table):
        yield from itertools.chain(part.header, *part.rows)
    elif isinstance(part, Bullets):
        yield from part.items
    else:
        assert isinstance(part, Heading | Paragraph)
        yield part.text


def test_a_plain_text_keeps_its_parts() -> None:
    title, parts = blocks("# Nous\n\nUne ligne\net sa suite.\n## Après\n- un\n- deux\n")
    assert title == "Nous"
    assert [type(part).__name__ for part in parts] == ["Paragraph", "Heading", "Bullets"]
