"""`codings split`, `join`, `edges`, ... and `recode`, `effect`, `facet`: codings edited, one or many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from qualcode.cli import output
from qualcode.cli.commands.codings import tell
from qualcode.cli.help import Command, group_of
from qualcode.cli.invocation import session
from qualcode.cli.options import Json, NotAPair, choice, whole_number
from qualcode.cli.subjects import CODING
from qualcode.errors import UsageError
from qualcode.i18n import _, ngettext
from qualcode.model.codebook import EFFECTS
from qualcode.model.message import N_

NONE = "-"  # what stands for no effect
# As in `ops.selection`, which is not loaded before it is needed.
UNITS = ("word", "sentence", "paragraph", "turn")


class WhichEdges(UsageError):
    """`codings edges` without new edges, or with two kinds of them."""

    sentence = N_("Say where the edges go: START and END, --to UNIT, or --start and --end in words.")


def _effect_named(text: str) -> str:
    if text not in (*EFFECTS, NONE):
        choices = ", ".join((*EFFECTS, NONE))
        raise typer.BadParameter(_(N_("possible are {choices}.")).format(choices=choices))
    return text


def _steps(text: str | int) -> int:
    if isinstance(text, int):
        return text
    try:
        return int(text)
    except ValueError as error:
        raise typer.BadParameter(_(N_("it must be a whole number, with - to go back."))) from error


_Id = Annotated[str, typer.Argument(metavar="ID", help=N_("The coding's id, as `codings` shows it."))]
_Ids = Annotated[list[str], typer.Argument(metavar="ID", help=N_("The codings' ids, as `codings` shows them."))]
_Code = Annotated[str, typer.Argument(metavar="CODE", help=N_("The code's key, path or label, in any language."))]


# Many codings


def _recode(context: typer.Context, code: _Code, ids: _Ids, json: Json = False) -> None:
    from qualcode.ops import coding_edits

    with session(context) as project:
        done = coding_edits.recode(project, ids, code)
    if json:
        output.document(done)
    else:
        told = ngettext("{n} coding has another code now.", "{n} codings have another code now.", done.changed)
        output.line(told.format(n=done.changed))
        tell_joined(done.joined, done.differing)


def _effect(
    context: typer.Context,
    effect: Annotated[
        str,
        typer.Argument(
            metavar="EFFECT",
            help=N_("One of positive, negative, mixed, none, unclear; - for not assessed."),
            parser=_effect_named,
        ),
    ],
    ids: _Ids,
    json: Json = False,
) -> None:
    from qualcode.ops import coding_edits

    with session(context) as project:
        done = coding_edits.set_effect(project, ids, None if effect == NONE else effect)
    if json:
        output.document(done)
    else:
        told = ngettext("{n} coding has another effect now.", "{n} codings have another effect now.", done.changed)
        output.line(told.format(n=done.changed))


def _facet(
    context: typer.Context,
    facet: Annotated[
        str, typer.Argument(metavar="NAME=VALUE", help=N_("For example time=before; nothing after = removes it."))
    ],
    ids: _Ids,
    json: Json = False,
) -> None:
    from qualcode.ops import coding_edits

    name, equals, value = facet.partition("=")
    if not equals or not name.strip():
        raise NotAPair(value=facet, option="NAME=VALUE")
    with session(context) as project:
        done = coding_edits.set_facet(project, ids, name.strip(), value.strip() or None)
    if json:
        output.document(done)
    else:
        told = ngettext("{n} coding is changed.", "{n} codings are changed.", done.changed)
        output.line(told.format(n=done.changed))


def _join(context: typer.Context, ids: _Ids, json: Json = False) -> None:
    from qualcode.ops import coding_edits

    with session(context) as project:
        # One alone means: with all that it touches.
        done = coding_edits.join(project, ids if len(ids) > 1 else coding_edits.touching(project, ids[0]))
    if json:
        output.document(done)
    else:
        told = ngettext("{n} coding went up into another.", "{n} codings went up into others.", done.joined)
        output.line(told.format(n=done.joined))
        tell_joined(0, done.differing)


def tell_joined(joined: int, differing: int) -> None:
    """Say how many codings became one with another, and in how many of them something differed."""
    if joined:
        told = ngettext(
            "{n} of them became one with a coding that was there.",
            "{n} of them became one with codings that were there.",
            joined,
        )
        output.line(told.format(n=joined))
    if differing:
        told = ngettext(
            "In {n} of these the effect or a facet differed; that of the coding that was there stays.",
            "In {n} of these the effect or a facet differed; those of the codings that were there stay.",
            differing,
        )
        output.line(told.format(n=differing))


# One coding


def _copy(
    context: typer.Context,
    coding: _Id,
    codes: Annotated[list[str], typer.Argument(metavar="CODE", help=N_("The codes it gets beside the one it has."))],
    json: Json = False,
) -> None:
    from qualcode.ops import coding_edits

    with session(context) as project:
        tell(project, coding_edits.copy(project, coding, codes), json)


def _split(
    context: typer.Context,
    coding: _Id,
    at: Annotated[
        int, typer.Argument(metavar="AT", help=N_("The first character of the second part."), parser=whole_number)
    ],
    json: Json = False,
) -> None:
    from qualcode.ops import coding_edits

    with session(context) as project:
        tell(project, coding_edits.split(project, coding, at), json)


def _edges(
    context: typer.Context,
    coding: _Id,
    start: Annotated[
        int | None,
        typer.Argument(metavar="START", help=N_("The passage's first character, from 0."), parser=whole_number),
    ] = None,
    end: Annotated[
        int | None, typer.Argument(metavar="END", help=N_("The character after its last."), parser=whole_number)
    ] = None,
    unit: Annotated[str | None, choice(UNITS, "--to", help=N_("Grow to whole words, sentences, ..."))] = None,
    inward: Annotated[bool, typer.Option("--inward", help=N_("With --to: shrink to them instead."))] = False,
    first: Annotated[
        int | None,
        typer.Option(
            "--start", metavar="WORDS", help=N_("Move the start by so many words; - goes back."), parser=_steps
        ),
    ] = None,
    last: Annotated[
        int | None,
        typer.Option("--end", metavar="WORDS", help=N_("Move the end by so many words; - goes back."), parser=_steps),
    ] = None,
    json: Json = False,
) -> None:
    from qualcode.ops import coding_edits

    ways = ((start is not None), (unit is not None), (first is not None or last is not None))
    if sum(ways) != 1 or (start is None) != (end is None) or (first is not None and last is not None):
        raise WhichEdges
    with session(context) as project:
        if start is not None and end is not None:
            made = coding_edits.move_to(project, coding, start, end)
        elif unit is not None:
            made = coding_edits.fit(project, coding, unit, inward=inward)
        else:
            edge, steps = ("start", first) if first is not None else ("end", last)
            made = coding_edits.move_edge(project, coding, edge, steps or 0)
        tell(project, [made], json, alone=True)


def _note(
    context: typer.Context,
    coding: _Id,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=N_("Your note on it; '' takes it away."))],
    json: Json = False,
) -> None:
    from qualcode.ops import codings

    with session(context) as project:
        tell(project, [codings.note(project, coding, text)], json, alone=True)


def _add_note(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=N_("What is written below your notes on them."))],
    ids: _Ids,
    json: Json = False,
) -> None:
    from qualcode.ops import coding_notes

    with session(context) as project:
        changed = coding_notes.add_to_memos(project, ids, text)
    if json:
        output.document({"changed": changed})
    else:
        output.line(ngettext("{n} coding is changed.", "{n} codings are changed.", changed).format(n=changed))


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree, those on single codings to the group `codings`."""
    group = group_of(app, "codings")
    singles: tuple[tuple[str, Callable[..., None], str], ...] = (
        ("copy", _copy, N_("Put other codes on the passage of a coding, with its effect and facets.")),
        ("split", _split, N_("Make two codings of one.")),
        (
            "join",
            _join,
            N_("Make one of codings that overlap or follow each other; of one alone, with all it touches."),
        ),
        ("edges", _edges, N_("Move the edges of a coding: to a place, to whole sentences, or by words.")),
        ("note", _note, N_("Set your own note on a coding.")),
        ("add-note", _add_note, N_("Write the same below your notes on several codings.")),
    )
    for name, command, help in singles:
        group.command(name, cls=Command, help=help)(command)
    for name, command, help in (
        ("recode", _recode, N_("Give codings another code.")),
        ("effect", _effect, N_("Say of codings what changed for the person.")),
        ("facet", _facet, N_("Say of codings when it was, how large, ...: a facet of the codebook.")),
    ):
        app.command(name, cls=Command, rich_help_panel=CODING, help=help)(command)
