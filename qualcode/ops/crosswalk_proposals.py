"""Pairs of a crosswalk that nobody has looked at yet, as the two codebooks themselves speak for them."""

from __future__ import annotations

from qualcode.model.codebook import label
from qualcode.model.crosswalk import OPEN, SURE, PairView
from qualcode.ops import codebook_compare, crosswalk
from qualcode.ops.codebook_source import Source, of_project
from qualcode.ops.crosswalk import SAME
from qualcode.ops.projects import project
from qualcode.store.session import Session


def proposed(session: Session, other: Source) -> list[PairView]:
    """What was said of pairs, and after it the other pairs that the codebooks speak for, the surest first.

    O(codes of one × codes of the other); see `analysis.compare`.
    """
    said = crosswalk.listing(session, other.codebook)
    confirmed, declined = crosswalk.known(session, other.codebook)
    language = project(session).language
    found = [
        PairView(
            first=match.first.key,
            first_label=label(match.first, language),
            second=match.second.key,
            second_label=label(match.second, language),
            state=OPEN,
            relation=next((each for each in match.relations if each in ("split", "merged")), SAME),
            score=match.score,
            because=tuple(name for name, _ in match.because),
            note="",
            coder="",
            created="",
        )
        for match in codebook_compare.between(of_project(session), other).matches
        if (match.first.id, match.second.id) not in confirmed | declined
    ]
    return said + sorted(found, key=lambda each: (-(each.score or 0), each.first or "", each.second or ""))


def confirm_all(session: Session, other: Source, least: float = SURE) -> list[PairView]:
    """Confirm every proposed pair of one code with one whose score is at least `least` (0 to 1), in one operation.

    Codes that are one by their id need no confirming.
    """
    sure = [
        (each.first or "", each.second or "")
        for each in proposed(session, other)
        if each.state == OPEN
        and each.relation == SAME
        and (each.score or 0) >= least
        and "identity" not in each.because
    ]
    return crosswalk.confirm(session, other.codebook, sure)
