"""Merging on the screen: other projects looked at and taken in; what both had changed settled side by side."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qualcode.ops import cases, codings, documents, history, merging_conflicts, projects, revisions
from qualcode.tui.dialogs.files import FilesChooser
from qualcode.tui.dialogs.merging import Foreseen
from qualcode.tui.dialogs.tell import Tell
from qualcode.tui.screens.merging import MergingScreen
from qualcode.tui.widgets.entry import Entry
from tests.store.making import dump
from tests.tui.running import Running, running


@pytest.fixture
def other(project: Path, tmp_path: Path) -> Path:
    """A copy that Joris worked in, while Marie worked in hers; both gave the enterprise another kind."""
    folder = tmp_path / "mailed"
    folder.mkdir()
    copy = Path(shutil.copy(project, folder / "joris.qualcode"))
    with projects.open_session(copy, coder="joris") as session:
        story = documents.listing(session)[0]
        codings.add(session, story.id, 40, 60, "social/ties", memo="Relu avec Marie.")
        cases.set_case(session, "Atelier Nord", kind="workshop")
    with projects.open_session(project, coder="marie") as session:
        cases.set_case(session, "Atelier Nord", kind="association")
    shutil.rmtree(copy.with_name(f"{copy.name}.backups"))  # a mailed file comes alone
    return copy


def screen(run: Running) -> MergingScreen:
    found = run.app.screen
    assert isinstance(found, MergingScreen)
    return found


async def look_at(run: Running, other: Path) -> None:
    """Go to the place and have the other project looked at."""
    await run.press("G", "u")
    await run.press("m")
    await run.until(lambda: isinstance(run.app.screen, FilesChooser))
    chooser = run.app.screen
    assert isinstance(chooser, FilesChooser)
    chooser.query_one("#path", Entry).value = str(other)
    await run.until(lambda: chooser.entry == other.name)
    await run.press("ctrl+s")
    await run.until(lambda: isinstance(run.app.screen, Foreseen))


async def take_in(run: Running, other: Path) -> None:
    """Have the other project taken in, with one conflict."""
    screen(run).action_merge([other])
    await run.until(lambda: isinstance(run.app.screen, Foreseen))
    await run.press("enter")
    await run.until(lambda: isinstance(run.app.screen, Tell))
    await run.press("escape")
    await run.until(lambda: len(screen(run).table.lines) == 1)


async def test_a_copy_is_looked_at_and_taken_in_and_taken_back(project: Path, other: Path, state: Path) -> None:
    with projects.open_session(project, coder="marie") as session:
        before = dump(session)
    async with running(project, state) as run:
        await look_at(run, other)
        shown = run.shown()
        assert "joris.qualcode" in shown and "1 conflict" in shown
        await run.press("escape")
        await run.until(lambda: isinstance(run.app.screen, MergingScreen))
        with projects.open_session(project, coder="marie", read_only=True) as session:
            assert dump(session) == before
        await take_in(run, other)
        with projects.open_session(project, coder="marie", read_only=True) as session:
            assert len(codings.listing(session)) == len(before["coding"]) + 1
        await run.press("u")
        await run.until(lambda: not screen(run).table.lines)
    with projects.open_session(project, coder="marie") as session:
        assert dump(session) == before


async def test_what_both_changed_is_settled_and_settled_otherwise(project: Path, other: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("G", "u")
        await take_in(run, other)
        assert "association" in run.shown() and "workshop" in run.shown()
        await run.press("o")
        await run.until(lambda: not screen(run).table.lines)
        await run.press("a")
        await run.until(lambda: len(screen(run).table.lines) == 1)
        await run.press("t")
        await run.until(lambda: "stands, as you settled it" in run.shown())
        await run.press("y")
        await run.until(lambda: isinstance(run.app.screen, Tell))
        assert "Social ties" in run.shown() or "social/ties" in run.shown()
        await run.press("escape")
        screen(run).action_merge([other, other])
        await run.until(lambda: isinstance(run.app.screen, Foreseen))
        await run.press("enter")
        await run.until(lambda: "nothing was changed" in run.shown())
        assert "to be settled: 0" in run.shown() and "merging: " not in run.shown()
    with projects.open_session(project, coder="marie") as session:
        assert [case.kind for case in cases.cases(session)] == ["workshop"]
        assert [each.status for each in merging_conflicts.conflicts(session, everything=True)] == ["theirs"]
        assert history.next_undo(session) is not None


async def test_texts_that_differ_come_beside_or_onto_ours(project: Path, other: Path, state: Path) -> None:
    with projects.open_session(other, coder="joris") as session:
        story = documents.listing(session)[0]
        revisions.revise(session, story.id, "Corrigé. " + documents.text(session, story.id))
    async with running(project, state) as run:
        await run.press("G", "u")
        screen(run).action_merge([other])
        await run.until(lambda: isinstance(run.app.screen, Foreseen))
        await run.until(lambda: "theirs beside ours" in run.shown())
        await run.press("t")
        await run.until(lambda: "their codings on our text" in run.shown())
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, Tell))
    with projects.open_session(project, coder="marie") as session:
        assert len(documents.listing(session)) == 2
