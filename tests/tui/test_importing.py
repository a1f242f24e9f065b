"""Transcripts brought in: chosen, marked or dropped, looked at and corrected before anything is stored."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input, OptionList

from qualcode.data import data_path
from qualcode.errors import DiskFull
from qualcode.model.document import DocumentView
from qualcode.ops import Session, documents, projects
from qualcode.tui import offers, safe
from qualcode.tui.dialogs.files import FilesChooser
from qualcode.tui.dialogs.importing import AlikeDialog, ImportDialog
from qualcode.tui.dialogs.review import ImportReview
from qualcode.tui.dialogs.tell import Tell
from qualcode.tui.dialogs.working import Working
from qualcode.tui.offers import Known, Offer
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.documents import DocumentsScreen
from qualcode.tui.widgets.table import Table
from tests.tui.hostile import CONTROLS
from tests.tui.running import Running, running
from tests.tui.test_documents import cells, go, shows

ODD = "INT : Ça va ?\r\nÉLODIE : Très bien, à l’atelier on s’entraide. Où j’étais avant, rien.\r\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three transcripts, one of them in an old encoding, and two files that are none."""
    made = tmp_path / "entretiens"
    made.mkdir()
    for name in ("03-recit-de-michel.md", "02-encadrant-atelier-nord.docx"):
        shutil.copy(data_path(f"samples/demo/documents/{name}"), made)
    (made / "elodie.txt").write_bytes(ODD.encode("cp1252"))
    (made / "image.txt").write_bytes(bytes(range(256)) * 40)
    (made / "notes.pdf").write_bytes(b"%PDF")
    return made


async def drop(run: Running, *paths: Path) -> None:
    """Drop files on the terminal."""
    run.app.post_message(events.Paste("\n".join(map(str, paths))))
    await run.pilot.pause()


def titles(project: Path) -> list[str]:
    with projects.open_session(project, coder="reader") as session:
        return [each.title for each in documents.listing(session)]


async def typed(run: Running, path: str) -> FilesChooser:
    """Type a path into the dialog for files."""
    await shows(run, FilesChooser)
    screen = run.app.screen
    assert isinstance(screen, FilesChooser)
    screen.query_one("#path", Input).value = path
    await run.press("end")
    await run.until(lambda: screen.query_one("#entries", OptionList).option_count > 4)
    return screen


async def test_several_are_marked_looked_at_and_brought_in(project: Path, state: Path, folder: Path) -> None:
    async with running(project, state) as run:
        screen = await go(run)
        await run.press("i")
        await typed(run, f"{folder}/")
        await run.press("down", "space", "space")
        assert "2 marked: 02-encadrant-atelier-nord.docx, 03-recit-de-michel.md" in run.shown()
        await run.press("ctrl+s")
        await shows(run, ImportReview)
        assert "2 files to import" in run.shown()
        assert "Michel" not in titles(project)
        await run.press("i")
        await shows(run, DocumentsScreen)
        await run.until(lambda: len(titles(project)) == 4)
        await run.settle()
        assert "2 documents imported." in run.shown()
        assert [row[1] for row in cells(screen)][2:] == ["02-encadrant-atelier-nord", "03-recit-de-michel"]
        assert screen.document is not None and screen.document.number == 3
        await run.press("u", "u")
        assert len(titles(project)) == 2
        assert run.app.memory.setting("folder") == str(folder)
        await run.press("i")
        await shows(run, FilesChooser)
        assert run.app.screen.query_one("#path", Input).value == f"{folder}/"


async def test_all_are_marked_at_once_and_unmarked(project: Path, state: Path, folder: Path) -> None:
    async with running(project, state) as run:
        await run.press("i")
        await typed(run, f"{folder}/")
        await run.press("ctrl+a")
        assert "4 marked" in run.shown()
        await run.press("ctrl+a")
        assert "Arrows walk, space marks several" in run.shown()


async def test_a_click_marks_and_a_folder_above_is_opened(project: Path, state: Path, folder: Path) -> None:
    async with running(project, state) as run:
        await run.press("i")
        screen = await typed(run, f"{folder}/")
        await run.pilot.click("#entries", offset=(6, 2))
        await run.settle()
        assert "1 marked: 03-recit-de-michel.md" in run.shown()
        await run.pilot.click("#entries", offset=(6, 0))
        await run.until(lambda: screen.typed == f"{folder.parent}/")
        await run.until(lambda: "entretiens/" in run.shown())
        assert "1 marked" in run.shown()


