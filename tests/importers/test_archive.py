"""Word files from enemies: refused before they cost anything, and nothing outside them is touched."""

from __future__ import annotations

import io
import struct
import sys
import time
import zipfile
from pathlib import Path

import pytest

from qualcode.errors import FileBroken, FileProtected, FileTooLarge, FileUnsafe, QualcodeError
from qualcode.importers import xmlguard
from qualcode.importers.registry import parse
from tests.importers.making import W, document, docx, package, paragraph, part, relations

ENTITY = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = "<!DOCTYPE w:document [<!ENTITY a '1234567890'>" + "".join(
    f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
LAUGHS += "]>"
PLAIN = document(paragraph("Bonjour"))


def refusal(data: bytes) -> QualcodeError:
    with pytest.raises(QualcodeError) as caught:
        parse(data, Path("entretien.docx"))
    return caught.value


def with_prolog(prolog: str, content: str = "&x;") -> str:
    return document(paragraph("Bonjour " + content)).replace("?>", "?>" + prolog, 1)


@pytest.mark.parametrize(
    "main",
    [
        with_prolog(ENTITY),
        with_prolog(ENTITY.replace("file:///etc/passwd", "https://evil.example/x")),
        with_prolog(LAUGHS, "&i;"),
        with_prolog('<!DOCTYPE w:document SYSTEM "https://evil.example/x.dtd">', ""),
        with_prolog("<!DOCTYPE w:document [<!ENTITY % p SYSTEM 'https://evil.example/p'> %p;]>", ""),
        with_prolog("<!DOCTYPE w:document>", ""),
    ],
    ids=["file", "network", "laughs", "dtd", "parameter", "bare"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_document_types_are_refused_in_every_encoding(main: str, encoding: str) -> None:
    data = main.replace('encoding="UTF-8"', "").encode(encoding)
    assert isinstance(refusal(docx(others={"word/document.xml": data})), FileUnsafe)


@pytest.mark.parametrize(
    "name",
    ["_rels/.rels", "word/_rels/document.xml.rels", "word/styles.xml", "word/footnotes.xml", "customXml/item1.xml"],
)
def test_document_types_are_refused_in_every_part(name: str) -> None:
    assert isinstance(refusal(docx(paragraph("Bonjour"), others={name: ENTITY + "<a>&x;</a>"})), FileUnsafe)


@pytest.mark.parametrize("declared", ["UTF-7", "IBM037", "UTF-32", "ISO-2022-JP"])
def test_xml_in_disguise_is_refused(declared: str) -> None:
    main = PLAIN.replace("UTF-8", declared).encode("utf-8")
    assert isinstance(refusal(docx(others={"word/document.xml": main})), FileUnsafe)


@pytest.mark.parametrize("encoding", ["utf-32", "utf-32-le", "utf-32-be", "cp037", "utf-7"])
def test_xml_in_what_xml_allows_and_word_never_writes_is_refused(encoding: str) -> None:
    main = with_prolog(ENTITY).replace('encoding="UTF-8"', "").encode(encoding)
    assert isinstance(refusal(docx(others={"word/document.xml": main})), FileBroken | FileUnsafe)


def test_a_declaration_cannot_hide_its_encoding() -> None:
    hidden = ENTITY.encode("utf-7").replace(b"<", b"+ADw-").replace(b"!", b"+ACE-")
    main = b'<?xml version="1.0"' + b" " * 500 + b'encoding="UTF-7"?>' + hidden + b"<a>&x;</a>"
    assert isinstance(refusal(docx(others={"word/document.xml": main})), FileUnsafe)


def test_an_encoding_within_an_encoding_hides_nothing() -> None:
    twice = (
        with_prolog(ENTITY).replace('encoding="UTF-8"', "").encode("utf-16-le").decode("latin-1").encode("utf-16-le")
    )
    assert isinstance(refusal(docx(others={"word/document.xml": twice})), FileBroken)


def test_entities_without_a_document_type_are_broken_xml() -> None:
    assert isinstance(refusal(docx(others={"word/document.xml": with_prolog("", "&x;")})), FileBroken)


def test_links_to_elsewhere_are_not_followed() -> None:
    # The network and a file that must not be read: the fixture of all tests forbids the one, the words show the other.
    targets = (
        "https://evil.example/x.png",
        "file:///etc/passwd",
        "\\\\evil.example\\share\\x.dotm",
        "../../../etc/passwd",
    )
    kinds = ("image", "oleObject", "attachedTemplate", "aFChunk")
    links = tuple((kind, target, True) for kind in kinds for target in targets)
    found = parse(docx(paragraph("Bonjour"), links=links), Path("entretien.docx"))
    assert found.text == "Bonjour"
    assert "not followed" in str(found.warnings[0])


def test_parts_outside_the_package_are_missing_parts() -> None:
    links = (("footnotes", "../../../etc/passwd", False),)
    assert isinstance(refusal(docx(paragraph("Bonjour"), links=links)), FileBroken)


# Zip.


def bomb(size: int) -> bytes:
    main = PLAIN.encode().replace(b"<w:sectPr/>", b" " * size + b"<w:sectPr/>")
    return docx(others={"word/document.xml": main})


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    data = bomb(300_000_000)
    assert len(data) < 400_000
    resource = pytest.importorskip("resource", reason="memory is not measured here")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    assert isinstance(refusal(data), FileUnsafe)
    assert time.process_time() - start < 1
    # Kilobytes here, bytes on a Mac; the bomb would be 300 MB. What the test made to build it is within `before`.
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000 * (
        1024 if sys.platform == "darwin" else 1
    )


def test_a_bomb_in_a_part_that_is_never_read_is_refused_too() -> None:
    assert isinstance(
        refusal(docx(paragraph("Bonjour"), others={"word/media/image1.png": bytes(50_000_000)})), FileUnsafe
    )


def test_many_small_bombs_are_one_large_one() -> None:
    members: dict[str, str | bytes] = {f"customXml/item{n}.xml": bytes(999_999) for n in range(600)}
    assert isinstance(refusal(docx(paragraph("Bonjour"), others=members)), FileTooLarge)


def test_ten_thousand_members_are_refused() -> None:
    members: dict[str, str | bytes] = {f"word/media/{n}": b"" for n in range(10_000)}
    start = time.process_time()
    assert isinstance(refusal(docx(paragraph("Bonjour"), others=members)), FileUnsafe)
    assert time.process_time() - start < 1


def lying(data: bytes, size: int) -> bytes:
    """The same file, whose directory and header say that the main part is `size` bytes long."""
    changed = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo("word/document.xml")
    struct.pack_into("<L", changed, info.header_offset + 22, size)
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    struct.pack_into("<L", changed, entry + 24, size)
    return bytes(changed)


@pytest.mark.parametrize("size", [0, 1, 900, 4_000_000_000])
def test_lies_about_a_members_size_are_found_out(size: int) -> None:
    data = docx(paragraph("Bonjour " * 200))
    assert parse(data, Path("entretien.docx")).text.startswith("Bonjour")
    assert isinstance(refusal(lying(data, size)), FileBroken | FileUnsafe)


def test_a_bomb_that_says_it_is_small_is_not_unpacked() -> None:
    start = time.process_time()
    assert isinstance(refusal(lying(bomb(100_000_000), 20_000)), FileBroken)
    assert time.process_time() - start < 1


def test_archives_in_archives_stay_closed() -> None:
    inner = docx(paragraph("dedans"))
    found = parse(docx(paragraph("Bonjour"), others={"word/embeddings/a.docx": inner}), Path("entretien.docx"))
    assert found.text == "Bonjour"
    assert isinstance(refusal(package({"entretien.docx": inner})), FileBroken)


def test_twin_parts_are_refused() -> None:
    buffer = io.BytesIO(docx(paragraph("Bonjour")))
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", document(paragraph("Autre chose")))
    assert isinstance(refusal(buffer.getvalue()), FileUnsafe)


def test_encrypted_members_are_told_from_damaged_ones() -> None:
    data = bytearray(docx(paragraph("Bonjour")))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            data[at + place] |= 1
    assert isinstance(refusal(bytes(data)), FileProtected)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_packing_is_refused(method: int) -> None:
    members = {"_rels/.rels": relations(("officeDocument", "word/document.xml", False)), "word/document.xml": PLAIN}
    assert isinstance(refusal(package(members, method)), FileBroken)


@pytest.mark.parametrize(
    "members",
    [
        {"lettre.txt": "Bonjour"},
        {"_rels/.rels": relations(("officeDocument", "word/autre.xml", False)), "word/document.xml": PLAIN},
        {
            "_rels/.rels": relations(("officeDocument", "xl/workbook.xml", False)),
            "xl/workbook.xml": part("workbook", ""),
        },
        {"word/document.xml": "<document>Bonjour</document>"},
        {"word/document.xml": f'<w:document xmlns:w="{W}"><w:body>'},
        {"word/document.xml": ""},
        {"word/document.xml": "<a>" * 5_000 + "</a>" * 5_000},
        {"word/document.xml": PLAIN, "_rels/.rels": "<oops"},
    ],
    ids=["zip", "elsewhere", "excel", "foreign", "cut", "empty", "deep", "relations"],
)
def test_what_is_no_word_file_is_said_to_be_broken(members: dict[str, str | bytes]) -> None:
    assert isinstance(refusal(package(members)), FileBroken)


def test_parts_nested_past_all_sense_are_refused_not_crashed_on() -> None:
    nested = "<w:txbxContent>" * 240 + paragraph("Bonjour") + "</w:txbxContent>" * 240

    def deeper(levels: int) -> None:
        if levels:
            deeper(levels - 1)
        else:
            assert isinstance(refusal(docx(nested)), FileBroken)

    deeper(400)


@pytest.mark.parametrize("keep", [4, 30, 100, 500])
def test_a_file_that_was_not_copied_whole(keep: int) -> None:
    assert isinstance(refusal(docx(paragraph("Bonjour"))[:keep]), FileBroken)


def test_xml_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    main = document("<w:p/>" * 2_000)
    with monkeypatch.context() as patched:
        patched.setattr(xmlguard, "MAX_NODES", 1_500)
        assert isinstance(refusal(docx(others={"word/document.xml": main})), FileUnsafe)
    monkeypatch.setattr(xmlguard, "MAX_BYTES", 3_000)
    assert isinstance(refusal(docx(others={"word/document.xml": main})), FileTooLarge)
