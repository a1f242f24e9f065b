"""Who speaks when: the turns of a text, judged by the whole document.

A word before a colon is a speaker only if the document makes a habit of it. `habits` says what each line might be;
here the habits are weighed against each other, labels that nobody bears are left alone, and the text is cut.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qualcode.importers.base import Hints
from qualcode.importers.choose import chosen
from qualcode.importers.habits import Label, Line, closing_stamp, labels, leading_stamp, lines, seconds, stamp
from qualcode.importers.roles import interviewers, look_alike, misspelt_role
from qualcode.model.document import ImportedSpeaker, ImportedTurn
from qualcode.model.message import N_, Message

_DASH = re.compile(r"[ \t\u00a0\u202f]{0,20}[–—-][ \t\u00a0\u202f]+")
_OPENING_QUOTE = re.compile(r"[ \t\u00a0\u202f]{0,20}[«„“\"]")
_SPACE = re.compile(r"\s*")
_MOST_COMPARED = 200


@dataclass(frozen=True, slots=True)
class Found:
    """The turns of a text in order, who speaks in them, and what had to be guessed."""

    turns: tuple[ImportedTurn, ...] = ()
    speakers: tuple[ImportedSpeaker, ...] = ()
    warnings: tuple[Message, ...] = ()


def find_turns(text: str, hints: Hints) -> Found:
    """The turns of a canonical text: by its labels, else by dashes or times, else a turn a paragraph.

    Spans are in order, do not overlap and lie in the text; what stands before the first label is in no turn.
    """
    end = len(text) if hints.body_end is None else hints.body_end
    body = list(lines(text, end))
    starts = chosen([labels(text, line, hints) for line in body])
    if starts:
        turns = _cut(text, end, _with_times_above(text, body, starts), hints)
        names = tuple(dict.fromkeys(label.name for label in starts))
        unnamed = _unnamed(_outside_headings(body, hints), starts, hints)
        return Found(turns, _speakers(names), (*_doubts(names), *_unlabelled(names, len(starts), unnamed)))
    spoken = _outside_headings(body, hints)
    for cuts, template in (
        (_at_dashes(text, spoken), N_("No speakers were recognised. A turn is cut at every dash; nobody is named.")),
        (_at_times(text, spoken), N_("No speakers were recognised. A turn is cut at every time; nobody is named.")),
        (_at_paragraphs(spoken, hints), N_("No speakers were recognised. Every paragraph is a turn; nobody is named.")),
    ):
        if cuts:
            return Found(_cut(text, end, cuts, hints), (), (Message(template),))
    return Found()


def _unnamed(spoken: Sequence[Line], starts: Sequence[Label], hints: Hints) -> int:
    """How many paragraphs below the first label have none of their own."""
    labelled = {label.start for label in starts}
    below = [each for each in _at_paragraphs(spoken, hints) if each.start > starts[0].start]
    ends = sorted(label.end for label in starts)
    # A label that stands alone on its line is that of the paragraph below it.
    lone = {line.start for before, line in itertools.pairwise(spoken) if _is_label(before, ends)}
    return sum(each.start not in labelled and each.start not in lone for each in below)


def _is_label(line: Line, ends: Sequence[int]) -> bool:
    """Whether nothing but a label stands on the line."""
    at = bisect.bisect_left(ends, line.start)
    return at < len(ends) and line.end - 1 <= ends[at] <= line.end + 1


def _unlabelled(names: Sequence[str], labels: int, unnamed: int) -> Iterator[Message]:
    """What to know where much is said without a label: it is taken for the words of whoever is named before."""
    if len(names) == 1 and unnamed:
        template = N_("Only “{name}” is named. Lines without a name are taken for their words: {n}.")
        yield Message(template, {"name": names[0], "n": unnamed})
    elif unnamed >= max(labels, 2):
        template = N_("Lines without a name are taken for the words of whoever is named before them: {n}.")
        yield Message(template, {"n": unnamed})


def recorded(turns: Sequence[ImportedTurn]) -> Found:
    """Turns that a format names itself, with their speakers and what is doubtful about those."""
    names = tuple(dict.fromkeys(turn.speaker for turn in turns if turn.speaker is not None))
    return Found(tuple(turns), _speakers(names), _doubts(names))


def _with_times_above(text: str, body: Sequence[Line], starts: Sequence[Label]) -> list[Label]:
    """The labels, with a time that stands alone on the line before made part of them."""
    above = {line.start: before for before, line in itertools.pairwise(body) if not line.after_blank}
    found: list[Label] = []
    for label in starts:
        line = above.get(label.start) if label.time is None else None
        time = stamp(text, line) if line else None
        if line and time and not time.startswith("#"):
            begin, finish = seconds(time)
            label = replace(label, start=line.start, time=begin, end_time=finish)
        found.append(label)
    return found


def _cut(text: str, end: int, starts: Sequence[Label], hints: Hints) -> tuple[ImportedTurn, ...]:
    """A turn from each label to the next. A heading is nobody's speech: what follows it is a turn of its own."""
    headings = sorted(hints.headings - {label.start for label in starts})
    turns: list[ImportedTurn] = []
    for number, label in enumerate(starts):
        limit = starts[number + 1].start if number + 1 < len(starts) else end
        inside = headings[bisect.bisect_left(headings, label.end) : bisect.bisect_left(headings, limit)]
        stop = inside[0] if inside else limit
        turns.append(_turn(text, label, stop))
        for position, heading in enumerate(inside):
            stop = inside[position + 1] if position + 1 < len(inside) else limit
            after = text.find("\n", heading, stop)
            start = _past_space(text, after, stop) if after >= 0 else stop
            if start < stop:
                turns.append(_turn(text, replace(label, start=start, end=start, time=None, end_time=None), stop))
    return tuple(turns)


