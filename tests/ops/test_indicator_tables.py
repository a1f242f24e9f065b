"""Tables of indicators: three shapes, four languages, every fault with its line, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import BadData, CaseNotFound, ValueRefused
from qualcode.model.indicator_table import IndicatorPlan, TableChoices
from qualcode.ops import case_tables, cases, history, indicator_tables, indicator_values, indicators
from qualcode.ops.indicator_table_values import Either, decimal_of, read_number, written
from qualcode.store.session import Session
from tests.ops.stories import story
from tests.store.making import dump, is_whole

TABLES = ["indicator", "measurement", "case"]
LONG = """\
Entreprise;Indicateur;Période;Valeur;Cible;Unité;Sens;Thème;Remarque
Atelier Nord;Personnes embauchées;2022;3;;ETP;hausse;social/confidence;
Atelier Nord;Personnes embauchées;2023;4,5;;ETP;;;
Atelier Nord;Personnes embauchées;2024;;8;ETP;;;pas encore compté
Épicerie du Coin;Taux d’absentéisme;2023;12,5 %;;;baisse;;
Épicerie du Coin;Taux d’absentéisme;2024;n/a;;;;;
Épicerie du Coin;Chiffre d’affaires;2024;€ 1.204.500;;;;;
"""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with story(tmp_path) as made:
        cases.add_case(made, "Épicerie du Coin")
        yield made
        assert is_whole(made)


def planned(session: Session, text: str, **choices: Any) -> IndicatorPlan:
    path = session.path.parent / "indicators.csv"
    path.write_text(text, encoding="utf-8")
    return indicator_tables.plan(session, case_tables.read(path), TableChoices(**choices))


def told(plan: IndicatorPlan) -> list[str]:
    return [str(fault) for fault in plan.faults]


def values(session: Session) -> dict[tuple[str, str, str], float | None]:
    return {
        (view.key, each.case, each.period): each.value
        for view in indicators.listing(session)
        for each in view.measurements
    }


def test_a_long_table_in_french_is_taken_in_with_all_that_it_says(session: Session) -> None:
    plan = planned(session, LONG)
    assert (plan.shape, told(plan), plan.measurements.added) == ("long", [], 6)
    report = indicator_tables.apply(session, plan)
    assert (report.indicators, len(report.created), report.operation) == (3, 3, session.sequence())
    hired, absent, sales = indicators.listing(session)
    assert (hired.key, hired.unit, hired.direction, hired.code) == (
        "personnes-embauchees", "ETP", "higher", "social/confidence",
    )  # fmt: skip
    assert (absent.direction, absent.unit, sales.unit) == ("lower", "%", "€")
    assert [(each.value, each.target, each.note) for each in hired.measurements] == [
        (3, None, ""), (4.5, None, ""), (None, 8, "pas encore compté"),
    ]  # fmt: skip
    assert values(session)["chiffre-d-affaires", "Épicerie du Coin", "2024"] == 1204500
    assert values(session)["taux-d-absenteisme", "Épicerie du Coin", "2024"] is None
    assert any("Chiffre d’affaires" in str(warning) for warning in report.warnings)  # nobody says which is better


def test_the_same_table_again_changes_nothing_and_another_value_is_counted(session: Session) -> None:
    indicator_tables.apply(session, planned(session, LONG))
    before, sequence = dump(session, TABLES), session.sequence()
    again = indicator_tables.apply(session, planned(session, LONG))
    assert (again.measurements.added, again.measurements.changed, again.measurements.same) == (0, 0, 6)
    assert (again.operation, session.sequence(), dump(session, TABLES)) == (None, sequence, before)
    changed = indicator_tables.apply(session, planned(session, LONG.replace("4,5", "5")))
    assert (changed.measurements.changed, changed.measurements.same) == (1, 5)
    history.undo(session)
    assert dump(session, TABLES) == before


def test_an_empty_cell_takes_nothing_away_and_a_dash_does(session: Session) -> None:
    table = "case,indicator,period,value\nAtelier Nord,Jobs,2022,7\nAtelier Nord,Jobs,2023,8\n"
    indicator_tables.apply(session, planned(session, table))
    emptied = planned(session, table.replace("2022,7", "2022,").replace("2023,8", "2023,-"))
    assert [(each.status, each.value) for each in emptied.values] == [("same", None), ("changed", None)]
    indicator_tables.apply(session, emptied)
    assert list(values(session).values()) == [7, None]


def test_every_fault_is_told_with_its_line_and_nothing_is_stored(session: Session) -> None:
    before = dump(session)
    plan = planned(
        session,
        "case,indicator,period,value,unit,direction,code\n"
        "Atelier Nord,Jobs,2022,many,ETP,higher,social\n"
        "Atelier Nord,,2022,1,ETP,,\n"
        "Nowhere,Jobs,2022,1,ETP,,\n"
        "Ateliers Nord,Jobs,2022,1,ETP,,\n"
        "Atelier Nord,Jobs,2023,1,heads,,\n"
        "Atelier Nord,Jobs,2024,1,ETP,sideways,nothing/like-it\n"
        "Atelier Nord,Jobs,2025,1,ETP,lower,\n"
        "Atelier Nord,Jobs,2025,2,ETP,,\n"
        "Atelier Nord,Jobs,,2,ETP,,\n",
    )
    assert [fault.partition(":")[0] for fault in told(plan)] == [
        f"line {line}" for line in (2, 3, 4, 5, 6, 7, 7, 8, 9, 10)
    ]
    assert "“many” in the column “value” is not a number" in told(plan)[0]
    assert "Atelier Nord" in told(plan)[3]  # whom it resembles
    with pytest.raises(BadData) as refused:
        indicator_tables.apply(session, plan)
    assert len(refused.value.faults) == 10
    assert dump(session) == before


def test_periods_side_by_side(session: Session) -> None:
    plan = planned(
        session,
        "Onderneming\tIndicator\tEenheid\tRichting\t2022\t2023\t2024-K1\tDoel\n"
        "Atelier Nord\tVerzuim\t%\tlager\t12,5\t\t9\t8\n"
        "Épicerie du Coin\tVerzuim\t%\t\tnd\t7,25\t\t\n",
    )
    assert (plan.shape, told(plan)) == ("wide-periods", [])
    indicator_tables.apply(session, plan)
    assert values(session) == {
        ("verzuim", "Atelier Nord", "2022"): 12.5,
        ("verzuim", "Atelier Nord", "2024-K1"): 9,
        ("verzuim", "Épicerie du Coin", "2022"): None,
        ("verzuim", "Épicerie du Coin", "2023"): 7.25,
    }
    view = indicators.listing(session)[0]
    assert (view.unit, view.direction, view.trends[0].target) == ("%", "lower", 8)


def test_indicators_side_by_side_with_the_period_said_for_all(session: Session) -> None:
    table = (
        "Nom;Emplois (ETP);Chiffre d'affaires [k€];Commentaire\n"
        "Atelier Nord;12,5;1 204,75;bon\nÉpicerie du Coin;;300;moyen\n"
    )
    assert "period" in told(planned(session, table))[0]
    plan = planned(session, table, period="2024")
    assert (plan.shape, told(plan)) == ("wide-indicators", [])
    indicator_tables.apply(session, plan)
    jobs, sales = indicators.listing(session)
    assert [(jobs.labels["fr"], jobs.unit), (sales.labels["fr"], sales.unit)] == [
        ("Emplois", "ETP"), ("Chiffre d'affaires", "k€"),
    ]  # fmt: skip
    assert (len(jobs.measurements), sales.measurements[0].value) == (1, 1204.75)
    assert sales.measurements[0].note == "bon"


def test_a_table_s_shape_and_columns_can_be_said(session: Session) -> None:
    table = "who,what,when,how much\nAtelier Nord,Jobs,2024,3\n"
    assert len(told(planned(session, table))) > 0
    mapping = {"who": "case", "What": "indicator", "when": "period", "how much": "value"}
    plan = planned(session, table, mapping=mapping, shape="long")
    assert told(plan) == [] and plan.measurements.added == 1
    for wrong in (
        {"shape": "square"},
        {"mapping": {"nobody": "case"}},
        {"mapping": {"who": "owner"}},
        {"decimal": "x"},
    ):
        with pytest.raises(ValueRefused):
            planned(session, table, **wrong)


def test_cases_are_found_by_likeness_once_it_is_confirmed_or_made_where_asked(session: Session) -> None:
    table = "case,indicator,period,value\nAT. NORD,Jobs,2024,3\nepicerie du coin,Jobs,2024,4\nBrasserie,Jobs,2024,5\n"
    plan = planned(session, table)
    assert [fault.partition(":")[0] for fault in told(plan)] == ["line 2", "line 4"]
    assert [(each.name, each.taken) for each in plan.alike] == [("epicerie du coin", True)]
    said = planned(session, table, same={"at. nord": "Atelier Nord"}, create=True)
    assert (told(said), said.cases) == ([], ("Brasserie",))
    twice = planned(session, table + "Atelier Nord,Jobs,2024,9\n", same={"at. nord": "Atelier Nord"}, create=True)
    assert [fault.partition(":")[0] for fault in told(twice)] == ["line 5"]
    indicator_tables.apply(session, said)
    assert {case for _, case, _ in values(session)} == {"Atelier Nord", "Épicerie du Coin", "Brasserie"}
    with pytest.raises(CaseNotFound):
        planned(session, table, same={"at. nord": "Nobody"})


def test_what_can_be_read_in_two_ways_is_told_unless_the_file_shows_it(session: Session) -> None:
    table = "case,indicator,period,value\nAtelier Nord,Jobs,2023,1.234\n"
    assert "1234" in told(planned(session, table))[0] and "1.234" in told(planned(session, table))[0]
    assert planned(session, table, decimal="point").values[0].value == 1.234
    assert planned(session, table, decimal="comma").values[0].value == 1234
    shown = table + 'Atelier Nord,Jobs,2024,"0,5"\n'
    assert [each.value for each in planned(session, shown).values] == [1234, 0.5]
    both = shown + "Atelier Nord,Jobs,2025,0.5\n"
    assert len(told(planned(session, both))) == 1


def test_a_workbook_s_numbers_are_what_they_are_and_formulas_must_be_calculated(session: Session) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("Rapport 2024", None, None, None),
        ("case", "indicator", "period", "value"),
        ("Atelier Nord", "Jobs", 2024, 1.234),
        ("Atelier Nord", "Jobs", 2025, "=2*3"),
        ("Atelier Nord", "Rate", 2024, "45 %"),
    ):
        sheet.append(row)
    path = session.path.parent / "indicators.xlsx"
    book.save(path)
    plan = indicator_tables.plan(session, case_tables.read(path))
    assert [(each.line, each.value) for each in plan.values] == [(3, 1.234), (5, 45)]
    assert len(told(plan)) == 1 and told(plan)[0].startswith("line 4:") and "value" in told(plan)[0]


def test_levels_come_by_number_or_label_and_stay_within_the_rungs(session: Session) -> None:
    indicators.add(session, "Autonomie", kind="level", rungs=["aucune", "avec aide", "seule"])
    plan = planned(
        session,
        "cas,indicateur,période,valeur\nAtelier Nord,autonomie,2022,0\nAtelier Nord,autonomie,2023,Avec aide\n"
        "Atelier Nord,autonomie,2024,3\nAtelier Nord,autonomie,2025,1.5\n",
    )
    assert [each.value for each in plan.values] == [0, 1]
    assert [fault.partition(":")[0] for fault in told(plan)] == ["line 4", "line 5"]


def test_what_the_project_says_otherwise_is_a_fault_and_gaps_are_filled(session: Session) -> None:
    indicators.add(session, {"fr": "Emplois", "en": "Jobs"}, unit="ETP")
    header = "case,indicator,period,value,unit,code,threshold\n"
    wrong = planned(session, header + "Atelier Nord,JOBS,2024,1,heads,,\n")
    assert len(told(wrong)) == 1 and "ETP" in told(wrong)[0]
    indicator_tables.apply(session, planned(session, header + "Atelier Nord,JOBS,2024,1,etp,social,2\n"))
    view = indicators.listing(session)[0]
    assert (view.key, view.unit, view.code, view.threshold) == ("emplois", "ETP", "social", 2)


def test_a_plan_that_no_longer_fits_the_project_is_refused(session: Session) -> None:
    plan = planned(session, LONG)
    indicator_tables.apply(session, plan)
    indicator_values.unmeasure(session, "personnes-embauchees", "Atelier Nord", "2022")
    with pytest.raises(case_tables.PlanOutdated):
        indicator_tables.apply(session, plan)


@given(st.floats(-1e9, 1e9).map(lambda value: round(value, 3)), st.sampled_from(["", " ", "\u202f", "'", "."]))
def test_a_number_written_with_a_decimal_comma_is_read_back(value: float, between: str) -> None:
    text = f"{value:,.3f}".replace(",", "\0").replace(".", ",").replace("\0", between)
    number = written(text)
    assert number is not None
    assert read_number(number.core, "comma") == value
    found = read_number(number.core, decimal_of([text]))
    assert found == value or isinstance(found, Either)


@given(st.text(max_size=20))
def test_no_text_is_read_as_a_number_by_accident(text: str) -> None:
    number = written(text)
    if number is not None:
        assert any(char.isdigit() for char in text)
        read_number(number.core, None)
