"""Coded passages on the screen: chosen, read in their place, changed, noted, taken off, written to a file."""

from __future__ import annotations

import csv
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.widgets import Input

from qualcode.model.coding import CodingView
from qualcode.model.project import HistoryEntry
from qualcode.ops import codings, documents, history, projects
from qualcode.ops.choosing import Coded
from qualcode.tui import safe
from qualcode.tui.dialogs.tell import Confirm
from qualcode.tui.dialogs.writing import WriteDialog, file_name
from qualcode.tui.screens.excerpts import ExcerptsScreen
from qualcode.tui.themes import THEMES, inks
from qualcode.tui.widgets.filterline import FilterLine
from qualcode.tui.widgets.listing import Listing
from qualcode.tui.widgets.quotes import ORDERS, Quotes
from tests.tui.hostile import CONTROLS, MARKUP, spoil
from tests.tui.running import Running, running

MORE = ("Maintenant je viens en vélo", "J'ai arrêté l'école en troisième", "Je les ouvrais pas")


@pytest.fixture
def coded(project: Path) -> Path:
    """A project with more codings of marie's, one of them with a memo."""
    with projects.open_session(project, coder="marie") as session:
        story = documents.find(session, "1")
        text = documents.text(session, story.id)
        for quote in MORE:
            start = text.casefold().index(quote.casefold())
            codings.add(session, story.id, start, start + len(quote), "economic/skills", effect="positive")
        codings.note(session, codings.listing(session, code="economic/skills")[0].id, "À reprendre")
    return project


@asynccontextmanager
async def excerpts(project: Path, state: Path, *, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Running]:
    """The screen of excerpts."""
    async with running(project, state, size=size) as run:
        await run.press("G", "x")
        await run.until(lambda: isinstance(run.app.screen, ExcerptsScreen))
        await run.settle()
        yield run


def listing(run: Running) -> Listing:
    return run.app.screen.query_one(Listing)


def stored(project: Path) -> list[CodingView]:
    with projects.open_session(project, coder="reader") as session:
        return codings.listing(session)


async def choose(run: Running, *words: str) -> None:
    """Filter by what these words find first."""
    for each in words:
        await run.press("f")
        await run.until(lambda: "Only those with" in run.shown())
        await run.type(each)
        await run.press("enter")


async def test_every_passage_stands_there_with_what_is_known_of_it(coded: Path, state: Path) -> None:
    async with excerpts(coded, state) as run:
        shown = run.shown()
        n = len(stored(coded))
        assert f"{n} passages · 1 person · 1 document" in shown
        assert "Récit de Fatima" in shown
        for part in ("Fatima", "joris", "Maintenant je viens en vélo", "−", "✎"):
            assert part in shown
        # The passage at the cursor is shown in its surroundings.
        await run.until(lambda: "turn" in run.shown() and "FATIMA" in run.shown())


async def test_without_codings_one_is_told_what_to_do(project: Path, state: Path) -> None:
    with projects.open_session(project, coder="marie") as session:
        codings.remove(session, [each.id for each in codings.listing(session)])
    async with excerpts(project, state) as run:
        assert "Nothing is coded yet." in run.shown()
        await run.press("e", "m", "delete", "+", "x", "f", "escape", "enter", "space", "a")
        assert run.app.return_code is None


async def test_filters_add_up_within_a_question_and_narrow_across_questions(coded: Path, state: Path) -> None:
    everything = stored(coded)
    async with excerpts(coded, state) as run:
        await choose(run, "joris")
        (his,) = [each for each in everything if each.coder == "joris"]
        assert "Coder: joris" in run.shown()
        assert "1 passage · " in run.shown()
        await choose(run, "coder marie")
        assert "Coder: joris or marie" in run.shown()
        assert f"{len(everything)} passages" in run.shown()
        await choose(run, "effect positive")
        positive = [each for each in everything if each.effect == "positive"]
        assert f"{len(positive)} passages" in run.shown()
        assert his not in positive
        await run.press("F")
        assert f"{len(everything)} passages" in run.shown()


async def test_a_filter_goes_with_a_click_and_comes_with_one(coded: Path, state: Path) -> None:
    async with excerpts(coded, state) as run:
        n = len(stored(coded))
        await run.pilot.click(FilterLine)
        await run.until(lambda: "Only those with" in run.shown())
        await run.type("joris")
        await run.press("enter")
        assert "1 passage · " in run.shown()
        await run.pilot.click(FilterLine, offset=(9, 0))
        await run.settle()
        assert f"{n} passages" in run.shown()


async def test_a_code_brings_those_below_it_and_words_narrow(coded: Path, state: Path) -> None:
    async with excerpts(coded, state) as run:
        await choose(run, "code economic")
        assert f"{sum(each.code.startswith('economic') for each in stored(coded))} passages" in run.shown()
        await run.press("/")
        await run.type("VELO")
        await run.press("enter")
        assert "1 passage · " in run.shown()
        assert "“VELO”" in run.shown()
        await run.press("/")
        await run.type(" xyz")
        await run.press("enter")
        assert "No passage is left." in run.shown()


