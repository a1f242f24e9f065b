"""What happened, in the reader's words: labels for keys, wherever the sentence is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import NothingToRedo, RedoConflict
from qualcode.model.message import Message
from qualcode.ops import codebook_edits, codebook_merging, coding_edits, codings, documents, history, memos, projects
from qualcode.ops.told import teller
from qualcode.store.session import Session, open_project
from tests.store.making import imported


@pytest.fixture
def session(tmp_path: Path) -> Session:
    made = projects.create(tmp_path / "p.qualcode", coder="marie", language="fr")
    imported(made, 1)
    return made


def last(session: Session, language: str) -> str:
    entry = history.next_undo(session)
    assert entry is not None
    return str(teller(session, language).told(entry.summary))


def test_codes_facets_and_effects_are_told_by_their_names(session: Session) -> None:
    document = documents.listing(session)[0].id
    made = coding_edits.add_many_codes(session, document, 20, 31, ["social/confidence", "economic/skills"])
    assert last(session, "fr") == "Estime de soi et confiance, Compétences et qualification in “Entretien 1”"
    assert last(session, "en") == "Self-esteem and confidence, Skills and qualification in “Entretien 1”"
    coding_edits.set_facet(session, [made[0].id], "time", "during")
    assert last(session, "fr") == "Estime de soi et confiance · Moment: pendant"
    coding_edits.set_effect(session, [made[0].id], "none")
    assert last(session, "en") == "Self-esteem and confidence · effect: nothing changed"
    coding_edits.set_effect(session, [made[0].id], None)
    assert last(session, "en") == "Self-esteem and confidence · effect: not assessed"
    codings.note(session, made[1].id, "Une note.")
    assert last(session, "fr") == "Memo on a passage: Compétences et qualification"
    memos.add(session, "document", document, "Une note.")
    assert last(session, "fr") == "Memo on “Entretien 1”"


def test_keys_stay_where_there_is_no_such_code_and_other_values_are_left_alone(session: Session) -> None:
    telling = teller(session, "fr")
    assert str(telling.told(Message("{code}", {"code": "no/where"}))) == "no/where"
    assert str(telling.told(Message("{title} {name}", {"title": "social", "name": "social/ties"}))) == (
        "social social/ties"
    )
    inner = Message("{code}", {"code": "social"})
    assert str(telling.told(Message("Taken back: {what}", {"what": inner}))) == "Taken back: Social"


def test_a_code_made_since_is_told_by_its_label(session: Session) -> None:
    code = codebook_edits.add_code(session, "fierté", parent="social", language="fr")
    coding_edits.add_many_codes(session, documents.listing(session)[0].id, 20, 31, [code.key])
    assert last(session, "nl").startswith("fierté in")


def test_a_code_that_is_no_more_is_told_by_the_label_it_had(session: Session) -> None:
    document = documents.listing(session)[0].id
    code = codebook_edits.add_code(session, "fierté", parent="social", language="fr")
    coding_edits.add_many_codes(session, document, 20, 31, [code.key])
    codebook_edits.rename(session, code.key, "pride", language="en")
    codebook_merging.merge(session, code.key, "social/confidence")
    assert last(session, "fr").count("fierté") == 1 and "social/" not in last(session, "fr")
    telling = teller(session, "en")
    told = [str(telling.told(entry.summary)) for entry in history.listing(session)]
    assert any(each.startswith("pride in") for each in told)
    assert not any(code.key in each for each in told)
    history.undo(session)
    assert "pride" in str(teller(session, "en").told(history.listing(session)[-1].summary))


def test_nothing_is_done_again_once_something_else_was_done(session: Session) -> None:
    document = documents.listing(session)[0].id
    codings.add(session, document, 20, 31, "social")
    history.undo(session)
    codings.add(session, document, 20, 31, "political")
    with pytest.raises(NothingToRedo) as refused:
        history.redo(session)
    assert "can be done again" in str(refused.value.message)


def test_what_another_changed_since_cannot_be_done_again(session: Session, tmp_path: Path) -> None:
    document = documents.listing(session)[0].id
    codings.add(session, document, 20, 31, "social")
    history.undo(session)
    with open_project(tmp_path / "p.qualcode", coder="piet") as other:
        documents.remove(other, document)
    with pytest.raises(RedoConflict) as refused:
        history.redo(session)
    assert "cannot be done again" in str(refused.value.message)
