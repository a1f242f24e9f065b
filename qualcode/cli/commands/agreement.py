"""`agreement`: how far coders agree, and on what they do not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import output
from qualcode.cli.help import Command, DefaultGroup
from qualcode.cli.invocation import session
from qualcode.cli.options import Force, Json, NotAPair, choice, number
from qualcode.cli.subjects import RESULTS
from qualcode.i18n import _, language
from qualcode.model.agreement import AGREEMENT_UNITS, REGIONS
from qualcode.model.message import N_
from qualcode.model.project import LANGUAGES
from qualcode.model.together import OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.model.agreement import Agreement, CodeAgreement, Confusion, Intervals, Measures
    from qualcode.model.message import Message

_LEVELS = ("nominal", "ordinal", "interval", "ratio")
# The coefficients of which a terminal has room beside a code.
_BESIDE = ("percent", "cohen_kappa", "gwet_ac1", "u_alpha", "cu_alpha")
Coders = Annotated[
    str | None, typer.Option("--coders", metavar="A,B", help=N_("Those compared; else all who have coded."))
]
Codes = Annotated[
    str | None, typer.Option("--codes", metavar="C,D", help=N_("Only these, each with all below it; else those used."))
]
Region = Annotated[
    str | None,
    choice(REGIONS, "--region", help=N_("common (default): documents that all have done; all: that any has coded.")),
]


def named(text: str | None) -> list[str] | None:
    """The names in a list with commas; None where nothing was said."""
    return None if text is None else [name.strip() for name in text.split(",") if name.strip()]


def _show(
    context: typer.Context,
    coders: Coders = None,
    codes: Codes = None,
    unit: Annotated[
        str | None, choice(AGREEMENT_UNITS, "--unit", help=N_("What is coded or not (default: character)."))
    ] = None,
    region: Region = None,
    draws: Annotated[int, number("--draws", help=N_("Draws of documents for intervals; 0: none."))] = 1000,
    seed: Annotated[int, number("--seed", help=N_("The number that draws begin with."))] = 1,
    json: Json = False,
) -> None:
    from qualcode.ops import agreement
    from qualcode.ops.agreement_words import UNIT_NAMES

    with session(context) as project:
        found = agreement.agreement(
            project,
            named(coders),
            named(codes),
            unit=unit or "character",
            region=region or "common",
            draws=draws,
            seed=seed,
        )
    if json:
        output.document(found)
        return
    output.line(_("Coders: {names}").format(names=", ".join(found.coders)))
    output.line(_("Documents: {n}").format(n=len(found.documents)))
    output.line(_("Units ({unit}): {n}").format(unit=_(UNIT_NAMES[found.unit]), n=found.n_units))
    output.line(_("Stretches on which they differ: {n}").format(n=len(found.disagreements)))
    output.line()
    _show_measures(found.measures, found.intervals)
    for title, codings in ((_("Code"), found.codes), (_("Dimension"), found.branches)):
        if codings:
            output.line()
            _show_codes(title, found, codings)
    _show_notes(found.notes)


def _show_measures(measures: Measures, intervals: Intervals) -> None:
    from qualcode.ops.agreement_words import MEASURE_NAMES

    rows = [
        (_(MEASURE_NAMES[name]), "-" if value is None else value, *_ends(intervals, name))
        for name, value in measures.items()
    ]
    headers = [_("Coefficient"), _("Value")]
    if intervals:
        headers += [_("from (95 %)"), _("to")]
    output.table(headers, [row[: len(headers)] for row in rows], numeric=range(1, len(headers)))


def _ends(intervals: Intervals, name: str) -> tuple[float | str, float | str]:
    return intervals.get(name, ("", ""))


def _show_codes(title: str, found: Agreement, codes: tuple[CodeAgreement, ...]) -> None:
    from qualcode.ops.agreement_words import MEASURE_NAMES

    shown = [name for name in _BESIDE if name != "cohen_kappa" or len(found.coders) == 2]
    rows = [
        (
            each.code,
            *("-" if each.measures[name] is None else each.measures[name] for name in shown),
            each.prevalence,
            *each.coded.values(),
        )
        for each in codes
    ]
    headers = [title, *(_(MEASURE_NAMES[name]) for name in shown), _("share of units"), *found.coders]
    output.table(headers, rows, numeric=range(1, len(headers)))


def _show_notes(notes: Iterable[Message]) -> None:
    for at, note in enumerate(notes):
        if not at:
            output.line()
        output.line(note.say(_))


def _table(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=N_("A row a unit, then a column a coder: .csv, .xlsx."))],
    level: Annotated[str | None, choice(_LEVELS, "--level", help=N_("What the values are (default: nominal)."))] = None,
    json: Json = False,
) -> None:
    from qualcode.ops import agreement

    found = agreement.table(file, level or "nominal")
    if json:
        output.document(found)
        return
    output.line(_("Coders: {names}").format(names=", ".join(found.coders)))
    output.line(_("Units rated by two or more: {n}").format(n=found.units))
    output.line()
    _show_measures(found.measures, {})
    _show_notes(found.notes)


def _queue(
    context: typer.Context,
    coders: Coders = None,
    codes: Codes = None,
    region: Region = None,
    settled: Annotated[bool, typer.Option("--settled", help=N_("Also those that are settled."))] = False,
    mixed: Annotated[
        str | None,
        typer.Option("--mixed", metavar="A=B", help=N_("Only where A was taken for B; A= where it was missed.")),
    ] = None,
    json: Json = False,
) -> None:
    from qualcode.ops import settling
    from qualcode.ops.agreement_words import KIND_NAMES, OUTCOME_NAMES

    with session(context) as project:
        found = settling.queue(
            project, named(coders), named(codes), region=region or "common", settled=settled, mixed=_two(mixed)
        )
    if json:
        output.document(found)
        return
    output.line(_("Settled: {n} of {total}").format(n=found.settled, total=found.total))
    for each in found.contested:
        output.line()
        kind = _(KIND_NAMES[each.kind])
        output.line(f"{each.title} {each.start}-{each.end}: {each.code} ({kind})")
        for coding in (*each.codings, *each.others):
            output.line(f"  {coding.coder}: {coding.code} {coding.start}-{coding.end} “{coding.quote}” [{coding.id}]")
            if coding.memo:
                output.line(f"    {coding.memo}")
        for row in each.settled:
            agreed = f" {row.consensus.code}" if row.consensus else ""
            output.line(f"  {row.coder}: {_(OUTCOME_NAMES[row.outcome])}{agreed}. {row.reason}".rstrip())
    _show_notes(found.notes)


def _two(text: str | None) -> tuple[str, str | None] | None:
    """`a=b` as two codes, `a=` as a code and none. Raises NotAPair where there is no `=`."""
    if text is None:
        return None
    one, equals, other = text.partition("=")
    if not equals or not one.strip():
        raise NotAPair(value=text, option="--mixed")
    return one.strip(), other.strip() or None


def _settle(
    context: typer.Context,
    codings: Annotated[list[str], typer.Argument(metavar="CODING", help=N_("Ids of those in question."))],
    outcome: Annotated[
        str | None, choice(OUTCOMES, "--outcome", help=N_("What is made of it (default: consensus)."))
    ] = None,
    take: Annotated[
        list[str] | None,
        typer.Option("--take", metavar="CODING", help=N_("The coding agreed on, or to be taken off; repeatable.")),
    ] = None,
    code: Annotated[
        str | None, typer.Option("--code", metavar="CODE", help=N_("Another code that was agreed on."))
    ] = None,
    start: Annotated[int | None, number("--start", help=N_("Where the passage agreed on begins."))] = None,
    end: Annotated[int | None, number("--end", help=N_("Where it ends."))] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=N_("Why."))] = "",
    name: Annotated[
        str | None, typer.Option("--as", metavar="NAME", help=N_("Whose codings are those agreed on."))
    ] = None,
    json: Json = False,
) -> None:
    from qualcode.ops import settling
    from qualcode.ops.agreement_words import OUTCOME_NAMES

    with session(context) as project:
        made = settling.settle(
            project,
            codings,
            outcome or "consensus",
            take=take or (),
            code=code,
            start=start,
            end=end,
            reason=reason,
            name=name or settling.CONSENSUS,
        )
    if json:
        output.document(made)
        return
    for each in made:
        told = f": {each.consensus.code} {each.start}-{each.end}" if each.consensus else ""
        output.line(f"{_(OUTCOME_NAMES[each.outcome])}{told}")


def _confusion(
    context: typer.Context,
    coders: Coders = None,
    codes: Codes = None,
    region: Region = None,
    file: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help=N_("Codes by codes: .csv, .xlsx, .docx, .html, .png.")),
    ] = None,
    tongue: Annotated[
        str | None, choice(LANGUAGES, "--lang", help=N_("The file's language; else the program's."))
    ] = None,
    force: Force = False,
    json: Json = False,
) -> None:
    from qualcode.ops import confusion

    with session(context) as project:
        found = confusion.confusion(project, named(coders), named(codes), region=region or "common")
        if file is not None:
            confusion.write(project, found, file, tongue or language(), force=force)
    if json:
        output.document(found if file is None else {**output.fields(found), "file": file})
        return
    if file is not None:
        output.line(_("The table is written to {path}").format(path=file))
        return
    _show_confusion(found)


def _show_confusion(found: Confusion) -> None:
    rows = [(each.code, each.other, each.stretches) for each in found.pairs if each.other]
    headers = (_("Code"), _("taken for"), _("Stretches"))
    output.table(headers, rows, numeric=(2,), empty=_("No two codes are mixed up."))
    output.line()
    lacking = {True: "", False: _("no")}
    codes_told = [
        (each.code, each.mixed, each.missed, each.mostly, lacking[each.defined], lacking[each.bounded])
        for each in found.codes
    ]
    headers_of_codes = (
        _("Code"), _("mixed up"), _("missed"), _("mostly with"), _("definition"), _("what it leaves out")
    )  # fmt: skip
    output.table(headers_of_codes, codes_told, numeric=(1, 2), empty=_("They agree on every passage."))
    _show_notes(found.notes)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the tree."""
    group = typer.Typer(cls=DefaultGroup)
    group.command(
        "show",
        cls=Command,
        help=N_(
            "How far coders agree: pooled, by code and by dimension, with intervals drawn over documents.\n\n"
            "Talk about what they do not agree on before you report a number."
        ),
    )(_show)
    group.command(
        "table", cls=Command, help=N_("How far the coders of a table of ratings agree; empty cells are missing.")
    )(_table)
    group.command(
        "queue", cls=Command, help=N_("The passages to talk about: who gave which code, and what the others did there.")
    )(_queue)
    group.command(
        "settle",
        cls=Command,
        help=N_(
            "Say how a disagreement is settled, and why; `undo` takes it back.\n\n"
            "What is agreed on is put beside the coders’ own codings, in the name of a coder “consensus”."
        ),
    )(_settle)
    group.command(
        "confusion", cls=Command, help=N_("Which codes are taken for one another, and so whose definitions need work.")
    )(_confusion)
    app.add_typer(
        group,
        name="agreement",
        rich_help_panel=RESULTS,
        help=N_("How far coders agree, and on what they do not: `agreement` is `agreement show`."),
    )
