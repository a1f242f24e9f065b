"""Blocks of a report as WordprocessingML text.

Written as strings because a report may hold thousands of excerpts and building a tree of them costs forty times more.
Every text from people goes through `docx_markup.run`, the only door.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qualcode.exporters.docx_markup import Picture, drawing, escape, field, paragraph, right_to_left, run
from qualcode.exporters.docx_styles import GREY, INK, RULE, TABLE
from qualcode.exporters.docx_tables import ARIAL, Type, column_widths, fits, fitting, lines_of, split_table
from qualcode.model.report import (
    Block,
    Bullets,
    Figure,
    Heading,
    LabelledText,
    Line,
    PageBreak,
    Paragraph,
    Quote,
    Rendering,
    SideBySide,
    Speech,
    Table,
)

# What Word calls a table in its captions, by language; field names stay English in every language.
TABLE_WORD = {"fr": "Tableau", "nl": "Tabel", "en": "Table", "de": "Tabelle"}
FIGURE_WORD = {"fr": "Figure", "nl": "Figuur", "en": "Figure", "de": "Abbildung"}
LANGUAGE_TAGS = {"fr": "fr-FR", "nl": "nl-NL", "en": "en-GB", "de": "de-DE"}
CONTENTS_DEPTH = 2
ROWS_TOGETHER = 12
_BEFORE_CHAPTER = 640  # that begins no page
_CHARACTERS_TOGETHER = 1500  # of things side by side, which stay on one page
_LINES_TOGETHER = 36  # of a table or a row of it, as above; some two thirds of a page

_PARAGRAPH_STYLES = {"body": "Body Text", "lead": "Code Definition", "note": "Small Print", "counts": "Code Counts"}
_LINE_STYLES = {
    "strong": "Table Strong",
    "text": "Table Text",
    "quote": "Table Quote",
    "translation": "Table Translation",
    "source": "Table Source",
    "note": "Table Source",
}
_FOLLOWERS = (Paragraph, LabelledText, Quote, Bullets)
_INTRODUCE = {"lead", "counts"}
_SIGNED = f'<w:i w:val="0"/><w:color w:val="{GREY}"/><w:sz w:val="16"/>'  # who translated
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Setting:
    """What blocks need to know of the document: style ids by name, the report's language."""

    styles: Mapping[str, str]
    language: str
    bullet: str = ""  # written before list items where the list style has none of its own
    pictures: tuple[Picture, ...] = ()  # of the figures, in their order
    type: Type = ARIAL  # in the cells of tables
    flowing: bool = False  # whether chapters go on where the one before ended


