"""Reports and matrices as one web page: nothing beside it, no script, made to be read, sent and printed.

All text is escaped. The page tells the browser to load nothing at all, so that even a mistake here could not fetch or
run anything. Marks that turn the direction of what follows are shown instead of obeyed. The same report gives the same
bytes everywhere.
"""

from __future__ import annotations

import base64
import html
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from qualcode.exporters import stopping
from qualcode.exporters.cells import legal
from qualcode.exporters.matrix_docx import matrix_block, quote_blocks
from qualcode.exporters.matrix_rows import is_top
from qualcode.model.report import (
    Block,
    Bullets,
    Figure,
    Heading,
    LabelledText,
    Line,
    MatrixTable,
    PageBreak,
    Paragraph,
    Quote,
    Report,
    SideBySide,
    Speech,
    Table,
)
from qualcode.model.results import Cell, Matrix

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# A browser takes these for something else, or for nothing.
_CONTROLS = re.compile("[\x7f-\x9f]")
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")
_CONTENTS_DEPTH = 2
_TINT = (0x7C, 0xC4, 0xBB)
_OF_COLUMN, _OF_ROW = ' scope="col"', ' scope="row"'

_STYLE = """\
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { font: 1rem/1.55 Georgia, "Times New Roman", serif; color: #1c1c1c; background: #fff; max-width: 46rem;
  margin: 0 auto; padding: 3rem 1.25rem 5rem; overflow-wrap: anywhere; }
body.wide { max-width: 80rem; }
h1, h2, h3, h4, h5, h6, th, caption, nav, .marker, .counts { font-family: system-ui, "Segoe UI", Arial, sans-serif;
  line-height: 1.25; }
header { border-bottom: 2px solid #1c1c1c; padding-bottom: 1.25rem; margin-bottom: 2rem; }
header h1 { font-size: 2rem; margin: 0 0 .25rem; }
header .subtitle { font-size: 1.2rem; margin: 0 0 1rem; }
header p { margin: .15rem 0; color: #444; }
nav ol { list-style: none; padding-left: 0; }
nav li { margin: .2rem 0; }
nav li.sub { padding-left: 2rem; font-size: .92rem; }
nav a { color: inherit; text-decoration: none; }
nav a:hover, nav a:focus { text-decoration: underline; }
h2 { font-size: 1.5rem; margin: 3rem 0 .75rem; }
h3 { font-size: 1.2rem; margin: 2.25rem 0 .5rem; }
h4, h5, h6 { font-size: 1rem; margin: 1.75rem 0 .5rem; }
.marker { display: inline-block; min-width: 1.6em; padding: .08em .35em; margin-right: .5em; border-radius: .2em;
  font-weight: 600; text-align: center; }
p { margin: .6rem 0; }
.lead { font-size: 1.08rem; }
.note, .source, .details, .memo { font-size: .88rem; color: #444; }
.counts { font-size: .88rem; font-weight: 600; }
blockquote { margin: 1.25rem 0; padding: .1rem 0 .1rem 1rem; border-left: 3px solid #999; break-inside: avoid; }
blockquote .words { white-space: pre-line; margin: 0 0 .3rem; }
blockquote .source, blockquote .details, blockquote .memo { margin: .1rem 0; }
blockquote .memo { font-style: italic; white-space: pre-line; }
.scroll { overflow-x: auto; margin: 1.25rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; overflow-wrap: normal; }
caption { text-align: left; font-weight: 600; padding-bottom: .5rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #ddd; }
thead th { border-bottom: 2px solid #1c1c1c; vertical-align: bottom; }
tbody th { font-weight: 400; }
tbody tr.top th, tfoot th, tfoot td { font-weight: 700; }
tfoot th, tfoot td { border-top: 2px solid #1c1c1c; border-bottom: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
@media print {
  @page { margin: 2cm; }
  body, body.wide { max-width: none; padding: 0; font-size: 10.5pt; }
  h2, h3, h4, h5, h6, caption { break-after: avoid; }
  h2.chapter { break-before: page; margin-top: 0; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  .marker, td { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .scroll { overflow: visible; }
}
"""
_FIGURE_STYLE = """\
figure { margin: 1.25rem 0; break-inside: avoid; }
figure img { max-width: 100%; height: auto; }
figcaption { font-size: .9rem; font-weight: 600; }
table.beside td { width: 50%; }
table.beside p, table.beside blockquote { margin: .2rem 0; }
"""
_QUOTES_STYLE = """\
table.beside td:first-child { width: 20%; }
table.beside p, table.beside blockquote { margin: .2rem 0; }
"""
_TRANSLATION_STYLE = """\
.translation { font-size: .9rem; margin: .1rem 0 .3rem 1rem; font-style: italic; white-space: pre-line; }
.translation .by { font-style: normal; font-size: .82rem; color: #444; }
"""


