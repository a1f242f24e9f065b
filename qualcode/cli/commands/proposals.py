"""`propose` and `proposals`: indicators and codes made together, with the reasons kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from qualcode.cli import output, words
from qualcode.cli.commands.indicators import by_language, names
from qualcode.cli.help import Command, DefaultGroup, Group
from qualcode.cli.invocation import session
from qualcode.cli.options import Json, choice
from qualcode.cli.subjects import CASES
from qualcode.i18n import _, language
from qualcode.model.indicator import DIRECTIONS, INDICATOR_KINDS
from qualcode.model.indicator_view import ProposalView, localised
from qualcode.model.message import N_
from qualcode.model.proposal import STATES, SUBJECTS

_Id = Annotated[str, typer.Argument(metavar="ID", help=N_("The proposal's id, or the beginning of it."))]
_Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help=N_("Why; it is kept."))]
_Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help=N_("Why it is proposed."))]
_Labels = Annotated[
    list[str] | None,
    typer.Option("--label", metavar="LL=TEXT", help=N_("Its name in a language, as nl=Jobs; repeatable.")),
]


def _text(name: str, help: str) -> object:
    return typer.Option(name, metavar="LL=TEXT", help=help)


_Definition = Annotated[list[str] | None, _text("--definition", N_("What it means, in a language; repeatable."))]
_FromCodings = Annotated[
    list[str] | None,
    typer.Option("--from-codings", metavar="IDS", help=N_("Passages it comes from, ids with commas; repeatable.")),
]
_Change = Annotated[
    str | None,
    choice(("rename", "redefine", "remove"), "--change", help=N_("What is to be done with it, with --of.")),
]


def _indicator(
    context: typer.Context,
    label: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help=N_("Its name; with --from-code the codebook's own if left out.")),
    ] = None,
    from_code: Annotated[
        str | None,
        typer.Option("--from-code", metavar="CODE", help=N_("Take over the codebook's next indicator for this code.")),
    ] = None,
    from_codings: _FromCodings = None,
    indicator: Annotated[
        str | None, typer.Option("--of", metavar="INDICATOR", help=N_("Propose a change to this one instead."))
    ] = None,
    action: _Change = None,
    labels: _Labels = None,
    definition: _Definition = None,
    kind: Annotated[str | None, choice(INDICATOR_KINDS, "--kind", help=N_("A number, or described levels."))] = None,
    unit: Annotated[str, typer.Option("--unit", metavar="UNIT", help=N_("What values are counted in."))] = "",
    direction: Annotated[str | None, choice(DIRECTIONS, "--direction", help=N_("Which value is better."))] = None,
    threshold: Annotated[
        str, typer.Option("--threshold", metavar="N", help=N_("The smallest real change, in the unit."))
    ] = "",
    code: Annotated[
        str | None, typer.Option("--code", metavar="CODE", help=N_("The code or dimension it speaks to."))
    ] = None,
    rungs: Annotated[
        list[str] | None,
        typer.Option("--rung", metavar="TEXT", help=N_("A level, from the lowest on; repeatable.")),
    ] = None,
    source: Annotated[str, typer.Option("--source", metavar="TEXT", help=N_("Where its values come from."))] = "",
    reason: _Why = "",
    json: Json = False,
) -> None:
    from qualcode.ops import projects, proposals

    with session(context) as project:
        own = projects.project(project).language
        view = proposals.propose_indicator(
            project,
            names(label, labels, own) or None,
            action=action or ("redefine" if indicator else "add"),
            indicator=indicator,
            from_code=from_code,
            from_codings=[id.strip() for each in from_codings or () for id in each.split(",") if id.strip()],
            definition=by_language(definition, own, "--definition"),
            kind=kind or "",
            unit=unit,
            direction=direction or "",
            threshold=threshold,
            code=code,
            rungs=[by_language(rung.split(";"), own, "--rung") for rung in rungs or ()],
            source=source,
            reason=reason,
        )
    show([view], json, one=True)


def _code(
    context: typer.Context,
    action: Annotated[
        str, typer.Argument(metavar="ACTION", help=N_("add, rename, redefine, move, merge, split or remove."))
    ],
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help=N_("The code it is about; for add, the new code's name."))
    ] = None,
    labels: _Labels = None,
    definition: _Definition = None,
    include: Annotated[list[str] | None, _text("--include", N_("What belongs to it, in a language."))] = None,
    exclude: Annotated[list[str] | None, _text("--exclude", N_("What does not, in a language."))] = None,
    under: Annotated[
        str | None, typer.Option("--under", metavar="CODE", help=N_("Where it goes, for add and move; empty: the top."))
    ] = None,
    into: Annotated[
        str | None, typer.Option("--into", metavar="CODE", help=N_("The code it goes up into, for merge."))
    ] = None,
    parts: Annotated[
        list[str] | None,
        typer.Option("--part", metavar="NAME=IDS", help=N_("A new code and its codings' ids, for split; repeatable.")),
    ] = None,
    move_to: Annotated[
        str | None, typer.Option("--move-codings-to", metavar="CODE", help=N_("Where its codings go, for remove."))
    ] = None,
    with_codings: Annotated[
        bool, typer.Option("--with-codings", help=N_("Its codings are taken off too, for remove."))
    ] = False,
    reason: _Why = "",
    json: Json = False,
) -> None:
    from qualcode.ops import projects, proposals

    adding = action == "add"
    with session(context) as project:
        own = projects.project(project).language
        view = proposals.propose_code(
            project,
            action,
            None if adding else code,
            labels=names(code if adding else None, labels, own) or None,
            definition=by_language(definition, own, "--definition"),
            include=by_language(include, own, "--include"),
            exclude=by_language(exclude, own, "--exclude"),
            parent=under if adding else None,
            under=None if adding else under,
            into=into,
            parts=_parts(parts),
            move_codings_to=move_to,
            with_codings=with_codings,
            reason=reason,
        )
    show([view], json, one=True)


def _parts(said: Sequence[str] | None) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for part in said or ():
        name, _equals, ids = part.rpartition("=")
        found[name or ids] = [id.strip() for id in ids.split(",") if id.strip()] if name else []
    return found


def _list(
    context: typer.Context,
    is_open: Annotated[bool, typer.Option("--open", help=N_("Only those that are not decided yet."))] = False,
    status: Annotated[str | None, choice(STATES, "--status", help=N_("Only those that stand so."))] = None,
    about: Annotated[str | None, choice(SUBJECTS, "--about", help=N_("Only those about indicators, or codes."))] = None,
    json: Json = False,
) -> None:
    from qualcode.ops import proposals

    with session(context) as project:
        listing = proposals.listing(project, status="open" if is_open else status, about=about)
    show(listing, json)


def _discuss(
    context: typer.Context,
    id: _Id,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=N_("What there is to say about it."))],
    json: Json = False,
) -> None:
    from qualcode.ops import proposals

    with session(context) as project:
        view = proposals.discuss(project, id, text)
    show([view], json, one=True)


def _accept(context: typer.Context, id: _Id, reason: _Reason, json: Json = False) -> None:
    from qualcode.ops import proposals

    with session(context) as project:
        view = proposals.accept(project, id, reason)
    show([view], json, one=True)


def _decline(context: typer.Context, id: _Id, reason: _Reason, json: Json = False) -> None:
    from qualcode.ops import proposals

    with session(context) as project:
        view = proposals.decline(project, id, reason)
    show([view], json, one=True)


def show(listing: Sequence[ProposalView], json: bool, *, one: bool = False) -> None:
    """Show proposals, as a table or as JSON; `one` prints it alone rather than in a list."""
    if json:
        output.document(listing[0] if one else listing)
        return
    rows = [
        (
            view.id[:8],
            words.proposal_action(view.about, view.action),
            view.subject or _label(view),
            view.coder,
            words.proposal_state(view.status),
            view.decision or view.reason,
            len(view.remarks) or None,
        )
        for view in listing
    ]
    headers = (_("Id"), _("Proposed"), _("About"), _("By"), _("Stands"), _("Reason"), _("Remarks"))
    empty = _("Nothing is proposed. Do so with: qualcode propose indicator NAME")
    output.table(headers, rows, numeric=(6,), empty=empty)


def _label(view: ProposalView) -> str:
    return localised({name[6:]: text for name, text in view.content.items() if name.startswith("label_")}, language())


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    making = typer.Typer(cls=Group)
    making.command(
        "indicator", cls=Command, help=N_("Propose an indicator, in one's own words, from a code or from passages.")
    )(_indicator)
    making.command("code", cls=Command, help=N_("Propose a change to the codebook, done once it is accepted."))(_code)
    help = N_("Propose an indicator or a change to the codebook.")
    app.add_typer(making, name="propose", rich_help_panel=CASES, help=help)
    group = typer.Typer(cls=DefaultGroup)
    group.command("list", cls=Command, help=N_("List what is proposed and what became of it."))(_list)
    group.command("discuss", cls=Command, help=N_("Say something about a proposal."))(_discuss)
    group.command("accept", cls=Command, help=N_("Accept a proposal and do it, in one change."))(_accept)
    group.command("decline", cls=Command, help=N_("Decline a proposal."))(_decline)
    help = N_("Proposals, their discussion and their decision: `proposals` is `proposals list`.")
    app.add_typer(group, name="proposals", rich_help_panel=CASES, help=help)
