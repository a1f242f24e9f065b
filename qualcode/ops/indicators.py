"""Indicators: what is measured, and the values by case and period.

    indicators.add(session, {"fr": "Personnes embauchées"}, unit="ETP", code="economic/employment")
    indicator_values.measure(session, "personnes-embauchees", "Atelier Nord", "2024", 12)

An indicator is named by its key, its id or a label in any language; its key is fixed at birth. How its values come to
be is in `ops.indicator_values`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from qualcode.analysis.indicators import period_order, trend
from qualcode.errors import Ambiguous, NameRefused, NotFound, Refused, ValueRefused
from qualcode.model import codebook_rules as rules
from qualcode.model.case import Case
from qualcode.model.codebook import Code, Localised, fold_name, name_order
from qualcode.model.coding import Coding
from qualcode.model.ids import new_id
from qualcode.model.indicator import AGGREGATES, DIRECTIONS, INDICATOR_KINDS, PROPOSAL_STATES, Indicator, Measurement
from qualcode.model.indicator_view import IndicatorView, MeasurementView, TrendView, localised
from qualcode.model.joint import Verdict
from qualcode.model.message import N_, Message
from qualcode.model.project import Coder
from qualcode.model.text import canonical
from qualcode.ops.cases import find_case
from qualcode.ops.codebook_edits import slug
from qualcode.ops.codebooks import find_code, tree
from qualcode.ops.names import clean, one_of
from qualcode.ops.projects import project
from qualcode.ops.table_values import number
from qualcode.store.operation import Operation
from qualcode.store.session import Session


class IndicatorNotFound(NotFound):
    """No indicator has this key or label."""

    code = "indicator-not-found"
    sentence = N_("There is no indicator “{name}”.")
    hint = N_("See them with: qualcode indicators — or add it: qualcode indicators add NAME")


class KindFixed(Refused):
    """An indicator with values cannot become one of another kind."""

    code = "indicator-kind-fixed"
    sentence = N_("“{name}” has values, which would mean something else if its kind changed.")
    hint = N_("Remove the values first, or add another indicator.")


# Reading


def listing(
    session: Session, *, case: str | None = None, code: str | None = None, status: str | None = None
) -> list[IndicatorView]:
    """The indicators in the order they came, with their values by case and period.

    Only values of a case; only indicators that speak to a code or those below it; only those with a status. Raises
    CaseNotFound, CodeNotFound, Ambiguous, ValueRefused.
    """
    found = session.all(Indicator)
    if status is not None:
        found = [each for each in found if each.status == one_of(status, PROPOSAL_STATES, "status")]
    if code is not None:
        codes = tree(session)
        below = {each.id for each in codes.branch(find_code(codes, code))}
        found = [each for each in found if each.code in below]
    return views(session, found, case=find_case(session, case).id if case is not None else None)


def views(session: Session, indicators: Sequence[Indicator], *, case: str | None = None) -> list[IndicatorView]:
    """Indicators as they are shown; with values of all cases, or of one (an id)."""
    cases = {each.id: each.name for each in session.all(Case)}
    coders = {each.id: each.name for each in session.all(Coder)}
    keys = {each.id: each.key for each in session.all(Code)}
    equal: dict[str, Any] = {"case": case} if case is not None else {}
    measured = session.all(Measurement, indicator=[each.id for each in indicators], **equal)
    cited = {id for each in measured for id in each.codings}
    there = {each.id for each in session.all(Coding, id=sorted(cited))}
    by_indicator: dict[str, dict[str, list[Measurement]]] = {}
    for each in measured:
        by_indicator.setdefault(each.indicator, {}).setdefault(each.case, []).append(each)
    made = []
    for indicator in indicators:
        values: list[MeasurementView] = []
        trends: list[TrendView] = []
        own = by_indicator.get(indicator.id, {})
        for case_id in sorted(own, key=lambda id: name_order(cases[id])):
            found = trend(indicator, own[case_id])
            trends.append(TrendView(cases[case_id], *(getattr(found, name) for name in _TREND)))
            for each in sorted(own[case_id], key=lambda measurement: period_order(measurement.period)):
                values.append(_measurement(each, cases, coders, there, found.baseline_period))
        made.append(_view(indicator, keys, coders, values, trends))
    return made


_TREND = tuple(name for name in TrendView.__dataclass_fields__ if name != "case")


def _measurement(
    each: Measurement, cases: Mapping[str, str], coders: Mapping[str, str], there: set[str], baseline: str | None
) -> MeasurementView:
    return MeasurementView(
        case=cases[each.case],
        period=each.period,
        value=each.value,
        target=each.target,
        baseline=each.period == baseline,
        note=each.note,
        codings=tuple(id for id in each.codings if id in there),
        coder=coders[each.coder],
    )


def _view(
    indicator: Indicator,
    keys: Mapping[str, str],
    coders: Mapping[str, str],
    measurements: Sequence[MeasurementView],
    trends: Sequence[TrendView],
) -> IndicatorView:
    return IndicatorView(
        key=indicator.key,
        labels=indicator.labels,
        definition=indicator.definition,
        kind=indicator.kind,
        unit=indicator.unit,
        direction=indicator.direction,
        threshold=indicator.threshold,
        code=keys.get(indicator.code or ""),
        rungs=indicator.rungs,
        aggregate=indicator.aggregate,
        source=indicator.source,
        status=indicator.status,
        measurements=tuple(measurements),
        trends=tuple(trends),
        coder=coders[indicator.coder],
        created=indicator.created,
        id=indicator.id,
    )


def find_indicator(session: Session, name: str) -> Indicator:
    """The indicator a person means: by key, id or a label in any language, then by a unique beginning of one.

    Raises IndicatorNotFound, Ambiguous.
    """
    everything, wanted = session.all(Indicator), fold_name(name)
    exact = [each for each in everything if wanted in _names(each)]
    found = exact or [each for each in everything if wanted and any(one.startswith(wanted) for one in _names(each))]
    if not found:
        raise IndicatorNotFound(name=name)
    if len(found) > 1:
        raise Ambiguous(name=name, choices=", ".join(each.key for each in found[:8]))
    return found[0]


def _names(indicator: Indicator) -> set[str]:
    return {fold_name(text) for text in (indicator.key, indicator.id, *indicator.labels.values())}


# Defining


def add(
    session: Session,
    labels: Localised | str,
    *,
    key: str | None = None,
    definition: Localised | str = "",
    kind: str = "number",
    unit: str = "",
    direction: str = "higher",
    threshold: float | None = None,
    code: str | None = None,
    rungs: Sequence[Localised | str] = (),
    aggregate: str = "median",
    source: str = "",
) -> IndicatorView:
    """Define an indicator. Texts are by language; a plain one is in the project's language.

    `direction` says which is better, `threshold` is the smallest real change in the unit (None: 5 % of the baseline),
    `code` the code or dimension it speaks to, `rungs` the levels from the lowest. Raises NameRefused, ValueRefused,
    CodeNotFound, Ambiguous.
    """
    with session.operation("indicator.add", Message("")) as change:
        made = new_indicator(session, change, labels, key=key)
        fields = _fields(
            session,
            made,
            definition=definition,
            kind=kind,
            unit=unit,
            direction=direction,
            threshold=threshold,
            code=code or "",
            rungs=rungs,
            aggregate=aggregate,
            source=source,
        )
        made = replace(made, **fields)
        change.insert(made)
        change.summary = Message(N_("New indicator “{label}”"), {"label": called(session, made)})
    return views(session, [made])[0]


def set_indicator(
    session: Session,
    indicator: str,
    *,
    labels: Localised | str | None = None,
    definition: Localised | str | None = None,
    kind: str | None = None,
    unit: str | None = None,
    direction: str | None = None,
    threshold: float | str | None = None,
    code: str | None = None,
    rungs: Sequence[Localised | str] | None = None,
    aggregate: str | None = None,
    source: str | None = None,
) -> IndicatorView:
    """Change an indicator; what is not named stays. "" takes away a text, the threshold or the code.

    Raises IndicatorNotFound, Ambiguous, NameRefused, ValueRefused, CodeNotFound, KindFixed.
    """
    with session.operation("indicator.set", Message("")) as change:
        found = find_indicator(session, indicator)
        fields = _fields(
            session,
            found,
            definition=definition,
            kind=kind,
            unit=unit,
            direction=direction,
            threshold=threshold,
            code=code,
            rungs=rungs,
            aggregate=aggregate,
            source=source,
        )
        if labels is not None:
            fields["labels"] = _labels(session, found, labels)
        if fields.get("kind", found.kind) != found.kind and session.all(Measurement, indicator=found.id):
            raise KindFixed(name=called(session, found))
        change.update(Indicator, found.id, **fields)
        _check_levels(session, replace(found, **fields))
        change.summary = Message(
            N_("Indicator “{label}” changed"), {"label": called(session, replace(found, **fields))}
        )
    return views(session, session.all(Indicator, id=found.id))[0]


def remove(session: Session, indicator: str) -> int:
    """Remove an indicator with its values and what was said of it in the joint display; how many values went.

    Raises IndicatorNotFound, Ambiguous.
    """
    with session.operation("indicator.remove", Message("")) as change:
        found = find_indicator(session, indicator)
        measured = [each.id for each in session.all(Measurement, indicator=found.id)]
        change.delete(Measurement, measured)
        change.delete(Verdict, [each.id for each in session.all(Verdict, indicator=found.id)])
        change.delete(Indicator, [found.id])
        change.summary = Message(
            N_("Indicator “{label}” removed (values: {n})"), {"label": called(session, found), "n": len(measured)}
        )
    return len(measured)


def new_indicator(session: Session, change: Operation, labels: Localised | str, *, key: str | None = None) -> Indicator:
    """An indicator to be inserted, with a key of its own made from its label. Raises NameRefused, ValueRefused."""
    by, at = change.coder.id, change.at
    made = Indicator(
        new_id(), "", {}, {}, "number", "", "higher", None, None, (), "median", "", "accepted", by, at
    )  # fmt: skip
    named = _labels(session, made, labels)
    return replace(made, labels=named, key=_free_key(session, key, localised(named, project(session).language)))


def called(session: Session, indicator: Indicator) -> str:
    """What an indicator is called in the project's language."""
    return localised(indicator.labels, project(session).language) or indicator.key


