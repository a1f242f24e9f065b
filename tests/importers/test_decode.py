"""Bytes in whatever encoding a colleague's program wrote them, and what is said about the guess."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import EncodingUnknown, NotText
from qualcode.importers.base import Source
from qualcode.importers.decode import decode

DATA = Path(__file__).parents[1] / "data" / "importers"
LANGUAGES = ("fr", "nl", "de")
SOURCE = Source("entretien.txt", ".txt")

# Seven encodings in three languages: what each can hold is in it letter for letter.
CORPUS = [
    (language, encoding, read)
    for language in LANGUAGES
    for encoding, read in (
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
        ("mac-roman", "mac-roman"),
    )
]


def transcript(language: str) -> str:
    return (DATA / f"{language}.txt").read_text(encoding="utf-8")


def with_encoding(encoding: str) -> Source:
    return Source("entretien.txt", ".txt", encoding)


@pytest.mark.parametrize(("language", "encoding", "read"), CORPUS)
def test_every_letter_of_the_corpus_comes_back(language: str, encoding: str, read: str) -> None:
    text = transcript(language)
    decoded = decode(text.encode(encoding), SOURCE)
    assert decoded.text.removeprefix("\ufeff") == text
    assert decoded.encoding == read


@pytest.mark.parametrize("language", LANGUAGES)
def test_dos_text_is_recognised(language: str) -> None:
    text = transcript(language).translate(str.maketrans("€…œ’‘–„“", "E.o''-\"\""))
    decoded = decode(text.encode("cp850"), SOURCE)
    assert (decoded.text, decoded.encoding) == (text, "cp850")


def test_latin_9_is_told_from_cp1252_by_its_ligature() -> None:
    text = "Ma sœur et mon cœur, à 300 € par mois, où ça ?"
    decoded = decode(text.encode("iso8859-15"), SOURCE)
    assert (decoded.text, decoded.encoding) == (text, "iso8859-15")


def test_utf_8_needs_no_warning_and_a_guess_shows_a_line_to_judge_by() -> None:
    text = transcript("fr")
    assert decode(text.encode(), SOURCE).warnings == ()
    (warning,) = decode(text.encode("cp1252"), SOURCE).warnings
    assert warning.values == {"encoding": "cp1252", "sample": "Récit de Naïma, atelier couture"}
    assert "--encoding" in str(warning)


def test_latin_1_pasted_into_utf_8_is_read_and_counted() -> None:
    head, tail = transcript("fr").split("Aujourd'hui", 1)
    decoded = decode(head.encode() + b"Aujourd'hui" + tail.encode("cp1252"), SOURCE)
    assert decoded.text == transcript("fr")
    assert decoded.encoding == "utf-8"
    (warning,) = decoded.warnings
    assert warning.values["count"] == sum(ord(letter) > 127 for letter in tail)


def test_a_few_lines_of_utf_8_within_latin_1_are_mixed_too() -> None:
    decoded = decode("Naïma était là, à côté.\n".encode("cp1252") * 5 + "Où ça ? L'été, là-bas.\n".encode(), SOURCE)
    assert decoded.text.endswith("Où ça ? L'été, là-bas.\n")
    assert decoded.warnings[0].values["count"] == 30


def test_letters_garbled_before_saving_are_told_and_left() -> None:
    text = transcript("fr").encode().decode("cp1252", "ignore")
    decoded = decode(text.encode(), SOURCE)
    assert decoded.text == text
    assert "Ã©" in str(decoded.warnings[0])


def test_other_scripts_are_never_taken_for_our_letters() -> None:
    text = "Καλημέρα σας, πείτε μου πώς φτάσατε εδώ και τι άλλαξε στη ζωή σας από τότε που δουλεύετε.\n" * 8
    decoded = decode(text.encode("cp1253"), SOURCE)
    assert decoded.encoding not in ("cp1252", "iso8859-15", "mac-roman", "cp850")
    assert not set(decoded.text) & set("ÊáëçìÝñá")
    assert decoded.warnings


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-16", "mac-roman"])
def test_a_named_encoding_is_taken_at_its_word(encoding: str) -> None:
    text = "Noëlle était là."
    decoded = decode(text.encode(encoding), with_encoding(encoding))
    assert decoded.text == text
    assert codecs.lookup(decoded.encoding) == codecs.lookup(encoding)
    assert decoded.warnings == ()


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "ascii", "utf-16", "klingon", "base64", "unicode_escape", "idna", "rot13", "undefined", "", "\0"],
)
def test_a_named_encoding_that_does_not_fit_is_refused(encoding: str) -> None:
    with pytest.raises(EncodingUnknown):
        decode("é".encode("cp1252") + b" \\d.", with_encoding(encoding))


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF32_BE])
def test_a_mark_that_lies_is_refused(mark: bytes) -> None:
    with pytest.raises(EncodingUnknown):
        decode(mark + b"\xff\xfe\xfd", SOURCE)


def test_binaries_are_no_text() -> None:
    with pytest.raises(NotText):
        decode(bytes(range(256)) * 20, SOURCE)


def test_a_single_nul_is_not_the_end_of_a_transcript() -> None:
    text = transcript("nl").replace("diploma", "dip\0loma")
    assert decode(text.encode(), SOURCE).text == text


@given(st.text())
def test_any_utf_8_is_read_as_it_is_or_refused(text: str) -> None:
    try:
        decoded = decode(text.encode(), SOURCE)
    except NotText:
        assert sum(ord(letter) < 32 for letter in text) > 1
        return
    if decoded.encoding == "utf-8":
        assert decoded.text == text.removeprefix("\ufeff")


@given(st.sampled_from(LANGUAGES), st.integers(0, 400), st.binary(min_size=1, max_size=4))
def test_stray_bytes_never_cost_the_words_around_them(language: str, at: int, strays: bytes) -> None:
    data = transcript(language).encode()
    at = min(at, len(data))
    # Strays go where they cannot cut a letter in two.
    while at < len(data) and data[at] & 0xC0 == 0x80:
        at += 1
    decoded = decode(data[:at] + strays + data[at:], SOURCE)
    if decoded.encoding == "utf-8":
        assert decoded.text.startswith(data[: max(0, at - 1)].decode("utf-8", "ignore")[:-1])
