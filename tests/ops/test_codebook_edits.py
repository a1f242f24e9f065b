"""The codebook edited: what each edit does and refuses, what happens to codings, and that undo takes all of it back."""

from __future__ import annotations

import dataclasses
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import (
    Ambiguous,
    CodeNotFound,
    CodingNotFound,
    NameRefused,
    QualcodeError,
    UsageError,
    ValueRefused,
)
from qualcode.model.codebook import Code
from qualcode.model.codebook_rules import key_fault
from qualcode.model.coding import Coding, CodingView, Memo
from qualcode.model.message import Message
from qualcode.model.suggestion import Decision, Suggestion
from qualcode.model.text import Span
from qualcode.ops import codebook_edits as edits
from qualcode.ops import codebook_files, codebooks, codings, documents, history, memos, projects, suggestions
from qualcode.ops import codebook_merging as merging
from qualcode.ops.adder import Adder, CodingRequest
from qualcode.store.session import Session, open_project
from tests.conftest import NIGHTLY
from tests.store.making import KEYS, dump, imported, is_whole, new_project

QUOTES = ("Je suis née à Roubaix", "J'ai fait du ménage", "Huit ans sans travailler")
CONFIDENCE, TIES, INCOME, VOICE = "social/confidence", "social/ties", "economic/income", "political/voice"


def code(session: Session, key: str) -> Code:
    found = codebooks.tree(session).by_key(key)
    assert found is not None, key
    return found


def put(session: Session, quote: str, key: str, *, memo: str | None = None, effect: str | None = None) -> CodingView:
    """A coding on a quote of the first document, which is brought in when it is not there."""
    document = next(iter(documents.documents(session)), None) or imported(session, 1)
    start = documents.text(session, document.id).index(quote)
    return codings.add(session, document.id, start, start + len(quote), key, memo=memo, effect=effect)


def order(session: Session) -> list[str]:
    """The keys as the codebook shows them, two spaces a level."""
    codes = codebooks.tree(session)
    return ["  " * depth + each.key for depth, each in codes.walk()]


@pytest.fixture
def undone(session: Session) -> Iterator[None]:
    """What the test does from here on is undone step by step at its end, and nothing of it is left."""
    before, last = dump(session), session.sequence()
    yield
    steps = [each for each in history.listing(session) if each.sequence > last and each.undoable]
    history.undo(session, sum(each.coder == session.coder for each in steps))
    assert {name: rows for name, rows in dump(session).items() if name != "coder"} == {
        name: rows for name, rows in before.items() if name != "coder"
    }


# Names and texts


@pytest.mark.usefixtures("undone")
def test_adding(session: Session) -> None:
    made = edits.add_code(session, " Fierté d'être là ", parent="Social")
    assert (made.key, made.parent, made.labels) == ("social/fierte-d-etre-la", code(session, "social").id, {
        "fr": "Fierté d'être là"
    })  # fmt: skip
    assert edits.add_code(session, "Fierté", parent=made.key, language="nl").key == "social/fierte"
    assert edits.add_code(session, "Fierté", language="nl").key == "fierte"
    assert edits.add_code(session, "信心", parent="social").key == "social/code"
    assert codebooks.book(session).languages == ("fr", "en", "nl")
    with pytest.raises(NameRefused):
        edits.add_code(session, "LIENS", parent="social")
    with pytest.raises(CodeNotFound):
        edits.add_code(session, "x", parent="nowhere")
    with pytest.raises(ValueRefused):
        edits.add_code(session, "x", language="français")


@pytest.mark.usefixtures("undone")
def test_a_code_below_one_that_was_moved_to_the_top_has_a_key_that_files_can_hold(session: Session) -> None:
    edits.move(session, CONFIDENCE, None)
    made = edits.add_code(session, "Fierté", parent=CONFIDENCE)
    assert made.key == "confidence/fierte"
    assert key_fault(made.key) is None


