"""Codings for other programs: every column of the contract, and only what each person consented to."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from qualcode.errors import FileExists, FormatUnknown
from qualcode.ops import Session, cases, codings, documents, exchange, projects

STORY = "INT: Et après ?\nROSE: J'ai repris confiance.\nINT: Et vous ?\nPAUL: Rose m'a aidé, je travaille.\n"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    (tmp_path / "a.txt").write_text(STORY, "utf-8")
    session = projects.create(tmp_path / "p", coder="marie")
    view = documents.import_file(session, tmp_path / "a.txt", case="Atelier")
    cases.set_case(session, "Atelier", attributes={"pool": "insertion"})
    for speaker in ("ROSE", "PAUL"):
        documents.map_speaker(session, view.id, speaker, person=speaker.capitalize())
    for words, code in (("J'ai repris confiance", "social/confidence"), ("Rose m'a aidé", "social/ties")):
        start = STORY.index(words)
        codings.add(
            session, view.id, start, start + len(words), code, effect="positive", facets={"time": "during"}, memo="voir"
        )
    return session


def rows(session: Session, path: Path) -> list[dict[str, str]]:
    exchange.export_codings(session, path, raw=True)
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def test_a_row_holds_the_passage_and_what_is_known_around_it(session: Session, tmp_path: Path) -> None:
    first, _ = rows(session, tmp_path / "c.csv")
    assert first["quote"] == "J'ai repris confiance"
    assert (first["document"], first["case"], first["person"], first["speaker"]) == ("1", "Atelier", "Rose", "ROSE")
    assert (first["turn"], first["code"], first["effect"], first["memo"]) == (
        "2",
        "social/confidence",
        "positive",
        "voir",
    )
    assert (first["facet:time"], first["case:pool"]) == ("during", "insertion")


def test_consent_is_obeyed_and_what_it_held_back_is_counted(session: Session, tmp_path: Path) -> None:
    cases.set_person(session, "Rose", consent="count")
    cases.set_person(session, "Paul", consent="none")
    made = exchange.export_codings(session, tmp_path / "c.jsonl")
    assert (made.rows, made.without_words, made.left_out) == (1, 1, 1)
    written = (tmp_path / "c.jsonl").read_text("utf-8")
    assert json.loads(written)["quote"] is None
    assert json.loads(written)["memo"] is None
    assert not any(word in written for word in ("confiance.", "repris", "Rose", "ROSE", "Paul"))


def test_an_anonymised_person_goes_by_a_number_also_in_what_others_say(session: Session, tmp_path: Path) -> None:
    cases.set_person(session, "Rose", consent="anonymised")
    first, second = rows(session, tmp_path / "c.csv")
    assert first["person"] == "Person 1"
    assert first["quote"] == "J'ai repris confiance"
    assert second["quote"] == "[Person 1] m'a aidé"


def test_files_are_not_written_over_nor_guessed(session: Session, tmp_path: Path) -> None:
    exchange.export_codings(session, tmp_path / "c.xlsx")
    with pytest.raises(FileExists):
        exchange.export_codings(session, tmp_path / "c.xlsx")
    with pytest.raises(FormatUnknown):
        exchange.export_codings(session, tmp_path / "c.pdf")
