"""Coming in: projects opened before, new ones, imports with a look at the file first."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from textual.widgets import Input

from qualcode.data import data_path
from qualcode.ops import codebooks, documents, projects
from qualcode.tui.dialogs.files import Browser, matching
from qualcode.tui.dialogs.importing import ImportDialog
from qualcode.tui.dialogs.project import ProjectDialog
from qualcode.tui.screens.welcome import WelcomeScreen
from tests.tui.running import Running, running


async def choose_file(run: Running, path: Path) -> None:
    """Fill in the path in the file dialog and take it."""
    await run.until(lambda: isinstance(run.app.screen, Browser))
    run.app.screen.query_one("#path", Input).value = str(path)
    await run.pilot.pause()
    await run.press("enter")


async def test_without_a_project_one_sees_those_opened_before(project: Path, state: Path) -> None:
    async with running(project, state):
        pass
    async with running(None, state) as run:
        assert "Pôle insertion" in run.shown()
        await run.press("enter")
        await run.until(lambda: "Récit de Fatima" in run.shown())
        await run.press("h")
        await run.until(lambda: isinstance(run.app.screen, WelcomeScreen))
        await run.press("delete")
        assert "Pôle insertion" not in run.shown()
    assert project.exists()


async def test_a_project_is_looked_for_where_one_was_opened_last(
    project: Path, state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    async with running(None, state) as run:
        await run.press("o")
        await choose_file(run, project)
        await run.until(lambda: "Récit de Fatima" in run.shown())
        assert run.app.memory.setting("projects") == str(project.parent)
        await run.press("h")
        await run.until(lambda: isinstance(run.app.screen, WelcomeScreen))
        await run.press("o")
        await run.until(lambda: isinstance(run.app.screen, Browser))
        assert run.app.screen.query_one("#path", Input).value == f"{project.parent}{os.sep}"


async def test_a_new_project_is_made_and_its_first_document_imported(
    tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    story = Path(shutil.copy(data_path("samples/demo/documents/01-recit-de-fatima.txt"), tmp_path / "récit.txt"))
    async with running(None, state) as run:
        await run.press("n")
        await run.type("Pole Nord")
        await run.press("enter")
        await run.until(lambda: "The project is empty" in run.shown())
        await run.press("i")
        await choose_file(run, story)
        await run.until(lambda: isinstance(run.app.screen, ImportDialog))
        shown = run.shown()
        assert "INT (interviewer)" in shown
        assert "FATIMA" in shown
        assert "utf-8" in shown.casefold()
        await run.press("tab", "right", "tab", "tab")
        await run.type("Atelier Nord")
        await run.press("tab")
        await run.type("Fatima")
        await run.press("enter")
        await run.until(lambda: "Imported: récit" in run.shown())
        assert "Je suis née à Roubaix" in run.shown()
    with projects.open_session(tmp_path / "Pole Nord.qualcode", coder="reader") as session:
        (view,) = documents.listing(session)
        assert (view.kind, view.case, view.language) == ("life-story", "Atelier Nord", "fr")
        assert documents.speakers(session, view.id)[1].person == "Fatima"


async def test_an_import_is_taken_back_like_anything_else(project: Path, state: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("INT: Alors ?\nPAUL: Voilà.\n", "utf-8")
    async with running(project, state) as run:
        await run.press("i")
        await choose_file(run, note)
        await run.until(lambda: isinstance(run.app.screen, ImportDialog))
        await run.press("enter")
        await run.until(lambda: "Imported: note" in run.shown())
        await run.press("u")
        assert "Récit de Fatima (life story" in run.shown()
    with projects.open_session(project, coder="reader") as session:
        assert len(documents.listing(session)) == 2


async def test_what_cannot_be_opened_or_read_is_said_plainly(
    tmp_path: Path, state: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # so that the notice names a short path and stands on one line
    broken = Path("broken.qualcode")
    broken.write_text("no project")
    async with running(broken, state) as run:
        await run.until(lambda: "is not a qualcode project" in run.shown())
    binary = Path("image.txt")
    binary.write_bytes(bytes(range(256)) * 40)
    async with running(project, state) as run:
        await run.press("i")
        await choose_file(run, binary)
        await run.until(lambda: "is not a text file" in run.shown())
        await run.press("i")
        await choose_file(run, tmp_path / "missing.txt")
        assert "There is no such file." in run.shown()


def test_names_in_a_folder_are_completed(tmp_path: Path) -> None:
    for name in ("Été.docx", "etude.txt", "autre.pdf", ".caché.txt"):
        (tmp_path / name).write_text("")
    (tmp_path / "Entretiens").mkdir()
    endings = (".docx", ".txt")
    assert matching(f"{tmp_path}/", endings) == ["Entretiens/", "Été.docx", "etude.txt"]
    assert matching(f"{tmp_path}/ET", endings) == ["Été.docx", "etude.txt"]
    assert matching(f"{tmp_path}/.c", endings) == [".caché.txt"]
    assert matching(f"{tmp_path}/nowhere/", endings) == []


async def test_a_project_whose_file_is_gone_is_said_to_be(project: Path, state: Path) -> None:
    async with running(project, state):
        pass
    project.unlink()
    async with running(None, state) as run:
        assert "the file is not there" in run.shown()
        await run.press("enter")
        assert isinstance(run.app.screen, WelcomeScreen)
        await run.until(lambda: "not there any more" in run.shown())
        await run.press("delete")
        assert "Pôle insertion" not in run.shown()


async def test_projects_are_told_with_the_day_they_were_opened(project: Path, state: Path) -> None:
    async with running(project, state):
        pass
    async with running(None, state) as run:
        assert re.search(r"Pôle insertion +today \d\d:\d\d", run.shown())


async def test_what_is_there_to_do_is_done_by_a_click(tmp_path: Path, state: Path) -> None:
    async with running(None, state, size=(80, 24)) as run:
        assert "New here?" in run.shown()
        await run.pilot.click("#doings", offset=(6, 0))
        await run.until(lambda: isinstance(run.app.screen, ProjectDialog))


async def test_a_codebook_of_ones_own_and_what_is_wrong_with_it(
    tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    book = Path(shutil.copy(data_path("codebooks/impact.yaml"), tmp_path / "ours.yaml"))
    async with running(None, state) as run:
        await run.press("n")
        assert "Give it a name." in run.shown()
        await run.type("Ours")
        await run.press("tab", "tab", "right", "tab")
        await run.type("missing.yaml")
        await run.press("enter")
        # It is asked again with what was filled in, and nothing was made.
        await run.until(lambda: len(run.app._notifications) > 0 and isinstance(run.app.screen, ProjectDialog))
        dialog = run.app.screen
        assert dialog.query_one("#name", Input).value == "Ours"
        assert not (tmp_path / "Ours.qualcode").exists()
        dialog.query_one("#file", Input).value = str(book)
        await run.press("enter")
        await run.until(lambda: "The project is empty" in run.shown())
    with projects.open_session(tmp_path / "Ours.qualcode", coder="reader") as session:
        assert len(codebooks.tree(session).codes) > 30
