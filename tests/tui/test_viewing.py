"""What is shown and how wide; from coding to coding; what the mouse points at."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets._tooltip import Tooltip

from qualcode.ops import codings, documents, projects
from qualcode.tui.widgets.margin import names_beside, stripes_on
from qualcode.tui.widgets.moving import pointed
from tests.tui.running import Running, running


def row_of(run: Running, offset: int) -> int:
    page = run.transcript.page
    assert page is not None
    return page.layout.line_of(offset) - run.transcript.scroll_offset.y


async def test_lines_are_made_shorter_and_longer_under_the_readers_eyes(project: Path, state: Path) -> None:
    async with running(project, state, size=(160, 40)) as run:
        page = run.transcript.page
        assert page is not None
        widest = page.columns.text
        run.transcript.go(len(run.text) // 2)
        await run.settle()
        row = row_of(run, run.transcript.caret.head)
        for key, sign in (("<", -1), ("<", -1), (">", 1)):
            before = page.columns.text
            await run.press(key)
            page = run.transcript.page
            assert page is not None
            assert page.columns.text == before + 8 * sign
            assert row_of(run, run.transcript.caret.head) == row
        for _ in range(12):
            await run.press("<")
        narrow = run.transcript.page
        assert narrow is not None and narrow.columns.text == 40
        assert row_of(run, run.transcript.caret.head) == row
    async with running(project, state, size=(160, 40)) as run:
        page = run.transcript.page
        assert page is not None and page.columns.text == 40
        for _ in range(12):
            await run.press(">")
        wide = run.transcript.page
        assert wide is not None and wide.columns.text >= widest
        assert "as wide as this screen allows" in run.shown()


@pytest.mark.parametrize("chosen", ["x", "-5", "9" * 30, "3", "²"])
async def test_a_width_that_makes_no_sense_is_passed_over(project: Path, state: Path, chosen: str) -> None:
    state.mkdir()
    (state / "settings.json").write_text(f'{{"text-width": "{chosen}"}}', "utf-8")
    async with running(project, state) as run:
        assert run.transcript.page is not None
        assert run.transcript.page.columns.text >= 40


async def test_turns_without_codings_are_found_one_after_the_other(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        starts = []
        for _ in range(3):
            await run.press("J")
            starts.append(run.transcript.caret.head)
        turns = {turn.start: turn for turn in (run.screen.reading.turns if run.screen.reading else ())}
        for start in starts:
            assert not turns[start].interviewer
            assert not run.transcript.stripes.codings.count(start, turns[start].end)
        assert starts == sorted(set(starts))
        await run.press("K")
        assert run.transcript.caret.head == starts[1]
        await run.press("ctrl+end", "J")
        assert "No turn further down" in run.shown()


async def test_from_coding_to_coding_of_the_same_code(project: Path, state: Path) -> None:
    with projects.open_session(project, coder="marie") as session:
        story = documents.listing(session)[0]
        text = documents.text(session, story.id)
        at = text.index("Par Pôle emploi")
        codings.add(session, story.id, at, at + 15, "social/ties")
        codings.add(session, story.id, at, at + 4, "social/health")
    async with running(project, state) as run:
        await run.press(")")
        assert "There is no coding at the caret." in run.shown()
        await run.press("alt+home")
        assert run.transcript.chosen is not None and run.transcript.chosen.code == "economic/employment"
        await run.press(")")
        assert "No further coding has this code." in run.shown()
        while run.transcript.chosen is None or run.transcript.chosen.code != "social/ties":
            await run.press("j")
        await run.press(")")
        assert run.transcript.chosen is not None
        assert (run.transcript.caret.head, run.transcript.chosen.code) == (at, "social/ties")
        await run.press("(")
        assert run.transcript.chosen is not None and run.transcript.chosen.coder == "joris"
        await run.press("alt+end")
        assert run.transcript.caret.head == at
        await run.press("j")
        assert "No coding begins further down." in run.shown()


def told(run: Running) -> str | None:
    return run.transcript.page.pointed_at if run.transcript.page else None


async def test_the_mouse_tells_what_it_points_at_and_the_caret_stays(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        page = run.transcript.page
        assert page is not None
        head = run.transcript.caret.head
        other = next(each for each in page.stripes.codings.items if each.coder == "joris")
        line = page.layout.line_of(other.start)
        lane = next(x for x, cell in enumerate(stripes_on(page, line)) if other in cell)
        y = line - run.transcript.scroll_offset.y
        await run.pilot.hover("#transcript", offset=(page.columns.margin + lane, y))
        assert told(run) == other.id
        assert "joris" in str(run.transcript.tooltip) and "Social" in str(run.transcript.tooltip)
        assert run.transcript.caret.head == head and run.transcript.chosen is None
        name = names_beside(page, line)[0]
        await run.pilot.hover("#transcript", offset=(page.columns.margin + page.columns.lanes + 1 + name.left, y))
        assert told(run) == name.coding.id
        await run.pilot.hover("#transcript", offset=(page.columns.gutter + 3, y))
        assert told(run) is None and run.transcript.tooltip is None
        await run.pilot.hover("#transcript", offset=(page.columns.margin + lane, y))
        await run.pilot.hover("#header")
        assert told(run) is None


async def test_where_lanes_run_out_each_click_speaks_of_the_next_coding(project: Path, state: Path) -> None:
    with projects.open_session(project, coder="marie") as session:
        story = documents.listing(session)[0]
        text = documents.text(session, story.id)
        at = text.index("fallait aider")
        keys = ["social/ties", "social/health", "social/autonomy", "political/rights", "economic/income"]
        for size, key in enumerate(keys * 2):
            codings.add(session, story.id, at, at + 4 + size, key)
    async with running(project, state) as run:
        page = run.transcript.page
        assert page is not None
        line = page.layout.line_of(at)
        cells = stripes_on(page, line)
        crowd = cells[-1]
        assert len(crowd) >= 6
        assert "⋮" in run.shown().splitlines()[1 + line - run.transcript.scroll_offset.y]
        place = (page.columns.margin + len(cells) - 1, line - run.transcript.scroll_offset.y)
        await run.pilot.hover("#transcript", offset=place)
        assert "and" in str(run.transcript.tooltip) and "more" in str(run.transcript.tooltip)
        chosen = []
        for _ in range(len(crowd)):
            await run.pilot.click("#transcript", offset=place)
            assert run.transcript.chosen is not None
            chosen.append(run.transcript.chosen.id)
        assert sorted(chosen) == sorted(each.id for each in crowd)


async def test_every_name_drawn_can_be_pointed_at(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        page = run.transcript.page
        assert page is not None
        drawn = 0
        for line in range(len(page.layout)):
            for name in names_beside(page, line):
                x = page.columns.margin + page.columns.lanes + 1 + name.left
                assert pointed(page, x, line) == ("names", line, name.left)
                drawn += 1
        assert drawn == len(page.stripes)


async def test_a_tip_stands_beside_the_mouse(project: Path, state: Path) -> None:
    from qualcode.tui.app import QualcodeApp

    app = QualcodeApp(project, coder="marie", state=state)
    async with app.run_test(size=(120, 40), tooltips=True, notifications=True) as pilot:
        run = Running(app, pilot)
        await run.settle()
        page = run.transcript.page
        assert page is not None
        other = next(each for each in page.stripes.codings.items if each.coder == "joris")
        line = page.layout.line_of(other.start)
        lane = next(x for x, cell in enumerate(stripes_on(page, line)) if other in cell)
        place = (page.columns.margin + lane, line - run.transcript.scroll_offset.y)
        await run.pilot.hover("#transcript", offset=place)
        await run.until(lambda: app.screen.query_one(Tooltip).display)
        assert "not assessed · joris" in run.shown()
        await run.settle()
        await app.desk.close()
