"""The habits by which transcribers say who speaks: what in a line looks like the label of a turn.

Nothing is decided here. Every line is asked for all it might be; `turns` judges by the whole document. A label is
looked for in the first characters of a line only, so that the work is linear whatever the lines are like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.importers.base import Hints

COLON = "colon"
"""`Marie :`, with or without a time before, between or after."""
BOXED = "boxed"
"""`[Marie]` on its own line, before a time, a colon or the speech."""
TIMED = "timed"
"""`Marie [00:01:02]`, without a colon."""
BOLD = "bold"
"""A name in bold, without a colon."""
STOP = "stop"
"""`INT.` in capitals."""
LINE = "line"
"""`MARIE` in capitals, or `[00:01:02] Marie`, alone on its line."""
TAB = "tab"
"""`Marie`, a tab, and the speech: a row of a table."""

HEAD = 160
"""Characters of a line in which a label must end."""
NAME_LIMIT = 40

_SPACE = r"[ \t\u00a0\u2007\u2009\u200b\u200e\u200f\u202f\ufeff]"
_S = _SPACE + r"{0,20}"
_CLOCK = r"\d{1,3}(?::\ ?\d{1,3}){1,2}(?:[.,]\d{1,3})?"
_CLOCKS = rf"{_CLOCK}(?:{_S}(?:-->|[-–—/]|à|tot|to|bis){_S}{_CLOCK})?"
_HASH = r"\#\d{1,3}(?::\d{1,2}){1,2}(?:-\d{1,3})?\#"
_STAMP = rf"(?:[\[({{<]{_S}{_CLOCKS}{_S}[\])}}>]|{_HASH})"
_BARE = rf"{_CLOCKS}(?![\w:])"
_INITIALS = r"(?:Mme|Mlle|Mrs?|Ms|M|Dr|Prof|Pr|Me|Ste?|Mevr|Dhr|Hr|Fr|[^\W\d_])\.(?:-?[^\W\d_]\.){0,3}"
_WORD = rf"(?!\d{{1,3}}:\d)(?:{_INITIALS}|[^\W\d_]{{2,7}}\.(?=[ ]?\d)|[^\W_][\w'’‐‑-]{{0,29}})"
_NAME = rf"(?:\?{{1,3}}|{_WORD}(?:[ \u00a0\u202f]{{1,2}}(?:(?:&|/)[ \u00a0\u202f])?{_WORD}){{0,3}}\.?)"
_REMARK = r"(?:\([^():\n]{1,40}\)|\[[^\[\]:\n]{1,40}\])"
# A dash, a bullet, or the number of the line.
_BEFORE = rf"(?:[-–—•>]{_SPACE}{{1,3}}|\d{{1,5}}[.)]?[ \t]{{1,4}}(?=[^\W\d_]|[\[*?]))?"

_MARKS = r"(?:\*{1,3}|__)"
_LABEL = re.compile(
    rf"""{_S}{_BEFORE}(?P<open>{_MARKS})?{_S}
    (?:(?P<time>{_STAMP}|{_BARE}){_S}{_MARKS}?{_S}(?:[-–—|]{_S})?(?P<open_late>{_MARKS})?)?
    (?:\[{_S}(?P<boxed>{_NAME}){_S}\]|(?P<plain>{_NAME}))
    (?:{_S}(?P<remark>{_REMARK}))?
    (?P<gap>{_MARKS}?{_S})
    (?:(?P<after>{_STAMP}|{_BARE}){_MARKS}?{_S})?
    (?P<colon>(?<=\d)[:：](?![\d/\\])|(?<!\d)[:：](?!//|\\))?""",
    re.VERBOSE,
)
_BOXED_FIRST = re.compile(r"[^\w\n]{0,20}\[")
_LATE = re.compile(rf"{_S}({_STAMP})")
_SPACES = re.compile(_SPACE + "*")
_STOPPED = re.compile(rf"{_S}(?:(?P<time>{_STAMP}){_S})?(?P<name>[^\W\d_a-zß-ÿ][^\W_a-zß-ÿ]{{0,9}})\.(?!\w){_S}")
_TABBED = re.compile(
    rf"(?:(?P<time>{_STAMP}|{_BARE})\t)?[ ]?(?P<plain>{_NAME})[ ]?\t(?:(?P<after>{_STAMP}|{_BARE})\t)?"
)
_ALONE = re.compile(rf"{_S}({_STAMP}|{_BARE}){_S}\Z")
_LONG = r"\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?"
_LEADING = re.compile(rf"{_S}({_STAMP}|{_LONG}(?:{_S}-->{_S}{_LONG})?(?![\w:])){_S}")
_CLOSING = re.compile(rf"\s*({_HASH})\s*\Z")
_ANY_CLOCK = re.compile(_CLOCK)
_TENTHS = re.compile(r"-(\d{1,3})#\Z")
_LINES = re.compile(r"[^\n]+")
_NAME_ONLY = re.compile(_NAME)
_STRIPPED = " \t\u00a0\u2007\u2009\u200b\u202f\ufeff*_:："


@dataclass(frozen=True, slots=True)
class Label:
    """What may be the label of a turn: `[start, end)` with its marks and times; speech follows at or after `end`.

    `bold` and `after_blank` (an empty line or nothing before) tell how it is set; `alone`: no speech on its line.
    """

    start: int
    end: int
    name: str
    habit: str
    time: float | None
    end_time: float | None
    bold: bool
    after_blank: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it; `after_blank`: an empty line or nothing stands before."""

    start: int
    end: int
    after_blank: bool


def lines(text: str, end: int) -> Iterator[Line]:
    """The lines of `text` up to `end` that are not blank."""
    previous = -2
    for match in _LINES.finditer(text, 0, end):
        if _SPACES.fullmatch(text, match.start(), match.end()):
            continue
        yield Line(match.start(), match.end(), match.start() > previous + 1)
        previous = match.end()


def labels(text: str, line: Line, hints: Hints) -> list[Label]:
    """All that the beginning of the line might be, the plainest first."""
    stop = min(line.end, line.start + HEAD)
    bold_end = hints.bold.get(line.start)
    bold = bold_end is not None
    found: list[Label | None] = []
    head = text[line.start : stop]
    likely = ":" in head or "：" in head or head.isupper() or _BOXED_FIRST.match(head)
    if likely and (match := _LABEL.match(text, line.start, stop)):
        found.append(_from_match(text, line, match, bold))
    if bold_end is not None and bold_end <= stop:
        found.append(_from_bold(text, line, bold_end))
    if match := _STOPPED.match(text, line.start, stop):
        found.append(_label(line, match.end(), match["name"], STOP, match["time"], bold=bold))
    if "\t" in head and (match := _TABBED.match(text, line.start, stop)):
        found.append(_label(line, match.end(), match["plain"], TAB, match["time"] or match["after"], bold=bold))
    return [label for label in found if label is not None]


def stamp(text: str, line: Line) -> str | None:
    """The time, where the line is nothing else."""
    if line.end - line.start > HEAD:
        return None
    match = _ALONE.match(text, line.start, line.end)
    return match[1] if match else None


def leading_stamp(text: str, line: Line) -> tuple[str, int] | None:
    """The time with which the line begins, and the offset of what follows it."""
    match = _LEADING.match(text, line.start, min(line.end, line.start + HEAD))
    return (match[1], match.end()) if match else None


def closing_stamp(text: str, start: int, end: int) -> tuple[str, int] | None:
    """The `#00:01:02-3#` with which a stretch of text ends, and the offset where the words before it end."""
    match = _CLOSING.search(text, max(start, end - HEAD), end)
    return (match[1], match.start()) if match else None


def seconds(stamp: str | None) -> tuple[float | None, float | None]:
    """The start and the end in seconds that a time as written tells; None for what it does not tell."""
    if stamp is None:
        return None, None
    found = [_clock(clock[0]) for clock in _ANY_CLOCK.finditer(stamp)]
    tenths = _TENTHS.search(stamp)
    if tenths and found:
        found[-1] += float(f"0.{tenths[1]}")
    return (found[0] if found else None), (found[1] if len(found) > 1 else None)


def _clock(text: str) -> float:
    total = 0.0
    for part in text.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


def _from_match(text: str, line: Line, match: re.Match[str], bold: bool) -> Label | None:
    name, remark = match["boxed"] or match["plain"], match["remark"]
    # (1) or (B) tells two speakers apart; (laughs) does not.
    if remark and (len(remark) == 3 or re.search(r"\d", remark)):
        name = f"{name} {remark}"
    opened = match["open"] or match["open_late"]
    at = match.end() if match["colon"] or match["after"] else match.start("gap")
    if opened and opened not in text[match.start("plain" if match["plain"] else "boxed") : at]:
        closing = _skip(text, at, line.end)
        at = closing + len(opened) if text.startswith(opened, closing) else at
    times = [match["time"], match["after"]]
    if match["colon"] or match["boxed"]:
        late = _LATE.match(text, at, line.end)
        times.append(late[1] if late else None)
        at = late.end() if late else at
    at = _skip(text, at, line.end)
    habit = _habit(match, name, alone=at == line.end)
    if habit is None:
        return None
    return _label(line, at, name, habit, next(filter(None, times), None), bold=bold or opened is not None)


def _habit(match: re.Match[str], name: str, alone: bool) -> str | None:
    """What makes the match a label; None where nothing does."""
    if match["boxed"]:
        # `[rire]` is a noise; a name begins with a capital or is set like a label.
        return BOXED if match["colon"] or match["time"] or match["after"] or name[0].isupper() else None
    if match["colon"]:
        return COLON
    if match["after"]:
        # A clock time in the midst of a sentence is not a time of the recording.
        return TIMED if alone or not match["after"][0].isdigit() or match["after"].count(":") > 1 else None
    if alone and match["time"]:
        return LINE
    if alone and name.isupper() and sum(map(str.isalpha, name)) > 1 and len(name.split()) < 4:
        return LINE
    return None


def _from_bold(text: str, line: Line, bold_end: int) -> Label | None:
    """A label without a colon whose end is the end of the bold."""
    name = text[line.start : bold_end].strip(_STRIPPED)
    if not _NAME_ONLY.fullmatch(name):
        return None
    return _label(line, _skip(text, bold_end, line.end), name, BOLD, None, bold=True)


def _label(line: Line, end: int, name: str, habit: str, time: str | None, *, bold: bool) -> Label | None:
    name = " ".join(name.split()).strip("_")
    if not name or len(name) > NAME_LIMIT:
        return None
    begin, finish = seconds(time)
    return Label(line.start, end, name, habit, begin, finish, bold, line.after_blank, end == line.end)


def _skip(text: str, at: int, end: int) -> int:
    """The offset of the first character from `at` on that is no white space of a line."""
    match = _SPACES.match(text, at, end)
    return match.end() if match else at