def _free_key(session: Session, wanted: str | None, label: str) -> str:
    taken = {each.key for each in session.all(Indicator)}
    if wanted is not None:
        key = slug(wanted)
        if not key or key in taken:
            told = N_("another has it already") if key else N_("it has no letters or digits")
            raise NameRefused(name=wanted, reason=Message(told))
        return key
    stem = slug(label.replace("’", "'")) or "indicator"
    return next(key for key in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if key not in taken)


def texts(session: Session, said: Localised | str) -> dict[str, str]:
    """Texts by language, a plain one in the project's language, without outer white space. Raises ValueRefused."""
    by_language = {project(session).language: said} if isinstance(said, str) else said
    for language in by_language:
        if rules.language_fault(language):
            choices = Message(N_("its code of two or three letters, such as fr, nl, en or de"))
            raise ValueRefused(value=language, what=Message(N_("a language")), choices=choices)
    return {language: canonical(text).text.strip() for language, text in by_language.items()}


def _labels(session: Session, indicator: Indicator, said: Localised | str) -> dict[str, str]:
    """The labels with those said; an empty one goes. Another indicator may not have one of them."""
    labels = dict(indicator.labels)
    for language, text in texts(session, said).items():
        labels.pop(language, None)
        if text:
            labels[language] = clean(text)
    if not labels:
        raise NameRefused(name="", reason=Message(N_("it is empty")))
    for other in session.all(Indicator):
        for language, text in labels.items():
            if other.id != indicator.id and fold_name(other.labels.get(language, "")) == fold_name(text):
                raise NameRefused(name=text, reason=Message(N_("another has it already")))
    return labels