@pytest.mark.usefixtures("undone")
def test_renaming_keeps_the_key(session: Session) -> None:
    made = edits.rename(session, CONFIDENCE, "Zelfvertrouwen", language="nl")
    assert (made.key, made.labels) == (CONFIDENCE, {"fr": "Confiance en soi", "nl": "Zelfvertrouwen"})
    assert edits.rename(session, "zelfvertrouwen", "Estime de soi").labels["fr"] == "Estime de soi"
    with pytest.raises(CodeNotFound):
        edits.rename(session, "Confiance en soi", "x")
    assert str(history.listing(session, 1)[0].summary) == "social/confidence is called “Estime de soi” (fr)"


def test_sisters_have_different_names(session: Session) -> None:
    for label in ("liens", " LIENS ", "", "a\nb", "x" * 300):
        with pytest.raises(NameRefused):
            edits.rename(session, CONFIDENCE, label)
    assert edits.rename(session, CONFIDENCE, "Liens", language="en").labels["en"] == "Liens"
    assert edits.rename(session, CONFIDENCE, "Revenu").labels["fr"] == "Revenu"
    last = session.sequence()
    edits.rename(session, CONFIDENCE, "Revenu")
    assert session.sequence() == last


@pytest.mark.usefixtures("undone")
def test_describing(session: Session) -> None:
    made = edits.define(
        session,
        CONFIDENCE,
        definition="  Oser.\r\nTéléphoner. ",
        include="On dit qu'on ose.",
        lists={"examples": ["« J'ai osé. »", " "], "aliases": ["Assurance", "assurance"]},
        add={"terms": ['"oser  téléphoner"', "FIER*"], "indicators": ["Part qui ose (%)"]},
    )
    assert made.definition == {"fr": "Oser.\nTéléphoner."}
    assert made.include == {"fr": "On dit qu'on ose."}
    assert (made.examples, made.aliases) == ({"fr": ("« J'ai osé. »",)}, {"fr": ("Assurance",)})
    assert made.terms == {"fr": ("reprendre confiance", "fier*", "oser téléphoner")}
    assert made.indicators == {"fr": ("Part qui ose (%)",)}
    made = edits.define(session, CONFIDENCE, include="", drop={"terms": ["Fier*"], "aliases": ["ASSURANCE"]})
    assert (made.include, made.aliases) == ({}, {})
    assert made.terms == {"fr": ("reprendre confiance", "oser téléphoner")}
    made = edits.define(session, CONFIDENCE, language="nl", definition="Durven.", add={"terms": ["durf*"]})
    assert made.definition == {"fr": "Oser.\nTéléphoner.", "nl": "Durven."}
    assert made.terms["nl"] == ("durf*",)


@pytest.mark.parametrize(
    ("said", "error", "reason"),
    [
        ({"add": {"terms": ["a*"]}}, edits.TermRefused, "too short beside its star"),
        ({"add": {"terms": ["fier", "*"]}}, edits.TermRefused, "a star without a word"),
        ({"lists": {"aliases": ["a\u202eb"]}}, NameRefused, "invisible"),
        ({"drop": {"terms": ["absent"]}}, edits.EntryNotFound, "“absent” does not stand in “social/confidence”"),
        ({"add": {"pools": ["insertion"]}}, ValueRefused, "Possible are: aliases"),
        ({"definition": "x", "language": "FR"}, ValueRefused, "FR"),
    ],
)
def test_what_cannot_be_said_changes_nothing(
    session: Session, said: dict[str, Any], error: type[QualcodeError], reason: str
) -> None:
    before = dump(session)
    with pytest.raises(error, match=reason):
        edits.define(session, CONFIDENCE, **said)
    assert dump(session) == before