async def test_a_passage_is_read_in_its_document(coded: Path, state: Path) -> None:
    async with excerpts(coded, state) as run:
        await choose(run, "joris")
        await run.press("enter")
        await run.until(lambda: run.transcript.chosen is not None)
        assert run.transcript.chosen is not None
        assert run.transcript.chosen.coder == "joris"


async def test_one_finds_the_excerpts_as_they_were_left(coded: Path, state: Path) -> None:
    async with excerpts(coded, state) as run:
        await choose(run, "skills")
        await run.press("o", "end", "space")
        at, marked = listing(run).at, set(listing(run).marked)
        await run.press("enter")
        await run.until(lambda: run.transcript.chosen is not None)
        await run.press("G", "x")
        await run.until(lambda: isinstance(run.app.screen, ExcerptsScreen) and listing(run).at is not None)
        assert (listing(run).at, listing(run).marked) == (at, marked)
        assert "Code: " in run.shown() and "by code" in run.shown()


async def test_two_clicks_read_it(coded: Path, state: Path) -> None:
    async with excerpts(coded, state) as run:
        await run.pilot.click(Listing, offset=(20, 3))
        await run.pilot.click(Listing, offset=(20, 3), times=2)
        await run.settle()
        await run.until(lambda: run.transcript.chosen is not None)


def effects(project: Path, ids: Sequence[str]) -> set[str | None]:
    return {each.effect for each in stored(project) if each.id in ids}


def last(project: Path) -> HistoryEntry:
    with projects.open_session(project, coder="marie") as session:
        return history.listing(session)[-1]


async def test_the_effect_of_all_that_is_marked_is_one_change(coded: Path, state: Path) -> None:
    mine = [each.id for each in stored(coded) if each.code == "economic/skills"]
    async with excerpts(coded, state) as run:
        await choose(run, "skills")
        await run.press("a", "-")
        assert effects(coded, mine) == {"negative"}
        assert "3 codings changed." in run.shown()
        await run.press("u")
        assert effects(coded, mine) == {"positive"}
        await run.press("+")
        assert effects(coded, mine) == {None}
        await run.press("E")
        await run.type("unclear")
        await run.press("enter")
        assert effects(coded, mine) == {"unclear"}


async def test_another_code_for_what_is_marked(coded: Path, state: Path) -> None:
    mine = [each.id for each in stored(coded) if each.code == "economic/skills"]
    async with excerpts(coded, state) as run:
        await choose(run, "skills")
        await run.press("space", "space", "e")
        await run.type("confidence")
        await run.press("enter")
        codes = [each.code for each in stored(coded) if each.id in mine]
        assert sorted(codes) == ["economic/skills", "social/confidence", "social/confidence"]
        assert "1 passage · " in run.shown()
        await run.press("u")
        assert "3 passages · " in run.shown()


async def test_others_codings_are_left_as_they_are_and_that_is_said(coded: Path, state: Path) -> None:
    before = stored(coded)
    async with excerpts(coded, state) as run:
        await run.press("a", "*")
        assert "1 coding is another’s" in run.shown()
    for old, new in zip(before, stored(coded), strict=True):
        assert new.effect == ("mixed" if old.coder == "marie" else old.effect)


async def test_codings_are_taken_off_several_only_when_asked(coded: Path, state: Path) -> None:
    n = len(stored(coded))
    async with excerpts(coded, state) as run:
        await choose(run, "skills")
        await run.press("delete")
        assert len(stored(coded)) == n - 1
        await run.press("a", "delete")
        await run.until(lambda: isinstance(run.app.screen, Confirm))
        await run.press("escape")
        assert len(stored(coded)) == n - 1
        await run.press("delete")
        await run.until(lambda: isinstance(run.app.screen, Confirm))
        await run.press("enter")
        assert len(stored(coded)) == n - 3
        await run.press("u", "u")
        assert len(stored(coded)) == n


async def test_memos_on_one_and_on_several(coded: Path, state: Path) -> None:
    async with excerpts(coded, state) as run:
        await choose(run, "skills")
        noted = [each.memo for each in stored(coded) if each.code == "economic/skills"]
        assert noted.count("À reprendre") == 1
        await run.press("a", "m")
        await run.until(lambda: "Add to the memos on 3 codings" in run.shown())
        await run.type("voir")
        await run.press("ctrl+s")
        noted = [each.memo for each in stored(coded) if each.code == "economic/skills"]
        assert sorted(str(each) for each in noted) == ["voir", "voir", "À reprendre\n\nvoir"]
        await run.press("u")
        noted = [each.memo for each in stored(coded) if each.code == "economic/skills"]
        assert sorted(str(each) for each in noted) == ["None", "None", "À reprendre"]
        await run.press("a", "m")
        await run.until(lambda: "Memo on" in run.shown())
        await run.type("!")
        await run.press("ctrl+s")
        assert last(coded).operation == "memo.coding"