def _turn(text: str, label: Label, limit: int) -> ImportedTurn:
    """The turn of a label that reaches to `limit`. White space around the speech and its end mark are outside."""
    start = _past_space(text, label.end, limit)
    end = start + len(text[start:limit].rstrip())
    end_time = label.end_time
    mark = closing_stamp(text, start, end)
    if mark is not None:
        end, end_time = mark[1], seconds(mark[0])[0]
    if end <= start:
        start = end = label.end
    return ImportedTurn(start, end, label.start, label.name or None, label.time, end_time)


def _past_space(text: str, at: int, limit: int) -> int:
    match = _SPACE.match(text, at, limit)
    return match.end() if match else at


def _outside_headings(body: Sequence[Line], hints: Hints) -> list[Line]:
    """The lines that may be speech; one below a heading begins a paragraph."""
    spoken: list[Line] = []
    below = False
    for line in body:
        if line.start in hints.headings:
            below = True
            continue
        spoken.append(replace(line, after_blank=True) if below else line)
        below = False
    return spoken


def _nameless(line: Line, end: int, time: str | None = None) -> Label:
    begin, finish = seconds(time)
    return Label(line.start, end, "", "", begin, finish, False, line.after_blank, end == line.end)


def _at_dashes(text: str, spoken: Sequence[Line]) -> list[Label]:
    """A cut at every dash of a dialogue; its first line may open with a quotation mark instead."""
    found: list[Label] = []
    for number, line in enumerate(spoken):
        match = _DASH.match(text, line.start, line.end)
        if match is None:
            continue
        if not found and number and _OPENING_QUOTE.match(text, spoken[number - 1].start):
            found.append(_nameless(spoken[number - 1], spoken[number - 1].start))
        found.append(_nameless(line, match.end()))
    return found if len(found) > 1 and len(found) * 2 >= len(spoken) else []


def _at_times(text: str, spoken: Sequence[Line]) -> list[Label]:
    """A cut at every line that begins with a time of the recording."""
    found: list[Label] = []
    for line in spoken:
        time = leading_stamp(text, line)
        if time is not None:
            found.append(_nameless(line, time[1], time[0]))
    return found if len(found) > 1 and len(found) * 4 >= len(spoken) else []


def _at_paragraphs(spoken: Sequence[Line], hints: Hints) -> list[Label]:
    every = hints.line_is_paragraph or not any(line.after_blank for line in spoken[1:])
    return [_nameless(line, line.start) for line in spoken if every or line.after_blank]


def _speakers(names: Sequence[str]) -> tuple[ImportedSpeaker, ...]:
    asking = interviewers(names)
    return tuple(ImportedSpeaker(name, name in asking) for name in names)


def _doubts(names: Sequence[str]) -> tuple[Message, ...]:
    """What a person should look at: labels that look alike, misspelt ones, and that nobody asks."""
    found: list[Message] = []
    compared = names if len(names) <= _MOST_COMPARED else ()
    for number, first in enumerate(compared):
        for second in compared[number + 1 :]:
            if look_alike(first, second):
                template = N_("The labels “{first}” and “{second}” look alike. If they are one speaker, rename one.")
                found.append(Message(template, {"first": first, "second": second}))
        word = misspelt_role(first)
        if word is not None:
            template = N_("The label “{label}” was taken for a misspelt “{word}”, the interviewer.")
            found.append(Message(template, {"label": first, "word": word}))
    if len(names) > 1 and not interviewers(names):
        found.append(Message(N_("It is not clear who the interviewer is. Mark them among the speakers.")))
    return tuple(found)
