"""Keys that arrive in one burst: each goes where it was meant to go, into what the key before it opened."""

from __future__ import annotations

from pathlib import Path

from textual import events

from qualcode.model.coding import CodingView
from qualcode.ops import codebooks, codings, documents, projects
from qualcode.tui.widgets.entry import Entry
from qualcode.tui.widgets.findbar import FindBar
from tests.tui.running import Running, running

PASSAGE = "J'allais à l'école, au Lidl, et je rentrais."
_NAMES = {" ": "space", "/": "slash"}


def burst(run: Running, *keys: str) -> None:
    """Send keys and words as a slow line does: all of them before the first is dealt with."""
    for word in keys:
        for key in [word] if word in ("enter", "escape", "tab", "down", "ctrl+s", "f2") else word:
            character = key if len(key) == 1 else None
            run.app.post_message(events.Key(_NAMES.get(key, key), character))


def coded(project: Path) -> list[CodingView]:
    with projects.open_session(project, coder="reader") as session:
        document = documents.documents(session)[0]
        return [each for each in codings.listing(session, document=document.id, coder="marie") if each.quote == PASSAGE]


async def test_what_is_typed_right_after_a_key_goes_into_what_it_opens(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.select(PASSAGE)
        burst(run, "c", "confiance", "enter", "m", "isolement", "ctrl+s")
        first = ("social/confidence", "isolement")
        await run.until(lambda: [(each.code, each.memo) for each in coded(project)] == [first])
        # A code of one's own: a dialog that follows upon a dialog.
        run.select(PASSAGE)
        burst(run, "c", "zzzz", "enter", " fin", "enter")
        await run.until(lambda: len(coded(project)) == 2)
        with projects.open_session(project, coder="reader") as session:
            assert "fin" in [label for code in codebooks.tree(session).codes for label in code.labels.values()]
        burst(run, "/", "Lidl", "enter")
        await run.until(lambda: run.screen.query_one(FindBar).query_one(Entry).value == "Lidl")
        burst(run, "escape", "G", "n")
        await run.until(lambda: getattr(run.app.screen, "NAME", "") == "memos")
        burst(run, "G", "d", "down", "G", "t", "o", "épicerie", "enter", "S")
        await run.until(lambda: run.app.screen is run.screen and "Groupe épicerie (" in run.shown())
        await run.until(lambda: run.transcript.selection is not None)
        assert len(coded(project)) == 2


async def test_a_click_waits_for_what_was_typed_before_it(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        run.select(PASSAGE)
        await run.press("c")
        await run.type("confiance")
        await run.press("enter", "m")
        await run.until(lambda: "ctrl+s save" in run.shown())
        lines = run.shown().split("\n")
        y = next(row for row, line in enumerate(lines) if "ctrl+s save" in line)
        x = lines[y].index("ctrl+s save")
        burst(run, "a memo that is typed in no time")
        for event in (events.MouseDown, events.MouseUp):
            run.app.post_message(event(None, x, y, 0, 0, 1, False, False, False, x, y))
        burst(run, "j")
        await run.until(lambda: [each.memo for each in coded(project)] == ["a memo that is typed in no time"])
