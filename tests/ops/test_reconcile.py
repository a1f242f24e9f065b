"""The joint display of a small project: what it counts, what consent forbids, verdicts and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import AttributeNotFound, CodeNotFound, CodingNotFound, ValueRefused
from qualcode.model.joint_view import JointRow
from qualcode.ops import (
    attributes,
    case_edits,
    cases,
    codebook_merging,
    codings,
    groups,
    history,
    indicator_values,
    indicators,
    picks,
    reconcile,
)
from qualcode.ops.indicators import IndicatorNotFound
from qualcode.ops.joint_groups import GroupNotInDisplay, ways
from qualcode.ops.joint_labels import Labels
from qualcode.store.session import Session
from tests.ops.stories import story
from tests.store.making import dump, is_whole


@pytest.fixture
def pole(tmp_path: Path) -> Iterator[Session]:
    """Four people in the enterprise of Fatima and Didier, and two enterprises that only have numbers."""
    with story(tmp_path) as session:
        cases.set_case(session, "Atelier Nord", attributes={"pool": "insertion"})
        for name, pool in (("Atelier Sud", "insertion"), ("Recyclerie", "solidarity")):
            cases.add_case(session, name, attributes={"pool": pool})
        indicators.add(session, {"en": "Confidence scale"}, key="scale", code="social/confidence", unit="points")
        indicators.add(session, {"en": "Sick days"}, key="sick-days", code="social/health", direction="lower")
        for case, first, last in (("Atelier Nord", 2, 4), ("Atelier Sud", 3, 2), ("Recyclerie", 4, 4)):
            indicator_values.measure(session, "scale", case, "2020", first, target=5)
            indicator_values.measure(session, "scale", case, "2022", last)
        yield session
        assert is_whole(session)


def row(session: Session, group: str, code: str, by: str = "case") -> JointRow:
    (found,) = [each for each in reconcile.display(session, by).rows if (each.group, each.code) == (group, code)]
    return found


def ids(session: Session, code: str, quote: str) -> list[str]:
    return [each.id for each in codings.listing(session, code=code) if each.quote.startswith(quote)]


def test_stories_stand_beside_numbers(pole: Session) -> None:
    found = row(pole, "Atelier Nord", "social/confidence")
    assert (found.passages, found.people, found.of_people) == (2, 2, 2)
    assert (found.effect.positive, found.effect.mixed, found.effect.negative) == (2, 1, 0)
    assert found.balance == pytest.approx(2 / 3)
    assert (found.indicator, found.baseline, found.latest, found.change) == ("scale", 2, 4, 2)
    assert (found.direction, found.better, found.n, found.target) == ("higher", 1, 1, 5)
    assert (found.baseline_period, found.latest_period, found.unit) == ("2020", "2022", "points")
    assert found.proposed == "agreement"
    assert (found.verdicts, found.quotes, found.dimension) == ((), (), "social")


def test_every_group_has_a_row_for_an_indicator_and_for_codes_that_are_told(pole: Session) -> None:
    rows = [(each.group, each.code, each.indicator, each.proposed) for each in reconcile.display(pole).rows]
    assert rows == [
        ("Atelier Nord", "social", None, "silence-quantitative"),
        ("Atelier Nord", "social/confidence", "scale", "agreement"),
        ("Atelier Nord", "social/ties", None, "silence-quantitative"),
        ("Atelier Nord", "social/health", "sick-days", "no-data"),
        ("Atelier Sud", "social/confidence", "scale", "silence-qualitative"),
        ("Atelier Sud", "social/health", "sick-days", "no-data"),
        ("Recyclerie", "social/confidence", "scale", "silence-qualitative"),
        ("Recyclerie", "social/health", "sick-days", "no-data"),
    ]
    assert row(pole, "Atelier Nord", "social").gathered
    assert not row(pole, "Atelier Nord", "social/ties").gathered


def test_a_property_puts_enterprises_together(pole: Session) -> None:
    found = row(pole, "insertion", "social/confidence", "Pool")
    assert (found.n, found.of_cases, found.baseline, found.latest, found.change) == (2, 2, 2.5, 3, 0.5)
    assert (found.lowest, found.highest, found.change_lowest, found.change_highest) == (2, 4, -1, 2)
    assert (found.together, found.proposed) == (None, "agreement")
    assert reconcile.display(pole, "POOL").by == "pool"


def test_where_the_middle_of_the_changes_is_another_than_between_the_middles_it_is_said(pole: Session) -> None:
    labels = Labels(pole, "pool", "en")
    assert labels.change(row(pole, "insertion", "social/confidence", "pool")) == "+0.5 points, better"
    cases.add_case(pole, "Atelier Est", attributes={"pool": "insertion"})
    indicator_values.measure(pole, "scale", "Atelier Est", "2020", 1)
    indicator_values.measure(pole, "scale", "Atelier Est", "2022", 7)
    found = row(pole, "insertion", "social/confidence", "pool")
    assert (found.baseline, found.latest, found.change) == (2, 4, 2)
    indicator_values.measure(pole, "scale", "Atelier Sud", "2022", 6)
    found = row(pole, "insertion", "social/confidence", "pool")
    assert (found.baseline, found.latest, found.change) == (2, 6, 3)
    assert labels.change(found) == "+3 points (median of the changes), better"


def test_groups_may_share_an_enterprise_whose_people_count_once_in_each(pole: Session) -> None:
    groups.add(pole, "Tous", cases=["Atelier Nord", "Atelier Sud", "Recyclerie"])
    groups.add(pole, "Nord", cases=["Atelier Nord"])
    groups.add(pole, "Vide")
    assert row(pole, "Tous", "social/confidence", "group").people == 2
    assert row(pole, "Nord", "social/confidence", "group").people == 2
    assert (row(pole, "Nord", "social/confidence", "group").n, row(pole, "Tous", "social/confidence", "group").n) == (
        1,
        3,
    )
    assert row(pole, "Vide", "social/confidence", "group").proposed == "no-data"


def test_who_does_not_wish_to_appear_is_counted_nowhere_and_told(pole: Session) -> None:
    cases.set_person(pole, "Didier", consent="none")
    found = reconcile.display(pole)
    assert row(pole, "Atelier Nord", "social/confidence").people == 1
    assert row(pole, "Atelier Nord", "social/confidence").of_people == 1
    # Rachid's passage and Didier's go; Michel's belongs to no enterprise.
    assert (found.summary.withheld, found.summary.outside) == (2, 1)


def test_an_indicator_that_is_not_accepted_or_speaks_to_nothing_has_no_row(pole: Session) -> None:
    indicators.add(pole, {"en": "Surplus"}, key="surplus")
    found = reconcile.display(pole)
    assert found.summary.without_code == ("surplus",)
    assert "surplus" not in {each.indicator for each in found.rows}


def test_nobody_knows_another_way(pole: Session) -> None:
    with pytest.raises(AttributeNotFound):
        reconcile.display(pole, "colour")
    assert ways(pole) == ["case", "group", "pool"]


def test_a_verdict_is_one_a_coder_and_is_undone(pole: Session) -> None:
    before = dump(pole)
    (first,) = reconcile.judge(pole, "Atelier Nord", "social/confidence", "scale", "partial", note=" Fatima seule. ")
    assert (first.coder, first.verdict, first.note) == ("marie", "partial", "Fatima seule.")
    (again,) = reconcile.judge(pole, "atelier nord", "confiance en soi", "Confidence scale", "agreement")
    assert (again.verdict, again.note) == ("agreement", "Fatima seule.")
    assert row(pole, "Atelier Nord", "social/confidence").verdicts == (again,)
    pole.coder = "joris"
    both = reconcile.judge(pole, "Atelier Nord", "social/confidence", "scale", "dissonance")
    assert [(each.coder, each.verdict) for each in both] == [("joris", "dissonance"), ("marie", "agreement")]
    agreed = reconcile.display(pole).summary.agreement
    assert (agreed.rows, agreed.percent, agreed.kappa) == (1, 0.0, None)
    assert agreed.note == "one row alone does not tell how often chance would agree"
    assert len(reconcile.judge(pole, "Atelier Nord", "social/confidence", "scale", "-")) == 1
    history.undo(pole, 2)
    pole.coder = "marie"
    history.undo(pole, 2)
    assert dump(pole, ["verdict"]) == {"verdict": before["verdict"]}


def test_taking_away_what_was_not_said_leaves_no_trace(pole: Session) -> None:
    before = pole.sequence()
    assert reconcile.judge(pole, "Atelier Nord", "social/ties", None, "-") == ()
    assert pole.sequence() == before


def test_a_row_without_an_indicator_is_judged_too(pole: Session) -> None:
    reconcile.judge(pole, "Atelier Nord", "social", "-", "silence-quantitative")
    assert len(row(pole, "Atelier Nord", "social").verdicts) == 1
    # Nobody speaks of it there, but somebody said so: the row stays in sight.
    reconcile.judge(pole, "Recyclerie", "economic", "-", "no-data")
    assert row(pole, "Recyclerie", "economic").proposed == "no-data"


def test_what_has_no_row_is_refused(pole: Session) -> None:
    before = dump(pole)
    faults: list[tuple[type[Exception], tuple[str, str, str, str]]] = [
        (GroupNotInDisplay, ("Nowhere", "social", "-", "partial")),
        (CodeNotFound, ("Atelier Nord", "nothing", "-", "partial")),
        (IndicatorNotFound, ("Atelier Nord", "social", "nothing", "partial")),
        (reconcile.NoSuchRow, ("Atelier Nord", "social/ties", "scale", "partial")),
        (reconcile.NoSuchRow, ("Atelier Nord", "social/confidence", "-", "partial")),
        (ValueRefused, ("Atelier Nord", "social", "-", "perhaps")),
    ]
    for fault, values in faults:
        with pytest.raises(fault):
            reconcile.judge(pole, *values)
    assert dump(pole) == before


def test_picked_quotes_are_shown_in_their_order_three_at_most_as_their_people_wished(pole: Session) -> None:
    (first, second) = ids(pole, "social/confidence", "J'ai repris")
    (third,) = ids(pole, "social/confidence", "Fatima, elle")
    (ties,) = ids(pole, "social/ties", "confiance")
    assert picks.pick(pole, [third]) == 1
    assert picks.pick(pole, [first, third]) == 1
    assert row(pole, "Atelier Nord", "social/confidence").quotes == (third, first)
    picks.pick(pole, [second, ties])
    assert row(pole, "Atelier Nord", "social").quotes == (third, first, second)
    assert reconcile.passages(pole, "Atelier Nord", "social") == [third, first, second, ties]
    cases.set_person(pole, "Didier", consent="count")
    assert row(pole, "Atelier Nord", "social/confidence").quotes == (first, second)
    assert picks.unpick(pole, [first]) == 1
    assert picks.unpick(pole, [first]) == 0
    assert row(pole, "Atelier Nord", "social/confidence").quotes == (second,)
    history.undo(pole, 1)
    assert row(pole, "Atelier Nord", "social/confidence").quotes == (first, second)
    with pytest.raises(CodingNotFound):
        picks.pick(pole, ["nothing"])
    with pytest.raises(CodingNotFound):
        picks.unpick(pole, ["nothing"])


def test_a_picked_passage_that_goes_is_no_quote_and_comes_back_with_it(pole: Session) -> None:
    (third,) = ids(pole, "social/confidence", "Fatima, elle")
    picks.pick(pole, [third])
    codings.remove(pole, [third])
    assert row(pole, "Atelier Nord", "social/confidence").quotes == ()
    assert picks.unpick(pole, [third]) == 1
    history.undo(pole, 2)
    assert row(pole, "Atelier Nord", "social/confidence").quotes == (third,)


# What becomes of verdicts


def test_verdicts_go_with_their_case_and_come_back_with_it(pole: Session) -> None:
    reconcile.judge(pole, "Atelier Sud", "social/confidence", "scale", "silence-qualitative")
    before = dump(pole)
    case_edits.remove_case(pole, "Atelier Sud")
    assert dump(pole, ["verdict"]) == {"verdict": []}
    history.undo(pole, 1)
    assert dump(pole) == before


def test_of_two_cases_that_become_one_each_coders_verdict_stays_once(pole: Session) -> None:
    reconcile.judge(pole, "Atelier Sud", "social/confidence", "scale", "partial")
    reconcile.judge(pole, "Atelier Nord", "social/confidence", "scale", "agreement")
    pole.coder = "joris"
    reconcile.judge(pole, "Atelier Sud", "social/confidence", "scale", "dissonance")
    case_edits.join_cases(pole, "Atelier Sud", "Atelier Nord")
    found = row(pole, "Atelier Nord", "social/confidence").verdicts
    assert [(each.coder, each.verdict) for each in found] == [("joris", "dissonance"), ("marie", "agreement")]


def test_verdicts_go_over_where_codes_become_one(pole: Session) -> None:
    reconcile.judge(pole, "Atelier Nord", "social/ties", "-", "silence-quantitative", note="À suivre.")
    before = dump(pole)
    codebook_merging.merge(pole, "social/ties", "social")
    assert row(pole, "Atelier Nord", "social").verdicts[0].note == "À suivre."
    history.undo(pole, 1)
    assert dump(pole) == before


def test_a_verdict_on_a_code_that_goes_is_seen_again_when_it_comes_back(pole: Session) -> None:
    reconcile.judge(pole, "Atelier Nord", "social/ties", "-", "silence-quantitative")
    codebook_merging.remove(pole, "social/ties", with_codings=True)
    assert "social/ties" not in {each.code for each in reconcile.display(pole).rows}
    history.undo(pole, 1)
    assert len(row(pole, "Atelier Nord", "social/ties").verdicts) == 1


def test_verdicts_follow_a_property_its_name_and_its_values(pole: Session) -> None:
    for name, partner in (("Atelier Nord", "oui"), ("Atelier Sud", "non")):
        cases.set_case(pole, name, attributes={"partner": partner})
    reconcile.judge(pole, "yes", "social/confidence", "scale", "agreement", by="partner")
    attributes.change(pole, "case", "partner", rename="Partenaire")
    assert row(pole, "yes", "social/confidence", "Partenaire").verdicts
    attributes.change(pole, "case", "Partenaire", kind="text")
    assert row(pole, "yes", "social/confidence", "partenaire").verdicts
    reconcile.judge(pole, "Atelier Nord", "social/confidence", "scale", "partial")
    attributes.remove(pole, "case", "Partenaire")
    (left,) = dump(pole, ["verdict"])["verdict"]
    assert "partial" in left


def test_numbers_keep_their_verdicts_when_they_become_texts(pole: Session) -> None:
    cases.set_case(pole, "Atelier Nord", attributes={"founded": "1998"})
    reconcile.judge(pole, "1998", "social/confidence", "scale", "agreement", by="founded")
    attributes.change(pole, "case", "founded", kind="text")
    assert row(pole, "1998", "social/confidence", "founded").verdicts


def test_verdicts_on_a_group_go_with_it(pole: Session) -> None:
    groups.add(pole, "Nord", cases=["Atelier Nord"])
    reconcile.judge(pole, "Nord", "social/confidence", "scale", "agreement", by="group")
    before = dump(pole)
    groups.remove(pole, "Nord")
    assert dump(pole, ["verdict"]) == {"verdict": []}
    history.undo(pole, 1)
    assert dump(pole) == before


def test_an_indicator_that_goes_takes_its_verdicts_along(pole: Session) -> None:
    reconcile.judge(pole, "Atelier Nord", "social/confidence", "scale", "agreement")
    indicators.remove(pole, "scale")
    assert row(pole, "Atelier Nord", "social/confidence").verdicts == ()
    history.undo(pole, 1)
    assert len(row(pole, "Atelier Nord", "social/confidence").verdicts) == 1


def test_one_coders_work_alone(pole: Session) -> None:
    pole.coder = "joris"
    reconcile.judge(pole, "Atelier Nord", "social/confidence", "scale", "dissonance")
    own = next(each for each in reconcile.display(pole, coder="marie").rows if each.code == "social/confidence")
    assert (own.passages, own.effect.mixed, own.verdicts) == (2, 0, ())
    theirs = next(each for each in reconcile.display(pole, coder="joris").rows if each.code == "social/confidence")
    assert (theirs.passages, theirs.effect.mixed, len(theirs.verdicts)) == (1, 1, 1)
    assert len(reconcile.passages(pole, "Atelier Nord", "social", coder="joris")) == 1
    assert reconcile.passages(pole, "Atelier Nord", "social", coder="nobody") == []


def test_several_rows_are_judged_in_one_act_or_none(pole: Session) -> None:
    rows = [("Atelier Sud", "social/confidence", "scale"), ("Recyclerie", "social/confidence", "scale")]
    before = dump(pole)
    with pytest.raises(GroupNotInDisplay):
        reconcile.judge_many(pole, [*rows, ("Nowhere", "social", None)], "silence-qualitative")
    assert dump(pole) == before
    assert reconcile.judge_many(pole, rows, "silence-qualitative") == 2
    assert len(row(pole, "Recyclerie", "social/confidence").verdicts) == 1
    history.undo(pole, 1)
    assert dump(pole) == before


def test_the_course_of_an_indicator_goes_by_period(pole: Session) -> None:
    found = reconcile.course(pole, "Atelier Nord", "scale")
    assert [(each.period, each.value, each.n) for each in found] == [("2020", 2, 1), ("2022", 4, 1)]
    together = reconcile.course(pole, "insertion", "scale", by="pool")
    assert [(each.period, each.value, each.n) for each in together] == [("2020", 2.5, 2), ("2022", 3, 2)]