def report_html(report: Report) -> bytes:
    """The report as a page, UTF-8: title, contents that lead to their chapters, then the blocks.

    Lists longer than a page stay whole: a browser has no last line. Characters no file can hold become U+FFFD.
    """
    parts = [*_front(report.title, report.subtitle, report.lines)]
    if report.contents_title:
        parts += _contents(report.contents_title, report.blocks)
    parts += _blocks(report.blocks, report.language, flowing=report.flowing)
    pictures = any(isinstance(block, Figure) for block in report.blocks)
    wide = any(isinstance(block, Table) and block.wide for block in report.blocks)
    extra = _TRANSLATION_STYLE if any('class="translation"' in part for part in parts) else ""
    return _page(report.title, report.language, parts, wide=wide, pictures=pictures, extra=extra)


def matrix_html(table: MatrixTable, *, language: str) -> bytes:
    """The matrix as a page, its numbers as `language` writes them, shares in per cent; quotes in a table a row.

    The cells are tinted by their size, as in a workbook; the totals are not. A table wider than the page scrolls.
    """
    note = f'<p class="note">{_text(table.note)}</p>'
    if table.lines:
        parts = [*_front(table.title, "", ()), note, *_blocks(quote_blocks(table), language)]
        return _page(table.title, language, parts, wide=False, extra=_QUOTES_STYLE)
    block = matrix_block(table, language)
    assert isinstance(block, Table)
    parts = [*_front(table.title, "", ()), *_matrix(block, table.matrix), note]
    return _page(table.title, language, parts, wide=True)


def _page(
    title: str, language: str, parts: Iterable[str], *, wide: bool, pictures: bool = False, extra: str = ""
) -> bytes:
    """The page, with `extra` styles; pictures, where there are any, lie within it."""
    allowed = "; img-src data:" if pictures else ""
    style = (_STYLE + _FIGURE_STYLE if pictures else _STYLE) + extra
    head = (
        f'<!DOCTYPE html>\n<html lang="{_text(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        f"content=\"default-src 'none'; style-src 'unsafe-inline'{allowed}\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{_text(title)}</title>\n<style>\n{style}</style>\n</head>\n"
    )
    body = "\n".join(parts)
    kind = ' class="wide"' if wide else ""
    return f"{head}<body{kind}>\n{body}\n</body>\n</html>\n".encode()


def _text(text: str) -> str:
    """Text as it may stand between tags and in attributes."""
    visible = _TURNING.sub(lambda match: f"‹{ord(match[0]):04X}›", legal(text))
    return html.escape(_CONTROLS.sub("\ufffd", visible).replace("\r\n", "\n").replace("\r", "\n"))


def _front(title: str, subtitle: str, lines: Sequence[str]) -> Iterator[str]:
    yield f'<header>\n<h1 id="title">{_text(title)}</h1>'
    if subtitle:
        yield f'<p class="subtitle">{_text(subtitle)}</p>'
    yield from (f"<p>{_text(line)}</p>" for line in lines)
    yield "</header>"


