"""A project with some enterprises and people to look through."""

from __future__ import annotations

import sqlite3
import unicodedata
from pathlib import Path
from typing import TypeVar

from textual.widgets import Static

from qualcode.ops import attributes, cases, documents, projects
from qualcode.tui.screens.register import RegisterScreen
from qualcode.tui.widgets.card import Card
from tests.tui.running import Running

S = TypeVar("S", bound=RegisterScreen)


def fill(project: Path) -> None:
    """Add enterprises with properties, people with consents, and a property nobody has."""
    with projects.open_session(project, coder="marie") as session:
        cases.set_case(session, "Atelier Nord", attributes={"pool": "insertion", "size": "24", "bio": "oui"})
        cases.add_case(session, "L'Épicerie du Coin", attributes={"pool": "solidarity", "size": "6"})
        cases.add_case(session, "At. Nord", kind="workshop", attributes={"sector": "bois et vélos"})
        attributes.add(session, "case", "founded", "date")
        documents.set_case(session, documents.listing(session)[1].id, "L'Épicerie du Coin")
        cases.set_person(session, "Fatima", attributes={"birth-year": "1981", "role": "salariée en insertion"})
        cases.add_person(session, "Nadia", case="L'Épicerie du Coin", consent="anonymised")
        cases.add_person(session, "Paul", consent="none")


def names(run: Running, screen: type[S]) -> list[str]:
    """The first cells of the list that is shown."""
    return [str(line.cells[0]) for line in at(run, screen).table.lines]


def at(run: Running, screen: type[S]) -> S:
    """The screen in front."""
    found = [each for each in run.app.screen_stack if isinstance(each, screen)]
    assert found, type(run.app.screen).__name__
    return found[-1]


async def go_to(run: Running, screen: type[S], name: str) -> S:
    """Put the cursor on the row of this name."""
    place = at(run, screen)
    place.table.go(next(line.id for line in place.table.lines if line.cells[0] == name))
    await run.settle()
    return place


async def open_line(run: Running, screen: type[S], line: str) -> None:
    """Open a line of the card that is shown, by the keyboard."""
    await run.press("enter")
    card = at(run, screen).query_one(Card)
    ids = [card.get_option_at_index(index).id for index in range(card.option_count)]
    card.highlighted = ids.index(line)
    await run.press("enter")


def spoil_register(project: Path, harm: str) -> None:
    """Put `harm` into every field about enterprises and people, past all that would refuse it."""
    with sqlite3.connect(project) as database:
        database.execute('UPDATE "case" SET name = name || ?, kind = ?', (harm, harm))
        database.execute("UPDATE person SET name = name || ?", (harm,))
        database.execute("UPDATE speaker SET name = name || ?", (harm,))
        database.execute("UPDATE document SET title = title || ?", (harm,))
        database.execute(
            "UPDATE attribute_value SET value = ? WHERE attribute IN (SELECT id FROM attribute WHERE type = 'text')",
            (harm,),
        )
        database.execute("UPDATE attribute SET name = name || ?", (harm,))


def harmless(run: Running) -> bool:
    """Whether nothing on the screen could act on a terminal."""
    return not any(unicodedata.category(char) in ("Cc", "Cf") for char in run.shown().replace("\n", ""))


def told(run: Running) -> str:
    """What the dialog in front says, in one line."""
    return " ".join(" ".join(str(static.render()) for static in run.app.screen.query(Static)).split())


def in_front(run: Running) -> str:
    """The name of the screen or dialog in front."""
    return type(run.app.screen).__name__
