"""Indicators on the screen: looked at, added, measured, judged from passages, taken from tables, proposed, decided."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from qualcode.model.indicator_view import IndicatorView, ProposalView
from qualcode.ops import codebook_edits, documents, indicator_values, indicators, projects, proposals
from qualcode.tui.dialogs.indicators import CiteDialog, IndicatorForm, ValueForm
from qualcode.tui.memory import Memory
from qualcode.tui.screens.indicator_tables import IndicatorTableScreen
from qualcode.tui.screens.indicators import IndicatorsScreen
from qualcode.tui.widgets.card import Card
from qualcode.tui.widgets.cycle import Cycle
from qualcode.tui.widgets.entry import Entry
from qualcode.tui.widgets.table import Table
from tests.tui.hostile import CONTROLS, MARKUP
from tests.tui.registers import fill, harmless, in_front
from tests.tui.running import Running, running

VALUES = "Entreprise;Indicateur;Unité;2022;2024\nAtelier Nord;Emplois;ETP;10;12,5\nAteliers Nord;Emplois;ETP;1;1\n"


@pytest.fixture
def measured(project: Path) -> Path:
    """Two indicators of two enterprises, one of them in levels."""
    fill(project)
    with projects.open_session(project, coder="marie") as session:
        indicators.add(session, {"fr": "Emplois", "en": "Jobs"}, unit="ETP", code="economic")
        for case, period, value in (
            ("Atelier Nord", "2022", 10), ("Atelier Nord", "2023", 11), ("Atelier Nord", "2024", 15),
            ("L'Épicerie du Coin", "2022", 4), ("L'Épicerie du Coin", "2024", 3),
        ):  # fmt: skip
            indicator_values.measure(session, "emplois", case, period, value)
        indicators.add(session, "Autonomie", kind="level", rungs=["aucune", "avec aide", "seule"])
    return project


@asynccontextmanager
async def there(project: Path, state: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Running]:
    """The app on the indicators."""
    async with running(project, state, size=size) as run:
        run.app.go("indicators")
        await run.settle()
        yield run


def stored(project: Path) -> list[IndicatorView]:
    with projects.open_session(project, coder="marie") as session:
        return indicators.listing(session)


def proposed(project: Path) -> list[ProposalView]:
    with projects.open_session(project, coder="marie") as session:
        return proposals.listing(session)


def put(run: Running, **texts: str) -> None:
    """Fill in lines of the dialog in front, and choose in its choices."""
    for id, text in texts.items():
        found = run.app.screen.query_one(f"#{id}")
        if isinstance(found, Cycle):
            found.choose(text)
        else:
            entry = found if isinstance(found, Entry) else found.query_one(Entry)
            entry.value = text


async def test_how_each_went_is_told_in_words_figures_and_bars(measured: Path, state: Path) -> None:
    async with there(measured, state) as run:
        shown = run.shown()
        assert "Jobs" in shown and "9 ETP" in shown and "↗ better" in shown and "▁" in shown
        assert "Atelier Nord" in shown and "↘ worse" in shown and "change counts from here" in shown


async def test_an_indicator_is_added_changed_and_removed(measured: Path, state: Path) -> None:
    async with there(measured, state) as run:
        await run.press("a")
        assert isinstance(run.app.screen, IndicatorForm)
        await run.press("ctrl+s")
        assert "It needs a name" in run.shown()
        put(run, fr="Absentéisme", nl="Verzuim", unit="%", better="lower", threshold="1,5", rungs="")
        await run.press("ctrl+s")
        made = stored(measured)[-1]
        assert (made.labels, made.unit, made.direction, made.threshold) == (
            {"fr": "Absentéisme", "nl": "Verzuim"}, "%", "lower", 1.5,
        )  # fmt: skip
        await run.press("e")
        put(run, nl="", source="RH")
        await run.press("ctrl+s")
        assert (stored(measured)[-1].labels, stored(measured)[-1].source) == ({"fr": "Absentéisme"}, "RH")
        await run.press("delete")
        assert len(stored(measured)) == 2
        await run.press("u")
        assert len(stored(measured)) == 3


async def test_a_value_is_stored_corrected_and_taken_away(measured: Path, state: Path) -> None:
    async with there(measured, state) as run:
        await run.press("v")
        assert isinstance(run.app.screen, ValueForm)
        put(run, case="At. Nord", period="2024", value="many")
        await run.press("ctrl+s")
        assert "must be a number" in run.shown()
        put(run, value="7,5", target="9")
        await run.press("ctrl+s")
        found = stored(measured)[0].measurements
        assert ("At. Nord", "2024", 7.5, 9) in [(each.case, each.period, each.value, each.target) for each in found]
        await run.press("enter")
        card = run.app.screen.query_one(Card)
        ids = [card.get_option_at_index(index).id for index in range(card.option_count)]
        card.highlighted = ids.index("value:0")
        await run.press("x")
        assert len(stored(measured)[0].measurements) == len(found) - 1


async def test_a_level_is_judged_from_marked_passages(measured: Path, state: Path) -> None:
    with projects.open_session(measured, coder="marie") as session:
        documents.set_case(session, documents.listing(session)[0].id, "Atelier Nord")
    async with there(measured, state) as run:
        await run.press("down", "v")
        put(run, case="Atelier Nord", period="2024", level="1")
        await run.press("ctrl+s")
        assert isinstance(run.app.screen, CiteDialog), run.shown()
        await run.press("ctrl+s")
        assert "Mark at least one" in run.shown()
        await run.press("space", "ctrl+s")
        judged = stored(measured)[1].measurements[0]
        assert (judged.value, len(judged.codings)) == (1, 1)
        assert "avec aide" in run.shown() and "❝" in run.shown()
        await run.press("enter")
        card = run.app.screen.query_one(Card)
        ids = [str(card.get_option_at_index(index).id) for index in range(card.option_count)]
        card.highlighted = next(at for at, id in enumerate(ids) if id.startswith("cite:"))
        await run.press("enter")
        assert in_front(run) == "CodingScreen"


async def test_a_table_is_looked_at_before_it_is_taken_in(measured: Path, state: Path, tmp_path: Path) -> None:
    (tmp_path / "values.csv").write_text(VALUES, encoding="utf-8")
    Memory(state).set("folder", str(tmp_path))
    async with there(measured, state) as run:
        await run.press("i", *"values", "full_stop", *"csv", "enter")
        assert isinstance(run.app.screen, IndicatorTableScreen), in_front(run)
        assert "the enterprise" in run.shown() and "a column a period" in run.shown()
        await run.press("i")
        assert "press y" in run.shown() and len(stored(measured)[0].measurements) == 5
        await run.until(lambda: run.app.screen.query_one("#lines").has_focus)
        run.app.screen.query_one("#lines", Table).go("alike:Ateliers Nord")
        await run.press("y")
        assert "another value" in run.shown()
        await run.press("escape")
        (tmp_path / "values.csv").write_text(VALUES.replace("Ateliers Nord", "Chez nous"), encoding="utf-8")
        await run.press("i", *"values", "full_stop", *"csv", "enter", "n", "2")
        assert "Chez nous" in run.shown()
        await run.press("i")
        assert isinstance(run.app.screen, IndicatorsScreen)
        found = {(each.case, each.period): each.value for each in stored(measured)[0].measurements}
        assert (found["Atelier Nord", "2024"], found["Chez nous", "2022"]) == (12.5, 1)


async def test_what_is_proposed_is_discussed_and_done_when_accepted(measured: Path, state: Path) -> None:
    with projects.open_session(measured, coder="joris") as session:
        codebook_edits.define(
            session, "social/confidence", language="fr", lists={"indicators": ["personnes qui osent (%)"]}
        )
        proposals.propose_indicator(session, from_code="social/confidence", reason="on en parle partout")
    async with there(measured, state) as run:
        await run.press("o")
        assert in_front(run) == "ProposalsScreen"
        assert "personnes qui osent" in run.shown() and "on en parle partout" in run.shown()
        await run.press("m", *"oui", "enter")
        await run.press("a", *"ok", "enter")
        assert "✓ accepted" in run.shown()
        only = proposed(measured)[0]
        assert ([each.text for each in only.remarks], only.decision, only.decided_by) == (["oui"], "ok", "marie")
        assert [each.key for each in stored(measured)][-1] == "personnes-qui-osent"
        await run.press("a")
        assert in_front(run) == "ProposalsScreen"
        await run.press("u")
        assert proposed(measured)[0].status == "open" and len(stored(measured)) == 2
        await run.press("x", *"non", "enter", "o")
        assert proposed(measured)[0].status == "declined" and "None is open any more" in run.shown()
        await run.press("escape")
        assert in_front(run) == "IndicatorsScreen"


async def test_a_change_to_the_codebook_is_proposed_on_the_screen(measured: Path, state: Path) -> None:
    async with there(measured, state) as run:
        await run.press("o", "k", *"rename", "enter", *"confi", "enter", *"Courage", "enter", *"mieux", "enter")
        only = proposed(measured)[0]
        assert (only.action, only.subject, only.content, only.reason) == (
            "rename", "social/confidence", {"label_fr": "Courage"}, "mieux",
        )  # fmt: skip


@pytest.mark.parametrize("harm", [CONTROLS, MARKUP])
async def test_nothing_people_wrote_acts_on_the_terminal(measured: Path, state: Path, harm: str) -> None:
    with projects.open_session(measured, coder="marie") as session:
        indicator_values.measure(session, "emplois", "Atelier Nord", "2024", 1, note=harm)
        indicators.set_indicator(session, "emplois", definition=harm, source=harm, unit=harm)
        made = proposals.propose_indicator(session, "Autre", reason=harm, definition=harm)
        proposals.discuss(session, made.id, harm)
    async with there(measured, state) as run:
        assert harmless(run)
        await run.press("o")
        assert harmless(run)


@pytest.mark.parametrize("size", [(20, 5), (200, 60)])
async def test_it_stands_in_any_size(measured: Path, state: Path, size: tuple[int, int]) -> None:
    async with there(measured, state, size=size) as run:
        await run.press("enter", "escape", "o", "escape")
        assert isinstance(run.app.screen, IndicatorsScreen)


async def test_where_there_are_none_it_says_how_to_begin(project: Path, state: Path) -> None:
    async with there(project, state) as run:
        assert "No indicators yet" in run.shown()
        await run.press("o")
        assert "Nothing is proposed yet" in run.shown()
