"""Two codebooks as two trees side by side: what is brought from the project, its lines, what is told of a pair.

What `compare` and the acts bring about is done in the desk's thread; all else is pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from qualcode.i18n import _, language
from qualcode.model.codebook import Code, CodeTree
from qualcode.model.comparison import RELATIONS, Match
from qualcode.model.crosswalk import DECLINED, PairView
from qualcode.model.message import N_, Message
from qualcode.ops import codebook_compare, compare_words, crosswalk, versions
from qualcode.ops.codebook_compare import Comparison
from qualcode.ops.compare_words import FIELD_NAMES, RELATION_NAMES
from qualcode.tui import safe
from qualcode.tui.codes import CodeLook, looks, unknown
from qualcode.tui.safe import Part
from qualcode.tui.themes import Inks
from qualcode.tui.widgets.grouped import Ungrouped

if TYPE_CHECKING:
    from qualcode.ops import Session

_MUTED = "$foreground-muted"
MARKS = {
    "same": ("=", _MUTED),
    "renamed": ("≈", "$accent"),
    "moved": ("↕", "$primary"),
    "changed": ("≠", "$warning"),
    "split": ("<", "$secondary"),
    "merged": (">", "$secondary"),
    "added": ("+", "$success"),
    "removed": ("–", "$error"),
}
DIFFERENT = "\0different"
_MIDDLE = 5  # cells between the trees
_INDENT, _DEEPEST = 2, 4
_BAR = 12


def projects_beside(own: Path) -> list[Path]:
    """The other projects in a project's folder, by name."""
    return sorted(each for each in own.parent.glob("*.qualcode") if each != own and each.is_file())


@dataclass(frozen=True, slots=True)
class Held:
    """What the desk brings: the comparison, and both sides' trees and looks."""

    other: str
    made: Comparison
    trees: tuple[CodeTree, CodeTree]
    looks: tuple[Mapping[str, CodeLook], Mapping[str, CodeLook]]
    rows: tuple[Abreast, ...]


@dataclass(frozen=True, slots=True)
class Abreast:
    """A line: our code, theirs, and how they are paired; `again` says that a side stands on a line above already."""

    first: Code | None
    second: Code | None
    match: Match | None
    relations: tuple[str, ...]
    first_again: bool = False
    second_again: bool = False

    @property
    def id(self) -> str:
        """What tells the line from all others."""
        return f"{self.first.id if self.first else ''}|{self.second.id if self.second else ''}"


Pairs = Sequence[tuple[str, str]]


# In the desk's thread


def compare(session: Session, other: str, tongue: str) -> Held:
    """Compare the project's codebook with another. Raises as `codebook_source.read`."""
    made = codebook_compare.compare(session, other)
    trees = CodeTree(made.first.codebook.codes), CodeTree(made.second.codebook.codes)
    return Held(other, made, trees, (looks(trees[0], tongue), looks(trees[1], tongue)), tuple(lines_up(made, trees)))


def version_names(session: Session) -> list[str]:
    """The versions that the project's codebook has."""
    return [each.name for each in versions.listing(session)]


def confirm(session: Session, made: Comparison, pairs: Pairs) -> int:
    """Keep that these pairs (ids) are the same; how many."""
    crosswalk.confirm(session, made.second.codebook, pairs)
    return len(pairs)


def decline(session: Session, made: Comparison, pairs: Pairs) -> int:
    """Keep that these pairs (ids) are not the same; how many."""
    crosswalk.decline(session, made.second.codebook, pairs)
    return len(pairs)


def said(session: Session, made: Comparison) -> list[PairView]:
    """What was confirmed and declined of codes that both still have, the last first."""
    return [each for each in crosswalk.listing(session, made.second.codebook) if each.first and each.second][::-1]


def explain(session: Session, made: Comparison, pair: PairView, why: str) -> None:
    """Note why a pair was confirmed or declined."""
    say = crosswalk.decline if pair.state == DECLINED else crosswalk.confirm
    say(session, made.second.codebook, [(pair.first or "", pair.second or "")], note=why)