async def test_a_name_with_spaces_can_be_typed(project: Path, state: Path, folder: Path) -> None:
    path = Path(shutil.copy(folder / "03-recit-de-michel.md", folder / "a b.md"))
    async with running(project, state) as run:
        await run.press("i")
        screen = await typed(run, f"{folder}/")
        await run.type("a b")
        assert screen.typed == str(path).removesuffix(".md")
        await run.until(lambda: screen.entry == "a b.md")
        await run.press("enter")
        await shows(run, ImportDialog)


async def test_a_folder_is_dropped_and_what_cannot_be_read_is_told_before(
    project: Path, state: Path, folder: Path
) -> None:
    async with running(project, state) as run:
        await go(run)
        await drop(run, folder)
        await shows(run, ImportReview)
        await run.until(lambda: "4 files to import" in run.shown())
        assert "import 3" in run.shown()
        table = run.app.screen.query_one(Table)
        assert [str(line.cells[0][0]) for line in table.lines] == ["✓", "✓", "!", "!"]
        await run.press("down", "down")
        shown = " ".join(run.shown().split())
        assert "elodie.txt · cp1252 · " in shown
        assert "INT (interviewer) 1 turn" in shown
        assert "Letters: … INT : Ça va ? …" in shown
        await run.press("down")
        # Where the line breaks depends on how long the folder's name is.
        assert "isnotatextfile" in "".join(run.shown().replace("│", "").split())
        await run.press("up", "space")
        assert "import 2" in run.shown()
        await run.press("i")
        await shows(run, DocumentsScreen)
        await run.until(lambda: len(titles(project)) == 4)


async def test_a_single_one_dropped_on_the_transcript_is_read_at_once(project: Path, state: Path, folder: Path) -> None:
    async with running(project, state) as run:
        await drop(run, folder / "03-recit-de-michel.md")
        await shows(run, ImportDialog)
        assert run.app.screen.query_one("#case Input", Input).value == "Atelier Nord"
        await run.press("enter")
        await shows(run, CodingScreen)
        await run.until(lambda: "03-recit-de-michel (interview" in run.shown())