def _contents(title: str, blocks: Sequence[Block]) -> Iterator[str]:
    """The chapters and sections, as links within the page."""
    headings = [block for block in blocks if isinstance(block, Heading)]
    yield f'<nav>\n<h2 id="contents">{_text(title)}</h2>\n<ol>'
    for number, heading in enumerate(headings, 1):
        if heading.level <= _CONTENTS_DEPTH:
            kind = ' class="sub"' if heading.level > 1 else ""
            mark = _marker(heading) if heading.level == 1 else ""
            yield f'<li{kind}><a href="#h{number}">{mark}{_text(heading.text)}</a></li>'
    yield "</ol>\n</nav>"


def _marker(heading: Heading) -> str:
    if not heading.marker:
        return ""
    colour = heading.colour if heading.colour and _COLOUR.fullmatch(heading.colour) else "#444444"
    return f'<span class="marker" style="background:{colour};color:{_ink(colour)}">{_text(heading.marker)}</span>'


def _ink(colour: str) -> str:
    """Black or white, whichever is read more easily on the colour (WCAG 2: relative luminance, contrast)."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    light = sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return "#fff" if 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 else "#000"


def _blocks(blocks: Sequence[Block], language: str, *, flowing: bool = False) -> Iterator[str]:
    number = 0
    for block in stopping.each(blocks):
        if isinstance(block, Heading):
            number += 1
            tag = f"h{min(block.level + 1, 6)}"
            turned = block.level == 1 and (block.part or not flowing)
            kind = ' class="chapter"' if turned else ""
            yield f'<{tag} id="h{number}"{kind}>{_marker(block)}{_text(block.text)}</{tag}>'
        else:
            yield from _block(block, language)


def _block(block: Block, language: str) -> Iterator[str]:
    match block:
        case Paragraph(text, style):
            kind = f' class="{_text(style)}"' if style != "body" else ""
            yield f"<p{kind}>{_text(text)}</p>"
        case LabelledText(label, text):
            yield f"<p><strong>{_text(label)}</strong>{' ' if text else ''}{_text(text)}</p>"
        case Quote():
            yield from _quote(block, language)
        case Bullets(items):
            yield "<ul>\n" + "\n".join(f"<li>{_text(item)}</li>" for item in items) + "\n</ul>"
        case Table():
            yield from _table(block)
        case Figure():
            yield _figure(block)
        case SideBySide():
            yield from _beside(block, language)
        case Speech():
            yield from _speech(block)
        case PageBreak():
            yield '<div style="break-before: page"></div>'


def _quote(quote: Quote, language: str) -> Iterator[str]:
    """The words stand in a paragraph of their own, in whatever direction they are written."""
    tongue = f' lang="{_text(quote.language)}"' if quote.language and quote.language != language else ""
    yield f'<blockquote>\n<p class="words" dir="auto"{tongue}>{_text(quote.text)}</p>'
    for each in quote.translations:
        yield (
            f'<p class="translation"><span class="words" dir="auto" lang="{_text(each.language)}">{_text(each.text)}'
            f'</span> <span class="by">{_text(each.by)}</span></p>'
        )
    yield f'<p class="source">{_text(quote.source)}</p>'
    if quote.details:
        yield f'<p class="details">{_text(" · ".join(quote.details))}</p>'
    if quote.memo:
        yield f'<p class="memo" dir="auto">{_text(quote.memo)}</p>'
    yield "</blockquote>"


def _figure(figure: Figure) -> str:
    """The chart within the page, with what it says in words for whoever does not see it."""
    from qualcode.exporters.charts import png

    data = base64.b64encode(png(figure.chart)).decode()
    return (
        f'<figure><img src="data:image/png;base64,{data}" alt="{_text(figure.chart.alt)}">'
        f"<figcaption>{_text(figure.caption)}</figcaption></figure>"
    )


def _beside(block: SideBySide, language: str) -> Iterator[str]:
    yield f'<div class="scroll">\n<table class="beside">\n<caption>{_text(block.caption)}</caption>\n<thead>'
    yield _row(block.header, (), "th", _OF_COLUMN)
    yield "</thead>\n<tbody>"
    for cells in block.rows:
        yield (
            "<tr>" + "".join(f"<td>{''.join(_line(line, language) for line in cell)}</td>" for cell in cells) + "</tr>"
        )
    yield "</tbody>\n</table>\n</div>"


def _line(line: Line, language: str) -> str:
    if line.style == "strong":
        return f"<p><strong>{_text(line.text)}</strong></p>"
    if line.style == "quote":
        tongue = f' lang="{_text(line.language)}"' if line.language and line.language != language else ""
        return f'<blockquote><p class="words" dir="auto"{tongue}>{_text(line.text)}</p></blockquote>'
    if line.style == "translation":
        tongue = f' lang="{_text(line.language)}"' if line.language else ""
        return f'<p class="translation" dir="auto"{tongue}>{_text(line.text)}</p>'
    return f'<p class="{_text(line.style)}">{_text(line.text)}</p>'


def _speech(block: Speech) -> Iterator[str]:
    """A turn, the remarks that close in it below it."""
    head = " ".join(part for part in (block.speaker, block.time) if part)
    yield f"<p><strong>{_text(head)}</strong><br>{_text(block.text)}</p>"
    for _, remark in block.remarks:
        yield f'<p class="memo">{_text(" · ".join((remark.author, *remark.lines)))}</p>'


def _table(table: Table) -> Iterator[str]:
    yield f'<div class="scroll">\n<table>\n<caption>{_text(table.caption)}</caption>\n<thead>'
    yield _row(table.header, table.numeric, "th", _OF_COLUMN)
    yield "</thead>\n<tbody>"
    yield from (_row(row, table.numeric, "td", "") for row in table.rows)
    yield "</tbody>\n</table>\n</div>"


def _row(cells: Sequence[str], numeric: Sequence[int], tag: str, scope: str) -> str:
    return "<tr>" + "".join(_cell(cell, tag, scope, place in numeric) for place, cell in enumerate(cells)) + "</tr>"


def _cell(text: str, tag: str, scope: str, number: bool) -> str:
    # Em spaces at the front show how deep a code lies.
    words = text.lstrip("\u2003")
    depth = len(text) - len(words)
    inset = f' style="padding-left: {0.6 + 1.2 * depth:.1f}rem"' if depth else ""
    kind = ' class="number"' if number else ""
    return f"<{tag}{scope}{kind}{inset}>{_text(words)}</{tag}>"


def _matrix(table: Table, matrix: Matrix) -> Iterator[str]:
    """The table with its first column as headers, and the totals of columns as its foot."""
    yield '<div class="scroll">\n<table aria-labelledby="title">\n<thead>'
    yield _row(table.header, table.numeric, "th", _OF_COLUMN)
    yield "</thead>\n<tbody>"
    sizes = [[_size(cell) for cell in row] for row in matrix.cells]
    most = max((size for row in sizes for size in row), default=0)
    for place, row in enumerate(table.rows[:-1]):
        tints = [_tint(size / most) if most else "" for size in sizes[place]]
        texts = matrix.unit == "summary"
        yield _headed(row, tints, ' class="top"' if is_top(matrix, place) else "", texts=texts)
    yield "</tbody>\n<tfoot>"
    yield _headed(table.rows[-1], (), "")
    yield "</tfoot>\n</table>\n</div>"


def _size(cell: Cell) -> float:
    """How much is in a cell, for its tint; texts have none."""
    if isinstance(cell, str):
        return 0
    return len(cell) if isinstance(cell, tuple) else cell or 0


def _headed(row: Sequence[str], tints: Sequence[str], kind: str, *, texts: bool = False) -> str:
    """A row whose first cell is its header and whose others are numbers, or texts."""
    number = "" if texts else ' class="number"'
    cells = (
        f"<td{number}{tint}>{_text(cell)}</td>" for cell, tint in itertools.zip_longest(row[1:], tints, fillvalue="")
    )
    return f"<tr{kind}>{_cell(row[0], 'th', _OF_ROW, False)}{''.join(cells)}</tr>"


def _tint(share: float) -> str:
    """The background of a cell that is so large a share of the largest, from white on."""
    colour = "".join(f"{round(255 + (full - 255) * share):02X}" for full in _TINT)
    return f' style="background:#{colour}"' if share else ""