async def test_orders_have_their_headings(coded: Path, state: Path) -> None:
    async with excerpts(coded, state) as run:
        for order, heading in zip(ORDERS[1:], ("Economic / ", "Atelier Nord", "Fatima", "positive"), strict=True):
            await run.press("o")
            assert any(line.startswith("  ") and heading in line for line in run.shown().splitlines()), order
        await run.press("home", "space")
        assert "marked" in run.shown()


async def test_what_is_shown_is_written_to_a_file_and_not_over_another(
    coded: Path, state: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out" / "extraits.csv"
    target.parent.mkdir()
    async with excerpts(coded, state) as run:
        await choose(run, "skills")
        await run.press("x")
        await run.until(lambda: isinstance(run.app.screen, WriteDialog))
        run.app.screen.query_one("#name", Input).value = target.name
        run.app.screen.query_one("#folder", Input).value = str(target.parent)
        await run.press("enter")
        await run.until(target.exists)
        await run.until(lambda: "Written:" in run.shown())
        rows = list(csv.reader(target.read_text("utf-8-sig").splitlines(), delimiter=","))
        assert sum("vélo" in " ".join(row) or "école" in " ".join(row) for row in rows) == 2
        before = target.read_bytes()
        await run.press("F", "x")
        await run.until(lambda: isinstance(run.app.screen, WriteDialog))
        run.app.screen.query_one("#name", Input).value = target.name
        await run.press("enter")
        await run.until(lambda: "There is a file" in run.shown())
        await run.press("escape")
        assert target.read_bytes() == before
        for kind in ("docx", "xlsx", "html"):
            await run.press("x")
            await run.until(lambda: isinstance(run.app.screen, WriteDialog))
            run.app.screen.query_one("#name", Input).value = f"alles.{kind}"
            await run.press("enter")
            await run.until((target.parent / f"alles.{kind}").exists)


async def test_who_works_blind_sees_nothing_of_others(coded: Path, state: Path) -> None:
    async with running(coded, state) as run:
        await run.press("B", "G", "x")
        await run.until(lambda: isinstance(run.app.screen, ExcerptsScreen))
        await run.settle()
        mine = [each for each in stored(coded) if each.coder == "marie"]
        assert f"{len(mine)} passages" in run.shown()
        assert "joris" not in run.shown()


@pytest.mark.parametrize("harm", [MARKUP, CONTROLS])
async def test_hostile_words_are_shown_as_they_are(coded: Path, state: Path, harm: str) -> None:
    spoil(coded, harm)
    start = safe.plain(harm)[:12]
    async with excerpts(coded, state, size=(200, 60)) as run:
        for field in ("document 1", "case", "person", "quote", "label"):
            assert f"{field} {start}" in run.shown(), field
        for _ in ORDERS:
            await run.press("o", "end", "home")
        await choose(run, "case")
        await run.press("a", "m", "escape", "enter")
        assert run.app.return_code is None


@pytest.mark.parametrize("size", [(20, 5), (200, 60)])
async def test_it_can_be_used_at_any_size(coded: Path, state: Path, size: tuple[int, int]) -> None:
    async with excerpts(coded, state, size=size) as run:
        await run.press("end", "home", "pagedown", "space", "a", "o", "o", "f", "escape", "x", "escape")
        assert run.app.return_code is None


def many(n: int) -> list[Coded]:
    made = []
    for each in range(n):
        view = CodingView(
            str(each),
            f"d{each // 200}",
            each,
            each + 9,
            "mots dits",
            f"c{each % 9}",
            "marie",
            None,
            {},
            None,
            "manual",
            "",
        )
        made.append(Coded(view, each // 200, "Récit", "Nord", ("Fatima",), ("f",), each % 40, frozenset()))
    return made


@pytest.mark.parametrize("order", ORDERS)
def test_ten_thousand_codings_cost_what_is_in_view(order: str) -> None:
    lines = Quotes(many(10_000), order, {}, inks(THEMES[1]), coders=True)
    headings = [index for index in range(len(lines)) if lines.is_heading(index)]
    assert len(lines) == 10_000 + len(headings)
    ids = [each for heading in headings for each in lines.ids(heading)]
    assert sorted(ids) == sorted(str(each) for each in range(10_000))
    for width in (18, 50, 78, 118, 198):
        assert all(cell_len(lines.draw(index, width).plain) <= width for index in (0, 1, 5_000))
    assert lines.group(3) == lines.ids(0)
    assert lines.at(lines.line_of("777") or 0) == next(each for each in lines.rows if each.coding.id == "777")


@pytest.mark.parametrize("said", ["Code: Social; Person: A/B", "Code\u202f: Social; Person\u00a0: A/B"])
def test_filters_make_a_file_name_that_reads_well(said: str) -> None:
    assert file_name(said) == "Code - Social; Person - A-B"
