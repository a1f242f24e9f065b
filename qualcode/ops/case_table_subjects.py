"""Whom or what the rows of a table of cases or people are about, and who of them is in the project already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qualcode.analysis.alike import Known, Names
from qualcode.importers.lines import Faults
from qualcode.model.case import Case, Person
from qualcode.model.case_table import SURE, Choices, KnownMatch
from qualcode.model.codebook import fold_name
from qualcode.model.message import N_, Message, Value
from qualcode.ops.case_table_rows import Draft
from qualcode.store.session import Session


@dataclass(slots=True)
class Subjects:
    """Which case or person each row is about, and which of them are there already.

    `known` gives by key the name of the one there is; `resembling` are those whose names are not quite the same.
    """

    session: Session
    choices: Choices
    faults: Faults
    known: dict[str, str | None] = field(default_factory=dict)
    resembling: list[KnownMatch] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    _cases: dict[str, str] = field(default_factory=dict)
    _people: list[Person] = field(default_factory=list)
    _finders: dict[tuple[str, ...], Names] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._cases = {case.id: case.name for case in self.session.all(Case, order=["name"])}
        self._people = self.session.all(Person, order=["name"])

    def place(self, draft: Draft) -> str:
        """Give the draft the names that its case and person have in the project; the key of what it is about."""
        if self.choices.about == "case":
            found = self._find(draft, draft.name, list(self._cases.values()))
            draft.case = found or draft.name
            if draft.person:
                within = [each.name for each in self._people if self._cases.get(each.case or "") == found]
                draft.person = self._find(draft, draft.person, within if found else []) or draft.person
            key = fold_name(draft.case)
        else:
            if draft.case:
                draft.case = self._find(draft, draft.case, list(self._cases.values())) or draft.case
            found = self._find(draft, draft.name, self._candidates(draft))
            draft.person = found or draft.name
            key = f"{fold_name(draft.case or '')}\n{fold_name(draft.person)}"
        self.known[key] = found
        return key

    def _candidates(self, draft: Draft) -> list[str]:
        """The names of the people a row may be about: those of its case and of none, or all where it names no case."""
        if draft.case is None:
            same = [each for each in self._people if fold_name(each.name) == fold_name(draft.name)]
            if len(same) > 1:
                homes = ", ".join(self._cases.get(each.case or "", "–") for each in same)
                template = N_(
                    "there are several people called “{name}” ({cases}); a column must say which case is meant"
                )
                self.faults.add(draft.lines[0], template, name=draft.name, cases=homes)
            return [each.name for each in self._people]
        case = fold_name(draft.case)
        return [each.name for each in self._people if each.case is None or fold_name(self._cases[each.case]) == case]

    def _find(self, draft: Draft, name: str, candidates: Sequence[str]) -> str | None:
        """The name of the one there is; those that only resemble it are listed, and taken where that was allowed."""
        same = next((each for each in candidates if fold_name(each) == fold_name(name)), None)
        if same is not None:
            return same
        pool = tuple(dict.fromkeys(candidates))
        if pool not in self._finders:
            self._finders[pool] = Names.of([Known(each, (each,)) for each in pool], loosely=False)
        hits = self._finders[pool].find(name)
        if not hits:
            return None
        clear = len(hits) == 1 or hits[0].score > hits[1].score
        accepted = self.choices.accept_below
        taken = clear and (
            (hits[0].how == "folded" and hits[0].score >= SURE) or (accepted is not None and hits[0].score >= accepted)
        )
        self.resembling.append(KnownMatch(draft.lines[0], name, hits[0].id, hits[0].score, taken))
        template = (
            N_("Line {line}: “{name}” was taken for “{known}” ({score}).")
            if taken
            else N_("Line {line}: “{name}” resembles “{known}” ({score}) but is taken for another.")
        )
        score = f"{hits[0].score:.2f}"
        values: dict[str, Value] = {"line": draft.lines[0], "name": name, "known": hits[0].id, "score": score}
        self.notes.append(Message(template, values))
        return hits[0].id if taken else None