def _fields(session: Session, indicator: Indicator, **said: Any) -> dict[str, Any]:
    """What was said of an indicator, checked and as it is stored; None was not said."""
    fields = {name: value for name, value in said.items() if value is not None}
    for name, choices in (("kind", INDICATOR_KINDS), ("direction", DIRECTIONS), ("aggregate", AGGREGATES)):
        if name in fields:
            one_of(fields[name], choices, name)
    for name in ("unit", "source"):
        if name in fields:
            fields[name] = canonical(fields[name]).text.strip()
    if "definition" in fields:
        both = {**indicator.definition, **texts(session, fields["definition"])}
        fields["definition"] = {language: text for language, text in both.items() if text}
    if "rungs" in fields:
        fields["rungs"] = tuple(
            {language: clean(text) for language, text in texts(session, rung).items()} for rung in fields["rungs"]
        )
    if "threshold" in said and said["threshold"] is not None:
        fields["threshold"] = _threshold(fields["threshold"])
    if "code" in fields:
        fields["code"] = find_code(tree(session), fields["code"]).id if fields["code"] else None
    return fields


def _threshold(said: float | str) -> float | None:
    found = number(said) if isinstance(said, str) else float(said)
    if isinstance(said, str) and not said.strip():
        return None
    if found is None or not math.isfinite(found) or found < 0:
        raise ValueRefused(value=said, what="threshold", choices=Message(N_("a number of 0 or more")))
    return found


def _check_levels(session: Session, indicator: Indicator) -> None:
    """That the rungs still hold every level that was judged. Raises ValueRefused."""
    if indicator.kind == "level" and indicator.rungs:
        for each in session.all(Measurement, indicator=indicator.id):
            check_value(indicator, each.value)


def check_value(indicator: Indicator, value: float | None) -> None:
    """Raise ValueRefused for a value that is not one of the indicator's levels, where it has such."""
    if indicator.kind != "level" or value is None:
        return
    top = len(indicator.rungs) - 1 if indicator.rungs else None
    if not float(value).is_integer() or value < 0 or (top is not None and value > top):
        choices = Message(N_("a level from 0 to {top}"), {"top": top}) if top is not None else Message(N_("a level"))
        raise ValueRefused(value=f"{value:g}", what=localised(indicator.labels, "en"), choices=choices)
