"""Whom or what the rows of a table of cases or people are about, and who of them is in the project already."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.analysis.alike import Hit, Known, Names
from qualcode.errors import ValueRefused
from qualcode.importers.lines import Faults
from qualcode.model.case import Case, Person
from qualcode.model.case_table import SURE, Choices, KnownMatch
from qualcode.model.codebook import fold_name
from qualcode.model.message import N_, Message, Value
from qualcode.ops.case_table_rows import Draft
from qualcode.store.session import Session


class _Pool:
    """The names that a row may mean, and how they are found."""

    def __init__(self, names: Iterable[str]) -> None:
        self._same = {fold_name(name): name for name in names}
        self.names = tuple(self._same.values())
        self._alike = Names.of([Known(name, (name,)) for name in self._same.values()], loosely=False)

    def same(self, name: str) -> str | None:
        """The one of this name, whatever its case."""
        return self._same.get(fold_name(name))

    def alike(self, name: str) -> tuple[Hit, bool] | None:
        """The one most like it, and whether no other is as much."""
        hits = self._alike.find(name)
        return (hits[0], len(hits) == 1 or hits[0].score > hits[1].score) if hits else None


class Subjects:
    """Which case or person each row is about, and which of them are there already.

    `known` gives by key the name of the one there is; `resembling` are those whose names are not quite the same.
    """

    def __init__(self, session: Session, choices: Choices, faults: Faults) -> None:
        self._choices = choices
        self._faults = faults
        names = {case.id: case.name for case in session.all(Case, order=["name"])}
        self._people = [(person.name, names.get(person.case or "")) for person in session.all(Person, order=["name"])]
        self._cases = _Pool(names.values())
        self._pools: dict[str | None, _Pool] = {}
        self._homes: dict[str, list[str]] = {}
        for name, home in self._people:
            self._homes.setdefault(fold_name(name), []).append(home or "–")
        self.known: dict[str, str | None] = {}
        self.resembling: list[KnownMatch] = []
        self.notes: list[Message] = []

    def place(self, draft: Draft) -> str:
        """Give the draft the names that its case and person have in the project; the key of what it is about."""
        if self._choices.about == "case":
            found = self._known(draft, self._cases)
            draft.case = found or draft.name
            if draft.person:
                draft.person = self._find(draft, draft.person, self._within(draft.case)) or draft.person
            key = fold_name(draft.case)
        else:
            if draft.case:
                draft.case = self._find(draft, draft.case, self._cases) or draft.case
            else:
                self._check_home(draft)
            found = self._known(draft, self._within(draft.case))
            draft.person = found or draft.name
            key = f"{fold_name(draft.case or '')}\n{fold_name(draft.person)}"
        self.known[key] = found
        return key

    def _within(self, case: str | None) -> _Pool:
        """The people a row may mean: those of its case and of none, or all where it names no case."""
        if case not in self._pools:
            self._pools[case] = _Pool(name for name, home in self._people if case is None or home in (case, None))
        return self._pools[case]

    def _check_home(self, draft: Draft) -> None:
        homes = self._homes.get(fold_name(draft.name), [])
        if len(homes) > 1:
            template = N_("there are several people called “{name}” ({cases}); a column must say which case is meant")
            self._faults.add(draft.lines[0], template, name=draft.name, cases=", ".join(homes))

    def _known(self, draft: Draft, pool: _Pool) -> str | None:
        """The name of what the row is about and is there already: the one somebody said, else the one found."""
        said = next((self._choices.same[line] for line in draft.lines if line in self._choices.same), None)
        if said is None:
            return self._find(draft, draft.name, pool)
        known = pool.same(said or draft.name)
        if said and known is None:
            raise ValueRefused(
                value=said, what=Message(N_("what the row is about")), choices=", ".join(pool.names) or "–"
            )
        return known

    def _find(self, draft: Draft, name: str, pool: _Pool) -> str | None:
        """The name of the one there is; those that only resemble it are listed, and taken where that was allowed."""
        same = pool.same(name)
        found = pool.alike(name) if same is None else None
        if found is None:
            return same
        hit, clear = found
        accepted = self._choices.accept_below
        taken = clear and (
            (hit.how == "folded" and hit.score >= SURE) or (accepted is not None and hit.score >= accepted)
        )
        self.resembling.append(KnownMatch(draft.lines[0], name, hit.id, hit.score, taken))
        template = (
            N_("Line {line}: “{name}” was taken for “{known}” ({score}).")
            if taken
            else N_("Line {line}: “{name}” resembles “{known}” ({score}) but is taken for another.")
        )
        values: dict[str, Value] = {"line": draft.lines[0], "name": name, "known": hit.id, "score": f"{hit.score:.2f}"}
        self.notes.append(Message(template, values))
        return hit.id if taken else None
