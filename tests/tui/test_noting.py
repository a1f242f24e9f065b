"""Memos on all that is at hand: written, read, changed, kept while they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.model.coding import MemoView
from qualcode.ops import codings, memos, projects
from qualcode.tui.dialogs.memo import MemoDialog, MemoMenu
from qualcode.tui.dialogs.tell import Tell
from qualcode.tui.widgets.entry import Notepad
from tests.tui.running import Running, running

AT = "on n'ose plus"


def written(project: Path) -> list[MemoView]:
    with projects.open_session(project, coder="reader") as session:
        return memos.listing(session)


async def menu(run: Running) -> MemoMenu:
    run.transcript.go(run.text.index(AT) + 2)
    await run.press("M")
    await run.until(lambda: isinstance(run.app.screen, MemoMenu))
    found = run.app.screen
    assert isinstance(found, MemoMenu)
    return found


async def begin(run: Running, letters: str) -> MemoDialog:
    """Open the menu and choose what the letters find."""
    await menu(run)
    await run.type(letters)
    await run.press("enter")
    await run.until(lambda: isinstance(run.app.screen, MemoDialog))
    found = run.app.screen
    assert isinstance(found, MemoDialog)
    return found


@pytest.mark.parametrize(
    ("letters", "kind", "name"),
    [
        ("this coding", "coding", AT),
        ("the case", "case", "Atelier Nord"),
        ("the project", "project", "Pôle insertion"),
    ],
)
async def test_a_memo_on_anything_at_hand_survives_the_program_and_is_taken_back(
    project: Path, state: Path, letters: str, kind: str, name: str
) -> None:
    async with running(project, state) as run:
        await begin(run, letters)
        await run.type("à revoir")
        assert run.screen.project is not None
        identity = run.screen.project.id
        await run.until(lambda: run.app.memory.drafts(identity))
        # The app is left without saving, as a killed one would be.
    async with running(project, state) as run:
        await menu(run)
        assert "draft" in run.shown()
        await run.press("escape")
        await begin(run, letters)
        await run.until(lambda: "à revoir" in run.app.screen.query_one(Notepad).text)
        await run.type(" !")
        await run.press("ctrl+s")
        (memo,) = written(project)
        assert (memo.about_kind, memo.about_name, memo.text, memo.coder) == (kind, name, "à revoir !", "marie")
        assert not run.app.memory.drafts(identity)
        await run.press("u")
        assert written(project) == []


async def test_escape_says_that_the_draft_is_kept_and_how_to_throw_it_away(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await begin(run, "the case")
        await run.type("honte")
        await run.press("escape")
        assert "Kept as a draft" in run.shown() and "ctrl+t there throws it away" in run.shown()
        assert run.screen.project is not None
        identity = run.screen.project.id
        await run.until(lambda: run.app.memory.drafts(identity))
        await begin(run, "the case")
        await run.until(lambda: run.app.screen.query_one(Notepad).text == "honte")
        await run.press("ctrl+t")
        await run.until(lambda: not run.app.memory.drafts(identity))
        await begin(run, "the case")
        assert run.app.screen.query_one(Notepad).text == ""
        await run.press("escape")
    assert written(project) == []


async def test_ones_own_is_changed_or_emptied_away_and_anothers_is_read(project: Path, state: Path) -> None:
    with projects.open_session(project, coder="joris") as session:
        memos.add(session, "code", memos.subject(session, "code", "social/confidence"), "Honte ou fierté ?")
    with projects.open_session(project, coder="marie") as session:
        memos.add(session, "case", memos.subject(session, "case", "Atelier Nord"), "Trois récits.")
    async with running(project, state) as run:
        await menu(run)
        shown = run.shown()
        assert "joris · 20" in shown and "Honte ou fierté ?" in shown and "marie · 20" in shown
        await run.type("honte")
        await run.press("enter")
        assert isinstance(run.app.screen, Tell) and "Honte ou fierté ?" in run.shown()
        await run.press("escape")
        await begin(run, "trois")
        assert run.app.screen.query_one(Notepad).text == "Trois récits."
        await run.type(" Et un groupe.")
        await run.press("ctrl+s")
        assert {memo.text for memo in written(project)} == {"Honte ou fierté ?", "Trois récits. Et un groupe."}
        await begin(run, "trois")
        run.app.screen.query_one(Notepad).load_text("")
        await run.press("ctrl+s")
        assert [memo.coder for memo in written(project)] == ["joris"]
        await run.press("u")
        assert len(written(project)) == 2


async def test_who_works_blind_reads_no_memo_of_others(project: Path, state: Path) -> None:
    with projects.open_session(project, coder="joris") as session:
        memos.add(session, "code", memos.subject(session, "code", "social/confidence"), "Honte ou fierté ?")
    async with running(project, state) as run:
        await run.press("B")
        await menu(run)
        assert "Honte" not in run.shown() and "New memo on the code" in run.shown()


async def test_without_a_coding_the_key_leads_to_the_menu_and_on_anothers_coding_one_writes_ones_own(
    project: Path, state: Path
) -> None:
    async with running(project, state) as run:
        run.transcript.go(run.text.index("Je vous laisse"))
        await run.press("m")
        assert isinstance(run.app.screen, MemoMenu)
        assert "this coding" not in run.shown()
        await run.press("escape")
        run.transcript.go(run.text.index("Que je sortais plus"))
        await run.press("M")
        await run.type("this coding")
        await run.press("enter")
        await run.type("d'accord")
        await run.press("ctrl+s")
        (memo,) = written(project)
        assert (memo.about_kind, memo.coder) == ("coding", "marie")
        with projects.open_session(project, coder="reader") as session:
            assert [each.memo for each in codings.listing(session, coder="joris")] == [None]
