"""An enterprise through its phases: what is written of it, what has been collected, what found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import CaseNotFound, CodeNotFound, ValueRefused
from qualcode.model.evaluation import METHODS, Statement
from qualcode.ops import (
    case_edits,
    cases,
    codebook_merging,
    documents,
    evaluation,
    groups,
    history,
    indicators,
    reconcile,
)
from qualcode.ops import indicator_values as values
from qualcode.ops.evidence import balance
from qualcode.store.session import Session
from tests.ops.stories import story
from tests.store.making import dump, is_whole

NORD = "Atelier Nord"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with story(tmp_path) as made:
        cases.add_case(made, "Épicerie du Coin")
        yield made
        assert is_whole(made)


def test_what_is_written_stands_by_dimension_and_method_in_one_operation(session: Session) -> None:
    before = dump(session)
    last = session.sequence()
    view = evaluation.describe(
        session,
        "atelier",
        portrait={"Social": "Douze personnes, peu de contacts.", "economic": "Un atelier.\n\nDeux clients."},
        question="  Qu'est-ce qui change pour celles qui y travaillent ?\r\n",
        methods={"survey": "", "life-story": "Les chiffres ne disent pas tout."},
        findings={"social": "On ose téléphoner."},
        limit="Un seul récit.",
    )
    assert session.sequence() == last + 1
    assert list(view.portrait) == ["social", "economic"]
    assert view.portrait["economic"] == "Un atelier.\n\nDeux clients."
    assert view.question == "Qu'est-ce qui change pour celles qui y travaillent ?"
    assert (view.methods, view.reasons) == (
        ("survey", "life-story"), {"life-story": "Les chiffres ne disent pas tout."},
    )  # fmt: skip
    assert (view.found["social"].finding, view.limit) == ("On ose téléphoner.", "Un seul récit.")
    assert evaluation.evaluation(session, NORD) == view
    assert evaluation.evaluation(session, "Épicerie du Coin").portrait == {}
    history.undo(session)
    assert dump(session) == before


def test_the_empty_text_takes_away_and_the_rest_stays(session: Session) -> None:
    evaluation.describe(
        session, NORD, portrait={"social": "a", "economic": "b"}, methods={"survey": "", "interview": ""}
    )
    view = evaluation.describe(session, NORD, portrait={"social": " \n"}, methods={"survey": None})
    assert (view.portrait, view.methods) == ({"economic": "b"}, ("interview",))
    kept = session.sequence()
    assert evaluation.describe(session, NORD, portrait={"economic": "b"}) == view
    assert session.sequence() == kept


def test_who_writes_last_signs(session: Session) -> None:
    evaluation.describe(session, NORD, question="a")
    first = session.all(Statement)[0].coder
    session.coder = "joris"
    evaluation.describe(session, NORD, question="b")
    assert session.all(Statement)[0].coder != first


def test_what_cannot_be_is_refused_and_nothing_is_stored(session: Session) -> None:
    before = dump(session)
    with pytest.raises(CaseNotFound):
        evaluation.evaluation(session, "Nowhere")
    with pytest.raises(ValueRefused):
        evaluation.describe(session, NORD, question="x", methods={"horoscope": ""})
    with pytest.raises(CodeNotFound):
        evaluation.describe(session, NORD, question="x", portrait={"nothing": "x"})
    with pytest.raises(ValueRefused):
        evaluation.describe(session, NORD, question="x", portrait={"social/confidence": "x"})
    assert dump(session) == before


def test_what_has_been_collected_is_counted_by_method_and_what_is_missing_named(session: Session) -> None:
    evaluation.describe(session, NORD, methods={"life-story": "", "survey": "", "indicators": ""})
    view = evaluation.evaluation(session, NORD)
    assert list(view.collected) == list(METHODS)
    told = view.collected["life-story"]
    assert (told.documents, told.people, told.passages) == (1, 2, 3)
    assert view.missing == ("indicators", "survey")
    indicators.add(session, "Embauches", code="economic", unit="ETP")
    for period, value in (("2024", 4.0), ("2023", 2.0), ("2025", None)):
        values.measure(session, "embauches", NORD, period, value)
    measured = evaluation.evaluation(session, NORD).collected["indicators"]
    assert (measured.indicators, measured.measurements, measured.periods) == (1, 2, ("2023", "2024"))
    assert evaluation.evaluation(session, NORD).missing == ("survey",)


def test_what_has_been_found_stands_by_dimension(session: Session) -> None:
    indicators.add(session, "Embauches", code="economic", unit="ETP")
    indicators.add(session, "Sorties")
    for period, value in (("2023", 2.0), ("2024", 4.0)):
        values.measure(session, "embauches", NORD, period, value)
        values.measure(session, "sorties", NORD, period, value)
    reconcile.judge(session, NORD, "economic", "embauches", "silence-quantitative", note="Personne n'en parle.")
    view = evaluation.evaluation(session, NORD)
    assert list(view.found) == ["social", "economic"]
    social, economic = view.found["social"], view.found["economic"]
    # A passage counts once though two coders coded it, and by every effect that somebody gave it.
    assert (social.passages, social.people, social.of_people) == (3, 2, 2)
    assert social.effect == {"positive": 2, "negative": 0, "mixed": 1, "none": 0, "unclear": 0}
    assert social.balance == pytest.approx(2 / 3)
    assert [(each.key, each.baseline, each.latest, each.change) for each in economic.indicators] == [
        ("embauches", 2.0, 4.0, 2.0)
    ]
    assert [(each.code, each.indicator, each.verdict) for each in economic.verdicts] == [
        ("economic", "embauches", "silence-quantitative")
    ]
    assert economic.balance is None
    assert [each.key for each in view.other_indicators] == ["sorties"]


def test_who_does_not_wish_to_appear_counts_nowhere(session: Session) -> None:
    number = documents.find(session, "Rachid").id
    documents.set_case(session, number, "Épicerie du Coin")
    view = evaluation.evaluation(session, "Épicerie du Coin")
    assert (view.found["social"].passages, view.found["social"].of_people) == (0, 0)
    assert view.collected["life-story"].people == 0


def test_it_agrees_with_the_joint_display(session: Session) -> None:
    shown = {row.code: row for row in reconcile.display(session).rows if row.group == NORD}
    social = evaluation.evaluation(session, NORD).found["social"]
    row = shown["social/confidence"]
    assert row.people <= social.people and row.passages <= social.passages
    assert row.of_people == social.of_people


@given(
    st.fixed_dictionaries({name: st.integers(0, 50) for name in ("positive", "negative", "mixed", "none", "unclear")})
)
def test_the_balance_lies_between_minus_one_and_one(effect: dict[str, int]) -> None:
    found = balance(effect)
    judged = sum(effect[name] for name in ("positive", "negative", "mixed"))
    assert (found is None) == (judged == 0)
    if found is not None:
        assert -1 <= found <= 1
        assert found == -(balance({**effect, "positive": effect["negative"], "negative": effect["positive"]}) or 0)


def test_what_is_written_goes_with_its_case_and_comes_back(session: Session) -> None:
    evaluation.describe(session, NORD, question="a", portrait={"social": "b"})
    groups.add(session, "Table ronde", cases=[NORD])
    before = dump(session)
    case_edits.remove_case(session, NORD)
    assert not session.all(Statement) and groups.listing(session)[0].members == ()
    history.undo(session)
    assert dump(session) == before


def test_joined_cases_keep_what_was_written_of_both(session: Session) -> None:
    evaluation.describe(session, NORD, question="a", portrait={"social": "c"}, methods={"survey": ""})
    evaluation.describe(session, "Épicerie du Coin", question="b", methods={"survey": ""})
    groups.add(session, "Table ronde", cases=[NORD, "Épicerie du Coin"])
    groups.add(session, "Pôle", cases=[NORD])
    before = dump(session)
    case_edits.join_cases(session, NORD, "Épicerie du Coin")
    view = evaluation.evaluation(session, "Épicerie du Coin")
    assert (view.question, view.portrait, view.methods) == ("b\n\na", {"social": "c"}, ("survey",))
    assert view.groups == ("Pôle", "Table ronde")
    history.undo(session)
    assert dump(session) == before


def test_merged_dimensions_keep_what_was_written_of_both(session: Session) -> None:
    evaluation.describe(session, NORD, portrait={"social": "a", "economic": "b"}, findings={"economic": "c"})
    before = dump(session)
    codebook_merging.merge(session, "economic", "social/health")
    view = evaluation.evaluation(session, NORD)
    assert view.portrait == {"social": "a\n\nb"}
    assert view.found["social"].finding == "c"
    history.undo(session)
    assert dump(session) == before


def test_a_dimension_that_is_removed_keeps_what_was_written(session: Session) -> None:
    evaluation.describe(session, NORD, portrait={"economic": "b"}, findings={"economic": "c"})
    codebook_merging.remove(session, "economic")
    view = evaluation.evaluation(session, NORD)
    assert (view.portrait, view.found["economic"].finding) == ({"economic": "b"}, "c")
    assert evaluation.describe(session, NORD, portrait={"economic": ""}).portrait == {}
