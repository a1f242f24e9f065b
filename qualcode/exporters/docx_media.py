"""What lies in a Word file beside its text: the pictures of charts, and remarks in the margin."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from qualcode.exporters.docx_markup import Picture, escape, run
from qualcode.model.report import Block, Figure, Remark, Speech

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pictures(document: Document, blocks: Sequence[Block]) -> tuple[Picture, ...]:
    """Draw the figures among the blocks and lay them into the document, in their order."""
    figures = [block for block in blocks if isinstance(block, Figure)]
    if not figures:
        return ()
    from qualcode.exporters.charts import png

    laid = []
    for figure in figures:
        relation, image = document.part.get_or_add_image(io.BytesIO(png(figure.chart)))
        laid.append(Picture(relation, int(image.width), int(image.height)))
    return tuple(laid)


def add_remarks(document: Document, blocks: Sequence[Block]) -> None:
    """Lay the remarks of all turns into the document, in place of those of a template. Their text is written at once.

    Adding them one by one would look through all that are there each time.
    """
    remarks = [each for block in blocks if isinstance(block, Speech) for each in block.remarks]
    if not remarks:
        return
    part = document.part
    for key in [key for key, each in part.rels.items() if each.reltype == RELATIONSHIP_TYPE.COMMENTS]:
        del part.rels[key]
    inside = "".join(_remark(number, remark) for number, remark in remarks)
    text = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:comments xmlns:w="{_NAMESPACE}">{inside}'
    laid = Part(PackURI("/word/comments.xml"), CONTENT_TYPE.WML_COMMENTS, f"{text}</w:comments>".encode(), part.package)
    part.relate_to(laid, RELATIONSHIP_TYPE.COMMENTS)


def _remark(number: int, remark: Remark) -> str:
    lines = "".join(f"<w:p>{run(line)}</w:p>" for line in remark.lines) or "<w:p/>"
    date = f"{remark.created[:19]}Z" if len(remark.created) >= 19 else f"{remark.created[:10]}T00:00:00Z"
    return (
        f'<w:comment w:id="{number}" w:author="{escape(remark.author)}" w:date="{date}" '
        f'w:initials="{escape(_initials(remark.author))}">{lines}</w:comment>'
    )


def _initials(name: str) -> str:
    return "".join(part[0] for part in name.split() if part)[:4].upper()
