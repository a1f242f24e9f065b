"""The joint display: what people tell of a code beside what an indicator says, and what researchers make of it.

display(session, by="group")
judge(session, "Atelier Nord", "social/confidence", "confidence-scale", "agreement", note="…")
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from qualcode.analysis import joint_summary, reconcile
from qualcode.analysis.indicators import Trend, period_order, trend
from qualcode.analysis.table import CodingTable
from qualcode.errors import Refused
from qualcode.model.case import Case
from qualcode.model.codebook import Code
from qualcode.model.coding import Coding
from qualcode.model.document import Document
from qualcode.model.ids import new_id
from qualcode.model.indicator import Indicator, Measurement
from qualcode.model.joint import VERDICTS, Verdict
from qualcode.model.joint_view import EffectCounts, JointDisplay, JointRow, JointSummary, OffPattern, Point, VerdictView
from qualcode.model.message import N_, Message, Value
from qualcode.model.project import Coder
from qualcode.ops import codebooks, picks
from qualcode.ops.analysis import Loader
from qualcode.ops.indicators import find_indicator
from qualcode.ops.joint_groups import BY_CASE, Grouping, grouping
from qualcode.ops.joint_words import VERDICT_NAMES
from qualcode.ops.names import one_of
from qualcode.store.operation import Operation
from qualcode.store.session import Session

NONE = "-"  # where there is no indicator, and for no verdict
QUOTES_SHOWN = 3

Key = tuple[str, str, str | None]  # a row: the group's key, the ids of code and indicator


class NoSuchRow(Refused):
    """The joint display has no row for this code and indicator."""

    code = "no-such-row"
    sentence = N_("There is no row for {code} with the indicator “{indicator}”.")
    hint = N_("For this code there is: {choices}")


def display(session: Session, by: str = BY_CASE, *, coder: str | None = None) -> JointDisplay:
    """The joint display by `case`, by `group`, or by a property of cases; of all coders, or as one coder (a name) did.

    A row for each group, code and accepted indicator that speaks to the code and has a value there; where none has,
    one row for all of them. Of codes without indicators there is one where something is told. What is judged has a
    row. Codes count with those below them; what people without consent said counts nowhere. Raises
    AttributeNotFound.
    """
    with session.snapshot():
        return _Display(session, grouping(session, by), coder).made()


class _Display:
    """Everything the rows of one display are made of, read once."""

    def __init__(self, session: Session, groups: Grouping, coder: str | None) -> None:
        self._session, self._groups, self._coder = session, groups, coder
        self._tree = codebooks.tree(session)
        self._codes = [code for _, code in self._tree.walk()]
        self._place = {code.id: place for place, code in enumerate(self._codes)}
        self._dimension = {code.id: self._tree.dimension(code).key for code in self._codes}
        accepted = [each for each in session.all(Indicator) if each.status == "accepted"]
        self._spoken: dict[str, list[Indicator]] = {}
        for indicator in accepted:
            if indicator.code in self._place:
                self._spoken.setdefault(indicator.code, []).append(indicator)
        self._mute = tuple(each.key for each in accepted if each.code not in self._place)
        self._trends = _trends(session, accepted)
        self._verdicts = self._read_verdicts()
        table, documents, withheld = told(session, groups, coder)
        self._stories = reconcile.stories(table, documents, withheld)
        self._quotes = self._read_quotes()

    def made(self) -> JointDisplay:
        """The display."""
        rows: list[JointRow] = []
        for place in range(len(self._groups.groups)):
            rows += self._of_group(place)
        return JointDisplay(self._groups.by, tuple(rows), self._summary(rows))

    def _of_group(self, group: int) -> list[JointRow]:
        key = self._groups.groups[group].key
        judged = {code for of, code, indicator in self._verdicts if of == key and indicator is None}
        passages = self._stories.passages[group].tolist()
        rows = []
        for place, code in enumerate(self._codes):
            speaking: list[Indicator | None] = [*self._spoken.get(code.id, ())]
            # A verdict from before an indicator was accepted keeps its row.
            if code.id in judged or (not speaking and passages[place]):
                speaking.append(None)
            rows += _telling([self._row(group, place, indicator) for indicator in speaking])
        return rows

    def _row(self, group: int, place: int, indicator: Indicator | None) -> JointRow:
        code, own = self._codes[place], self._groups.groups[group]
        effects = self._stories.effects[group, place].tolist()
        balance = reconcile.balance(effects)
        measured = reconcile.NOTHING
        if indicator is not None:
            known = self._trends.get(indicator.id, {})
            measured = reconcile.numbers(indicator, [known[case] for case in own.cases if case in known])
        passages = int(self._stories.passages[group, place])
        key = (own.key, code.id, indicator.id if indicator else None)
        gathers = indicator is None and not self._stories.own[group, place]
        return JointRow(
            group=own.name,
            dimension=self._dimension[code.id],
            code=code.key,
            passages=passages,
            people=int(self._stories.people[group, place]),
            of_people=int(self._stories.of_people[group]),
            effect=EffectCounts(*effects),
            balance=balance,
            indicator=indicator.key if indicator else None,
            baseline=measured.baseline,
            latest=measured.latest,
            change=measured.change,
            direction=indicator.direction if indicator else None,
            n=measured.n,
            proposed=reconcile.propose(passages, balance, measured),
            verdicts=self._verdicts.get(key, ()),
            quotes=self._quotes.get((group, place), ()),
            unit=indicator.unit if indicator else None,
            baseline_period=measured.baseline_period,
            latest_period=measured.latest_period,
            target=measured.target,
            better=measured.better,
            of_cases=len(own.cases),
            lowest=measured.lowest,
            highest=measured.highest,
            change_lowest=measured.change_lowest,
            change_highest=measured.change_highest,
            together=measured.together,
            gathered=gathers and bool(passages),
        )

    def _read_verdicts(self) -> dict[Key, tuple[VerdictView, ...]]:
        coders = {each.id: each.name for each in self._session.all(Coder)}
        found: dict[Key, list[VerdictView]] = {}
        for each in self._session.all(Verdict, by=self._groups.by):
            if self._coder is not None and coders[each.coder] != self._coder:
                continue
            view = VerdictView(coders[each.coder], each.verdict, each.note, each.created)
            found.setdefault((each.group, each.code, each.indicator), []).append(view)
        return {key: tuple(sorted(views, key=lambda view: view.coder)) for key, views in found.items()}

    def _read_quotes(self) -> dict[tuple[int, int], tuple[str, ...]]:
        """By group and code (places): the picked quotes that may be shown, first picked first."""
        chosen = picks.picked(self._session)
        allowed = picks.quotable(self._session, chosen)
        codings = {each.id: each for each in self._session.all(Coding, id=chosen)}
        where = {each.id: each.case for each in self._session.all(Document)}
        holding: dict[str | None, list[int]] = {}
        for place, group in enumerate(self._groups.groups):
            for case in group.cases:
                holding.setdefault(case, []).append(place)
        found: dict[tuple[int, int], tuple[str, ...]] = {}
        for coding in (codings[each] for each in chosen if each in allowed):
            code: Code | None = self._tree.by_id(coding.code)
            while code is not None:
                for held in holding.get(where[coding.document], ()):
                    key = (held, self._place[code.id])
                    found[key] = (*found.get(key, ()), coding.id)[:QUOTES_SHOWN]
                code = self._tree.by_id(code.parent) if code.parent else None
        return found

    def _summary(self, rows: Sequence[JointRow]) -> JointSummary:
        return JointSummary(
            verdicts=joint_summary.verdict_counts(rows),
            proposals=joint_summary.proposal_counts(rows),
            undecided=len(joint_summary.undecided(rows)),
            alone=joint_summary.alone(rows),
            agreement=joint_summary.agreement(rows),
            off_pattern=(*self._off_values(), *joint_summary.off_verdicts(rows)),
            withheld=self._stories.withheld,
            outside=self._stories.outside,
            adrift=self._stories.adrift,
            without_code=self._mute,
        )

    def _off_values(self) -> list[OffPattern]:
        names = {each.id: each.name for each in self._session.all(Case)}
        values = [
            (group.name, names[case], self._tree.by_id(code).key, indicator.key, latest)
            for code, speaking in self._spoken.items()
            for indicator in speaking
            for group in self._groups.groups
            for case in group.cases
            if case in self._trends.get(indicator.id, {})
            and (latest := self._trends[indicator.id][case].latest) is not None
        ]
        return joint_summary.off_values(values, self._groups.by == BY_CASE)


def _telling(rows: list[JointRow]) -> list[JointRow]:
    """The rows of a code in a group without those of indicators that say nothing there, where another one does.

    Else numbers would be called silent of what is measured in the next row.
    """
    return [row for row in rows if row.n or row.verdicts or row.indicator is None] or rows[:1]


def _trends(session: Session, indicators: Sequence[Indicator]) -> dict[str, dict[str, Trend]]:
    """By indicator's id, then case's id: what happened there."""
    wanted = {each.id: each for each in indicators}
    held: dict[tuple[str, str], list[Measurement]] = {}
    for each in session.all(Measurement):
        if each.indicator in wanted:
            held.setdefault((each.indicator, each.case), []).append(each)
    found: dict[str, dict[str, Trend]] = {}
    for (indicator, case), measured in held.items():
        found.setdefault(indicator, {})[case] = trend(wanted[indicator], measured)
    return found


def told(
    session: Session, groups: Grouping, coder: str | None = None
) -> tuple[CodingTable, reconcile.Groups, tuple[int, ...]]:
    """The codings as arrays, which documents are in which group, and the places of people who are not to appear."""
    loader = Loader(session, {"code", "person", "effect", "coder"}, "quotes", "en")
    table = loader.table()
    if coder is not None:
        table = _of_coder(table, coder)
    holding: dict[str | None, list[int]] = {}
    for place, group in enumerate(groups.groups):
        for case in group.cases:
            holding.setdefault(case, []).append(place)
    pairs = [
        (number, group)
        for number, document in enumerate(session.all(Document, order=["number"]))
        for group in holding.get(document.case, ())
    ]
    places, owners = zip(*pairs, strict=True) if pairs else ((), ())
    documents = reconcile.Groups(np.array(places, np.int64), np.array(owners, np.int64), len(groups.groups))
    return table, documents, loader.withheld


def _of_coder(table: CodingTable, coder: str) -> CodingTable:
    """The table with the codings of one coder only."""
    of = table.coding_columns["coder"]
    kept = np.isin(of.index, [place for place, header in enumerate(of.values) if header.key == coder])
    return replace(
        table,
        document=table.document[kept],
        code=table.code[kept],
        start=table.start[kept],
        end=table.end[kept],
        ids=[table.ids[place] for place in np.flatnonzero(kept).tolist()],
        adrift=None if table.adrift is None else table.adrift[kept],
        coding_columns={
            name: replace(each, index=each.index[kept] if len(each.index) else each.index)
            for name, each in table.coding_columns.items()
        },
    )


def passages(session: Session, group: str, code: str, *, by: str = BY_CASE, coder: str | None = None) -> list[str]:
    """The ids of the codings behind a row, by document and place; picked ones first, in their order.

    Raises GroupNotInDisplay, CodeNotFound, Ambiguous, AttributeNotFound.
    """
    groups = grouping(session, by)
    own = groups.groups.index(groups.find(group))
    tree = codebooks.tree(session)
    places = {each.id: place for place, (_, each) in enumerate(tree.walk())}
    branch = [places[each.id] for each in tree.branch(codebooks.find_code(tree, code))]
    table, documents, withheld = told(session, groups, coder)
    found = [table.ids[each] for each in reconcile.behind(table, documents, own, branch, withheld)]
    order = {each: place for place, each in enumerate(picks.picked(session))}
    return sorted(found, key=lambda each: order.get(each, len(order)))


def course(session: Session, group: str, indicator: str, *, by: str = BY_CASE) -> tuple[Point, ...]:
    """The values of an indicator in a group, period by period; of several cases the median.

    Raises GroupNotInDisplay, IndicatorNotFound, Ambiguous, AttributeNotFound.
    """
    own = grouping(session, by).find(group)
    found = find_indicator(session, indicator)
    measured = session.all(Measurement, indicator=found.id, case=list(own.cases))
    by_period: dict[str, list[float]] = {}
    for each in sorted(measured, key=lambda each: period_order(each.period)):
        if each.value is not None:
            by_period.setdefault(each.period, []).append(each.value)
    return tuple(Point(period, statistics.median(values), len(values)) for period, values in by_period.items())


def judge(
    session: Session,
    group: str,
    code: str,
    indicator: str | None,
    verdict: str | None,
    *,
    by: str = BY_CASE,
    note: str | None = None,
) -> tuple[VerdictView, ...]:
    """Set the session coder's verdict on a row, in place of the one they gave before; all verdicts on the row.

    `indicator` is `-` or None where the row has none; a `verdict` `-` or None takes the coder's own away. `note` None
    keeps the note there is. Raises GroupNotInDisplay, CodeNotFound, IndicatorNotFound, Ambiguous, AttributeNotFound,
    NoSuchRow, ValueRefused.
    """
    wanted = None if verdict in (None, NONE) else one_of(str(verdict), VERDICTS, "verdict")
    groups = grouping(session, by)
    with session.operation("verdict.set", Message("")) as gate:
        own = groups.find(group)
        tree = codebooks.tree(session)
        found = codebooks.find_code(tree, code)
        measured = _speaking(session, found, indicator)
        key: Key = (own.key, found.id, measured.id if measured else None)
        there = _verdicts_on(session, groups.by, key)
        if measured is None and not there:
            _check_alone(session, found)
        before = next((each for each in there if each.coder == gate.coder.id), None)
        values: dict[str, Value] = {"group": own.name, "code": found.key}
        gate.summary = Message(N_("Verdict taken back: {group}, {code}"), values)
        if wanted is None:
            gate.delete(Verdict, [before.id] if before else [])
        else:
            values["verdict"] = Message(VERDICT_NAMES[wanted])
            gate.summary = Message(N_("Verdict on {group}, {code}: {verdict}"), values)
            _store(gate, groups.by, key, before, wanted, note)
    coders = {each.id: each.name for each in session.all(Coder)}
    left = _verdicts_on(session, groups.by, key)
    views = (VerdictView(coders[each.coder], each.verdict, each.note, each.created) for each in left)
    return tuple(sorted(views, key=lambda view: view.coder))


def judge_many(
    session: Session,
    rows: Sequence[tuple[str, str, str | None]],
    verdict: str | None,
    *,
    by: str = BY_CASE,
) -> int:
    """Set the session coder's verdict on several rows (group, code, indicator) at once; on how many.

    One operation. Raises what `judge` raises, and then nothing is changed.
    """
    told = N_("Verdicts taken back: {n}") if verdict in (None, NONE) else N_("Verdicts: {n}, {verdict}")
    values: dict[str, Value] = {"n": len(rows)}
    if verdict in VERDICT_NAMES:
        values["verdict"] = Message(VERDICT_NAMES[str(verdict)])
    with session.joined("verdict.set", Message(told, values)):
        for group, code, indicator in rows:
            judge(session, group, code, indicator, verdict, by=by)
    return len(rows)


def _store(gate: Operation, by: str, key: Key, before: Verdict | None, verdict: str, note: str | None) -> None:
    if before is None:
        gate.insert(Verdict(new_id(), by, *key, gate.coder.id, verdict, (note or "").strip(), gate.at))
        return
    words = before.note if note is None else note.strip()
    if (verdict, words) != (before.verdict, before.note):
        gate.update(Verdict, before.id, verdict=verdict, note=words, created=gate.at)


def _verdicts_on(session: Session, by: str, key: Key) -> list[Verdict]:
    group, code, indicator = key
    return [each for each in session.all(Verdict, by=by, group=group, code=code) if each.indicator == indicator]


def _speaking(session: Session, code: Code, name: str | None) -> Indicator | None:
    """The accepted indicator of this name that speaks to the code. Raises IndicatorNotFound, Ambiguous, NoSuchRow."""
    if name in (None, NONE):
        return None
    found = find_indicator(session, str(name))
    if found.code != code.id or found.status != "accepted":
        raise NoSuchRow(indicator=found.key, code=code.key, choices=", ".join(_accepted(session, code)) or NONE)
    return found


def _check_alone(session: Session, code: Code) -> None:
    """Raises NoSuchRow where the code's rows are those of its indicators."""
    if there := _accepted(session, code):
        raise NoSuchRow(indicator=NONE, code=code.key, choices=", ".join(there))


def _accepted(session: Session, code: Code) -> list[str]:
    return [each.key for each in session.all(Indicator, code=code.id) if each.status == "accepted"]