class Body:
    """Turns blocks into XML, numbering captions and bookmarks as it goes."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._styles = setting.styles
        self._colour = ""
        self._headings = 0
        self._tables = 0
        self._figures = 0
        self._new_page = False

    def write(self, block: Block, following: Block | None, width: int) -> Iterator[str]:
        """The XML of one block, with `following` after it, on a page whose text is `width` twentieths wide."""
        below = isinstance(following, Heading) and following.level > 1
        stay = "<w:keepNext/>" if below or isinstance(following, _FOLLOWERS) else ""
        if isinstance(block, PageBreak):
            self._new_page = True
        elif isinstance(block, Heading):
            yield self._heading(block)
        elif isinstance(block, Paragraph):
            # What introduces a code stays with its first quote, and a note with the table it is about.
            keep = stay if block.style in _INTRODUCE else ""
            before_note = isinstance(following, Paragraph) and following.style == "note"
            if block.style == "note" and (before_note or isinstance(following, Table | SideBySide)):
                keep = "<w:keepNext/>"
            yield self._plain(_PARAGRAPH_STYLES[block.style], run(block.text), keep)
        elif isinstance(block, LabelledText):
            yield self._plain("Code Rule", run(f"{block.label} ", "<w:b/>") + run(block.text), stay)
        elif isinstance(block, Quote):
            yield from self._quote(block)
        elif isinstance(block, Bullets):
            for item in block.items:
                yield self._plain("List Bullet", run(self._setting.bullet + item))
        elif isinstance(block, Figure):
            yield from self._figure(block, width)
        elif isinstance(block, SideBySide):
            yield from self._beside(block, width)
        elif isinstance(block, Speech):
            yield self._plain("Speech", speech(block, _spoken(block.language, False)))
        else:
            yield from self._table(block, width)

    def _before(self) -> str:
        """The page break that a `PageBreak` asked of the next paragraph: no empty paragraph, no empty page."""
        broken, self._new_page = self._new_page, False
        return "<w:pageBreakBefore/>" if broken else ""

    def _plain(self, style: str, inside: str, stay: str = "") -> str:
        return paragraph(self._styles[style], inside, stay + self._before())

    def _heading(self, block: Heading) -> str:
        level = min(max(block.level, 1), 3)
        colour = colour_of(block.colour)
        if colour or level == 1:
            self._colour = colour
        # Said here and not only in the style, as for captions: in a house template too, it stays with what follows.
        within = level == 1 and self._setting.flowing and self._headings > 0 and not block.part
        if level == 1 and not within:
            self._new_page = True
        properties = "<w:keepNext/>" + self._before()
        if level == 1 and colour:
            properties += f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="6" w:color="{colour}"/></w:pBdr>'
        inside = marker(block, colour) + run(block.text)
        if level <= CONTENTS_DEPTH:
            self._headings += 1
            inside = (
                f'<w:bookmarkStart w:id="{self._headings}" w:name="{bookmark(self._headings)}"/>{inside}'
                f'<w:bookmarkEnd w:id="{self._headings}"/>'
            )
        if within:
            properties += f'<w:spacing w:before="{_BEFORE_CHAPTER}"/>'
        return paragraph(self._styles[f"Heading {level}"], inside, properties)

    def _quote(self, block: Quote) -> Iterator[str]:
        turned = right_to_left(block.text)
        rule = f'w:val="single" w:sz="12" w:space="9" w:color="{self._colour or RULE}"'
        if turned:
            border = f'<w:pBdr><w:left w:val="nil"/><w:right {rule}/></w:pBdr>'
        else:
            border = f"<w:pBdr><w:left {rule}/></w:pBdr>" if self._colour else ""
        words = run(block.text, ("<w:rtl/>" if turned else "") + _spoken(block.language, turned))
        # Said here and not only in the style: in a house template too, a source never leaves its quote.
        properties = "<w:keepNext/>" + self._before() + border + ("<w:bidi/>" if turned else "")
        yield paragraph(self._styles["Quote"], words, properties)
        for each in block.translations:
            yield self._translation(each)
        below = [("Quote Source", block.source)]
        if block.details:
            below.append(("Quote Detail", "\u00a0· ".join(block.details)))
        if block.memo:
            below.append(("Quote Memo", block.memo))
        for i, (style, text) in enumerate(below):
            stay = "<w:keepNext/>" if i < len(below) - 1 else ""
            yield paragraph(self._styles[style], run(text), stay)

    def _translation(self, each: Rendering) -> str:
        """The words in another language, and in the same paragraph whose they are."""
        turned = right_to_left(each.text)
        words = run(each.text, ("<w:rtl/>" if turned else "") + _spoken(each.language, turned))
        properties = "<w:keepNext/>" + ("<w:bidi/>" if turned else "")
        return paragraph(self._styles["Quote Translation"], words + run(f"  {each.by}", _SIGNED), properties)

    def _figure(self, block: Figure, width: int) -> Iterator[str]:
        """The picture, no wider than the text, and its caption below it."""
        shown = self._setting.pictures[self._figures]
        self._figures += 1
        word = FIGURE_WORD.get(self._setting.language, FIGURE_WORD["en"])
        number = field("SEQ Figure \\* ARABIC", run(str(self._figures)))
        yield self._plain("Figure", drawing(shown, self._figures, block.chart.alt, width * 635), "<w:keepNext/>")
        yield self._plain("Figure Caption", run(f"{word} ") + number + run(f" – {block.caption}"))

    def _caption(self, text: str) -> str:
        self._tables += 1
        word = TABLE_WORD.get(self._setting.language, TABLE_WORD["en"])
        number = field("SEQ Table \\* ARABIC", run(str(self._tables)))
        return self._plain("Caption", run(f"{word} ") + number + run(f" – {text}"), "<w:keepNext/>")

    def _after_table(self) -> str:
        # Word wants a paragraph after a table. A point high: higher, it could fill a page of its own by itself.
        spacing = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        return paragraph(self._styles["Small Print"], "", spacing)

    def _beside(self, block: SideBySide, width: int) -> Iterator[str]:
        """Two columns; a long row may go on overleaf."""
        yield self._caption(block.caption)
        right = width * block.shares[1] // sum(block.shares)
        widths = [width - right, right]
        yield self._opening(block.caption, widths)
        yield self._row(block.header, widths, (), None)
        for cells in block.rows:
            inside = "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/></w:tcPr>{self._lines(lines)}</w:tc>'
                for lines, wide in zip(cells, widths, strict=True)
            )
            together = sum(len(line.text) for cell in cells for line in cell) < _CHARACTERS_TOGETHER
            yield f"<w:tr>{'<w:trPr><w:cantSplit/></w:trPr>' if together else ''}{inside}</w:tr>"
        yield "</w:tbl>"
        yield self._after_table()

    def _lines(self, lines: tuple[Line, ...]) -> str:
        if not lines:
            return paragraph(self._styles["Table Text"], "")
        made = []
        for line in lines:
            turned = right_to_left(line.text)
            words = (
                run(line.text, ("<w:rtl/>" if turned else "") + _spoken(line.language, turned))
                if line.style in ("quote", "translation")
                else run(line.text)
            )
            made.append(paragraph(self._styles[_LINE_STYLES[line.style]], words, "<w:bidi/>" if turned else ""))
        return "".join(made)

    def _table(self, block: Table, width: int) -> Iterator[str]:
        parts = split_table(block, lambda part: fits(part, width, self._setting.type))
        for i, part in enumerate(parts):
            share = f" ({i + 1}/{len(parts)})" if len(parts) > 1 else ""
            yield self._caption(f"{part.caption}{share}")
            if part.header:
                yield from self._grid(part, width)
            yield self._after_table()

    def _opening(self, caption: str, widths: list[int]) -> str:
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self._styles[TABLE]}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
            'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f'<w:tblCaption w:val="{escape(caption)}"/></w:tblPr><w:tblGrid>'
            + "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
            + "</w:tblGrid>"
        )

    def _grid(self, table: Table, width: int) -> Iterator[str]:
        own = self._setting.type
        type_ = fitting(table, width, own)
        size = f'<w:sz w:val="{round(type_.size * 2)}"/>' if type_ is not own else ""
        widths = column_widths(table, width, type_)
        yield self._opening(table.caption, widths)
        yield self._row(table.header, widths, table.numeric, None, size=size)
        # A short table stays on one page, a long one takes at least three rows over to the next; tall rows go as they
        # may, and the tallest break.
        tall = [lines_of(row, widths, type_) for row in table.rows]
        together = len(table.rows) - 3
        if len(table.rows) <= ROWS_TOGETHER:
            together = 0 if sum(tall) < _LINES_TOGETHER else len(table.rows)
        for i, row in enumerate(table.rows):
            stay = "<w:keepNext/>" if together <= i < len(table.rows) - 1 else ""
            yield self._row(row, widths, table.numeric, stay, whole=tall[i] < _LINES_TOGETHER, size=size)
        yield "</w:tbl>"

    def _row(
        self,
        cells: tuple[str, ...],
        widths: list[int],
        numeric: tuple[int, ...],
        stay: str | None,
        *,
        whole: bool = True,
        size: str = "",
    ) -> str:
        """A row; `stay` is None for the header, which is repeated on every page. A `whole` one is on one page."""
        style = self._styles["Table Heading" if stay is None else "Table Text"]
        inside = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/></w:tcPr>'
            + paragraph(
                style,
                run(cell, size) if cell else "",
                ("<w:keepNext/>" if stay is None else stay) + ('<w:jc w:val="right"/>' if i in numeric else ""),
            )
            + "</w:tc>"
            for i, (cell, wide) in enumerate(zip(cells, widths, strict=True))
        )
        kept = "<w:cantSplit/>" if whole else ""
        return f"<w:tr><w:trPr>{kept}{'<w:tblHeader/>' if stay is None else ''}</w:trPr>{inside}</w:tr>"


def speech(block: Speech, language: str) -> str:
    """A turn with the ranges of its remarks; `language` are run properties of its words."""
    head = run(block.speaker, "<w:b/>") if block.speaker else ""
    if block.time:
        head += run(f"  {block.time}" if head else block.time, '<w:sz w:val="16"/>')
    pieces = [head + "<w:r><w:br/></w:r>"] if head else []
    marks = [
        (at, 0, f'<w:commentRangeEnd w:id="{n}"/><w:r><w:commentReference w:id="{n}"/></w:r>') for at, n in block.closes
    ]
    marks += [(at, 1, f'<w:commentRangeStart w:id="{n}"/>') for at, n in block.opens]
    done = 0
    for at, _, mark in sorted(marks, key=lambda each: each[:2]):
        if at > done:
            pieces.append(run(block.text[done:at], language))
            done = at
        pieces.append(mark)
    if done < len(block.text):
        pieces.append(run(block.text[done:], language))
    return "".join(pieces)


def _spoken(language: str | None, turned: bool) -> str:
    """The language of a quote for the spelling checker; none is checked where it is not known."""
    if language is None:
        return "<w:noProof/>" if not turned else ""
    return f'<w:lang w:val="{LANGUAGE_TAGS.get(language, language)}"/>'


def colour_of(colour: str | None) -> str:
    """`#RRGGBB` as Word writes it; nothing for what is no colour."""
    return colour[1:].upper() if colour and _COLOUR.fullmatch(colour) else ""


def bookmark(number: int) -> str:
    """The name of the n-th heading's bookmark, as the table of contents refers to it."""
    return f"_Toc{number:09d}"


def marker(heading: Heading, colour: str) -> str:
    """The letter before a heading, on a chip of the colour; its ink is black or white, whichever reads better."""
    if not heading.marker:
        return ""
    fill = colour or INK
    chip = f'<w:b/><w:color w:val="{_ink_on(fill)}"/><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
    return run(f"\u00a0{heading.marker}\u00a0", chip) + run("\u2002")


def _ink_on(fill: str) -> str:
    """Black or white, by WCAG's relative luminance of the fill."""
    channels = [int(fill[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return "000000" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.25 else "FFFFFF"
