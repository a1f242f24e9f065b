"""How much was read and how much is coded: shares that add up, are remembered, and cost little."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.coding import CodingView
from qualcode.model.document import TurnView
from qualcode.model.text import Span, word_spans
from qualcode.tui import seen
from qualcode.tui.memory import Memory
from qualcode.tui.progress import Progress
from qualcode.tui.seen import Seen, Words
from qualcode.tui.spans import SpanIndex
from qualcode.tui.stripes import Stripes
from tests.tui.running import running
from tests.tui.strategies import coding, codings, texts_with_turns

PARTS = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 60)), max_size=30)


@given(PARTS, st.integers(1, 400))
def test_what_was_seen_is_what_stood_there_once(parts: list[tuple[int, int]], length: int) -> None:
    made = Seen()
    for start, size in parts:
        made = made.and_also(start, start + size)
    covered = {offset for start, size in parts for offset in range(start, start + size)}
    assert made.share(length) == len(covered & set(range(length))) / length
    assert all(one[1] < other[0] for one, other in zip(made.parts, made.parts[1:], strict=False))
    assert seen.remembered(made.as_data()) == made


@pytest.mark.parametrize("data", [None, "x", [1], [[1]], [[5, 2]], [[-3, 4]], [["a", "b"]], [[1, 2, 3]], [[True, 4]]])
def test_what_is_no_part_is_passed_over(data: object) -> None:
    assert seen.remembered(data) == Seen()


def test_what_is_remembered_stays_small() -> None:
    made = Seen()
    for start in range(0, 30_000, 30):
        made = made.and_also(start, start + 20)
    kept = seen.remembered(made.as_data())
    assert len(kept.parts) == 400
    assert kept.share(30_000) >= made.share(30_000)


@given(texts_with_turns(), codings(120))
def test_a_word_is_coded_once_however_often(case: tuple[str, list[TurnView]], made: list[CodingView]) -> None:
    text, turns = case
    labels = {offset for turn in turns for offset in range(turn.label_start, turn.start)}
    said = [word.start for word in word_spans(text) if word.start not in labels]
    words = Words(text, turns)
    assert len(words) == len(said)
    covered = [start for start in said if any(each.start <= start < each.end for each in made)]
    assert words.share(SpanIndex(made)) == (len(covered) / len(said) if said else 0.0)


def test_all_is_said_only_of_all_and_something_is_not_nothing() -> None:
    progress = Progress("d")
    assert progress.read(1000) == 0
    assert progress.see(Span(0, 1), 1000)
    assert not progress.see(Span(0, 1), 1000)
    assert progress.read(1000) == 1
    progress.see(Span(0, 999), 1000)
    assert progress.read(1000) == 99
    progress.see(Span(999, 1000), 1000)
    assert progress.read(1000) == 100
    assert progress.coded(Stripes()) is None
    progress.words = Words("un deux trois quatre")
    assert progress.coded(Stripes([coding("c", 0, 8)])) == 50


def test_skimming_is_not_reading() -> None:
    progress = Progress("d")
    progress.skimming = True
    assert not progress.see(Span(0, 900), 1000)
    assert progress.read(1000) == 0


def test_notes_are_kept_by_project_and_kind(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "state")
    assert memory.noted("seen", "p") is None
    memory.note("seen", "p", {"d": [[0, 5]]})
    memory.note("seen", "q", {})
    memory.note("view", "p", {"blind": True})
    assert memory.noted("seen", "p") == {"d": [[0, 5]]}
    assert memory.noted("view", "p") == {"blind": True}


def read(shown: str) -> int:
    return int(shown.split("read ")[1].split(" %")[0])


async def test_the_status_line_says_how_far_one_is_also_on_another_day(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        first = read(run.shown())
        assert 0 < first < 100
        await run.press("pagedown", "pagedown")
        more = read(run.shown())
        assert more > first
        await run.press("ctrl+end")
        last = read(run.shown())
        assert more < last < 100
        await run.press("h")
    async with running(project, state) as run:
        assert read(run.shown()) == last
        await run.press("ctrl+home")
        for _ in range(30):
            await run.press("pagedown")
        assert read(run.shown()) == 100
        await run.press("o")
        await run.type("epicerie")
        await run.press("enter")
        assert read(run.shown()) < 100
        await run.press("o")
        await run.type("fatima")
        await run.press("enter")
        assert read(run.shown()) == 100


async def test_the_coded_share_follows_what_is_coded(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        shares = []
        run.screen.recents.append("social/ties")
        run.transcript.select(Span(0, len(run.text)))
        for key in ("escape", "1", "u"):
            if key == "1":
                run.transcript.select(Span(run.text.index("Où je veux"), run.text.index("Où je veux") + 2000))
            await run.press(key)
            shares.append(int(run.shown().split("coded ")[1].split(" %")[0]))
        assert shares[0] == shares[2] < shares[1]
