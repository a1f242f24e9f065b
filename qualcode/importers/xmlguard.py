"""XML from strangers: no DOCTYPE, no entities, no network, and a bound on what it grows into.

lxml alone is not enough: it expands internal entities in attributes even with `resolve_entities=False`. So a DOCTYPE is
refused before any parser sees it, in every encoding that Office files may have.
"""

from __future__ import annotations

import re

from lxml import etree

from qualcode.errors import FileBroken, FileUnsafe
from qualcode.importers.base import too_large
from qualcode.model.message import N_

MAX_BYTES = 64_000_000
"""Bytes of one XML part; a tree takes some ten times as much memory. A million characters of transcript are ~10 MB."""
MAX_NODES = 8_000_000
"""Opening and closing tags and attributes of one part, counted before parsing."""

_FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)")
_DECLARED = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
# Encodings in which the ASCII characters are the ASCII bytes, so that a forbidden word cannot hide.
_PLAIN = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"})
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
    remove_comments=True, remove_pis=True, recover=False, collect_ids=False,
)  # fmt: skip


def parse(data: bytes, path: str, kind: str, *, large: bool = False) -> etree._Element:
    """The root element of one XML part. `path` and `kind` are for the refusal.

    Raises FileUnsafe for a DOCTYPE or a disguised encoding, FileTooLarge, FileBroken where it is not well-formed.
    """
    limit = MAX_BYTES * (10 if large else 1)
    if len(data) > limit:
        raise too_large(path, len(data), limit)
    plain = refuse_entities(data, path, kind)
    if plain.count(b"<") + plain.count(b"=") > MAX_NODES * (10 if large else 1):
        raise too_large(path, len(data), limit)
    try:
        return etree.fromstring(plain, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FileBroken(path=path, format=kind, reason=N_("its XML is not well-formed")) from error


def refuse_entities(data: bytes, path: str, kind: str) -> bytes:
    """The same XML in an encoding where ASCII is ASCII. Raises FileUnsafe where it declares a type or entities."""
    plain = _as_utf8(data, path, kind)
    if _FORBIDDEN.search(plain):
        raise FileUnsafe(path=path, reason=N_("it declares a document type or entities, which documents never need"))
    return plain


def _as_utf8(data: bytes, path: str, kind: str) -> bytes:
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")):
        codec = "utf-16" if data[0] >= 0xFE else "utf-16-le" if data[0] else "utf-16-be"
        try:
            text = data.decode(codec)
        except UnicodeDecodeError as error:
            raise FileBroken(path=path, format=kind, reason=N_("its XML is not well-formed")) from error
        return re.sub(r"^<\?xml[^>]*\?>", "", text).encode("utf-8", "surrogatepass")
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    if b"\x00" in data[:200] or (declared and declared[1].lower() not in _PLAIN):
        raise FileUnsafe(path=path, reason=N_("its XML is in an encoding that such files never have"))
    return data
