"""Versions of the codebook: named, read as they were, and known to every coding; the log of all that changed it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from qualcode.errors import NameRefused
from qualcode.exporters.codebook_yaml import codebook_yaml
from qualcode.importers.codebook_kept import kept_codebook
from qualcode.model.codebook import Codebook
from qualcode.ops import (
    codebook_edits,
    codebook_log,
    codebook_merging,
    codebooks,
    codings,
    history,
    merging,
    projects,
    proposals,
    versions,
)
from qualcode.store.session import Session
from tests.store.making import dump, imported
from tests.strategies import codebooks as books


@given(books())
@settings(max_examples=8, suppress_health_check=list(HealthCheck), deadline=None)
def test_what_is_kept_is_read_back_as_it_was(book: Codebook) -> None:
    assert kept_codebook(codebook_yaml(book).decode()) == book


@pytest.mark.parametrize("text", ["", "[", "name: x", "name: x\nversion: '1'\ncodes:\n  - key: a\n"])
def test_what_is_no_codebook_is_refused(text: str) -> None:
    with pytest.raises((ValueError, LookupError, TypeError, AttributeError)):
        kept_codebook(text)


def test_a_version_is_the_codebook_as_it_was(session: Session) -> None:
    before = codebooks.book(session)
    made = versions.name_version(session, " Pilote ", "convenu\r\nen mars")
    assert (made.name, made.note, made.codes, made.coder) == ("Pilote", "convenu\nen mars", len(before.codes), "marie")
    codebook_edits.rename(session, "social/ties", "Liens forts")
    codebook_merging.remove(session, "political/voice")
    kept = versions.content(session, "PILOTE")
    assert [(code.id, code.key, code.parent, code.labels, code.terms) for code in kept.codes] == [
        (code.id, code.key, code.parent, code.labels, code.terms) for code in before.codes
    ]
    assert kept.facets == before.facets
    versions.name_version(session, "Après")
    assert [(each.name, each.codes) for each in versions.listing(session)] == [("Pilote", 9), ("Après", 8)]


def test_names_are_given_once_and_hold_no_sign_of_their_own(session: Session) -> None:
    versions.name_version(session, "pilote")
    for name in ("Pilote", "", "a@b"):
        with pytest.raises(NameRefused):
            versions.name_version(session, name)
    with pytest.raises(versions.VersionNotFound):
        versions.content(session, "autre")
    history.undo(session)
    assert versions.listing(session) == []
    history.redo(session)
    assert versions.content(session, "pilote").name == codebooks.book(session).name


def test_every_coding_knows_its_version_whatever_the_clock(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """The entries are told apart by their order, also where all of them bear the same second or the clock runs back."""
    document = imported(session, 1).id
    times = iter(["2026-03-01T10:00:00+01:00"] * 5 + ["2026-02-01T10:00:00+01:00"] * 9)
    monkeypatch.setattr("qualcode.store.operation.now", lambda: next(times))
    made = {"": codings.add(session, document, 20, 30, "social/ties").id}
    versions.name_version(session, "un")
    made["un"] = codings.add(session, document, 30, 40, "social/ties").id
    versions.name_version(session, "deux")
    made["deux"] = codings.add(session, document, 40, 50, "social/ties").id
    versions.name_version(session, "trois")
    made["trois"] = codings.add(session, document, 50, 60, "social/ties").id
    codings.change(session, made["un"], effect="positive")
    found = versions.made_under(session, codings.listing(session))
    assert found == {key: name or None for name, key in made.items()}


def test_codings_of_another_project_have_none_of_our_versions(session: Session, tmp_path: Path) -> None:
    """Also where both projects named versions, and all happened within one second."""
    document = imported(session, 1).id
    fork = projects.backup(session, tmp_path / "fork.qualcode")
    versions.name_version(session, "nous")
    ours = codings.add(session, document, 20, 30, "social/ties")
    with projects.open_session(fork, coder="joris") as other:
        versions.name_version(other, "eux")
        theirs = codings.add(other, document, 40, 50, "social/ties")
        assert versions.made_under(other, [theirs]) == {theirs.id: "eux"}
    merging.merge(session, [fork])
    assert [each.name for each in versions.listing(session)] == ["nous", "eux"]
    assert versions.made_under(session, codings.listing(session)) == {ours.id: "nous", theirs.id: None}


def test_without_versions_no_coding_has_one(session: Session) -> None:
    document = imported(session, 1).id
    coding = codings.add(session, document, 20, 30, "social/ties")
    assert versions.made_under(session, [coding]) == {coding.id: None}


def test_the_log_tells_who_changed_the_codebook_and_why(session: Session) -> None:
    document = imported(session, 1).id
    codings.add(session, document, 20, 30, "social/ties")
    versions.name_version(session, "pilote", "convenu")
    codebook_edits.rename(session, "social/ties", "Liens forts")
    wanted = proposals.propose_code(session, "add", labels="Fierté", parent="social", reason="entendu trois fois")
    proposals.discuss(session, wanted.id, "Où finit la confiance ?")
    proposals.accept(session, wanted.id, "convenu en réunion")
    other = proposals.propose_indicator(session, "Oser téléphoner")
    proposals.decline(session, other.id, "pas un code")
    history.undo(session)
    codings.add(session, document, 30, 40, "social/ties")
    told = codebook_log.listing(session)
    assert [(each.operation, each.reason, each.version) for each in told] == [
        ("project.create", "", None),
        ("codebook.version", "convenu", "pilote"),
        ("code.rename", "", None),
        ("proposal.add", "entendu trois fois", None),
        ("proposal.discuss", "Où finit la confiance ?", None),
        ("proposal.accept", "convenu en réunion", None),
    ]
    assert [each.proposal for each in told[3:]] == [wanted.id] * 3
    assert all(each.coder == "marie" and not each.undone for each in told)


def test_what_was_taken_back_stays_in_the_log(session: Session) -> None:
    codebook_edits.rename(session, "social/ties", "Liens forts")
    before = dump(session, ["code"])
    history.undo(session)
    history.redo(session)
    assert dump(session, ["code"]) == before
    assert [(each.operation, each.undone) for each in codebook_log.listing(session)] == [
        ("project.create", False), ("code.rename", False), ("undo", True), ("redo", False),
    ]  # fmt: skip
