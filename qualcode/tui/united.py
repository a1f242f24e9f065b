"""Several codebooks made one, as one looks at it before it is written: its codes, where they come from, what differs.

`unite`, `take_in` and `save` are done in the desk's thread; all else is pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from qualcode.i18n import _, language, ngettext
from qualcode.model.codebook import Code, CodeTree
from qualcode.model.codebook_union import Apart, Union, UnionConflict, UnionReport
from qualcode.ops import codebook_files, codebook_source, codebook_union
from qualcode.ops.compare_words import SAID_OF, WHY_NOT, sure
from qualcode.tui import safe
from qualcode.tui.codes import CodeLook, looks, unknown
from qualcode.tui.safe import Part
from qualcode.tui.themes import Inks
from qualcode.tui.widgets.grouped import Ungrouped
from qualcode.tui.words import language_name

if TYPE_CHECKING:
    from qualcode.ops import Session
    from qualcode.ops.codebook_source import Source

_MUTED = "$foreground-muted"
ALL, DIFFERS, JOINED, ADDED, APART = "", "differs", "joined", "added", "apart"
SIGNS = {
    DIFFERS: ("≠", "$warning"),
    JOINED: ("=", "$primary"),
    ADDED: ("+", "$success"),
    APART: ("?", "$accent"),
    ALL: (" ", _MUTED),
}
_INDENT, _DEEPEST = 2, 4


@dataclass(frozen=True, slots=True)
class United:
    """What the desk brings: the union, the books it was made of (the project's first), and how its codes look."""

    union: Union
    sources: tuple[Source, ...]
    names: tuple[str, ...]
    tree: CodeTree
    looks: Mapping[str, CodeLook]

    @property
    def report(self) -> UnionReport:
        """What there is to tell of it."""
        return self.union.report


@dataclass(frozen=True, slots=True)
class UnionRow:
    """A line: a code of the union and what the books say differently of it, or two codes that were not made one."""

    code: Code | None
    conflicts: tuple[UnionConflict, ...] = ()
    apart: Apart | None = None

    @property
    def id(self) -> str:
        """What tells the line from all others."""
        each = self.apart
        if each is not None:
            return f"apart:{each.first_book}:{each.first}:{each.second_book}:{each.second}"
        return self.code.key if self.code is not None else ""


# In the desk's thread


def unite(session: Session, others: Sequence[str], words: Mapping[str, int], speech: str) -> United:
    """Make one of the project's codebook and others; `words` are places among them. Raises as reading them does."""
    sources = (
        codebook_source.of_project(session),
        *(codebook_source.read(each, session) for each in others),
    )
    names = tuple(each.name for each in codebook_source.told_apart(sources))
    made = codebook_union.unite(sources, words_of={tongue: names[at] for tongue, at in words.items()})
    tree = CodeTree(made.codebook.codes)
    return United(made, sources, names, tree, dict(looks(tree, speech)))


def take_in(session: Session, made: United, words: Mapping[str, int]) -> UnionReport:
    """Bring the others into the project's codebook."""
    said = {tongue: made.names[at] for tongue, at in words.items()}
    return codebook_union.take_in(session, made.sources[1:], words_of=said)


def save(made: United, path: Path) -> None:
    """Write the union to `.yaml`, `.csv` or `.xlsx`."""
    codebook_files.save(made.union.codebook, path, force=True)


# Lines


def kinds(made: United, row: UnionRow) -> tuple[str, ...]:
    """What there is to be said of a line: it differs, it was joined, added, or stands apart."""
    if row.code is None:
        return (APART,)
    held = made.union.held.get(row.code.key, ())
    own = bool(held) and held[0][0] == made.names[0]
    found = [DIFFERS] if row.conflicts else []
    found += [JOINED] if len(held) > 1 else []
    return (*found, *(() if own else (ADDED,)))


def counts(made: United) -> dict[str, int]:
    """How many lines are of each kind, of all, and of those that are there."""
    found = dict.fromkeys((ALL, DIFFERS, JOINED, ADDED, APART), 0)
    for row in rows(made):
        for kind in kinds(made, row):
            found[kind] += 1
        found[ALL] += row.code is not None
    return found


def rows(made: United) -> list[UnionRow]:
    """The codes of the union in its order; behind them those that look alike and were not made one."""
    said: dict[str, list[UnionConflict]] = {}
    for each in made.report.conflicts:
        said.setdefault(each.code, []).append(each)
    found = [UnionRow(code, tuple(said.get(code.key, ()))) for _depth, code in made.tree.walk()]
    return [*found, *(UnionRow(None, apart=each) for each in made.report.apart)]


class UnionLines(Ungrouped[UnionRow]):
    """The lines, all or those of a kind."""

    def __init__(self, made: United, inks: Inks, only: str) -> None:
        super().__init__([row for row in rows(made) if not only or only in kinds(made, row)])
        self._made, self._inks = made, inks
        self._depths = {code.id: depth for depth, code in made.tree.walk()}

    def next_to_see(self, index: int, step: int) -> int | None:
        """The next line, in the direction of `step` and round the end, that differs or stands apart."""
        return self.next_such(index, step, lambda row: bool(row.conflicts) or row.apart is not None)

    def draw(self, index: int, width: int) -> Content:
        """Signs, the code in its place, the books that have it."""
        row, made = self.rows[index], self._made
        found = kinds(made, row)
        signs: list[Part] = [
            (SIGNS[kind][0] if kind in found else " ", f"bold {SIGNS[kind][1]}") for kind in (DIFFERS, JOINED, ADDED)
        ]
        if row.apart is not None:
            each = row.apart
            told = f"{each.first} ({each.first_book})  ·  {each.second} ({each.second_book})"
            why = f"  {_(WHY_NOT[each.reason])}"
            return safe.show(
                (SIGNS[APART][0] + "   ", "bold $accent"), safe.clip(told, max(width - 6, 8)), (why, _MUTED)
            )
        assert row.code is not None
        indent = " " * (min(self._depths[row.code.id], _DEEPEST) * _INDENT)
        look = made.looks.get(row.code.key) or unknown(row.code.key)
        ink = self._inks.code(look.colour).color
        own = [name for name, _key in made.union.held.get(row.code.key, ())]
        # What is in all of them need not be told line by line.
        held = ", ".join(own) if len(own) < len(made.names) else ""
        room = max(width * 3 // 5 - len(indent) - 6, 8)
        return safe.show(
            *signs,
            " " + indent,
            (look.letter + " ", f"bold {ink.name}" if ink else "bold"),
            safe.fit(look.label, room) + " ",
            (safe.clip(held, max(width - room - len(indent) - 8, 4)), _MUTED),
        )


# What is told of a line


def told(made: United, row: UnionRow) -> list[Part]:
    """Where a code comes from and what the books say differently; of two that stand apart, why."""
    if row.apart is not None:
        each = row.apart
        parts: list[Part] = [(each.first, "bold"), (f"  {each.first_book}", _MUTED), "\n"]
        parts += [(each.second, "bold"), (f"  {each.second_book}", _MUTED), "\n\n"]
        parts += [(_(WHY_NOT[each.reason]), "$warning"), "  ", (sure(each.score) if each.score else "", _MUTED), "\n"]
        return [*parts, (_("Confirm the two in the comparison, and they become one."), _MUTED)]
    assert row.code is not None
    look = made.looks.get(row.code.key) or unknown(row.code.key)
    parts = [(look.path, "bold $primary"), "\n"]
    for name, key in made.union.held.get(row.code.key, ()):
        parts += [("· ", _MUTED), name, (f"  {key}", _MUTED), "\n"]
    before: tuple[str, str] | None = None
    for said in row.conflicts:
        if before != (said.field, said.language):
            before = (said.field, said.language)
            title = _(SAID_OF[said.field]) + (f" ({said.language})" if said.language else "")
            parts += ["\n", (title, "bold"), "\n", ("✓ ", "bold $success"), said.ours or _("(at the top)"), "\n"]
        parts += [("≠ ", "$warning"), said.theirs or _("(at the top)"), (f"  {said.book}", _MUTED), "\n"]
    if not row.conflicts:
        texts = row.code.definition
        said_here = texts.get(language()) or next((text for text in texts.values() if text), "")
        parts += ["\n", said_here or _("No definition yet."), "\n"]
    return parts


def whose(made: United, words: Mapping[str, int]) -> str:
    """Whose words stand, in words: `Pool insertion; Dutch: Pool solidariteit`."""
    said = [made.names[words.get("", 0)]]
    for tongue, at in words.items():
        if tongue:
            said.append(_("{language}: {book}").format(language=language_name(tongue), book=made.names[at]))
    return "; ".join(said)


def tongues(made: United) -> list[str]:
    """The languages in which the books say something differently."""
    return list(dict.fromkeys(each.language for each in made.report.conflicts if each.language))


def about(made: United) -> str:
    """How many codes there are, and what became of those of the others."""
    report = made.report
    parts = [
        ngettext("{n} code", "{n} codes", report.codes).format(n=report.codes),
        ngettext("{n} joined", "{n} joined", report.joined).format(n=report.joined),
        ngettext("{n} added", "{n} added", report.added).format(n=report.added),
    ]
    return " · ".join(parts)
