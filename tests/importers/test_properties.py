"""What holds for whatever comes in: clean text, orderly turns, and no fault but ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import FileRefused
from qualcode.importers.registry import SUFFIXES, parse
from qualcode.model.document import ImportedDocument
from qualcode.model.text import is_canonical
from tests.importers.making import bold, docx, paragraph, run, table

NAMES = st.sampled_from(
    [
        "INT",
        "Fatima",
        "Mme D.",
        "?",
        "S1",
        "Élodie",
        "[Chercheur]",
        "**Luc**",
        "Note",
        "10",
        "OK",
        "JULIE",
        "r",
        "#00:00:01-2#",
    ]
)
SEPARATORS = st.sampled_from([" : ", ":", "\u00a0: ", ". ", "\t", " (0:01 - 0:11)\n", " [00:01:02] ", "\n", " – ", " "])
SPEECH = st.text(st.sampled_from("aé .:\n\t–«»[]()#*_0123456789\r\u2028\u00a0\ufeff\0\ud800"), max_size=40)
TALK = st.lists(st.tuples(NAMES, SEPARATORS, SPEECH), max_size=12).map(
    lambda parts: "\n".join(name + separator + speech for name, separator, speech in parts)
)
SPEAKERS_FILE = docx(
    paragraph("Entretien", style="Titre"),
    paragraph(bold("INT"), run(" : Où ?")),
    table(("INT", "Et ?"), ("Fatima", "À Mons.")),
    paragraph("Fatima : Ici.", '<w:ins w:id="1">', run(" Oui"), "</w:ins>"),
    others={"word/comments.xml": "<a/>"},
)


def orderly(found: ImportedDocument) -> None:
    """All that other parts of the program rely on."""
    assert is_canonical(found.text)
    assert found.text.strip()
    before = 0
    for turn in found.turns:
        assert before <= turn.label_start <= turn.start <= turn.end <= len(found.text)
        before = turn.end
        speech = found.text[turn.start : turn.end]
        assert speech == speech.strip()
        assert turn.speaker is None or turn.speaker in {speaker.name for speaker in found.speakers}
        assert turn.time is None or turn.time >= 0
    names = [speaker.name for speaker in found.speakers]
    assert len(set(names)) == len(names)
    assert {turn.speaker for turn in found.turns} - {None} == set(names)
    for warning in found.warnings:
        assert str(warning)


@given(st.one_of(TALK, st.text()), st.sampled_from([".txt", ".md"]))
def test_any_text_gives_clean_text_and_orderly_turns(text: str, suffix: str) -> None:
    try:
        found = parse(text.encode("utf-8", "surrogatepass"), Path("a" + suffix))
    except FileRefused:
        return
    orderly(found)


@given(
    st.lists(TALK.map(lambda text: "".join(c for c in text if c.isprintable())), min_size=1, max_size=6), st.booleans()
)
def test_any_words_in_a_word_file_come_out_in_their_order(texts: list[str], in_bold: bool) -> None:
    escaped = [text.replace("&", "&amp;").replace("<", "&lt;") for text in texts]
    data = docx(*(paragraph(bold(text) if in_bold else run(text)) for text in escaped))
    try:
        found = parse(data, Path("a.docx"))
    except FileRefused:
        assert not "".join(texts).strip("\ufeff ")
        return
    orderly(found)
    assert found.text.split() == "\n".join(texts).lstrip("\ufeff").split()


@given(st.binary(max_size=400), st.sampled_from(SUFFIXES))
def test_any_bytes_are_read_or_refused(data: bytes, suffix: str) -> None:
    try:
        orderly(parse(data, Path("a" + suffix)))
    except FileRefused as error:
        assert str(error)


@given(st.binary(max_size=60), st.text(max_size=12))
def test_any_name_of_an_encoding_is_known_or_refused(data: bytes, encoding: str) -> None:
    try:
        orderly(parse(data, Path("a.txt"), encoding=encoding))
    except FileRefused as error:
        assert str(error)


@given(st.data())
def test_a_damaged_word_file_is_read_or_refused(data: st.DataObject) -> None:
    changed = bytearray(SPEAKERS_FILE)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(changed) - 1))
        changed[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.none(), st.integers(0, len(changed))))
    try:
        orderly(parse(bytes(changed[:cut]), Path("a.docx")))
    except FileRefused as error:
        assert str(error)


@given(st.data())
def test_damaged_xml_in_a_sound_package_is_read_or_refused(data: st.DataObject) -> None:
    main = bytearray(
        paragraph(bold("INT"), run(" : Où ?"), '<w:r><w:sym w:char="F04A"/><w:br/></w:r>').encode()
        + table(("Fatima", "Ici")).encode()
    )
    for _ in range(data.draw(st.integers(1, 6))):
        main[data.draw(st.integers(0, len(main) - 1))] = data.draw(st.sampled_from(b'<>/&;"= w:tprbdl\xe9\x00'))
    try:
        orderly(parse(docx(main.decode("latin-1")), Path("a.docx")))
    except FileRefused as error:
        assert str(error)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_was_read_once_reads_the_same(suffix: str) -> None:
    data = SPEAKERS_FILE if suffix == ".docx" else "INT : Où ?\n\nFatima : Ici.\n".encode()
    assert parse(data, Path("a" + suffix)) == parse(data, Path("a" + suffix))
