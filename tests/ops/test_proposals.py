"""Proposals: made from codes and passages, discussed, accepted with what they propose, declined; reasons kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import CodeNotFound, CodingNotFound, ValueRefused
from qualcode.model.indicator import Indicator
from qualcode.model.proposal import Proposal, Remark
from qualcode.ops import codebook_edits, codebook_merging, codebooks, codings, history, indicators, projects, proposals
from qualcode.ops.indicators import IndicatorNotFound
from qualcode.store.session import Session
from tests.ops.stories import story
from tests.store.making import dump, is_whole


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with story(tmp_path) as made:
        for language, wordings in (
            ("fr", ["personnes qui osent téléphoner (%)", "écart ressenti (points)"]),
            ("en", ["people who dare to phone (%)", "felt difference (points)"]),
        ):
            codebook_edits.define(made, "social/confidence", language=language, lists={"indicators": wordings})
        yield made
        assert is_whole(made)


def label(session: Session, code: str, language: str = "fr") -> str:
    return next(view for view in codebooks.show(session).codes if view.key == code).labels[language]


def test_a_code_s_wordings_are_taken_over_one_after_the_other_in_all_languages(session: Session) -> None:
    first = proposals.propose_indicator(session, from_code="Confiance en soi", reason="demandé par le pôle")
    assert first.content == {
        "label_fr": "personnes qui osent téléphoner",
        "label_en": "people who dare to phone",
        "unit": "%",
        "code": "social/confidence",
    }
    second = proposals.propose_indicator(session, from_code="social/confidence", direction="lower")
    assert second.content["label_fr"] == "écart ressenti"
    with pytest.raises(proposals.NoWordingLeft):
        proposals.propose_indicator(session, from_code="social/confidence")
    with pytest.raises(proposals.NoWordingLeft):
        proposals.propose_indicator(session, from_code="social/ties")
    proposals.decline(session, second.id, "trop flou")
    assert proposals.propose_indicator(session, from_code="social/confidence").content["label_fr"] == "écart ressenti"


def test_an_accepted_indicator_is_there_at_once_and_one_undo_takes_both_back(session: Session) -> None:
    made = proposals.propose_indicator(session, from_code="social/confidence")
    before = dump(session, ["proposal", "indicator", "code"])
    accepted = proposals.accept(session, made.id[:8], "convenu en réunion")
    view = indicators.listing(session)[0]
    assert (view.labels["en"], view.unit, view.code) == ("people who dare to phone", "%", "social/confidence")
    assert (accepted.status, accepted.subject, accepted.decided_by, accepted.decision) == (
        "accepted", view.key, "marie", "convenu en réunion",
    )  # fmt: skip
    assert history.listing(session)[-1].operation == "proposal.accept"
    history.undo(session)
    assert dump(session, ["proposal", "indicator", "code"]) == before
    history.redo(session)
    assert [each.key for each in indicators.listing(session)] == [view.key]


def test_an_indicator_from_passages_speaks_to_the_code_they_share(session: Session) -> None:
    cited = [each.id for each in codings.listing(session, code="social/confidence")[:2]]
    made = proposals.propose_indicator(session, "Oser téléphoner", from_codings=cited, rungs=["non", "oui"])
    assert (made.content["codings"].split(), made.content["code"]) == (cited, "social/confidence")
    mixed = [cited[0], codings.listing(session, code="social/ties")[0].id]
    assert "code" not in proposals.propose_indicator(session, "Liens", from_codings=mixed).content
    proposals.accept(session, made.id, "oui")
    view = indicators.listing(session)[0]
    assert (view.kind, view.rungs) == ("level", ({"fr": "non"}, {"fr": "oui"}))
    with pytest.raises(CodingNotFound):
        proposals.propose_indicator(session, "Rien", from_codings=["gone"])


def test_what_is_discussed_and_by_whom_is_kept_in_order(session: Session) -> None:
    made = proposals.propose_indicator(session, "Oser téléphoner", reason="récits")
    proposals.discuss(session, made.id, "Comment le compter ?")
    with projects.open_session(session.path, coder="joris") as other:
        proposals.discuss(other, made.id, "  Par jugement.\r\nAvec citation.  ")
    found = proposals.listing(session, status="open")[0]
    assert [(each.coder, each.text) for each in found.remarks] == [
        ("marie", "Comment le compter ?"), ("joris", "Par jugement.\nAvec citation."),
    ]  # fmt: skip
    with pytest.raises(ValueRefused):
        proposals.discuss(session, made.id, "  ")
    with pytest.raises(proposals.ProposalNotFound):
        proposals.discuss(session, "nothing", "x")


def test_what_is_decided_needs_a_reason_and_is_decided_once(session: Session) -> None:
    made = proposals.propose_indicator(session, "Oser téléphoner")
    for decide in (proposals.accept, proposals.decline):
        with pytest.raises(ValueRefused):
            decide(session, made.id, " ")
    declined = proposals.decline(session, made.id, "On ne peut pas le compter.")
    assert (declined.status, declined.decision) == ("declined", "On ne peut pas le compter.")
    assert session.all(Indicator) == []
    for decide in (proposals.accept, proposals.decline):
        with pytest.raises(proposals.ProposalClosed):
            decide(session, made.id, "encore")


def test_proposals_for_codes_do_what_the_edits_do(session: Session) -> None:
    new = proposals.propose_code(
        session, "add", labels={"fr": "Voix", "en": "Voice"}, definition={"en": "To be heard."}, parent="social"
    )
    proposals.accept(session, new.id, "oui")
    added = next(view for view in codebooks.show(session).codes if view.labels.get("en") == "Voice")
    assert (added.parent, added.labels["fr"], added.definition["en"]) == ("social", "Voix", "To be heard.")
    for made in (
        proposals.propose_code(session, "rename", "social/ties", labels={"fr": "Attaches", "nl": "Banden"}),
        proposals.propose_code(
            session, "redefine", "social/ties", definition="Être ensemble.", exclude={"en": "Work."}
        ),
        proposals.propose_code(session, "move", "social/ties", under="economic"),
        proposals.propose_code(session, "merge", "social/health", into="social/confidence"),
    ):
        proposals.accept(session, made.id, "oui")
    ties = next(view for view in codebooks.show(session).codes if view.key == "social/ties")
    assert (ties.labels["fr"], ties.labels["nl"], ties.parent) == ("Attaches", "Banden", "economic")
    assert (ties.definition["fr"], ties.exclude["en"]) == ("Être ensemble.", "Work.")
    some = [each.id for each in codings.listing(session, code="social/confidence")[:1]]
    split = proposals.propose_code(session, "split", "social/confidence", parts={"Oser": some})
    proposals.accept(session, split.id, "deux choses")
    assert codings.listing(session, code="Oser")[0].id == some[0]
    gone = proposals.propose_code(session, "remove", "Oser", move_codings_to="social/confidence")
    proposals.accept(session, gone.id, "non finalement")
    with pytest.raises(CodeNotFound):
        codings.listing(session, code="Oser")


def test_what_cannot_be_done_leaves_the_proposal_open_and_everything_as_it_was(session: Session) -> None:
    made = proposals.propose_code(session, "remove", "social/confidence")
    before = dump(session)
    with pytest.raises(codebook_merging.CodeInUse):
        proposals.accept(session, made.id, "oui")
    assert dump(session) == before
    codebook_edits.rename(session, "social/confidence", "Confiance")
    assert label(session, "social/confidence") == "Confiance"
    assert history.listing(session)[-1].operation == "code.rename"


def test_an_open_proposal_follows_a_code_that_is_merged(session: Session) -> None:
    made = proposals.propose_code(session, "rename", "social/health", labels="Bien-être")
    codebook_merging.merge(session, "social/health", "social/ties")
    assert proposals.listing(session)[0].subject == "social/ties"
    proposals.accept(session, made.id, "oui")
    assert label(session, "social/ties") == "Bien-être"


def test_changes_to_indicators_are_proposed_too(session: Session) -> None:
    indicators.add(session, "Emplois")
    for made in (
        proposals.propose_indicator(session, "Postes", action="rename", indicator="emplois"),
        proposals.propose_indicator(session, action="redefine", indicator="emplois", unit="ETP", threshold="1,5"),
    ):
        proposals.accept(session, made.id, "oui")
    view = indicators.listing(session)[0]
    assert (view.labels["fr"], view.unit, view.threshold) == ("Postes", "ETP", 1.5)
    gone = proposals.propose_indicator(session, action="remove", indicator="emplois")
    twice = proposals.propose_indicator(session, action="remove", indicator="emplois")
    proposals.accept(session, gone.id, "non")
    with pytest.raises(IndicatorNotFound):
        proposals.accept(session, twice.id, "non")


def test_a_proposal_says_what_it_proposes(session: Session) -> None:
    for action in ("rename", "redefine", "move", "merge", "split"):
        with pytest.raises(proposals.NothingProposed):
            proposals.propose_code(session, action, "social/ties")
    with pytest.raises(proposals.NothingProposed):
        proposals.propose_indicator(session)
    for wrong in ("up", "numbers"):
        with pytest.raises(ValueRefused):
            proposals.propose_indicator(session, "x", kind=wrong)
    assert not session.all(Proposal) and not session.all(Remark)
