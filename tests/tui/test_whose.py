"""Whose codings are seen: all, one's own, another's, two coders' beside each other; who works blind sees nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.document import DocumentView
from qualcode.model.suggestion import Suggestion
from qualcode.ops import codings, documents, memos, projects, suggestions
from qualcode.tui import viewing, whose
from qualcode.tui.stripes import Stripes
from qualcode.tui.whose import BESIDE, CHOICES, EVERYBODY, ONE, OWN, View
from tests.tui.running import Running, running

NAMES = st.sampled_from(["marie", "joris", "anna"])
VIEWS = st.builds(View, st.just("marie"), st.sampled_from(CHOICES), st.just("joris"), st.booleans())


@dataclass(frozen=True)
class Given:
    done: frozenset[str]
    blind: frozenset[str]


@given(VIEWS, NAMES, st.builds(Given, st.frozensets(NAMES), st.frozensets(NAMES)))
def test_blind_shows_nothing_of_others_until_one_is_done(view: View, coder: str, document: Given) -> None:
    # Given out to be coded blind, it is hidden though one is done oneself.
    hidden = "marie" in document.blind or (view.blind and "marie" not in document.done)
    assert view.hides(document) == hidden
    if hidden:
        assert view.shows(coder, document) == view.may_know(coder, document) == (coder == "marie")
        assert view.left(document) is None
    else:
        assert view.may_know(coder, document)
        assert not view.shows("anna", document) or view.whose == EVERYBODY


@given(VIEWS)
def test_a_view_is_remembered(view: View) -> None:
    assert whose.remembered("marie", view.as_data()) == view


@pytest.mark.parametrize("data", [None, 3, [], {"whose": "x"}, {"whose": ["a"]}, {"whose": "one"}, {"blind": "yes"}])
def test_what_cannot_be_understood_is_everybodys(data: object) -> None:
    assert whose.remembered("marie", data) == View("marie")


def test_the_key_goes_through_all_there_are() -> None:
    view, seen = View("marie"), []
    for _ in range(4):
        view = view.next(["joris", "anna"])
        seen.append((view.whose, view.other))
    assert seen == [(OWN, "anna"), (ONE, "anna"), (BESIDE, "anna"), (EVERYBODY, "anna")]
    assert [View("marie").next([]).whose, View("marie", OWN).next([]).whose] == [OWN, EVERYBODY]


def coders(run: Running) -> set[str]:
    return {each.coder for each in run.transcript.stripes.codings.items}


async def test_one_key_goes_round_the_views_and_the_last_one_is_remembered(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        assert coders(run) == {"marie", "joris"}
        await run.press("y")
        assert coders(run) == {"marie"}
        assert "only yours" in run.shown() and "2 codings" in run.shown()
        await run.press("y")
        assert coders(run) == {"joris"}
        assert "only joris’s" in run.shown()
        await run.press("y")
        assert coders(run) == {"marie", "joris"}
    async with running(project, state) as run:
        assert run.screen.view == View("marie", BESIDE, "joris")
        assert "yours | joris’s" in run.shown()
        await run.press("y")
        assert run.screen.view.whose == EVERYBODY


async def test_two_coders_stand_beside_each_other_and_the_text_stays(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.transcript.go(len(run.text) // 2)
        await run.settle()
        page, top = run.transcript.page, run.transcript.scroll_offset.y
        assert page is not None
        await run.press("y", "y", "y")
        beside = run.transcript.page
        assert beside is not None
        assert beside.columns.text == page.columns.text
        # The headings take the top line; the words stay where they are.
        assert run.transcript.scroll_offset.y == top + 1
        assert any("marie ┃" in line and "│ joris" in line for line in run.shown().splitlines())
        own = next(each for each in beside.stripes.codings.items if each.coder == "marie")
        other = next(each for each in beside.stripes.codings.items if each.coder == "joris")
        assert (beside.stripes.side(own), beside.stripes.side(other)) == (0, 1)
        await run.press("y")
        assert run.transcript.stripes.left is None


async def test_of_several_coders_one_is_chosen_from_a_list(project: Path, state: Path) -> None:
    with projects.open_session(project, coder="anna") as session:
        story = documents.listing(session)[0]
        codings.add(session, story.id, 400, 460, "social/health")
    async with running(project, state) as run:
        await run.press("y", "y")
        assert "Whose codings?" in run.shown()
        await run.type("jor")
        await run.press("enter")
        assert coders(run) == {"joris"}
        await run.press("y", "y", "y", "y", "escape")
        assert run.screen.view.whose == OWN


@pytest.mark.parametrize("size", [(20, 5), (60, 17), (200, 60)])
async def test_two_coders_fit_any_size(project: Path, state: Path, size: tuple[int, int]) -> None:
    async with running(project, state, size=size) as run:
        await run.press("y", "y", "y", "j", "pagedown", "ctrl+home", "j")
        assert run.screen.view.whose == BESIDE
        assert all(len(line) <= size[0] for line in run.shown().splitlines())


async def test_blind_nothing_of_others_is_on_the_screen_until_the_document_is_done(project: Path, state: Path) -> None:
    with projects.open_session(project, coder="joris") as session:
        story = documents.listing(session)[0]
        memos.add(session, "document", story.id, "Zeer sterk over schaamte")
        secret = codings.listing(session, coder="joris")[0]
        codings.note(session, secret.id, "ook trots")
    async with running(project, state) as run:
        assert "joris" in run.shown()
        before = run.screen.counts["social"]
        await run.press("B")
        assert "blind" in run.shown().splitlines()[0]
        assert coders(run) == {"marie"}
        assert run.screen.counts["social"] == before - 1
        assert run.screen.shelf is not None
        assert run.screen.shelf.documents[0].codings == 2
        for keys in (("y",), ("y", "y"), ("alt+home", "j", "j", "j"), ("M",), ("escape",), ("ctrl+p",), ("escape",)):
            await run.press(*keys)
            assert coders(run) == {"marie"}
            shown = run.shown()
            assert not any(word in shown for word in ("joris", "schaamte", "trots")), keys
        await run.press("D")
        assert coders(run) == {"marie", "joris"}
        assert "✓ finished" in run.shown() and "blind" not in run.shown().splitlines()[0]
        assert run.screen.counts["social"] == before
        await run.press("u")
        assert coders(run) == {"marie"}
    async with running(project, state) as run:
        assert coders(run) == {"marie"}
        assert run.screen.shelf is not None and run.screen.shelf.documents[0].codings == 2
        await run.press("B")
        assert coders(run) == {"marie", "joris"}
    async with running(project, state, coder="joris") as run:
        assert coders(run) == {"marie", "joris"}


async def test_who_works_blind_stays_so_from_one_day_and_document_to_another(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("B")
    async with running(project, state) as run:
        assert coders(run) == {"marie"}
        await run.press("o")
        await run.type("epicerie")
        await run.press("enter", "o")
        await run.type("fatima")
        await run.press("enter")
        assert coders(run) == {"marie"}


def test_numbers_of_codes_add_up_with_what_may_be_known(project: Path) -> None:
    with projects.open_session(project, coder="joris") as session:
        group = documents.listing(session)[1]
        codings.add(session, group.id, 100, 150, "social/ties")
    with projects.open_session(project, coder="marie") as session:
        views = documents.listing(session)
        blind = View("marie", blind=True)
        everything = viewing.counts(session, View("marie"), views)
        own = viewing.counts(session, blind, views)
        assert (everything["social/ties"], own.get("social/ties", 0)) == (2, 0)
        assert (everything["social"], own["social"]) == (3, 1)
        documents.mark_done(session, views[1].id)
        now: list[DocumentView] = documents.listing(session)
        assert viewing.counts(session, blind, now)["social/ties"] == 1
        assert [each.codings for each in viewing.shelf(session, blind).documents] == [2, 1]
        shown, _ = viewing.stripes(session, now[0], blind, Stripes())
        assert {each.coder for each in shown.codings.items} == {"marie"}


def test_who_works_blind_gets_suggestions_in_which_others_have_no_part(project: Path) -> None:
    with projects.open_session(project, coder="joris") as session:
        story = documents.listing(session)[0]
        suggestions.refuse(session, Suggestion(story.id, 10, 40, "", "social/ties", 0.5, ()))
    with projects.open_session(project, coder="marie") as session:
        assert len(suggestions.request(session).decisions) == 1
        assert suggestions.request(session, blind=True).decisions == ()
