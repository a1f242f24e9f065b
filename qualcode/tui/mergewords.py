"""What merging projects does or did, in words for the screen."""

from __future__ import annotations

from typing import Any

from qualcode.i18n import _, ngettext
from qualcode.model.merging import ConflictView, MergeReport, TextDiffers
from qualcode.ops import conflict_words
from qualcode.ops.conflict_words import THING_NAMES
from qualcode.tui import safe
from qualcode.tui.safe import Part

_MUTED = "$foreground-muted"


def thing(table: str) -> str:
    """What a row of a table is."""
    return _(THING_NAMES[table]) if table in THING_NAMES else table


def field(name: str) -> str:
    """What a field, or a part of one, is called: `definition.fr` is the definition, in French."""
    return conflict_words.field(_, name)


def value(held: Any, name: str) -> str:
    """A value of a field that a conflict is about; of where a coding stands, its words."""
    told = conflict_words.value(_, held, name)
    return "–" if told is None or told == "" else str(told)


def told(report: MergeReport, *, done: bool) -> list[Part]:
    """All that a merge brings, or has brought."""
    parts: list[Part] = []
    for each in report.projects:
        parts += [(each.file, "bold"), (f"  {each.title}", _MUTED), "\n"]
        how = _("a copy of this project, or merged before") if each.common else _("a project of its own")
        parts += [(f"  {how}", _MUTED), "\n"]
    parts += ["\n", (_("Comes in") if not done else _("Came in"), "bold $primary"), "\n"]
    rows = [
        (_("documents"), report.documents),
        (_("codings"), report.codings),
        (_("memos"), report.memos),
        (_("codes"), report.codes),
        (_("enterprises"), report.cases),
        (_("people"), report.people),
        (_("coders"), report.coders),
        (_("all else"), report.others),
    ]
    parts += _rows([row for row in rows if row[1]] or [(_("nothing new"), 0)])
    if report.texts:
        parts += ["\n", (_("Texts that differ"), "bold $warning"), "\n"]
        for text in report.texts:
            parts += _text(text)
    if report.conflicts:
        n = len(report.conflicts)
        title = ngettext("{n} conflict, for you to settle", "{n} conflicts, for you to settle", n).format(n=n)
        parts += ["\n", (title, "bold $warning"), "\n"]
        for conflict in report.conflicts[:12]:
            parts += ["  ", *_conflict(conflict), "\n"]
        if n > 12:
            parts += ["  …", "\n"]
    parts += ["\n", (_("What is here"), "bold $primary"), "\n"]
    rows = [
        (_("the same on both sides"), report.same),
        (_("changed"), report.changed),
        (_("taken out, as they did"), report.removed),
        (_("taken out by one side, kept"), report.kept),
    ]
    parts += _rows([row for row in rows if row[1]] or [(_("nothing changed"), 0)])
    for note in report.notes:
        parts += ["\n", ("! ", "bold $warning"), safe.sentence(note), "\n"]
    return parts


def _rows(rows: list[tuple[str, int]]) -> list[Part]:
    parts: list[Part] = []
    for said, n in rows:
        parts += [(f"  {n:>6}  " if n else "  ", "bold"), said, "\n"]
    return parts


def _text(differs: TextDiffers) -> list[Part]:
    parts: list[Part] = ["  ", (differs.title, "bold"), "\n    "]
    if differs.beside is not None:
        said = ngettext("theirs beside ours, with {n} coding", "theirs beside ours, with {n} codings", differs.codings)
        return [*parts, said.format(n=differs.codings), "\n"]
    said = _("their codings on our text: {kept} as they were, {changed} changed, {moved} moved, {adrift} adrift")
    counts = {name: len(getattr(differs, name)) for name in ("changed", "moved", "adrift")}
    return [*parts, said.format(kept=differs.kept, **counts), "\n"]


def _conflict(conflict: ConflictView) -> list[Part]:
    name = safe.clip(conflict.name, 40)
    return [(name, "bold"), f" · {field(conflict.field)}", (f"  {thing(conflict.table)}", _MUTED)]
