"""The joint display as one works through it: what is brought from the project, which rows are looked at, their lines.

What `collect` brings is read in the desk's thread; all else is pure.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from textual.content import Content

from qualcode.i18n import _, ngettext
from qualcode.model.joint_view import JointDisplay, JointRow, Point, VerdictView
from qualcode.model.message import N_
from qualcode.ops import codebooks, crossing, documents, indicators, picks, reconcile, translations
from qualcode.ops.crossing import Behind
from qualcode.ops.joint_groups import BY_CASE, ways
from qualcode.ops.joint_labels import Labels
from qualcode.tui import safe
from qualcode.tui.codes import CodeLook, looks, unknown
from qualcode.tui.safe import Part
from qualcode.tui.themes import Inks
from qualcode.tui.whose import View
from qualcode.tui.widgets.grouped import Grouped

if TYPE_CHECKING:
    from qualcode.ops import Session

MOST = 300  # passages of a row that are listed
SIGNS = {
    "agreement": "=",
    "partial": "~",
    "dissonance": "≠",
    "silence-qualitative": "∅“",
    "silence-quantitative": "∅#",
    "no-data": "∅",
}
SHORT = {
    "agreement": N_("agreement"),
    "partial": N_("partial"),
    "dissonance": N_("dissonance"),
    "silence-qualitative": N_("no stories"),
    "silence-quantitative": N_("no numbers"),
    "no-data": N_("no data"),
}
STYLES = {"agreement": "bold $success", "partial": "bold $warning", "dissonance": "bold $error"}
_NOTE = "✎"
_BAR = 7  # cells of the balance: three to either side of its middle
# Cells of the columns, and the width from which on words stand in them instead of signs.
_PEOPLE, _COURSE, _SIGN, _WORD, _WORDS_FROM = 6, 4, 3, 15, 90


@dataclass(frozen=True, slots=True)
class Jointly:
    """What the desk brings: the display, what its keys are called, whose verdicts there are; `blind` where hidden."""

    display: JointDisplay
    labels: Labels
    looks: Mapping[str, CodeLook]
    ways: tuple[str, ...]
    picked: frozenset[str]
    blind: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a row: its passages, how many there are, those that may be quoted, the indicator's values.

    `translations` are those of the passages, by coding.
    """

    passages: tuple[Behind, ...]
    total: int
    quotable: frozenset[str]
    course: tuple[Point, ...]
    note: str = ""
    translations: Mapping[str, list[tuple[str, str, str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sieve:
    """What is looked at. `everything` shows also rows that say nothing or only gather those below them."""

    by: str = BY_CASE
    dimension: str | None = None
    group: str | None = None
    undecided: bool = False
    everything: bool = False

    def as_text(self) -> str:
        """To be remembered."""
        return json.dumps([self.by, self.dimension, self.group, self.undecided, self.everything])

    def passes(self, row: JointRow, reader: str) -> bool:
        """Whether a row is looked at by this reader."""
        return (
            self.dimension in (None, row.dimension)
            and self.group in (None, row.group)
            and not (self.undecided and own(row, reader) is not None)
            and (self.everything or bool(row.verdicts) or not is_empty(row))
        )


def remembered(text: object) -> Sieve:
    """What was remembered, as far as it makes sense."""
    try:
        by, dimension, group, undecided, everything = json.loads(text if isinstance(text, str) else "")
    except ValueError:
        return Sieve()
    plain = isinstance(by, str) and all(each is None or isinstance(each, str) for each in (dimension, group))
    return Sieve(by, dimension, group, undecided is True, everything is True) if plain else Sieve()


def is_empty(row: JointRow) -> bool:
    """Whether the row has nothing to be judged: neither stories nor numbers, or only what rows below it have."""
    return row.gathered or row.proposed == "no-data"


def own(row: JointRow, reader: str) -> VerdictView | None:
    """The reader's verdict on a row."""
    return next((each for each in row.verdicts if each.coder == reader), None)


def key(row: JointRow) -> str:
    """What tells a row from all others."""
    return json.dumps([row.group, row.code, row.indicator])


# In the desk's thread


def collect(session: Session, sieve: Sieve, view: View, language: str) -> Jointly:
    """Read the display. Who works blind sees the own work alone until all is read."""
    blind = any(view.hides(each) for each in documents.listing(session))
    made = reconcile.display(session, sieve.by, coder=view.reader if blind else None)
    return Jointly(
        display=made,
        labels=Labels(session, made.by, language),
        looks=dict(looks(codebooks.tree(session), language)),
        ways=tuple(ways(session)),
        picked=frozenset(picks.picked(session)),
        blind=blind,
    )


def beside(session: Session, row: JointRow, by: str, coder: str | None, language: str) -> Beside:
    """Read what stands beside a row; of one coder's codings alone where one is named."""
    ids = reconcile.passages(session, row.group, row.code, by=by, coder=coder)
    shown = ids[:MOST]
    course = reconcile.course(session, row.group, row.indicator, by=by) if row.indicator else ()
    note = ""
    if row.indicator:
        found = indicators.views(session, [indicators.find_indicator(session, row.indicator)])[0]
        note = next((text for text in (found.definition.get(language), *found.definition.values()) if text), "")
    passages = tuple(crossing.behind(session, shown))
    quotable = frozenset(picks.quotable(session, shown))
    return Beside(passages, len(ids), quotable, course, note, translations.by_coding(session, shown))


Place = tuple[str, str, str | None]


def judge(session: Session, row: Place, verdict: str, by: str, note: str | None = None) -> None:
    """Set the reader's verdict on a row, with a note if there is one to be set."""
    reconcile.judge(session, *row, verdict, by=by, note=note)


def judge_many(session: Session, rows: Sequence[Place], verdict: str, by: str) -> int:
    """Set the reader's verdict on several rows at once; on how many."""
    return reconcile.judge_many(session, rows, verdict, by=by)


# Lines


class Rows(Grouped[JointRow]):
    """The rows under their groups, a line each: theme, people, balance, indicator, what is proposed, own verdict."""

    def __init__(self, made: Jointly, sieve: Sieve, reader: str, inks: Inks) -> None:
        rows = [row for row in made.display.rows if sieve.passes(row, reader)]
        super().__init__(rows, key, lambda row: row.group)
        self._made, self._reader, self._inks = made, reader, inks

    def next_open(self, index: int, step: int) -> int | None:
        """The next line whose row the reader has not judged."""
        return self.next_that(lambda row: own(row, self._reader) is None, index, step)

    def draw_heading(self, held: Sequence[JointRow], width: int) -> Content:
        """The group, and how much of it is judged."""
        n, done = len(held), sum(own(row, self._reader) is not None for row in held)
        told = ngettext("{done} of {n} row judged", "{done} of {n} rows judged", n).format(done=done, n=n)
        return safe.show(self._made.labels.group(held[0].group), (f"   {told}", "not bold $foreground-muted"))

    def draw_row(self, row: JointRow, width: int) -> Content:
        """The theme, then columns of figures and signs."""
        words = width >= _WORDS_FROM
        side = _WORD if words else _SIGN
        room = max(width - _PEOPLE - _BAR - 1 - _COURSE - 2 * side - 2, 8)
        return safe.show(
            *self._theme(row, room),
            (safe.tail(f"{row.people}/{row.of_people}" if row.passages else "–", _PEOPLE - 1) + " ", ""),
            *balance_bar(row),
            " ",
            (safe.fit(arrow(row), _COURSE), ""),
            (self._verdict(row.proposed, side, words), "$foreground-muted"),
            *self._judged(row, side, words),
        )

    def _theme(self, row: JointRow, room: int) -> list[Part]:
        look = self._made.looks.get(row.code) or unknown(row.code)
        ink = self._inks.code(look.colour).color
        label = look.label
        if row.indicator:
            label = f"{label} · {self._made.labels.indicator(row.indicator)}"
        return [(look.letter + " ", f"bold {ink.name}" if ink else "bold"), safe.fit(label, room - 3) + " "]

    def _verdict(self, name: str, width: int, words: bool) -> str:
        return safe.fit(_(SHORT[name]) if words else SIGNS[name], width - 1) + " "

    def _judged(self, row: JointRow, width: int, words: bool) -> list[Part]:
        """The reader's own verdict; a mark where there is a note, and where another coder judges otherwise."""
        mine = own(row, self._reader)
        others = {each.verdict for each in row.verdicts if each.coder != self._reader}
        differs = mine is not None and others - {mine.verdict}
        sign = "!" if differs else "·" if others else " "
        if mine is None:
            return [(" " * width, ""), (sign, "$foreground-muted"), " "]
        note = _NOTE if mine.note else " "
        return [
            (self._verdict(mine.verdict, width, words), STYLES.get(mine.verdict, "bold")),
            (sign, "bold $error" if differs else "$foreground-muted"),
            (note, "$accent"),
        ]


def balance_bar(row: JointRow) -> list[Part]:
    """The balance in seven cells: to the left of the middle worse, to the right better."""
    half = _BAR // 2
    if row.balance is None:
        return [("   ·   " if row.passages else " " * _BAR, "$foreground-muted")]
    cells = min(half, round(abs(row.balance) * half + 0.3)) if row.balance else 0
    if row.balance < 0:
        return [(" " * (half - cells), ""), ("█" * cells, "$error"), ("│" + " " * half, "$foreground-muted")]
    return [(" " * half + "│", "$foreground-muted"), ("█" * cells, "$success"), (" " * (half - cells), "")]


def arrow(row: JointRow) -> str:
    """Where the indicator went and whether that is better: `↗+`, `↘+`, `→`; a dot for one value, nothing for none."""
    if not row.n:
        return " "
    if row.change is None:
        return "•"
    if not row.better:
        return "→ ="
    return f"{'↗' if row.change > 0 else '↘'} {'+' if row.better > 0 else '−'}"


def with_by(sieve: Sieve, by: str) -> Sieve:
    """Seen by something else; a group chosen before means nothing there."""
    return replace(sieve, by=by, group=None)


def silence(row: JointRow) -> str | None:
    """Which silence a row can mean; None where both sides speak."""
    if row.passages and row.n:
        return None
    return row.proposed if row.proposed.startswith("silence") or row.proposed == "no-data" else None


def legend() -> list[list[Part]]:
    """What the signs mean, in a line, and shorter where that does not fit."""
    return [
        [_("people of all · balance of effects · indicator · = agreement ~ partial ≠ dissonance ∅ silence")],
        [_("people · balance · indicator · = agreement ~ partial ≠ dissonance ∅ silence")],
        [_("= agreement ~ partial ≠ dissonance ∅ silence")],
    ]
