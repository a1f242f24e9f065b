"""Cases and the people in them, one by one and from tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from qualcode.api.values import Part, PathLike, Reference
from qualcode.model.case import CaseView, PersonView
from qualcode.model.case_table import About, CaseTableReport, TablePlan
from qualcode.model.register import AttributeSheet
from qualcode.ops import attributes, case_edits, case_tables, cases


class Cases(Part):
    """The cases (enterprises) and people of a project."""

    def cases(self) -> list[CaseView]:
        """The cases, with attributes, people and documents."""
        return cases.cases(self._session)

    def add_case(
        self, name: str, *, kind: str = "enterprise", attributes: Mapping[str, object] | None = None
    ) -> CaseView:
        """Add a case. Raises NameRefused."""
        return cases.add_case(self._session, name, kind=kind, attributes=_texts(attributes))

    def set_case(
        self,
        name: str,
        *,
        rename: str | None = None,
        kind: str | None = None,
        attributes: Mapping[str, object] | None = None,
    ) -> CaseView:
        """Change a case; an attribute set to "" or None is removed. Raises CaseNotFound, NameRefused."""
        return cases.set_case(self._session, name, rename=rename, kind=kind, attributes=_texts(attributes))

    def people(self) -> list[PersonView]:
        """The people, with case, consent, attributes and documents."""
        return cases.people(self._session)

    def add_person(
        self,
        name: str,
        *,
        case: str | None = None,
        consent: str = "quote",
        attributes: Mapping[str, object] | None = None,
    ) -> PersonView:
        """Add a person; `consent` is one of quote, anonymised, count, none. Raises CaseNotFound, NameRefused."""
        return cases.add_person(self._session, name, case=case, consent=consent, attributes=_texts(attributes))

    def set_person(
        self,
        name: str,
        *,
        within: str | None = None,
        rename: str | None = None,
        case: str | None = None,
        consent: str | None = None,
        attributes: Mapping[str, object] | None = None,
    ) -> PersonView:
        """Change a person; `within` is the case to look in, `case` the one to move to. Raises PersonNotFound."""
        return cases.set_person(
            self._session,
            name,
            within=within,
            rename=rename,
            case=case,
            consent=consent,
            attributes=_texts(attributes),
        )

    # Taken out, or two made one

    def remove_case(self, name: str) -> None:
        """Take a case out with its properties and memos; its people and documents stay. Raises CaseNotFound."""
        case_edits.remove_case(self._session, name)

    def join_cases(self, name: str, into: str) -> CaseView:
        """Make one case of two: all that hangs on `name` goes to `into`. Raises CaseNotFound, NameRefused."""
        return case_edits.join_cases(self._session, name, into)

    def remove_person(self, name: str, *, within: str | None = None) -> None:
        """Take a person out with properties and memos; what they said stays. Raises PersonNotFound."""
        case_edits.remove_person(self._session, name, within=within)

    def join_people(self, name: str, into: str) -> PersonView:
        """Make one person of two; the stricter consent holds. Raises PersonNotFound, Ambiguous, NameRefused."""
        return case_edits.join_people(self._session, name, into)

    # Properties

    def properties(self, about: str) -> list[AttributeSheet]:
        """The properties of cases (`about` is `case`) or people (`person`), with their type and values."""
        return attributes.attributes(self._session, about)

    def add_property(self, about: str, name: str, kind: str = "text") -> AttributeSheet:
        """Add a property of a type: text, number, yes-no or date. Raises NameRefused, ValueRefused."""
        return attributes.add(self._session, about, name, kind)

    def set_property(
        self, about: str, name: str, *, rename: str | None = None, kind: str | None = None
    ) -> AttributeSheet:
        """Give a property another name or type. Raises PropertyNotFound, NameRefused, ValueRefused."""
        return attributes.change(self._session, about, name, rename=rename, kind=kind)

    def remove_property(self, about: str, name: str) -> None:
        """Remove a property with all its values. Raises PropertyNotFound."""
        attributes.remove(self._session, about, name)

    # Tables

    def plan_table(
        self,
        path: PathLike,
        *,
        about: About = "case",
        kind: str = "enterprise",
        mapping: Mapping[str, str] | None = None,
        consents: Mapping[str, str] | None = None,
        accept_below: float | None = None,
        matches: Mapping[int, Reference | None] | None = None,
        sheet: str | None = None,
        encoding: str | None = None,
    ) -> TablePlan:
        """What taking cases or people (`about`) from a `.csv`, `.tsv` or `.xlsx` would do; nothing is stored.

        `mapping`: column to role (name, case, person, consent, document, ignore, attribute, `attribute:TYPE`);
        `consents`: cell to consent; likenesses of names from `accept_below` on (0.75 to 1) are taken; `matches`: line
        of the file to document, None for none. Faults are in the plan. Raises ValueRefused, the FileRefused family.
        """
        told = {line: self._within(document) or "" for line, document in (matches or {}).items()}
        return case_tables.plan(
            self._session,
            case_tables.read(Path(path), encoding=encoding, sheet=sheet),
            about=about,
            kind=kind,
            mapping=mapping,
            consents=consents,
            accept_below=accept_below,
            matches=told,
        )

    def import_table(self, plan: TablePlan) -> CaseTableReport:
        """Store what `plan_table` says, in one operation, all rows or none. Raises BadData, PlanOutdated."""
        return case_tables.apply(self._session, plan)


def _texts(attributes: Mapping[str, object] | None) -> dict[str, str]:
    """Attributes' values as people would type them."""
    words = {True: "yes", False: "no"}
    return {
        name: "" if value is None else words[value] if isinstance(value, bool) else str(value)
        for name, value in (attributes or {}).items()
    }
