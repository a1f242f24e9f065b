"""The screen is opened: without the tree of commands, which takes longer to load than the screen itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from qualcode.cli.invocation import Invocation
from qualcode.errors import NoProject, Refused, SeveralProjects
from qualcode.model.message import N_
from qualcode.model.project import LANGUAGES
from qualcode.ops.projectfile import SUFFIX


class NoTerminal(Refused):
    """The screen needs a terminal at both ends."""

    code = "no-terminal"
    sentence = N_("The screen needs a terminal, and this is none.")
    hint = N_("Open a terminal window and type it there, or use the commands: qualcode --help")


def is_terminal() -> bool:
    """Whether somebody sits before both standard input and output."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def open_screen(told: Invocation, project: Path | None) -> None:
    """Open the screen on `project`, else on the one that options and folder point to, else its welcome page."""
    if project is None:
        try:
            project = told.project_path()
        except (NoProject, SeveralProjects):
            project = None
    if not is_terminal():
        raise NoTerminal
    from qualcode.tui.start import run

    # A language that was asked for counts for more than the one chosen in the settings of the screen.
    asked = told.language or os.environ.get("QUALCODE_LANG")
    run(project, coder=told.coder_name(), language=asked)


def asked_for(arguments: list[str]) -> tuple[Invocation, str | None] | None:
    """What is said of the screen and the project's name after `open`, where the command line asks for the screen.

    Nothing where it asks for something else, for help, or cannot be understood: that is for the tree of commands.
    """
    said: dict[str, str] = {}
    words: list[str] = []
    left = iter(arguments)
    for argument in left:
        name, equals, value = argument.partition("=")
        if name in ("-p", "--project", "--coder", "--lang") and not words and not (equals and name == "-p"):
            given = value if equals else next(left, "")
            said["--project" if name == "-p" else name] = given
            if not given or given.startswith("-"):
                return None
        elif argument.startswith("-"):
            return None
        else:
            words.append(argument)
    if len(words) == 1 and Path(words[0]).suffix == SUFFIX:
        # As one opens a file with any other program.
        words.insert(0, "open")
    if said.get("--lang", LANGUAGES[0]) not in LANGUAGES or len(words) > 2 or words[:1] not in ([], ["open"]):
        return None
    told = Invocation(said.get("--project"), said.get("--coder"), False, said.get("--lang"))
    return told, words[1] if len(words) == 2 else None


def open_asked(told: Invocation, named: str | None) -> None:
    """Open the screen on the project of this name or path, else as `open_screen` finds one."""
    open_screen(told, Invocation(named, told.coder, told.json, told.language).project_path() if named else None)
