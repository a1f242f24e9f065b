"""Coded passages chosen by what is known of them: code, case, person, coder, effect, facets, words."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.ops import cases, coding_edits, coding_notes, codings, projects
from qualcode.ops.choosing import Coded, listing, renewed, select, sizes, tally
from qualcode.store.session import Session


@pytest.fixture(scope="module")
def session(demonstration: Path) -> Iterator[Session]:
    with projects.open_session(demonstration, coder="marie") as opened:
        yield opened


@pytest.fixture(scope="module")
def found(session: Session) -> list[Coded]:
    return listing(session)


def test_every_coding_is_there_once_in_the_order_of_the_texts(session: Session, found: list[Coded]) -> None:
    views = codings.listing(session)
    assert {each.coding.id for each in found} == {view.id for view in views if not view.adrift}
    assert [each.place for each in found] == sorted(each.place for each in found)
    by_id = {view.id: view for view in views}
    assert all(each.coding == by_id[each.coding.id] for each in found)


def test_a_code_brings_those_below_it(session: Session, found: list[Coded]) -> None:
    for code in ("social", "economic/employment"):
        chosen = {each.coding.id for each in select(found, {"code": frozenset({code})})}
        assert chosen == {view.id for view in codings.listing(session, code=code)}
        assert chosen


def test_values_of_one_name_add_up_and_names_narrow_each_other(found: list[Coded]) -> None:
    coders = {each.coding.coder for each in found}
    assert len(select(found, {"coder": frozenset(coders)})) == len(found)
    positive = select(found, {"effect": frozenset({"positive"})})
    none = select(found, {"effect": frozenset({""})})
    both = select(found, {"effect": frozenset({"positive", ""})})
    assert len(both) == len(positive) + len(none)
    social = select(found, {"effect": frozenset({"positive"}), "code": frozenset({"social"})})
    assert 0 < len(social) < len(positive)
    assert all(each.coding.effect == "positive" for each in social)


def test_attributes_of_enterprises_and_people_are_known(session: Session, found: list[Coded]) -> None:
    counted = tally(found)
    case = next(case for case in cases.cases(session) if counted["case", case.name])
    for name, value in case.attributes.items():
        worded = {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
        chosen = select(found, {"case": frozenset({case.name}), f"case:{name}": frozenset({worded})})
        assert len(chosen) == counted["case", case.name]
    assert sum(n for (name, _), n in counted.items() if name == "kind") == len(found)


def test_words_are_found_in_quotes_and_memos_without_accents(session: Session, found: list[Coded]) -> None:
    some = found[0]
    words = " ".join(some.coding.quote.split()[:3])
    assert some in select(found, {}, words.upper())
    assert select(found, {}, "no such words anywhere") == []
    assert select(found, {}, "  ") == found
    noted = [each for each in found if each.coding.memo]
    assert select(found, {"memo": frozenset({"yes"})}) == noted


def test_sizes_count_each_thing_once(found: list[Coded]) -> None:
    size = sizes(found)
    assert size.codings == len(found)
    assert size.documents == len({each.coding.document for each in found})
    assert size.passages == len({each.place for each in found}) <= size.codings
    assert size.people > 0
    assert sizes([]).passages == 0


def test_after_a_change_of_effects_and_memos_only_those_are_read_again(demonstration: Path, tmp_path: Path) -> None:
    made = Path(shutil.copy(demonstration, tmp_path / "demo.qualcode"))
    with projects.open_session(made, coder="marie") as session:
        before = listing(session)
        ids = [each.coding.id for each in before if each.coding.coder == "marie"][:20]
        coding_edits.set_effect(session, ids, "unclear")
        coding_notes.add_to_memos(session, ids[:3], "à revoir")
        assert renewed(session, before, ids) == listing(session)
        coding_edits.recode(session, ids[:1], "social/ties" if before[0].coding.code != "social/ties" else "social")
        assert renewed(session, before, ids) is None
        codings.remove(session, ids[1:2])
        assert renewed(session, before, ids) is None


def test_a_project_without_codings_has_none(tmp_path: Path) -> None:
    with projects.create(tmp_path / "p.qualcode", coder="marie") as empty:
        assert listing(empty) == []
