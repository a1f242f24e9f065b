"""The groups of the joint display: enterprises one by one, groups of them, or those with a property in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.selection import Wanted
from qualcode.analysis.table import column
from qualcode.errors import AttributeNotFound, NotFound
from qualcode.model.case import Attribute, Case
from qualcode.model.codebook import fold_name, name_order
from qualcode.model.evaluation import Group, GroupMember
from qualcode.model.message import N_
from qualcode.ops.cases import attribute_values
from qualcode.ops.names import pick
from qualcode.store.session import Session

BY_CASE, BY_GROUP = "case", "group"


class GroupNotInDisplay(NotFound):
    """The joint display has no group of this name."""

    code = "group-not-found"
    sentence = N_("Seen by “{by}”, there is no group “{name}”.")
    hint = N_("See them with: qualcode reconcile --by {by}")


@dataclass(frozen=True, slots=True)
class Grouped:
    """A group: `key` is what verdicts keep (an id, or the property's value), `name` what people read, `cases` ids."""

    key: str
    name: str
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grouping:
    """All groups, in the order in which they are shown; `by` as verdicts keep it."""

    by: str
    groups: tuple[Grouped, ...]

    def find(self, name: str) -> Grouped:
        """The group a person means. Raises GroupNotInDisplay, Ambiguous."""
        missing = GroupNotInDisplay(name=name, by=self.by)
        return pick(name, self.groups, lambda each: each.name, missing, lambda each: each.key)


def grouping(session: Session, by: str = BY_CASE) -> Grouping:
    """The groups by `case`, by `group`, or by a property of cases. Raises AttributeNotFound."""
    cases = sorted(session.all(Case), key=lambda each: name_order(each.name))
    if by == BY_CASE:
        return Grouping(by, tuple(Grouped(each.id, each.name, (each.id,)) for each in cases))
    if by == BY_GROUP:
        members: dict[str, list[str]] = {}
        for member in session.all(GroupMember):
            members.setdefault(member.group, []).append(member.case)
        found = sorted(session.all(Group), key=lambda each: name_order(each.name))
        return Grouping(by, tuple(Grouped(each.id, each.name, tuple(members.get(each.id, ()))) for each in found))
    attributes = session.all(Attribute, about="case")
    attribute = next((each for each in attributes if fold_name(each.name) == fold_name(by)), None)
    if attribute is None:
        raise AttributeNotFound(name=by, choices=", ".join(ways(session)))
    return Grouping(attribute.name, _by_value(session, attribute, cases))


def cases_where(session: Session, where: Mapping[str, Wanted]) -> set[str]:
    """The cases (ids) that have, of every property or `group` named, one of the values wanted.

    Raises AttributeNotFound, GroupNotInDisplay, Ambiguous.
    """
    kept = {each.id for each in session.all(Case)}
    for name, wanted in where.items():
        groups = grouping(session, name)
        values = (wanted,) if isinstance(wanted, str) else wanted
        kept &= {case for value in values for case in groups.find(value).cases}
    return kept


def _by_value(session: Session, attribute: Attribute, cases: Sequence[Case]) -> tuple[Grouped, ...]:
    given = attribute_values(session, "case")
    values = column([given.get(each.id, {}).get(attribute.name) for each in cases])
    held: list[list[str]] = [[] for _ in values.values]
    for case, place in zip(cases, values.index.tolist(), strict=True):
        if place >= 0:
            held[place].append(case.id)
    return tuple(
        Grouped(header.key or "", header.label, tuple(own)) for header, own in zip(values.values, held, strict=True)
    )


def ways(session: Session) -> list[str]:
    """What the display can be seen by: `case`, `group`, then the properties of cases."""
    names = sorted((each.name for each in session.all(Attribute, about="case")), key=name_order)
    return [BY_CASE, BY_GROUP, *(each for each in names if fold_name(each) not in (BY_CASE, BY_GROUP))]
