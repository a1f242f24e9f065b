"""Pairs of codes kept between codebooks: confirmed, declined, forgotten, seen from either side; proposals beside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import CodeNotFound
from qualcode.model.together import Correspondence
from qualcode.ops import codebook_merging, codebooks, crosswalk, crosswalk_proposals, history, projects
from qualcode.ops.codebook_source import Source, of_project
from qualcode.store.session import Session
from tests.ops.stories import story
from tests.store.making import dump, is_whole

OTHER = """\
key,parent,label_fr,terms_fr
social,,Social,
social/confidence,social,Confiance en soi,oser
social/reseau,social,Réseau,voisin*
social/famille,social,Famille,
culture,,Culture,
"""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with story(tmp_path) as made:
        yield made
        assert is_whole(made)


@pytest.fixture
def other(tmp_path: Path) -> Source:
    path = tmp_path / "other.csv"
    path.write_text(OTHER, encoding="utf-8")
    return Source("other.csv", projects.read_codebook(path))


def ids(session: Session, other: Source, *pairs: tuple[str, str]) -> set[tuple[str, str]]:
    ours = {code.key: code.id for code in codebooks.book(session).codes}
    theirs = {code.key: code.id for code in other.codebook.codes}
    return {(ours[one], theirs[another]) for one, another in pairs}


def test_what_people_said_is_kept_once(session: Session, other: Source) -> None:
    book, sequence = other.codebook, session.sequence()
    said = crosswalk.confirm(session, book, [("Liens sociaux", "social/reseau")], note="vu ensemble")
    assert [(each.first, each.second, each.state, each.relation, each.note) for each in said] == [
        ("social/ties", "social/reseau", "confirmed", "same", "vu ensemble")
    ]
    crosswalk.decline(session, book, [("economic", "culture"), ("social/health", "")])
    assert session.sequence() == sequence + 2
    crosswalk.confirm(session, book, [("social/ties", "social/reseau")])
    assert session.sequence() == sequence + 2, "said again nothing changes"
    confirmed, declined = crosswalk.known(session, book)
    assert confirmed == ids(session, other, ("social/ties", "social/reseau"))
    health = [("social/health", code.key) for code in book.codes]
    assert declined == ids(session, other, ("economic", "culture"), *health)
    crosswalk.confirm(session, book, [("economic", "culture")])
    assert [(each.first, each.state) for each in crosswalk.listing(session, book)] == [
        ("social/ties", "confirmed"), ("economic", "confirmed"), ("social/health", "declined"),
    ]  # fmt: skip
    before = dump(session, ["correspondence"])
    assert crosswalk.remove(session, book, [("social/ties", "social/reseau"), ("social/health", "")]) == 2
    with pytest.raises(crosswalk.PairNotFound):
        crosswalk.remove(session, book, [("social/ties", "social/reseau")])
    history.undo(session)
    assert dump(session, ["correspondence"]) == before


def test_unknown_codes_are_refused_and_nothing_is_kept(session: Session, other: Source) -> None:
    for pair in (("nothing", "culture"), ("economic", "nothing"), ("economic", "")):
        with pytest.raises(CodeNotFound):
            crosswalk.confirm(session, other.codebook, [("social", "social"), pair])
    assert session.all(Correspondence) == []


def test_one_code_with_several_partners_was_split_or_merged(session: Session, other: Source) -> None:
    pairs = [
        ("social/ties", "social/reseau"),
        ("social/ties", "social/famille"),
        ("social/health", "social/confidence"),
    ]
    crosswalk.confirm(session, other.codebook, [*pairs, ("social/confidence", "social/confidence")])
    shown = {(each.first, each.second): each.relation for each in crosswalk.listing(session, other.codebook)}
    assert list(shown.values()) == ["split", "split", "merged", "merged"]


def test_a_pair_holds_from_the_other_side_too(session: Session, other: Source, tmp_path: Path) -> None:
    crosswalk.confirm(session, other.codebook, [("social/ties", "social/reseau")])
    kept, own = session.all(Correspondence), codebooks.book(session)
    there, declined = crosswalk.between(kept, other.codebook, own)
    assert there == {(b, a) for a, b in crosswalk.known(session, other.codebook)[0]}
    assert not declined


def test_what_was_said_follows_a_code_that_goes_up_in_another(session: Session, other: Source) -> None:
    crosswalk.confirm(session, other.codebook, [("social/ties", "social/reseau")])
    before = dump(session)
    codebook_merging.merge(session, "social/ties", "social/health")
    assert [(each.first, each.second) for each in crosswalk.listing(session, other.codebook)] == [
        ("social/health", "social/reseau")
    ]
    history.undo(session)
    assert dump(session) == before
    codebook_merging.remove(session, "social/ties", with_codings=True)
    gone = crosswalk.listing(session, other.codebook)[0]
    assert (gone.first, gone.first_label, gone.second) == (None, "Liens sociaux", "social/reseau")


def test_proposals_stand_behind_what_was_said_and_the_sure_ones_are_confirmed_together(
    session: Session, other: Source
) -> None:
    crosswalk.confirm(session, other.codebook, [("social/ties", "social/reseau")])
    shown = crosswalk_proposals.proposed(session, other)
    assert [(each.first, each.state) for each in shown[:3]] == [
        ("social/ties", "confirmed"), ("social", "open"), ("social/confidence", "open"),
    ]  # fmt: skip
    assert all(each.score is not None and each.because for each in shown if each.state == "open")
    sequence = session.sequence()
    crosswalk_proposals.confirm_all(session, other)
    assert session.sequence() == sequence + 1
    confirmed, _ = crosswalk.known(session, other.codebook)
    assert confirmed == ids(
        session, other, ("social/ties", "social/reseau"), ("social", "social"), ("social/confidence",) * 2
    )
    crosswalk.decline(session, other.codebook, [("social", "social")])
    again = crosswalk_proposals.proposed(session, other)
    assert [each.state for each in again if (each.first, each.second) == ("social", "social")] == ["declined"]


def test_codes_that_are_one_by_their_id_need_no_confirming(session: Session) -> None:
    assert crosswalk_proposals.confirm_all(session, of_project(session)) == []
