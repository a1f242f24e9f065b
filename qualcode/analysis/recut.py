"""Who speaks when, after the text has been edited.

A turn whose label was left alone stays the turn it was, wherever it stands now. Only where a label was written, changed
or taken out is the new text asked who speaks; there the turns that were `found` in it count.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.analysis.anchor import Alignment
from qualcode.analysis.edits import Edit
from qualcode.model.document import ImportedTurn, Turn

# Characters of a line in which a label may stand.
_HEAD = 160
_LONGEST_NAME = 40
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Cut:
    """A turn of the new text: `speaker` is who spoke it before, `name` what its label says where that was edited."""

    start: int
    end: int
    label_start: int
    speaker: str | None = None
    name: str | None = None
    time: float | None = None
    end_time: float | None = None


def labels_touched(alignment: Alignment, turns: Sequence[Turn]) -> bool:
    """Whether the edits may have changed who speaks when; if not, `recut` needs nothing that was found."""
    begun = {alignment.start(turn.label_start) for turn in turns if not _is_edited(alignment, turn)}
    for edit in alignment.changes:
        if "\n" in alignment.old[edit.start : edit.end] or "\n" in alignment.new[edit.new_start : edit.new_end]:
            return True
        line = alignment.new.rfind("\n", 0, edit.new_start) + 1
        if edit.new_start - line < _HEAD and line not in begun and _may_begin_with_label(alignment.new, line):
            return True
    return any(_is_edited(alignment, turn) for turn in turns)


def recut(
    alignment: Alignment, turns: Sequence[Turn], names: Mapping[str, str], found: Sequence[ImportedTurn] = ()
) -> list[Cut]:
    """The turns of the new text, in order, apart from each other.

    `turns` are those of the old text, `names` says how their speakers are called, `found` are the turns that the new
    text shows by itself (none where `labels_touched` is False).
    """
    if _nothing_told(turns, found):
        # A turn is a paragraph, and what was edited may be one more or one less of them.
        speaker = turns[0].speaker if turns else None
        return [replace(_as_found(each), speaker=None if each.speaker else speaker) for each in found]
    labelled = [each for each in found if each.label_start < each.start]
    cuts: dict[int, Cut] = {}
    latest: Cut | None = None
    for turn in turns:
        cut = _carried(alignment, turn, names, labelled)
        if cut is not None:
            latest = cuts[cut.label_start] = cut
        elif latest is not None and turn.label_start < turn.start:
            # Its label was taken out: what it said is said by whoever spoke before.
            latest = replace(latest, end=max(latest.end, _end(alignment, turn)))
            cuts[latest.label_start] = latest
    for each in labelled:
        if _is_written(alignment.changes, each.label_start, each.start):
            cuts.setdefault(each.label_start, _as_found(each))
    return _apart(alignment.new, sorted(cuts.values(), key=lambda cut: cut.label_start))


def _may_begin_with_label(text: str, line: int) -> bool:
    """Whether the beginning of a line holds what some kind of label has: a colon, a bracket, a tab, capitals."""
    head = text[line : line + _HEAD].partition("\n")[0]
    return any(mark in head for mark in ":：[\t") or head.split(None, 1)[:1] == head.upper().split(None, 1)[:1]


def _nothing_told(turns: Sequence[Turn], found: Sequence[ImportedTurn]) -> bool:
    """Whether the old turns know no label, no time and at most one speaker: those found may take their place."""
    if any(turn.label_start < turn.start or turn.time is not None for turn in turns):
        return False
    return bool(found) and len({turn.speaker for turn in turns}) < 2


def _as_found(turn: ImportedTurn) -> Cut:
    return Cut(turn.start, turn.end, turn.label_start, None, turn.speaker, turn.time, turn.end_time)


def _is_edited(alignment: Alignment, turn: Turn) -> bool:
    """Whether something in the turn's label was taken out, put in or replaced."""
    return turn.label_start < turn.start and alignment.touched(turn.label_start, turn.start)


def _is_written(changes: Sequence[Edit], start: int, end: int) -> bool:
    """Whether an edit reaches into `[start, end)` of the new text or touches it."""
    index = bisect.bisect_left(changes, start, key=lambda edit: edit.new_end)
    return index < len(changes) and changes[index].new_start <= end


def _carried(
    alignment: Alignment, turn: Turn, names: Mapping[str, str], labelled: Sequence[ImportedTurn]
) -> Cut | None:
    """The turn in the new text; None where it or its label is gone."""
    end = _end(alignment, turn)
    if turn.label_start == turn.start:
        start = alignment.start(turn.start, outer=True)
        gone = end <= start and turn.end > turn.start
        return None if gone else Cut(start, end, start, turn.speaker, None, turn.time, turn.end_time)
    label, start = alignment.start(turn.label_start), alignment.end(turn.start)
    if not _is_edited(alignment, turn):
        return Cut(start, max(start, end), label, turn.speaker, None, turn.time, turn.end_time)
    index = bisect.bisect_right(labelled, label, key=lambda each: each.start)
    if index < len(labelled) and labelled[index].label_start < start:
        # The label says something else now.
        each = labelled[index]
        time, end_time = (each.time, each.end_time) if each.time is not None else (turn.time, turn.end_time)
        return Cut(each.start, max(each.start, end), each.label_start, turn.speaker, each.speaker, time, end_time)
    before, now = alignment.old[turn.label_start : turn.start], alignment.new[label:start]
    if now.strip() and now.count("\n") <= before.count("\n"):
        # The text alone does not show it for a label (it may be one by being bold), but it stands where one stood.
        name = _renamed(before, now, names.get(turn.speaker or "", ""))
        return Cut(start, max(start, end), label, turn.speaker, name, turn.time, turn.end_time)
    return None


def _end(alignment: Alignment, turn: Turn) -> int:
    """Where the turn ends at most: what was put in behind its last word, on a new line too, is still said in it."""
    space = _SPACE.match(alignment.old, turn.end)
    return alignment.end(space.end() if space else turn.end, outer=True)


def _renamed(before: str, now: str, name: str) -> str | None:
    """What stands in the label now where the name stood; None where that cannot be told or is the same."""
    at = before.find(name) if name else -1
    if at < 0:
        return None
    ahead, behind = before[:at], before[at + len(name) :]
    found = " ".join(now[at : len(now) - len(behind)].split())
    if not (now.startswith(ahead) and now.endswith(behind) and 0 < len(found) <= _LONGEST_NAME):
        return None
    return found if found != name else None


def _apart(new: str, cuts: Sequence[Cut]) -> list[Cut]:
    """The turns, each ending before the next begins and without white space at its end."""
    found: list[Cut] = []
    for number, cut in enumerate(cuts):
        limit = cuts[number + 1].label_start if number + 1 < len(cuts) else len(new)
        start = min(cut.start, limit)
        end = start + len(new[start : max(start, min(cut.end, limit))].rstrip())
        found.append(replace(cut, start=start, end=end))
    return found
