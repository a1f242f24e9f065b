"""Transcripts corrected on the screen: what goes along is shown before, what lost its words is settled by a person."""

from __future__ import annotations

from pathlib import Path

from qualcode.ops import adrift, documents, projects, revisions
from qualcode.tui.dialogs.adrift import AdriftDialog
from qualcode.tui.dialogs.revising import ForeseenDialog, TextDialog
from qualcode.tui.widgets.entry import Notepad
from tests.tui.running import Running, running
from tests.tui.test_coding import stored

LOST = "on n'ose plus"
GONE = "et puis ça devient, je sais pas, on n'ose plus. J'allais à l'école, au Lidl, et je rentrais."
INSTEAD = "alors un matin après l'autre on reste chez soi, le temps passe quand même, on regarde la télé."


def text_of(project: Path) -> str:
    with projects.open_session(project, coder="reader") as session:
        return documents.text(session, documents.documents(session)[0].id)


def write(run: Running, old: str, new: str) -> None:
    dialog = run.app.screen
    assert isinstance(dialog, TextDialog)
    notepad = dialog.query_one(Notepad)
    assert old in notepad.text
    notepad.load_text(notepad.text.replace(old, new))


async def test_a_slip_is_corrected_and_the_codings_go_along(project: Path, state: Path) -> None:
    before, text = stored(project), text_of(project)
    async with running(project, state) as run:
        run.transcript.go(run.text.index("au Lidl"))
        await run.press("E")
        write(run, "au Lidl", "au Aldi")
        await run.press("ctrl+s")
        assert isinstance(run.app.screen, ForeseenDialog)
        assert "3 codings stay on their words · none loses them" in run.shown()
        assert text_of(project) == text
        await run.press("enter")
        assert text_of(project) == text.replace("au Lidl", "au Aldi")
        assert "au Aldi" in run.shown()
        assert [each.quote for each in stored(project)] == [each.quote for each in before]
        assert "takes back: Edited the text of “Récit de Fatima”" in run.shown()
        await run.press("u")
        assert (text_of(project), stored(project)) == (text, before)
        assert "au Aldi" not in run.shown()


async def test_looking_at_what_it_does_and_going_back_changes_nothing(project: Path, state: Path) -> None:
    text = text_of(project)
    async with running(project, state) as run:
        run.transcript.go(run.text.index(LOST))
        await run.press("E")
        write(run, GONE, INSTEAD)
        await run.press("ctrl+s")
        assert "1 loses them" in run.shown()
        assert f"“{LOST}”" in run.shown()
        await run.press("escape")
        assert "on reste chez soi" in run.app.screen.query_one(Notepad).text
        await run.press("escape")
        assert "Escape once more gives it up." in run.shown()
        assert isinstance(run.app.screen, TextDialog)
        await run.press("escape")
        assert "Correct the text" not in run.shown()
    assert text_of(project) == text


async def lose(run: Running) -> None:
    run.transcript.go(run.text.index(LOST))
    await run.press("E")
    write(run, GONE, INSTEAD)
    await run.press("ctrl+s", "enter")
    await run.until(lambda: isinstance(run.app.screen, AdriftDialog))
    await run.settle()


async def test_what_lost_its_words_is_shown_in_its_old_place_and_put_in_a_new_one(project: Path, state: Path) -> None:
    before = stored(project)
    async with running(project, state) as run:
        await lose(run)
        shown = run.shown()
        assert "Lost its words: 1 of 1" in shown and LOST in shown and "In the text as it is now:" in shown
        await run.press("enter")
        moved = next(each for each in stored(project) if each.code == "social/confidence")
        assert not moved.adrift and moved.quote in text_of(project)
        assert moved.quote != LOST
        await run.press("u", "u")
    assert stored(project) == before


async def test_it_is_put_on_words_selected_by_hand(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await lose(run)
        await run.press("down", "down", "down", "up", "enter")
        assert "lost its words: select them, then press enter" in run.shown()
        await run.press("enter")
        assert "Select the words first" in run.shown()
        run.select("on reste chez soi")
        await run.press("enter")
        assert "Every coding of this document stands on its words." in run.shown()
    moved = next(each for each in stored(project) if each.code == "social/confidence")
    assert (moved.quote, moved.adrift) == ("on reste chez soi", False)


async def test_it_is_taken_off_or_left_for_later(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await lose(run)
        await run.press("escape", "A")
        assert "Lost its words: 1 of 1" in run.shown()
        await run.press(*["down"] * 6, "enter")
        assert "social/confidence" not in {each.code for each in stored(project)}
        await run.press("u", "A", "escape")
    with projects.open_session(project, coder="marie") as session:
        assert [each.code for each in adrift.listing(session)] == ["social/confidence"]


async def test_anothers_is_shown_and_left_to_them(project: Path, state: Path) -> None:
    with projects.open_session(project, coder="marie") as session:
        document = documents.documents(session)[0].id
        text = documents.text(session, document)
        gone = "Que je sortais plus. Au début on dit c'est pour les petits"
        revisions.revise(session, document, text.replace(gone, "Je restais là"))
        assert [each.coder for each in adrift.listing(session)] == ["joris"]
    async with running(project, state) as run:
        await run.press("A")
        assert "It is joris’s, who decides where it belongs." in run.shown()
        await run.press("enter", "escape")
        # Who works blind does not learn that it exists.
        await run.press("B")
        await run.press("A")
        assert "joris" not in run.shown()


async def test_a_name_is_replaced_everywhere_with_its_places_first(project: Path, state: Path) -> None:
    text = text_of(project)
    n = text.count("Roubaix")
    async with running(project, state) as run:
        run.select("Roubaix")
        await run.press("R", "tab")
        await run.type("[ville]")
        await run.press("enter")
        assert f"{n} place" in run.shown()
        assert text_of(project) == text
        await run.press("enter")
        assert text_of(project) == text.replace("Roubaix", "[ville]")
        await run.press("u")
        assert text_of(project) == text
        await run.press("R")
        await run.type("Tombouctou")
        await run.press("enter")
        assert "does not stand in" in run.shown()


async def test_a_correction_being_typed_is_there_again_after_the_program_died(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.transcript.go(run.text.index("au Lidl"))
        await run.press("E")
        await run.until(lambda: isinstance(run.app.screen, TextDialog))
        write(run, "au Lidl", "au Aldi du coin")
        await run.until(lambda: any("Aldi" in path.read_text("utf-8") for path in state.glob("drafts-*")))
    # It was left without a word, as when a program is killed; the caret is led back to it.
    async with running(project, state) as run:
        await run.until(lambda: "A correction of this turn was begun" in run.shown())
        await run.press("E")
        await run.until(lambda: isinstance(run.app.screen, TextDialog) and "Aldi du coin" in run.shown())
        await run.press("ctrl+s")
        await run.until(lambda: isinstance(run.app.screen, ForeseenDialog))
        await run.press("enter")
        await run.until(lambda: "au Aldi du coin" in run.text)
        await run.until(lambda: not list(state.glob("drafts-*")))
