"""What the codebook went through, on the screen: versions named, changes with their reasons, a split proposed."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.ops import codebook_edits, codings, projects, proposals, versions
from qualcode.tui.dialogs.codepassages import SplitDialog
from qualcode.tui.dialogs.tell import Ask, Tell
from qualcode.tui.dialogs.versions import VersionForm
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.proposals import ProposalsScreen, read
from qualcode.tui.screens.versions import VersionsScreen
from qualcode.tui.whose import View
from tests.tui.running import Running, running


def screen(run: Running) -> VersionsScreen:
    found = run.app.screen
    assert isinstance(found, VersionsScreen)
    return found


@pytest.fixture
def changed(project: Path) -> Path:
    """The project after its codebook has changed."""
    with projects.open_session(project, coder="marie") as session:
        versions.name_version(session, "pilot", "agreed in March")
        codebook_edits.rename(session, "social/ties", "Strong ties", language="en")
        made = proposals.propose_code(session, "add", labels={"en": "Pride"}, parent="social", reason="heard thrice")
        proposals.accept(session, made.id, "agreed at the meeting")
    return project


async def test_changes_stand_with_their_reasons_and_versions_between(changed: Path, state: Path) -> None:
    async with running(changed, state, size=(140, 40)) as run:
        await run.press("G", "b", "V")
        await run.until(lambda: isinstance(run.app.screen, VersionsScreen) and screen(run).table.lines)
        for words in (
            "Version “pilot” of the codebook",
            "is called “Strong ties”",
            "agreed at the meeting",
            "1 version",
        ):
            assert words in run.shown()
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, Tell))
        assert "Why: agreed at the meeting" in run.shown()
        await run.press("escape")
        await run.until(lambda: isinstance(run.app.screen, VersionsScreen))
        await run.press("v")
        await run.until(lambda: len(screen(run).table.lines) == 1)
        await run.press("n")
        await run.until(lambda: isinstance(run.app.screen, VersionForm))
        await run.type("PILOT")
        await run.press("enter")
        await run.until(lambda: "is there already" in run.shown())
        await run.type(" two")
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, VersionsScreen) and len(screen(run).table.lines) == 2)
        await run.press("escape")
        await run.until(lambda: isinstance(run.app.screen, CodebookScreen))
    with projects.open_session(changed, coder="marie") as session:
        assert [each.name for each in versions.listing(session)] == ["pilot", "PILOT two"]


def test_a_code_that_an_accepted_proposal_merged_away_keeps_its_name_there(project: Path) -> None:
    with projects.open_session(project, coder="marie") as session:
        made = proposals.propose_code(session, "merge", "social/ties", into="social/confidence")
        codebook_edits.rename(session, "social/ties", "Strong ties", language="en")
        proposals.accept(session, made.id, "the same")
        seen = read(session, View("marie"))
    (shown,) = seen.proposals
    assert shown.subject == "social/ties" and seen.names["social/ties"] == "Strong ties"
    assert seen.names[shown.content["into"]] == "Self-esteem and confidence"


async def test_a_split_is_proposed_from_the_codebook(project: Path, state: Path) -> None:
    with projects.open_session(project, coder="marie") as session:
        code = codings.listing(session)[0].code
        coded = [each.id for each in codings.listing(session, code=code) if each.code == code]
    async with running(project, state) as run:
        await run.press("G", "b", "P")
        await run.until(lambda: isinstance(run.app.screen, ProposalsScreen))
        await run.press("k")
        await run.type("split")
        await run.press("enter")
        await run.type(code)
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, SplitDialog))
        await run.type("Daring")
        await run.press("tab", "space", "ctrl+s")
        await run.until(lambda: isinstance(run.app.screen, Ask))
        await run.type("two things")
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, ProposalsScreen) and run.app.screen.proposal is not None)
    with projects.open_session(project, coder="marie") as session:
        (made,) = proposals.listing(session, about="code")
        assert (made.action, made.subject, made.reason) == ("split", code, "two things")
        assert made.content["part:Daring"] in coded
        proposals.accept(session, made.id, "yes")
        assert [each.id for each in codings.listing(session, code="Daring")] == [made.content["part:Daring"]]
