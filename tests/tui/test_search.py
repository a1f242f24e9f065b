"""Searching all documents on the screen: asked, read, marked, coded, taken back."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from rich.cells import cell_len

from qualcode.model.document import Document, SearchHit
from qualcode.ops import Session, codings, documents, projects, search
from qualcode.tui import recalled, safe, search_jobs
from qualcode.tui.dialogs.codehits import CodeHitsDialog
from qualcode.tui.dialogs.scope import ScopeDialog
from qualcode.tui.memory import Memory
from qualcode.tui.screens import passages
from qualcode.tui.screens.search import SearchScreen
from qualcode.tui.themes import THEMES, inks
from qualcode.tui.widgets.kwic import Concordance
from qualcode.tui.widgets.listing import Listing
from tests.tui.hostile import CONTROLS, MARKUP, spoil
from tests.tui.running import Running, running


@asynccontextmanager
async def searching(
    project: Path, state: Path, query: str = "", *, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Running]:
    """The search screen, with a query made."""
    async with running(project, state, size=size) as run:
        await run.press("G", "s")
        await run.until(lambda: isinstance(run.app.screen, SearchScreen))
        if query:
            await run.type(query)
            await run.press("enter")
        yield run


def listing(run: Running) -> Listing:
    return run.app.screen.query_one(Listing)


def found(project: Path, query: str) -> list[SearchHit]:
    with projects.open_session(project, coder="reader") as session:
        return search.search(session, query)


async def test_one_is_told_how_to_ask_and_what_was_found(project: Path, state: Path) -> None:
    hits = found(project, "travail")
    assert len(hits) > 2
    async with searching(project, state) as run:
        assert "NEAR/5" in run.shown()
        await run.type("travail")
        await run.press("enter")
        titles = {hit.document for hit in hits}
        assert f"{len(hits)} places in {len(titles)} document" in run.shown()
        assert "Récit de Fatima" in run.shown()
        assert run.app.focused is listing(run)


async def test_a_place_found_is_read_in_its_transcript(project: Path, state: Path) -> None:
    first = found(project, "vélo")[0]
    async with searching(project, state, "vélo") as run:
        await run.press("enter")
        await run.until(lambda: run.transcript.selection is not None)
        assert run.transcript.selection is not None
        assert (run.transcript.selection.start, run.transcript.selection.end) == (first.start, first.end)


async def test_with_the_mouse_one_marks_at_the_edge_and_reads_with_two_clicks(project: Path, state: Path) -> None:
    hits = found(project, "vélo")
    async with searching(project, state, "vélo") as run:
        await run.pilot.click(Listing, offset=(0, 2))
        await run.settle()
        assert len(listing(run).marked) == 1
        assert "1 marked" in run.shown()
        await run.pilot.click(Listing, offset=(20, 1))
        await run.pilot.click(Listing, offset=(20, 1), times=2)
        await run.settle()
        await run.until(lambda: run.transcript.selection is not None)
        assert run.transcript.selection is not None
        assert run.transcript.selection.start == hits[0].start


async def test_what_is_marked_is_coded_and_taken_back(project: Path, state: Path) -> None:
    hits = found(project, "vélo")
    with projects.open_session(project, coder="marie") as session:
        before = len(codings.listing(session))
    async with searching(project, state, "vélo") as run:
        await run.press("a")
        assert f"{len(hits)} marked" in run.shown()
        await run.press("c")
        await run.type("confiance")
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, CodeHitsDialog))
        await run.until(lambda: "coded anew" in run.shown())
        await run.press("enter")
        await run.until(lambda: "coded with" in run.shown())
        with projects.open_session(project, coder="marie") as session:
            made = codings.listing(session, origin="autocode")
            assert len(codings.listing(session)) == before + len(made)
        assert made and all("vélo" in coding.quote.casefold() for coding in made)
        assert not listing(run).marked
        await run.press("u")
        with projects.open_session(project, coder="marie") as session:
            assert len(codings.listing(session)) == before
        await run.press("U")
        with projects.open_session(project, coder="marie") as session:
            assert len(codings.listing(session, origin="autocode")) == len(made)


async def test_how_much_is_coded_is_chosen_with_its_number_in_sight(project: Path, state: Path) -> None:
    async with searching(project, state, "jours") as run:
        await run.press("a", "c")
        await run.type("confiance")
        await run.press("enter")
        await run.until(lambda: "the whole sentence" in run.shown() and "coded anew" in run.shown())
        await run.press("left")
        n = len(found(project, "jours"))
        await run.until(lambda: "only the words found" in run.shown() and f"{n} passages are coded anew" in run.shown())
        await run.press("enter")
        await run.until(lambda: f"{n} passages coded with" in run.shown())
        await run.press("a", "c")
        await run.type("confiance")
        await run.press("enter")
        await run.until(lambda: f"{n} are coded so already" in run.shown())


async def test_a_new_code_can_be_made_for_what_was_found(project: Path, state: Path) -> None:
    async with searching(project, state, "vélo") as run:
        await run.press("c")
        await run.type("mobile")
        await run.press("up", "end")
        await run.press("pagedown", "pagedown", "enter")
        await run.until(lambda: "Belongs to" in run.shown())
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, CodeHitsDialog))
        await run.press("enter")
        await run.until(lambda: "1 passage coded with mobile" in run.shown())


async def test_a_heading_stands_for_all_of_its_document(project: Path, state: Path) -> None:
    async with searching(project, state, "travail") as run:
        await run.press("home", "space")
        of_first = [hit for hit in found(project, "travail") if hit.document == found(project, "travail")[0].document]
        assert len(listing(run).marked) == len(of_first)
        await run.press("home", "space")
        assert not listing(run).marked
        await run.press("g", "home", "d")
        assert len(listing(run).marked) == len(of_first)


async def test_ways_of_searching_are_a_key_away(project: Path, state: Path) -> None:
    async with searching(project, state, "travial") as run:
        assert "It is found nowhere." in run.shown()
        await run.press("tab", "right")
        assert "words alike" in run.shown()
        assert "places in" in run.shown()
        await run.press("shift+tab")
        for _ in range(7):
            await run.press("backspace")
        await run.type("travail$|vélo\\b")
        await run.press("enter", "tab", "right")
        assert "regular expression" in run.shown()
    with projects.open_session(project, coder="reader") as session:
        narrated = search.search(session, "vous", narrators_only=True)
    async with searching(project, state, "vous") as run:
        everybody = run.app.screen.query_one(Listing).lines
        await run.press("n")
        assert len(listing(run).lines) < len(everybody)
        assert f"{len(narrated)} place" in run.shown()


async def test_where_to_search_is_chosen(project: Path, state: Path) -> None:
    async with searching(project, state, "travail") as run:
        everywhere = run.shown()
        assert "in 2 documents" in everywhere
        await run.press("s")
        await run.until(lambda: isinstance(run.app.screen, ScopeDialog))
        await run.press("tab", "right", "enter")
        assert "in 1 document" in run.shown()
        assert "focus group" in run.shown()
        await run.press("o")
        assert "in 2 documents" in run.shown()
        await run.press("o")
        assert "Groupe épicerie" not in run.shown()


async def test_what_is_not_understood_is_said_in_a_sentence(project: Path, state: Path) -> None:
    async with searching(project, state, "(travail") as run:
        assert "bracket at character 1 is not closed" in run.shown()
        await run.press("backspace")
        assert run.app.return_code is None


async def test_a_document_that_takes_too_long_is_named_and_the_others_are_searched(
    project: Path, state: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "long.txt").write_text("a" * 60 + "!\n", "utf-8")
    with projects.open_session(project, coder="marie") as session:
        documents.import_file(session, tmp_path / "long.txt", title="Long")
    async with searching(project, state) as run:
        await run.type("(a|aa)+bc|bicyclette|vélo")
        await run.press("tab", "right", "right", "shift+tab", "enter")
        await run.until(lambda: "took too long" in run.shown())
        assert "Long" in run.shown()
        assert "places in" in run.shown()


async def test_a_long_search_shows_how_far_it_is_and_can_be_stopped(
    project: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_jobs, "_MOMENT", 0.0)
    seen: list[str] = []
    whole = search_jobs.go_on

    def one_then_stop(session: Session, under_way: search_jobs.Running) -> search_jobs.Running:
        done = whole(session, under_way)
        run.app.call_from_thread(lambda: seen.append(run.shown()))
        run.app.call_from_thread(lambda: run.app.screen.action_back())  # type: ignore[attr-defined]
        return done

    async with searching(project, state) as run:
        monkeypatch.setattr(search_jobs, "go_on", one_then_stop)
        await run.type("travail")
        await run.press("enter")
        assert isinstance(run.app.screen, SearchScreen)
        assert "stopped; 1 document was not searched" in run.shown()
        assert "of 2 documents" in seen[0]


async def test_a_search_within_one_large_document_is_stopped_at_once(
    project: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work, may_end = threading.Event(), threading.Event()
    whole = search.Finder.hits

    def slow(finder: search.Finder, session: Session, record: Document) -> list[SearchHit]:
        at_work.set()
        may_end.wait(20)
        return whole(finder, session, record)

    async with searching(project, state) as run:
        monkeypatch.setattr(search.Finder, "hits", slow)
        await run.type("travail")
        await run.pilot.press("enter")
        await run.until(at_work.is_set)
        await run.pilot.press("escape")
        await run.until(lambda: "stopped; 2 documents were not searched" in run.shown())
        assert not may_end.is_set()
        may_end.set()
        await run.settle()
        assert "nowhere · stopped; 2 documents were not searched" in run.shown()
        assert isinstance(run.app.screen, SearchScreen)


async def test_searches_are_remembered_for_the_project(project: Path, state: Path) -> None:
    async with searching(project, state, "vélo") as run:
        await run.press("/")
        for _ in range(4):
            await run.press("backspace")
        await run.type("jours")
        await run.press("enter")
    async with searching(project, state) as run:
        await run.press("up")
        await run.until(lambda: "vélo" in run.shown() and "jours" in run.shown())
        await run.press("down", "enter")
        await run.until(lambda: "places in" in run.shown())
        assert run.app.screen.query_one("#query").value == "vélo"  # type: ignore[attr-defined]


async def test_what_was_found_is_looked_for_again_when_the_words_change(
    project: Path, state: Path, tmp_path: Path
) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Le vélo est réparé.\n", "utf-8")
    n = len(found(project, "vélo"))
    async with searching(project, state, "vélo") as run:
        assert f"{n} places" in run.shown()
        with projects.open_session(project, coder="joris") as other:
            documents.import_file(other, note, title="Atelier vélo")
        await run.press("a", "c")
        await run.type("confiance")
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, CodeHitsDialog))
        await run.press("enter")
        await run.until(lambda: f"{n + 1} places" in run.shown())
        assert "it was searched again" in run.shown()
        with projects.open_session(project, coder="marie") as session:
            assert not codings.listing(session, origin="autocode")
        assert "look first at what is found now" in run.shown()
        assert len(listing(run).marked) == n


async def test_one_finds_the_search_as_it_was_left(project: Path, state: Path) -> None:
    async with searching(project, state, "travail") as run:
        await run.press("n", "g", "down", "space", "end")
        at, marked = listing(run).at, set(listing(run).marked)
        await run.press("enter")
        await run.until(lambda: run.transcript.selection is not None)
        await run.press("G", "s")
        await run.until(lambda: isinstance(run.app.screen, SearchScreen) and listing(run).at is not None)
        assert (listing(run).at, listing(run).marked) == (at, marked)
        assert "narrators only" in run.shown()
        assert run.app.focused is listing(run)


async def test_what_another_program_writes_is_seen_after_a_while(
    project: Path, state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passages, "_LOOK_EVERY", 0.05)
    (tmp_path / "note.txt").write_text("Le vélo est réparé.\n", "utf-8")
    n = len(found(project, "vélo"))
    async with searching(project, state, "vélo") as run:
        with projects.open_session(project, coder="joris") as other:
            documents.import_file(other, tmp_path / "note.txt", title="Atelier vélo")
        await run.until(lambda: f"{n + 1} places in 2 documents" in run.shown())


@pytest.mark.parametrize("harm", [MARKUP, CONTROLS])
async def test_hostile_words_are_shown_as_they_are(project: Path, state: Path, harm: str) -> None:
    spoil(project, harm)
    start = safe.plain(harm)[:12]
    async with searching(project, state, "text", size=(200, 60)) as run:
        await run.until(lambda: f"text {start}" in run.shown())
        assert f"document 1 {start}" in run.shown()
        await run.press("s")
        assert f"case {start}" in run.shown() or "Enterprise" in run.shown()
        await run.press("escape", "g", "end", "space", "enter")
        assert run.app.return_code is None


@pytest.mark.parametrize("size", [(20, 5), (200, 60)])
async def test_it_can_be_used_at_any_size(project: Path, state: Path, size: tuple[int, int]) -> None:
    async with searching(project, state, "travail", size=size) as run:
        assert "travail" in run.shown().casefold()
        await run.press("end", "home", "pagedown", "space", "a", "g", "escape")
        assert run.app.return_code is None


@pytest.mark.parametrize("width", [30, 50, 60, 80, 120, 200])
def test_words_found_begin_at_one_column(width: int) -> None:
    around = [("", ""), ("ici le ", " du midi"), ("他们" * 40, "\n\nsuite"), ("e\u0301" * 90 + " ", "x" * 90)]
    hits = [SearchHit("d", n, n + 4, "VÉLO", before, after) for n, (before, after) in enumerate(around)]
    places = [search_jobs.Found(str(n), hit, "他们", n, n == 1) for n, hit in enumerate(hits)]
    for grouped in (True, False):
        lines = Concordance(places, {"d": (1, "Récit")}, grouped=grouped, codes={}, inks=inks(THEMES[1]))
        drawn = [lines.draw(index, width).plain for index in range(grouped, len(lines))]
        assert len({cell_len(line[: line.index("VÉLO")]) for line in drawn}) == 1
        assert {cell_len(line) for line in drawn} <= {width, width - 4}


def test_ten_thousand_places_cost_what_is_in_view() -> None:
    hits = [SearchHit(f"d{n // 500}", n, n + 4, "mots", "avant " * 20, " après" * 20) for n in range(10_000)]
    places = [search_jobs.Found(str(n), hit, "Fatima", n % 70, False) for n, hit in enumerate(hits)]
    lines = Concordance(places, {}, grouped=True, codes={}, inks=inks(THEMES[1]))
    assert len(lines) == 10_020
    assert lines.is_heading(0) and len(lines.ids(0)) == 500
    assert lines.line_of("9999") == 10_019
    for width in (20, 60, 80, 120, 200):
        assert all(cell_len(lines.draw(index, width).plain) <= width for index in (1, 2, 700))


@pytest.mark.parametrize("text", ["", "avant", "他们 avant", "e\u0301" * 30, "👩‍👩‍👧 famille", "x" * 500])
def test_the_end_of_words_takes_exactly_its_cells(text: str) -> None:
    for width in range(30):
        assert cell_len(safe.tail(text, width)) == width


def test_of_the_searches_kept_only_what_can_be_made_again_is_believed(state: Path) -> None:
    memory = Memory(state)
    for query in ("vélo", "travail", "vélo", "[bold]"):
        recalled.keep(memory, "p", search_jobs.Wanted(query, "alike"))
    assert [each.query for each in recalled.recalled(memory, "p")] == ["[bold]", "vélo", "travail"]
    assert recalled.recalled(memory, "another") == []
    for harm in ({"a": 1}, [1, ["x"], ["x", "nonsense"], [" ", "words"], [None, "words"]], "vélo"):
        memory.note("searches", "p", harm)
        assert recalled.recalled(memory, "p") == []
    for number in range(50):
        recalled.keep(memory, "p", search_jobs.Wanted(str(number)))
    assert len(recalled.recalled(memory, "p")) == 20
