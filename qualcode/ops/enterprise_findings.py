"""What was found in an enterprise, a chapter a dimension: what people tell beside what is measured, theme by theme."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.model.case import QUOTED
from qualcode.model.evaluation_view import EvaluationView, IndicatorFound
from qualcode.model.indicator_view import IndicatorView, localised
from qualcode.model.joint_view import JointRow
from qualcode.model.message import N_
from qualcode.model.report import Block, Figure, Heading, Line, Paragraph, SideBySide, Table
from qualcode.ops import indicators, picks
from qualcode.ops.charts import of_indicator
from qualcode.ops.excerpts import ExcerptReport
from qualcode.ops.joint_labels import Labels
from qualcode.ops.joint_words import BETTER_NAMES, MARKS, figure
from qualcode.ops.passages import Passage
from qualcode.ops.report_words import pair
from qualcode.ops.small import Small
from qualcode.store.session import Session

QUOTES_UNPICKED = 2
"""How many passages stand for a theme of which none was picked, each by somebody else where that can be."""
CHARTS_AT_MOST = 4
"""Of a dimension; what other indicators did stands in the tables."""


class Findings:
    """The chapters on the dimensions of one enterprise."""

    def __init__(
        self,
        session: Session,
        view: EvaluationView,
        rows: Sequence[JointRow],
        excerpts: ExcerptReport | None,
        labels: Labels,
        small: Small,
        language: str,
    ) -> None:
        self._view, self._rows, self._excerpts = view, rows, excerpts
        self._labels, self._small, self._language = labels, small, language
        self._say = labels.say
        self._picked = {each: place for place, each in enumerate(picks.picked(session))}
        self._indicators = {each.key: each for each in indicators.listing(session, case=view.case)}
        self._by_code: dict[str, list[Passage]] = {}
        for passage in excerpts.passages if excerpts else ():
            if passage.consent in QUOTED:
                self._by_code.setdefault(labels.tree.by_id(passage.code).key, []).append(passage)

    def chapters(self) -> list[Block]:
        """A chapter for each dimension of which something is written, told or measured."""
        blocks: list[Block] = []
        for key, found in self._view.found.items():
            if not (found.finding or found.passages or found.indicators):
                continue
            colour, letter = self._labels.colour(key)
            title = self._say(N_("Findings: {dimension}")).format(dimension=self._labels.code(key))
            blocks.append(Heading(title, 1, colour, letter))
            told = self._labels.names.mask(found.finding)
            blocks += [Paragraph(line.strip(), "lead") for line in told.splitlines() if line.strip()]
            if not told:
                blocks.append(Paragraph(self._say(N_("No finding has been written yet.")), "note"))
            blocks += self._beside(key)
            blocks += self._charts(found.indicators)
        if self._view.other_indicators:
            blocks += self._others()
        return blocks

    def _beside(self, dimension: str) -> list[Block]:
        """What people tell, theme by theme, beside the indicators that speak to the theme."""
        themes: dict[str, list[JointRow]] = {}
        for row in self._rows:
            own = row.dimension == dimension and (row.verdicts or not row.gathered)
            if own and (row.passages or row.n or row.verdicts):
                themes.setdefault(row.code, []).append(row)
        if not themes:
            return []
        say = self._say
        caption = say(N_("Stories beside numbers: {dimension}")).format(dimension=self._labels.code(dimension))
        header = (say(N_("What people tell")), say(N_("What is measured")))
        rows = tuple((self._told(code, held[0]), self._measured(held)) for code, held in themes.items())
        blocks: list[Block] = []
        picked = [each for code in themes for each in self._of(code) if self._place(each) is not None]
        if not picked and any(self._of(code) for code in themes):
            blocks.append(
                Paragraph(say(N_("No quotes were picked here; those shown are the first there are.")), "note")
            )
        return [*blocks, SideBySide(caption, header, rows)]

    def _of(self, code: str) -> list[Passage]:
        return self._by_code.get(code, [])

    def _place(self, passage: Passage) -> int | None:
        """Where the passage stands among the picked ones; None where it was not picked."""
        return min((self._picked[each.id] for each in passage.codings if each.id in self._picked), default=None)

    def _chosen(self, code: str) -> list[Passage]:
        """The picked passages of the code, else a few, each by somebody else where that can be."""
        found = self._of(code)
        placed = [(place, number) for number, each in enumerate(found) if (place := self._place(each)) is not None]
        if placed:
            return [found[number] for _, number in sorted(placed)]
        by_voice = {tuple(each.narrators): each for each in reversed(found)}
        firsts = [each for each in found if by_voice[tuple(each.narrators)] is each]
        chosen: list[Passage] = []
        for each in (*firsts, *(each for each in found if each not in firsts)):
            # Two coders drew other edges around the same words: once is enough.
            if len(chosen) < QUOTES_UNPICKED and not any(_overlap(each, other) for other in chosen):
                chosen.append(each)
        return chosen

    def _told(self, code: str, row: JointRow) -> tuple[Line, ...]:
        labels = self._labels
        lines = [Line(labels.code(code), "strong")]
        if not row.passages:
            return (*lines, Line(self._say(N_("Nobody tells of it.")), "note"))
        known = self._small.sign if self._small.hides(row.people) else labels.prominence(row)
        lines.append(Line(known, "note"))
        if (effects := labels.effects(row)) and not self._small.hides(row.people):
            lines.append(Line(effects, "note"))
        first, last = MARKS.get(self._language, MARKS["en"])
        for passage in self._chosen(code) if self._excerpts else ():
            assert self._excerpts is not None
            quote = self._excerpts.quote(passage)
            lines.append(Line(f"{first}{quote.text}{last}", "quote", quote.language))
            lines += [Line(f"{each.text} ({each.by})", "translation", each.language) for each in quote.translations]
            lines.append(Line(quote.source, "source"))
        return tuple(lines)

    def _measured(self, rows: Sequence[JointRow]) -> tuple[Line, ...]:
        labels, lines = self._labels, []
        for row in rows:
            if row.indicator is not None:
                lines.append(Line(labels.indicator(row.indicator), "strong"))
                lines.append(Line(labels.course(row)))
                if row.change is not None:
                    lines.append(Line(f"{labels.change(row)} ({labels.direction(row)})", "note"))
                if row.target is not None:
                    target = pair(self._say, self._say(N_("Target")), labels.value(row, row.target))
                    lines.append(Line(target, "note"))
            else:
                lines.append(Line(self._say(N_("Nothing is measured.")), "note"))
            lines += [Line(labels.judged(each), "text") for each in row.verdicts]
        return tuple(lines)

    def _charts(self, found: Sequence[IndicatorFound]) -> list[Block]:
        """The course of the indicators that have one."""
        drawn: list[Block] = []
        for each in found:
            view = self._indicators.get(each.key)
            if view is not None and len(_periods(view)) > 1 and len(drawn) < CHARTS_AT_MOST:
                caption = localised(view.labels, self._language) or view.key
                if view.unit:
                    caption = f"{caption} ({view.unit})"
                drawn.append(Figure(caption, of_indicator(view, self._language, cases=[self._view.case])))
        return drawn

    def _others(self) -> list[Block]:
        """Indicators that speak to no dimension."""
        say, rows = self._say, []
        for each in self._view.other_indicators:
            first, last = (self._value(value) for value in (each.baseline, each.latest))
            course = f"{first} ({each.baseline_period}) → {last} ({each.latest_period})"
            better = "–" if each.better is None else say(BETTER_NAMES[each.better])
            rows.append((localised(each.labels, self._language) or each.key, each.unit, course, better))
        header = (say(N_("Indicator")), say(N_("Unit")), say(N_("Course")), say(N_("Change")))
        return [
            Heading(say(N_("Other indicators")), 1),
            Table(say(N_("Indicators that speak to no dimension")), header, tuple(rows)),
        ]

    def _value(self, value: float | None) -> str:
        return "–" if value is None else figure(value, self._language)


def _overlap(one: Passage, other: Passage) -> bool:
    return one.document.id == other.document.id and one.start < other.end and other.start < one.end


def _periods(view: IndicatorView) -> set[str]:
    return {each.period for each in view.measurements if each.value is not None}
