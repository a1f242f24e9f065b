from __future__ import annotations

import dataclasses
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import Conflict, DocumentNotFound, FileMissing, FormatUnknown
from qualcode.importers import registry
from qualcode.model.coding import Coding
from qualcode.model.document import Speaker, Turn
from qualcode.model.message import Message
from qualcode.model.revision import RevisionReport
from qualcode.model.said import words_said
from qualcode.model.suggestion import Decision, Suggestion
from qualcode.model.text import Span
from qualcode.ops import adrift, codebooks, codings, documents, history, memos, projects, revisions, suggestions
from qualcode.ops.revisions import NoText
from qualcode.store.session import Session
from tests.conftest import SHARED

STORY = """\
Récit de Fatima

INT : Comment avez-vous connu l'atelier ?

FATIMA : C'est Mamadou qui m'a appris le vélo. Le midi, sur le parking. J'ai crié de joie !

INT : Et la confiance ?

FATIMA : La confiance est revenue petit à petit. Avant, je parlais à personne.
"""
QUOTES = (
    "C'est Mamadou qui m'a appris le vélo.",
    "J'ai crié de joie !",
    "La confiance est revenue petit à petit.",
)
CODE, OTHER = "social/confidence", "social/ties"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = projects.create(tmp_path / "p.qualcode", coder="marie")
    (tmp_path / "recit.txt").write_text(STORY, encoding="utf-8")
    documents.import_file(made, tmp_path / "recit.txt", kind="life-story", person="Fatima", language="fr")
    yield made
    made.close()


@pytest.fixture
def document(session: Session) -> str:
    """The story's id, with three passages coded."""
    found = documents.find(session, "1").id
    for quote in QUOTES:
        put(session, found, quote)
    return found


def put(session: Session, document: str, quote: str, code: str = CODE) -> str:
    at = documents.text(session, document).index(quote)
    return codings.add(session, document, at, at + len(quote), code).id


def quotes(session: Session) -> list[tuple[str, bool]]:
    return [(coding.quote, coding.adrift) for coding in codings.listing(session)]


def everything(session: Session) -> dict[str, object]:
    """All that an edit may change."""
    record = documents.find(session, "1")
    return {
        "text": documents.text(session, record.id),
        "document": record,
        "speakers": sorted(session.all(Speaker), key=lambda each: each.id),
        "turns": documents.turns(session, record.id),
        "codings": sorted(session.all(Coding), key=lambda each: each.id),
        "decisions": session.all(Decision, order=["id"]),
        "memos": memos.listing(session),
        "revisions": revisions.history_of(session, record.id),
    }


def test_a_corrected_word_makes_a_new_revision_and_every_coding_goes_along(session: Session, document: str) -> None:
    new = STORY.replace("crié", "pleuré").replace("connu", "découvert")
    report = revisions.revise(session, document, new)
    assert (report.document, report.revision, len(report.kept)) == (document, 2, 2)
    (changed,) = report.changed
    assert (changed.old_quote, changed.quote) == ("J'ai crié de joie !", "J'ai pleuré de joie !")
    assert (changed.code, changed.coder) == (CODE, "marie")
    assert STORY[changed.old_start : changed.old_end] == changed.old_quote
    assert new[changed.start : changed.end] == changed.quote
    assert report.moved == report.adrift == ()

    record = documents.find(session, "1")
    assert documents.text(session, document) == new
    assert (record.characters, record.words) == (len(new), words_said(new, documents.turns(session, document)))
    assert [each.number for each in revisions.history_of(session, document)] == [1, 2]
    assert record.revision == revisions.history_of(session, document)[-1].id
    assert quotes(session) == [(QUOTES[0], False), ("J'ai pleuré de joie !", False), (QUOTES[2], False)]
    assert projects.check(session, deep=True).ok


