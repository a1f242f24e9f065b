"""What is written about cases follows when cases and dimensions go."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.model.codebook import Code
from qualcode.model.evaluation import Statement
from qualcode.ops.codebooks import tree
from qualcode.store.operation import Operation
from qualcode.store.session import Session


def drop_case(session: Session, change: Operation, case: str) -> None:
    """Remove what is written about a case (an id) that goes."""
    change.delete(Statement, [each.id for each in session.all(Statement, case=case)])


def hand_over_case(session: Session, change: Operation, case: str, kept: str) -> None:
    """Give what is written about a case (ids) to another; where both have a text, they stand below each other."""
    there = {(each.kind, each.about): each for each in session.all(Statement, case=kept)}
    for each in session.all(Statement, case=case):
        _unite(change, each, there.get((each.kind, each.about)), case=kept)


def point_to(session: Session, change: Operation, codes: Sequence[str], target: Code) -> None:
    """Let what is written about dimensions among codes (ids) that go be about the dimension of another code."""
    book = tree(session)
    above = book.dimension(target)
    into = target.key if above.id in codes else above.key
    for going in session.all(Code, id=list(codes)):
        if going.parent is None and going.key != into:
            _merge(session, change, going.key, into)


def _merge(session: Session, change: Operation, key: str, into: str) -> None:
    written = [each for each in session.all(Statement, about=key) if each.kind in ("portrait", "finding")]
    there = {(each.case, each.kind): each for each in session.all(Statement, about=into)}
    for each in written:
        _unite(change, each, there.get((each.case, each.kind)), about=into)


def _unite(change: Operation, going: Statement, staying: Statement | None, **to: str) -> None:
    """Move a text, or put it below the one that stands at its new place already."""
    if staying is None:
        change.update(Statement, going.id, **to)
        return
    both = [staying.text, *([going.text] if going.text and going.text != staying.text else [])]
    change.delete(Statement, [going.id])
    change.update(Statement, staying.id, text="\n\n".join(text for text in both if text))
