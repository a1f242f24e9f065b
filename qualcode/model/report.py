"""A report as plain blocks. `ops.reports` says what is in it, in the reader's language; exporters say how it looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualcode.model.chart import Chart
from qualcode.model.results import Matrix


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a chapter. `marker` is a letter shown in `colour` (`#RRGGBB`) before it.

    A `part` begins a page where other chapters need not.
    """

    text: str
    level: int = 1
    colour: str | None = None
    marker: str | None = None
    part: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `style` is `body`, `lead` (a definition), `note` (small print) or `counts`."""

    text: str
    style: str = "body"


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A paragraph that opens with a bold label: *Includes:* ..."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Rendering:
    """A quote in another language; `by` says in words which one, and who translated it."""

    text: str
    by: str
    language: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A coded excerpt: the words, then where they are from and what else is known of them.

    `source` names document, speaker, turn and time; `details` are short lines (effect, other codes, coder, ...).
    `translations` stand below the words, smaller.
    """

    text: str
    source: str
    details: tuple[str, ...] = ()
    memo: str | None = None
    language: str | None = None
    translations: tuple[Rendering, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption and a header row; `numeric` are the indices of columns set to the right.

    `widths` are the columns' shares of the page's width, where the texts are not to decide. `wide` turns the page
    however few columns there are.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()
    widths: tuple[int, ...] = ()
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with what stands below it; its alternative text is the chart's own."""

    caption: str
    chart: Chart


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph within `SideBySide`; `style` is `strong`, `text`, `quote`, `translation`, `source` or `note`."""

    text: str
    style: str = "text"
    language: str | None = None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Things set against each other: a caption, what the two columns are, and rows of two cells of lines.

    `shares` is how the width is divided between the columns.
    """

    caption: str
    header: tuple[str, str]
    rows: tuple[tuple[tuple[Line, ...], tuple[Line, ...]], ...]
    shares: tuple[int, int] = (3, 2)


@dataclass(frozen=True, slots=True)
class Remark:
    """A note in the margin on a stretch of a `Speech`; `created` is ISO 8601, `lines` its paragraphs."""

    author: str
    created: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Speech:
    """A turn: who says it and when, the words, and the remarks on them.

    `opens` and `closes` are (character, number of the remark); a remark may close in a later turn. It stands in
    `remarks` of the turn where it closes, by its number.
    """

    speaker: str
    time: str
    text: str
    language: str | None = None
    opens: tuple[tuple[int, int], ...] = ()
    closes: tuple[tuple[int, int], ...] = ()
    remarks: tuple[tuple[int, Remark], ...] = ()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block = Heading | Paragraph | LabelledText | Quote | Bullets | Table | Figure | SideBySide | Speech | PageBreak


@dataclass(frozen=True, slots=True)
class Report:
    """Title page (title, subtitle, lines below), contents, then the blocks. `created` is an ISO date for the file.

    Each chapter begins a page, unless they are `flowing`: then the first does, and what is a part of its own.
    """

    title: str
    subtitle: str
    lines: tuple[str, ...]
    contents_title: str
    language: str
    created: str
    blocks: tuple[Block, ...]
    page_label: str = "Page"
    flowing: bool = False


@dataclass(frozen=True, slots=True)
class MatrixTable:
    """A matrix with its words for people: title, corner, totals' label, how cells were made.

    Where cells are quotes, `lines` holds what was said by the places of row and column; `across` is what the columns
    are called and `cell_label` what the cells are.
    """

    matrix: Matrix
    title: str
    corner: str
    total_label: str
    note: str
    absent_label: str
    across: str = ""
    cell_label: str = ""
    lines: Mapping[tuple[int, int], tuple[Line, ...]] = field(default_factory=dict)
