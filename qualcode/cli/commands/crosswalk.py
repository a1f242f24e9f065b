"""`codebook crosswalk`, `codebook merge`, `codebook recode`: the codebook beside those of others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import output, words
from qualcode.cli.commands.codebook_edits import Either
from qualcode.cli.commands.coding_edits import tell_joined
from qualcode.cli.diagnostics import note
from qualcode.cli.help import Command, group_of
from qualcode.cli.invocation import session
from qualcode.cli.options import Force, Json, NotAPair
from qualcode.errors import UsageError
from qualcode.i18n import _, ngettext
from qualcode.model.crosswalk import CONFIRMED, DECLINED, OPEN
from qualcode.model.message import N_, Message
from qualcode.model.project import LANGUAGES

if TYPE_CHECKING:
    from qualcode.model.codebook_reading import RecodeReport
    from qualcode.model.codebook_union import Apart, UnionConflict, UnionReport
    from qualcode.model.crosswalk import PairView

_OTHER = N_("A codebook file, a project, PROJECT@VERSION, or impact, the shared one.")
_Other = Annotated[str, typer.Argument(metavar="OTHER", help=_OTHER)]
_Why = Annotated[str, typer.Option("--note", metavar="TEXT", help=N_("Why; it is kept with the pairs."))]


def _score(text: str | float) -> float:
    """A share from 0 to 1."""
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise typer.BadParameter(_(N_("it must be a number from 0 to 1.")))
    return found


_STATES = {CONFIRMED: N_("confirmed"), DECLINED: N_("declined"), OPEN: N_("proposed")}
_RELATIONS = {"same": "", "none": "", "split": N_("split there"), "merged": N_("merged there")}


def _crosswalk(
    context: typer.Context,
    other: _Other,
    confirm: Annotated[
        list[str] | None,
        typer.Option("--confirm", metavar="FROM=TO", help=N_("These are the same, ours and theirs; repeatable.")),
    ] = None,
    decline: Annotated[
        list[str] | None,
        typer.Option("--decline", metavar="FROM=TO", help=N_("These are not; FROM= has no counterpart; repeatable.")),
    ] = None,
    remove: Annotated[
        list[str] | None,
        typer.Option("--remove", metavar="FROM=TO", help=N_("Forget what was said of a pair; repeatable.")),
    ] = None,
    above: Annotated[
        float | None,
        typer.Option("--all-above", metavar="SCORE", help=N_("Confirm all from this score on."), parser=_score),
    ] = None,
    only: Annotated[bool, typer.Option("--list", help=N_("Only what was said, no proposals."))] = False,
    why: _Why = "",
    json: Json = False,
) -> None:
    from qualcode.ops import codebook_source, crosswalk, crosswalk_proposals

    with session(context) as project:
        source = codebook_source.read(other, project)
        theirs = source.codebook
        if remove:
            crosswalk.remove(project, theirs, _pairs(remove, "--remove"))
        if confirm:
            crosswalk.confirm(project, theirs, _pairs(confirm, "--confirm"), note=why or None)
        if decline:
            crosswalk.decline(project, theirs, _pairs(decline, "--decline"), note=why or None)
        if above is not None:
            crosswalk_proposals.confirm_all(project, source, above)
        said = only or confirm or decline or remove or above is not None
        shown = crosswalk.listing(project, theirs) if said else crosswalk_proposals.proposed(project, source)
    _show_pairs(shown, json)


def _pairs(texts: Sequence[str], option: str) -> list[tuple[str, str]]:
    """`["a=b"]` as `[("a", "b")]`. Raises NotAPair where there is no `=`."""
    found = []
    for text in texts:
        one, equals, another = text.partition("=")
        if not equals or not one.strip():
            raise NotAPair(value=text, option=option)
        found.append((one.strip(), another.strip()))
    return found


def _show_pairs(pairs: Sequence[PairView], json: bool) -> None:
    from qualcode.ops.compare_words import EVIDENCE_NAMES

    if json:
        output.document([_pair(each) for each in pairs])
        return
    # What is one code in both from the beginning need not be said; people look for what is to be decided.
    plain = [each for each in pairs if each.state == OPEN and each.relation == "same" and "identity" in each.because]
    pairs = [each for each in pairs if each not in plain]
    rows = [
        (
            _(_STATES[each.state]),
            each.first_label,
            each.second_label or None,
            _(_RELATIONS[each.relation]) if _RELATIONS.get(each.relation) else None,
            output.decimal(each.score, 2) if each.score is not None else None,
            [_(EVIDENCE_NAMES[name]) for name in each.because],
            each.coder,
            each.note,
        )
        for each in pairs
    ]
    headers = (_("Stands"), _("Ours"), _("Theirs"), "", _("Score"), _("Because of"), _("By"), _("Note"))
    if plain:
        output.line(_("The same in both: {n}").format(n=len(plain)))
    if pairs or not plain:
        output.table(headers, rows, numeric=(4,), empty=_("Nothing was said of the two codebooks yet."))


def _pair(view: PairView) -> dict[str, object]:
    fields = output.fields(view)
    names = {"first": "from", "first_label": "from_label", "second": "to", "second_label": "to_label"}
    return {names.get(name, name): value for name, value in fields.items()}


# Several codebooks made one


def _merge(
    context: typer.Context,
    books: Annotated[list[str], typer.Argument(metavar="A B", help=_OTHER)],
    into: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help=N_("Where to: .yaml, .csv or .xlsx.")),
    ] = None,
    project: Annotated[
        bool, typer.Option("--into-project", help=N_("Bring them all into the open project's codebook."))
    ] = False,
    words_of: Annotated[
        list[str] | None,
        typer.Option(
            "--words-of",
            metavar="[LANG=]BOOK",
            help=N_("Whose names and definitions stand where they differ (else the first's); repeatable."),
        ),
    ] = None,
    preview: Annotated[bool, typer.Option("--preview", help=N_("Only tell what it would hold."))] = False,
    force: Force = False,
    json: Json = False,
) -> None:
    from qualcode.ops import codebook_files, codebook_source, codebook_union

    if project and into is not None:
        raise Either(one="--output", other="--into-project")
    if not (project or preview or into is not None):
        raise UsageError(what=Message(N_("Say where to: -o FILE, --into-project, or --preview to see it first.")))
    if len(books) < 2 and not project:
        raise UsageError(what=Message(N_("Name two codebooks at least.")))
    chosen = _words_of(words_of or ())
    if project:
        with session(context) as opened:
            do = codebook_union.foresee if preview else codebook_union.take_in
            report = do(opened, [codebook_source.read(each, opened) for each in books], words_of=chosen)
    else:
        made = codebook_union.unite([codebook_source.read(each) for each in books], words_of=chosen)
        report = made.report
        if into is not None and not preview:
            codebook_files.save(made.codebook, into, force=force)
    _tell_union(report, json)


def _words_of(texts: Sequence[str]) -> dict[str, str]:
    """`["fr=a", "b"]` as the book whose words stand, by language; "" is for all others."""
    found: dict[str, str] = {}
    for text in texts:
        tongue, equals, book = text.partition("=")
        found |= {tongue.strip(): book.strip()} if equals and tongue.strip() in LANGUAGES else {"": text}
    return found


def _tell_union(report: UnionReport, json: bool) -> None:
    from qualcode.ops.compare_words import WHY_NOT

    if json:
        document = output.fields(report)
        document["apart"] = [_apart(each) for each in report.apart]
        output.document(document)
        return
    told = _("Codes: {codes}. Made one with a code there: {joined}; added: {added}.")
    output.line(told.format(codes=report.codes, joined=report.joined, added=report.added))
    if report.conflicts:
        output.line()
        output.line(_("Said differently; what stands, and what the others say:"))
        output.table(
            (_("Code"), "", _("Language"), _("Stands"), _("Other"), _("From")), [_conflict(c) for c in report.conflicts]
        )
    if report.apart:
        output.line()
        output.line(_("Alike, and not made one:"))
        rows = [
            (
                f"{each.first} ({each.first_book})",
                f"{each.second} ({each.second_book})",
                output.decimal(each.score, 2),
                _(WHY_NOT[each.reason]),
            )
            for each in report.apart
        ]
        output.table((_("Code"), _("Code"), _("Score"), _("Why not")), rows, numeric=(2,))


def _conflict(each: UnionConflict) -> tuple[object, ...]:
    from qualcode.ops.compare_words import SAID_OF

    return (each.code, _(SAID_OF[each.field]), each.language or None, each.ours, each.theirs, each.book)


def _apart(each: Apart) -> dict[str, object]:
    return {
        "from": each.first,
        "from_book": each.first_book,
        "to": each.second,
        "to_book": each.second_book,
        "score": each.score,
        "reason": each.reason,
    }


# Codings under another codebook


def _recode(
    context: typer.Context,
    under: Annotated[str, typer.Option("--under", metavar="OTHER", help=_OTHER)],
    preview: Annotated[
        bool, typer.Option("--preview", help=N_("Only tell what it would do; nothing is stored."))
    ] = False,
    json: Json = False,
) -> None:
    from qualcode.ops import codebook_reading, codebook_source

    with session(context) as project:
        theirs = codebook_source.read(under, project)
        named = words.codes(project)
        do = codebook_reading.foresee if preview else codebook_reading.recode
        report = do(project, theirs)
    if json:
        output.document(report)
        return
    _tell_recoded(report, {key: named(key) for key in _keys(report)})


def _keys(report: RecodeReport) -> list[str]:
    return [each.code for each in report.replaced] + [each.code for each in report.kept]


def _tell_recoded(report: RecodeReport, names: dict[str, str]) -> None:
    from qualcode.ops.compare_words import WHY_NOT

    rows: list[tuple[object, ...]] = [
        (names[each.code], each.code, each.into, each.codings, _("new") if each.new else None)
        for each in report.replaced
    ]
    rows += [(names[each.code], each.code, None, each.codings, _(WHY_NOT[each.reason])) for each in report.kept]
    output.table((_("Code"), _("Key"), _("Becomes"), _("Codings"), ""), rows, numeric=(3,))
    told = ngettext("{n} coding gets another code.", "{n} codings get another code.", report.codings)
    output.line(told.format(n=report.codings))
    tell_joined(report.joined, report.differing or 0)
    if report.operation is None:
        note(Message(N_("Nothing is stored.")))


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the group `codebook`, which is there already."""
    group = group_of(app, "codebook")
    for name, command, help in (
        ("crosswalk", _crosswalk, N_("Say which codes of another codebook are ours, and which are not.")),
        ("merge", _merge, N_("Make one codebook of several: what is the same is joined, the rest stands apart.")),
        ("recode", _recode, N_("Give all codings the codes of another codebook that they count as.")),
    ):
        group.command(name, cls=Command, help=help)(command)
