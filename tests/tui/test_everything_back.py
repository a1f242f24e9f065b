"""Whatever is done on the screen in whatever order, taking all of it back leaves the project as it was."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from qualcode.model.text import Span
from qualcode.ops import Session, history, projects
from tests.store.making import dump, is_whole
from tests.tui.running import Running, running

Act = Callable[[Running, random.Random], Awaitable[None]]


async def code(run: Running, rng: random.Random) -> None:
    """Select some words and put one code or two on them."""
    start = rng.randrange(0, len(run.text) - 80)
    run.transcript.select(Span(start, start + rng.randrange(5, 80)))
    await run.press("c")
    await run.type(rng.choice(["confiance", "emploi", "ties", "voice"]))
    await run.press(*(["tab"] if rng.random() < 0.3 else []), "enter")


async def to_a_coding(run: Running, rng: random.Random) -> None:
    """Put the caret in the middle of one of the reader's codings."""
    own = [each for each in run.transcript.stripes.codings.items if each.coder == "marie"]
    if own:
        chosen = rng.choice(own)
        run.transcript.go((chosen.start + chosen.end) // 2)
        run.transcript.choose(chosen)


def key(*keys: str) -> Act:
    """An act on a coding that is some keys pressed one after the other."""

    async def act(run: Running, rng: random.Random) -> None:
        await to_a_coding(run, rng)
        await run.press(*keys)

    return act


async def in_vivo(run: Running, rng: random.Random) -> None:
    """Make a code of a few words."""
    start = rng.randrange(0, len(run.text) - 60)
    run.transcript.select(Span(start, start + 30))
    await run.press("v")
    await run.press("enter")


async def memo(run: Running, rng: random.Random) -> None:
    """A memo on one of the things at hand."""
    await to_a_coding(run, rng)
    await run.press("M", *["down"] * rng.randrange(1, 6), "enter")
    await run.type("note")
    await run.press("ctrl+s", "escape")


async def replace(run: Running, rng: random.Random) -> None:
    """Replace words throughout the text; what loses its words is left for later."""
    await run.press("escape", "R")
    await run.type(rng.choice(["et", "les", "le tiroir", "j'ai"]))
    await run.press("tab")
    await run.type(rng.choice(["x", "autre chose"]))
    await run.press("enter", "enter", "escape", "escape")


ACTS: tuple[Act, ...] = (
    *(code, code, code, in_vivo, memo, replace),
    *(key("+"), key("="), key("["), key("}"), key("|"), key("L"), key("delete"), key("D"), key("Y", "W", ".")),
    *(key("F", "a", "k", "escape"), key("r", "down", "shift+left", "enter"), key("u"), key("u", "U"), key("2")),
)


@pytest.mark.parametrize("seed", [1, 2])
async def test_all_that_is_done_is_taken_back_and_done_again(project: Path, state: Path, seed: int) -> None:
    rng = random.Random(seed)
    with projects.open_session(project, coder="marie") as session:
        before, done = dump(session), len(standing(session))
    async with running(project, state) as run:
        for _ in range(14):
            await rng.choice(ACTS)(run, rng)
            for _over in range(3):
                if run.app.screen is not run.screen:
                    await run.press("escape")
        with projects.open_session(project, coder="marie") as session:
            after, steps = dump(session), len(standing(session)) - done
        assert steps >= 5
        await run.press(*["u"] * steps)
        with projects.open_session(project, coder="marie") as session:
            assert dump(session) == before
            assert is_whole(session)
        await run.press(*["U"] * steps)
        with projects.open_session(project, coder="marie") as session:
            assert dump(session) == after
        shown = {each.id: each for each in run.transcript.stripes.codings.items}
        here = await run.app.desk.run(codings_of, run.screen.reading.document.id if run.screen.reading else "")
        assert shown == here


def standing(session: Session) -> list[int]:
    """The operations of this coder that undo could take back."""
    entries = history.listing(session)
    return [each.sequence for each in entries if each.undoable and not each.undone and each.coder == session.coder]


def codings_of(session: Session, document: str) -> dict[str, object]:
    """What is stored of a document's codings that stand on their words."""
    from qualcode.ops import codings

    return {each.id: each for each in codings.listing(session, document=document) if not each.adrift}
