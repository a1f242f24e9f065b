"""XML from strangers: no DOCTYPE, no entities, no network, and a bound on what it grows into.

lxml alone is not enough: it expands internal entities in attributes even with `resolve_entities=False`. So a DOCTYPE is
refused before any parser sees it, in every encoding that Office files may have.
"""

from __future__ import annotations

import re

from lxml import etree

from qualcode.errors import FileBroken, FileUnsafe
from qualcode.importers.base import too_large
from qualcode.model.message import N_, Message

MAX_BYTES = 64_000_000
"""Bytes of one XML part; a tree takes some ten times as much memory. A million characters of transcript are ~10 MB."""
MAX_NODES = 8_000_000
"""Opening and closing tags and attributes of one part, counted before parsing."""

_FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)")
_DECLARED = re.compile(rb"encoding\s*=\s*[\"']([^\"']*)[\"']")
_UTF8 = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})
# Encodings in which the ASCII characters are the ASCII bytes, so that a forbidden word cannot hide.
_PLAIN = _UTF8 | {b"iso-8859-1", b"windows-1252"}
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
        raise FileUnsafe(path=path, reason=Message(N_("it holds far more formatting than text")))
    try:
        return etree.fromstring(plain, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _broken(path, kind) from error


def refuse_entities(data: bytes, path: str, kind: str) -> bytes:
    """The same XML in UTF-8 without its declaration. Raises FileUnsafe where it declares a type or entities."""
    plain = _as_utf8(data, path, kind)
    # Zeros, or no bracket at the start: the parser would take it for an encoding in which words cannot be seen here.
    if b"\x00" in plain or not plain.lstrip(b" \t\r\n").startswith(b"<"):
        raise _broken(path, kind)
    if _FORBIDDEN.search(plain):
        raise FileUnsafe(
            path=path, reason=Message(N_("it declares a document type or entities, which documents never need"))
        )
    return plain


def _as_utf8(data: bytes, path: str, kind: str) -> bytes:
    codec = "utf-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")):
        codec = "utf-16" if data[0] >= 0xFE else "utf-16-le" if data[0] else "utf-16-be"
    try:
        plain = data if codec == "utf-8" else data.decode(codec).encode("utf-8")
        plain = plain.removeprefix(b"\xef\xbb\xbf")
        if not plain.startswith(b"<?xml"):
            return plain
        # The parser is to go by what was seen here, not by what the declaration says.
        declaration, _, content = plain.partition(b"?>")
        declared = _DECLARED.search(declaration)
        named = declared[1].lower() if declared and codec == "utf-8" else b"utf-8"
        if named not in _PLAIN:
            raise FileUnsafe(path=path, reason=Message(N_("its XML is in an encoding that such files never have")))
        return content if named in _UTF8 else content.decode(named.decode()).encode("utf-8")
    except UnicodeError as error:
        raise _broken(path, kind) from error


def _broken(path: str, kind: str) -> FileBroken:
    return FileBroken(path=path, format=kind, reason=Message(N_("its XML is not well-formed")))
