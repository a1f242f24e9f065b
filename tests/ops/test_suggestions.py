"""Suggestions in a project: asked for, accepted, refused, taken back; and that the screen never waits."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from qualcode.errors import CodeNotFound, DocumentNotFound, SpanRefused, ValueRefused
from qualcode.model.suggestion import Suggestion
from qualcode.ops import codebook_files, codings, documents, history, projects, suggestions
from qualcode.store.session import Session

STORY = """\
Interviewer: Did you find paid work here?
Ann: I did, paid work, after two years of nothing. I learned to weld as well.
Ann: My neighbours say hello now. It was paid work that did it.
"""
OTHER = "Ben: We grow vegetables together.\nBen: My neighbours come along.\n"
CODEBOOK = """\
key,parent,label_en,terms_en
work,,Work,paid work
work/skills,work,Skills,learn*;weld
ties,,Ties,neighbour*
"""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    (tmp_path / "book.csv").write_text(CODEBOOK, encoding="utf-8")
    made = projects.create(tmp_path / "p.qualcode", coder="ann", codebook=tmp_path / "book.csv", language="en")
    for name, text in (("story", STORY), ("other", OTHER)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        documents.import_file(made, tmp_path / f"{name}.txt", language="en")
    yield made
    made.close()


def shown(found: list[Suggestion]) -> set[tuple[str, str]]:
    return {(each.code, each.quote) for each in found}


WORK = ("work", "I did, paid work, after two years of nothing.")
SKILLS = ("work/skills", "I learned to weld as well.")
TIES = ("ties", "My neighbours say hello now.")
DONE = ("work", "It was paid work that did it.")
COMING = ("ties", "My neighbours come along.")


def test_narrators_of_all_documents_or_of_some(session: Session) -> None:
    found = suggestions.suggest(session)
    assert shown(found) == {WORK, SKILLS, TIES, DONE, COMING}
    other = documents.find(session, "other").id
    assert shown(suggestions.suggest(session, [other])) == {COMING}
    assert shown(suggestions.suggest(session, [])) == set()
    assert suggestions.suggest(session, limit=2) == found[:2]
    # The rarity of a term is that in the whole project, so one document's scores are the same asked alone.
    assert {each.score for each in found if each.document == other} == {
        each.score for each in suggestions.suggest(session, [other])
    }
    with pytest.raises(DocumentNotFound):
        suggestions.suggest(session, ["nowhere"])


def test_one_code_with_those_below_it(session: Session) -> None:
    assert shown(suggestions.suggest(session, code="Work")) == {WORK, SKILLS, DONE}
    assert shown(suggestions.suggest(session, code="work/skills")) == {SKILLS}
    with pytest.raises(CodeNotFound):
        suggestions.suggest(session, code="nothing")


def test_a_suggestion_says_why_and_changes_nothing(session: Session) -> None:
    before = session.sequence()
    skills = next(each for each in suggestions.suggest(session) if each.code == "work/skills")
    text = documents.text(session, skills.document)
    assert [(e.kind, text[e.start : e.end], e.detail) for e in skills.evidence] == [
        ("term", "learned", "learn*"),
        ("term", "weld", "weld"),
    ]
    assert session.sequence() == before and codings.listing(session) == []


def test_accepting_makes_a_coding_that_says_where_it_is_from(session: Session) -> None:
    work = next(each for each in suggestions.suggest(session) if (each.code, each.quote) == WORK)
    made = suggestions.accept(session, work)
    assert (made.code, made.quote, made.origin, made.coder) == ("work", WORK[1], "suggestion", "ann")
    assert WORK not in shown(suggestions.suggest(session))
    # One step, and one step back brings the suggestion back with it.
    assert [entry.operation for entry in history.undo(session)] == ["suggestion.accept"]
    assert codings.listing(session) == [] and WORK in shown(suggestions.suggest(session))


def test_accepting_with_changes(session: Session) -> None:
    work = next(each for each in suggestions.suggest(session) if (each.code, each.quote) == WORK)
    made = suggestions.accept(session, work, code="ties", start=work.start + 7, end=work.start + 16)
    assert (made.code, made.quote, made.origin) == ("ties", "paid work", "suggestion")
    assert suggestions.decide(session, work, "changed", coding=made.id).coding == made.id
    with pytest.raises(SpanRefused):
        suggestions.accept(session, work, start=work.end)
    with pytest.raises(SpanRefused):
        suggestions.accept(session, work, end=10_000)


def test_what_was_refused_is_not_made_again_to_this_coder(session: Session, tmp_path: Path) -> None:
    work = next(each for each in suggestions.suggest(session) if (each.code, each.quote) == WORK)
    decision = suggestions.refuse(session, work)
    assert (decision.verdict, decision.code, decision.coder, decision.terms) == (
        "refused",
        "work",
        "ann",
        ("paid work",),
    )
    assert suggestions.refuse(session, work) == decision
    assert shown(suggestions.suggest(session)) == {SKILLS, TIES, DONE, COMING}
    with projects.open_session(session.path, coder="bob") as bob:
        assert WORK in shown(suggestions.suggest(bob))
    history.undo(session)
    assert WORK in shown(suggestions.suggest(session))
    with pytest.raises(ValueRefused):
        suggestions.decide(session, work, "perhaps")


def test_others_codings_do_not_hide_a_suggestion(session: Session) -> None:
    work = next(each for each in suggestions.suggest(session) if (each.code, each.quote) == WORK)
    with projects.open_session(session.path, coder="bob") as bob:
        codings.add(bob, work.document, work.start, work.end, "work")
        assert WORK not in shown(suggestions.suggest(bob))
    assert WORK in shown(suggestions.suggest(session))


def test_muted_terms_and_what_there_is_to_tell(session: Session) -> None:
    told = suggestions.answer(session, muted=frozenset({("ties", "neighbour*")}))
    assert shown(list(told.suggestions)) == {WORK, SKILLS, DONE}
    for each in [s for s in suggestions.suggest(session) if s.code == "ties"]:
        for coder in ("ann", "bob"):
            with projects.open_session(session.path, coder=coder) as own:
                suggestions.refuse(own, each)
    lowered = suggestions.answer(session).lowered
    assert [(each.code, each.term, each.decisions, each.refused) for each in lowered] == [("ties", "neighbour*", 4, 4)]


def test_a_new_code_is_suggested_at_once(session: Session, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text("key,label_en,terms_en\nfood,Food,vegetable*\n", encoding="utf-8")
    codebook_files.load(session, tmp_path / "more.csv")
    assert ("food", "We grow vegetables together.") in shown(suggestions.suggest(session))


def test_the_screen_asks_without_waiting(session: Session) -> None:
    service = suggestions.SuggestionService(["en"])
    statuses = [service.status]
    story, other = (documents.find(session, name).id for name in ("story", "other"))
    first, second = service.submit(session, story), service.submit(session, other)
    missing = service.submit(session, "nowhere")
    assert list(first.result(60).suggestions) == suggestions.suggest(session, [story])
    assert list(second.result(60).suggestions) == suggestions.suggest(session, [other])
    with pytest.raises(DocumentNotFound):
        missing.result(60)
    assert [*statuses, service.status] == ["off", "ready"]
    # Who is the interviewer may change while the text is kept: it is seen at once.
    documents.map_speaker(session, other, "Ben", interviewer=True)
    assert service.submit(session, other).result(60).suggestions == ()
    service.close()
    assert service.submit(session, story).cancelled()


def test_what_is_cancelled_is_told_and_the_next_question_is_answered(session: Session) -> None:
    service = suggestions.SuggestionService()
    story = documents.find(session, "story").id
    dropped = service.submit(session, story)
    service.cancel()
    with pytest.raises(CancelledError):
        dropped.result(60)
    assert shown(list(service.submit(session, story).result(60).suggestions)) == {WORK, SKILLS, TIES, DONE}
    service.close()


def test_closing_leaves_nobody_waiting(session: Session) -> None:
    service = suggestions.SuggestionService()
    asked = [service.submit(session, documents.find(session, "story").id) for _ in range(3)]
    service.close()
    for each in asked:
        with pytest.raises(CancelledError):
            each.result(60)