@pytest.mark.usefixtures("undone")
def test_colours(session: Session) -> None:
    codes = codebooks.tree(session)
    assert codes.colour(code(session, CONFIDENCE)) == "#0072B2"
    assert edits.recolour(session, CONFIDENCE, "#d55e00").colour == "#D55E00"
    assert edits.recolour(session, CONFIDENCE, None).colour is None
    for colour in ("red", "#12345", "#12345g", ""):
        with pytest.raises(ValueRefused):
            edits.recolour(session, CONFIDENCE, colour)


# Places


@pytest.mark.usefixtures("undone")
def test_moving_a_branch(session: Session) -> None:
    edits.add_code(session, "Fierté", parent=CONFIDENCE)
    made = edits.move(session, CONFIDENCE, "political", before=VOICE)
    assert made.key == CONFIDENCE
    assert order(session) == [
        "economic", "  economic/income", "social", "  social/ties", "political", "  social/confidence",
        "    social/fierte", "  political/voice", "environmental", "territorial",
    ]  # fmt: skip
    assert codebooks.tree(session).dimension(made).key == "political"
    edits.move(session, "social/fierte", None, before="economic")
    assert order(session)[:2] == ["social/fierte", "economic"]
    assert_parents_first(session)


def assert_parents_first(session: Session) -> None:
    seen: set[str | None] = {None}
    for each in codebooks.book(session).codes:
        assert each.parent in seen
        seen.add(each.id)


@pytest.mark.usefixtures("undone")
def test_order_among_sisters(session: Session) -> None:
    edits.reorder(session, TIES, before=CONFIDENCE)
    assert [each.key for each in codebooks.tree(session).children(code(session, "social").id)] == [TIES, CONFIDENCE]
    last = session.sequence()
    edits.reorder(session, TIES, before=CONFIDENCE)
    edits.reorder(session, CONFIDENCE)
    edits.move(session, CONFIDENCE, "social")
    assert session.sequence() == last
    edits.reorder(session, "territorial", before="economic")
    edits.reorder(session, "economic")
    assert [each for each in order(session) if not each.startswith(" ")] == [
        "territorial", "social", "political", "environmental", "economic"
    ]  # fmt: skip
    assert_parents_first(session)


def test_no_more_codes_are_touched_than_make_way(session: Session) -> None:
    before = {each.key: each.position for each in codebooks.book(session).codes}
    edits.move(session, CONFIDENCE, "economic")
    after = {each.key: each.position for each in codebooks.book(session).codes}
    assert [key for key in before if before[key] != after[key]] == [CONFIDENCE]


def test_no_code_stands_below_itself(session: Session) -> None:
    edits.add_code(session, "Fierté", parent=CONFIDENCE)
    before = dump(session)
    for name, under, sister in (
        (CONFIDENCE, CONFIDENCE, None),
        (CONFIDENCE, "social/fierte", None),
        ("social", "social/fierte", None),
        (CONFIDENCE, "economic", TIES),
        (CONFIDENCE, "social", CONFIDENCE),
    ):
        with pytest.raises(edits.CodeMisplaced):
            edits.move(session, name, under, before=sister)
    edits.rename(session, INCOME, "Liens")
    with pytest.raises(NameRefused):
        edits.move(session, INCOME, "social")
    history.undo(session)
    assert dump(session) == before


# Merging


