"""Codings: put on passages by hand or from files, changed, joined, taken off; refused with reasons."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import (
    Ambiguous,
    BadData,
    CodeNotFound,
    CoderNotFound,
    CodingNotFound,
    DocumentNotFound,
    FacetNotFound,
    FileEmpty,
    FormatUnknown,
    QualcodeError,
    SpanRefused,
    ValueRefused,
)
from qualcode.model.ids import new_id
from qualcode.model.message import Message
from qualcode.model.text import Span
from qualcode.ops import coders, coding_files, codings, documents, history, memos
from qualcode.ops.adder import Adder, CodingRequest
from qualcode.store.session import Session, open_project
from tests.store.making import KEYS, codes, dump, imported, transcript

TEXT = transcript(1).text


@pytest.fixture
def document(session: Session) -> str:
    return imported(session, 1).id


def test_a_passage_is_coded(session: Session, document: str) -> None:
    view = codings.add(
        session, document, 20, 31, "social/confidence", effect="positive", facets={"time": "after"}, memo="Une note."
    )
    assert view == codings.listing(session)[0]
    assert (view.start, view.end, view.quote) == (20, 31, TEXT[20:31])
    assert (view.code, view.coder, view.effect, view.facets) == (
        "social/confidence", "marie", "positive", {"time": "after"}
    )  # fmt: skip
    assert (view.memo, view.origin, view.adrift, view.document) == ("Une note.", "manual", False, document)
    assert documents.listing(session)[0].codings == 1


@pytest.mark.parametrize(
    "name", ["social/confidence", "Confiance en soi", "confiance EN soi", "Social / Confiance en soi"]
)
def test_a_code_is_named_by_key_path_or_label(session: Session, document: str, name: str) -> None:
    assert codings.add(session, document, 20, 31, name).code == "social/confidence"


def test_what_is_wrong_is_told_and_nothing_is_stored(session: Session, document: str) -> None:
    before, sequence = dump(session), session.sequence()
    for start, end in ((5, 5), (6, 5), (-1, 5), (0, len(TEXT) + 1), (10**9, 10**9 + 1)):
        with pytest.raises(SpanRefused) as caught:
            codings.add(session, document, start, end, "social")
        assert caught.value.values == {"start": start, "end": end, "title": "Entretien 1", "length": len(TEXT)}
    with pytest.raises(DocumentNotFound):
        codings.add(session, "nobody", 1, 5, "social")
    with pytest.raises(CodeNotFound):
        codings.add(session, document, 1, 5, "nothing")
    with pytest.raises(ValueRefused):
        codings.add(session, document, 1, 5, "social", effect="very good")
    with pytest.raises(ValueRefused):
        codings.add(session, document, 1, 5, "social", origin="guess")
    for facets in ({"time": "never"}, {"place": "here"}):
        with pytest.raises(FacetNotFound):
            codings.add(session, document, 1, 5, "social", facets=facets)
    assert (dump(session), session.sequence()) == (before, sequence)


def test_a_label_of_two_codes_is_ambiguous(session: Session, document: str) -> None:
    twin = dataclasses.replace(codes()[-2], id=new_id(), key="territorial/ties", parent=codes()[4].id, position=99)
    with session.operation("code.add", Message("x")) as change:
        change.insert(twin)
    with pytest.raises(Ambiguous):
        codings.add(session, document, 1, 5, "Liens")


def test_the_same_again_is_the_same_with_what_is_now_told(session: Session, document: str) -> None:
    first = codings.add(session, document, 20, 31, "social", effect="positive", facets={"time": "before"})
    sequence = session.sequence()
    assert codings.add(session, document, 20, 31, "social") == first
    assert session.sequence() == sequence
    again = codings.add(session, document, 20, 31, "social", effect="mixed", facets={"time": "after"}, memo="Note.")
    assert (again.id, again.effect, again.facets, again.memo) == (first.id, "mixed", {"time": "after"}, "Note.")
    assert codings.listing(session) == [again]
    assert codings.add(session, document, 20, 31, "social", memo="Autre.").memo == "Autre."
    assert len(memos.listing(session)) == 1


def test_another_coder_s_coding_of_the_same_passage_is_another(session: Session, document: str) -> None:
    one = codings.add(session, document, 20, 31, "social", memo="À moi.")
    with open_project(session.path, coder="piet") as other:
        two = codings.add(other, document, 20, 31, "social", memo="Van mij.")
        assert codings.note(other, one.id, "Ook van mij.").memo == "À moi."
    assert one.id != two.id
    assert {(view.coder, view.memo) for view in codings.listing(session)} == {("marie", "À moi."), ("piet", "Van mij.")}
    assert len(memos.listing(session)) == 3
    assert [(view.name, view.codings) for view in coders.listing(session)] == [("marie", 1), ("piet", 1)]


def test_listing_filters_and_orders(session: Session, document: str) -> None:
    second = imported(session, 2).id
    for place, key in ((second, "economic"), (document, "social/ties"), (document, "social")):
        codings.add(session, place, 40, 50, key)
        codings.add(session, place, 20, 31, key)
    with open_project(session.path, coder="piet") as other:
        codings.add(other, document, 60, 70, "political/voice", origin="autocode")
    shown = [(view.document == document, view.start, view.code) for view in codings.listing(session)]
    assert shown == [
        (True, 20, "social"), (True, 20, "social/ties"), (True, 40, "social"), (True, 40, "social/ties"),
        (True, 60, "political/voice"), (False, 20, "economic"), (False, 40, "economic"),
    ]  # fmt: skip
    assert len(codings.listing(session, document=second)) == 2
    assert {view.code for view in codings.listing(session, code="social")} == {"social", "social/ties"}
    assert {view.code for view in codings.listing(session, code="social/ties")} == {"social/ties"}
    assert [view.start for view in codings.listing(session, coder="PIET")] == [60]
    assert [view.coder for view in codings.listing(session, origin="autocode")] == ["piet"]
    for error, options in (
        (CodeNotFound, {"code": "x"}), (CoderNotFound, {"coder": "x"}), (ValueRefused, {"origin": "x"})
    ):  # fmt: skip
        with pytest.raises(error):
            codings.listing(session, **options)


# Changing


def test_effect_facets_edges_and_code_are_changed(session: Session, document: str) -> None:
    coding = codings.add(session, document, 20, 31, "social", effect="positive", facets={"time": "before"}).id
    assert codings.change(session, coding, effect="negative").effect == "negative"
    assert codings.change(session, coding, facets={"time": "after"}).facets == {"time": "after"}
    assert codings.change(session, coding, facets={"time": None}).facets == {}
    view = codings.change(session, coding, start=18, end=40)
    assert (view.start, view.end, view.quote, view.effect) == (18, 40, TEXT[18:40], "negative")
    assert codings.change(session, coding, code="Liens").code == "social/ties"
    assert codings.change(session, coding, effect=None).effect is None
    sequence = session.sequence()
    assert codings.change(session, coding).code == "social/ties"
    assert session.sequence() == sequence
    history.undo(session, 6)
    view = codings.listing(session)[0]
    assert (view.start, view.code, view.effect, view.facets) == (20, "social", "positive", {"time": "before"})


def test_a_change_that_cannot_be_changes_nothing(session: Session, document: str) -> None:
    coding = codings.add(session, document, 20, 31, "social").id
    before = dump(session)
    changes: list[tuple[type[QualcodeError], dict[str, Any]]] = [
        (SpanRefused, {"start": 31}),
        (SpanRefused, {"end": len(TEXT) + 1}),
        (SpanRefused, {"start": -1}),
        (CodeNotFound, {"code": "x"}),
        (ValueRefused, {"effect": "x"}),
        (FacetNotFound, {"facets": {"time": "x"}}),
        (FacetNotFound, {"facets": {"time": "after", "x": "y"}}),
    ]
    for error, options in changes:
        with pytest.raises(error):
            codings.change(session, coding, **options)
    with pytest.raises(CodingNotFound):
        codings.change(session, "nobody", effect="mixed")
    assert dump(session) == before


def test_two_codings_that_come_to_the_same_place_become_one_and_lose_nothing(session: Session, document: str) -> None:
    one = codings.add(session, document, 20, 31, "social", memo="Première.")
    two = codings.add(session, document, 20, 35, "social", effect="mixed", facets={"time": "after"}, memo="Deuxième.")
    with open_project(session.path, coder="piet") as other:
        codings.note(other, two.id, "Van piet.")
    before = dump(session)
    joined = codings.change(session, two.id, end=31)
    assert (joined.id, joined.effect, joined.facets, joined.memo) == (
        one.id, "mixed", {"time": "after"}, "Première.\n\nDeuxième."
    )  # fmt: skip
    assert len(codings.listing(session)) == 1
    assert {(memo.coder, memo.about) for memo in memos.listing(session)} == {("marie", one.id), ("piet", one.id)}
    history.undo(session)
    assert dump(session) == before


def test_notes_are_set_changed_and_emptied_away(session: Session, document: str) -> None:
    coding = codings.add(session, document, 20, 31, "social").id
    assert codings.note(session, coding, "Une note.").memo == "Une note."
    assert codings.note(session, coding, "Une autre.").memo == "Une autre."
    assert codings.note(session, coding, " ").memo is None
    assert memos.listing(session) == []
    with pytest.raises(CodingNotFound):
        codings.note(session, "nobody", "x")


def test_codings_are_taken_off_with_their_memos_all_or_none(session: Session, document: str) -> None:
    ids = [codings.add(session, document, start, start + 5, "social", memo="Note.").id for start in (10, 20, 30)]
    before = dump(session)
    with pytest.raises(CodingNotFound):
        codings.remove(session, [ids[0], "nobody"])
    assert dump(session) == before
    assert codings.remove(session, []) == 0
    assert codings.remove(session, [ids[0], ids[0], ids[2]]) == 2
    assert [view.id for view in codings.listing(session)] == [ids[1]]
    assert [memo.about for memo in memos.listing(session)] == [ids[1]]
    history.undo(session)
    assert dump(session) == before


# Many at once

requests = st.lists(
    st.tuples(
        st.integers(0, 6),
        st.integers(1, 3),
        st.sampled_from(KEYS[:3]),
        st.sampled_from([None, "marie", "Piet", "piet", " PIET "]),
        st.sampled_from([None, "positive", "mixed"]),
        st.sampled_from([None, "before", "after"]),
        st.sampled_from([None, "Une note.", "Autre."]),
    ),
    max_size=40,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(first=requests, second=requests)
def test_many_at_once_are_what_one_after_another_would_be(
    session: Session, first: list[tuple[Any, ...]], second: list[tuple[Any, ...]]
) -> None:
    """Against a dictionary: what is told last about a passage, code and coder holds."""
    if not documents.listing(session):
        imported(session, 1)
    document = documents.listing(session)[0].id
    wanted: dict[tuple[Any, ...], list[Any]] = {}
    for batch in (first, second):
        with session.operation("coding.add", Message("Many"), document=document) as change:
            adder = Adder(session, change)
            made = adder.add_all(
                CodingRequest(document, Span(start, start + length), code, coder, effect,
                              {"time": time} if time else None, memo, "import")
                for start, length, code, coder, effect, time, memo in batch
            )  # fmt: skip
        new = 0
        for start, length, code, coder, effect, time, memo in batch:
            place = (start, start + length, code, (coder or "marie").strip().casefold())
            new += place not in wanted
            known = wanted.setdefault(place, [None, {}, None])
            wanted[place] = [effect or known[0], {"time": time} if time else known[1], memo or known[2]]
        assert (adder.added, adder.existing) == (new, len(batch) - new)
        found = {
            (view.start, view.end, view.code, view.coder.casefold()): [view.effect, view.facets, view.memo]
            for view in codings.listing(session)
        }
        assert found == wanted
        assert {(coding.id, coding.effect) for coding in made} <= {
            (view.id, view.effect) for view in codings.listing(session)
        }
    codings.remove(session, [view.id for view in codings.listing(session)])


# From files


def rows(*content: dict[str, Any]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in content)


def test_codings_from_json_lines(session: Session, document: str, tmp_path: Path) -> None:
    path = tmp_path / "codings.jsonl"
    path.write_text(
        rows(
            {"document": "1", "start": 20, "end": 31, "code": "Confiance en soi", "coder": "Piet", "effect": "mixed"},
            {"document": "Entretien 1", "start": "40", "end": " 48 ", "code": "social", "memo": "Une note."},
            {"document": document, "quote": TEXT[60:90], "code": "social/ties", "facets": {"time": "after"}},
            {"document": 1, "start": 40, "end": 48, "code": "social"},
        )
        + "\n  \n",
        encoding="utf-8",
    )
    added = coding_files.add_file(session, path)
    assert (added.added, added.existing, added.operation) == (3, 1, session.sequence())
    shown = [
        (view.start, view.code, view.coder, view.effect, view.memo, view.origin) for view in codings.listing(session)
    ]
    assert shown == [
        (20, "social/confidence", "Piet", "mixed", None, "import"),
        (40, "social", "marie", None, "Une note.", "import"),
        (60, "social/ties", "marie", None, None, "import"),
    ]
    sequence = session.sequence()
    again = coding_files.add_file(session, path)
    assert (again.added, again.existing, again.operation) == (0, 4, None)
    assert session.sequence() == sequence
    history.undo(session)
    assert codings.listing(session) == []


def test_columns_may_be_called_in_the_language_of_who_made_the_table(
    session: Session, document: str, tmp_path: Path
) -> None:
    path = tmp_path / "codings.csv"
    path.write_text(f"Fichier;Passage;Code;Effet;Mémo\n1;{TEXT[60:90]};social;positive;Une note.\n", encoding="utf-8")
    assert coding_files.add_file(session, path).added == 1
    (view,) = codings.listing(session)
    assert (view.start, view.effect, view.memo) == (60, "positive", "Une note.")
    path.write_text("Fichier;Woorden;Code\n1;a;social\n1;b;social\n", encoding="utf-8")
    with pytest.raises(BadData) as caught:
        coding_files.add_file(session, path)
    assert len(caught.value.faults) == 1


@pytest.mark.parametrize("separator", [",", ";"])
def test_codings_from_csv(session: Session, document: str, tmp_path: Path, separator: str) -> None:
    path = tmp_path / "codings.csv"
    lines = ["document,start,end,code,coder,effect,memo", '1,20,31,social,,positive,"Une note; avec ""guillemets""."']
    path.write_text("\n".join(lines).replace(",", separator) + "\n", encoding="utf-8-sig")
    assert coding_files.add_file(session, path).added == 1
    view = codings.listing(session)[0]
    assert (view.start, view.effect, view.coder) == (20, "positive", "marie")
    assert view.memo == 'Une note; avec "guillemets".'


NEEDED = "document, code and whole-number start and end are needed"
FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"document": "9", "start": 1, "end": 5, "code": "social"}, "There is no document “9”."),
    ({"document": "1", "start": 1, "end": 5, "code": "nothing"}, "There is no code “nothing” in the codebook."),
    ({"document": "1", "start": 5, "end": 5, "code": "social"}, "Characters 5 to 5 are not a passage"),
    ({"document": "1", "start": 1, "end": 10**6, "code": "social"}, "Characters 1 to 1000000 are not a passage"),
    ({"document": "1", "start": 1.5, "end": 5, "code": "social"}, NEEDED),
    ({"document": "1", "start": True, "end": 5, "code": "social"}, NEEDED),
    ({"document": "1", "start": None, "end": 5, "code": "social"}, NEEDED),
    ({"document": "1", "start": "9" * 5_000, "end": 5, "code": "social"}, NEEDED),
    ({"document": "1", "start": [1], "end": 5, "code": "social"}, NEEDED),
    ({"document": "1", "end": 5, "code": "social"}, NEEDED),
    ({"start": 1, "end": 5, "code": "social"}, NEEDED),
    ({"document": "1", "start": 1, "end": 5}, NEEDED),
    ({"document": "1", "quote": "Mirabelle", "code": "social"}, "The words “Mirabelle” do not occur exactly once"),
    ({"document": "1", "quote": "", "code": "social"}, "The words “” do not occur exactly once"),
    ({"document": "1", "quote": "e", "code": "social"}, "The words “e” do not occur exactly once"),
    ({"document": "1", "start": 1, "end": 5, "code": "social", "effect": "good"}, "“good” is not possible for effect."),
    ({"document": "1", "start": 1, "end": 5, "code": "social", "coder": "a\tb"}, "cannot be used as a name"),
    ({"document": "1", "start": 1, "end": 5, "code": "social", "facets": {"time": "x"}}, "has no facet “time”"),
    ({"document": "1", "start": 1, "end": 5, "code": "social", "facets": "time"}, NEEDED),
]


def test_every_fault_is_told_with_its_line_and_nothing_is_taken(
    session: Session, document: str, tmp_path: Path
) -> None:
    good = {"document": "1", "start": 20, "end": 31, "code": "social"}
    path = tmp_path / "codings.jsonl"
    path.write_text(rows(good, *[row for row, _ in FAULTS], good), encoding="utf-8")
    before = dump(session)
    with pytest.raises(BadData) as caught:
        coding_files.add_file(session, path)
    said = [str(fault) for fault in caught.value.faults]
    assert len(said) == len(FAULTS)
    for number, (fault, (_, expected)) in enumerate(zip(said, FAULTS, strict=True), 2):
        assert fault.startswith(f"Line {number}: "), fault
        assert expected in fault
    assert dump(session) == before


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("c.txt", "x", FormatUnknown),
        ("c.jsonl", "", FileEmpty),
        ("c.jsonl", "{", BadData),
        ("c.jsonl", "[1]", BadData),
        ("c.jsonl", '"x"', BadData),
        ("c.jsonl", "[" * 100_000, BadData),
        ("c.csv", "document,start,end,code\n", QualcodeError),
        ("c.csv", "x\n1\n", BadData),
        ("c.csv", "document,start,end,code\n1,2,3," + "x" * 200_000 + "\n", BadData),
    ],
)
def test_what_is_no_file_of_codings_is_refused(
    session: Session, document: str, tmp_path: Path, name: str, content: str, error: type[QualcodeError]
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(error):
        coding_files.add_file(session, path)
    assert codings.listing(session) == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(content=st.binary(max_size=200), suffix=st.sampled_from([".csv", ".jsonl"]))
def test_any_bytes_are_taken_or_refused(session: Session, tmp_path: Path, content: bytes, suffix: str) -> None:
    path = tmp_path / f"codings{suffix}"
    path.write_bytes(content)
    with pytest.raises(QualcodeError):
        coding_files.add_file(session, path)


FIELDS = ("document", "start", "end", "code", "coder", "effect", "memo", "facets", "quote")
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None), max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(odd=st.dictionaries(st.sampled_from(FIELDS), values, max_size=3))
def test_any_row_is_taken_or_refused(session: Session, tmp_path: Path, odd: dict[str, Any]) -> None:
    if not documents.listing(session):
        imported(session, 1)
    path = tmp_path / "codings.jsonl"
    path.write_bytes(json.dumps({"document": "1", "start": 1, "end": 5, "code": "social", **odd}).encode())
    try:
        coding_files.add_file(session, path)
    except QualcodeError as error:
        str(error)
