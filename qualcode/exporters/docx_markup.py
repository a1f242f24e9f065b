"""Pieces of WordprocessingML as text: runs, paragraphs, fields, pictures."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from qualcode.exporters.cells import legal

_BREAKS = re.compile("(\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]|\t)")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
# Legal in XML but shown by no program: the rest of the controls.
_C1 = re.compile("[\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that lies in the file: the relation that leads to it, its sides in English metric units."""

    relation: str
    width: int
    height: int


def escape(text: str) -> str:
    """`text` as XML: what XML cannot hold and other controls become U+FFFD, one for one."""
    return _C1.sub("\ufffd", legal(text)).translate(_ESCAPES)


def _text(text: str) -> str:
    """The inside of a run: line ends as breaks, tabs as tabs."""
    pieces = []
    for piece in _BREAKS.split(text):
        if piece == "\t":
            pieces.append("<w:tab/>")
        elif _BREAKS.fullmatch(piece):
            pieces.append("<w:br/>")
        elif piece:
            pieces.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return "".join(pieces)


def run(text: str, properties: str = "") -> str:
    """A run of text with run properties as XML."""
    return f"<w:r><w:rPr>{properties}</w:rPr>{_text(text)}</w:r>" if properties else f"<w:r>{_text(text)}</w:r>"


def paragraph(style: str, inside: str, properties: str = "") -> str:
    """A paragraph of a style (its id) with further paragraph properties as XML, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inside}</w:p>'


def field(instruction: str, result: str) -> str:
    """A field that shows `result` until Word computes it anew."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left, as Unicode's rule for paragraphs has it."""
    kinds = (unicodedata.bidirectional(char) for char in text)
    return next((kind for kind in kinds if kind in {"L", "R", "AL"}), "L") != "L"


def drawing(shown: Picture, number: int, alt: str, widest: int) -> str:
    """A run that shows a picture at its size, or smaller so that it is no wider than `widest`; `alt` says it in words.

    Lengths are in English metric units. The picture is the `number`-th.
    """
    share = min(1.0, widest / shown.width)
    sides = f'cx="{round(shown.width * share)}" cy="{round(shown.height * share)}"'
    main = "http://schemas.openxmlformats.org/drawingml/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{main}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {sides}/><wp:docPr id="{number}" name="Figure {number}" descr="{escape(alt)}"/>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{main}/main" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic xmlns:a="{main}/main"><a:graphicData uri="{main}/picture"><pic:pic xmlns:pic="{main}/picture">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Figure {number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip xmlns:r="{office}" r:embed="{shown.relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {sides}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
