"""Indicators: defined, measured, judged; what hangs on them follows what is removed, joined and merged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import (
    Ambiguous,
    CaseNotFound,
    CodeNotFound,
    CodingNotFound,
    NameRefused,
    PassageElsewhere,
    ValueRefused,
)
from qualcode.model.indicator import Indicator
from qualcode.ops import case_edits, cases, codebook_merging, codings, history, indicator_values, indicators
from qualcode.store.session import Session
from tests.conftest import NIGHTLY
from tests.ops.stories import story
from tests.store.making import dump, is_whole, new_project

EVERYTHING = ("indicator", "measurement", "case", "code")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with story(tmp_path) as made:
        cases.add_case(made, "Épicerie du Coin")
        yield made
        assert is_whole(made)


def hired(session: Session) -> None:
    indicators.add(
        session,
        {"fr": "Personnes embauchées", "nl": "Aangeworven personen"},
        unit="ETP",
        code="Social / Confiance en soi",
        threshold=2,
    )


def levels(session: Session) -> None:
    rungs: list[str | dict[str, str]] = ["n'ose pas", {"fr": "ose avec aide", "nl": "durft met hulp"}, "ose seule"]
    indicators.add(session, "Autonomie", kind="level", rungs=rungs, code="social/confidence")


def test_an_indicator_keeps_its_key_and_is_found_by_any_label(session: Session) -> None:
    hired(session)
    view = indicators.listing(session)[0]
    assert (view.key, view.code, view.direction, view.status) == (
        "personnes-embauchees", "social/confidence", "higher", "accepted",
    )  # fmt: skip
    indicators.set_indicator(session, "aangeworven PERSONEN", labels={"fr": "Embauches", "de": "Einstellungen"})
    changed = indicators.set_indicator(session, "einstellungen", threshold="", direction="lower", code="")
    assert (changed.key, changed.threshold, changed.direction, changed.code) == (view.key, None, "lower", None)
    assert changed.labels == {"fr": "Embauches", "nl": "Aangeworven personen", "de": "Einstellungen"}
    assert history.listing(session)[-1].summary.values["label"] == "Embauches"


def test_what_cannot_be_is_refused_and_nothing_is_stored(session: Session) -> None:
    hired(session)
    before = dump(session)
    with pytest.raises(NameRefused):
        indicators.add(session, {"nl": "AANGEWORVEN personen"})
    with pytest.raises(NameRefused):
        indicators.add(session, "Autre", key="personnes-embauchees")
    with pytest.raises(CodeNotFound):
        indicators.add(session, "Autre", code="nowhere")
    for name in ("direction", "kind", "aggregate", "threshold"):
        wrong: dict[str, Any] = {name: -1.0 if name == "threshold" else "up"}
        with pytest.raises(ValueRefused):
            indicators.add(session, "Autre", **wrong)
    with pytest.raises(ValueRefused):
        indicators.add(session, {"français": "Autre"})
    with pytest.raises(CaseNotFound):
        indicator_values.measure(session, "personnes-embauchees", "Nowhere", "2024", 1)
    with pytest.raises(ValueRefused):
        indicator_values.measure(session, "personnes-embauchees", "Atelier Nord", "2024", float("nan"))
    with pytest.raises(indicators.IndicatorNotFound):
        indicator_values.measure(session, "jobs", "Atelier Nord", "2024", 1)
    assert dump(session) == before


def test_a_name_that_fits_two_is_ambiguous(session: Session) -> None:
    hired(session)
    indicators.add(session, "Personnes parties")
    with pytest.raises(Ambiguous):
        indicators.find_indicator(session, "personnes")
    assert indicators.find_indicator(session, "personnes p").key == "personnes-parties"


def test_the_first_measured_period_is_the_baseline_until_another_is_marked(session: Session) -> None:
    hired(session)
    for period, value in (("2024", 15.0), ("2022", None), ("2023", 10.0)):
        indicator_values.measure(session, "personnes-embauchees", "Atelier Nord", period, value)
    view = indicators.listing(session)[0]
    assert [(each.period, each.value, each.baseline) for each in view.measurements] == [
        ("2022", None, False), ("2023", 10.0, True), ("2024", 15.0, False),
    ]  # fmt: skip
    assert (view.trends[0].change, view.trends[0].better, view.trends[0].n) == (5.0, 1, 2)
    for period in ("2023", "2024"):
        indicator_values.measure(session, "personnes-embauchees", "Atelier Nord", period, 15, baseline=True, target=20)
    marked = indicators.listing(session, case="atelier nord")[0]
    assert [each.baseline for each in marked.measurements] == [False, False, True]
    assert (marked.trends[0].change, marked.trends[0].target) == (None, 20)
    assert indicators.listing(session, case="Épicerie du Coin")[0].measurements == ()


def test_measuring_again_changes_the_value_and_keeps_what_was_not_named(session: Session) -> None:
    hired(session)
    indicator_values.measure(session, "personnes-embauchees", "Atelier Nord", "Avant", 3, target=9, note="rapport 2022")
    again = indicator_values.measure(session, "personnes-embauchees", "Atelier Nord", " avant", 4)
    assert (again.period, again.value, again.target, again.note) == ("Avant", 4, 9, "rapport 2022")
    sequence = session.sequence()
    indicator_values.measure(session, "personnes-embauchees", "Atelier Nord", "avant", 4)
    assert session.sequence() == sequence
    indicator_values.unmeasure(session, "personnes-embauchees", "Atelier Nord", "AVANT")
    with pytest.raises(indicator_values.MeasurementNotFound):
        indicator_values.unmeasure(session, "personnes-embauchees", "Atelier Nord", "avant")


def test_a_level_is_judged_with_passages_and_by_its_label_in_any_language(session: Session) -> None:
    levels(session)
    cited = [each.id for each in codings.listing(session, code="social/confidence")[:2]]
    judged = indicator_values.judge(
        session, "autonomie", "Atelier Nord", "2024", "Durft met hulp", [*cited, cited[0]], note="Elle téléphone."
    )
    assert (judged.value, judged.codings, judged.coder) == (1.0, tuple(cited), "marie")
    unknown: list[int | str] = ["seule", 3, -1]
    for refused in unknown:
        with pytest.raises(ValueRefused):
            indicator_values.judge(session, "autonomie", "Atelier Nord", "2024", refused, cited)
    with pytest.raises(indicator_values.NothingCited):
        indicator_values.judge(session, "autonomie", "Atelier Nord", "2024", 2, [])
    with pytest.raises(CodingNotFound):
        indicator_values.judge(session, "autonomie", "Atelier Nord", "2024", 2, ["gone"])
    cases.add_case(session, "Ailleurs")
    with pytest.raises(PassageElsewhere):
        indicator_values.judge(session, "autonomie", "Ailleurs", "2024", 2, cited)
    with pytest.raises(indicator_values.LevelWanted):
        indicator_values.measure(session, "autonomie", "Atelier Nord", "2024", 2)
    codings.remove(session, [cited[0]])
    assert indicators.listing(session)[0].measurements[0].codings == (cited[1],)


def test_numbers_are_not_judged_and_rungs_hold_what_was_judged(session: Session) -> None:
    hired(session)
    levels(session)
    cited = [codings.listing(session)[0].id]
    with pytest.raises(indicator_values.NumberWanted):
        indicator_values.judge(session, "personnes-embauchees", "Atelier Nord", "2024", 1, cited)
    indicator_values.judge(session, "autonomie", "Atelier Nord", "2024", 2, cited)
    with pytest.raises(ValueRefused):
        indicators.set_indicator(session, "autonomie", rungs=["non", "oui"])
    with pytest.raises(indicators.KindFixed):
        indicators.set_indicator(session, "autonomie", kind="number")


def test_removing_takes_the_values_along_and_one_undo_brings_all_back(session: Session) -> None:
    hired(session)
    indicator_values.measure(session, "personnes-embauchees", "Atelier Nord", "2024", 1)
    before = dump(session, EVERYTHING)
    assert indicators.remove(session, "personnes-embauchees") == 1
    assert indicators.listing(session) == []
    history.undo(session)
    assert dump(session, EVERYTHING) == before


def test_values_go_with_their_case_and_are_handed_over_when_cases_are_joined(session: Session) -> None:
    hired(session)
    for case, period, value in (
        ("Atelier Nord", "2023", 1),
        ("Atelier Nord", "2024", 2),
        ("Épicerie du Coin", "2024", 9),
    ):
        indicator_values.measure(session, "personnes-embauchees", case, period, value, baseline=period == "2024")
    before = dump(session, EVERYTHING)
    case_edits.join_cases(session, "Atelier Nord", "Épicerie du Coin")
    joined = indicators.listing(session)[0].measurements
    assert [(each.period, each.value, each.baseline) for each in joined] == [("2023", 1, False), ("2024", 9, True)]
    history.undo(session)
    case_edits.remove_case(session, "Atelier Nord")
    assert [each.value for each in indicators.listing(session)[0].measurements] == [9]
    history.undo(session)
    assert dump(session, EVERYTHING) == before


def test_an_indicator_follows_its_code_and_outlives_it(session: Session) -> None:
    hired(session)
    codebook_merging.merge(session, "social/confidence", "social/ties")
    assert indicators.listing(session, code="social")[0].code == "social/ties"
    codebook_merging.remove(session, "social/ties", move_codings_to="social/health")
    assert indicators.listing(session)[0].code == "social/health"
    codebook_merging.remove(session, "social/health", with_codings=True)
    assert indicators.listing(session)[0].code is None
    assert session.all(Indicator)[0].code is not None
    history.undo(session)
    assert indicators.listing(session)[0].code == "social/health"


@settings(max_examples=200 if NIGHTLY else 25)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["2021", "2022", "avant", "T1 2022"]),
            st.none() | st.floats(-1e9, 1e9),
            st.booleans(),
        ),
        max_size=8,
    )
)
def test_at_most_one_value_is_the_baseline_and_the_last_word_counts(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, float | None, bool]]
) -> None:
    with new_project(tmp_path_factory.mktemp("p") / "p.qualcode") as session:
        cases.add_case(session, "A")
        indicators.add(session, "Emplois")
        for period, value, baseline in acts:
            indicator_values.measure(session, "emplois", "A", period, value, baseline=baseline)
        view = indicators.listing(session)[0]
        assert {each.period: each.value for each in view.measurements} == {period: value for period, value, _ in acts}
        marks = [each.baseline for each in view.measurements]
        assert sum(marks) == (1 if any(each.value is not None for each in view.measurements) else 0)
        while history.next_undo(session) is not None and session.all(Indicator):
            history.undo(session)
        assert session.all(Indicator) == []
