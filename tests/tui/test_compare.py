"""The project's codebook beside another on the screen: chosen, filtered, pairs put right, codes taken over."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.model.codebook import Code
from qualcode.ops import (
    codebook_edits,
    codebook_merging,
    codebook_source,
    codebooks,
    crosswalk,
    projects,
    versions,
)
from qualcode.tui.compared import projects_beside
from qualcode.tui.dialogs.choose import Chooser
from qualcode.tui.dialogs.codechoice import CodeChooser
from qualcode.tui.dialogs.files import FileChooser
from qualcode.tui.dialogs.memo import MemoDialog
from qualcode.tui.dialogs.recoding import Recoded
from qualcode.tui.dialogs.tell import Confirm, Tell
from qualcode.tui.dialogs.writing import WriteDialog
from qualcode.tui.memory import Memory
from qualcode.tui.screens.compare import CompareScreen
from qualcode.tui.screens.uniting import UnionScreen
from qualcode.tui.widgets.entry import Entry
from tests.tui.running import Running, running


def another(path: Path) -> Path:
    """Another pool's project, whose codebook has gone its own way."""
    with projects.create(path, coder="jan", title="Pool", language="fr") as session:
        codebook_edits.rename(session, "social/ties", "Réseau")
        codebook_edits.move(session, "economic/skills", "social")
        codebook_edits.define(session, "social/health", definition="Corps et esprit.")
        codebook_edits.add_code(session, "Sport", parent="social")
        codebook_merging.remove(session, "territorial/spread")
    return path


@pytest.fixture
def other(tmp_path: Path) -> Path:
    return another(tmp_path / "pool.qualcode")


def remember(project: Path, state: Path, other: Path) -> None:
    """That the project was compared with this one last."""
    with projects.open_session(project, coder="marie") as session:
        Memory(state, "marie").note("compared", projects.project(session).id, str(other))


def place(run: Running) -> CompareScreen:
    screen = run.app.screen
    assert isinstance(screen, CompareScreen)
    return screen


async def compared(run: Running) -> CompareScreen:
    await run.press("G", "k")
    await run.until(lambda: isinstance(run.app.screen, CompareScreen) and run.app.screen.trees is not None)
    await run.settle()
    return place(run)


async def go_to(run: Running, key: str) -> None:
    """Put the cursor on the line of a code."""
    screen = place(run)
    assert screen.trees is not None
    at = next(
        at for at, row in enumerate(screen.trees.rows) if key in {code.key for code in (row.first, row.second) if code}
    )
    screen.listing.go(at)
    await run.settle()


def code(project: Path, key: str) -> Code | None:
    with projects.open_session(project, coder="marie") as session:
        return codebooks.tree(session).by_key(key)


async def test_another_project_is_chosen_and_what_differs_is_shown(project: Path, other: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.press("G", "k")
        await run.until(lambda: "Press o to choose a codebook" in run.shown())
        await run.press("o")
        await run.until(lambda: isinstance(run.app.screen, Chooser))
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, FileChooser))
        chooser = run.app.screen
        assert isinstance(chooser, FileChooser)
        chooser.query_one("#path", Entry).value = str(other)
        # Its backups lie in a folder whose name begins as its own does.
        await run.until(lambda: chooser.entry == other.name)
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, CompareScreen) and run.app.screen.trees is not None)
        await run.settle()
        assert "the same: 35" in run.shown() and "renamed: 1" in run.shown()
        await run.press("j")
        assert "↕ moved" in run.shown() and "Economic → Social" in run.shown()
        await run.press("j")
        assert "≈ renamed" in run.shown() and "+ Réseau" in run.shown() and "name (fr)" in run.shown()
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, Tell))
        await run.press("escape", "f")
        await run.until(lambda: isinstance(run.app.screen, Chooser))
        await run.type("missing")
        await run.press("enter")
        await run.until(lambda: "only: missing" in run.shown())
        trees = place(run).trees
        assert trees is not None
        assert [row.first.key for row in trees.rows if row.first] == ["territorial/spread"]


async def test_what_one_chooses_is_taken_over_and_taken_back(project: Path, other: Path, state: Path) -> None:
    remember(project, state, other)
    async with running(project, state) as run:
        await compared(run)
        await go_to(run, "social/ties")
        await run.press("1")
        await run.until(lambda: (ties := code(project, "social/ties")) and ties.labels["fr"] == "Réseau")
        await run.until(lambda: "the same: 36" in run.shown())
        await go_to(run, "social/sport")
        await run.press("1")
        assert code(project, "social/sport") is None
        await run.press("space")
        await go_to(run, "economic/skills")
        await run.press("space", "4")
        await run.until(lambda: code(project, "social/sport"))
        await run.until(lambda: "the same: 38" in run.shown())
        await run.press("u")
        await run.until(lambda: "the same: 36" in run.shown())
        assert code(project, "social/sport") is None