def test_a_passage_taken_out_is_adrift_and_comes_back_with_its_words(session: Session, document: str) -> None:
    note = codings.note(session, codings.listing(session)[1].id, "Le tournant.").id
    report = revisions.revise(session, document, STORY.replace(" J'ai crié de joie !", ""))
    (lost,) = report.adrift
    assert (lost.id, lost.quote, lost.taken, lost.start) == (note, "J'ai crié de joie !", False, lost.end)
    (told,) = adrift.listing(session)
    assert (told.id, told.quote, told.revision, told.memo) == (note, "J'ai crié de joie !", 1, "Le tournant.")
    assert told.before.endswith("sur le parking.")
    assert projects.check(session, deep=True).ok

    # An edit elsewhere leaves it adrift, and does not tell it again.
    again = revisions.revise(session, document, documents.text(session, document).replace("connu", "trouvé"))
    assert (again.adrift, again.moved, len(again.kept)) == ((), (), 2)
    assert adrift.listing(session)[0].revision == 1

    back = revisions.revise(session, document, STORY)
    assert [(each.id, each.quote) for each in back.moved] == [(note, "J'ai crié de joie !")]
    assert adrift.listing(session) == []
    assert quotes(session) == [(quote, False) for quote in QUOTES]


def test_one_undo_brings_all_back_and_redo_does_it_again(session: Session, document: str) -> None:
    suggestions.refuse(session, suggestion(document, "Le midi, sur le parking."))
    before = everything(session)
    revisions.revise(session, document, STORY.replace("FATIMA", "F.").replace(" J'ai crié de joie !", ""))
    after = everything(session)
    assert after != before
    history.undo(session)
    assert everything(session) == before
    history.redo(session)
    assert everything(session) == after
    assert projects.check(session, deep=True).ok


def suggestion(document: str, quote: str) -> Suggestion:
    at = STORY.index(quote)
    return Suggestion(document, at, at + len(quote), quote, CODE, 0.5, ())


def test_an_edit_on_which_others_have_coded_cannot_be_taken_back_before_that(session: Session, document: str) -> None:
    revisions.revise(session, document, "Bonjour.\n" + STORY)
    session.coder = "joris"
    put(session, document, "Bonjour.")
    session.coder = "marie"
    with pytest.raises(Conflict) as refused:
        history.undo(session)
    assert refused.value.values["coder"] == "joris"
    session.coder = "joris"
    history.undo(session)
    session.coder = "marie"
    history.undo(session)
    assert documents.text(session, document) == STORY


def test_the_same_text_again_changes_nothing(session: Session, document: str) -> None:
    before, entries = everything(session), len(history.listing(session))
    report = revisions.revise(session, document, STORY.replace("\n", "\r\n"))
    assert (report.revision, report.operation, len(report.kept)) == (1, None, 3)
    assert everything(session) == before
    assert len(history.listing(session)) == entries


def test_a_text_without_words_or_for_no_document_is_refused(session: Session, document: str) -> None:
    before = everything(session)
    for empty in ("", " \n\t"):
        with pytest.raises(NoText) as refused:
            revisions.revise(session, document, empty)
        assert "recit" in str(refused.value)
    with pytest.raises(DocumentNotFound):
        revisions.revise(session, "nothing", "Bonjour.")
    with pytest.raises(DocumentNotFound):
        revisions.history_of(session, "nothing")
    assert everything(session) == before


def test_what_cannot_stand_in_a_text_is_replaced_and_told(session: Session, document: str) -> None:
    report = revisions.revise(session, document, STORY.replace("crié", "cri\x00é"))
    assert documents.text(session, document).count("\ufffd") == 1
    assert [note.values["count"] for note in report.notes] == [1]


def test_a_preview_tells_the_same_and_stores_nothing(session: Session, document: str) -> None:
    new = STORY.replace("crié", "pleuré").replace(QUOTES[2], "").replace("FATIMA", "F.")
    before, entries = everything(session), len(history.listing(session))
    told = revisions.preview(session, document, new)
    assert everything(session) == before
    assert len(history.listing(session)) == entries
    assert told.notes
    done = revisions.revise(session, document, new)
    assert dataclasses.replace(done, operation=None) == told


