"""Commands made when they are asked for: to take all signatures apart takes longer than most commands do."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.models import CommandInfo, TyperInfo


@dataclass(frozen=True, slots=True)
class Told:
    """What a list says of a command: its name, what it is for, under which subject it stands (None: the last)."""

    name: str
    help: str
    subject: str | None


class Later(MutableMapping[str, Any]):
    """The commands below a group by name, in their order, each made when it is looked at."""

    def __init__(self, app: typer.Typer) -> None:
        infos: list[CommandInfo | TyperInfo] = [*app.registered_commands, *app.registered_groups]
        self._infos = {str(info.name): info for info in infos}
        self._made: dict[str, TyperCommand | TyperGroup] = {}

    def told(self) -> Iterator[Told]:
        """What there is to say of each without making it."""
        for name, info in self._infos.items():
            yield Told(name, _help(info), _panel(info))

    def __getitem__(self, name: str) -> TyperCommand | TyperGroup:
        """The command of this name. Raises KeyError."""
        if name not in self._made:
            info = self._infos[name]
            self._made[name] = _group(info) if isinstance(info, TyperInfo) else _command(info)
        return self._made[name]

    def __setitem__(self, name: str, made: TyperCommand | TyperGroup) -> None:
        """Put another in its place."""
        self._made[name] = made

    def __delitem__(self, name: str) -> None:
        """Take one away."""
        del self._infos[name]
        self._made.pop(name, None)

    def __contains__(self, name: object) -> bool:
        return name in self._infos

    def __iter__(self) -> Iterator[str]:
        return iter(self._infos)

    def __len__(self) -> int:
        return len(self._infos)


def _help(info: CommandInfo | TyperInfo) -> str:
    return inspect.cleandoc(str(info.help))


def _panel(info: CommandInfo | TyperInfo) -> str | None:
    return info.rich_help_panel if isinstance(info.rich_help_panel, str) else None


def _command(info: CommandInfo) -> TyperCommand:
    alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    alone.registered_commands.append(info)
    made = typer.main.get_command(alone)
    assert isinstance(made, TyperCommand)
    return made


def _group(info: TyperInfo) -> TyperGroup:
    assert info.typer_instance is not None
    kind = info.typer_instance.info.cls
    assert isinstance(kind, type)
    made: Any = kind(
        name=info.name,
        help=_help(info),
        rich_markup_mode=None,
        rich_help_panel=_panel(info),
    )
    assert isinstance(made, TyperGroup)
    made.commands = Later(info.typer_instance)
    return made