@pytest.mark.usefixtures("undone")
def test_merging_takes_everything_over(session: Session) -> None:
    edits.define(session, TIES, definition="Des gens.", lists={"terms": ["voisin*", "FIER*"]})
    edits.define(session, CONFIDENCE, definition="Oser.", exclude="Les compliments.", lists={"aliases": ["Assurance"]})
    edits.rename(session, CONFIDENCE, "Zelfvertrouwen", language="nl")
    edits.add_code(session, "Fierté", parent=CONFIDENCE)
    memos.add(session, "code", code(session, CONFIDENCE).id, "À discuter.")
    moved = [put(session, quote, CONFIDENCE, memo=quote) for quote in QUOTES]
    told = merging.consequences(session, CONFIDENCE, into=TIES, below=False)
    assert told == merging.Consequences((CONFIDENCE,), 3, 1, ("marie",), 1, 3, 0, 0)
    done = merging.merge(session, CONFIDENCE, TIES)
    assert done == merging.Recast((CONFIDENCE,), (), 3, 0, 0, 0, session.sequence())
    made = code(session, TIES)
    assert made.labels == {"fr": "Liens", "nl": "Zelfvertrouwen"}
    assert made.aliases == {"fr": ("Confiance en soi", "Assurance")}
    assert made.terms == {"fr": ("voisin*", "FIER*", "reprendre confiance")}
    assert made.definition == {"fr": "Des gens.\n\nOser."}
    assert made.exclude == {"fr": "Les compliments."}
    assert codebooks.find_code(codebooks.tree(session), "confiance en soi").id == made.id
    assert {each.id: (each.code, each.memo) for each in codings.listing(session)} == {
        each.id: (TIES, each.quote) for each in moved
    }
    assert [each.about for each in memos.listing(session, "code")] == [made.id]
    assert code(session, "social/fierte").parent == made.id
    assert_parents_first(session)


def test_both_codes_on_one_passage_become_one(session: Session) -> None:
    put(session, QUOTES[0], CONFIDENCE, memo="Un.", effect="positive")
    kept = put(session, QUOTES[0], TIES, memo="Deux.", effect="negative")
    put(session, QUOTES[1], CONFIDENCE, memo="Trois.")
    with open_project(session.path, coder="piet") as piet:
        put(piet, QUOTES[0], CONFIDENCE, memo="Vier.")
    before = dump(session)
    assert merging.consequences(session, CONFIDENCE, into=TIES, below=False).joined == 1
    done = merging.merge(session, CONFIDENCE, TIES)
    assert (done.codings, done.joined, done.differing) == (3, 1, 1)
    left = {(each.quote, each.coder): (each.memo, each.effect) for each in codings.listing(session, code=TIES)}
    assert left == {
        (QUOTES[0], "marie"): ("Deux.\n\nUn.", "negative"),
        (QUOTES[1], "marie"): ("Trois.", None),
        (QUOTES[0], "piet"): ("Vier.", None),
    }
    assert kept.id in {each.id for each in codings.listing(session)}
    history.undo(session)
    assert dump(session) == before


def test_a_child_can_go_up_in_its_parent_and_not_the_other_way(session: Session) -> None:
    edits.add_code(session, "Fierté", parent=CONFIDENCE)
    for name, into in (("social", CONFIDENCE), ("social", "social/fierte"), (TIES, TIES)):
        with pytest.raises(edits.CodeMisplaced):
            merging.merge(session, name, into)
    merging.merge(session, CONFIDENCE, "social")
    assert code(session, "social").aliases == {"fr": ("Confiance en soi",)}
    assert code(session, "social/fierte").parent == code(session, "social").id


def test_what_is_below_both_must_differ(session: Session) -> None:
    edits.add_code(session, "Fierté", parent=CONFIDENCE)
    edits.add_code(session, "fierté", parent=TIES)
    before = dump(session)
    with pytest.raises(NameRefused):
        merging.merge(session, CONFIDENCE, TIES)
    assert dump(session) == before


def test_a_label_that_a_sister_has_becomes_an_alias(session: Session) -> None:
    edits.rename(session, CONFIDENCE, "Pride", language="en")
    other = edits.add_code(session, "Honte", parent="economic")
    edits.rename(session, other.key, "pride", language="en")
    merging.merge(session, other.key, TIES)
    assert code(session, TIES).labels == {"fr": "Liens"}
    assert code(session, TIES).aliases == {"fr": ("Honte",), "en": ("pride",)}


# Splitting