def test_two_codings_never_end_on_the_same_words_unseen(session: Session, document: str) -> None:
    second = put(session, document, "Le midi, sur le parking. J'ai crié de joie !")
    report = revisions.revise(session, document, STORY.replace(" Le midi, sur le parking.", ""))
    (lost,) = report.adrift
    assert (lost.id, lost.taken) == (second, True)
    (told,) = adrift.listing(session)
    assert told.taken
    assert documents.text(session, document)[told.start : told.end] == "J'ai crié de joie !"
    assert projects.check(session, deep=True).ok
    # It stays adrift for as long as the other stands there.
    assert revisions.revise(session, document, documents.text(session, document) + "Fin.\n").adrift == ()
    codings.remove(session, [coding.id for coding in codings.listing(session) if coding.quote == "J'ai crié de joie !"])
    assert [each.id for each in revisions.revise(session, document, STORY).moved] == [second]


def test_the_same_place_may_be_lost_in_several_revisions(session: Session, document: str) -> None:
    gone = STORY.replace(" J'ai crié de joie !", "")
    lost = set()
    for exclamation in ("J'ai crié de joie !", "Et puis le bus.", "Voilà."):
        revisions.revise(session, document, STORY.replace("J'ai crié de joie !", exclamation))
        lost.add(put(session, document, exclamation))
        revisions.revise(session, document, gone)
    assert {each.id for each in adrift.listing(session)} == lost
    assert {each.quote for each in adrift.listing(session)} == {"J'ai crié de joie !", "Et puis le bus.", "Voilà."}
    assert projects.check(session, deep=True).ok


def test_what_was_said_to_suggestions_goes_along(session: Session, document: str) -> None:
    stays = suggestions.refuse(session, suggestion(document, "Avant, je parlais à personne."))
    goes = suggestions.refuse(session, suggestion(document, "Le midi, sur le parking."))
    new = STORY.replace(" Le midi, sur le parking.", "")
    revisions.revise(session, document, new)
    kept = {each.id: each for each in session.all(Decision)}
    start = new.index("Avant,")
    assert (kept[stays.id].start, kept[stays.id].end) == (start, start + len("Avant, je parlais à personne."))
    assert kept[stays.id].revision == documents.find(session, "1").revision
    assert (kept[goes.id].start, kept[goes.id].revision) == (goes.start, goes.revision)


def test_a_corrected_file_is_read_as_an_import_would(session: Session, document: str, tmp_path: Path) -> None:
    path = tmp_path / "corrigé.txt"
    path.write_bytes(STORY.replace("crié", "pleuré").replace("\n", "\r\n").encode("cp1252"))
    told = revisions.preview_from_file(session, document, path)
    assert documents.text(session, document) == STORY
    report = revisions.revise_from_file(session, document, path, encoding="cp1252")
    assert [each.quote for each in report.changed] == [each.quote for each in told.changed] == ["J'ai pleuré de joie !"]
    assert documents.find(session, "1").source == "recit.txt"
    with pytest.raises(FileMissing):
        revisions.revise_from_file(session, document, tmp_path / "nothing.txt")
    with pytest.raises(FormatUnknown):
        revisions.revise_from_file(session, document, tmp_path / "p.qualcode")


# Whatever the edit


@pytest.fixture(scope="module")
def interview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Session, str]]:
    """A real interview, coded by three hundred passages; the story where the material is not here."""
    folder = tmp_path_factory.mktemp("interview")
    paths = sorted((SHARED / "transcripts" / "fr-artisans").glob("*.docx"))
    (folder / "recit.txt").write_text(STORY, encoding="utf-8")
    with projects.create(folder / "p.qualcode", coder="marie") as made:
        document = documents.import_file(made, paths[0] if paths else folder / "recit.txt").id
        code_at_random(made, document, 300)
        yield made, document


