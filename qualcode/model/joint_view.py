"""The joint display as it is shown: what people tell beside what is measured, row by row, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EffectCounts:
    """How many passages somebody gave each effect; `none` says that nothing changed. Unassessed ones are in none."""

    positive: int
    negative: int
    mixed: int
    none: int
    unclear: int


@dataclass(frozen=True, slots=True)
class VerdictView:
    """What a coder says of a row, when and why."""

    coder: str
    verdict: str
    note: str
    at: str


@dataclass(frozen=True, slots=True)
class JointRow:
    """A group, a code with those below it, and an indicator that speaks to the code, or none.

    passages, people  what is told: distinct passages, narrators who say some of them, of `of_people` in the group
    balance           (positive - negative) / (positive + negative + mixed), None where that divides by nothing
    baseline, latest, change
                      of the indicator, in its `unit`; medians over the `n` cases of the group that have a value, of
                      `of_cases`, with the lowest and highest of the latest values and of the changes
    better            1 for the better, -1 for the worse, 0 for no real change, None where there are not two values
    together          the sum or mean of the latest values, where the indicator says that these mean something
    proposed          one of `model.joint.VERDICTS`, from the numbers alone
    quotes            ids of the codings picked to be shown, three at most; none that consent forbids
    gathered          True where the row only gathers what codes below it have rows for
    """

    group: str
    dimension: str
    code: str
    passages: int
    people: int
    of_people: int
    effect: EffectCounts
    balance: float | None
    indicator: str | None
    baseline: float | None
    latest: float | None
    change: float | None
    direction: str | None
    n: int
    proposed: str
    verdicts: tuple[VerdictView, ...]
    quotes: tuple[str, ...]
    unit: str | None
    baseline_period: str | None
    latest_period: str | None
    target: float | None
    better: int | None
    of_cases: int
    lowest: float | None
    highest: float | None
    change_lowest: float | None
    change_highest: float | None
    together: float | None
    gathered: bool


@dataclass(frozen=True, slots=True)
class VerdictCount:
    """How often each verdict was given, and its share of `total`.

    `dimension` is a key, None over all of them; `coder` a name, None for what is proposed where nobody decided yet.
    """

    dimension: str | None
    coder: str | None
    total: int
    counts: dict[str, int]
    shares: dict[str, float]


@dataclass(frozen=True, slots=True)
class OneSource:
    """A finding that one source alone gives: `source` is `stories` or `numbers`."""

    group: str
    code: str
    indicator: str | None
    source: str


@dataclass(frozen=True, slots=True)
class VerdictAgreement:
    """How far coders' verdicts agree, over the `rows` that two or more of them judged.

    `kappa` is Cohen's for two coders, Fleiss' for more (`measure` says which); what is undefined is None, and `note`
    says why.
    """

    coders: tuple[str, ...]
    rows: int
    percent: float | None
    kappa: float | None
    measure: str
    note: str


@dataclass(frozen=True, slots=True)
class OffPattern:
    """What does not fit the rest.

    why `value`: a case's latest value is further from the median than 1.5 times the range between the quartiles, over
    the cases of the group (of all cases where groups are cases). why `verdict`: a group's verdict is the opposite of
    what most groups got for this code and indicator. Fields that say nothing here are None.
    """

    why: str
    group: str
    case: str | None
    code: str
    indicator: str | None
    value: float | None
    median: float | None
    verdict: str | None
    majority: str | None


@dataclass(frozen=True, slots=True)
class JointSummary:
    """The display in sum. Rows that only gather those below them count where somebody judged them.

    verdicts       by dimension and coder; `proposals` by dimension, over rows nobody judged yet
    undecided      how many rows nobody judged yet
    withheld, outside, adrift
                   codings left out: of people who do not wish to appear, of documents in no group, words not found
    without_code   keys of accepted indicators that speak to no code there is, and so stand in no row
    """

    verdicts: tuple[VerdictCount, ...]
    proposals: tuple[VerdictCount, ...]
    undecided: int
    alone: tuple[OneSource, ...]
    agreement: VerdictAgreement
    off_pattern: tuple[OffPattern, ...]
    withheld: int
    outside: int
    adrift: int
    without_code: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JointDisplay:
    """The rows by group, code and indicator, in the order of the groups' names and of the codebook.

    `by` is `case`, `group` or the name of a property of cases.
    """

    by: str
    rows: tuple[JointRow, ...]
    summary: JointSummary


@dataclass(frozen=True, slots=True)
class Point:
    """An indicator's value in a period; the median of the `n` cases that have one."""

    period: str
    value: float
    n: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a workbook with its name; cells with a text of `tints` get that colour (`#RRGGBB`)."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]
    tints: dict[str, str]


@dataclass(frozen=True, slots=True)
class JointTable:
    """The joint display as tables of numbers: its rows first, then what they come to; `about` says how it was made."""

    sheets: tuple[Sheet, ...]
    about_name: str
    about: tuple[str, ...]
    created: str
