from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from qualcode.model.document import SpeakerView
from qualcode.model.revision import RevisionReport
from qualcode.ops import documents, projects, revisions
from qualcode.store.session import Session

STORY = """\
INT : Comment avez-vous connu l'atelier ?

FATIMA : C'est Mamadou qui m'a appris le vélo.

DIDIER : Elle a pris sa place.

INT : Et la confiance ?

DIDIER : On la voit.

FATIMA : La confiance est revenue.
"""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = projects.create(tmp_path / "p.qualcode", coder="marie")
    (tmp_path / "recit.txt").write_text(STORY, encoding="utf-8")
    documents.import_file(made, tmp_path / "recit.txt", kind="life-story", person="Fatima B.", language="fr")
    yield made
    made.close()


@pytest.fixture
def document(session: Session) -> str:
    return documents.find(session, "1").id


def who(session: Session, document: str) -> list[tuple[str, int, str | None, bool]]:
    return [(each.speaker, each.turns, each.person, each.interviewer) for each in documents.speakers(session, document)]


def notes(report: RevisionReport) -> list[str]:
    return [str(note) for note in report.notes]


def test_speakers_keep_who_they_are(session: Session, document: str) -> None:
    before = documents.speakers(session, document)
    ids = [turn.speaker for turn in documents.turns(session, document)]
    report = revisions.revise(session, document, STORY.replace("vélo", "métier"))
    assert report.notes == ()
    assert [turn.speaker for turn in documents.turns(session, document)] == ids
    assert documents.speakers(session, document) == before
    assert before[1] == SpeakerView("FATIMA", 2, 11, "Fatima B.", False)


def test_all_of_a_speakers_labels_changed_are_their_new_name(session: Session, document: str) -> None:
    report = revisions.revise(session, document, STORY.replace("FATIMA", "F."))
    assert notes(report) == ["The speaker “FATIMA” is called “F.” now."]
    assert who(session, document) == [
        ("INT", 2, None, True),
        ("F.", 2, "Fatima B.", False),
        ("DIDIER", 2, None, False),
    ]


def test_one_label_changed_is_somebody_else(session: Session, document: str) -> None:
    report = revisions.revise(session, document, STORY.replace("FATIMA : La", "Enquêteur : La"))
    assert notes(report) == ["“Enquêteur” is a new speaker."]
    assert who(session, document)[1:] == [
        ("FATIMA", 1, "Fatima B.", False),
        ("DIDIER", 2, None, False),
        ("Enquêteur", 1, None, True),
    ]


def test_a_label_corrected_to_a_known_name_is_that_speaker(session: Session, document: str) -> None:
    report = revisions.revise(session, document, STORY.replace("DIDIER", "FATIMA"))
    assert notes(report) == []
    assert who(session, document) == [
        ("INT", 2, None, True),
        ("FATIMA", 4, "Fatima B.", False),
        ("DIDIER", 0, None, False),
    ]


def test_turns_put_in_and_taken_out_are_told(session: Session, document: str) -> None:
    report = revisions.revise(session, document, STORY + "\nINT : Merci.\n\nFATIMA : Merci à vous.\n")
    assert notes(report) == ["The document has 8 turns; it had 6."]
    assert who(session, document)[:2] == [("INT", 3, None, True), ("FATIMA", 3, "Fatima B.", False)]
    report = revisions.revise(session, document, STORY.replace("DIDIER : Elle a pris sa place.\n\n", ""))
    assert notes(report) == ["The document has 5 turns; it had 8."]


def test_a_name_that_people_gave_stays_whatever_the_labels_say(session: Session, document: str) -> None:
    documents.rename_speaker(session, document, "FATIMA", "La narratrice")
    new = STORY.replace("FATIMA : La", "FATIMA : Oui.\n\nFATIMA : La").replace("DIDIER", "PAUL")
    revisions.revise(session, document, new)
    assert who(session, document) == [
        ("INT", 2, None, True),
        ("La narratrice", 3, "Fatima B.", False),
        ("PAUL", 2, None, False),
    ]
    revisions.revise(session, document, new.replace("FATIMA", "F."))
    assert who(session, document)[1] == ("La narratrice", 3, "Fatima B.", False)


def test_a_story_without_labels_stays_its_narrators(session: Session, tmp_path: Path) -> None:
    (tmp_path / "seul.txt").write_text("Je suis née à Liège.\n\nPuis j'ai travaillé.\n", encoding="utf-8")
    alone = documents.import_file(session, tmp_path / "seul.txt", person="Rosa").id
    revisions.revise(session, alone, "Je suis née à Liège.\n\nEn mars.\n\nPuis j'ai travaillé.\n")
    assert [(turn.person, turn.start) for turn in documents.turns(session, alone)] == [
        ("Rosa", 0), ("Rosa", 22), ("Rosa", 32)
    ]  # fmt: skip


def in_word(path: Path, lines: list[tuple[str, str]]) -> Path:
    """A transcript whose labels are known by nothing but their bold."""
    made = docx.Document()
    for name, said in lines:
        paragraph = made.add_paragraph()
        paragraph.add_run(name).bold = True
        paragraph.add_run(f" {said}")
    made.save(str(path))
    return path


BOLD = [
    ("Intervieweur", "Comment avez-vous connu l'atelier ?"),
    ("Fatima", "C'est Mamadou qui m'a appris le vélo."),
    ("Intervieweur", "Et la confiance ?"),
    ("Fatima", "Elle est revenue."),
]


def test_labels_in_bold_are_kept_when_only_the_text_is_known(session: Session, tmp_path: Path) -> None:
    document = documents.import_file(session, in_word(tmp_path / "gras.docx", BOLD)).id
    before = who(session, document)
    assert [each[:2] for each in before] == [("Intervieweur", 2), ("Fatima", 2)]
    text = documents.text(session, document)
    revisions.revise(session, document, text.replace("vélo", "vélo\nce printemps-là"))
    assert who(session, document) == before
    revisions.revise(session, document, documents.text(session, document).replace("Fatima ", "Rosa "))
    assert [each[:2] for each in who(session, document)] == [("Intervieweur", 2), ("Rosa", 2)]


def test_the_corrected_word_file_tells_its_new_turns(session: Session, tmp_path: Path) -> None:
    document = documents.import_file(session, in_word(tmp_path / "gras.docx", BOLD), person="Fatima B.").id
    longer = [*BOLD[:2], ("Fatima", "Sur le parking."), *BOLD[2:], ("Didier", "J'y étais."), ("Didier", "Oui.")]
    report = revisions.revise_from_file(session, document, in_word(tmp_path / "corrige.docx", longer))
    assert notes(report) == ["“Didier” is a new speaker.", "The document has 7 turns; it had 4."]
    assert who(session, document) == [
        ("Intervieweur", 2, None, True),
        ("Fatima", 3, "Fatima B.", False),
        ("Didier", 2, None, False),
    ]
