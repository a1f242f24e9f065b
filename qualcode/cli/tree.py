"""The tree of commands: every module of `commands` adds its own."""

from __future__ import annotations

import functools
from typing import Annotated

import typer
from typer.core import TyperGroup

import qualcode
from qualcode.cli import output
from qualcode.cli.commands import (
    agreement,
    assignments,
    case_edits,
    case_tables,
    cases,
    codebook,
    codebook_compare,
    codebook_edits,
    codebook_versions,
    coders,
    coding_edits,
    codings,
    cooccurrence,
    crosswalk,
    demo,
    documents,
    evaluation,
    export,
    framework,
    groups,
    history,
    indicator_tables,
    indicators,
    matrix,
    memos,
    merge,
    people,
    projects,
    proposals,
    reconcile,
    reports,
    revise,
    screen,
    search,
    speakers,
    suggest,
    translations,
)
from qualcode.cli.help import Group
from qualcode.cli.invocation import Invocation
from qualcode.cli.later import Later
from qualcode.cli.opening import open_screen
from qualcode.cli.options import choice
from qualcode.model.message import N_
from qualcode.model.project import LANGUAGES

# The order of the help.
_MODULES = (
    screen, demo, projects, documents, speakers, codebook, codings, coding_edits, translations, codebook_edits,
    codebook_versions, codebook_compare, crosswalk, revise, memos, coders, search, suggest, cases, people, case_edits,
    case_tables, evaluation, groups, indicators, indicator_tables, proposals, matrix, cooccurrence, agreement,
    assignments, reconcile, framework, reports, export, merge, history,
)  # fmt: skip


@functools.cache
def build() -> TyperGroup:
    """The whole command line, ready to be run or described; a command is taken apart when it is called or told of."""
    app = typer.Typer(
        cls=Group,
        invoke_without_command=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help=N_(
            "Code interviews and life stories against a shared impact codebook; make matrices and reports of them.\n\n"
            "Without a command: opens the screen on the project, or the welcome screen."
        ),
    )
    app.callback(cls=Group)(_root)
    made = typer.main.get_command(app)
    assert isinstance(made, TyperGroup)
    below = typer.Typer()
    for module in _MODULES:
        module.register(below)
    made.commands = Later(below)
    return made


def _version(value: bool) -> None:
    if value:
        output.line(f"qualcode {qualcode.__version__}")
        raise typer.Exit


def _root(
    context: typer.Context,
    project: Annotated[
        str | None,
        typer.Option(
            "-p",
            "--project",
            metavar="FILE",
            help=N_(
                "The project; else the environment's QUALCODE_PROJECT, else the only *.qualcode file in the folder."
            ),
        ),
    ] = None,
    coder: Annotated[
        str | None,
        typer.Option(
            "--coder",
            metavar="NAME",
            help=N_("Who codes; else the environment's QUALCODE_CODER, else the login name."),
        ),
    ] = None,
    language: Annotated[
        str | None,
        choice(LANGUAGES, "--lang", help=N_("The program's language; else the environment's QUALCODE_LANG, LANG.")),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help=N_("Print one JSON document, for programs."))] = False,
    version: Annotated[
        bool, typer.Option("--version", help=N_("Show the version."), callback=_version, is_eager=True)
    ] = False,
) -> None:
    context.obj = Invocation(project, coder, json, language)
    if context.invoked_subcommand is None:
        open_screen(context.obj, None)
