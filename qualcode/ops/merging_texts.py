"""Codings of another project's document put on the text that the same document has here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.analysis.anchor import Alignment, Anchored
from qualcode.analysis.merging.rows import place
from qualcode.analysis.merging.rules import Row, Rows
from qualcode.model.merging import TextDiffers
from qualcode.model.revision import Reanchored
from qualcode.model.text import Anchor, Span


@dataclass(frozen=True, slots=True)
class Reanchoring:
    """A document of theirs (its row) whose codings go onto one of ours (its row), with both texts."""

    theirs: Row
    ours: Row
    their_text: str
    our_text: str


def reanchor(
    each: Reanchoring, rows: Rows, base: Rows, our_speakers: Mapping[str, Row]
) -> tuple[Rows, Rows, TextDiffers]:
    """Their rows and the base's with the document's codings where their words stand in our text; what became of them.

    What is not found stays with their text, adrift. Turns, and speakers that ours has not, belong to their text and
    stay behind. What they changed nothing of moves in the base as well, so that it counts as unchanged.
    """
    key, revision = each.theirs["id"], each.theirs["revision"]
    alignment = Alignment(each.their_text, each.our_text)
    codings = dict(rows["coding"])
    before = dict(base["coding"])
    live = [row for row in codings.values() if row["document"] == key and not row["adrift"]]
    anchors = [Anchor(Span(row["start"], row["end"]), row["quote"]) for row in live]
    found = list(zip(live, alignment.anchored(anchors), strict=True))
    for row, anchored in found:
        made = _placed(row, anchored, each.ours["revision"])
        was = before.get(row["id"])
        if was is not None and _unmoved(row, was):
            before[row["id"]] = {**was, "revision": made["revision"], **place(made)}
        codings[row["id"]] = made
    decisions = _decisions(rows, key, revision, alignment, each)
    left = _without_turns({**rows, "coding": codings, "decision": decisions}, key, our_speakers, rows)
    return left, _without_turns({**base, "coding": before}, key, our_speakers, rows), _report(each, rows, found)


def _placed(row: Row, found: Anchored, revision: str) -> Row:
    if found.fate == "adrift":
        return {**row, "adrift": 1}
    span = found.place
    return {**row, "revision": revision, "start": span.start, "end": span.end, "quote": found.quote}


def _unmoved(row: Row, was: Row) -> bool:
    """Whether they left a coding where it was, in the text it was on or in a later one."""
    if row["revision"] == was["revision"]:
        return place(row) == place(was)
    return bool(row["quote"] == was["quote"] and row["adrift"] == was["adrift"])


def _decisions(rows: Rows, document: str, revision: str, alignment: Alignment, each: Reanchoring) -> dict[str, Row]:
    decisions = dict(rows["decision"])
    own = [row for row in decisions.values() if row["document"] == document and row["revision"] == revision]
    anchors = [Anchor(Span(row["start"], row["end"]), each.their_text[row["start"] : row["end"]]) for row in own]
    for row, found in zip(own, alignment.anchored(anchors), strict=True):
        if found.fate != "adrift":
            span = {"start": found.place.start, "end": found.place.end}
            decisions[row["id"]] = {**row, "revision": each.ours["revision"], **span}
    return decisions


def _without_turns(rows: Rows, document: str, our_speakers: Mapping[str, Row], theirs: Rows) -> Rows:
    names = {row["name"] for row in our_speakers.values()}
    revisions = {key for key, row in theirs["revision"].items() if row["document"] == document}
    speakers = {
        key: row for key, row in rows["speaker"].items()
        if row["document"] != document or key in our_speakers or row["name"] in names
    }  # fmt: skip
    turns = {key: row for key, row in rows["turn"].items() if row["revision"] not in revisions}
    return {**rows, "speaker": speakers, "turn": turns}


def _report(each: Reanchoring, rows: Rows, found: list[tuple[Row, Anchored]]) -> TextDiffers:
    lists: dict[str, list[Reanchored]] = {"changed": [], "moved": [], "adrift": []}
    for row, anchored in found:
        if anchored.fate != "kept":
            told: dict[str, Any] = {
                "code": rows["code"][row["code"]]["key"],
                "coder": rows["coder"][row["coder"]]["name"],
                "start": anchored.place.start,
                "end": anchored.place.end,
                "quote": anchored.quote,
            }
            lists[anchored.fate].append(
                Reanchored(row["id"], old_start=row["start"], old_end=row["end"], old_quote=row["quote"], **told)
            )
    return TextDiffers(
        document=each.ours["id"],
        title=each.ours["title"],
        codings=len(found),
        beside=None,
        kept=sum(anchored.fate == "kept" for _, anchored in found),
        **{fate: tuple(sorted(some, key=lambda one: (one.start, one.id))) for fate, some in lists.items()},
    )
