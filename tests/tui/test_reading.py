"""Reading: moving, selecting with keys and mouse, finding, going about, at every size, however slow the disk."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.widgets import Input

from qualcode.ops import projects
from qualcode.tui import jobs
from qualcode.tui.app import QualcodeApp
from qualcode.tui.widgets.sidebar import Sidebar
from tests.tui.running import Running, running


def place(run: Running, words: str, *, end: bool = False) -> tuple[int, int]:
    """The cell at which words stand, relative to the transcript."""
    page = run.transcript.page
    assert page is not None
    start = run.text.index(words)
    line, column = page.layout.locate(start + len(words) - 1 if end else start)
    return column + page.columns.gutter, line - run.transcript.scroll_offset.y


def focused(run: Running) -> str | None:
    return run.app.focused.id if run.app.focused else None


def selected(run: Running) -> str:
    return run.transcript.selection.of(run.text) if run.transcript.selection else ""


async def test_keys_select_and_grow_and_shrink(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.transcript.go(run.text.index("rentrais") + 2)
        await run.press("W")
        assert selected(run) == "rentrais"
        await run.press("S")
        assert selected(run) == "J'allais à l'école, au Lidl, et je rentrais."
        await run.press("T")
        assert selected(run).startswith("Que je sortais plus") and selected(run).endswith("ouvrais pas.")
        await run.press("backspace", "backspace")
        assert selected(run) == "rentrais"
        await run.press("escape")
        assert selected(run) == ""
        await run.press("ctrl+shift+right", "shift+right")
        assert selected(run) == ". Il" + " "


async def test_the_mouse_selects_by_drawing_and_by_clicks(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.pilot.mouse_down("#transcript", offset=place(run, "Je suis née"))
        await run.pilot.hover("#transcript", offset=place(run, "on était", end=True))
        await run.pilot.mouse_up("#transcript", offset=place(run, "on était", end=True))
        assert selected(run) == "Je suis née à Roubaix, on était"
        await run.pilot.mouse_down("#transcript", offset=place(run, "on était", end=True))
        await run.pilot.hover("#transcript", offset=place(run, "Roubaix"))
        await run.pilot.mouse_up("#transcript", offset=place(run, "Roubaix"))
        assert selected(run) == "Roubaix, on était"
        at = place(run, "Roubaix")
        await run.pilot.click("#transcript", offset=at, times=2)
        assert selected(run) == "Roubaix"
        await run.pilot.click("#transcript", offset=at, times=3)
        assert selected(run) == "Je suis née à Roubaix, on était six."
        await run.pilot.click("#transcript", offset=(0, place(run, "Où je veux")[1]))
        assert selected(run).startswith("Où je veux") and selected(run).endswith("maison...")


async def test_drawing_past_the_edge_takes_the_text_along(project: Path, state: Path) -> None:
    async with running(project, state, size=(100, 24)) as run:
        top = run.transcript.scroll_offset.y
        await run.pilot.mouse_down("#transcript", offset=place(run, "Je suis née"))
        below = run.transcript.size.height + 3
        outside = events.MouseMove(run.transcript, 20, below, 0, 0, 1, False, False, False, 20, below)
        run.transcript.on_mouse_move(outside)
        await run.until(lambda: run.transcript.scroll_offset.y > top + 3)
        assert len(selected(run)) > 100
        await run.pilot.mouse_up("#transcript")


async def test_a_click_on_a_stripe_or_a_name_speaks_of_that_coding(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        page = run.transcript.page
        assert page is not None
        _, y = place(run, "Que je sortais plus")
        lanes = page.columns.gutter + page.columns.text + 3
        await run.pilot.click("#transcript", offset=(lanes, y))
        assert run.transcript.chosen is not None
        assert run.transcript.chosen.coder == "joris"
        own = place(run, "on n'ose plus")
        await run.pilot.click("#transcript", offset=(lanes + page.columns.lanes + 3, own[1]))
        assert "joris" in run.shown()


async def test_overlapping_codings_are_gone_through_with_one_key(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.select("fallait aider")
        for letters in ("autonomie", "rights"):
            await run.press("c")
            await run.type(letters)
            await run.press("enter")
        assert "2 of 2 here" in run.shown() or "1 of 2 here" in run.shown()
        first = run.transcript.chosen
        await run.press("a")
        second = run.transcript.chosen
        await run.press("a")
        assert first != second
        assert run.transcript.chosen == first


async def test_words_are_found_while_one_types(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("/")
        await run.type("ECOLE")
        await run.until(lambda: "1 of" in run.shown())
        assert selected(run).casefold() == "école"
        first = run.transcript.selection
        await run.press("enter")
        second = run.transcript.selection
        assert first != second
        await run.press("up")
        assert run.transcript.selection == first
        await run.press("escape", "f3")
        assert run.transcript.selection == second
        await run.press("/")
        run.app.screen.query_one("#find-words", Input).value = "zzzz"
        await run.until(lambda: "nowhere" in run.shown())


async def test_going_to_a_turn_another_document_and_back_to_the_place(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("g")
        await run.type("8")
        await run.press("enter")
        assert run.text[run.transcript.caret.head :].startswith("Par Pôle emploi")
        await run.press("o")
        await run.type("epicerie")
        await run.press("enter")
        assert run.screen.reading is not None
        assert run.screen.reading.document.title == "Groupe épicerie"
        await run.press("d", "up", "enter")
        assert run.text[run.transcript.caret.head :].startswith("Par Pôle emploi")
        await run.press("g")
        await run.type("999")
        await run.press("enter")
        assert "no such turn" in run.shown()
    async with running(project, state) as run:
        assert run.text[run.transcript.caret.head :].startswith("Par Pôle emploi")


async def test_the_side_folds_away_where_it_is_narrow_and_comes_out_on_a_key(project: Path, state: Path) -> None:
    async with running(project, state, size=(80, 24)) as run:
        side = run.screen.query_one(Sidebar)
        seen = [(side.display, focused(run))]
        await run.press("b")
        seen.append((side.display, focused(run)))
        await run.press("escape")
        seen.append((side.display, focused(run)))
        assert seen == [(False, "transcript"), (True, "codebook"), (False, "transcript")]
        assert "Récit de Fatima (life story, fr)" in run.shown()


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (44, 9), (60, 17), (200, 60)])
async def test_any_size_can_be_read_and_coded_in(project: Path, state: Path, size: tuple[int, int]) -> None:
    async with running(project, state, size=size) as run:
        await run.press("pagedown", "S", "c", "escape", "question_mark", "escape", "n", "s", "end", "j", "down")
        assert run.transcript.selection is None
        if size[0] >= 20:
            await run.press("ctrl+home")
            assert "Récit" in run.shown()


async def test_a_storm_of_sizes_keeps_the_place(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.select("Banque de France")
        for width, height in [(20, 5), (200, 60), (33, 11), (1, 1), (80, 24), (121, 7), (100, 30)] * 3:
            await run.pilot.resize_terminal(width, height)
        await run.settle()
        assert selected(run) == "Banque de France"
        assert "Banque de France" in run.shown()


async def test_keys_are_answered_while_the_disk_is_slow(
    project: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = threading.Event()
    real = jobs.code_passage

    def slow(*args: Any) -> Any:
        assert free.wait(20)
        return real(*args)

    monkeypatch.setattr(jobs, "code_passage", slow)
    async with running(project, state) as run:
        run.screen.recents.append("social/ties")
        run.select("fallait aider")
        await run.pilot.press("1")
        assert run.screen.waiting == 1
        await run.until(lambda: "saving…" in run.shown())
        head = run.transcript.caret.head
        await run.pilot.press("ctrl+home", "ctrl+down", "W", "question_mark")
        assert run.transcript.caret.head != head
        assert "Keys" in run.shown()
        free.set()
        await run.press("escape")
        page = run.transcript.page
        assert page is not None
        assert "fallait aider" in {each.quote for each in page.stripes.codings.items}
        assert "saved" in run.shown()


async def test_a_project_that_can_only_be_read_says_so_and_nothing_is_lost(
    project: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = projects.open_session
    monkeypatch.setattr(projects, "open_session", lambda path, *, coder: real(path, coder=coder, read_only=True))
    async with running(project, state) as run:
        assert "read only" in run.shown()
        run.screen.recents.append("social/ties")
        run.select("fallait aider")
        await run.press("1")
        assert "This project can only be read here" in run.shown()


async def test_the_text_stands_before_the_project_is_open_and_stays_where_it_is(
    project: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = threading.Event()
    real = projects.open_session

    def slow(path: Path, *, coder: str) -> Any:
        assert free.wait(20)
        return real(path, coder=coder)

    monkeypatch.setattr(projects, "open_session", slow)
    app = QualcodeApp(project, coder="marie", state=state)
    async with app.run_test(size=(120, 40)) as pilot:
        run = Running(app, pilot)
        await run.until(lambda: "Où je veux" in run.shown())
        assert run.screen.reading is None  # read, but nothing can be done to it yet
        await pilot.press("c", "ctrl+down", "down")
        assert "Code this passage" not in run.shown()
        head = run.transcript.caret.head
        free.set()
        await run.until(lambda: run.screen.reading is not None)
        await run.settle()
        assert run.transcript.caret.head == head > 0
        await run.press("S", "c")
        assert "Code this passage" in run.shown()
