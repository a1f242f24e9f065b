"""What is told of one row of the joint display: both sides with their figures, and the verdicts; and all in sum."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.i18n import _, ngettext
from qualcode.model.codebook import EFFECTS
from qualcode.model.joint import VERDICTS
from qualcode.model.joint_view import JointRow, Point, VerdictCount
from qualcode.ops.joint_notes import left_out
from qualcode.ops.joint_words import SOURCE_NAMES, VERDICT_NOTES, figure
from qualcode.tui import safe
from qualcode.tui.codes import CodeLook, unknown
from qualcode.tui.joint import SIGNS, STYLES, Beside, Jointly
from qualcode.tui.safe import Part
from qualcode.tui.words import day_and_time, effect_name, effect_sign

_EFFECT_STYLES = {"positive": "$success", "negative": "$error", "mixed": "$warning"}
_MUTED = "$foreground-muted"
_FIGURES = 11
_BAR_MOST = 36


def page(made: Jointly, row: JointRow, beside: Beside | None, reader: str, width: int) -> list[Part]:
    """Everything about a row in at most `width` cells a line, but for the passages, which stand below."""
    look = made.looks.get(row.code) or unknown(row.code)
    parts: list[Part] = [(made.labels.group(row.group), "bold $primary"), "  ", *_named(look), "\n"]
    parts += ["\n", (_("Stories"), "bold"), "   ", made.labels.prominence(row), "\n"]
    parts += _effects(made, row, width)
    parts += ["\n", (_("Numbers"), "bold"), "   "]
    if row.indicator is None:
        parts += [(_("no indicator speaks to this"), _MUTED), "\n"]
    else:
        parts += [made.labels.indicator(row.indicator), (f"  ({made.labels.direction(row)})", _MUTED), "\n"]
        parts += _numbers(made, row, beside, width)
    return [*parts, "\n", *_together(made, row, reader)]


def _named(look: CodeLook) -> list[Part]:
    return [(look.letter + " ", "bold"), (look.path, "bold")]


def _effects(made: Jointly, row: JointRow, width: int) -> list[Part]:
    """A bar for each effect there is, and the balance."""
    counts = {name: int(getattr(row.effect, name)) for name in EFFECTS}
    most = max(counts.values())
    parts: list[Part] = []
    room = min(max(width - 24, 6), _BAR_MOST)
    for name, n in counts.items():
        if n:
            bar = "█" * max(round(n / most * room), 1)
            parts += [f" {effect_sign(name)} ", (bar, _EFFECT_STYLES.get(name, _MUTED)), f" {n} "]
            parts += [(effect_name(name), _MUTED), "\n"]
    if row.balance is not None:
        value = figure(row.balance, made.labels.language, signed=True)
        parts += [" ", (_("balance {value}").format(value=value), _MUTED), "\n"]
    elif row.passages:
        parts += [" ", (_("no effect is told that could be weighed"), _MUTED), "\n"]
    return parts


def _numbers(made: Jointly, row: JointRow, beside: Beside | None, width: int) -> list[Part]:
    """The values by period as bars with the target, then what changed."""
    if not row.n:
        return [" ", (made.labels.course(row), _MUTED), "\n"]
    points = beside.course if beside is not None else ()
    parts: list[Part] = []
    ends = [abs(each.value) for each in points] + ([abs(row.target)] if row.target is not None else [])
    most = max(ends, default=0.0) or 1.0
    wide = max((len(each.period) for each in points), default=4)
    room = min(max(width - wide - _FIGURES - 14, 4), _BAR_MOST)
    for point in points:
        cells = max(round(abs(point.value) / most * room), 1 if point.value else 0)
        parts += [f" {safe.fit(point.period, min(wide, 12))} ", ("█" * cells, "$primary")]
        parts += [f" {made.labels.value(row, point.value)}", (_said(row, point), _MUTED), "\n"]
    if row.target is not None:
        cells = max(round(abs(row.target) / most * room), 1)
        name = safe.fit("◎", min(wide, 12))
        parts += [f" {name} ", ("┄" * cells, "$accent"), f" {made.labels.value(row, row.target)}"]
        parts += [(" " + _("target"), _MUTED), "\n"]
    if row.change is not None:
        style = {1: "bold $success", -1: "bold $error"}.get(row.better or 0, "bold")
        parts += [" ", (_("change {value}").format(value=made.labels.change(row)), style), "\n"]
    else:
        parts += [" ", (_("one value alone: no change to be seen"), _MUTED), "\n"]
    if spread := made.labels.spread(row):
        parts += [" ", (spread, _MUTED), "\n"]
    if beside is not None and beside.note:
        parts += [" ", (" ".join(beside.note.split()), f"italic {_MUTED}"), "\n"]
    return parts


def _said(row: JointRow, point: Point) -> str:
    """What is special about a period: where change is counted from; over how many enterprises it is."""
    told = []
    if point.period == row.baseline_period and row.change is not None:
        told.append(_("baseline"))
    if row.of_cases > 1:
        told.append(f"n = {point.n}")
    return f"  {', '.join(told)}" if told else ""


def _together(made: Jointly, row: JointRow, reader: str) -> list[Part]:
    """What is proposed, and the verdicts."""
    parts: list[Part] = [(_("Proposed"), "bold"), f"  {SIGNS[row.proposed]} {made.labels.verdict(row.proposed)}"]
    parts += [(f" – {_(VERDICT_NOTES[row.proposed])}", _MUTED), "\n"]
    own = [each for each in row.verdicts if each.coder == reader]
    if not own:
        hint = _("Your verdict: 1 agreement, 2 partial, 3 dissonance, 4 silence")
        parts += [(hint, "$accent"), "\n"]
    for each in (*own, *(each for each in row.verdicts if each.coder != reader)):
        style = STYLES.get(each.verdict, "bold")
        parts += [(each.coder, "bold"), f"  {SIGNS[each.verdict]} ", (made.labels.verdict(each.verdict), style)]
        parts += [(f"  {day_and_time(each.at)}", _MUTED), "\n"]
        if each.note:
            parts += ["  ", (each.note, "italic"), "\n"]
    if made.blind:
        parts += [(_("Blind: others’ verdicts are hidden until all is read."), _MUTED), "\n"]
    return parts


# In sum


def in_sum(made: Jointly) -> list[Part]:
    """The summary: verdicts by dimension and coder, proposals, one source alone, agreement, what does not fit."""
    summary = made.display.summary
    parts: list[Part] = []
    if summary.verdicts:
        parts += [(_("Verdicts"), "bold $primary"), "\n", *_counts(made, summary.verdicts), "\n"]
    if summary.proposals:
        parts += [(_("Proposed, where nobody judged yet"), "bold $primary"), "\n"]
        parts += [*_counts(made, summary.proposals), "\n"]
    agreement = summary.agreement
    if len(agreement.coders) > 1:
        told = ngettext(
            "{n} row judged by several; alike {percent}, kappa {kappa}",
            "{n} rows judged by several; alike {percent}, kappa {kappa}",
            agreement.rows,
        )
        shown = [
            "–" if each is None else figure(each, made.labels.language) for each in (agreement.percent, agreement.kappa)
        ]
        parts += [(_("Agreement between coders"), "bold $primary"), "\n "]
        parts += [told.format(n=agreement.rows, percent=shown[0], kappa=shown[1]), "\n"]
        if agreement.rows and agreement.note:
            why = _("{measure} is undefined: {reason}.").format(measure="Kappa", reason=_(agreement.note))
            parts += [" ", (why, "$foreground-muted"), "\n"]
        parts.append("\n")
    if summary.alone:
        parts += [(_("What one source alone gives"), "bold $primary"), "\n"]
        for source, name in SOURCE_NAMES.items():
            n = sum(each.source == source for each in summary.alone)
            parts += [f" {_(name)}: {n}", "\n"]
        parts += ["\n"]
    if summary.off_pattern:
        parts += [(_("Off the pattern"), "bold $primary"), "\n"]
        for off in summary.off_pattern:
            parts += [f" • {made.labels.off(off)}", "\n"]
        parts += ["\n"]
    for line in left_out(made.labels, summary):
        parts += [(line, _MUTED), "\n"]
    return parts or [_("There are neither stories nor numbers yet.")]


def _counts(made: Jointly, counts: Sequence[VerdictCount]) -> list[Part]:
    """A line a dimension and coder, a column a verdict under its sign; below it what the signs mean."""
    names = [" · ".join(part for part in (made.labels.dimension(each), each.coder) if part) for each in counts]
    wide = min(max(map(len, names), default=0), 30)
    parts: list[Part] = [(" " * (wide + 2) + "".join(safe.tail(SIGNS[each], 5) for each in VERDICTS), "bold"), "\n"]
    for name, found in zip(names, counts, strict=True):
        cells = "".join(safe.tail(str(found.counts[each] or "·"), 5) for each in VERDICTS)
        style = "bold" if found.dimension is None else ""
        parts += [(f" {safe.fit(name, wide)} {cells}", style), "\n"]
    meant = "   ".join(f"{SIGNS[each]} {made.labels.verdict(each)}" for each in VERDICTS)
    return [*parts, (f" {meant}", _MUTED), "\n"]
