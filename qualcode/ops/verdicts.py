"""What becomes of the verdicts of the joint display when what they are about goes, changes or becomes another's.

Parts of others' operations. Verdicts name codes by id without a foreign key: those on a code that goes for good stay as
they are, and are seen again where the code comes back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from qualcode.model.joint import Verdict
from qualcode.store.operation import Operation
from qualcode.store.session import Session

# Ways to see the display that no property of cases takes away from it by having the same name.
_OWN = ("case", "group")


def drop_group(session: Session, change: Operation, by: str, group: str) -> None:
    """Remove the verdicts on a case or group (`by`, its id) that goes."""
    change.delete(Verdict, [each.id for each in session.all(Verdict, by=by, group=group)])


def hand_over_group(session: Session, change: Operation, by: str, group: str, kept: str) -> None:
    """Give the verdicts on a case or group (ids) to another; where a coder judged both, that of `kept` stays."""
    _hand_over(session, change, session.all(Verdict, by=by, group=group), by=by, group=kept)


def drop_property(session: Session, change: Operation, name: str) -> None:
    """Remove the verdicts on what was seen by a property of cases that goes."""
    if name not in _OWN:
        change.delete(Verdict, [each.id for each in session.all(Verdict, by=name)])


def rename_property(session: Session, change: Operation, name: str, new: str) -> None:
    """Let the verdicts on what was seen by a property of cases follow its new name."""
    if name not in _OWN:
        change.update_many(Verdict, [each.id for each in session.all(Verdict, by=name)], by=new)


def recast_values(session: Session, change: Operation, name: str, became: Mapping[str, str]) -> None:
    """Let the verdicts on what was seen by a property follow its values: what each `became`."""
    for value, new in became.items():
        if value != new and name not in _OWN:
            _hand_over(session, change, session.all(Verdict, by=name, group=value), by=name, group=new)


def point_to(session: Session, change: Operation, codes: Collection[str], kept: str) -> None:
    """Give the verdicts on codes (ids) to another; where a coder judged a row of both, that of `kept` stays."""
    _hand_over(session, change, session.all(Verdict, code=list(codes)), code=kept)


def _hand_over(session: Session, change: Operation, going: Sequence[Verdict], **news: str) -> None:
    def place(each: Verdict) -> tuple[str, str, str, str | None, str]:
        return (each.by, news.get("group", each.group), news.get("code", each.code), each.indicator, each.coder)

    taken = {(each.by, each.group, each.code, each.indicator, each.coder) for each in session.all(Verdict, **news)}
    moved: list[str] = []
    doubled: list[str] = []
    for each in going:
        (doubled if place(each) in taken else moved).append(each.id)
        taken.add(place(each))
    change.delete(Verdict, doubled)
    change.update_many(Verdict, moved, **news)
