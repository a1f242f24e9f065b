"""What is told beside what is measured: counted against a slow computation, and the rule that proposes."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis import joint_summary
from qualcode.analysis.indicators import Trend, trend
from qualcode.analysis.reconcile import NOTHING, Groups, Numbers, balance, behind, far_off, numbers, propose, stories
from qualcode.model.codebook import EFFECTS
from qualcode.model.indicator import Indicator, Measurement
from qualcode.model.joint import VERDICTS
from qualcode.model.joint_view import EffectCounts, JointRow, VerdictView
from tests.analysis.test_matrix import Plain, PlainCoding, Slow, as_table, plain_worlds, story

INDICATOR = Indicator(
    "i", "confidence-scale", {"en": "Confidence"}, {}, "number", "points", "higher", None, "c", (), "median", "",
    "accepted", "marie", "",
)  # fmt: skip


def measured(*values: float | None, case: str = "a", baseline: int | None = None, target: float | None = None) -> Trend:
    found = [
        Measurement(str(i), "i", case, str(2020 + i), value, target, i == baseline, "", (), "marie", "")
        for i, value in enumerate(values)
    ]
    return trend(INDICATOR, found)


def better(sign: int | None) -> Numbers:
    return dataclasses.replace(NOTHING, n=1, latest=3.0, better=sign)


@pytest.mark.parametrize(
    ("effects", "expected"),
    [
        ((3, 1, 0, 0, 0), 0.5),
        ((0, 2, 2, 9, 9), -0.5),
        ((1, 1, 0, 0, 0), 0.0),
        ((0, 0, 4, 0, 0), 0.0),
        ((0, 0, 0, 3, 3), None),
        ((0, 0, 0, 0, 0), None),
    ],
)
def test_the_balance_weighs_good_against_bad_and_leaves_out_what_did_not_change(
    effects: Sequence[int], expected: float | None
) -> None:
    assert balance(effects) == expected


@pytest.mark.parametrize(
    ("passages", "told", "measured", "expected"),
    [
        (0, None, NOTHING, "no-data"),
        (0, None, better(1), "silence-qualitative"),
        (3, 1.0, NOTHING, "silence-quantitative"),
        (3, 0.2, better(1), "agreement"),
        (3, -0.2, better(-1), "agreement"),
        (3, -1.0, better(1), "dissonance"),
        (3, 1.0, better(-1), "dissonance"),
        (3, 0.19, better(1), "partial"),
        (3, -0.19, better(1), "partial"),
        (3, 1.0, better(0), "partial"),
        (3, 1.0, better(None), "partial"),
        (3, None, better(1), "partial"),
    ],
)
def test_what_is_proposed(passages: int, told: float | None, measured: Numbers, expected: str) -> None:
    assert propose(passages, told, measured) == expected


@given(st.integers(0, 3), st.none() | st.floats(-1, 1), st.sampled_from([NOTHING, *map(better, (1, 0, -1, None))]))
def test_something_is_always_proposed_and_a_silence_only_where_one_side_has_nothing(
    passages: int, told: float | None, measured: Numbers
) -> None:
    found = propose(passages, told if passages else None, measured)
    assert found in VERDICTS
    assert (found in {"agreement", "partial", "dissonance"}) == bool(passages and measured.n)


def test_one_case_speaks_for_itself_and_several_by_median_and_range() -> None:
    one = numbers(INDICATOR, [measured(2, 3, 5, target=6), measured()])
    assert (one.n, one.baseline, one.latest, one.change, one.better, one.target) == (1, 2, 5, 3, 1, 6)
    assert (one.baseline_period, one.latest_period, one.lowest, one.highest) == ("2020", "2022", 5, 5)
    several = numbers(INDICATOR, [measured(2, 5), measured(4, 4), measured(1, None, 9), measured(None)])
    assert (several.n, several.baseline, several.latest, several.change) == (3, 2, 5, 3)
    assert (several.lowest, several.highest, several.change_lowest, several.change_highest) == (4, 9, 0, 8)
    assert (several.baseline_period, several.latest_period) == ("2020", "2021 – 2022")
    assert several.together is None
    summed = numbers(dataclasses.replace(INDICATOR, aggregate="sum"), [measured(2, 5), measured(4, 4)])
    assert summed.together == 9


def test_a_single_value_is_no_silence_and_no_change() -> None:
    found = numbers(INDICATOR, [measured(4)])
    assert (found.n, found.baseline, found.latest, found.change, found.better) == (1, 4, 4, None, None)
    assert numbers(INDICATOR, [measured(None, target=3)]) == dataclasses.replace(NOTHING, target=3)


def test_a_value_is_far_off_beyond_one_and_a_half_times_the_range_between_the_quartiles() -> None:
    # R: quantile(c(1, 2, 3, 4, 20)) gives 2 and 4 for the quartiles, 3 for the median: beyond 6.
    assert far_off([1, 2, 3, 4, 20]) == [4]
    assert far_off([1, 2, 3, 4, 6]) == []
    assert far_off([0, 0, 50]) == []


def every_document(plain: Plain, names: Sequence[str]) -> Groups:
    pairs = [(d, names.index(str(each.case))) for d, each in enumerate(plain.documents) if each.case in names]
    pairs += [(d, len(names)) for d, each in enumerate(plain.documents) if each.case in names]
    documents, groups = zip(*pairs, strict=True) if pairs else ((), ())
    return Groups(np.array(documents, np.int64), np.array(groups, np.int64), len(names) + 1)


@given(plain_worlds(), st.data())
def test_stories_equal_the_slow_computation_also_where_groups_overlap(plain: Plain, data: st.DataObject) -> None:
    names = sorted({each.case for each in plain.documents if each.case is not None})
    hidden = data.draw(st.sets(st.sampled_from(plain.people)) if plain.people else st.just(set()))
    groups = every_document(plain, names)
    found = stories(as_table(plain), groups, [plain.people.index(name) for name in hidden])
    slow = Slow(plain)

    def narrators(coding: PlainCoding) -> set[str]:
        return {
            t.person
            for _, _, t in slow.touches(plain.codings.index(coding), True)
            if t and t.narrator and t.person is not None
        }

    kept = [each for each in plain.codings if not each.adrift and not narrators(each) & hidden]
    for place in range(len(names) + 1):
        wanted = set(names) if place == len(names) else {names[place]}
        here = [each for each in kept if plain.documents[each.document].case in wanted]
        turns = [t for each in plain.documents if each.case in wanted for t in each.turns if t.end > t.start]
        everybody = {t.person for t in turns if t.narrator and t.person is not None} - hidden
        assert found.of_people[place] == len(everybody)
        for at, code in enumerate(plain.codes):
            own = [each for each in here if code in slow.line(each.code)]
            assert found.passages[place, at] == len({(c.document, c.start, c.end) for c in own})
            assert found.own[place, at] == len({(c.document, c.start, c.end) for c in own if c.code == code})
            assert found.people[place, at] == len({name for c in own for name in narrators(c)})
            for effect, name in enumerate(EFFECTS):
                with_it = {(c.document, c.start, c.end) for c in own if c.effect == name}
                assert found.effects[place, at, effect] == len(with_it)
    adrift = sum(each.adrift for each in plain.codings)
    outside = sum(plain.documents[each.document].case not in names for each in kept)
    assert (found.adrift, found.outside) == (adrift, outside)
    assert found.withheld == len(plain.codings) - adrift - len(kept)


def test_behind_a_row_are_its_codings_by_place() -> None:
    plain = story()
    groups = every_document(plain, ["Atelier Nord"])
    assert behind(as_table(plain), groups, 0, [0, 1, 2], []) == [0, 1, 2]
    didier = plain.people.index("Didier")
    assert behind(as_table(plain), groups, 0, [1], [didier]) == [0, 1]
    assert behind(as_table(plain), groups, 0, [3], []) == []


# In sum


def row(group: str, verdicts: dict[str, str], *, proposed: str = "partial", dimension: str = "social") -> JointRow:
    views = tuple(VerdictView(coder, verdict, "", "") for coder, verdict in verdicts.items())
    return JointRow(
        group, dimension, f"{dimension}/confidence", 2, 1, 2, EffectCounts(1, 0, 0, 0, 0), 1.0, "scale", 1.0, 2.0, 1.0,
        "higher", 1, proposed, views, (), "", "2020", "2021", None, 1, 1, 2.0, 2.0, 1.0, 1.0, None, False,
    )  # fmt: skip


ROWS = [
    row("a", {"marie": "agreement", "joris": "agreement"}),
    row("b", {"marie": "agreement", "joris": "dissonance"}),
    row("c", {"marie": "dissonance"}),
    row("d", {"marie": "agreement"}, dimension="economic"),
    row("e", {}, proposed="silence-quantitative"),
]


def test_verdicts_are_counted_by_dimension_and_coder_then_over_all() -> None:
    found = {(each.dimension, each.coder): each for each in joint_summary.verdict_counts(ROWS)}
    marie = found["social", "marie"]
    assert (marie.total, marie.counts["agreement"], marie.counts["dissonance"], marie.counts["no-data"]) == (3, 2, 1, 0)
    assert marie.shares["agreement"] == 2 / 3
    assert found[None, "marie"].total == 4
    assert list(found) == [
        ("social", "joris"), ("social", "marie"), ("economic", "marie"), (None, "joris"), (None, "marie"),
    ]  # fmt: skip
    (proposed, over_all) = joint_summary.proposal_counts(ROWS)
    assert (proposed.dimension, proposed.coder, proposed.counts["silence-quantitative"]) == ("social", None, 1)
    assert (over_all.dimension, over_all.total) == (None, 1)
    assert [each.source for each in joint_summary.alone(ROWS)] == ["stories"]


def test_rows_that_only_gather_are_told_nowhere_until_somebody_judges_them() -> None:
    gathered = [dataclasses.replace(each, gathered=True) for each in ROWS]
    assert joint_summary.alone(gathered) == () == joint_summary.proposal_counts(gathered)
    assert joint_summary.verdict_counts(gathered) == joint_summary.verdict_counts(ROWS)


def test_agreement_is_over_the_rows_that_two_judged() -> None:
    found = joint_summary.agreement(ROWS)
    assert (found.coders, found.rows, found.percent) == (("joris", "marie"), 2, 0.5)
    # Po = .5; marie always agrees, joris half of the time: Pe = .5.
    assert (found.measure, found.kappa) == ("cohen_kappa", 0.0)
    alone = joint_summary.agreement(ROWS[2:])
    assert (alone.percent, alone.kappa, alone.rows) == (None, None, 0)
    assert alone.note
    three = joint_summary.agreement([row("a", {"a": "partial", "b": "partial", "c": "agreement"})])
    assert three.measure == "fleiss_kappa"
    assert three.percent == pytest.approx(1 / 3)


def test_a_verdict_against_most_others_is_off_the_pattern() -> None:
    rows = [row(each, {"marie": "agreement"}) for each in "abc"]
    assert joint_summary.off_verdicts(rows) == []
    (found,) = joint_summary.off_verdicts([*rows, row("d", {"marie": "dissonance"})])
    assert (found.group, found.verdict, found.majority) == ("d", "dissonance", "agreement")
    assert joint_summary.off_verdicts([row("a", {"m": "agreement"}), row("b", {"m": "dissonance"})]) == []
    assert joint_summary.off_verdicts([*rows, row("d", {"marie": "partial"})]) == []


def test_a_case_far_from_those_of_its_group_is_off_the_pattern() -> None:
    values = [(name, name, "social", "scale", value) for name, value in zip("abcde", (1.0, 2, 3, 4, 20), strict=True)]
    (found,) = joint_summary.off_values(values, True)
    assert (found.case, found.value, found.median) == ("e", 20, 3)
    assert joint_summary.off_values(values, False) == []
    same = [("pool", each[1], *each[2:]) for each in values]
    (found,) = joint_summary.off_values(same, False)
    assert (found.group, found.case) == ("pool", "e")
