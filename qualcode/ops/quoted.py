"""A passage as reports quote it: its words, where it stands, what coders said of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.model.codebook import Code, CodeTree, Facet, label
from qualcode.model.excerpt import Excerpt
from qualcode.model.message import N_
from qualcode.model.report import Quote
from qualcode.ops.passages import Passage
from qualcode.ops.pseudonyms import Pseudonyms
from qualcode.ops.report_words import EFFECT_NAMES, agreed, clock, pair
from qualcode.ops.translated import Translated


@dataclass(frozen=True, slots=True)
class Sayer:
    """What is needed to quote passages in a report's language, into which `say` translates.

    `letters` of dimensions and names of `cases` are by id; with `several` coders it is said who coded.
    """

    tree: CodeTree
    facets: Sequence[Facet]
    letters: Mapping[str, str]
    cases: Mapping[str, str]
    pseudonyms: Pseudonyms
    translated: Translated
    language: str
    say: Callable[[str], str]
    several: bool

    def excerpt(self, code: Code, passage: Passage) -> Excerpt:
        """The passage with all that is known of it, for tables."""
        document, turns = passage.document, passage.turns
        return Excerpt(
            document=document.number,
            title=self.pseudonyms.mask(document.title),
            kind=document.kind,
            language=document.language,
            case=self.cases.get(document.case or ""),
            narrators=tuple(self._speakers(passage)),
            turn=turns[0][0].index + 1 if turns else None,
            last_turn=turns[-1][0].index + 1 if turns else None,
            time=turns[0][0].time if turns else None,
            start=passage.start,
            end=passage.end,
            dimension=self.tree.dimension(code).key,
            code=code.key,
            label=label(code, self.language),
            quote=self.pseudonyms.mask(passage.quote),
            effect=self._effect(passage) or None,
            facets=self._facets(passage),
            also=tuple(label(self.tree.by_id(each), self.language) for each in passage.also),
            coders=tuple(coding.coder for coding in passage.codings),
            memo=self._memo(passage),
            translations=self.translated.of(*passage.place),
        )

    def quote(self, passage: Passage) -> Quote:
        """The passage as it is quoted."""
        return Quote(
            text=self.pseudonyms.mask(passage.quote),
            source=self._source(passage),
            details=tuple(self._details(passage)),
            memo=self._memo(passage),
            language=passage.document.language,
            translations=self.translated.of(*passage.place),
        )

    def _memo(self, passage: Passage) -> str | None:
        memos = [
            self.say(N_("Memo ({coder}): {text}")).format(coder=coding.coder, text=coding.memo)
            for coding in passage.codings
            if coding.memo
        ]
        return self.pseudonyms.mask("\n".join(memos)) or None

    def _speakers(self, passage: Passage) -> list[str]:
        """Who says it: the narrators, else whoever speaks, under the names they go by."""
        voices = passage.narrators or {voice.key: voice for _, voice in passage.turns}
        shown = self.pseudonyms
        names = [shown.name(v.person) if v.person else shown.mask(v.label) for v in voices.values()]
        return [name for name in names if name]

    def _source(self, passage: Passage) -> str:
        """Document, enterprise, who speaks, turns, time."""
        title = self.pseudonyms.mask(passage.document.title)
        case = self.cases.get(passage.document.case or "", "")
        parts = [title] if not case or case in title else [title, case]
        if names := self._speakers(passage):
            parts.append(", ".join(names))
        if passage.turns:
            first, last = passage.turns[0][0], passage.turns[-1][0]
            turns = self.say(N_("turn {n}")) if first is last else self.say(N_("turns {n}–{last}"))
            parts.append(turns.format(n=first.index + 1, last=last.index + 1))
            if first.time is not None:
                parts.append(clock(first.time))
        return " · ".join(parts)

    def _details(self, passage: Passage) -> list[str]:
        """The effect, the facets, other codes on the passage, and where there are several, who coded it."""
        say = self.say
        details = []
        if effect := self._effect(passage):
            details.append(say(N_("Effect: {effect}")).format(effect=effect))
        details += [pair(say, name, value) for name, value in self._facets(passage).items()]
        if passage.also:
            others = [self.tree.by_id(each) for each in passage.also]
            named = [f"{self.letters[self.tree.dimension(code).id]} {label(code, self.language)}" for code in others]
            details.append(say(N_("Also: {codes}")).format(codes=", ".join(named)))
        if self.several:
            names_of = ", ".join(coding.coder for coding in passage.codings)
            details.append(say(N_("Coded by {names}")).format(names=names_of))
        return details

    def _effect(self, passage: Passage) -> str:
        effects = {c.coder: self.say(EFFECT_NAMES[c.effect]) for c in passage.codings if c.effect}
        return agreed(effects, len(passage.codings)) if effects else ""

    def _facets(self, passage: Passage) -> dict[str, str]:
        """What the coders said of each facet, by its label; those nobody spoke of are left out."""
        found = {}
        for facet in self.facets:
            names = {value.name: label(value, self.language) for value in facet.values}
            told = {c.coder: names.get(v, v) for c in passage.codings if (v := c.facets.get(facet.name))}
            if told:
                found[label(facet, self.language)] = agreed(told, len(passage.codings))
        return found
