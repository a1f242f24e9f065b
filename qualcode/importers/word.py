"""The walk through the body of a Word document: an XML tree in, lines out.

A paragraph is a line; a row of a table is a line with tabs between its cells (a second paragraph in a cell begins
another line); a line break is a line end. Anything unknown is descended into, so that no words are lost with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
_RPR, _PSTYLE, _RSTYLE, _B, _DEL, _VAL = (W + name for name in ("rPr", "pStyle", "rStyle", "b", "del", "val"))
# Names of heading styles as Word writes them in its languages; `Title` and `Subtitle` are no speech either.
_HEADING = re.compile(
    r"(?:heading|titre|titel|title|subtitle|sous-?titre|kop|ondertitel|(?:ü|u)?berschrift|untertitel)\s?\d*\Z", re.I
)
_BOLD_STYLES = frozenset({"strong", "lev", "zwaar", "fett"})
_OFF = frozenset({"0", "false", "off"})


@dataclass(slots=True)
class Line:
    """A line in the making; `bold` counts the characters of the bold with which it begins."""

    parts: list[str] = field(default_factory=list)
    heading: bool = False
    length: int = 0
    bold: int = 0
    in_bold: bool = True

    def add(self, text: str, bold: bool) -> None:
        """Put `text` at the end."""
        self.parts.append(text)
        self.length += len(text)
        if bold and self.in_bold:
            self.bold = self.length
        elif text.strip():
            self.in_bold = False


@dataclass(slots=True)
class Page:
    """Finished lines, the line being written, text boxes that wait for their paragraph's end, and what was counted.

    `bold` is that of the current run; `merged`: the current paragraph goes on in the next.
    """

    counts: Counter[str] = field(default_factory=Counter)
    lines: list[Line] = field(default_factory=list)
    line: Line | None = None
    boxes: list[Line] = field(default_factory=list)
    bold: bool = False
    merged: bool = False

    def write(self, text: str) -> None:
        """Put `text` at the end of the current line."""
        if self.line is None:
            self.line = Line()
        self.line.add(text, self.bold)

    def end_line(self) -> None:
        """Finish the current line; an empty one counts."""
        self.lines.append(self.line or Line())
        self.line = None


_Handler = Callable[[Page, etree._Element], None]


def walk(element: etree._Element, counts: Counter[str]) -> list[Line]:
    """The lines of everything inside `element`; what is left out or noteworthy is added to `counts`."""
    page = Page(counts)
    _children(page, element)
    if page.line is not None:
        page.end_line()
    return page.lines + page.boxes


def hidden(element: etree._Element) -> int:
    """The number of runs inside that Word does not show."""
    parents = (mark.getparent() for mark in element.iter(W + "vanish"))
    return sum(1 for parent in parents if parent is not None and next(parent.iterancestors(), parent).tag == W + "r")


def has_words(element: etree._Element) -> bool:
    """Whether there is any text inside."""
    return any(part.strip() for line in walk(element, Counter()) for part in line.parts)


def _children(page: Page, element: etree._Element) -> None:
    for child in element:
        handle = _HANDLERS.get(child.tag, _children)
        if handle is not None:
            handle(page, child)


def _child(element: etree._Element, tag: str) -> etree._Element | None:
    """The first child with `tag`; many times faster than `find`."""
    return next(element.iterchildren(tag), None)


def _paragraph(page: Page, paragraph: etree._Element) -> None:
    if page.line is None:
        page.line = Line()
    page.merged = False
    _children(page, paragraph)
    if not page.merged:
        page.end_line()
    page.lines += page.boxes
    page.boxes = []


def _paragraph_properties(page: Page, properties: etree._Element) -> None:
    if page.line is not None and _is_heading(properties):
        page.line.heading = True
    mark = _child(properties, _RPR)
    # A deleted paragraph mark: this paragraph and the next are one.
    page.merged = mark is not None and _child(mark, _DEL) is not None


def _is_heading(properties: etree._Element) -> bool:
    style = _child(properties, _PSTYLE)
    return style is not None and _HEADING.match(style.get(_VAL, "")) is not None


def _run(page: Page, run: etree._Element) -> None:
    page.bold = False
    _children(page, run)
    page.bold = False


def _run_properties(page: Page, properties: etree._Element) -> None:
    # Only the bold with which a line begins matters.
    if page.line is None or page.line.in_bold:
        page.bold = _is_bold(properties)


def _is_bold(properties: etree._Element) -> bool:
    bold = _child(properties, _B)
    if bold is not None:
        return bold.get(_VAL, "1") not in _OFF
    style = _child(properties, _RSTYLE)
    return style is not None and style.get(_VAL, "").casefold() in _BOLD_STYLES


def _text(page: Page, element: etree._Element) -> None:
    text = element.text
    if text:
        # A line end in the XML is white space in Word, not a new line.
        page.write(text.replace("\r", " ").replace("\n", " "))


def _break(page: Page, _: etree._Element) -> None:
    heading = page.line is not None and page.line.heading
    page.end_line()
    page.line = Line(heading=heading)


def _symbol(page: Page, element: etree._Element) -> None:
    """A character of a symbol font. Most have a private code that means nothing outside that font."""
    code = re.fullmatch(r"[0-9A-Fa-f]{1,4}", element.get(W + "char", ""))
    value = int(code[0], 16) if code else 0xF000
    if 0xE000 <= value <= 0xF8FF:
        page.counts["symbols"] += 1
        page.write("\ufffd")
    else:
        page.write(chr(value))


def _table(page: Page, table: etree._Element) -> None:
    if page.line is not None:
        page.end_line()
    for row in _wrapped(table, W + "tr"):
        joined: list[Line] = []
        for number, cell in enumerate(_wrapped(row, W + "tc")):
            lines = walk(cell, page.counts) or [Line()]
            if number:
                joined[-1].add("\t" + "".join(lines[0].parts), False)
                lines = lines[1:]
            joined += lines
        page.lines += joined


def _wrapped(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The children with `tag`, also those inside content controls and tracked changes."""
    for child in element:
        if child.tag == tag:
            yield child
        elif _HANDLERS.get(child.tag, _children) in (_children, _inserted):
            yield from _wrapped(child, tag)


