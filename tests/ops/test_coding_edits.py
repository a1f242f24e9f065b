"""Codings edited: what becomes of them, what is joined, that nothing is lost, and that undo takes it back."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import (
    CodeNotFound,
    CodingNotFound,
    FacetNotFound,
    QualcodeError,
    SpanRefused,
    ValueRefused,
)
from qualcode.model.coding import Coding, CodingView, Memo
from qualcode.ops import coding_edits as edits
from qualcode.ops import codings, documents, history, memos, revisions
from qualcode.ops.selection import UNITS
from qualcode.store.session import Session, open_project
from tests.conftest import NIGHTLY
from tests.store.making import KEYS, dump, imported, is_whole, new_project

SOLD = "J'ai fait du ménage, de l'intérim, de la mise en rayon la nuit."
SMALL = "Des petits contrats, hein, jamais plus de trois mois."
INCOME, TIES, CONFIDENCE = "economic/income", "social/ties", "social/confidence"


def put(session: Session, quote: str, code: str, *, effect: str | None = None, memo: str | None = None) -> CodingView:
    """A coding on a quote of the first document, which is brought in when it is not there."""
    document = next(iter(documents.documents(session)), None) or imported(session, 1)
    start = documents.text(session, document.id).index(quote)
    return codings.add(session, document.id, start, start + len(quote), code, effect=effect, memo=memo)


def by(
    session: Session, coder: str, quote: str, code: str, *, effect: str | None = None, memo: str | None = None
) -> CodingView:
    with open_project(session.path, coder=coder) as other:
        return put(other, quote, code, effect=effect, memo=memo)


def told(session: Session) -> list[tuple[str, str, str, str | None, str | None]]:
    """Every coding as quote, code, coder, effect and memo."""
    return [
        (each.quote, each.code.split("/")[-1], each.coder, each.effect, each.memo) for each in codings.listing(session)
    ]


# Several codes on one passage


def test_several_codes_are_one_operation(session: Session) -> None:
    document = imported(session, 1)
    start = documents.text(session, document.id).index(SOLD)
    put(session, SOLD, INCOME)
    before = dump(session)
    made = edits.add_many_codes(
        session, document.id, start, start + len(SOLD), ["Liens", INCOME, TIES], effect="mixed", memo="Trois métiers."
    )
    assert [each.code for each in made] == [TIES, INCOME]
    assert {(each.effect, each.memo) for each in made} == {("mixed", "Trois métiers.")}
    assert str(history.undo(session)[0].summary) == "social/ties, economic/income in “Entretien 1”"
    assert dump(session) == before


def test_several_codes_or_none(session: Session) -> None:
    document = imported(session, 1)
    with pytest.raises(CodeNotFound):
        edits.add_many_codes(session, document.id, 20, 30, [TIES, "no/such"])
    with pytest.raises(SpanRefused):
        edits.add_many_codes(session, document.id, -1, 30, [TIES])
    with pytest.raises(SpanRefused):
        edits.add_many_codes(session, document.id, 30, 30, [TIES])
    assert codings.listing(session) == []


def test_a_copy_is_ones_own(session: Session) -> None:
    theirs = by(session, "piet", SOLD, INCOME, effect="negative", memo="Van Piet.")
    made = edits.copy(session, theirs.id, [TIES, CONFIDENCE])
    assert {(each.code, each.coder, each.effect, each.memo) for each in made} == {
        (TIES, "marie", "negative", None),
        (CONFIDENCE, "marie", "negative", None),
    }
    assert len(codings.listing(session)) == 3


# Another code, effect, facet


def test_recoding_some(session: Session) -> None:
    one, two, three = (put(session, quote, INCOME) for quote in (SOLD, SMALL, "Des petits contrats"))
    done = edits.recode(session, [one.id, two.id, one.id], "Confiance en soi")
    assert (done.changed, done.joined, done.ids) == (2, 0, (one.id, two.id))
    codes = {each.id: each.code for each in codings.listing(session)}
    assert codes == {one.id: CONFIDENCE, two.id: CONFIDENCE, three.id: INCOME}
    entry = history.listing(session, 1)[0]
    assert (entry.sequence, str(entry.summary)) == (done.operation, "Recoded 2 codings as social/confidence")


def test_recoding_what_is_so_already_is_no_operation(session: Session) -> None:
    one = put(session, SOLD, INCOME)
    last = session.sequence()
    assert edits.recode(session, [one.id], INCOME) == edits.Edited(0, 0, 0, (one.id,), None)
    assert edits.recode(session, [], INCOME) == edits.Edited(0, 0, 0, (), None)
    assert session.sequence() == last


def test_recoded_onto_one_that_is_there_they_become_one(session: Session) -> None:
    moved = put(session, SOLD, INCOME, effect="negative", memo="Trop peu.")
    stays = put(session, SOLD, TIES, memo="Seule.")
    with open_project(session.path, coder="piet") as piet:
        memos.add(piet, "coding", moved.id, "Zie 44.")
    before = dump(session)
    done = edits.recode(session, [moved.id], TIES)
    assert (done.changed, done.joined, done.differing, done.ids) == (1, 1, 0, (stays.id,))
    assert told(session) == [(SOLD, "ties", "marie", "negative", "Seule.\n\nTrop peu.")]
    assert {(each.coder, each.text) for each in memos.listing(session, "coding", stays.id)} == {
        ("marie", "Seule.\n\nTrop peu."),
        ("piet", "Zie 44."),
    }
    history.undo(session)
    assert without_coders(dump(session)) == without_coders(before)


def test_where_they_differ_the_one_that_is_there_holds_and_it_is_told(session: Session) -> None:
    stays = put(session, SOLD, TIES, effect="positive")
    codings.change(session, stays.id, facets={"time": "before"})
    for code, effect, facets in ((INCOME, "negative", {}), (CONFIDENCE, None, {"time": "after"})):
        other = put(session, SOLD, code)
        codings.change(session, other.id, effect=effect, facets=facets)
    moved = [each.id for each in codings.listing(session) if each.id != stays.id]
    done = edits.recode(session, moved, TIES)
    assert (done.changed, done.joined, done.differing) == (2, 2, 2)
    left = codings.listing(session)
    assert [(each.id, each.effect, each.facets) for each in left] == [(stays.id, "positive", {"time": "before"})]


def test_two_that_come_to_one_place_together(session: Session) -> None:
    put(session, SOLD, INCOME, memo="Un.")
    put(session, SOLD, CONFIDENCE, effect="mixed", memo="Deux.")
    done = edits.recode(session, [each.id for each in codings.listing(session)], TIES)
    assert (done.changed, done.joined, len(done.ids)) == (2, 1, 1)
    assert told(session) == [(SOLD, "ties", "marie", "mixed", "Un.\n\nDeux.")]


def test_two_coders_never_become_one(session: Session) -> None:
    put(session, SOLD, INCOME)
    by(session, "piet", SOLD, TIES)
    assert edits.recode(session, [each.id for each in codings.listing(session)], TIES).joined == 0
    assert [(code, coder) for _, code, coder, *_ in told(session)] == [("ties", "marie"), ("ties", "piet")]


def test_an_effect_for_many(session: Session) -> None:
    ids = [put(session, SOLD, code).id for code in (INCOME, TIES, CONFIDENCE)]
    edits.set_effect(session, ids[:1], "mixed")
    assert edits.set_effect(session, ids, "mixed").changed == 2
    assert {each.effect for each in codings.listing(session)} == {"mixed"}
    assert edits.set_effect(session, ids, None).changed == 3
    history.undo(session)
    assert {each.effect for each in codings.listing(session)} == {"mixed"}
    with pytest.raises(ValueRefused):
        edits.set_effect(session, ids, "splendid")
    with pytest.raises(CodingNotFound):
        edits.set_effect(session, [*ids, "nowhere"], "none")


def test_a_facet_for_many(session: Session) -> None:
    ids = [put(session, SOLD, code).id for code in (INCOME, TIES)]
    codings.change(session, ids[0], facets={"time": "before"})
    done = edits.set_facet(session, ids, "time", "after")
    assert (done.changed, done.ids) == (2, tuple(ids))
    assert [each.facets for each in codings.listing(session)] == [{"time": "after"}] * 2
    assert edits.set_facet(session, ids, "time", None).changed == 2
    assert edits.set_facet(session, ids, "time", None).operation is None
    assert [each.facets for each in codings.listing(session)] == [{}] * 2
    with pytest.raises(FacetNotFound):
        edits.set_facet(session, ids, "time", "never")


# Edges


def test_splitting(session: Session) -> None:
    whole = put(session, f"{SOLD} {SMALL}", INCOME, effect="negative", memo="À relire.")
    codings.change(session, whole.id, facets={"time": "before"})
    parts = edits.split(session, whole.id, whole.start + len(SOLD) + 1)
    assert [each.quote for each in parts] == [SOLD, SMALL]
    assert [each.memo for each in parts] == ["À relire.", None]
    assert {(each.code, each.effect, each.facets["time"], each.coder) for each in parts} == {
        (INCOME, "negative", "before", "marie")
    }
    again = edits.join(session, [each.id for each in parts])
    assert again.ids == (whole.id,)
    assert [each.quote for each in codings.listing(session)] == [whole.quote]


@pytest.mark.parametrize("at", [-1, 0, len(SOLD), len(SOLD) + 1, len(SOLD) + 40])
def test_a_part_has_words(session: Session, at: int) -> None:
    coding = put(session, f"{SOLD} ", INCOME)
    with pytest.raises(edits.CannotSplit):
        edits.split(session, coding.id, coding.start + at)
    assert len(codings.listing(session)) == 1


def test_a_part_that_is_coded_so_already(session: Session) -> None:
    whole, part = put(session, f"{SOLD} {SMALL}", INCOME), put(session, SMALL, INCOME, memo="Déjà là.")
    parts = edits.split(session, whole.id, part.start)
    assert [(each.id, each.memo) for each in parts] == [(whole.id, None), (part.id, "Déjà là.")]
    assert len(codings.listing(session)) == 2


def test_joining_what_touches(session: Session) -> None:
    first, second = put(session, SOLD, INCOME, memo="Un."), put(session, SMALL, INCOME, effect="mixed", memo="Deux.")
    apart = put(session, "Huit ans sans travailler", INCOME)
    other = put(session, SMALL, TIES)
    done = edits.join(session, [each.id for each in (apart, second, first, other)])
    assert (done.joined, done.differing) == (1, 0)
    assert set(done.ids) == {first.id, apart.id, other.id}
    assert (f"{SOLD} {SMALL}", "income", "marie", "mixed", "Un.\n\nDeux.") in told(session)
    assert len(told(session)) == 3


@pytest.mark.parametrize(
    "pair",
    [
        ((SOLD, INCOME, "marie"), ("Huit ans", INCOME, "marie")),
        ((SOLD, INCOME, "marie"), (SMALL, TIES, "marie")),
        ((SOLD, INCOME, "marie"), (SMALL, INCOME, "piet")),
        ((SOLD, INCOME, "marie"),),
    ],
)
def test_what_does_not_belong_together_is_not_joined(session: Session, pair: Sequence[tuple[str, str, str]]) -> None:
    imported(session, 1)
    ids = [by(session, coder, quote, code).id for quote, code, coder in pair]
    with pytest.raises(edits.NothingToJoin):
        edits.join(session, ids)
    assert len(codings.listing(session)) == len(pair)


def test_joined_onto_the_place_of_a_third(session: Session) -> None:
    first, second = put(session, SOLD, INCOME), put(session, SMALL, INCOME, memo="Deux.")
    whole = put(session, f"{SOLD} {SMALL}", INCOME, memo="Tout.")
    assert edits.join(session, [first.id, second.id]).ids == (whole.id,)
    assert told(session) == [(whole.quote, "income", "marie", None, "Tout.\n\nDeux.")]


@pytest.mark.parametrize(
    ("quote", "unit", "inward", "whole"),
    [
        ("énage, de l'int", "word", False, "ménage, de l'intérim"),
        ("énage, de l'int", "word", True, "de"),
        ("ménage, de", "word", False, "ménage, de"),
        ("ménage, de", "word", True, "ménage, de"),
        ("ménage, de", "sentence", False, SOLD),
        ("la nuit. Des petits", "sentence", False, f"{SOLD} {SMALL}"),
        (f"aider. {SOLD} Des", "sentence", True, SOLD),
        (SOLD, "sentence", False, SOLD),
        ("vous en diriez", "turn", False, "Ces huit ans, vous en diriez quoi ?"),
    ],
)
def test_whole_units(session: Session, quote: str, unit: str, inward: bool, whole: str) -> None:
    coding = put(session, quote, INCOME)
    assert edits.fit(session, coding.id, unit, inward=inward).quote == whole
    assert edits.fit(session, coding.id, unit, inward=inward).quote == whole


def test_nothing_whole_is_inside(session: Session) -> None:
    coding = put(session, "ménage, de l'intérim", INCOME)
    with pytest.raises(edits.NoWholeUnit, match="no whole sentence"):
        edits.fit(session, coding.id, "sentence", inward=True)
    with pytest.raises(ValueRefused):
        edits.fit(session, coding.id, "chapter")


def test_edges_by_words(session: Session) -> None:
    coding = put(session, "ménage, de l'intérim", INCOME)
    moves: list[tuple[str, int, str]] = [
        ("end", 1, "ménage, de l'intérim, de"),
        ("end", -2, "ménage, de"),
        ("start", -2, "fait du ménage, de"),
        ("start", 3, "de"),
        ("start", 9, "de"),
        ("end", -9, "de"),
        ("start", 0, "de"),
    ]
    for edge, words, quote in moves:
        assert edits.move_edge(session, coding.id, edge, words).quote == quote
    with pytest.raises(ValueRefused):
        edits.move_edge(session, coding.id, "middle", 1)


def test_edges_moved_onto_another(session: Session) -> None:
    moved, there = put(session, "ménage, de", INCOME, memo="Un."), put(session, "ménage, de l'intérim", INCOME)
    assert edits.move_edge(session, moved.id, "end", 1).id == there.id
    assert told(session) == [("ménage, de l'intérim", "income", "marie", None, "Un.")]


# Adrift


def strand(session: Session, *quotes: str) -> None:
    """Take passages out of the first document's text."""
    document = documents.documents(session)[0].id
    text = documents.text(session, document)
    for quote in quotes:
        text = text.replace(quote, "")
    revisions.revise(session, document, text)


