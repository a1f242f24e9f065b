"""What is known of an enterprise, to hand in: its portrait, the question, how one looked, what was found, the limits.

Everything is counted as in matrices and the joint display, and what people consented to is obeyed as in excerpts.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from qualcode.errors import NothingToReport
from qualcode.i18n import catalogue
from qualcode.model.case import Attribute
from qualcode.model.evaluation_view import EvaluationView, Found
from qualcode.model.joint_view import JointRow
from qualcode.model.message import N_
from qualcode.model.report import Block, Bullets, Figure, Heading, LabelledText, Paragraph, Report, Table
from qualcode.ops import cases, reconcile
from qualcode.ops.charts import of_effects
from qualcode.ops.codebooks import tree
from qualcode.ops.enterprise_findings import Findings
from qualcode.ops.evaluation import evaluation, top_codes
from qualcode.ops.excerpts import ExcerptReport, select_excerpts
from qualcode.ops.joint_groups import BY_CASE
from qualcode.ops.joint_labels import Labels
from qualcode.ops.joint_notes import method as joint_notes
from qualcode.ops.joint_report import silent_note, worth_showing
from qualcode.ops.joint_words import figure
from qualcode.ops.projects import last_change, project
from qualcode.ops.report_frame import changed_on, whole_report
from qualcode.ops.report_words import ANSWERS, DIMENSIONS, METHOD_NAMES, POOL, POOL_NAMES, pair
from qualcode.ops.small import Small
from qualcode.store.session import Session

_JOINT_WIDTHS = (16, 19, 21, 14, 30)
# Names that other programs give what they keep for themselves: `case.id`, `_rev`, `.hidden`, a key beside the name.
_INTERNAL = re.compile(r"[._].*|[a-z0-9_-]+(\.[a-z0-9_-]+)+|(?i:id|uuid|guid|key|slug|rowid|row_id|index)")
_YEARS = range(1000, 10_000)
"""Whole numbers that are written without a space or point in them: 2015 is a year as likely as not."""


def enterprise_report(session: Session, case: str, *, language: str, suppress_below: int | None = None) -> Report:
    """Everything about a case (its name or id) as a report in `language`.

    `suppress_below` hides numbers that rest on fewer people. Raises CaseNotFound, Ambiguous.
    """
    return _Enterprise(session, case, language, Small(suppress_below)).report()


class _Enterprise:
    """Everything the chapters of one enterprise share."""

    def __init__(self, session: Session, case: str, language: str, small: Small) -> None:
        self._session, self._language, self._small = session, language, small
        self._words = catalogue(language)
        self._say = self._words.gettext
        self._view: EvaluationView = evaluation(session, case)
        self._labels = Labels(session, BY_CASE, language)
        self._tree = tree(session)
        display = reconcile.display(session)
        self._display = dataclasses.replace(
            display, rows=tuple(row for row in display.rows if row.group == self._view.case)
        )
        self._excerpts = _excerpts(session, self._view.case, language, small)

    def report(self) -> Report:
        """The report."""
        say = self._say
        changed = last_change(self._session)
        findings = Findings(
            self._session, self._view, self._display.rows, self._excerpts, self._labels, self._small, self._language
        )
        blocks = [
            *self._portrait(),
            *self._method(),
            *self._glance(),
            *findings.chapters(),
            *self._joint(),
            *self._limits(),
            *self._appendix(),
        ]
        return whole_report(
            say,
            title=self._view.case,
            subtitle=say(N_("What changes, and how one knows")),
            lines=(*self._lines(), changed_on(say, changed)),
            language=self._language,
            created=changed,
            blocks=blocks,
            flowing=True,
        )

    def _lines(self) -> list[str]:
        """The title page: the project, how much there is, by whom."""
        lines = [project(self._session).title]
        if self._excerpts is not None:
            lines += self._excerpts.lines()[:2]
        if self._view.groups:
            lines.append(pair(self._say, self._say(N_("Groups")), ", ".join(self._view.groups)))
        return lines

    def _mask(self, text: str) -> str:
        return self._labels.names.mask(text)

    def _texts(self, text: str, style: str = "body") -> list[Block]:
        """What a researcher wrote, a paragraph a line."""
        return [Paragraph(line.strip(), style) for line in self._mask(text).splitlines() if line.strip()]

    # The portrait and the question

    def _portrait(self) -> list[Block]:
        say = self._say
        blocks: list[Block] = [Heading(say(N_("Portrait")), 1), *self._properties()]
        for key, text in self._view.portrait.items():
            colour, letter = self._labels.colour(key)
            blocks += [Heading(self._labels.code(key), 2, colour, letter), *self._texts(text)]
        if not self._view.portrait:
            blocks.append(Paragraph(say(N_("No portrait has been written yet.")), "note"))
        return blocks

    def _properties(self) -> list[Block]:
        """What is known of the enterprise: its properties, as a table."""
        say = self._say
        known = next(view for view in cases.cases(self._session) if view.name == self._view.case)
        # In the order in which somebody entered them, the alphabet's says nothing.
        order = [each.name for each in self._session.all(Attribute, about="case")]
        rows = [
            (say(DIMENSIONS[POOL]) if name == POOL else name, self._value(known.attributes[name], name))
            for name in order
            if name in known.attributes and not _INTERNAL.fullmatch(name)
        ]
        if not rows:
            return []
        header = (say(N_("Property")), say(N_("Value")))
        return [Table(say(N_("{case} in brief")).format(case=self._view.case), header, tuple(rows), widths=(2, 5))]

    def _value(self, value: object, name: str) -> str:
        if isinstance(value, bool):
            return self._say(ANSWERS["yes" if value else "no"])
        if isinstance(value, int | float):
            return str(value) if value in _YEARS else figure(float(value), self._language)
        if name == POOL and value in POOL_NAMES:
            return self._say(POOL_NAMES[str(value)])
        return self._mask(str(value))

    # How one looked

    def _method(self) -> list[Block]:
        say, view = self._say, self._view
        blocks: list[Block] = [Heading(say(N_("Question and method")), 1), Heading(say(N_("The question")), 2)]
        blocks += self._texts(view.question, "lead") or [
            Paragraph(say(N_("No question has been written yet.")), "note")
        ]
        blocks.append(Heading(say(N_("The methods")), 2))
        for name in view.methods:
            blocks.append(LabelledText(_capital(say(METHOD_NAMES[name])), self._mask(view.reasons.get(name, ""))))
        if not view.methods:
            blocks.append(Paragraph(say(N_("No method has been chosen yet.")), "note"))
        return [*blocks, Heading(say(N_("What was collected")), 2), self._collected()]

    def _collected(self) -> Block:
        say = self._say
        header = (
            say(N_("Method")),
            say(N_("Chosen")),
            say(N_("Documents")),
            say(N_("People")),
            say(N_("Passages")),
            say(N_("Indicators")),
            say(N_("Values")),
        )
        rows = []
        for name, each in self._view.collected.items():
            hidden = self._small.hides(each.people)
            numbers = (each.documents, each.people, each.passages, each.indicators, each.measurements)
            told = [str(n) if n else "–" for n in numbers]
            if hidden:
                told[1], told[2] = self._small.sign, self._small.sign
            chosen = say(N_("yes, nothing yet")) if each.missing else say(ANSWERS["yes"]) if each.chosen else "–"
            rows.append((_capital(say(METHOD_NAMES[name])), chosen, *told))
        return Table(
            say(N_("What was collected, by method")), header, tuple(rows), (2, 3, 4, 5, 6), (22, 14, 14, 14, 13, 13, 10)
        )

    # All in one

    def _glance(self) -> list[Block]:
        say = self._say
        blocks: list[Block] = [Heading(say(N_("At a glance")), 1)]
        rows, effects = [], []
        for key, found in self._view.found.items():
            if found.passages or found.indicators:
                rows.append((self._labels.code(key), *self._sizes(found)))
            if sum(found.effect.values()) and not self._small.hides(found.people):
                effects.append((self._labels.code(key), found.effect))
        header = (
            say(N_("Dimension")),
            say(N_("People")),
            say(N_("Passages")),
            say(N_("Balance")),
            say(N_("Indicators")),
            say(N_("better")),
            say(N_("worse")),
        )
        if rows:
            blocks.append(Table(say(N_("What was found, by dimension")), header, tuple(rows), (1, 2, 3, 4, 5, 6)))
        else:
            blocks.append(Paragraph(say(N_("There are neither stories nor numbers yet."))))
        if effects:
            title = say(N_("What people say of the effects"))
            caption = say(N_("Passages by effect and dimension"))
            blocks.append(Figure(caption, of_effects(title, effects, self._language)))
        return blocks + self._small.note(self._say)

    def _sizes(self, found: Found) -> tuple[str, ...]:
        people = f"{found.people}/{found.of_people}"
        passages, balance = str(found.passages), "–"
        if found.balance is not None:
            balance = figure(found.balance, self._language, signed=True)
        if self._small.hides(found.people):
            people, passages, balance = (self._small.sign,) * 3
        ways = [each.better for each in found.indicators]
        return (people, passages, balance, *(str(n) if n else "–" for n in (len(ways), ways.count(1), ways.count(-1))))

    # Where stories and numbers meet

    def _joint(self) -> list[Block]:
        say = self._say
        blocks: list[Block] = [
            Heading(say(N_("Joint display")), 1, part=True),
            Paragraph(say(N_("What people tell beside what is measured, row by row, with the researchers' verdicts."))),
        ]
        header = (
            say(N_("Theme")),
            say(N_("What is told")),
            say(N_("What is measured")),
            say(N_("Proposed")),
            say(N_("Verdict and note")),
        )
        for key in self._view.found:
            met, silent = worth_showing([row for row in self._display.rows if row.dimension == key])
            rows = tuple(map(self._joint_row, met))
            if rows:
                colour, letter = self._labels.colour(key)
                caption = say(N_("Joint display: {dimension}")).format(dimension=self._labels.code(key))
                blocks.append(Heading(self._labels.code(key), 2, colour, letter))
                blocks += silent_note(self._labels, silent)
                blocks.append(Table(caption, header, rows, widths=_JOINT_WIDTHS))
        return blocks

    def _joint_row(self, row: JointRow) -> tuple[str, ...]:
        labels = self._labels
        told = [labels.prominence(row), labels.effects(row)]
        measured = [labels.indicator(row.indicator)]
        if row.indicator:
            measured += [labels.course(row), labels.change(row) if row.change is not None else ""]
        return (
            labels.code(row.code),
            self._small.sign if self._small.hides(row.people) else "\n".join(each for each in told if each),
            "\n".join(each for each in measured if each),
            labels.verdict(row.proposed),
            "\n".join(map(labels.judged, row.verdicts)) or "–",
        )

    def _limits(self) -> list[Block]:
        """What the researchers say of the limits, then those that follow from what is there."""
        say, view = self._say, self._view
        blocks: list[Block] = [Heading(say(N_("Limits")), 1), *self._texts(view.limit)]
        told = []
        if view.missing:
            names = ", ".join(say(METHOD_NAMES[name]) for name in view.missing)
            told.append(say(N_("Chosen, but nothing has been collected yet: {names}")).format(names=names))
        order = [code.key for code in top_codes(self._tree)]
        for sentence, empty in (
            (N_("Nobody tells of: {names}"), [key for key in order if not view.found[key].passages]),
            (N_("Nothing is measured of: {names}"), [key for key in order if not view.found[key].indicators]),
            (
                N_("A single person tells of: {names}"),
                [key for key in order if view.found[key].people == 1 and not self._small.hides(1)],
            ),
        ):
            if empty:
                told.append(say(sentence).format(names=", ".join(map(self._labels.code, empty))))
        undecided = sum(not row.verdicts and not row.gathered for row in self._display.rows)
        if undecided:
            told.append(
                self._words.ngettext(
                    "{n} row of the joint display has no verdict yet.",
                    "{n} rows of the joint display have no verdict yet.",
                    undecided,
                ).format(n=undecided)
            )
        told.append(say(N_("How often something was said is not how much it weighs: read the passages.")))
        return [*blocks, Bullets(tuple(told))]

    def _appendix(self) -> list[Block]:
        say = self._say
        blocks: list[Block] = []
        if self._excerpts is not None:
            blocks += [
                Heading(say(N_("Appendix: every passage")), 1, part=True),
                Paragraph(self._excerpts.lines()[0], "counts"),
            ]
            blocks += _lower(self._excerpts.chapters())
            blocks += _renamed(self._excerpts.list_of_documents(), say(N_("Appendix: the documents")))
            blocks += _renamed(self._excerpts.method(), say(N_("Appendix: how this was made")))
        else:
            blocks.append(Heading(say(N_("Appendix: how this was made")), 1, part=True))
        return [*blocks, Heading(say(N_("Joint display")), 3), Bullets(joint_notes(self._labels))]


def _excerpts(session: Session, case: str, language: str, small: Small) -> ExcerptReport | None:
    try:
        return select_excerpts(session, case=case, language=language, small=small)
    except NothingToReport:
        return None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with their headings a level lower, and without the definitions, which the codebook has."""
    return [
        dataclasses.replace(block, level=block.level + 1) if isinstance(block, Heading) else block
        for block in blocks
        if not (isinstance(block, LabelledText) or (isinstance(block, Paragraph) and block.style == "lead"))
    ]


def _renamed(blocks: Sequence[Block], title: str) -> list[Block]:
    """The blocks of a chapter under another title."""
    return [Heading(title, 1), *blocks[1:]]
