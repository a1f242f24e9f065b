"""What was said before the command: which project, which coder, tables or JSON."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.cli.diagnostics import note
from qualcode.model.project import LANGUAGES

if TYPE_CHECKING:
    import typer

    from qualcode.ops import Session


@dataclass(frozen=True, slots=True)
class Invocation:
    """The options that stand before the command."""

    project: str | None = None
    coder: str | None = None
    json: bool = False
    language: str | None = None

    def named_project(self) -> str | None:
        """The project that the option or the environment names."""
        return self.project or os.environ.get("QUALCODE_PROJECT") or None

    def project_path(self) -> Path:
        """The project's file. Raises ProjectNotFound, NoProject, SeveralProjects."""
        from qualcode.ops.projectfile import find_project

        return find_project(self.named_project(), Path.cwd())

    def coder_name(self) -> str:
        """Who codes: the option, the environment, else the login name."""
        from qualcode.ops.login import coder_name

        return coder_name(self.coder)

    def open(self) -> Session:
        """Open the project as the coder, and tell what its opening brought about."""
        from qualcode.ops import projects

        session = projects.open_session(self.project_path(), coder=self.coder_name())
        for notice in session.notices:
            note(notice)
        return session


def invocation(context: typer.Context) -> Invocation:
    """What was said before the command that runs."""
    found = context.find_object(Invocation)
    return found or Invocation()


def session(context: typer.Context) -> Session:
    """The project meant, open as the coder meant; a context manager."""
    return invocation(context).open()


def peek(arguments: list[str]) -> tuple[str | None, bool]:
    """The interface's language and whether JSON is wanted, before anything is parsed.

    The language must be known before the commands describe themselves, and a command line that cannot be parsed must
    still be refused in the form that was asked for. A `--lang` after the command is the report's and not looked at.
    """
    ahead = True
    chosen: str | None = None
    json = False
    skip = False
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        json = json or argument == "--json"
        if skip:
            skip = False
        elif ahead and argument == "--lang":
            chosen, skip = arguments[index + 1] if index + 1 < len(arguments) else None, True
        elif ahead and argument.startswith("--lang="):
            chosen = argument.removeprefix("--lang=")
        elif argument in {"-p", "--project", "--coder"}:
            skip = True
        elif not argument.startswith("-"):
            ahead = False
    return (chosen if chosen in LANGUAGES else None), json