@pytest.mark.usefixtures("undone")
def test_splitting(session: Session) -> None:
    edits.recolour(session, CONFIDENCE, "#009E73")
    first, second, third = (put(session, quote, CONFIDENCE, memo=quote) for quote in QUOTES)
    done = merging.split(session, CONFIDENCE, {"Oser": [first.id, first.id], "Être fière": [third.id], "Rien": []})
    assert done == merging.Recast(
        (), ("social/oser", "social/etre-fiere", "social/rien"), 2, 0, 0, 0, session.sequence()
    )
    assert order(session)[2:8] == [
        "social", "  social/confidence", "  social/oser", "  social/etre-fiere", "  social/rien", "  social/ties",
    ]  # fmt: skip
    assert {each.id: (each.code, each.memo) for each in codings.listing(session)} == {
        first.id: ("social/oser", first.quote),
        second.id: (CONFIDENCE, second.quote),
        third.id: ("social/etre-fiere", third.quote),
    }
    assert {each.colour for each in codebooks.tree(session).children(code(session, "social").id)} == {"#009E73", None}
    assert_parents_first(session)


def test_only_its_own_codings_and_each_once(session: Session) -> None:
    mine, other = put(session, QUOTES[0], CONFIDENCE), put(session, QUOTES[0], TIES)
    before = dump(session)
    for parts, error in (
        ({"Oser": [other.id]}, merging.CodingNotOfCode),
        ({"Oser": [mine.id], "Fierté": [mine.id]}, merging.CodingNotOfCode),
        ({"Oser": ["nowhere"]}, CodingNotFound),
        ({"Oser": [], "OSER": []}, NameRefused),
        ({"Liens": [mine.id]}, NameRefused),
    ):
        with pytest.raises(error):
            merging.split(session, CONFIDENCE, parts)
    assert dump(session) == before


# Removing


def refuse(session: Session, key: str) -> Decision:
    document = documents.documents(session)[0].id
    return suggestions.refuse(session, Suggestion(document, 20, 30, "née à Rouba", key, 0.5, ()))


def test_a_code_in_use_is_not_removed_by_accident(session: Session) -> None:
    edits.add_code(session, "Fierté", parent=CONFIDENCE)
    put(session, QUOTES[0], CONFIDENCE)
    put(session, QUOTES[1], "social/fierte")
    before = dump(session)
    with pytest.raises(merging.CodeInUse) as refused:
        merging.remove(session, CONFIDENCE)
    assert str(refused.value.message) == (
        "“social/confidence” is in use. Codes, with those below it: 2. Codings: 2, by marie."
    )
    with pytest.raises(edits.CodeMisplaced):
        merging.remove(session, CONFIDENCE, move_codings_to="social/fierte")
    with pytest.raises(UsageError):
        merging.remove(session, CONFIDENCE, move_codings_to=TIES, with_codings=True)
    assert dump(session) == before


@pytest.mark.usefixtures("undone")
def test_removing_with_codings(session: Session) -> None:
    edits.add_code(session, "Fierté", parent=CONFIDENCE)
    put(session, QUOTES[0], CONFIDENCE, memo="Un.")
    put(session, QUOTES[1], "social/fierte")
    left = put(session, QUOTES[1], TIES, memo="Reste.")
    memos.add(session, "code", code(session, CONFIDENCE).id, "À discuter.")
    refuse(session, CONFIDENCE)
    told = merging.consequences(session, CONFIDENCE)
    assert told == merging.Consequences((CONFIDENCE, "social/fierte"), 2, 1, ("marie",), 1, 1, 1, 0)
    done = merging.remove(session, CONFIDENCE, with_codings=True)
    assert done == merging.Recast((CONFIDENCE, "social/fierte"), (), 0, 0, 0, 2, session.sequence())
    assert [each.id for each in codings.listing(session)] == [left.id]
    assert [each.text for each in memos.listing(session)] == ["Reste."]
    assert session.all(Decision) == []


