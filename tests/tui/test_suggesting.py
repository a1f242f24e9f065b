"""Suggestions on the screen: asked for without waiting, walked through, accepted, changed, refused, recorded."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

import pytest

from qualcode.model.coding import CodingView
from qualcode.model.message import Message
from qualcode.model.suggestion import Evidence, Suggestion
from qualcode.ops import Session, codings, documents, history, projects
from qualcode.ops.suggestions import SuggestionService
from qualcode.suggest.values import Answer, TermRecord
from qualcode.suggest.worker import SuggestionsFailed
from qualcode.tui import jobs
from tests.tui.running import Running, running

WORDS = (
    ("Mon père il était à la filature, jusqu'à la fermeture.", "territorial/belonging", "filature"),
    ("le frigo vide le vingt du mois", "economic/income", "frigo"),
    ("Personne m'avait expliqué.", "political/rights", "expliqué"),
)


class Stub(SuggestionService):
    """Answers when told to, with what is held up to it."""

    def __init__(self) -> None:
        self.asked: list[Future[Answer]] = []

    def submit(self, session: Session, document: str, **_: object) -> Future[Answer]:
        self.asked.append(Future())
        return self.asked[-1]

    def close(self) -> None:
        pass


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Stub:
    stub = Stub()
    monkeypatch.setattr(jobs, "suggestion_service", lambda: stub)
    return stub


def suggestions(run: Running) -> list[Suggestion]:
    assert run.screen.reading is not None
    document = run.screen.reading.document.id
    made = []
    for quote, code, term in WORDS:
        start = run.text.index(quote)
        at = run.text.index(term, start)
        evidence = Evidence("term", term, at, at + len(term), f"{term[:4]}*")
        made.append(Suggestion(document, start, start + len(quote), quote, code, 0.5, (evidence,)))
    return list(reversed(made))


async def begin(run: Running, service: Stub) -> None:
    await run.press("n")
    await run.until(lambda: service.asked)
    assert "suggestions: starting…" in run.shown()
    service.asked[-1].set_result(Answer(tuple(suggestions(run))))
    await run.until(lambda: "Suggestion 1 of 3" in run.shown())


def stored(project: Path) -> list[CodingView]:
    with projects.open_session(project, coder="reader") as session:
        document = documents.documents(session)[0]
        return codings.listing(session, document=document.id, origin="suggestion")


async def test_they_are_off_until_asked_for_and_the_screen_never_waits(
    project: Path, state: Path, service: Stub
) -> None:
    async with running(project, state) as run:
        assert "suggestion" not in run.shown().splitlines()[-2]
        await run.press("n")
        await run.until(lambda: service.asked)
        head = run.transcript.caret.head
        await run.press("ctrl+down", "W")
        assert run.transcript.caret.head != head
        service.asked[0].set_result(Answer(tuple(suggestions(run))))
        await run.until(lambda: "3 suggestions" in run.shown())


async def test_accept_two_and_refuse_one_and_take_it_back(project: Path, state: Path, service: Stub) -> None:
    async with running(project, state) as run:
        await begin(run, service)
        shown = run.shown()
        assert "Ancr" in shown or "belong" in shown.casefold()
        assert "because: “filature” (term: fila*)" in shown
        await run.press("enter")
        assert "Suggestion 1 of 2" in run.shown()
        await run.press("enter", "x")
        assert "0 suggestions" in run.shown()
        await run.until(lambda: "No suggestion is left in this document." in run.shown())
        assert [each.quote for each in stored(project)] == [WORDS[0][0], WORDS[1][0]]
        with projects.open_session(project, coder="reader") as session:
            done = [entry.operation for entry in history.listing(session, 3)]
        assert done == ["suggestion.accept", "suggestion.accept", "suggestion.refuse"]
        await run.press("u", "u")
        assert [each.quote for each in stored(project)] == [WORDS[0][0]]


async def test_after_the_last_the_first_still_open_is_gone_on_to(project: Path, state: Path, service: Stub) -> None:
    async with running(project, state) as run:
        await begin(run, service)
        await run.press("p")
        assert "Suggestion 3 of 3" in run.shown()
        await run.press("x")
        proposal = run.screen.suggesting.proposal
        assert proposal is not None and proposal.quote == WORDS[0][0]


async def test_refusing_where_nothing_is_suggested_says_so(project: Path, state: Path, service: Stub) -> None:
    async with running(project, state) as run:
        await run.press("x")
        await run.until(lambda: "There is no suggestion here to refuse" in run.shown())
        await run.press("x", "x")
        assert run.shown().count("There is no suggestion here") == 1


async def test_edges_and_code_are_changed_before_it_is_accepted(project: Path, state: Path, service: Stub) -> None:
    async with running(project, state) as run:
        await begin(run, service)
        await run.press("n", "{", "]")
        await run.press("e")
        await run.type("autonomy")
        await run.press("enter")
    (made,) = stored(project)
    assert (made.code, made.quote) == ("social/autonomy", "frigo vide le vingt du mois. Je")


async def test_what_there_is_to_tell_about_them_is_told_once(project: Path, state: Path, service: Stub) -> None:
    note = Message("No language model for {language}", {"language": "fr"})
    answer = Answer((), (TermRecord("economic/income", "frigo*", 6, 5),), (note,))
    async with running(project, state) as run:
        await run.press("n")
        await run.until(lambda: service.asked)
        service.asked[0].set_result(answer)
        await run.until(lambda: "0 suggestions" in run.shown())
        await run.until(lambda: "Terms that you mostly refuse count for half: frigo*" in run.shown())
        assert "No language model for fr" in run.shown()
        said = len(run.app._notifications)
        await run.press("s", "s")
        await run.until(lambda: len(service.asked) == 2)
        service.asked[1].set_result(answer)
        await run.settle()
        assert len(run.app._notifications) == said


async def test_after_a_correction_of_the_text_they_are_asked_for_anew(
    project: Path, state: Path, service: Stub
) -> None:
    async with running(project, state) as run:
        await begin(run, service)
        await run.press("R")
        await run.type("Roubaix")
        await run.press("tab")
        await run.type("Tourcoing")
        await run.press("enter", "enter")
        await run.until(lambda: len(service.asked) == 2)
        assert run.screen.suggesting.proposal is None
        service.asked[1].set_result(Answer(tuple(suggestions(run))))
        await run.until(lambda: "3 suggestions" in run.shown())
        await run.press("u")
        await run.until(lambda: len(service.asked) == 3)


async def test_leaving_the_place_lets_the_proposal_go(project: Path, state: Path, service: Stub) -> None:
    async with running(project, state) as run:
        await begin(run, service)
        await run.press("ctrl+end", "enter")
        assert stored(project) == []
        await run.press("p")
        assert "Suggestion 3 of 3" in run.shown()
        await run.press("w")
        assert "expliqué" in run.shown() and "Includes" in run.shown()
        await run.press("escape", "s")
        assert "suggestions" not in run.shown().splitlines()[-2]


async def test_what_fails_is_said_and_coding_goes_on(project: Path, state: Path, service: Stub) -> None:
    async with running(project, state) as run:
        await run.press("n")
        await run.until(lambda: service.asked)
        service.asked[0].set_exception(SuggestionsFailed(reason="no reason"))
        await run.until(lambda: "suggestions: failed" in run.shown())
        await run.until(lambda: "No suggestions could be made" in run.shown())
        run.screen.recents.append("social/ties")
        run.select("fallait aider")
        await run.press("1")
        assert "4 codings" in run.shown()
