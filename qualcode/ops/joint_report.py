"""The joint display as a document to read: a section a dimension with both sides of every row, then all in sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qualcode.analysis.selection import Wanted
from qualcode.model.case import Case
from qualcode.model.joint import VERDICTS
from qualcode.model.joint_view import JointDisplay, JointRow, VerdictCount
from qualcode.model.message import N_
from qualcode.model.report import Block, Bullets, Heading, Paragraph, Report, Table
from qualcode.ops import codebooks
from qualcode.ops.cases import find_case
from qualcode.ops.joint_groups import cases_where
from qualcode.ops.joint_labels import Labels
from qualcode.ops.joint_notes import left_out, method
from qualcode.ops.joint_words import SOURCE_NAMES, figure
from qualcode.ops.projects import last_change, project
from qualcode.ops.reconcile import display as displayed
from qualcode.ops.report_frame import changed_on, whole_report
from qualcode.ops.report_words import ANSWERS, DIMENSIONS, pair
from qualcode.ops.small import EVERYTHING, Small
from qualcode.store.session import Session

_WIDTHS = (10, 11, 11, 22, 12, 12, 9, 22)  # quotes and notes are few and long


def joint_report(session: Session, display: JointDisplay, language: str, *, small: Small = EVERYTHING) -> Report:
    """The display as a report, in `language`. Rows without anything, and those that only gather, stand in no table."""
    words = Labels(session, display.by, language)
    say = words.say
    record = project(session)
    changed = last_change(session)
    judged = len([row for row in display.rows if row.verdicts])
    lines = (
        say(N_("Seen by: {name}")).format(name=words.by),
        say(N_("{n} rows judged, {left} not judged yet")).format(n=judged, left=display.summary.undecided),
        changed_on(say, changed),
    )
    return whole_report(
        say,
        title=record.title,
        subtitle=say(N_("Joint display: stories beside numbers")),
        lines=lines,
        language=language,
        created=changed,
        blocks=(
            *joint_sections(words, display, small=small),
            *small.note(words.say),
            *joint_sums(words, display),
            *joint_method(words, display),
        ),
    )


def limited_report(
    session: Session,
    language: str,
    *,
    code: str | None = None,
    case: str | None = None,
    where: Mapping[str, Wanted] | None = None,
    small: Small = EVERYTHING,
) -> Report:
    """The display by enterprise, only of one of them, of those with some properties or in a group (`where`), or of a
    code and those below it where that is asked.

    What all rows come to is left out then. Raises CodeNotFound, CaseNotFound, AttributeNotFound, Ambiguous.
    """
    shown = displayed(session)
    words = Labels(session, shown.by, language)
    rows, told = shown.rows, []
    if case is not None:
        name = find_case(session, case).name
        rows = tuple(row for row in rows if row.group == name)
        told.append(name)
    if where:
        chosen = cases_where(session, where)
        kept = {each.name for each in session.all(Case) if each.id in chosen}
        rows = tuple(row for row in rows if row.group in kept)
        told += [pair(words.say, _named(words, name), _value(words, value)) for name, value in where.items()]
    if code is not None:
        tree = codebooks.tree(session)
        found = codebooks.find_code(tree, code)
        keys = {each.key for each in tree.branch(found)}
        rows = tuple(row for row in rows if row.code in keys)
        told.append(words.code(found.key))
    whole = joint_report(session, shown, language, small=small)
    if not told:
        return whole
    limited = replace(shown, rows=rows)
    lines = (words.say(N_("Only: {filters}")).format(filters=", ".join(told)), whole.lines[-1])
    sections = joint_sections(words, limited, small=small, brief=False)
    blocks = (*sections, *small.note(words.say), *joint_method(words, limited))
    return replace(whole, lines=lines, blocks=blocks)


def _named(words: Labels, name: str) -> str:
    return words.say(DIMENSIONS[name]) if name in DIMENSIONS else name


def _value(words: Labels, value: Wanted) -> str:
    each = (value,) if isinstance(value, str) else value
    return words.say(N_(" or ")).join(words.say(ANSWERS[one]) if one in ANSWERS else one for one in each)


def worth_showing(rows: Sequence[JointRow]) -> tuple[list[JointRow], int]:
    """The rows of a dimension in which stories and numbers meet, or which somebody judged, and how many do not.

    Where they meet nowhere these are all that there is, and none is left out.
    """
    told = [row for row in rows if row.verdicts or not (row.gathered or row.proposed == "no-data")]
    met = [row for row in told if row.verdicts or (row.passages and row.n)]
    return (met, len(told) - len(met)) if met else (told, 0)


def silent_note(words: Labels, silent: int) -> list[Block]:
    """That so many rows of one source alone are not shown."""
    if not silent:
        return []
    note = words.words.ngettext(
        "{n} row of which one source alone speaks, and which nobody judged, is not shown.",
        "{n} rows of which one source alone speaks, and which nobody judged, are not shown.",
        silent,
    )
    return [Paragraph(note.format(n=silent), "note")]


def joint_sections(
    words: Labels, display: JointDisplay, *, small: Small = EVERYTHING, brief: bool = True
) -> list[Block]:
    """A heading and a table for each dimension that has something to show; `small` hides what few people say.

    `brief` leaves to the sums what one source alone gives.
    """
    say = words.say
    quotes = words.quotes(each for row in display.rows for each in row.quotes)
    blocks: list[Block] = []
    for dimension in dict.fromkeys(row.dimension for row in display.rows):
        own = [row for row in display.rows if row.dimension == dimension]
        shown = [row for row in own if row.verdicts or not (row.gathered or row.proposed == "no-data")]
        silent = 0
        if brief:
            shown, silent = worth_showing(own)
        empty = sum(row.proposed == "no-data" and not row.verdicts for row in own)
        colour, letter = words.colour(dimension)
        if not shown:
            continue
        blocks.append(Heading(words.code(dimension), 1, colour, letter))
        if empty:
            note = words.words.ngettext(
                "{n} row with neither stories nor numbers is not shown.",
                "{n} rows with neither stories nor numbers are not shown.",
                empty,
            )
            blocks.append(Paragraph(note.format(n=empty), "note"))
        blocks += silent_note(words, silent)
        header = (
            words.by,
            say(N_("Theme")),
            say(N_("Who tells it")),
            say(N_("What is told")),
            say(N_("Indicator")),
            say(N_("Course")),
            say(N_("Proposed")),
            say(N_("Verdict and note")),
        )
        caption = say(N_("Stories beside numbers: {dimension}")).format(dimension=words.code(dimension))
        blocks.append(Table(caption, header, tuple(_cells(words, row, quotes, small) for row in shown), widths=_WIDTHS))
    if not blocks:
        blocks.append(Paragraph(say(N_("There are neither stories nor numbers yet."))))
    return blocks


def _cells(words: Labels, row: JointRow, quotes: Mapping[str, str], small: Small) -> tuple[str, ...]:
    hidden = small.hides(row.people)
    told = ["" if hidden else words.effects(row), *(quotes[each] for each in row.quotes if each in quotes)]
    course = [words.course(row), words.spread(row)] if row.indicator else []
    named = [words.indicator(row.indicator), words.direction(row)]
    return (
        words.group(row.group),
        words.code(row.code),
        small.sign if hidden else words.prominence(row),
        "\n".join(each for each in told if each) or "–",
        "\n".join(each for each in named if each),
        "\n".join(each for each in (*course, words.change(row) if row.change is not None else "") if each) or "–",
        words.verdict(row.proposed),
        "\n".join(map(words.judged, row.verdicts)) or "–",
    )


def joint_sums(words: Labels, display: JointDisplay) -> list[Block]:
    """What the rows come to: verdicts by dimension, what is open, one source alone, agreement, what does not fit."""
    say, summary = words.say, display.summary
    blocks: list[Block] = [Heading(say(N_("In sum")), 1)]
    if summary.verdicts:
        blocks.append(_counts(words, say(N_("Verdicts by dimension")), summary.verdicts))
    if summary.proposals:
        blocks.append(_counts(words, say(N_("Proposed, where nobody judged yet")), summary.proposals))
    agreement = summary.agreement
    if len(agreement.coders) > 1:
        told = words.words.ngettext(
            "{coders} judged {n} row alike or not: agreement {percent}, {measure} {kappa}.",
            "{coders} judged {n} rows alike or not: agreement {percent}, {measure} {kappa}.",
            agreement.rows,
        )
        measure = {"cohen_kappa": "Cohen κ"}.get(agreement.measure, "Fleiss κ")
        line = told.format(
            coders=", ".join(agreement.coders),
            n=agreement.rows,
            percent=_defined(agreement.percent, words.language),
            measure=measure,
            kappa=_defined(agreement.kappa, words.language),
        )
        if agreement.note:
            why = say(N_("{measure} is undefined: {reason}."))
            line = f"{line} {why.format(measure=measure, reason=say(agreement.note))}"
        blocks += [Heading(say(N_("Agreement between coders")), 2), Paragraph(line)]
    if summary.alone:
        blocks.append(Heading(say(N_("What one source alone gives")), 2))
        blocks.append(_alone(words, display))
    if summary.off_pattern:
        blocks.append(Heading(say(N_("Off the pattern")), 2))
        blocks.append(Bullets(tuple(map(words.off, summary.off_pattern))))
    return blocks


def _defined(value: float | None, language: str) -> str:
    return "–" if value is None else figure(value, language)


def _alone(words: Labels, display: JointDisplay) -> Table:
    """By group: what only the stories tell, what only the numbers."""
    held: dict[str, dict[str, list[str]]] = {}
    for each in display.summary.alone:
        named = words.code(each.code)
        if each.source == "numbers":
            named = f"{named} ({words.indicator(each.indicator)})"
        of_source = held.setdefault(each.group, {source: [] for source in SOURCE_NAMES})[each.source]
        if named not in of_source:
            of_source.append(named)
    say = words.say
    rows = tuple(
        (words.group(group), *(", ".join(found[source]) or "–" for source in SOURCE_NAMES))
        for group, found in held.items()
    )
    header = (words.by, *(say(name) for name in SOURCE_NAMES.values()))
    return Table(say(N_("Findings of one source alone")), header, rows, widths=(2, 5, 3))


def _counts(words: Labels, caption: str, counts: Sequence[VerdictCount]) -> Table:
    """How often each verdict was given, with its share in per cent."""
    say = words.say
    coders = any(each.coder for each in counts)
    header = (say(N_("Dimension")), *([say(N_("Coder"))] if coders else []), *map(words.verdict, VERDICTS), "n")
    rows = []
    for found in counts:
        cells = [
            f"{found.counts[name]} ({round(found.shares[name] * 100)} %)" if found.counts[name] else "–"
            for name in VERDICTS
        ]
        rows.append((words.dimension(found), *([found.coder or ""] if coders else []), *cells, str(found.total)))
    first = 2 if coders else 1
    return Table(caption, header, tuple(rows), tuple(range(first, len(header))))


def joint_method(words: Labels, display: JointDisplay) -> list[Block]:
    """How the display was made and what is left out."""
    say = words.say
    return [
        Heading(say(N_("How this was made")), 1),
        Bullets(method(words)),
        Heading(say(N_("What is left out")), 2),
        Bullets(left_out(words, display.summary) or (say(N_("Nothing.")),)),
    ]
