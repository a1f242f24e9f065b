"""The named styles of Word reports, so that a house template can restyle every part of them.

A style the template defines stays as it is there; the others are added as below. Type: Arial, which Windows and macOS
have and every LibreOffice replaces by a face of the same widths, so that lines break alike everywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.styles.style import BaseStyle, CharacterStyle, ParagraphStyle

from qualcode.exporters.docx_tables import Type

FONT = "Arial"
INK = "1F2328"
GREY = "59636E"
RULE = "B7BEC6"
PAPER = "F4F5F7"


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph style looks; lengths in points. `line` is a multiple of the type's height."""

    name: str
    base: str = "Normal"
    then: str | None = None
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    colour: str | None = None
    before: float = 0
    after: float = 0
    line: float | None = None
    left: float = 0
    right: float = 0
    hanging: float = 0
    keep_next: bool = False
    keep_lines: bool = False
    outline: int | None = None
    right_aligned: bool = False
    rule: str | None = None  # a line at the left, in this colour
    shade: str | None = None


LOOKS = (
    Look("Title", then="Subtitle", size=30, bold=True, colour=INK, after=8, line=1.05, keep_next=True),
    Look("Sheet Title", size=17, bold=True, colour=INK, after=4, line=1.1, keep_next=True),
    Look("Subtitle", then="Normal", size=15, colour=GREY, after=26, line=1.15, keep_next=True),
    Look("Title Line", size=10.5, colour=INK, after=4),
    Look("TOC Heading", then="Normal", size=20, bold=True, colour=INK, after=14, keep_next=True),
    Look("toc 1", size=10.5, bold=True, before=7, after=1, line=1.15, keep_next=True),
    Look("toc 2", size=9.5, colour=GREY, line=1.1, left=17),
    Look(
        "Heading 1",
        then="Body Text",
        size=22,
        bold=True,
        colour=INK,
        after=16,
        line=1.1,
        keep_next=True,
        keep_lines=True,
        outline=0,
    ),
    Look(
        "Heading 2",
        then="Body Text",
        size=14,
        bold=True,
        colour=INK,
        before=22,
        after=6,
        line=1.1,
        keep_next=True,
        keep_lines=True,
        outline=1,
    ),
    Look(
        "Heading 3",
        then="Body Text",
        size=11,
        bold=True,
        colour=INK,
        before=14,
        after=4,
        keep_next=True,
        keep_lines=True,
        outline=2,
    ),
    Look("Body Text", after=6),
    Look("Code Definition", then="Code Rule", size=10.5, colour=INK, after=6, line=1.3),
    Look("Code Rule", after=4, line=1.25),
    Look("Code Counts", then="Body Text", size=9, colour=GREY, before=2, after=8),
    Look("Small Print", size=8.5, colour=GREY, before=6, after=4, line=1.2),
    Look("List Bullet", after=3, left=14, hanging=14),
    Look(
        "Quote",
        then="Quote Source",
        size=11,
        colour=INK,
        before=12,
        after=3,
        line=1.35,
        left=14,
        keep_next=True,
        rule=RULE,
    ),
    Look("Quote Translation", size=9.5, italic=True, colour=INK, after=2, line=1.2, left=26, keep_lines=True),
    Look("Quote Source", size=8.5, colour=GREY, after=1, line=1.15, left=14, keep_lines=True),
    Look("Quote Detail", size=8.5, colour=GREY, after=1, line=1.15, left=14, keep_lines=True),
    Look("Quote Memo", size=9, before=7, after=8, line=1.2, left=20, right=6, keep_lines=True, shade=PAPER),
    Look("Caption", size=9, bold=True, colour=INK, before=14, after=5, keep_next=True, keep_lines=True),
    Look("Table Text", size=9, line=1.1),
    Look("Table Heading", base="Table Text", size=8.5, bold=True, line=1.1, keep_next=True),
    Look("Table Strong", base="Table Text", size=9, bold=True, before=3, line=1.1),
    Look("Table Quote", base="Table Text", size=9.5, before=3, line=1.2, left=6, rule=RULE),
    Look("Table Translation", base="Table Text", size=8.5, italic=True, colour=INK, before=1, line=1.15, left=12),
    Look("Table Source", base="Table Text", size=8, colour=GREY, after=3, line=1.1),
    Look("Figure", before=10, keep_next=True),
    Look("Figure Caption", base="Caption", size=9, colour=INK, bold=True, before=2, after=12, line=1.15),
    Look("Speech", size=10, after=8, line=1.3),
    Look("Header", size=8, colour=GREY),
    Look("Footer", size=8, colour=GREY, right_aligned=True),
)
# How wide letters are, in parts of the type's size: all of them in the first, bold ones on an average in the others.
_FONTS = (
    (re.compile("courier|mono|consol|typewriter|code", re.IGNORECASE), 0.61),
    (re.compile("verdana|tahoma bold|dejavu|arial black|century gothic|montserrat", re.IGNORECASE), 0.68),
    (re.compile("arial|helvetica|calibri|carlito|liberation|times|cambria|garamond", re.IGNORECASE), Type().letter),
)
_UNKNOWN = 0.62
_CAPITALS = 1.25
_BUILT_IN = {"Title", "Subtitle", "Quote", "Caption", "Header", "Footer", "Body Text"}
NAMES = tuple(look.name for look in LOOKS)
TABLE = "Report Table"

