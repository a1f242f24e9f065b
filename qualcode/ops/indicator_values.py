"""The values of indicators by case and period: measured where they are numbers, else judged by a person.

Of an indicator that has described levels ("rungs") a person says which one a case has reached, and cites the passages
it is judged from.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from qualcode.errors import NotFound, PassageElsewhere, Refused, ValueRefused
from qualcode.model.case import Case
from qualcode.model.codebook import fold_name
from qualcode.model.coding import Coding
from qualcode.model.document import Document
from qualcode.model.ids import new_id
from qualcode.model.indicator import Indicator, Measurement
from qualcode.model.indicator_view import MeasurementView, localised
from qualcode.model.message import N_, Message, Value
from qualcode.model.text import canonical
from qualcode.ops.cases import find_case
from qualcode.ops.indicators import called, check_value, find_indicator, views
from qualcode.ops.names import clean
from qualcode.ops.projects import project
from qualcode.ops.restate import by_ids
from qualcode.store.operation import Operation
from qualcode.store.session import Session


class MeasurementNotFound(NotFound):
    """An indicator has no value in this case and period."""

    code = "measurement-not-found"
    sentence = N_("“{name}” has no value for {case} in {period}.")
    hint = N_("See them with: qualcode indicators list")


class LevelWanted(Refused):
    """A number was given where a person has to judge."""

    code = "level-wanted"
    sentence = N_("“{name}” has described levels, which a person judges and gives reasons for.")
    hint = N_("Judge it with: qualcode indicators judge INDICATOR CASE PERIOD LEVEL --cite CODING")


class NumberWanted(Refused):
    """A level was given where a number is measured."""

    code = "number-wanted"
    sentence = N_("“{name}” is a number and is measured, not judged.")
    hint = N_("Store its value with: qualcode indicators measure INDICATOR CASE PERIOD VALUE")


class NothingCited(Refused):
    """A judgement without a passage."""

    code = "nothing-cited"
    sentence = N_("A level is judged from what people said: no passage is cited.")
    hint = N_("Cite at least one coding by its id; see them with: qualcode codings")


def measure(
    session: Session,
    indicator: str,
    case: str,
    period: str,
    value: float | None,
    *,
    target: float | None = None,
    baseline: bool | None = None,
    note: str | None = None,
) -> MeasurementView:
    """Store a value of an indicator for a case and period, in place of the one there; None: known to be missing.

    `baseline` marks the value that change is counted from, of a case one at most; what is not named stays as it is.
    Levels are judged instead (`judge`). Raises IndicatorNotFound, CaseNotFound, Ambiguous, NameRefused,
    ValueRefused.
    """
    with session.operation("indicator.measure", Message("")) as change:
        found = find_indicator(session, indicator)
        if found.kind == "level" and value is not None:
            raise LevelWanted(name=called(session, found))
        news: dict[str, Any] = {"value": value}
        news |= {"target": target} if target is not None else {}
        news |= {"note": canonical(note).text.strip()} if note is not None else {}
        stored = put(session, change, found, case, period, baseline=baseline, **news)
        told = {"label": called(session, found), "case": _case_name(session, stored.case), "period": stored.period}
        change.summary = Message(N_("“{label}” measured: {case}, {period}"), told)
    return shown(session, stored)


def unmeasure(session: Session, indicator: str, case: str, period: str) -> None:
    """Remove a value. Raises IndicatorNotFound, CaseNotFound, MeasurementNotFound, Ambiguous."""
    with session.operation("indicator.unmeasure", Message("")) as change:
        found, where = find_indicator(session, indicator), find_case(session, case)
        stored = at_period(session, found, where.id, period)
        told = {"label": called(session, found), "case": where.name, "period": period}
        if stored is None:
            raise MeasurementNotFound(name=told["label"], case=where.name, period=period)
        change.delete(Measurement, [stored.id])
        change.summary = Message(N_("Value of “{label}” removed: {case}, {period}"), told)


def at_period(session: Session, indicator: Indicator, case: str, period: str) -> Measurement | None:
    """The value in a case (an id) and a period, if there is one."""
    measured = session.all(Measurement, indicator=indicator.id, case=case)
    return next((each for each in measured if fold_name(each.period) == fold_name(period)), None)


def put(
    session: Session,
    change: Operation,
    indicator: Indicator,
    case: str,
    period: str,
    *,
    baseline: bool | None = None,
    **news: Any,
) -> Measurement:
    """Store a value within an operation, with the mark of the baseline taken from the others of the case."""
    check_value(indicator, news.get("value"))
    for name in ("value", "target"):
        if news.get(name) is not None and not math.isfinite(news[name]):
            raise ValueRefused(value=news[name], what=name, choices=Message(N_("a number")))
    home = find_case(session, case)
    stored = at_period(session, indicator, home.id, period)
    if baseline is not None:
        news["baseline"] = baseline
    if baseline:
        others = session.all(Measurement, indicator=indicator.id, case=home.id)
        marked = [each.id for each in others if each.baseline and (stored is None or each.id != stored.id)]
        change.update_many(Measurement, marked, baseline=False)
    if stored is None:
        blank = Measurement(
            new_id(), indicator.id, home.id, clean(period), None, None, False, "", (), change.coder.id, change.at
        )
        stored = replace(blank, **news)
        change.insert(stored)
        return stored
    after = replace(stored, **news)
    if after != stored:
        # Whoever says something else of it signs for it.
        after = replace(after, coder=change.coder.id, created=change.at)
        change.update(Measurement, stored.id, coder=after.coder, created=after.created, **news)
    return after


def shown(session: Session, measurement: Measurement) -> MeasurementView:
    """A stored value as it is shown."""
    view = views(session, session.all(Indicator, id=measurement.indicator), case=measurement.case)[0]
    return next(each for each in view.measurements if each.period == measurement.period)


def _case_name(session: Session, case: str) -> str:
    return session.all(Case, id=case)[0].name


def judge(
    session: Session,
    indicator: str,
    case: str,
    period: str,
    level: int | str,
    codings: Sequence[str],
    *,
    note: str | None = None,
    target: float | None = None,
    baseline: bool | None = None,
) -> MeasurementView:
    """Say which level a case has reached in a period: its number from 0, or its label in any language.

    `codings` are the ids of the passages it is judged from; `note` says why. A level judged before is replaced. Raises
    IndicatorNotFound, CaseNotFound, CodingNotFound, Ambiguous, NumberWanted, NothingCited, ValueRefused, and
    PassageElsewhere where one is of another case's document.
    """
    with session.operation("indicator.judge", Message("")) as change:
        found = find_indicator(session, indicator)
        name = called(session, found)
        if found.kind != "level":
            raise NumberWanted(name=name)
        if not codings:
            raise NothingCited
        cited = tuple(each.id for each in _of_case(session, case, by_ids(session, codings)))
        news: dict[str, Any] = {"value": float(rung(session, found, level)), "codings": cited}
        news |= {"note": canonical(note).text.strip()} if note is not None else {}
        news |= {"target": target} if target is not None else {}
        stored = put(session, change, found, case, period, baseline=baseline, **news)
        view = shown(session, stored)
        told: dict[str, Value] = {"label": name, "case": view.case, "period": view.period, "n": len(cited)}
        change.summary = Message(N_("“{label}” judged: {case}, {period} (passages: {n})"), told)
    return view


def _of_case(session: Session, case: str, codings: Sequence[Coding]) -> Sequence[Coding]:
    """The codings, if none is of another case's document: another enterprise's words are no evidence for this one."""
    home = find_case(session, case)
    cases = {each.id: each.case for each in session.all(Document, id=[coding.document for coding in codings])}
    for each in codings:
        if cases[each.document] not in (None, home.id):
            raise PassageElsewhere(name=each.id[:8], case=home.name)
    return codings


def rung(session: Session, indicator: Indicator, level: int | str) -> int:
    """The number of a level that is given by number or label. Raises ValueRefused naming those there are."""
    if isinstance(level, int):
        number: int | None = level
    elif level.strip().isdecimal():
        number = int(level)
    else:
        labels = [{fold_name(text) for text in each.values()} for each in indicator.rungs]
        number = next((at for at, names in enumerate(labels) if fold_name(level) in names), None)
    if number is None or number < 0 or (indicator.rungs and number >= len(indicator.rungs)):
        language = project(session).language
        named = ", ".join(f"{at} {localised(each, language)}" for at, each in enumerate(indicator.rungs))
        raise ValueRefused(value=level, what=called(session, indicator), choices=named or "0, 1, 2 …")
    return number


# When cases go


def drop_case(session: Session, change: Operation, case: str) -> None:
    """Remove the values of a case (an id) that goes."""
    change.delete(Measurement, [each.id for each in session.all(Measurement, case=case)])


def hand_over_case(session: Session, change: Operation, case: str, kept: str) -> None:
    """Give the values of a case (ids) to another; where both have one for a period, that of the other stays."""
    there = {(each.indicator, fold_name(each.period)) for each in session.all(Measurement, case=kept)}
    marked = {each.indicator for each in session.all(Measurement, case=kept) if each.baseline}
    own = session.all(Measurement, case=case)
    going = [each for each in own if (each.indicator, fold_name(each.period)) in there]
    staying = [each for each in own if each not in going]
    change.delete(Measurement, [each.id for each in going])
    change.update_many(Measurement, [each.id for each in staying if each.indicator in marked], baseline=False)
    change.update_many(Measurement, [each.id for each in staying], case=kept)
