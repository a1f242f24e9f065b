"""The door: what is let in, what is said of it, and how everything else is refused."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from pathlib import Path

import pytest

from qualcode.errors import (
    EncodingUnknown,
    FileBroken,
    FileEmpty,
    FileMissing,
    FileProtected,
    FileTooLarge,
    FileUnreadable,
    FormatUnknown,
    NotText,
    QualcodeError,
)
from qualcode.importers import base, registry
from qualcode.importers.registry import SUFFIXES, parse, read
from tests.importers.making import docx, package, paragraph
from tests.rights import bound_by_rights

TALK = "INT : Vous êtes née où ?\n\nFatima : À Roubaix, on était six.\n\nINT : Et après ?\n\nFatima : Après, l'usine.\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def refusal(data: bytes, name: str) -> QualcodeError:
    with pytest.raises(QualcodeError) as caught:
        parse(data, Path(name))
    return caught.value


def test_a_file_becomes_a_document(tmp_path: Path) -> None:
    data = TALK.replace("\n", "\r\n").encode("utf-8-sig")
    found = read(put(tmp_path, "Récit de Fatima.TXT", data))
    assert found.text == TALK
    assert (found.title, found.source) == ("Récit de Fatima", "Récit de Fatima.TXT")
    assert (found.format, found.encoding, found.language) == ("txt", "utf-8", "fr")
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert [(speaker.name, speaker.interviewer) for speaker in found.speakers] == [("INT", True), ("Fatima", False)]
    assert len(found.turns) == 4
    assert found.warnings == ()


@pytest.mark.parametrize(("name", "form"), [("a.txt", "txt"), ("a.md", "md"), ("a.markdown", "md"), ("a.text", "txt")])
def test_the_suffix_chooses_the_reader(tmp_path: Path, name: str, form: str) -> None:
    assert read(put(tmp_path, name, TALK.encode())).format == form
    assert Path(name).suffix in SUFFIXES


def test_a_word_file_has_no_encoding(tmp_path: Path) -> None:
    found = read(
        put(tmp_path, "entretien.docx", docx(paragraph("INT : Où ?"), paragraph("Fatima : Ici."))), encoding="cp1252"
    )
    assert (found.format, found.encoding) == ("docx", None)


def test_a_named_encoding_is_used(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "Ž Noëlle".encode("cp1252"))
    assert read(path, encoding="mac-roman").text == "é NoÎlle"
    with pytest.raises(EncodingUnknown):
        read(path, encoding="utf-8")


def test_what_cannot_be_shown_is_replaced_and_counted() -> None:
    found = parse((TALK + "Oui\0 non\x1b[31m\ufffe non\x07\x07.").encode(), Path("a.txt"))
    assert found.text == TALK + "Oui\ufffd non\ufffd[31m\ufffd non\ufffd\ufffd."
    assert found.warnings[0].values == {"count": 5, "names": "U+0000 ×1, U+0007 ×2, U+001B ×1, U+FFFE ×1"}


def test_names_from_the_file_system_are_made_showable() -> None:
    found = parse(TALK.encode(), Path("Récit\n\x1b[31m\udce9.txt"))
    assert found.source == "Récit \ufffd[31m\ufffd.txt"
    assert found.title == "Récit \ufffd[31m\ufffd"


# Refused.


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "rien.txt", tmp_path / "rien" / "rien.txt", Path("a\0b.txt")):
        with pytest.raises(FileMissing):
            read(path)
    (tmp_path / "lien.txt").symlink_to(tmp_path / "rien.txt")
    with pytest.raises(FileMissing):
        read(tmp_path / "lien.txt")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tuyau.txt")
    with pytest.raises(FileUnreadable, match="pipe"):
        read(tmp_path / "tuyau.txt")


def test_a_folder_and_a_name_past_all_limits(tmp_path: Path) -> None:
    (tmp_path / "dossier.txt").mkdir()
    with pytest.raises(FileUnreadable, match="folder"):
        read(tmp_path / "dossier.txt")
    with pytest.raises(FileUnreadable):
        read(tmp_path / ("x" * 5_000 + ".txt"))


@bound_by_rights
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = put(tmp_path, "secret.txt", TALK.encode())
    path.chmod(stat.S_IWUSR)
    with pytest.raises(FileUnreadable):
        read(path)


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t\n", "\u00a0\u2003".encode(), b"\xff\xfe"])
def test_a_file_without_text(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(FileEmpty):
        read(put(tmp_path, "vide.txt", data))


def test_a_text_past_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.truncate(base.LARGE_LIMIT - 1)
    with pytest.raises(FileTooLarge) as caught:
        read(path)
    assert caught.value.values["limit"] == "20 MB"
    with path.open("wb") as file:
        file.truncate(base.LARGE_LIMIT + 1)
    with pytest.raises(FileTooLarge):
        read(path, large=True)


def test_a_large_text_is_read_when_asked_for(tmp_path: Path) -> None:
    path = put(tmp_path, "long.txt", b"mot " * 5_000_001)
    with pytest.raises(FileTooLarge):
        read(path)
    assert len(read(path, large=True).text) == 20_000_004


def test_the_limit_holds_for_the_text_in_a_word_file_too(monkeypatch: pytest.MonkeyPatch) -> None:
    data = docx(paragraph("mot " * 1_000))
    monkeypatch.setattr(base, "TEXT_LIMIT", 3_999)
    with pytest.raises(FileTooLarge):
        parse(data, Path("long.docx"))
    assert len(parse(data, Path("long.docx"), large=True).text) == 4_000


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("a.doc", "old Word file"),
        ("a.rtf", "rich text"),
        ("a.pdf", "PDF"),
        ("a.odt", "OpenDocument"),
        ("a.docm", "macros"),
        ("a.m4a", "Transcribe"),
        ("a.xlsx", "table"),
        ("a.xyz", ""),
        ("a", ""),
        ("qualcode", ""),
    ],
)
def test_other_formats_are_refused_with_advice(tmp_path: Path, name: str, advice: str) -> None:
    with pytest.raises(FormatUnknown) as caught:
        read(put(tmp_path, name, TALK.encode()))
    assert advice in str(caught.value)
    assert ".docx" in str(caught.value.advice)


@pytest.mark.parametrize("name", ["a.docx", "a.txt", "a.md"])
def test_a_password_is_told_from_an_old_word_file(name: str) -> None:
    assert isinstance(refusal(OLE + "EncryptedPackage".encode("utf-16-le"), name), FileProtected)
    old = refusal(OLE + "WordDocument".encode("utf-16-le"), name)
    assert isinstance(old, FileBroken | NotText)
    assert "old Word file" in str(old)


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (rb"{\rtf1\ansi Bonjour}", "rich text"),
        (package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}, 0), "OpenDocument"),
    ],
    ids=["pdf", "rtf", "odt"],  # a zip's bytes hold the time, and a test's name must not
)
def test_files_under_a_false_name_are_recognised(data: bytes, advice: str) -> None:
    assert advice in str(refusal(data, "a.txt"))
    if not data.startswith(b"PK"):
        assert advice in str(refusal(data, "a.docx"))


def test_text_under_the_name_of_a_word_file_and_the_other_way_round() -> None:
    assert isinstance(refusal(TALK.encode(), "a.docx"), FileBroken)
    assert "let its name end in .docx" in str(refusal(docx(paragraph("Bonjour")), "a.txt"))


def test_a_picture_is_no_text() -> None:
    assert isinstance(refusal(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "a.txt"), NotText)


def test_every_reader_has_a_name_of_its_own_and_suffixes_nobody_else_has() -> None:
    names = [importer.name for importer in registry.IMPORTERS]
    assert len(set(names)) == len(names)
    assert len(set(SUFFIXES)) == len(SUFFIXES)
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in SUFFIXES)
