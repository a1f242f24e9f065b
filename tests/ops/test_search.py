"""Searching a project: which documents, whose words, with what around them, and how it is refused."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qualcode.data import data_path
from qualcode.errors import (
    DocumentNotFound,
    PatternRefused,
    QueryRefused,
    QueryTimeout,
    UsageError,
    ValueRefused,
)
from qualcode.ops import documents, projects
from qualcode.ops.search import Finder, search
from qualcode.store.session import Session

STORIES = data_path("samples/demo/documents")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("search")
    made = projects.create(folder / "p.qualcode", coder="marie")
    documents.import_file(made, STORIES / "01-recit-de-fatima.txt", title="Fatima", language="fr")
    documents.import_file(made, STORIES / "12-lebensgeschichte-von-walter.txt", title="Walter", language="de")
    (folder / "bare.txt").write_text("La confiance, ça revient. Le travail aussi.\n", encoding="utf-8")
    documents.import_file(made, folder / "bare.txt", title="Bare", language="fr")
    yield made
    made.close()


def found(session: Session, query: str, **options: Any) -> list[tuple[str, str]]:
    titles = {each.id: each.title for each in documents.documents(session)}
    return [(titles[hit.document], hit.quote) for hit in search(session, query, **options)]


def test_hits_come_by_document_and_place_with_what_is_around_them(session: Session) -> None:
    hits = search(session, "travail", context=10)
    texts = {each.id: documents.text(session, each.id) for each in documents.documents(session)}
    assert [hit.quote for hit in hits] == ["travail"] * 2 + ["Travail"] + ["travail"] * (len(hits) - 3)
    for hit in hits:
        text = texts[hit.document]
        assert text[hit.start : hit.end] == hit.quote
        assert text[max(0, hit.start - 10) : hit.end + 10] == hit.before + hit.quote + hit.after
        assert len(hit.before) <= 10 and len(hit.after) <= 10
    assert search(session, "travail", context=0)[0].before == ""


def test_one_document_or_all(session: Session) -> None:
    bare = documents.find(session, "Bare").id
    assert found(session, "travail", document=bare) == [("Bare", "travail")]
    assert {title for title, _ in found(session, "travail")} == {"Fatima", "Bare"}
    with pytest.raises(DocumentNotFound):
        search(session, "travail", document="nobody")


def test_and_near_and_not_look_within_what_is_asked(session: Session) -> None:
    assert found(session, "tiroir AND Sandrine") == [("Fatima", "tiroir"), ("Fatima", "Sandrine")]
    assert found(session, "tiroir AND Sandrine", within="sentence") == []
    assert found(session, "lofts AND Roubaix", within="document") == [("Fatima", "Roubaix"), ("Fatima", "lofts")]
    assert found(session, "Milch NEAR/3 (Flasche OR bestellen)") == [
        ("Walter", "Flasche Milch"),
        ("Walter", "Milch bestellen"),
    ]


def test_only_what_narrators_say(session: Session) -> None:
    asked = "J'ai OR vous diriez"
    everybody, narrators = (found(session, asked, narrators_only=only) for only in (False, True))
    assert ("Fatima", "vous diriez") in everybody
    assert {quote.lower() for _, quote in narrators} == {"j'ai"}
    # A speaker's label is nobody's speech; without turns the whole text is told.
    assert ("Fatima", "FATIMA") in found(session, "FATIMA")
    assert found(session, "FATIMA", narrators_only=True) == [("Fatima", "Fatima")]
    assert found(session, "confiance", narrators_only=True) == [("Bare", "confiance")]


def test_slips_are_tolerated_where_asked(session: Session) -> None:
    assert found(session, "confience") == []
    assert found(session, "confience", fuzzy=True) == [("Bare", "confiance")]


def test_regular_expressions(session: Session) -> None:
    assert found(session, r"\b(19|20)\d\d\b", regex=True) == [
        ("Fatima", "2016"),
        *[("Walter", year) for year in ("1951", "2011", "2013")],
    ]
    assert found(session, r"$|\b", regex=True) == []


def test_what_cannot_be_searched_for_is_refused(session: Session) -> None:
    with pytest.raises(ValueRefused):
        search(session, " \n")
    with pytest.raises(ValueRefused):
        search(session, "travail", within="chapter")
    with pytest.raises(QueryRefused, match="bracket at character 1"):
        search(session, "(travail")
    with pytest.raises(PatternRefused):
        search(session, "(travail", regex=True)
    with pytest.raises(UsageError):
        search(session, "travail", regex=True, fuzzy=True)


def test_a_pattern_that_would_take_for_ever_names_the_document(session: Session, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("a" * 100_000 + "b", encoding="utf-8")
    with projects.create(tmp_path / "q.qualcode", coder="marie") as other:
        documents.import_file(other, tmp_path / "long.txt", title="Long", language="fr")
        begun = time.monotonic()
        with pytest.raises(QueryTimeout, match="Long") as stopped:
            search(other, "(a|aa)+$", regex=True)
        assert time.monotonic() - begun < 10
        assert stopped.value.code == "query-timeout"


def test_the_time_for_all_documents_is_bounded_too(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualcode.ops.search.SECONDS_IN_ALL", 0.0)
    with pytest.raises(QueryTimeout):
        search(session, "travail", regex=True)


def test_documents_may_be_searched_one_after_the_other(session: Session) -> None:
    finder = Finder("confiance OR travail", context=7)
    records = documents.documents(session)
    assert [hit for record in records for hit in finder.hits(session, record)] == search(
        session, "confiance OR travail", context=7
    )


def test_a_document_that_takes_too_long_does_not_end_the_search(session: Session, tmp_path: Path) -> None:
    (tmp_path / "slow.txt").write_text("a" * 60 + "!\n", encoding="utf-8")
    with projects.create(tmp_path / "q.qualcode", coder="marie") as other:
        documents.import_file(other, tmp_path / "slow.txt", title="Slow", language="fr")
        (tmp_path / "quick.txt").write_text("aab\n", encoding="utf-8")
        documents.import_file(other, tmp_path / "quick.txt", title="Quick", language="fr")
        finder = Finder("(a|aa)+b", regex=True)
        slow, quick = documents.documents(other)
        with pytest.raises(QueryTimeout, match="Slow"):
            finder.hits(other, slow)
        assert [hit.quote for hit in finder.hits(other, quick)] == ["aab"]


def test_what_cannot_be_understood_is_refused_before_any_document_is_read() -> None:
    for query, regex in (("(", False), ("(", True), ("", False)):
        with pytest.raises((QueryRefused, PatternRefused, ValueRefused)):
            Finder(query, regex=regex)
