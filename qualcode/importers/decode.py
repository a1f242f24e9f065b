"""Bytes to text: which encoding, and how sure.

Byte order mark, UTF-8, UTF-16 without a mark, then the single-byte encodings in the order in which they occur among
people who write French, Dutch, German and English. A guess is always told, with a line to judge it by; a decoder that
drops or replaces what it does not understand is never used.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass

from qualcode.errors import EncodingUnknown, NotText
from qualcode.importers.base import Source
from qualcode.model.message import N_, Message

_MARKS = (
    # UTF-32 first: its mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SINGLE_BYTE = ("cp1252", "iso8859-15", "mac-roman", "cp850")
# Codecs of Python that turn bytes into text but are no character sets.
_NOT_FOR_TEXT = frozenset({"unicode-escape", "raw-unicode-escape", "idna", "punycode", "undefined"})
_PROBE = 65_536
_GUESS_PROBE = 262_144
_MAX_CONTROLS = 0.05
_ENOUGH = 0.5
_SHORT = 20
_MOST_HIGH = 0.35

_CONTROLS = bytes({*range(0x09), *range(0x0E, 0x20)} - {0x1B})
_HIGH = re.compile(r"[^\x00-\x7f]")
# How likely a character is in French, Dutch, German and English, from 1; what is not here is not expected at all.
_LIKELY = {
    **dict.fromkeys("³²¹½¼¾®™§©•·±×µ†ªº´\xad", 0.3),
    **dict.fromkeys("áåæíñóòõøúýÿìšžÀÂÄÁÅÆÇÈÊËÍÎÏÑÓÔÖØŒÚÛÜÙŸÝŠŽ", 0.4),
    **dict.fromkeys("âîïôùûœ‘‚‹›°£É", 0.8),
    **dict.fromkeys("éèàêëçäöüß’“”„«»–—…€\xa0", 1.0),
}
# Punctuation and fractions in the midst of a word, capitals between small letters: the wrong encoding.
_MISPLACED = re.compile(
    r"(?<=[^\W\d_])[«»‹›‚“”„…€£§©®™•²³½¼¾×±µ†ªº´](?=[^\W\d_])"
    r"|(?<=[a-zà-ÿ])[ÀÂÄÁÅÆÇÉÈÊËÍÎÏÑÓÔÖÒØŒÚÛÜÙŸÝŠŽ](?=[a-zà-ÿ])"
    r"|(?<=\d)[œŒŸŠŽ]"
)
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_HIGH_LETTER = re.compile(r"[^\W\d_\x00-\x7f]")
_UTF8_OR_STRAY = re.compile(
    rb"((?:[\xc2-\xdf][\x80-\xbf]"
    rb"|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
    rb")+)|([\x80-\xff])"
)
_EXPECTED_IN_UTF8 = re.compile(r"[\xa0-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u2010-\u203a\u20ac]")
_TWICE_ENCODED = re.compile(
    r"Ã[\xa0-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u2010-\u203a]|â€[™œ\x9d“”˜¦]|Â[\xa0«»°]"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the name of the encoding it was read in, and what a person should know about that."""

    text: str
    encoding: str
    warnings: tuple[Message, ...] = ()