async def test_pairs_are_confirmed_declined_and_put_right_by_hand(project: Path, other: Path, state: Path) -> None:
    remember(project, state, other)

    def said() -> tuple[int, int]:
        with projects.open_session(project, coder="marie") as ours, projects.open_session(other, coder="jan") as theirs:
            confirmed, declined = crosswalk.known(ours, codebooks.book(theirs))
        return len(confirmed), len(declined)

    def notes() -> list[str]:
        with projects.open_session(project, coder="marie") as ours, projects.open_session(other, coder="jan") as theirs:
            return [each.note for each in crosswalk.listing(ours, codebooks.book(theirs))]

    async def note(run: Running, text: str) -> None:
        await run.press("n", "enter")
        await run.until(lambda: isinstance(run.app.screen, MemoDialog))
        await run.type(text)
        await run.press("ctrl+s")

    async with running(project, state) as run:
        screen = await compared(run)
        await go_to(run, "social/ties")
        await run.press("c")
        await run.until(lambda: said() == (1, 0))
        await run.until(lambda: "✓ confirmed" in run.shown())
        await note(run, "Same meaning")
        await run.until(lambda: notes() == ["Same meaning"])
        await go_to(run, "social/health")
        await run.press("x")
        await run.until(lambda: said() == (1, 1))
        await note(run, "Care is not health")
        await run.until(lambda: notes() == ["Same meaning", "Care is not health"])
        assert said() == (1, 1)
        await run.until(lambda: "missing: 2" in run.shown())
        await go_to(run, "territorial/spread")
        assert screen.here is not None and screen.here.second is None
        await run.press("c", "e")
        await run.until(lambda: isinstance(run.app.screen, CodeChooser))
        await run.type("sport")
        await run.press("enter")
        await run.until(lambda: said() == (2, 1))
        await run.until(lambda: "missing: 1" in run.shown())
        await run.press("u")
        await run.until(lambda: said() == (1, 1))
        await go_to(run, "social/ties")
        await run.press("delete")
        await run.until(lambda: said() == (0, 1))


async def test_a_version_of_this_codebook_stands_beside_it_and_is_written_to_a_file(
    project: Path, state: Path, tmp_path: Path
) -> None:
    with projects.open_session(project, coder="marie") as session:
        versions.name_version(session, "au début")
        codebook_edits.rename(session, "social/ties", "Réseau")
    remember(project, state, tmp_path / "gone.qualcode")
    async with running(project, state, size=(80, 24)) as run:
        await run.press("G", "k")
        await run.until(lambda: "Press o to choose a codebook" in run.shown())
        await run.press("o")
        await run.until(lambda: isinstance(run.app.screen, Chooser))
        await run.type("au début")
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, CompareScreen) and run.app.screen.trees is not None)
        await run.press("j", "w")
        await run.until(lambda: isinstance(run.app.screen, WriteDialog))
        run.app.screen.query_one("#name", Entry).value = "comparaison"
        run.app.screen.query_one("#folder", Entry).value = str(tmp_path)
        await run.press("ctrl+s")
        await run.until((tmp_path / "comparaison.docx").exists)


def test_projects_in_the_same_folder_are_offered_first(tmp_path: Path) -> None:
    own, *others = (tmp_path / name for name in ("b.qualcode", "c.qualcode", "a.qualcode"))
    for each in (own, *others, tmp_path / "notes.txt"):
        each.touch()
    (tmp_path / "a.qualcode.backups").mkdir()
    assert projects_beside(own) == sorted(others)


async def test_both_are_made_one_after_a_look_at_it_in_a_file_or_in_the_project(
    project: Path, other: Path, state: Path, tmp_path: Path
) -> None:
    remember(project, state, other)
    async with running(project, state) as run:
        await compared(run)
        await run.press("m")
        await run.until(lambda: isinstance(run.app.screen, UnionScreen) and "One codebook of 2" in run.shown())
        screen = run.app.screen
        assert isinstance(screen, UnionScreen)
        # What differs is gone through; whose words stand is chosen, and seen.
        await run.press("f")
        await run.until(lambda: isinstance(run.app.screen, Chooser))
        await run.type("said differently")
        await run.press("enter", "j", "end")
        await run.until(lambda: screen.only == "differs" and "≠ Corps et esprit." in run.shown())
        await run.press("l")
        await run.until(lambda: isinstance(run.app.screen, Chooser))
        await run.type("languages pool")
        await run.press("enter")
        await run.until(lambda: "✓ Corps et esprit." in run.shown())
        await run.press("w")
        await run.until(lambda: isinstance(run.app.screen, WriteDialog))
        run.app.screen.query_one("#name", Entry).value = "one.yaml"
        run.app.screen.query_one("#folder", Entry).value = str(tmp_path)
        await run.press("ctrl+s")
        await run.until((tmp_path / "one.yaml").exists)
        health = next(
            each for each in projects.read_codebook(tmp_path / "one.yaml").codes if each.key.endswith("health")
        )
        assert "Corps et esprit." in health.definition.values()
        await run.press("i")
        await run.until(lambda: isinstance(run.app.screen, Confirm))
        await run.press("enter")
        await run.until(lambda: code(project, "social/sport") is not None)
        await run.press("escape", "u")
        await run.until(lambda: isinstance(run.app.screen, CompareScreen) and code(project, "social/sport") is None)


async def test_codings_get_the_other_codes_once_somebody_has_seen_which(
    project: Path, other: Path, state: Path, tmp_path: Path
) -> None:
    with projects.open_session(other, coder="jan") as session:
        codebook_edits.add_code(session, "Liens tissés", parent="social")
        theirs = codebook_source.of_project(session).codebook
    with projects.open_session(project, coder="marie") as session:
        crosswalk.decline(session, theirs, [("social/ties", "social/ties")])
        crosswalk.confirm(session, theirs, [("social/ties", "social/liens-tisses")])
    remember(project, state, other)
    async with running(project, state) as run:
        await compared(run)
        await run.press("r")
        await run.until(lambda: isinstance(run.app.screen, Recoded))
        assert "→ Liens tissés" in run.shown()
        await run.press("escape")
        assert code(project, "social/liens-tisses") is None
        await run.press("r")
        await run.until(lambda: isinstance(run.app.screen, Recoded))
        await run.press("enter")
        await run.until(lambda: code(project, "social/liens-tisses") is not None)
        assert code(project, "social/ties") is None
        await run.press("u")
        await run.until(lambda: code(project, "social/ties") is not None)
