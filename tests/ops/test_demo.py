"""The demo: what it holds is there, fits together, and its tables can be imported by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from qualcode.data import data_path
from qualcode.model.joint import VERDICTS
from qualcode.ops import (
    case_tables,
    cases,
    demo,
    documents,
    evaluation,
    framework,
    groups,
    history,
    indicator_tables,
    indicators,
    joint_groups,
    picks,
    projects,
    proposals,
    reconcile,
    translations,
)
from qualcode.store.session import Session

SAMPLES = data_path("samples/demo")
DIMENSIONS = {"economic", "social", "political", "environmental", "territorial"}


@pytest.fixture(scope="module")
def session(demonstration: Path) -> Iterator[Session]:
    with projects.open_session(demonstration, coder="marie") as opened:
        yield opened


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def enterprises(session: Session) -> list[str]:
    return [each.name for each in cases.cases(session) if each.kind == "enterprise"]


def test_three_pools_of_three_enterprises_with_typed_properties(session: Session) -> None:
    found = {each.name: each.attributes for each in cases.cases(session) if each.kind == "enterprise"}
    pools = [str(each["pool"]) for each in found.values()]
    assert sorted(pools) == sorted(["insertion", "solidarity", "other"] * 3)
    for attributes in found.values():
        assert isinstance(attributes["création"], int) and isinstance(attributes["coopérative"], bool)
        assert str(attributes.get("agréée depuis", "2000-01-01"))[4] == "-"
    # Consent as the table says it, and nobody twice.
    people = cases.people(session)
    assert len(people) == 18
    assert {each.name: each.consent for each in people}["Mme D."] == "count"


def test_every_enterprise_was_evaluated(session: Session) -> None:
    for name in enterprises(session):
        view = evaluation.evaluation(session, name)
        assert set(view.portrait) == DIMENSIONS, name
        assert view.question and view.methods and view.limit, name
        told = {key for key, found in view.found.items() if found.finding}
        assert len(told) >= 3 and told <= DIMENSIONS, name
        # The values say how, over three years: some better, some worse.
        assert sum(each.n >= 3 for each in indicators_of(session, name)) >= 3, name
    ways = {each.better for name in enterprises(session) for each in indicators_of(session, name)}
    assert ways == {1, 0, -1, None}


def indicators_of(session: Session, case: str) -> list[Any]:
    return [trend for view in indicators.listing(session, case=case) for trend in view.trends]


def test_some_values_are_missing_and_some_are_judged_from_passages(session: Session) -> None:
    values = [each for view in indicators.listing(session) for each in view.measurements]
    assert 3 <= sum(each.value is None for each in values) <= 6
    judged = [each for view in indicators.listing(session) if view.kind == "level" for each in view.measurements]
    assert len(judged) > 10 and all(each.codings for each in judged)


def test_two_people_judged_and_do_not_always_agree(session: Session) -> None:
    made = reconcile.display(session)
    given = {each.verdict for row in made.rows for each in row.verdicts}
    assert given >= set(VERDICTS) - {"no-data"}
    assert made.summary.agreement.coders == ("joris", "marie")
    assert 0 < (made.summary.agreement.percent or 0) < 1
    # Where somebody sees numbers against stories, or either alone, at least one of them says why.
    for row in made.rows:
        if any(each.verdict == "dissonance" for each in row.verdicts):
            assert any(each.note for each in row.verdicts), row
    assert {row.group for row in made.rows if row.verdicts and row.quotes} == set(enterprises(session))
    assert len(picks.quotable(session, picks.picked(session))) == len(picks.picked(session))


def test_summaries_hold_and_quotes_cross_the_border(session: Session) -> None:
    cells = [cell for row in framework.show(session).rows for cell in row.cells if cell.text]
    assert len(cells) == 6 and not any(cell.stale for cell in cells)
    assert {(each.language, each.coder) for each in translations.listing(session)} == {("nl", "joris"), ("fr", "marie")}


def test_groups_met_and_proposals_were_decided(session: Session) -> None:
    found = groups.listing(session)
    assert [len(each.members) for each in found] == [5, 3]
    assert all(each.sessions and each.sessions[0].notes for each in found)
    assert sum(bool(each.sessions[0].handout) for each in found) == 1
    states = {each.status: each for each in proposals.listing(session)}
    assert set(states) == {"accepted", "declined", "open"}
    assert all(each.remarks for each in states.values())
    accepted = indicators.listing(session, status="accepted")
    assert states["accepted"].subject in {each.key for each in accepted}


def test_both_coders_worked_and_all_of_it_can_be_undone(session: Session) -> None:
    entries = history.listing(session, 1000)
    assert {each.coder for each in entries} == {"marie", "joris"}
    assert {"case.import", "person.import", "indicator.import", "verdict.set", "evaluation.set", "quote.pick"} <= {
        each.operation for each in entries
    }
    assert joint_groups.ways(session)[2:] == sorted(
        ["pool", "pays", "région", "secteur", "création", "forme juridique", "effectif", "coopérative",
         "agréée depuis"]
    )  # fmt: skip


def test_a_demo_that_is_there_is_left_as_it_is(demonstration: Path) -> None:
    before = demonstration.read_bytes()
    again = demo.build(demonstration.parent, language="nl", coder="jan")
    assert not again.built and again.project == demonstration and demonstration.read_bytes() == before


def test_the_tables_can_be_imported_by_themselves_and_long_and_wide_say_the_same(tmp_path: Path) -> None:
    told = []
    for name in ("indicators", "indicators-wide"):
        with projects.create(tmp_path / name, coder="marie", language="fr") as empty:
            plan = case_tables.plan(empty, case_tables.read(SAMPLES / "enterprises.csv"))
            assert case_tables.apply(empty, plan).added == 9
            if name == "indicators":
                people = case_tables.read(SAMPLES / "people.csv")
                assert case_tables.apply(empty, case_tables.plan(empty, people, about="person")).added == 18
            table = indicator_tables.plan(empty, case_tables.read(SAMPLES / f"{name}.csv"))
            assert not table.faults and indicator_tables.apply(empty, table).measurements.added > 150
            told.append(
                {
                    (view.labels["fr"], each.case, each.period): (each.value, each.target)
                    for view in indicators.listing(empty)
                    for each in view.measurements
                    if each.value is not None
                }
            )
    assert told[0] == told[1]


def test_the_samples_name_what_there_is() -> None:
    """In every language there are names for the same columns, and every unit that is a word has one."""
    headers = {
        name
        for table in ("enterprises", "people")
        for name in (SAMPLES / f"{table}.csv").read_text("utf-8").splitlines()[0].split(";")
    }
    for names in read(SAMPLES / "names.yaml").values():
        assert set(names) <= headers
    for said in read(SAMPLES / "indicators.yaml")["indicators"]:
        unit = said.get("unit", "")
        assert isinstance(unit, str) or set(unit) == {"fr", "nl", "en", "de"}
        assert set(said["labels"]) == {"fr", "nl", "en", "de"}
    quotes = (SAMPLES / "codings.csv").read_text("utf-8").splitlines()[1:]
    assert len(quotes) == len({line.split(";")[1] for line in quotes}) == 10


def test_documents_are_of_the_invented_enterprises_and_of_real_interviews(session: Session) -> None:
    found = {each.title: each.case for each in documents.listing(session)}
    assert len(found) == 15
    assert sum(case in enterprises(session) for case in found.values()) == 12
