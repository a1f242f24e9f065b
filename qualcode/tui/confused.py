"""Codes taken for one another as one looks at them: the table, the pairs in their order, what a pair's codes mean."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.i18n import _, language, ngettext
from qualcode.model.agreement import Confusion
from qualcode.model.codebook import Code, Codebook, CodeTree, Localised
from qualcode.model.report import MatrixTable
from qualcode.ops import codebooks, confusion
from qualcode.ops.agreement_input import TooFewCoders, compared
from qualcode.tui.codes import CodeLook, looks
from qualcode.tui.crossing import Arrangement, Head, size, width_of
from qualcode.tui.knowable import not_compared
from qualcode.tui.safe import Part
from qualcode.tui.together import whom
from qualcode.tui.whose import View

if TYPE_CHECKING:
    from qualcode.ops import Session

_MUTED = "$foreground-muted"
_WIDEST = 10  # cells of a column: of so many codes one wants to see several at once


@dataclass(frozen=True, slots=True)
class Muddle:
    """What the desk brings; `found` is None where nothing is compared; `why` as `knowable.not_compared` says."""

    found: Confusion | None
    table: MatrixTable | None
    tree: CodeTree
    looks: Mapping[str, CodeLook]
    languages: tuple[str, ...]
    why: str

    def code(self, key: str | None) -> Code | None:
        """A code by its key."""
        return self.tree.by_key(key) if key is not None else None


def collect(session: Session, view: View, speech: str, wished: Sequence[str] | None = None) -> Muddle:
    """Count which codes are taken for which, by those wished for or all; done in the desk's thread."""
    book: Codebook = codebooks.book(session)
    tree = CodeTree(book.codes)
    found, table, why = None, None, ""
    with contextlib.suppress(TooFewCoders):
        coders = whom(session, wished)
        there = [each.id for each in compared(session, coders).documents]
        why = not_compared(session, view, there)
        if there and not why:
            found = confusion.confusion(session, coders)
            table = confusion.table(session, found, speech)
    # The reader's language first, then the codebook's.
    languages = tuple(dict.fromkeys([*(each for each in book.languages if each == speech), *book.languages]))
    return Muddle(found, table, tree, dict(looks(tree, speech)), languages, why)


def arranged(table: MatrixTable) -> Arrangement:
    """The table laid out: codes without their tree, so that those mixed up most stand together at the top left."""
    matrix = table.matrix

    rows = [Head(each, at, each.label, code=each.key) for at, each in enumerate(matrix.rows)]
    columns = [
        Head(each, at, each.label if each.key is not None else table.absent_label, code=each.key)
        for at, each in enumerate(matrix.columns)
    ]
    total = Head(None, -1, table.total_label)
    return Arrangement(
        table=table,
        rows=(*rows, total),
        columns=(*columns, total),
        widths=tuple(min(width_of(head, matrix), _WIDEST) for head in (*columns, total)),
        quotes={},
        most=max((size(cell) for row in matrix.cells for cell in row), default=0.0),
    )


def pairs(arrangement: Arrangement) -> list[tuple[int, int]]:
    """The cells in which two codes meet, the most often first and of both ways the upper; then those with nothing."""
    last = len(arrangement.rows) - 1
    found = [
        (row, column)
        for row in range(last)
        for column in range(len(arrangement.columns) - 1)
        if column > row and size(arrangement.value(row, column))
    ]
    nothing = len(arrangement.columns) - 2
    return sorted(found, key=lambda at: (at[1] == nothing, -size(arrangement.value(*at)), at))


def meaning(code: Code | None, look: CodeLook | None, key: str) -> list[Part]:
    """What a code means and leaves out, or that this is not written; `key` is what one presses to write it."""
    if code is None or look is None:
        return [(_("Somebody coded nothing there."), f"italic {_MUTED}")]
    parts: list[Part] = [(look.letter + " ", "bold"), (look.path, "bold $primary"), "\n"]
    parts += _written(code.definition, _("No definition yet."))
    if include := _said(code.include):
        parts += ["\n", (_("What it includes") + "  ", _MUTED), include, "\n"]
    parts += ["\n", (_("What it leaves out") + "  ", _MUTED)]
    parts += _written(code.exclude, _("not written: the border to the other code belongs here."))
    return [*parts, "\n", (f"{key} ", "bold $accent"), (_("describe it"), _MUTED)]


def _said(texts: Localised) -> str:
    return texts.get(language()) or next((text for text in texts.values() if text.strip()), "")


def _written(texts: Localised, lacking: str) -> list[Part]:
    said = _said(texts)
    return [said if said.strip() else ("! " + lacking, "$warning"), "\n"]


def counted(n: int) -> str:
    """On how many stretches two codes meet."""
    return ngettext("{n} stretch", "{n} stretches", n).format(n=n)
