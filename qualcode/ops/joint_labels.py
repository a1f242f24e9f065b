"""The joint display in words: codes, indicators and groups by their names, and each side of a row in a line."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from qualcode.i18n import catalogue
from qualcode.model.codebook import EFFECTS, label, letters
from qualcode.model.indicator import Indicator
from qualcode.model.indicator_view import localised
from qualcode.model.joint_view import JointRow, OffPattern, VerdictCount, VerdictView
from qualcode.model.message import N_
from qualcode.ops import codebooks
from qualcode.ops.crossing import behind
from qualcode.ops.joint_groups import BY_CASE, BY_GROUP
from qualcode.ops.joint_words import BETTER_NAMES, DIRECTION_NAMES, MARKS, VERDICT_NAMES, figure
from qualcode.ops.pseudonyms import pseudonyms
from qualcode.ops.report_words import ANSWERS, EFFECT_NAMES, POOL, POOL_NAMES, count
from qualcode.ops.translated import Translated
from qualcode.store.session import Session


class Labels:
    """What a display's keys are called in a language."""

    def __init__(self, session: Session, by: str, language: str) -> None:
        self.language = language
        self.words = catalogue(language)
        self.say: Callable[[str], str] = self.words.gettext
        self.tree = codebooks.tree(session)
        self._session, self._by = session, by
        self._letters = letters(self.tree, language)
        self._indicators = {each.key: each for each in session.all(Indicator)}
        self.names = pseudonyms(session, self.say)

    @property
    def by(self) -> str:
        """What the groups are: *Enterprise*, *Group*, or the property's name."""
        named = {BY_CASE: N_("Enterprise"), BY_GROUP: N_("Group"), POOL: N_("Pool")}.get(self._by)
        return self.say(named) if named else self._by

    def group(self, name: str) -> str:
        """A group as people read it: *yes*, and a pool that has a name, in their language."""
        if self._by in (BY_CASE, BY_GROUP):
            return name
        words = POOL_NAMES if self._by == POOL else ANSWERS
        return self.say(words[name]) if name in words else name

    def code(self, key: str) -> str:
        """A code's label."""
        code = self.tree.by_key(key)
        return label(code, self.language) if code else key

    def colour(self, dimension: str) -> tuple[str | None, str | None]:
        """A dimension's colour and letter."""
        code = self.tree.by_key(dimension)
        return (self.tree.colour(code), self._letters[code.id]) if code else (None, None)

    def indicator(self, key: str | None) -> str:
        """An indicator's label; a dash where there is none."""
        found = self._indicators.get(key or "")
        return (localised(found.labels, self.language) or found.key) if found else "–"

    def verdict(self, name: str) -> str:
        """What a verdict is called."""
        return self.say(VERDICT_NAMES[name])

    # The sides of a row

    def prominence(self, row: JointRow) -> str:
        """*3 people of 8 · 5 passages*."""
        if not row.passages:
            return self.say(N_("nobody of {n}")).format(n=row.of_people)
        people = self.words.ngettext("{n} person of {of}", "{n} people of {of}", row.people)
        passages = count(self.words, "passages", row.passages)
        return f"{people.format(n=row.people, of=row.of_people)} · {passages}"

    def effects(self, row: JointRow) -> str:
        """The effects there are with their numbers, and the balance."""
        told = [
            f"{self.say(EFFECT_NAMES[name])} {n}" for name in EFFECTS if (n := getattr(row.effect, name))
        ]  # fmt: skip
        if row.balance is not None:
            balance = figure(row.balance, self.language, signed=True)
            told.append(self.say(N_("balance {value}")).format(value=balance))
        return ", ".join(told)

    def value(self, row: JointRow, value: float | None) -> str:
        """A value of the row's indicator; a level by its label."""
        if value is None:
            return "–"
        found = self._indicators.get(row.indicator or "")
        if found is not None and found.kind == "level" and value.is_integer() and 0 <= value < len(found.rungs):
            return localised(found.rungs[int(value)], self.language) or figure(value, self.language)
        return figure(value, self.language)

    def course(self, row: JointRow) -> str:
        """From what to what the indicator went: *2 → 4 points (2020 → 2022)*."""
        if not row.n:
            return self.say(N_("no values"))
        unit = f" {row.unit}" if row.unit else ""
        last = f"{self.value(row, row.latest)}{unit}"
        if row.change is None or row.baseline is None:
            return f"{last} ({row.latest_period})" if row.latest_period else last
        told = f"{self.value(row, row.baseline)} → {last}"
        return f"{told} ({row.baseline_period} → {row.latest_period})"

    def change(self, row: JointRow) -> str:
        """The change and whether it is for the better: *+2 points, better*; which direction that is stands beside.

        From 38 % to 46 % it is 8 percentage points, not 8 %.
        """
        if row.change is None:
            return "–"
        told = figure(row.change, self.language, signed=True)
        if row.unit == "%":
            told = self.say(N_("{value} percentage points")).format(value=told)
        elif row.unit:
            told = f"{told} {row.unit}"
        # The middle of the changes need not be the change of the middles.
        middles = None if row.baseline is None or row.latest is None else row.latest - row.baseline
        if row.n > 1 and middles is not None and not math.isclose(middles, row.change, abs_tol=1e-9):
            told = self.say(N_("{value} (median of the changes)")).format(value=told)
        return told if row.better is None else f"{told}, {self.say(BETTER_NAMES[row.better])}"

    def spread(self, row: JointRow) -> str:
        """Of several enterprises how many have a value, and between which values they lie."""
        if row.of_cases < 2 or not row.n:
            return ""
        if row.n == 1:
            return self.say(N_("1 of {of} enterprises")).format(of=row.of_cases)
        told = self.say(N_("median of {n} of {of} enterprises, from {low} to {high}")).format(
            n=row.n, of=row.of_cases, low=self.value(row, row.lowest), high=self.value(row, row.highest)
        )
        if row.together is None:
            return told
        together = self.say(N_("together {value}")).format(value=figure(row.together, self.language))
        return f"{told}, {together}"

    def direction(self, row: JointRow) -> str:
        """Which direction is better."""
        return self.say(DIRECTION_NAMES[row.direction]) if row.direction else ""

    def judged(self, view: VerdictView) -> str:
        """*Marie: agreement — because …*."""
        told = self.say(N_("{coder}: {verdict}")).format(coder=view.coder, verdict=self.verdict(view.verdict))
        return f"{told} — {self.names.mask(view.note)}" if view.note else told

    # In sum

    def dimension(self, found: VerdictCount) -> str:
        """The dimension of a count; *All* over all of them."""
        return self.say(N_("All")) if found.dimension is None else self.code(found.dimension)

    def off(self, each: OffPattern) -> str:
        """What is off the pattern, as a sentence."""
        where = ", ".join((self.group(each.group), self.code(each.code), self.indicator(each.indicator)))
        if each.verdict is not None and each.majority is not None:
            return self.say(N_("{where}: {verdict}, where most are {majority}")).format(
                where=where, verdict=self.verdict(each.verdict), majority=self.verdict(each.majority)
            )
        case = each.case if each.case not in (None, each.group) else None
        return self.say(N_("{where}: {value}, far from the median {median}")).format(
            where=f"{case}, {where}" if case else where,
            value=figure(each.value or 0.0, self.language),
            median=figure(each.median or 0.0, self.language),
        )

    def quotes(self, ids: Iterable[str]) -> dict[str, str]:
        """The words of picked quotes with who says them and where, by id; nobody is named who does not wish it.

        Their translations stand below them, signed.
        """
        first, last = MARKS.get(self.language, MARKS["en"])
        translated = Translated(self._session, self.words, self.language, self.names.mask)
        found = {}
        for each in behind(self._session, list(dict.fromkeys(ids))):
            speakers = ", ".join(self.names.header(name) for name in each.speakers)
            source = ", ".join(part for part in (speakers, self.names.mask(each.document)) if part)
            told = [f"{first}{self.names.mask(each.coding.quote)}{last} ({source})"]
            below = translated.of(each.coding.document, each.coding.start, each.coding.end)
            told += [f"{first}{one.text}{last} ({one.by})" for one in below]
            found[each.coding.id] = "\n".join(told)
        return found
