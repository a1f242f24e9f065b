"""Which of a document's likely labels are labels: the habit that carries the document decides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from qualcode.importers.habits import BOXED, COLON, TIMED, Label
from qualcode.importers.roles import fold, has_title, is_nobody, is_role, near

Tallies = dict[str, Counter[str]]
"""For each habit, how often each folded name occurs in it."""

_STRONG = (COLON, BOXED, TIMED)
_RARE = 3
"""A name is rare beside another that occurs more than this many times as often."""
_ALWAYS = 0.95
_MOST_ONE_OFFS = 500
_MOST_COMPARED = 200
_MOST_ONCE = 12
"""Different labels in a document where none returns: a short talk, not a list of terms."""


def chosen(candidates: Sequence[Sequence[Label]]) -> list[Label]:
    """At most one label of each line's candidates, in order; none where the document makes no habit of any.

    `candidates` has an entry, perhaps empty, for each line that is not blank.
    """
    real = [[label for label in here if not is_nobody(label.name)] for here in candidates]
    tallies: Tallies = {}
    for here in real:
        for label in here:
            tallies.setdefault(label.habit, Counter())[fold(label.name)] += 1
    convincing = [habit for habit in tallies if _convinces(habit, tallies[habit], len(real))] or _together(tallies)
    if not convincing:
        return []
    main = max(convincing, key=lambda habit: (_strength(tallies[habit]), habit in _STRONG))
    names = _names(main, real, tallies[main])
    accepted = {(main, name) for name in names} | _beside(main, names, tallies, convincing)
    picked = (_pick(here, main, accepted) for here in real)
    return [label for label in picked if label is not None]


def _pick(here: Sequence[Label], main: str, accepted: set[tuple[str, str]]) -> Label | None:
    fitting = [label for label in here if (label.habit, fold(label.name)) in accepted]
    return min(fitting, key=lambda label: label.habit != main, default=None)


def _strength(tally: Counter[str]) -> int:
    return sum(n for name, n in tally.items() if n > 1 or is_role(name))


def _convinces(habit: str, tally: Counter[str], n_lines: int) -> bool:
    """Whether these are labels at all: names that return, roles, or labels on half of the lines."""
    repeated = [n for n in tally.values() if n > 1]
    total = sum(repeated)
    strong = habit in _STRONG
    # A name beside a time or in brackets needs no crowd to be one.
    sure = habit in (BOXED, TIMED) and 1 < len(tally) <= _MOST_ONCE
    role = any(is_role(name) for name in tally)
    if len(repeated) > 1:
        return role or total * (40 if strong else 10) >= n_lines
    if repeated:
        return sure or (role and (len(tally) > 1 or total * 2 >= n_lines)) or (strong and total * 2 >= n_lines)
    return strong and (role or 1 < len(tally) <= _MOST_ONCE) and (sure or len(tally) * 2 >= n_lines)


def _together(tallies: Tallies) -> list[str]:
    """Two habits that carry a document between them, as `INT.` for the one who asks and `Fatima :` for the other."""
    returning = {habit: {name for name, n in tally.items() if n > 1} for habit, tally in tallies.items()}
    asked = {habit for habit, names in returning.items() if any(map(is_role, names))}
    told = {habit for habit in _STRONG if returning.get(habit)}
    return [habit for habit in tallies if habit in asked | told] if asked and len(asked | told) > 1 else []


def _names(main: str, real: Sequence[Sequence[Label]], tally: Counter[str]) -> set[str]:
    """The names that are accepted in the main habit: those that return, and the one-offs that look like them."""
    labels = [label for here in real for label in here if label.habit == main]
    if max(tally.values()) == 1:
        return set(tally)
    strangers = _strangers([label for label in labels if tally[fold(label.name)] > 1], tally)
    repeated = {name for name, n in tally.items() if n > 1} - strangers
    models = [label for label in labels if fold(label.name) in repeated]
    one_offs = [label for label in labels if tally[fold(label.name)] == 1]
    if len(one_offs) > _MOST_ONE_OFFS:
        return repeated
    return repeated | {fold(label.name) for label in one_offs if _belongs(label, models, repeated)}


def _strangers(labels: Sequence[Label], tally: Counter[str]) -> set[str]:
    """Rare names that are set unlike all the others: not in capitals, not in bold, not after an empty line.

    `Constat : ...` within a turn may occur twice in a transcript whose speakers are `NADIA` and `PAUL`.
    """
    top = tally.most_common(1)[0][1]
    if top < _RARE:
        return set()
    found: set[str] = set()
    usual = [label for label in labels if tally[fold(label.name)] * _RARE >= top]
    for cue in (_is_capitals, _is_bold, _is_after_blank, _begins_upper):
        if sum(map(cue, usual)) >= _ALWAYS * len(usual):
            like_others = {fold(label.name) for label in labels if cue(label)}
            found |= {name for name, n in tally.items() if n > 1 and n * _RARE < top and name not in like_others}
    return {name for name in found if not is_role(name) and not has_title(name)}


def _belongs(label: Label, models: Sequence[Label], names: set[str]) -> bool:
    """Whether a label that occurs once is a speaker beside those that return.

    Before their first label lies the head of the document, where `Interviewer : Julie` and `Lieu : Mons` are no turns.
    """
    timed = label.time is not None or label.habit == BOXED
    bold = label.bold and label.habit == COLON and all(map(_is_bold, models))
    if timed or bold:
        return True
    if label.start < models[0].start or (not label.after_blank and all(map(_is_after_blank, models))):
        return False
    name = fold(label.name)
    capitals = _is_capitals(label) and all(map(_is_capitals, models))
    return capitals or is_role(name) or has_title(name) or _resembles(name, names)


def _resembles(name: str, names: set[str]) -> bool:
    """`s3` beside `s1`, and a slip of the pen."""
    if len(names) > _MOST_COMPARED:
        return False
    pattern = re.sub(r"\d+", "#", name)
    if any(re.sub(r"\d+", "#", other) == pattern for other in names):
        return True
    return len(name) > 4 and any(near(name, other) for other in names)


def _beside(main: str, names: set[str], tallies: Tallies, convincing: Sequence[str]) -> set[tuple[str, str]]:
    """What other habits add: the same people written otherwise, roles that return, and a second habit of weight."""
    added: set[tuple[str, str]] = set()
    for habit, tally in tallies.items():
        if habit == main:
            continue
        weighty = habit in convincing and habit in _STRONG and _strength(tally) * 4 >= _strength(tallies[main])
        added |= {
            (habit, name)
            for name, n in tally.items()
            if name in names or (n > 1 and (weighty or (is_role(name) and habit in convincing)))
        }
    return added


def _is_capitals(label: Label) -> bool:
    return label.name.isupper()


def _is_bold(label: Label) -> bool:
    return label.bold


def _is_after_blank(label: Label) -> bool:
    return label.after_blank


def _begins_upper(label: Label) -> bool:
    return not label.name[0].islower()
