"""The texts of the framework matrix: what they rest on, and what becomes of them when cases, codes and codings change.

A summary remembers the codings it was written from as tokens, one each: eight signs for which coding it is, eight for
its words and its effect. Where it stands in its text is left out: a correction further up moves it and changes nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from qualcode.model.coding import Coding
from qualcode.model.joint import Summary
from qualcode.store.operation import Operation
from qualcode.store.session import Session

_HALF = 8
_REFERENCE = re.compile(r"\[(\d{1,4})\]")


# What a summary rests on


def basis(codings: Iterable[Coding]) -> str:
    """The codings as a summary remembers them."""
    return " ".join(sorted({token(coding) for coding in codings}))


def token(coding: Coding) -> str:
    """A coding as a summary remembers it."""
    return _digest(coding.id) + _digest(f"{coding.effect or ''}|{coding.quote}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_HALF]


def changes(before: str, now: Collection[str]) -> tuple[int, int, int]:
    """How many codings are new, gone and changed between a basis and the tokens there are now."""
    then = {each[:_HALF]: each[_HALF:] for each in before.split()}
    here = {each[:_HALF]: each[_HALF:] for each in now}
    changed = sum(then[each] != state for each, state in here.items() if each in then)
    return len(here.keys() - then.keys()), len(then.keys() - here.keys()), changed


# References in a text


def references(text: str, known: int) -> list[int]:
    """The numbers of the links that a text names as `[1]`, each once, in their order; of `known` links."""
    return [n for n in dict.fromkeys(int(each) for each in _REFERENCE.findall(text)) if 1 <= n <= known]


def renumbered(text: str, became: Mapping[int, int]) -> str:
    """The text with references under other numbers; a number that became 0 goes with the space before it."""

    def one(match: re.Match[str]) -> str:
        number = became.get(int(match[1]), int(match[1]))
        return f"[{number}]" if number else ""

    gone = "|".join(str(old) for old, new in became.items() if not new)
    if gone:
        text = re.sub(rf" ?\[(?:{gone})\]", "", text)
    return _REFERENCE.sub(one, text)


# Parts of others' operations


def drop_case(session: Session, change: Operation, case: str) -> None:
    """Remove the summaries of a case (an id) that goes."""
    change.delete(Summary, [each.id for each in session.all(Summary, case=case)])


def hand_over_case(session: Session, change: Operation, case: str, kept: str) -> None:
    """Give the summaries of a case (ids) to another; two on the same code stand below each other."""
    there = {each.code: each for each in session.all(Summary, case=kept)}
    for each in session.all(Summary, case=case):
        _unite(change, each, there.get(each.code), case=kept)


def point_to(session: Session, change: Operation, codes: Sequence[str], kept: str) -> None:
    """Give the summaries of codes (ids) to another; two of the same case stand below each other."""
    there = {each.case: each for each in session.all(Summary, code=kept)}
    for each in session.all(Summary, code=list(codes)):
        if each.code != kept:
            _unite(change, each, there.get(each.case), code=kept)
            there = {one.case: one for one in session.all(Summary, code=kept)}


def hand_over_codings(session: Session, change: Operation, became: Mapping[str, str]) -> None:
    """Let summaries link to the codings that those they link to became."""
    if not became:
        return
    for each in session.all(Summary):
        if not became.keys().isdisjoint(each.codings):
            change.update(Summary, each.id, codings=tuple(became.get(coding, coding) for coding in each.codings))


def _unite(change: Operation, going: Summary, staying: Summary | None, **to: str) -> None:
    """Move a summary, or put it below the one that stands at its new place; its references go on counting there."""
    if staying is None:
        change.update(Summary, going.id, **to)
        return
    links = (*staying.codings, *(each for each in going.codings if each not in staying.codings))
    became = {n: links.index(coding) + 1 for n, coding in enumerate(going.codings, 1)}
    text = renumbered(going.text, became)
    texts = [staying.text, *([text] if text != staying.text else [])]
    change.delete(Summary, [going.id])
    change.update(
        Summary,
        staying.id,
        text="\n\n".join(each for each in texts if each),
        codings=links,
        basis=" ".join(sorted({*staying.basis.split(), *going.basis.split()})),
    )