def test_what_is_adrift_has_no_edges_but_can_be_recoded(session: Session) -> None:
    coding = put(session, SOLD, INCOME)
    put(session, SOLD, TIES, effect="none")
    strand(session, SOLD)
    edge_edits: list[Callable[[], object]] = [
        lambda: edits.split(session, coding.id, coding.start + 5),
        lambda: edits.fit(session, coding.id, "word"),
        lambda: edits.move_edge(session, coding.id, "end", 1),
        lambda: edits.join(session, [coding.id]),
        lambda: edits.copy(session, coding.id, [TIES]),
    ]
    for edit in edge_edits:
        with pytest.raises(edits.CodingAdrift):
            edit()
    assert edits.recode(session, [coding.id], TIES).joined == 1
    assert told(session) == [(SOLD, "ties", "marie", "none", None)]


def test_adrift_from_different_words_they_stay_two(session: Session) -> None:
    first = put(session, SOLD, INCOME)
    strand(session, SOLD)
    start = documents.text(session, first.document).index(SMALL)
    codings.add(session, first.document, start, start + len(SMALL), TIES)
    strand(session, SMALL)
    where = {each.code: (each.start, each.end) for each in codings.listing(session)}
    # Bring both to one place of their different revisions.
    rows = {each.quote: each for each in session.all(Coding)}
    with session.operation("coding.change", history.listing(session)[-1].summary) as gate:
        gate.update(Coding, rows[SMALL].id, start=where[INCOME][0], end=where[INCOME][1])
    done = edits.recode(session, [first.id], TIES)
    assert (done.changed, done.joined) == (1, 0)
    assert sorted(quote for quote, *_ in told(session)) == sorted([SOLD, SMALL])