def code_at_random(session: Session, document: str, count: int) -> None:
    drawn = random.Random(count)
    text = documents.text(session, document)
    keys = [code.key for code in codebooks.tree(session).codes]
    with session.operation("coding.add", Message("many"), document=document) as change:
        requests = []
        for _ in range(count):
            start = drawn.randrange(len(text) - 1)
            span = Span(start, min(start + drawn.randrange(1, 250), len(text)))
            requests.append(codings.CodingRequest(document, span, drawn.choice(keys)))
        codings.Adder(session, change).add_all(requests)


@st.composite
def changes(draw: st.DrawFn) -> list[tuple[float, int, str]]:
    """Where (a share of the text), how much is taken out, and what is put in."""
    put = st.sampled_from(["", " ", "\n", "euh ", "Paul : Oui.\n", "[Chercheur] (0:01 - 0:02)\n", "é\u0301", ". "])
    size = st.sampled_from([0, 1, 2, 10, 80, 600])
    return draw(st.lists(st.tuples(st.floats(0, 1), size, put), min_size=1, max_size=6))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(changes())
def test_no_edit_loses_a_coding_or_parts_it_from_its_words(
    interview: tuple[Session, str], made: list[tuple[float, int, str]]
) -> None:
    session, document = interview
    text = documents.text(session, document)
    new = text
    for share, size, put_in in made:
        at = int(share * len(new))
        new = new[:at] + put_in + new[at + size :]
    before = {coding.id: coding for coding in session.all(Coding, document=document)}
    report = revisions.revise(session, document, new)
    after = {coding.id: coding for coding in session.all(Coding, document=document)}
    assert after.keys() == before.keys()
    now = documents.text(session, document)
    assert now == new
    for coding in after.values():
        if coding.adrift:
            assert coding.quote == before[coding.id].quote
        else:
            assert coding.quote == now[coding.start : coding.end] != ""
    if text == new:
        return
    listed = {each.id for each in (*report.changed, *report.moved, *report.adrift)}
    for id, coding in after.items():
        same = (coding.quote, coding.adrift) == (before[id].quote, before[id].adrift)
        assert (id in report.kept) == (same and not coding.adrift and id not in listed)
        assert same or id in listed
    turns_fit(session, document)
    assert documents.by_id(session, document).words == words_said(now, documents.turns(session, document))
    assert projects.check(session).ok
    if report.operation is not None:
        history.undo(session)
        assert {coding.id: coding for coding in session.all(Coding, document=document)} == before
        assert documents.text(session, document) == text


def turns_fit(session: Session, document: str) -> None:
    """Turns lie in the text, in order and apart."""
    end = 0
    length = len(documents.text(session, document))
    for turn in session.all(Turn, revision=documents.by_id(session, document).revision, order=["index"]):
        assert end <= turn.label_start <= turn.start <= turn.end <= length
        end = turn.end


def test_a_small_edit_in_a_long_and_much_coded_text_is_done_in_a_moment(tmp_path: Path, shared: Path) -> None:
    paths = sorted((shared / "transcripts" / "fr-artisans").glob("*.docx"))
    text = "\n\n".join(registry.read(path).text for path in paths)
    text = (text * (1_000_000 // len(text) + 1))[:1_000_000]
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    with projects.create(tmp_path / "p.qualcode", coder="marie") as session:
        document = documents.import_file(session, tmp_path / "long.txt").id
        code_at_random(session, document, 5_000)
        times: list[float] = []
        report: RevisionReport | None = None
        for at in (500_000, 300_000, 700_000):
            now = documents.text(session, document)
            at = now.index(" ", at)
            started = time.process_time()
            report = revisions.revise(session, document, now[:at] + " euh" + now[at:])
            times.append(time.process_time() - started)
        assert report is not None
        assert len(report.kept) > 4_900
        assert not report.adrift
        # Half a second by itself; a machine that does other things beside is allowed more.
        assert min(times) < 1.0