async def test_words_that_are_pasted_are_no_files(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.app.post_message(events.Paste("tests"))
        await run.settle()
        assert isinstance(run.app.screen, CodingScreen)


async def test_each_is_corrected_and_all_at_once(project: Path, state: Path, folder: Path) -> None:
    async with running(project, state) as run:
        await go(run)
        await drop(run, folder / "elodie.txt", folder / "03-recit-de-michel.md")
        await shows(run, ImportReview)
        await run.press("enter")
        await shows(run, ImportDialog)
        run.app.screen.query_one("#document-title", Input).value = "Élodie"
        run.app.screen.query_one("#person Input", Input).value = "Élodie D."
        await run.press("enter")
        await shows(run, ImportReview)
        await run.press("a")
        await shows(run, AlikeDialog)
        await run.press("right", "right")
        run.app.screen.query_one("#case Input", Input).value = "La Main"
        await run.press("enter")
        await shows(run, ImportReview)
        await run.until(lambda: "La Main" in run.shown())
        await run.press("i")
        await shows(run, DocumentsScreen)
        await run.until(lambda: len(titles(project)) == 4)
    with projects.open_session(project, coder="reader") as session:
        new = documents.listing(session)[2:]
        assert [(d.title, d.kind, d.case, d.language) for d in new] == [
            ("Élodie", "life-story", "La Main", "fr"),
            ("03-recit-de-michel", "life-story", "La Main", "fr"),
        ]
        assert [s.person for s in documents.speakers(session, new[0].id)] == [None, "Élodie D."]


async def test_letters_read_wrongly_are_read_again(project: Path, state: Path, folder: Path) -> None:
    async with running(project, state) as run:
        await drop(run, folder / "elodie.txt")
        await shows(run, ImportDialog)
        assert "Ça va" in run.shown()
        run.app.screen.query_one("#encoding").focus()
        await run.press("right")  # utf-8
        await run.until(lambda: "Choose another encoding above." in run.shown())
        assert "--encoding" not in run.shown()
        await run.press("enter")
        assert isinstance(run.app.screen, ImportDialog)
        await run.press("left", "left", "left")  # as found, utf-16, cp850
        await run.until(lambda: "elodie.txt · cp850" in run.shown())
        assert "Ça va" not in run.shown()
        await run.press("right", "right")
        await run.until(lambda: "Ça va" in run.shown())
        await run.press("enter")
        await shows(run, CodingScreen)
        await run.until(lambda: "elodie" in titles(project))


async def test_the_same_file_again_is_told_and_left_out(project: Path, state: Path, folder: Path) -> None:
    again = Path(shutil.copy(data_path("samples/demo/documents/01-recit-de-fatima.txt"), folder / "encore.txt"))
    twin = Path(shutil.copy(folder / "elodie.txt", folder / "elodie-2.txt"))
    async with running(project, state) as run:
        await go(run)
        await drop(run, again, folder / "elodie.txt", twin)
        await shows(run, ImportReview)
        assert "The same file is there already, as document 1." in run.shown()
        assert "import 1" in run.shown()
        await run.press("space", "i")
        await shows(run, Tell)
        assert "was imported before, as document 1" in " ".join(run.shown().split())
        assert len(titles(project)) == 3


async def test_good_ones_stay_when_another_is_refused(
    project: Path, state: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(project, state) as run:
        await go(run)
        await drop(
            run, folder / "elodie.txt", folder / "03-recit-de-michel.md", folder / "02-encadrant-atelier-nord.docx"
        )
        await shows(run, ImportReview)
        await run.press("down", "enter")
        await shows(run, ImportDialog)
        run.app.screen.query_one("#document-title", Input).value = "x" * 300
        await run.press("enter")
        await shows(run, ImportReview)
        await run.press("i")
        await shows(run, Tell)
        shown = " ".join(run.shown().split())
        assert "✗ 03-recit-de-michel.md" in shown
        assert "more than 200 characters" in shown
        assert "✓ elodie" in shown
        assert len(titles(project)) == 4


async def test_a_full_disk_ends_it(project: Path, state: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise DiskFull(path="/")

    async with running(project, state) as run:
        await go(run)
        await drop(run, folder / "elodie.txt", folder / "03-recit-de-michel.md")
        await shows(run, ImportReview)
        monkeypatch.setattr(offers, "store", full)
        await run.press("i")
        await shows(run, Tell)
        await run.until(lambda: "1 more file was not imported." in run.shown())
        assert "✗ elodie.txt" in run.shown()
        assert len(titles(project)) == 2


async def test_stopping_keeps_what_is_in(
    project: Path, state: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = offers.store
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()

    def slowly(session: Session, offer: Offer) -> DocumentView:
        asyncio.run_coroutine_threadsafe(stopping.wait(), loop).result(10)
        return store(session, offer)

    async with running(project, state) as run:
        await go(run)
        await drop(run, folder / "elodie.txt", folder / "03-recit-de-michel.md")
        await shows(run, ImportReview)
        monkeypatch.setattr(offers, "store", slowly)
        await run.pilot.press("i")
        await shows(run, Working)
        assert "1 / 2" in run.shown()
        await run.pilot.press("escape")
        await run.until(lambda: "Stopping after this one" in run.shown())
        stopping.set()
        await shows(run, Tell)
        await run.until(lambda: "1 more file was not imported." in run.shown())
        assert titles(project)[2:] == ["elodie"]


async def test_an_empty_folder_is_told(project: Path, state: Path, tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    async with running(project, state) as run:
        await drop(run, tmp_path / "vide")
        await run.until(lambda: "There are no transcripts in there." in run.shown())


async def test_words_in_a_file_act_on_nothing(project: Path, state: Path, tmp_path: Path) -> None:
    path = tmp_path / "[red]harm[-].txt"
    path.write_text(f"INT : [laughs] [/x] \x1b[31mHARM\u202e\nPAUL[/b] : {CONTROLS} é\n" * 3, "utf-8")
    async with running(project, state) as run:
        await drop(run, path)
        await shows(run, ImportDialog)
        shown = run.shown()
        assert "[red]harm[-]" in shown
        assert "[laughs] [/x]" in shown
        assert safe.plain(shown.replace("\n", "")) == shown.replace("\n", "")
        await run.press("enter")
        await run.until(lambda: len(titles(project)) == 3)
        assert run.app.return_code is None


@pytest.mark.parametrize("size", [(20, 5), (200, 60)])
async def test_it_stands_at_any_size(project: Path, state: Path, folder: Path, size: tuple[int, int]) -> None:
    async with running(project, state, size=size) as run:
        await run.press("i")
        await typed(run, f"{folder}/")
        await run.press("down", "space", "escape")
        await drop(run, folder)
        await shows(run, ImportReview)
        await run.press("down", "enter")
        await shows(run, ImportDialog)
        await run.press("escape", "a")
        await shows(run, AlikeDialog)
        await run.press("escape", "escape")
        await shows(run, CodingScreen)


def test_the_case_is_told_by_the_folder_or_the_name() -> None:
    there = Known("fr", ("Atelier", "Atelier Nord", "Épicerie"), (), {})
    looks = [
        offers.Look(Path(path))
        for path in ("x/Atelier Nord/1.txt", "x/epicerie_entretien 2.txt", "x/ateliers.txt", "y/z.txt")
    ]
    assert [each.case for each in offers.offers(looks, there)] == ["Atelier Nord", "Épicerie", "", ""]
    assert [each.case for each in offers.offers(looks[3:], there, "Ici")] == ["Ici"]