def forget(session: Session, made: Comparison, pairs: Pairs) -> int:
    """Forget what was said of these pairs (ids), as far as anything was; how many."""
    return crosswalk.remove(session, made.second.codebook, pairs)


def repair(session: Session, made: Comparison, instead_of: tuple[str, str] | None, pair: tuple[str, str]) -> None:
    """Keep that a code has another partner than the one that was thought, as one change."""
    with session.joined("crosswalk.confirm", Message(N_("Another partner for a code in “{name}”"), _name(made))):
        if instead_of is not None:
            crosswalk.decline(session, made.second.codebook, [instead_of])
        crosswalk.confirm(session, made.second.codebook, [pair])


def _name(made: Comparison) -> dict[str, str]:
    return {"name": made.second.name}


# Lines


def lines_up(made: Comparison, trees: tuple[CodeTree, CodeTree]) -> list[Abreast]:
    """Our tree with theirs beside it; a code that only they have stands behind the one before it in their tree.

    One that stands elsewhere here is not gone by.
    """
    matches: dict[str, list[Match]] = {}
    for match in made.matches:
        matches.setdefault(match.first.id, []).append(match)
    rows: list[Abreast] = []
    shown: set[str] = set()
    for _depth, code in trees[0].walk():
        found = matches.get(code.id, [])
        if not found:
            rows.append(Abreast(code, None, None, ("removed",)))
        for at, match in enumerate(found):
            again = match.second.id in shown
            shown.add(match.second.id)
            rows.append(Abreast(code, match.second, match, match.relations, at > 0, again))
    behind: dict[str | None, list[Abreast]] = {}
    before: str | None = None
    alone = {code.id for code in made.added}
    moved = {match.second.id for match in made.matches if "moved" in match.relations}
    for _depth, code in trees[1].walk():
        if code.id in alone:
            behind.setdefault(before, []).append(Abreast(None, code, None, ("added",)))
        elif code.id not in moved:
            before = code.id
    placed = list(behind.get(None, []))
    for row in rows:
        placed.append(row)
        if row.second is not None and not row.second_again:
            placed += behind.get(row.second.id, [])
    return placed


def counts(held: Held) -> dict[str, int]:
    """How many lines each relation has; those that there are."""
    found = {name: sum(name in row.relations for row in held.rows) for name in RELATIONS}
    return {name: n for name, n in found.items() if n}


