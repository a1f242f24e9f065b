"""Help: what a command is for and how it is called, in the reader's language.

Drawn here rather than by Typer so that headings are translated, commands stand under their subject, and no screen
library is loaded.
"""

from __future__ import annotations

import itertools
import shutil
import textwrap
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from qualcode.cli.diagnostics import UnknownCommand
from qualcode.cli.later import Later, Told
from qualcode.cli.subjects import SUBJECTS
from qualcode.i18n import _
from qualcode.model.message import N_

if TYPE_CHECKING:
    import typer

_WIDEST = 100
_LONGEST_METAVAR = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: what is typed, and what it means."""

    term: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Page:
    """What is known about a command: its call, its purpose, its arguments and options, the commands below it."""

    name: str
    usage: str
    purpose: str
    arguments: tuple[Entry, ...]
    options: tuple[Entry, ...]
    commands: tuple[tuple[str, tuple[Entry, ...]], ...]


class Command(TyperCommand):
    """A command with our help."""

    def get_help(self, ctx: Any) -> str:
        """The help page as text."""
        return render(page(self, ctx.command_path))


class Group(TyperGroup):
    """A command with commands below it."""

    def get_help(self, ctx: Any) -> str:
        """The help page as text."""
        return render(page(self, ctx.command_path))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command named first. Raises UnknownCommand, with those that resemble it."""
        name = args[0]
        if name not in self.commands and not name.startswith("-"):
            raise UnknownCommand(name, ctx.command_path, get_close_matches(name, self.commands, n=3))
        return super().resolve_command(ctx, args)


class DefaultGroup(Group):
    """A group whose first command is meant where none is named: `speakers DOC` is `speakers list DOC`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the first command in front of what is not a command."""
        flags = list(itertools.takewhile(lambda argument: argument == "--json", args))
        args = [*args[len(flags) :], *flags]
        name, default = next(iter(self.commands.items()))
        takes_arguments = any(parameter.param_type_name == "argument" for parameter in default.params)
        meant = not args or args[0].startswith("-") or takes_arguments
        if args[:1] != ["--help"] and meant and (not args or args[0] not in self.commands):
            args = [name, *args]
        return super().parse_args(ctx, args)


def group_of(app: typer.Typer, name: str) -> typer.Typer:
    """A group of commands that another module has added to the tree."""
    found = next(each.typer_instance for each in app.registered_groups if each.name == name)
    assert found is not None
    return found


def page(command: TyperCommand | TyperGroup, path: str) -> Page:
    """What there is to tell about a command that is called as `path`."""
    arguments, options, usage = [], [], []
    parameters: list[Any] = list(command.params)
    for parameter in parameters:
        if parameter.param_type_name == "argument":
            usage.append(_argument_usage(parameter))
            arguments.append(Entry(str(parameter.metavar), _said(parameter.help)))
        elif not parameter.hidden:
            usage.append(_option_usage(parameter))
            options.append(Entry(_option_term(parameter), _said(parameter.help)))
    options.append(Entry("--help", _(N_("Show this help."))))
    commands: tuple[tuple[str, tuple[Entry, ...]], ...] = ()
    if isinstance(command, TyperGroup):
        optional = isinstance(command, DefaultGroup) or command.invoke_without_command
        usage.append("[COMMAND ...]" if optional else "COMMAND ...")
        commands = tuple(
            (subject, tuple(Entry(each.name, _first_paragraph(_said(each.help))) for each in named))
            for subject, named in subjects(command)
        )
    pieces = sorted(usage, key=lambda piece: piece.startswith("[-")) if arguments else usage
    return Page(path, " ".join([path, *pieces]), _said(command.help), tuple(arguments), tuple(options), commands)


def _said(text: str | None) -> str:
    return _(text) if text else ""


def _argument_usage(parameter: Any) -> str:
    name = f"{parameter.metavar}..." if parameter.nargs != 1 else str(parameter.metavar)
    return name if parameter.required else f"[{name}]"


def _option_usage(parameter: Any) -> str:
    choices = len(str(parameter.metavar)) > _LONGEST_METAVAR
    metavar = parameter.name.upper() if choices else parameter.metavar
    value = "" if parameter.is_flag else f" {metavar}"
    if parameter.required:
        return f"{parameter.opts[0]}{value}"
    return f"[{parameter.opts[0]}{value}]{'...' if parameter.multiple else ''}"


def _option_term(parameter: Any) -> str:
    value = "" if parameter.is_flag else f" {parameter.metavar}"
    return f"{', '.join(parameter.opts)}{value}"


def subjects(group: TyperGroup) -> list[tuple[str, list[Told]]]:
    """What the commands right below a group are called and for, by subject."""
    found: dict[str, list[Told]] = {subject: [] for subject in SUBJECTS}
    assert isinstance(group.commands, Later)
    for told in group.commands.told():
        found[told.subject or SUBJECTS[-1]].append(told)
    return [(_(subject), commands) for subject, commands in found.items()]


def _first_paragraph(text: str) -> str:
    return text.split("\n\n")[0]


def render(told: Page) -> str:
    """A help page as text, folded to the terminal's width."""
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    heading = _(N_("Usage:"))
    lines = textwrap.wrap(
        told.usage,
        width,
        initial_indent=f"{heading} ",
        subsequent_indent=" " * (len(heading) + 3),
        break_long_words=False,
        break_on_hyphens=False,
    )
    for paragraph in told.purpose.split("\n\n"):
        lines += ["", *textwrap.wrap(paragraph, width, initial_indent="  ", subsequent_indent="  ")]
    sections = ((_(N_("Arguments")), told.arguments), (_(N_("Options")), told.options), *told.commands)
    column = min(28, max((len(entry.term) for _title, entries in sections for entry in entries), default=0)) + 4
    for title, entries in sections:
        if entries:
            lines += ["", _(N_("{title}:")).format(title=title)]
            for entry in entries:
                lines += _entry(entry, column, width)
    return "\n".join(lines)


def _entry(entry: Entry, column: int, width: int) -> list[str]:
    indent = " " * column
    first = f"  {entry.term}".ljust(column)
    if len(first) <= column and entry.meaning:
        return textwrap.wrap(entry.meaning, width, initial_indent=first, subsequent_indent=indent)
    # A long list of choices is broken between two of them.
    term = textwrap.wrap(entry.term.replace("|", "| "), width, initial_indent="  ", subsequent_indent=" " * 6)
    meaning = textwrap.wrap(entry.meaning, width, initial_indent=indent, subsequent_indent=indent)
    return [*(line.replace("| ", "|") for line in term), *meaning]