def _inserted(page: Page, element: etree._Element) -> None:
    page.counts["insertions"] += 1
    _children(page, element)


def _deleted(page: Page, element: etree._Element) -> None:
    if next(element.iter(W + "delText", W + "t"), None) is not None:
        page.counts["deletions"] += 1


def _alternatives(page: Page, element: etree._Element) -> None:
    """The first choice or, where there is none, the fallback: both hold the same words."""
    choice = _child(element, _MC + "Choice")
    if choice is None:
        choice = _child(element, _MC + "Fallback")
    if choice is not None:
        _children(page, choice)


def _box(page: Page, element: etree._Element) -> None:
    page.counts["boxes"] += 1
    page.boxes += walk(element, page.counts)


def _writing(text: str) -> _Handler:
    def write(page: Page, _: etree._Element) -> None:
        page.write(text)

    return write


def _counting(name: str) -> _Handler:
    def count(page: Page, element: etree._Element) -> None:
        page.counts[name] += 1
        _children(page, element)

    return count


_HANDLERS: dict[str, _Handler | None] = {
    W + "p": _paragraph,
    W + "pPr": _paragraph_properties,
    W + "r": _run,
    W + "rPr": _run_properties,
    W + "t": _text,
    _MATH + "t": _text,
    W + "tab": _writing("\t"),
    W + "ptab": _writing("\t"),
    W + "br": _break,
    W + "cr": _break,
    W + "noBreakHyphen": _writing("\u2011"),
    W + "softHyphen": _writing("\u00ad"),
    W + "sym": _symbol,
    W + "tbl": _table,
    W + "ins": _inserted,
    W + "moveTo": _inserted,
    W + "del": _deleted,
    W + "moveFrom": _deleted,
    W + "txbxContent": _box,
    W + "commentReference": _counting("comments"),
    W + "altChunk": _counting("embedded"),
    W + "subDoc": _counting("embedded"),
    _MC + "AlternateContent": _alternatives,
    **dict.fromkeys(_PICTURES, _counting("pictures")),
    # Properties and codes hold no words, but tabs and deletions that mean something else there.
    **dict.fromkeys(
        (W + name for name in ("sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx", "sdtPr",
                               "sdtEndPr", "instrText", "delText", "delInstrText", "rubyPr")),
    ),
}  # fmt: skip
