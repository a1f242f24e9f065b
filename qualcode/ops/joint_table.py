"""The joint display as tables for a spreadsheet: numbers stay numbers, words are in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.model.joint import VERDICTS
from qualcode.model.joint_view import JointDisplay, JointRow, JointTable, Sheet, VerdictCount
from qualcode.model.message import N_
from qualcode.ops.joint_labels import Labels
from qualcode.ops.joint_notes import left_out, method
from qualcode.ops.joint_words import BETTER_NAMES, SOURCE_NAMES, TINTS
from qualcode.ops.projects import last_change, project
from qualcode.ops.report_words import EFFECT_NAMES
from qualcode.store.session import Session

Cell = str | int | float | None

_FIRST = (N_("Dimension"), N_("Code"), N_("People"), N_("of people"), N_("Passages"))
_NUMBERS = (
    N_("Balance"), N_("Indicator"), N_("Unit"), N_("Better is"), N_("Baseline"), N_("Baseline of"), N_("Latest"),
    N_("Latest of"), N_("Change"), N_("Course"), N_("Target"), N_("Enterprises with a value"), N_("of enterprises"),
    N_("Lowest"), N_("Highest"), N_("Proposed"),
)  # fmt: skip
_LAST = (N_("Quotes"), N_("Code's key"), N_("Indicator's key"))


def joint_table(session: Session, display: JointDisplay, language: str) -> JointTable:
    """The display's rows with a column for each coder's verdict and note; then the summary's tables."""
    words = Labels(session, display.by, language)
    told = left_out(words, display.summary)
    say = words.say
    return JointTable(
        sheets=tuple(each for each in (_rows(words, display), *_sums(words, display)) if each.rows or each.header),
        about_name=say(N_("About")),
        about=(project(session).title, say(N_("Joint display")), "", *method(words), "", *told),
        created=last_change(session),
    )


def _rows(words: Labels, display: JointDisplay) -> Sheet:
    say = words.say
    coders = sorted({each.coder for row in display.rows for each in row.verdicts})
    quotes = words.quotes(each for row in display.rows for each in row.quotes)
    verdicts = [
        name
        for coder in coders
        for name in (
            say(N_("Verdict: {coder}")).format(coder=coder),
            say(N_("Note: {coder}")).format(coder=coder),
        )
    ]
    header = (words.by, *map(say, _FIRST), *map(say, EFFECT_NAMES.values()), *map(say, _NUMBERS), *verdicts)

    def cells(row: JointRow) -> tuple[Cell, ...]:
        effect = row.effect
        given = {each.coder: each for each in row.verdicts}
        judged: list[Cell] = []
        for coder in coders:
            view = given.get(coder)
            judged += [words.verdict(view.verdict), words.names.mask(view.note) or None] if view else [None, None]
        return (
            words.group(row.group), words.code(row.dimension), words.code(row.code), row.people, row.of_people,
            row.passages, effect.positive, effect.negative, effect.mixed, effect.none, effect.unclear, row.balance,
            words.indicator(row.indicator) if row.indicator else None, row.unit or None, words.direction(row) or None,
            row.baseline, row.baseline_period, row.latest, row.latest_period, row.change,
            None if row.better is None else say(BETTER_NAMES[row.better]), row.target, row.n, row.of_cases, row.lowest,
            row.highest, words.verdict(row.proposed), *judged,
            "\n".join(quotes[each] for each in row.quotes if each in quotes) or None, row.code, row.indicator,
        )  # fmt: skip

    tints = {words.verdict(name): colour for name, colour in TINTS.items()}
    return Sheet(say(N_("Joint display")), (*header, *map(say, _LAST)), tuple(map(cells, display.rows)), tints)


def _sums(words: Labels, display: JointDisplay) -> list[Sheet]:
    say, summary = words.say, display.summary
    sheets = []
    if summary.verdicts:
        sheets.append(_counts(words, say(N_("Verdicts")), summary.verdicts))
    if summary.proposals:
        sheets.append(_counts(words, say(N_("Not judged yet")), summary.proposals))
    if summary.alone:
        alone = tuple(
            (words.group(each.group), words.code(each.code), words.indicator(each.indicator), say(source))
            for each in summary.alone
            for source in [SOURCE_NAMES[each.source]]
        )
        header = (words.by, say(N_("Code")), say(N_("Indicator")), say(N_("Source")))
        sheets.append(Sheet(say(N_("One source alone")), header, alone, {}))
    if summary.off_pattern:
        off = tuple((words.off(each),) for each in summary.off_pattern)
        sheets.append(Sheet(say(N_("Off the pattern")), (say(N_("Off the pattern")),), off, {}))
    agreement = summary.agreement
    if agreement.rows:
        names = (say(N_("Coders")), say(N_("Rows")), say(N_("Agreement")), "Kappa", say(N_("Note")))
        note = say(agreement.note) if agreement.note else None
        row: tuple[Cell, ...] = (", ".join(agreement.coders), agreement.rows, agreement.percent, agreement.kappa, note)
        sheets.append(Sheet(say(N_("Agreement")), names, (row,), {}))
    return sheets


def _counts(words: Labels, name: str, counts: Sequence[VerdictCount]) -> Sheet:
    """How often each verdict was given, with its share beside it."""
    say = words.say
    columns = [part for each in VERDICTS for part in (words.verdict(each), f"{words.verdict(each)} (0–1)")]
    header = (say(N_("Dimension")), say(N_("Coder")), say(N_("Rows")), *columns)
    rows: list[tuple[Cell, ...]] = []
    for found in counts:
        cells: list[Cell] = [words.dimension(found), found.coder, found.total]
        for each in VERDICTS:
            cells += [found.counts[each], round(found.shares[each], 4)]
        rows.append(tuple(cells))
    return Sheet(name, header, tuple(rows), {})