# Whatever one does


Step = Callable[[Session, list[str], int, int], object]
STEPS: dict[str, Step] = {
    "recode": lambda s, ids, m, n: edits.recode(s, ids[m % len(ids) :][:4], KEYS[n % 5]),
    "effect": lambda s, ids, m, n: edits.set_effect(s, ids[m % len(ids) :][:4], ("positive", "negative", None)[n % 3]),
    "facet": lambda s, ids, m, n: edits.set_facet(s, ids[:4], "time", ("before", "after", None)[n % 3]),
    "split": lambda s, ids, m, n: edits.split(s, ids[m % len(ids)], 15 + n % 40),
    "join": lambda s, ids, m, n: edits.join(s, ids),
    "fit": lambda s, ids, m, n: edits.fit(s, ids[m % len(ids)], UNITS[n % 4], inward=bool(n % 2)),
    "edge": lambda s, ids, m, n: edits.move_edge(s, ids[m % len(ids)], edits.EDGES[n % 2], n % 7 - 3),
    "copy": lambda s, ids, m, n: edits.copy(s, ids[m % len(ids)], [KEYS[n % 5], KEYS[(n + 1) % 5]]),
}


def without_coders(content: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    return {name: rows for name, rows in content.items() if name != "coder"}


def covered(session: Session) -> set[tuple[str, str, int]]:
    """Every word character that each coder has coded, as coder, document and offset."""
    texts = {each.id: documents.text(session, each.id) for each in documents.documents(session)}
    return {
        (each.coder, each.document, place)
        for each in codings.listing(session)
        for place in range(each.start, each.end)
        if not texts[each.document][place].isspace()
    }


@settings(max_examples=200 if NIGHTLY else 15)
@given(
    st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 40), st.integers(0, 40)), max_size=8),
    st.lists(st.tuples(st.integers(14, 50), st.integers(1, 25), st.integers(0, 4), st.booleans()), min_size=2),
)
def test_whatever_one_does_nothing_is_lost_and_all_can_be_undone(
    steps: list[tuple[str, int, int]], coded: list[tuple[int, int, int, bool]]
) -> None:
    with tempfile.TemporaryDirectory() as folder, new_project(Path(folder) / "p.qualcode") as session:
        document = imported(session, 1).id
        for number, (start, length, code, noted) in enumerate(coded[:8]):
            memo = f"Note {number}." if noted else None
            codings.add(session, document, start, start + length, KEYS[code], memo=memo)
        start_state, done = dump(session), 0
        for name, m, n in steps:
            before, words, last = {each.text for each in session.all(Memo)}, covered(session), session.sequence()
            ids = [each.id for each in codings.listing(session)]
            try:
                STEPS[name](session, ids, m, n)
            except QualcodeError:
                assert session.sequence() == last
                continue
            done += session.sequence() > last
            after = "\n".join(each.text for each in session.all(Memo))
            assert all(text in after for text in before), name
            assert name in ("fit", "edge") or words <= covered(session), name
            owners = {each.id for each in session.all(Coding)}
            assert {each.about for each in session.all(Memo)} <= owners
        end_state = dump(session)
        history.undo(session, done)
        assert dump(session) == start_state
        history.redo(session, done)
        assert dump(session) == end_state
        assert is_whole(session)
