"""Coding what a search finds: which passages, in one operation, and what was there already."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import CodeNotFound, NothingToUndo, QueryRefused, ValueRefused
from qualcode.ops import codings, documents, history, projects
from qualcode.ops.autocode import UNITS, autocode, passages, plan, preview
from qualcode.ops.codings import AddedCodings
from qualcode.ops.search import search
from qualcode.store.session import Session

STORY = """\
Récit de Fatima
INT : Et le vélo ?
FATIMA : Le vélo, c'est Mamadou. Il m'a appris le vélo, le midi. J'ai crié.
Maintenant je viens en vélo.
INT : Et la confiance ?
FATIMA : La confiance est revenue.
"""
CODE = "social/confidence"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = projects.create(tmp_path / "p.qualcode", coder="marie")
    for title, text in (("Fatima", STORY), ("Note", "Le vélo est réparé.\n\nTout va bien.\n")):
        (tmp_path / f"{title}.txt").write_text(text, encoding="utf-8")
        documents.import_file(made, tmp_path / f"{title}.txt", title=title, language="fr")
    yield made
    made.close()


def coded(session: Session) -> list[str]:
    return [coding.quote for coding in codings.listing(session, code=CODE)]


TOLD = "Le vélo, c'est Mamadou. Il m'a appris le vélo, le midi. J'ai crié."
AFTER = "Maintenant je viens en vélo."


@pytest.mark.parametrize(
    ("unit", "quotes"),
    [
        ("match", ["vélo"] * 5),
        (
            "sentence",
            [
                "Et le vélo ?",
                "Le vélo, c'est Mamadou.",
                "Il m'a appris le vélo, le midi.",
                AFTER,
                "Le vélo est réparé.",
            ],
        ),
        ("paragraph", ["Et le vélo ?", TOLD, AFTER, "Le vélo est réparé."]),
        ("turn", ["Et le vélo ?", f"{TOLD}\n{AFTER}", "Le vélo est réparé."]),
    ],
)
def test_what_is_coded_is_what_was_shown(session: Session, unit: str, quotes: list[str]) -> None:
    shown = preview(session, "velo", unit=unit)
    assert [hit.quote for hit in shown] == quotes
    assert coded(session) == []
    added = autocode(session, "velo", CODE, unit=unit)
    assert (added.added, added.existing) == (len(quotes), 0)
    assert coded(session) == quotes
    assert {(each.origin, each.coder) for each in codings.listing(session)} == {("autocode", "marie")}
    assert preview(session, "velo", unit=unit) == shown


def test_one_undo_takes_all_back_and_the_journal_keeps_the_query(session: Session) -> None:
    added = autocode(session, "velo NOT midi", "Self-esteem and confidence", unit="sentence")
    assert added.added == 3
    entry = history.next_undo(session)
    assert entry is not None
    assert entry.sequence == added.operation
    assert str(entry.summary) == "social/confidence on 3 passages found by “velo NOT midi”"
    assert history.undo(session)[0].sequence == added.operation
    assert coded(session) == []
    with pytest.raises(NothingToUndo):
        while True:
            history.undo(session)


def test_what_is_coded_so_already_stays_as_it_is(session: Session) -> None:
    fatima = documents.find(session, "Fatima").id
    start = STORY.index(AFTER)
    codings.add(session, fatima, start, start + len(AFTER), CODE, effect="positive")
    assert autocode(session, "velo", CODE, unit="paragraph").existing == 1
    assert {each.origin for each in codings.listing(session) if each.quote == AFTER} == {"manual"}
    again = autocode(session, "velo", CODE, unit="paragraph")
    assert again == AddedCodings(0, 4, None)


def test_some_of_the_hits(session: Session) -> None:
    hits = search(session, "vélo")
    chosen = [hits[1], hits[2]]
    assert autocode(session, "vélo", CODE, unit="paragraph", hits=chosen).added == 1
    assert coded(session) == [TOLD]
    assert autocode(session, "vélo", CODE, unit="match", hits=chosen).added == 2
    assert autocode(session, "vélo", CODE, hits=[]) == AddedCodings(0, 0, None)
    shown = preview(session, "vélo", unit="sentence")
    assert [hit.quote for hit in passages(session, shown[-2:], "sentence")] == [AFTER, "Le vélo est réparé."]


def test_only_narrators_and_only_one_document(session: Session) -> None:
    fatima = documents.find(session, "Fatima").id
    shown = preview(session, "confiance OR vélo", unit="turn", narrators_only=True, document=fatima)
    assert [hit.quote for hit in shown] == [f"{TOLD}\n{AFTER}", "La confiance est revenue."]


def test_a_hit_that_reaches_over_sentences_brings_each_of_them(session: Session) -> None:
    shown = preview(session, "Mamadou NEAR/9 crié", unit="sentence")
    assert [hit.quote for hit in shown] == ["Le vélo, c'est Mamadou.", "Il m'a appris le vélo, le midi.", "J'ai crié."]


@pytest.mark.parametrize("unit", UNITS)
def test_headings_and_labels_are_coded_where_they_are_found(session: Session, unit: str) -> None:
    quotes = [hit.quote for hit in preview(session, 'récit OR "int"', unit=unit)]
    assert quotes == (["Récit", "INT", "INT"] if unit == "match" else ["Récit de Fatima", "INT :", "INT :"])


def test_every_way_of_searching(session: Session) -> None:
    assert autocode(session, "confience", CODE, fuzzy=True).added == 2
    assert autocode(session, r"(?<=la )conf.*?\b", CODE, regex=True) == AddedCodings(0, 2, None)
    assert coded(session) == ["confiance", "confiance"]


def test_nothing_is_done_where_something_is_refused(session: Session) -> None:
    before = history.next_undo(session)
    with pytest.raises(CodeNotFound):
        autocode(session, "vélo", "no/such")
    with pytest.raises(ValueRefused):
        autocode(session, "vélo", CODE, unit="chapter")
    with pytest.raises(QueryRefused):
        autocode(session, "vélo AND", CODE)
    assert autocode(session, "introuvable", CODE) == AddedCodings(0, 0, None)
    assert history.next_undo(session) == before


@pytest.mark.parametrize("unit", UNITS)
def test_what_coding_would_bring_is_known_before(session: Session, unit: str) -> None:
    hits = search(session, "vélo")
    autocode(session, "vélo", CODE, unit=unit, hits=hits[:2])
    for some in (hits, hits[3:], []):
        planned = plan(session, some, CODE, unit=unit)
        done = autocode(session, "vélo", CODE, unit=unit, hits=some)
        assert (planned.new, planned.existing) == (done.added, done.existing)
        assert planned.passages == len(passages(session, some, unit))
        if done.operation is not None:
            history.undo(session)


def test_what_another_coder_coded_so_is_new_to_me(session: Session) -> None:
    hits = search(session, "vélo")
    with projects.open_session(session.path, coder="joris") as other:
        autocode(other, "vélo", CODE, hits=hits)
        assert plan(other, hits, CODE).new == 0
    assert plan(session, hits, CODE).existing == 0


def test_a_plan_is_refused_as_the_coding_would_be(session: Session) -> None:
    with pytest.raises(CodeNotFound):
        plan(session, search(session, "vélo"), "no such code")
