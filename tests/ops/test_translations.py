"""Quotes in other languages: signed, beside the quote, gone with it and back with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import CodingNotFound, ValueRefused
from qualcode.exporters.html import report_html
from qualcode.model.report import Line, Quote, SideBySide
from qualcode.ops import (
    codebook_merging,
    coding_edits,
    codings,
    documents,
    enterprise_report,
    excerpt_table,
    excerpts,
    history,
    joint_report,
    picks,
    projects,
    translations,
)
from qualcode.store.session import Session
from tests.ops.stories import story

DUTCH = "Ik heb weer zelfvertrouwen."


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with story(tmp_path) as made:
        yield made


def first(session: Session, code: str = "social/confidence", coder: str | None = "marie") -> str:
    return codings.listing(session, document=documents.find(session, "1").id, code=code, coder=coder)[0].id


def test_each_coder_has_one_translation_into_a_language(session: Session) -> None:
    coding = first(session)
    translations.translate(session, coding, "NL", f"  {DUTCH}\n")
    translations.translate(session, coding, "en", "I have my confidence back.")
    with projects.open_session(session.path, coder="joris") as other:
        translations.translate(other, coding, "nl", "Ik durf weer.")
    told = [("en", "I have my confidence back.", "marie"), ("nl", "Ik durf weer.", "joris"), ("nl", DUTCH, "marie")]
    assert translations.by_coding(session, [coding, coding, "none"]) == {coding: told}
    shown = translations.listing(session, language="nl")
    assert [(each.quote, each.original, each.text, each.coder) for each in shown] == [
        ("J'ai repris confiance.", "fr", "Ik durf weer.", "joris"),
        ("J'ai repris confiance.", "fr", DUTCH, "marie"),
    ]
    translations.translate(session, coding, "nl", "Beter zo.")
    assert [each.text for each in translations.listing(session, codings=[coding], language="nl")] == [
        "Ik durf weer.", "Beter zo.",
    ]  # fmt: skip
    assert translations.translate(session, coding, "en", " ") == translations.listing(session)
    assert translations.remove(session, coding, "nl") == 1
    assert translations.remove(session, coding, "nl") == 0
    assert translations.by_coding(session, [coding]) == {coding: [("nl", "Ik durf weer.", "joris")]}


def test_what_is_no_language_is_refused(session: Session) -> None:
    for language in ("", "n", "dutch", "n1", "nl-BE", "../x"):
        with pytest.raises(ValueRefused):
            translations.translate(session, first(session), language, DUTCH)
    with pytest.raises(CodingNotFound):
        translations.translate(session, "nothing", "nl", DUTCH)


def test_translations_go_with_their_coding_and_come_back_with_it(session: Session) -> None:
    coding = first(session)
    translations.translate(session, coding, "nl", DUTCH)
    before = translations.by_coding(session, [coding])
    codings.remove(session, [coding])
    assert translations.by_coding(session, [coding]) == {}
    history.undo(session, 1)
    assert translations.by_coding(session, [coding]) == before
    documents.remove(session, documents.find(session, "1").id)
    assert translations.by_coding(session, [coding]) == {}
    history.undo(session, 1)
    codebook_merging.remove(session, "social/confidence", with_codings=True)
    assert translations.by_coding(session, [coding]) == {}
    history.undo(session, 1)
    assert translations.by_coding(session, [coding]) == before


def test_where_two_codings_become_one_no_translation_is_lost(session: Session) -> None:
    going, staying = first(session), None
    view = codings.some(session, [going])[0]
    staying = codings.add(session, view.document, view.start, view.end, "social/ties").id
    translations.translate(session, going, "nl", DUTCH)
    translations.translate(session, going, "de", "Ich traue mich wieder.")
    translations.translate(session, staying, "nl", "Die blijft.")
    coding_edits.recode(session, [going], "social/ties")
    assert translations.by_coding(session, [going, staying]) == {
        staying: [("de", "Ich traue mich wieder.", "marie"), ("nl", "Die blijft.", "marie")]
    }


def test_reports_show_translations_below_the_words_and_hide_names(session: Session) -> None:
    coding = next(
        each.id for each in codings.listing(session, code="social/confidence") if each.quote.startswith("Fatima, elle")
    )
    translations.translate(session, coding, "en", "Fatima found her place. I, Didier, saw it.")
    translations.translate(session, coding, "nl", "Didier zag het.")
    picks.pick(session, [coding])
    english = "Fatima found her place. I, [Person 1], saw it."
    by = "English, translated by marie"
    report = excerpts.excerpts(session, language="en")
    quote = next(each for each in report.blocks if isinstance(each, Quote) and each.translations)
    assert [(each.text, each.by, each.language) for each in quote.translations] == [
        (english, by, "en"), ("[Person 1] zag het.", "Dutch, translated by marie", "nl"),
    ]  # fmt: skip
    page = report_html(report).decode()
    assert f'lang="en">{english}</span> <span class="by">{by}</span>' in page
    assert page.index("elle a pris sa place") < page.index(english)
    table = excerpt_table.excerpt_table(session, language="en")
    assert table.rows[0][table.header.index("Translation: Dutch")] is None
    cell = next(row[table.header.index("Translation: English")] for row in table.rows if str(row[11])[:6] == "Fatima")
    assert cell == f"{english} ({by})"
    lines = [
        line
        for block in enterprise_report.enterprise_report(session, "Atelier Nord", language="en").blocks
        if isinstance(block, SideBySide)
        for row in block.rows
        for line in row[0]
    ]
    at = lines.index(Line(f"{english} ({by})", "translation", "en"))
    assert [each.style for each in lines[at - 1 : at + 3]] == ["quote", "translation", "translation", "source"]
    told = joint_report.limited_report(session, "en")
    assert f"“{english}” ({by})" in str(told.blocks)
