from __future__ import annotations

from collections.abc import Iterator

from typer.core import TyperGroup

from qualcode.cli.later import Later
from qualcode.cli.tree import build


def groups(group: TyperGroup) -> Iterator[Later]:
    """The commands of a group, and those of the groups below it."""
    assert isinstance(group.commands, Later)
    yield group.commands
    for below in group.commands.values():
        if isinstance(below, TyperGroup):
            yield from groups(below)


def test_what_a_list_says_of_a_command_is_what_the_command_says_of_itself() -> None:
    found = [(told, commands[told.name]) for commands in groups(build()) for told in commands.told()]
    assert len(found) > 100
    for told, made in found:
        assert (made.name, made.help, made.rich_help_panel or None) == (told.name, told.help, told.subject)


def test_a_command_is_made_once_and_can_be_replaced() -> None:
    commands = next(groups(build()))
    name = next(iter(commands))
    assert commands[name] is commands[name]
    assert "nothing of the kind" not in commands
    assert commands.get("nothing of the kind") is None
    assert len(commands) == len(list(commands))
