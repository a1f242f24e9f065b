"""Codebooks from CSV, as spreadsheets and people write it: every fault with its line in the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import BadData, EncodingUnknown, FileEmpty, QualcodeError
from qualcode.importers.codebook_csv import read_codebook_csv
from qualcode.model.codebook import Codebook
from qualcode.model.ids import stable_id


def read(folder: Path, text: str | bytes, *, name: str | None = None) -> Codebook:
    path = folder / "grille.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_codebook_csv(path, name=name)


def faults(folder: Path, text: str | bytes) -> list[str]:
    with pytest.raises(BadData) as caught:
        read(folder, text)
    return [str(fault) for fault in caught.value.faults]


EXCEL = """\
Key;Parent;Label_FR;label_nl;terms_fr;examples_fr;pools;SDG;Colour;
social/confidence;social;Confiance;Zelfvertrouwen;"confiance; ""confiance en moi"";s'affirm*;";\
"J'ose. | ""Oui"" ; dit-il.";insertion;SDG 8.5;;
social;;Social;;;;;;#0072b2;
;;;;;;;;;
"""


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_what_spreadsheets_write_is_read(tmp_path: Path, delimiter: str, encoding: str, line_end: str) -> None:
    text = 'key;label_fr;definition_fr\na;Santé;"Liée, aussi; à\tl\'âge"\n'
    outside = delimiter.join(["key", "label_fr", "definition_fr"]) + line_end
    data = (outside + delimiter.join(text.splitlines()[1].split(";", 2)) + line_end).encode(encoding)
    (code,) = read(tmp_path, data).codes
    assert code.labels == {"fr": "Santé"}
    assert code.definition == {"fr": "Liée, aussi; à\tl'âge"}


def test_columns_and_lists(tmp_path: Path) -> None:
    book = read(tmp_path, EXCEL, name="pool nord")
    social, confidence = book.codes
    assert (book.name, book.id, book.languages) == ("pool nord", stable_id("codebook", "pool nord"), ("fr", "nl"))
    assert (social.key, social.parent, social.colour, social.position) == ("social", None, "#0072B2", 0)
    assert (confidence.parent, confidence.position) == (social.id, 1)
    assert confidence.id == stable_id("code", "pool nord", "social/confidence")
    assert confidence.labels == {"fr": "Confiance", "nl": "Zelfvertrouwen"}
    assert confidence.terms == {"fr": ("confiance", "confiance en moi", "s'affirm*")}
    assert confidence.examples == {"fr": ("J'ose.", '"Oui" ; dit-il.')}
    assert (confidence.pools, confidence.sdg) == (("insertion",), ("8.5",))


def test_the_codebook_is_called_like_its_file_unless_told(tmp_path: Path) -> None:
    assert read(tmp_path, "key,label_fr\na,A\n").name == "grille"


def test_separators_may_stand_in_texts_behind_a_backslash(tmp_path: Path) -> None:
    (code,) = read(tmp_path, "key,label_fr,aliases_fr,examples_fr\na,A,b\\;c;d\\\\;e,C:\\temp|x\\|y\n").codes
    assert code.aliases == {"fr": ("b;c", "d\\", "e")}
    assert code.examples == {"fr": ("C:\\temp", "x|y")}


def test_spreadsheets_apostrophe_is_no_part_of_the_text(tmp_path: Path) -> None:
    (code,) = read(tmp_path, "key,label_fr,definition_fr,include_fr\na,'s avonds,'=oser,''-non\n").codes
    assert (code.labels, code.definition, code.include) == ({"fr": "'s avonds"}, {"fr": "=oser"}, {"fr": "'-non"})


def test_all_faults_are_told_at_once_with_the_lines_of_the_file(tmp_path: Path) -> None:
    text = (
        "key,parent,label_fr,definition_fr,terms_fr,colour\r\n"
        'a,,A,"deux\r\nlignes",confiance,red\r\n'
        "\r\n"
        ",,B,,em*,\r\n"
        "c,aa,,,,,,de trop\r\n"
        "a,c,A,,,\r\n"
    )
    assert faults(tmp_path, text) == [
        "line 2: “red” is not a colour: write it as #RRGGBB, such as #0072B2",
        "line 5: “em*” is too short beside its star; it needs at least 3 letters",
        "line 5: this code has no key",
        "line 6: column 8 has no name but holds “de trop”",
        "line 6: there is no code with the key “aa” to be the parent; did you mean “a”?",
        "line 6: the code “c” has no label",
        "line 7: the key “a” is already that of the code on line 2",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("key,labels_fr\na,A\n", "the column “labels_fr” is not known; did you mean “label_fr”?"),
        ("key,label_fr,remarques\na,A,x\n", "the column “remarques” is not known; take it out, or call it one of: key"),
        ("key,label_francais\na,A\n", "“francais” is not a language"),
        ("key,label_fr,Label_FR\na,A,B\n", "the column “label_fr” is there twice"),
        ("label_fr\nA\n", "there is no column “key”"),
        ("key,parent\na,\n", "there is no column with labels"),
        ("key,label_fr\n", "the codebook has no codes"),
        ('key,label_fr\na,A\nb,"B\nc,C\n', "line 3: the row that begins here cannot be read: unexpected end of data"),
        ('key,label_fr\na,"A"B\n', "line 2: the row that begins here cannot be read"),
        ("key,label_fr\na,A\x00\n", "line 2: “A\x00” holds the invisible character U+0000"),
        (f"key,label_fr\na,{'x' * 140_000}\n", "line 2: the row that begins here cannot be read: field larger"),
        ("key,label_fr,sdg\na,A,08. Mai\n", "“08. Mai” is not a target of the Sustainable Development Goals"),
    ],
)
def test_faults(tmp_path: Path, text: str, expected: str) -> None:
    told = faults(tmp_path, text)
    assert any(expected in fault for fault in told), told


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FileEmpty):
        read(tmp_path, "\n\n")
    with pytest.raises(EncodingUnknown):
        read(tmp_path, b"key,label_fr\na,\x81\x8d\n")


@given(st.text("key,label_fr\"\n;\t|\\'=-a\r\x00é", max_size=60) | st.binary(max_size=60))
@settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
def test_any_file_is_read_or_refused_in_plain_words(tmp_path: Path, rest: str | bytes) -> None:
    try:
        read(tmp_path, b"key,label_fr,terms_fr\na," + (rest.encode() if isinstance(rest, str) else rest))
    except QualcodeError as refusal:
        assert str(refusal)