class Trees(Ungrouped[Abreast]):
    """The lines of both trees, all or those of a relation."""

    def __init__(self, held: Held, inks: Inks, only: str | None) -> None:
        super().__init__([row for row in held.rows if _fits(row, only)])
        self.held, self._inks = held, inks
        self._depths = [{code.id: depth for depth, code in tree.walk()} for tree in held.trees]

    def group(self, index: int) -> Sequence[str]:
        """All lines with the same relations."""
        wanted = self.rows[index].relations
        return [row.id for row in self.rows if row.relations == wanted]

    def line_of(self, wanted: str) -> int | None:
        """The line of a pair, or failing that of one of its codes."""
        exact = next((at for at, row in enumerate(self.rows) if row.id == wanted), None)
        if exact is not None:
            return exact
        first, _bar, second = wanted.partition("|")
        return next(
            (
                at
                for at, row in enumerate(self.rows)
                if (row.first is not None and row.first.id == first)
                or (row.second is not None and row.second.id == second)
            ),
            None,
        )

    def next_different(self, index: int, step: int) -> int | None:
        """The next line, in the direction of `step` and round the end, on which something differs."""
        return self.next_such(index, step, lambda row: row.relations != ("same",))

    def draw(self, index: int, width: int) -> Content:
        """Our code, a sign for what became of it, theirs."""
        row = self.rows[index]
        room = max((width - _MIDDLE) // 2, 6)
        sign, style = mark(row.relations)
        # A name that differs in another language only is shown in that one.
        names = compare_words.names(row.match, language()) if row.match is not None else (None, None)
        said = "✓" if row.match is not None and row.match.confirmed else " "
        return safe.show(
            *self._side(0, row.first, room, names[0], row.first_again),
            (f" {sign}", f"bold {style}"),
            (said + " ", "bold $success"),
            *self._side(1, row.second, room, names[1], row.second_again),
        )

    def _side(self, side: int, code: Code | None, room: int, name: str | None, again: bool) -> list[Part]:
        if code is None:
            return [(safe.fit("·", room), _MUTED)]
        indent = " " * (min(self._depths[side][code.id], _DEEPEST) * _INDENT)
        look = self.held.looks[side].get(code.key) or unknown(code.key)
        ink = self._inks.code(look.colour).color
        left = max(room - len(indent) - 2, 1)
        if again:
            return [(safe.fit(f"{indent}″ {name or look.label}", room), f"italic {_MUTED}")]
        return [indent, (look.letter + " ", f"bold {ink.name}" if ink else "bold"), safe.fit(name or look.label, left)]


def _fits(row: Abreast, only: str | None) -> bool:
    if only is None:
        return True
    return row.relations != ("same",) if only == DIFFERENT else only in row.relations


def mark(relations: Sequence[str]) -> tuple[str, str]:
    """A sign of two cells for what became of a code, and its style; that of the first, and whether there is more."""
    sign, style = MARKS[relations[0]]
    second = MARKS[relations[1]][0] if len(relations) > 1 else " "
    return sign + second, style


# What is told of a line


def told(held: Held, row: Abreast) -> list[Part]:
    """What became of it, how sure that is and why, then what differs."""
    parts: list[Part] = []
    for at, name in enumerate(row.relations):
        sign, style = MARKS[name]
        parts += ["  " if at else "", (f"{sign} ", f"bold {style}"), (_(RELATION_NAMES[name]), f"bold {style}")]
    match = row.match
    if match is None:
        return [*parts, "\n", *_alone(held, row)]
    parts += ["   ", *_score(match), "\n"]
    if match.first.parent is not None or match.second.parent is not None:
        above = [_above(tree, code) for tree, code in zip(held.trees, (match.first, match.second), strict=True)]
        if "moved" in row.relations:
            parts += [(_("Below") + "  ", _MUTED), above[0], (" → ", "$accent"), above[1], "\n"]
    for each in codebook_compare.differences(held.made, match):
        title = _(FIELD_NAMES[each.field]) + (f" ({each.language})" if each.language else "")
        parts += ["\n", (title, "bold"), "\n"]
        parts += [("– ", "$error"), each.first or _("(nothing)"), "\n"]
        parts += [("+ ", "$success"), each.second or _("(nothing)"), "\n"]
    return parts


def _score(match: Match) -> list[Part]:
    if match.confirmed:
        return [("✓ " + _("confirmed"), "bold $success")]
    cells = round(match.score * _BAR)
    parts: list[Part] = [("█" * cells, "$primary"), ("·" * (_BAR - cells), _MUTED)]
    parts += [(f" {compare_words.sure(match.score)}", "bold"), "   "]
    for at, (name, value) in enumerate(match.because):
        shown = _(compare_words.EVIDENCE_NAMES[name])
        parts += [" · " if at else "", (shown, _MUTED), (f" {round(value * 100)}" if 0 < value < 1 else "", _MUTED)]
    return parts


def _above(tree: CodeTree, code: Code) -> str:
    return tree.path(tree.by_id(code.parent), language()) if code.parent is not None else _("(at the top)")


def _alone(held: Held, row: Abreast) -> list[Part]:
    """A code that only one has: where it stands, and what it means."""
    side = 0 if row.first is not None else 1
    code = row.first or row.second
    assert code is not None
    source = (held.made.first, held.made.second)[side]
    where = _("Only in “{name}”, below: {parent}")
    parts: list[Part] = [
        (where.format(name=source.name, parent=_above(held.trees[side], code)), _MUTED),
        "\n",
    ]
    for texts in (code.definition, code.include):
        if text := texts.get(language()) or next(iter(texts.values()), ""):
            parts += ["\n", text, "\n"]
    return parts