@pytest.mark.usefixtures("undone")
def test_removing_with_codings_moved(session: Session) -> None:
    edits.add_code(session, "Fierté", parent=CONFIDENCE)
    put(session, QUOTES[0], CONFIDENCE, memo="Un.")
    put(session, QUOTES[0], "social/fierte", memo="Deux.")
    put(session, QUOTES[1], TIES)
    memos.add(session, "code", code(session, CONFIDENCE).id, "À discuter.")
    refuse(session, CONFIDENCE)
    suggestions.decide(session, dataclasses.replace(_suggestion(session), code=CONFIDENCE), "accepted")
    assert merging.consequences(session, CONFIDENCE, into=TIES).joined == 1
    done = merging.remove(session, CONFIDENCE, move_codings_to=TIES)
    assert (done.codings, done.joined, done.uncoded) == (2, 1, 0)
    assert {(each.quote, each.code, each.memo) for each in codings.listing(session)} == {
        (QUOTES[0], TIES, "Un.\n\nDeux."),
        (QUOTES[1], TIES, None),
    }
    assert [each.about for each in memos.listing(session, "code")] == [code(session, TIES).id]
    assert [(each.verdict, each.code) for each in session.all(Decision)] == [("accepted", code(session, TIES).id)]


def _suggestion(session: Session) -> Suggestion:
    return Suggestion(documents.documents(session)[0].id, 40, 50, "", TIES, 0.5, ())


@pytest.mark.usefixtures("undone")
def test_a_code_without_codings_is_removed_at_once(session: Session) -> None:
    assert merging.remove(session, "territorial").removed == ("territorial",)
    with pytest.raises(CodeNotFound):
        merging.remove(session, "territorial")
    assert edits.add_code(session, "Ancrage", language="fr").key == "ancrage"


def test_names_that_fit_two_codes_are_refused(session: Session) -> None:
    edits.rename(session, INCOME, "Liens")
    for edit in (
        lambda: edits.rename(session, "Liens", "x"),
        lambda: merging.merge(session, "Liens", "social"),
        lambda: merging.remove(session, "Liens"),
    ):
        with pytest.raises(Ambiguous):
            edit()


# As much as there may be


def test_a_code_used_ten_thousand_times(session: Session) -> None:
    document = imported(session, 1)
    text = documents.text(session, document.id)
    spans = [Span(start, start + length) for start in range(20, 420) for length in range(5, 30)]
    assert len(spans) == 10_000 and spans[-1].end < len(text)
    # Times of this process, since the machine may be busy with others, against one another, since it may be slow.
    began = time.process_time()
    with session.operation("coding.add", Message("{n}", {"n": len(spans)})) as change:
        Adder(session, change).add_all(CodingRequest(document.id, span, CONFIDENCE) for span in spans)
    coding = time.process_time() - began
    before = dump(session)
    assert merging.consequences(session, CONFIDENCE).codings == 10_000
    acts: dict[str, Callable[[], object]] = {
        "remove": lambda: merging.remove(session, CONFIDENCE, with_codings=True),
        "move": lambda: merging.remove(session, CONFIDENCE, move_codings_to=TIES),
        "merge": lambda: merging.merge(session, CONFIDENCE, TIES),
    }
    taken = {}
    for name, act in acts.items():
        began = time.process_time()
        act()
        taken[name] = time.process_time() - began
        history.undo(session)
    assert max(taken.values()) < 4 * coding, taken
    assert dump(session) == before


# Whatever one does