_TABLE_XML = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ReportTable">
  <w:name w:val="{TABLE}"/>%s<w:uiPriority w:val="59"/><w:qFormat/>
  <w:tblPr><w:tblBorders>
    <w:top w:val="single" w:sz="8" w:space="0" w:color="{INK}"/>
    <w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK}"/>
    <w:insideH w:val="single" w:sz="4" w:space="0" w:color="D8DCE1"/>
  </w:tblBorders><w:tblCellMar>
    <w:top w:w="28" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>
    <w:bottom w:w="28" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>
  </w:tblCellMar></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:tcPr>
    <w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="{INK}"/></w:tcBorders>
    <w:vAlign w:val="bottom"/>
  </w:tcPr></w:tblStylePr>
</w:style>"""


def add_styles(document: Document, *, keep: bool) -> dict[str, str]:
    """See that every style of `NAMES` and `TABLE` is there, and return their ids by name.

    With `keep` those the document has stay as they are.
    """
    known = {style.name for style in document.styles}
    ours = [look for look in LOOKS if not (keep and look.name in known)]
    for look in ours:
        if look.name not in known:
            builtin = look.name in _BUILT_IN or look.name.startswith(("Heading", "TOC", "toc", "List"))
            document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH, builtin=builtin)
    for look in ours:
        style = document.styles[look.name]
        if isinstance(style, ParagraphStyle):
            _apply(style, look, document)
    ids = {name: document.styles[name].style_id for name in NAMES}
    if TABLE not in document.styles:
        default = document.styles.default(WD_STYLE_TYPE.TABLE)
        based = f'<w:basedOn w:val="{default.style_id}"/>' if default else ""
        document.styles.element.append(parse_xml(_TABLE_XML % based))
    return {**ids, TABLE: document.styles[TABLE].style_id}


def cell_type(document: Document) -> Type:
    """The type of the cells of tables, as the document's own styles have it."""
    found = [_type(document, name) for name in ("Table Text", "Table Heading")]
    return max(found, key=lambda each: each.wide)


def _type(document: Document, name: str) -> Type:
    """The type of a style, or of what it is based on, down to the defaults of the document."""
    style: BaseStyle | None = document.styles[name]
    size: float | None = None
    font, capitals = None, None
    while isinstance(style, CharacterStyle):
        size = size or (style.font.size.pt if style.font.size else None)
        font = font or style.font.name
        capitals = style.font.all_caps if capitals is None else capitals
        style = style.base_style
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is not None:
        told, fonts = defaults.find(qn("w:sz")), defaults.find(qn("w:rFonts"))
        size = size or (int(told.get(qn("w:val"))) / 2 if told is not None else None)
        font = font or (fonts.get(qn("w:ascii")) if fonts is not None else None)
    letter = next((wide for names, wide in _FONTS if names.search(font or "")), _UNKNOWN)
    return Type(size or 10, letter * _CAPITALS if capitals else letter)


def _apply(style: ParagraphStyle, look: Look, document: Document) -> None:
    own = look.base != "Normal"  # which is the default paragraph style, and called so in every language
    style.base_style = document.styles[look.base] if own else document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    style.next_paragraph_style = document.styles[look.then or look.name]
    style.hidden, style.quick_style, style.unhide_when_used = False, True, False
    font, shape = style.font, style.paragraph_format
    font.size = Pt(look.size) if look.size else None
    if look.size:  # and again for scripts such as Arabic, which Word sizes apart
        size = parse_xml(f'<w:szCs {nsdecls("w")} w:val="{round(look.size * 2)}"/>')
        style.element.get_or_add_rPr().find(qn("w:sz")).addnext(size)
    font.bold, font.italic = look.bold, look.italic
    font.color.rgb = RGBColor.from_string(look.colour) if look.colour else None
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.line_spacing = look.line
    shape.left_indent = Pt(look.left) if look.left else None
    shape.right_indent = Pt(look.right) if look.right else None
    shape.first_line_indent = Pt(-look.hanging) if look.hanging else None
    shape.keep_with_next, shape.keep_together = look.keep_next or None, look.keep_lines or None
    shape.widow_control = True
    if look.right_aligned:
        shape.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _add_rules(style, look)


def _add_rules(style: ParagraphStyle, look: Look) -> None:
    """What python-docx has no property for: rules, shades and outline levels, in the order the schema wants."""
    properties = style.element.get_or_add_pPr()
    later = [qn(f"w:{name}") for name in ("tabs", "spacing", "ind", "jc", "outlineLvl")]
    at = next((i for i, child in enumerate(properties) if child.tag in later), len(properties))
    borders = []
    if look.rule:
        borders = [f'<w:left w:val="single" w:sz="12" w:space="9" w:color="{look.rule}"/>']
    if look.shade:
        shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{look.shade}"/>')
        properties.insert(at, shade)
        # Borders in the shade's own colour are its padding: Word has no other.
        for side, space in (("top", 4), ("left", 6), ("bottom", 4), ("right", 6)):
            borders.append(f'<w:{side} w:val="single" w:sz="4" w:space="{space}" w:color="{look.shade}"/>')
    if borders:
        properties.insert(at, parse_xml(f"<w:pBdr {nsdecls('w')}>{''.join(borders)}</w:pBdr>"))
    if look.outline is not None:
        properties.append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{look.outline}"/>'))
