"""Small things a researcher does all day without thinking: they must come out as she expects."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from qualcode.model.codebook import Code
from qualcode.ops import codebooks, codings, documents, projects
from qualcode.tui.dialogs.files import FilesChooser, restarted
from qualcode.tui.dialogs.picker import CodePicker
from qualcode.tui.dialogs.places import PlacesMenu
from qualcode.tui.places import PLACES
from qualcode.tui.widgets.bars import KeyLine
from qualcode.tui.widgets.entry import Entry
from qualcode.tui.widgets.page import share_out
from qualcode.tui.widgets.sidebar import Sidebar
from tests.tui.running import Running, running
from tests.tui.test_coding import PASSAGE, code_with, stored


def codes(project: Path) -> list[Code]:
    with projects.open_session(project, coder="reader") as session:
        return list(codebooks.tree(session).codes)


def beside_document(run: Running) -> str:
    """The line of the open document in the list of documents."""
    return next(line for line in run.shown().split("\n") if line.startswith("▸"))


async def test_an_empty_project_tells_its_keys(tmp_path: Path, state: Path) -> None:
    path = tmp_path / "leer.qualcode"
    projects.create(path, coder="marie").close()
    async with running(path, state) as run:
        last = run.shown().rstrip().split("\n")[-1]
        assert "i import" in last and "q quit" in last
        assert run.screen.query_one(KeyLine).display


async def test_a_click_on_the_first_line_shows_all_places_there_are(project: Path, state: Path) -> None:
    async with running(project, state, size=(100, 30)) as run:
        await run.pilot.click("#header")
        await run.until(lambda: isinstance(run.app.screen, PlacesMenu))
        await run.settle()
        shown = run.shown()
        assert all(place.title in shown for place in PLACES)


async def test_a_first_import_looks_beside_the_project(tmp_path: Path, state: Path) -> None:
    path = tmp_path / "leer.qualcode"
    projects.create(path, coder="marie").close()
    async with running(path, state) as run:
        await run.pilot.press("i")
        await run.until(lambda: isinstance(run.app.screen, FilesChooser))
        assert Path(run.app.screen.query_one("#path", Entry).value) == tmp_path


def test_a_whole_path_behind_a_folder_stands_alone() -> None:
    for typed, meant in (
        ("/home/a//tmp/b", "/tmp/b"),
        ("/home/a/~/b", "~/b"),
        ("/home/a/b c", "/home/a/b c"),
        ("~/a/", "~/a/"),
        ("/", "/"),
        ("", ""),
    ):
        assert restarted(typed) == meant


async def test_a_path_typed_behind_the_folder_is_found(tmp_path: Path, state: Path, project: Path) -> None:
    wanted = tmp_path / "entretiens"
    wanted.mkdir()
    shutil.copy(Path(__file__).parents[2] / "samples/demo/documents/04-groupe-epicerie.txt", wanted)
    async with running(project, state) as run:
        await run.pilot.press("i")
        await run.until(lambda: isinstance(run.app.screen, FilesChooser))
        await run.type(f"{wanted}/")
        await run.until(lambda: "04-groupe-epicerie" in run.shown())
        assert run.app.screen.query_one("#path", Entry).value == f"{wanted}/"


async def test_after_a_mark_the_next_letters_look_for_another_code(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.select(PASSAGE)
        await run.press("c")
        await run.type("confiance")
        await run.press("tab")
        assert isinstance(run.app.screen, CodePicker)
        await run.type("ties")
        await run.press("tab", "enter")
    assert {each.code for each in stored(project) if each.quote == PASSAGE} >= {"social/confidence", "social/ties"}


async def test_a_code_made_of_words_is_counted_once_and_has_no_full_stop(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.select(PASSAGE)
        await run.press("v", "enter")
        made = next(code for code in codes(project) if PASSAGE.rstrip(".") in code.labels.values())
        assert run.screen.counts[made.key] == 1
        with projects.open_session(project, coder="reader") as session:
            n = len(codings.listing(session, document=run.screen.reading.document.id)) if run.screen.reading else 0
        assert beside_document(run).split("│")[0].split()[-1] == str(n)


async def test_the_number_beside_the_document_outlasts_another_width(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.select(PASSAGE)
        await code_with(run, "confiance")
        before = beside_document(run)
        run.screen.query_one(Sidebar).on_resize()
        await run.settle()
        assert beside_document(run) == before


async def test_all_digits_have_room_for_their_codes(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.screen.recents = [code.key for code in run.screen.codes.codes if code.parent is not None][:9]
        run.select(PASSAGE)
        await run.settle()
        line = next(each for each in run.shown().split("\n") if each.startswith(" 1 "))
        assert all(f" {digit} " in line for digit in range(1, 10)), line


def test_names_of_speakers_are_whole_where_there_is_room(project: Path) -> None:
    with projects.open_session(project, coder="reader") as session:
        document = documents.listing(session)[0]
        turns = [*documents.turns(session, document.id)]
    long = [replace(turn, speaker="Interviewee") for turn in turns]
    assert share_out(91, long).speaker == len("Interviewee")


async def test_undo_once_too_often_is_no_error_and_is_told_once(project: Path, state: Path) -> None:
    async with running(project, state, coder="nobody") as run:
        for place in ((), ("G", "d")):
            await run.press(*place, "u", "u", "u")
            shown = " ".join(run.shown().split())
            assert shown.count("Nothing of yours is left to take back.") == 1
            assert "qualcode history" not in shown
        await run.press("U")
        assert "There is nothing to do again." in run.shown()
        assert all(each.severity == "information" for each in run.app._notifications)


async def test_a_notice_hides_no_keys_of_a_dialog_on_a_small_screen(project: Path, state: Path) -> None:
    async with running(project, state, size=(80, 24)) as run:
        await run.press("question_mark")
        dialog = run.app.screen
        dialog.notify("A notice of some length. " * 4, markup=False)
        await run.until(lambda: dialog.query("Toast") and dialog.query_one("Toast").region)
        assert not dialog.query_one("Toast").region.overlaps(dialog.query_one(KeyLine).region)
        assert "esc close" in run.shown()
