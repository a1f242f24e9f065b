"""`codebook add`, `rename`, `define`, ...: the codebook edited code by code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import output
from qualcode.cli.commands.coding_edits import tell_joined
from qualcode.cli.help import Command, group_of
from qualcode.cli.invocation import session
from qualcode.cli.options import Json, NothingAsked
from qualcode.errors import UsageError
from qualcode.i18n import _, ngettext
from qualcode.model.message import N_, Message

if TYPE_CHECKING:
    from qualcode.model.codebook import Code
    from qualcode.ops import Session
    from qualcode.ops.codebook_merging import Consequences, Recast

NONE = "-"  # what stands for no colour


class Either(UsageError):
    """Two options that exclude each other."""

    sentence = N_("{one} and {other} cannot be used together.")
    hint = N_("Choose one of them.")


_Code = Annotated[str, typer.Argument(metavar="CODE", help=N_("The code's key, path or label, in any language."))]
_Label = Annotated[str, typer.Argument(metavar="LABEL", help=N_("Its name; quote it if it has spaces."))]
_Language = Annotated[
    str | None,
    typer.Option("--language", metavar="LANGUAGE", help=N_("The language it is written in (default: the project's).")),
]
_Before = Annotated[
    str | None, typer.Option("--before", metavar="CODE", help=N_("The code it stands before; without it, last."))
]
_Preview = Annotated[bool, typer.Option("--preview", help=N_("Only show how much hangs on it; nothing is changed."))]
_Ids = Annotated[list[str], typer.Argument(metavar="ID", help=N_("The codings' ids, as `codings` shows them."))]

_Definition = Annotated[
    str | None, typer.Option("--definition", metavar="TEXT", help=N_("What it means; '' removes the text."))
]
_Include = Annotated[
    str | None, typer.Option("--include", metavar="TEXT", help=N_("When it is used; '' removes the text."))
]
_Exclude = Annotated[
    str | None, typer.Option("--exclude", metavar="TEXT", help=N_("When it is not used; '' removes the text."))
]
_Terms = Annotated[
    list[str] | None,
    typer.Option("--term", metavar="TERM", help=N_("A word that hints at it, such as embauch*; repeatable.")),
]
_Aliases = Annotated[
    list[str] | None, typer.Option("--alias", metavar="NAME", help=N_("Another name it goes by; repeatable."))
]
_Examples = Annotated[
    list[str] | None, typer.Option("--example", metavar="TEXT", help=N_("A passage that shows it; repeatable."))
]
_Indicators = Annotated[
    list[str] | None, typer.Option("--indicator", metavar="TEXT", help=N_("What could be counted; repeatable."))
]
_NoTerms = Annotated[
    list[str] | None, typer.Option("--no-term", metavar="TERM", help=N_("A term to take away; repeatable."))
]
_NoAliases = Annotated[
    list[str] | None, typer.Option("--no-alias", metavar="NAME", help=N_("An alias to take away; repeatable."))
]
_NoExamples = Annotated[
    list[str] | None, typer.Option("--no-example", metavar="TEXT", help=N_("An example to take away; repeatable."))
]
_NoIndicators = Annotated[
    list[str] | None, typer.Option("--no-indicator", metavar="TEXT", help=N_("An indicator to take away; repeatable."))
]


# Codes


def _add(
    context: typer.Context,
    label: _Label,
    parent: Annotated[
        str | None, typer.Option("--parent", metavar="CODE", help=N_("The code above; without one, a new dimension."))
    ] = None,
    language: _Language = None,
    json: Json = False,
) -> None:
    from qualcode.ops import codebook_edits

    with session(context) as project:
        _tell_code(project, codebook_edits.add_code(project, label, parent=parent, language=language), json)


def _rename(context: typer.Context, code: _Code, label: _Label, language: _Language = None, json: Json = False) -> None:
    from qualcode.ops import codebook_edits

    with session(context) as project:
        _tell_code(project, codebook_edits.rename(project, code, label, language=language), json)


def _define(
    context: typer.Context,
    code: _Code,
    definition: _Definition = None,
    include: _Include = None,
    exclude: _Exclude = None,
    terms: _Terms = None,
    no_terms: _NoTerms = None,
    aliases: _Aliases = None,
    no_aliases: _NoAliases = None,
    examples: _Examples = None,
    no_examples: _NoExamples = None,
    indicators: _Indicators = None,
    no_indicators: _NoIndicators = None,
    language: _Language = None,
    json: Json = False,
) -> None:
    from qualcode.ops import codebook_edits

    add = {"terms": terms, "aliases": aliases, "examples": examples, "indicators": indicators}
    drop = {"terms": no_terms, "aliases": no_aliases, "examples": no_examples, "indicators": no_indicators}
    if not any((*add.values(), *drop.values())) and definition is include is exclude is None:
        raise NothingAsked(command=context.command_path)
    with session(context) as project:
        made = codebook_edits.define(
            project,
            code,
            language=language,
            definition=definition,
            include=include,
            exclude=exclude,
            add={name: texts for name, texts in add.items() if texts},
            drop={name: texts for name, texts in drop.items() if texts},
        )
        _tell_code(project, made, json)


def _colour(
    context: typer.Context,
    code: _Code,
    colour: Annotated[
        str, typer.Argument(metavar="COLOUR", help=N_("RRGGBB, such as 0072B2; - for that of the code above."))
    ],
    json: Json = False,
) -> None:
    from qualcode.ops import codebook_edits

    # A shell takes what follows an unquoted # for a comment, so it may be left out.
    wanted = None if colour == NONE else "#" + colour.removeprefix("#")
    with session(context) as project:
        _tell_code(project, codebook_edits.recolour(project, code, wanted), json)


def _move(
    context: typer.Context,
    code: _Code,
    under: Annotated[str | None, typer.Option("--under", metavar="CODE", help=N_("The code it goes below."))] = None,
    top: Annotated[bool, typer.Option("--top", help=N_("Make it a dimension of its own."))] = False,
    before: _Before = None,
    json: Json = False,
) -> None:
    from qualcode.ops import codebook_edits

    if under and top:
        raise Either(one="--under", other="--top")
    if not (under or top or before):
        raise NothingAsked(command=context.command_path)
    with session(context) as project:
        if under or top:
            _tell_code(project, codebook_edits.move(project, code, under, before=before), json)
        else:
            _tell_code(project, codebook_edits.reorder(project, code, before=before), json)


def _tell_code(project: Session, code: Code, json: bool) -> None:
    """Show a code as `codebook show` has it."""
    from qualcode.ops import codebooks

    view = next(each for each in codebooks.show(project).codes if each.id == code.id)
    if json:
        output.document(view)
    else:
        output.line(_("{name}: {value}").format(name=view.key, value=view.path))


# Codes and their codings


def _merge(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help=N_("The code that goes up in the other."))],
    into: Annotated[list[str], typer.Argument(metavar="INTO", help=N_("The code that stays: [into] CODE."))],
    preview: _Preview = False,
    json: Json = False,
) -> None:
    from qualcode.ops import codebook_merging

    # `merge-codes A into B` reads as it is meant; `merge-codes A B` is shorter.
    names = into[1:] if len(into) == 2 and into[0].casefold() == "into" else into
    if len(names) != 1:
        raise UsageError(what=Message(N_("Name the code that goes and the code that stays, and no other.")))
    with session(context) as project:
        if preview:
            _foretell(codebook_merging.consequences(project, code, into=names[0], below=False), json)
        else:
            _tell(codebook_merging.merge(project, code, names[0]), json)


def _split(
    context: typer.Context,
    code: _Code,
    label: Annotated[str, typer.Argument(metavar="NEWLABEL", help=N_("The name of the new code."))],
    ids: _Ids,
    language: _Language = None,
    json: Json = False,
) -> None:
    from qualcode.ops import codebook_merging

    with session(context) as project:
        _tell(codebook_merging.split(project, code, {label: ids}, language=language), json)


def _remove(
    context: typer.Context,
    code: _Code,
    move_codings_to: Annotated[
        str | None,
        typer.Option("--move-codings-to", metavar="CODE", help=N_("The code that its codings are to have.")),
    ] = None,
    with_codings: Annotated[bool, typer.Option("--with-codings", help=N_("Take its codings off too."))] = False,
    preview: _Preview = False,
    json: Json = False,
) -> None:
    from qualcode.ops import codebook_merging

    if move_codings_to and with_codings:
        raise Either(one="--move-codings-to", other="--with-codings")
    with session(context) as project:
        if preview:
            _foretell(codebook_merging.consequences(project, code, into=move_codings_to), json)
            return
        done = codebook_merging.remove(project, code, move_codings_to=move_codings_to, with_codings=with_codings)
    _tell(done, json)


def _foretell(told: Consequences, json: bool) -> None:
    """Show what hangs on codes."""
    if json:
        output.document(told)
        return
    rows = (
        (_("Codes"), told.codes),
        (_("Codings"), told.codings),
        (_("Documents"), told.documents),
        (_("Coders"), told.coders),
        (_("Memos on the codes"), told.memos),
        (_("Memos on the codings"), told.notes),
        (_("Answers to suggestions"), told.decisions),
        (_("Codings that would become one with another"), told.joined),
    )
    for name, value in rows:
        shown = ", ".join(value) if isinstance(value, tuple) else value
        output.line(_("{name}: {value}").format(name=name, value=shown))


def _tell(done: Recast, json: bool) -> None:
    """Show what became of codes and their codings."""
    if json:
        output.document(done)
        return
    for text, keys in ((_("Removed: {codes}"), done.removed), (_("New: {codes}"), done.added)):
        if keys:
            output.line(text.format(codes=", ".join(keys)))
    if done.uncoded:
        told = ngettext("{n} coding is taken off.", "{n} codings are taken off.", done.uncoded)
        output.line(told.format(n=done.uncoded))
    if done.codings:
        _tell_moved(done.codings, done.joined, done.differing)


def _tell_moved(changed: int, joined: int, differing: int) -> None:
    told = ngettext("{n} coding has another code now.", "{n} codings have another code now.", changed)
    output.line(told.format(n=changed))
    tell_joined(joined, differing)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree, those on codes to the group `codebook`, which is there already."""
    group = group_of(app, "codebook")
    for name, command, help in (
        ("add", _add, N_("Add a code.")),
        ("rename", _rename, N_("Give a code another name in a language; its key stays.")),
        ("define", _define, N_("Say what a code means, when it is used, and which words hint at it.")),
        ("colour", _colour, N_("Give a code a colour.")),
        ("move", _move, N_("Put a code, with those below it, in another place; its key stays.")),
        ("merge-codes", _merge, N_("Make two codes one: codings, memos, names and terms go over.")),
        ("split", _split, N_("Make a new code beside a code and give it some of its codings.")),
        ("remove", _remove, N_("Remove a code and those below it.")),
    ):
        group.command(name, cls=Command, help=help)(command)