LABELS = ("Fierté", "Oser", "Liens", "Zorg", "Bruit")
Step = Callable[[Session, str, str, int], object]
STEPS: dict[str, Step] = {
    "add": lambda s, a, b, n: edits.add_code(s, LABELS[n % 5], parent=a if n % 3 else None),
    "rename": lambda s, a, b, n: edits.rename(s, a, LABELS[n % 5], language=("fr", "nl")[n % 2]),
    "define": lambda s, a, b, n: edits.define(s, a, definition=LABELS[n % 5], add={"terms": [LABELS[n % 5]]}),
    "colour": lambda s, a, b, n: edits.recolour(s, a, ("#009E73", None)[n % 2]),
    "move": lambda s, a, b, n: edits.move(s, a, b if n % 4 else None),
    "reorder": lambda s, a, b, n: edits.reorder(s, a, before=b if n % 4 else None),
    "merge": lambda s, a, b, n: merging.merge(s, a, b),
    "split": lambda s, a, b, n: merging.split(
        s, a, {LABELS[n % 5]: [each.id for each in s.all(Coding, code=code(s, a).id)][: n % 3]}
    ),
    "remove": lambda s, a, b, n: merging.remove(s, a, move_codings_to=b),
}


@settings(max_examples=200 if NIGHTLY else 15)
@given(
    st.lists(st.tuples(st.sampled_from(sorted(STEPS)), *[st.integers(0, 4)] * 3), max_size=10),
    st.lists(st.tuples(st.integers(14, 15), st.integers(0, 3), st.booleans(), st.booleans()), min_size=5, max_size=12),
)
def test_whatever_one_does_no_coding_is_lost_and_all_can_be_undone(
    steps: list[tuple[str, int, int, int]], coded: list[tuple[int, int, bool, bool]]
) -> None:
    with tempfile.TemporaryDirectory() as folder, new_project(Path(folder) / "p.qualcode") as session:
        document = imported(session, 1).id
        with open_project(session.path, coder="piet") as piet:
            for number, (start, key, noted, mine) in enumerate(coded):
                memo = f"Note {number}." if noted else None
                codings.add(session if mine else piet, document, start, start + 9, sorted(KEYS)[key], memo=memo)
        start_state, done = dump(session), 0
        for name, a, b, n in steps:
            keys = sorted(each.key for each in codebooks.book(session).codes)
            passages, notes, last = kept(session), {each.text for each in session.all(Memo)}, session.sequence()
            try:
                STEPS[name](session, keys[a % len(keys)], keys[b % len(keys)], n)
            except QualcodeError:
                assert session.sequence() == last
                continue
            done += session.sequence() > last
            assert kept(session) == passages, name
            after = "\n".join(each.text for each in session.all(Memo))
            assert all(text in after for text in notes), name
            holds_together(session)
        end_state = dump(session)
        history.undo(session, done)
        assert dump(session) == start_state
        history.redo(session, done)
        assert dump(session) == end_state
        assert is_whole(session)


def kept(session: Session) -> set[tuple[str, int, int]]:
    """Every passage that a coder has coded, whatever the code."""
    return {(each.coder, each.start, each.end) for each in session.all(Coding)}


def holds_together(session: Session) -> None:
    """A codebook that could be written to a file and read back: parents first, sisters with different labels."""
    assert_parents_first(session)
    codes = codebooks.tree(session)
    assert sum(1 for _ in codes.walk()) == len(codes.codes)
    for parent in (None, *(each.id for each in codes.codes)):
        labels = [(tongue, text.casefold()) for each in codes.children(parent) for tongue, text in each.labels.items()]
        assert len(labels) == len(set(labels))
    assert all(key_fault(each.key) is None and each.labels for each in codes.codes)


def test_an_edited_codebook_can_be_written_and_read(session: Session, tmp_path: Path) -> None:
    edits.define(session, CONFIDENCE, definition="Durven.", language="nl", lists={"terms": ["durf*"]})
    edits.move(session, CONFIDENCE, None, before="economic")
    edits.add_code(session, "Fierté", parent=CONFIDENCE)
    merging.merge(session, TIES, VOICE)
    for name in ("book.yaml", "book.csv"):
        codebook_files.save(codebooks.book(session), tmp_path / name)
        with projects.create(tmp_path / f"{name}.qualcode", coder="marie", codebook=tmp_path / name) as other:
            assert order(other) == order(session)
            assert [each.labels for each in codebooks.show(other).codes] == [
                each.labels for each in codebooks.show(session).codes
            ]