def decode(data: bytes, source: Source) -> Decoded:
    """The text of a whole file, read in `source.encoding` where one is named, otherwise in the most plausible one.

    Raises EncodingUnknown where the bytes do not fit, NotText where they are no text at all.
    """
    if source.encoding is not None:
        text = _strict(data, source.encoding, source)
        return Decoded(text, codecs.lookup(source.encoding).name)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _strict(data, encoding, source)
            return Decoded(text, encoding, () if encoding == "utf-8" else _told(text, encoding))
    wide = _wide(data[:_PROBE])
    if wide is not None:
        text = _strict(data, wide, source)
        return Decoded(text, wide, _told(text, wide))
    if _is_binary(data):
        raise NotText(path=source.path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _mixed(data) or _single_byte(data, source)
    return Decoded(text, "utf-8", _doubts(text))


def _strict(data: bytes, encoding: str, source: Source) -> str:
    try:
        if codecs.lookup(encoding).name in _NOT_FOR_TEXT:
            raise LookupError(encoding)
        return data.decode(encoding)
    except (LookupError, ValueError) as error:
        raise EncodingUnknown(path=source.path, encoding=encoding) from error


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: in Latin script one byte of nearly every pair is zero, always the same one."""
    pairs = len(head) // 2
    if pairs < 2 or (len(head) % 2 and len(head) < _PROBE):
        return None
    first, second = head[0::2].count(0) / pairs, head[1::2].count(0) / pairs
    if second > 0.7 and first < 0.05:
        return "utf-16-le"
    if first > 0.7 and second < 0.05:
        return "utf-16-be"
    return None


def _is_binary(data: bytes) -> bool:
    head = data[:_PROBE]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > 1 and controls > _MAX_CONTROLS * len(head)


def _mixed(data: bytes) -> Decoded | None:
    """UTF-8 with stray cp1252 bytes, as when two files were pasted together; None where it is not that.

    In cp1252 alone, bytes that happen to be UTF-8 for a letter people use here hardly ever meet.
    """
    good, strays = 0, 0
    sample: bytes | None = None

    def to_utf8(match: re.Match[bytes]) -> bytes:
        nonlocal good, strays, sample
        if match[1]:
            good += len(_EXPECTED_IN_UTF8.findall(match[1].decode("utf-8")))
            return match[1]
        strays += 1
        if sample is None:
            sample = data[max(0, match.start() - 200) : match.end() + 200]
        return _one_byte(match[0]).encode("utf-8")

    mended = _UTF8_OR_STRAY.sub(to_utf8, data)
    if sample is None or not good or (good < 2 and good < strays):
        return None
    count, text = strays, mended.decode("utf-8")
    line = _sample(_UTF8_OR_STRAY.sub(to_utf8, sample).decode("utf-8", "replace"))
    template = N_(
        "The file mixes two encodings: most of it is UTF-8, some characters ({count}) are not, as in “{sample}”. "
        "Those were read as cp1252. Please check them."
    )
    return Decoded(text, "utf-8", (Message(template, {"count": count, "sample": line}),))


def _one_byte(byte: bytes) -> str:
    """A byte in cp1252; the five that it leaves undefined become controls, which are counted when text is cleaned."""
    try:
        return byte.decode("cp1252")
    except UnicodeDecodeError:
        return byte.decode("latin-1")


def _single_byte(data: bytes, source: Source) -> Decoded:
    first = _HIGH_BYTE.search(data)
    start = max(0, first.start() - 1) if first else 0
    window = slice(start, start + _GUESS_PROBE)
    best, best_score = "", 0.0
    for encoding in _SINGLE_BYTE:
        try:
            score = _plausibility(data.decode(encoding)[window])
        except UnicodeDecodeError:
            continue
        if score > best_score:
            best, best_score = encoding, score
    if best_score < _ENOUGH:
        best = _guessed(data) or ""
    if not best:
        raise EncodingUnknown(path=source.path, encoding="UTF-8")
    text = _strict(data, best, source)
    return Decoded(text, best, _told(text, best))


def _plausibility(text: str) -> float:
    """How likely the non-ASCII characters are on average, where those that stand in odd places count for nothing.

    Text that is mostly non-ASCII letters is in another script, whatever letters the encoding makes of it.
    """
    high = Counter(_HIGH.findall(text))
    total = high.total()
    if total > _SHORT and total > _MOST_HIGH * (len(text) - total):
        return 0.0
    likely = sum(_LIKELY.get(character, 0.0) * n for character, n in high.items())
    return (likely - len(_MISPLACED.findall(text))) / max(1, total)


def _guessed(data: bytes) -> str | None:
    """What a statistical guess says of other scripts; None where it does not read the whole file."""
    # Seldom needed, and slow to load.
    import charset_normalizer

    guess = charset_normalizer.from_bytes(data[:_GUESS_PROBE]).best()
    if guess is None:
        return None
    try:
        data.decode(guess.encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    return guess.encoding


def _told(text: str, encoding: str) -> tuple[Message, ...]:
    template = N_(
        "The file is not in UTF-8; it was read as {encoding}. Check this line: “{sample}”. "
        "If letters are wrong, choose another encoding (--encoding)."
    )
    return (Message(template, {"encoding": encoding, "sample": _sample(text)}),)


def _doubts(text: str) -> tuple[Message, ...]:
    """A warning where UTF-8 was once read as cp1252 and saved again: `Ã©` for `é`."""
    found = _TWICE_ENCODED.search(text)
    if found is None:
        return ()
    template = N_(
        "Letters were garbled before the file was saved, as in “{sample}”. "
        "They were left as they are; correct them in the file and import it again."
    )
    return (Message(template, {"sample": _sample(text, found.start())}),)


def _sample(text: str, at: int | None = None) -> str:
    """Up to 80 characters of the line of the first non-ASCII letter (or of offset `at`), on one line."""
    if at is None:
        letter = _HIGH_LETTER.search(text) or _HIGH.search(text)
        at = letter.start() if letter else 0
    start = max(text.rfind("\n", 0, at) + 1, at - 40)
    end = text.find("\n", at, start + 80)
    return " ".join(text[start : end if end >= 0 else start + 80].split())
