from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import CodingNotFound, SpanRefused
from qualcode.ops import adrift, codings, documents, history, memos, passages, projects, revisions
from qualcode.ops.adrift import NotAdrift, PassageTaken
from qualcode.store.session import Session

STORY = """\
INT : Comment avez-vous connu l'atelier ?

FATIMA : C'est Mamadou qui m'a appris le vélo. Le midi, sur le parking. J'ai crié de joie !
"""
LOST = "J'ai crié de joie !"
CODE = "social/confidence"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = projects.create(tmp_path / "p.qualcode", coder="marie")
    (tmp_path / "recit.txt").write_text(STORY, encoding="utf-8")
    documents.import_file(made, tmp_path / "recit.txt", language="fr")
    yield made
    made.close()


@pytest.fixture
def lost(session: Session) -> str:
    """A coding whose words were rewritten past knowing, with a memo."""
    document = documents.find(session, "1").id
    at = STORY.index(LOST)
    made = codings.add(session, document, at, at + len(LOST), CODE, effect="positive", memo="Le tournant.")
    revisions.revise(session, document, STORY.replace(f" {LOST}", ""))
    revisions.revise(session, document, STORY.replace(LOST, "On riait tous les deux, et les voisins regardaient."))
    return made.id


def test_what_is_adrift_tells_what_it_was_and_where_it_should_be(session: Session, lost: str) -> None:
    (told,) = adrift.listing(session)
    text = documents.text(session, told.document)
    assert (told.id, told.code, told.coder, told.memo) == (lost, CODE, "marie", "Le tournant.")
    assert (told.quote, told.revision) == (LOST, 1)
    assert STORY[told.old_start : told.old_end] == LOST
    assert told.before.endswith("Le midi, sur le parking. ")
    assert text[: told.start].endswith(told.before)
    assert text[told.end :].startswith(told.after)
    assert adrift.listing(session, told.document) == [told]
    assert adrift.listing(session, "another") == []


def test_settled_it_stands_on_the_passage_chosen_and_one_undo_takes_that_back(session: Session, lost: str) -> None:
    document = documents.find(session, "1").id
    text = documents.text(session, document)
    at = text.index("On riait tous les deux")
    view = adrift.settle(session, lost, at, at + len("On riait tous les deux"))
    assert (view.id, view.quote, view.adrift, view.effect, view.memo) == (
        lost, "On riait tous les deux", False, "positive", "Le tournant."
    )  # fmt: skip
    assert adrift.listing(session) == []
    assert projects.check(session, deep=True).ok
    # It goes along with the next edit like any other.
    assert revisions.revise(session, document, "Récit.\n\n" + text).kept == (lost,)
    history.undo(session, 2)
    assert [each.id for each in adrift.listing(session)] == [lost]


def test_removed_it_is_gone_with_its_memo_until_that_is_undone(session: Session, lost: str) -> None:
    adrift.remove(session, lost)
    assert (codings.listing(session), memos.listing(session)) == ([], [])
    history.undo(session)
    assert [each.memo for each in adrift.listing(session)] == ["Le tournant."]


def test_what_cannot_be_settled_is_refused_and_stays_adrift(session: Session, lost: str) -> None:
    document = documents.find(session, "1").id
    stands = codings.add(session, document, 6, 13, CODE).id
    for start, end in ((5, 5), (-1, 3), (3, 10_000)):
        with pytest.raises(SpanRefused):
            adrift.settle(session, lost, start, end)
    with pytest.raises(PassageTaken) as refused:
        adrift.settle(session, lost, 6, 13)
    assert "marie" in str(refused.value)
    with pytest.raises(CodingNotFound):
        adrift.settle(session, "nothing", 0, 5)
    for settled in (lambda: adrift.settle(session, stands, 0, 5), lambda: adrift.remove(session, stands)):
        with pytest.raises(NotAdrift):
            settled()
    assert [each.id for each in adrift.listing(session)] == [lost]
    assert {each.id for each in codings.listing(session)} == {lost, stands}
    # Another code, or another coder's, may stand there.
    codings.remove(session, [stands])
    codings.add(session, document, 6, 13, "social/ties")
    assert adrift.settle(session, lost, 6, 13).quote == "Comment"


def test_likely_places_are_the_same_words_then_what_is_like_them_then_what_stands_there(
    session: Session, lost: str
) -> None:
    document = documents.find(session, "1").id
    text = documents.text(session, document)
    told = adrift.places(session, lost)
    assert told.quote == LOST
    assert STORY[STORY.index(LOST) - len(told.before) : STORY.index(LOST)] == told.before
    assert all(each.quote == text[each.start : each.end] for each in told.places)
    assert any("On riait tous les deux" in each.quote for each in told.places)
    revisions.revise(session, document, text + "\nFATIMA : J'ai crie de joie, oui. J'ai crié de joie !")
    # The words are back elsewhere: too short a passage to be moved there unasked, but first of what is offered.
    first, *others = adrift.places(session, lost).places
    assert (first.quote, first.score) == (LOST, 1.0)
    assert all(each.score < 1 for each in others)


def test_what_is_not_adrift_has_no_likely_places(session: Session, lost: str) -> None:
    document = documents.find(session, "1").id
    made = codings.add(session, document, 0, 5, CODE)
    with pytest.raises(NotAdrift):
        adrift.places(session, made.id)
    with pytest.raises(CodingNotFound):
        adrift.places(session, "nobody")


def test_those_adrift_are_counted_by_document(session: Session, lost: str) -> None:
    document = documents.find(session, "1").id
    assert codings.some(session, [lost])[0].adrift
    assert adrift.counts(session) == {document: 1}


def test_a_quote_over_several_turns_is_what_was_said(session: Session) -> None:
    document = documents.find(session, "1").id
    start, end = STORY.index("connu"), STORY.index(" Le midi")
    over = codings.add(session, document, start, end, CODE)
    within = codings.add(session, document, end + 1, end + 8, CODE)
    plain = [each.quote for each in passages.spoken(session, [over, within])]
    assert plain == ["connu l'atelier ? – C'est Mamadou qui m'a appris le vélo.", "Le midi"]
    # From within a label on, nothing of it is left either.
    label = codings.add(session, document, STORY.index("IMA :"), STORY.index(" Mamadou"), CODE)
    assert [each.quote for each in passages.spoken(session, [label])] == ["C'est"]
