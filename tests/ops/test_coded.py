"""How much of a document is coded: counted by words said, each once, of everybody or of one coder."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.document import DocumentView
from qualcode.model.message import Message
from qualcode.model.text import Span
from qualcode.ops import coded, codings, documents, revisions
from qualcode.ops.adder import Adder, CodingRequest
from qualcode.store.session import Session
from tests.store.making import imported

PASSAGES = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda it: (it[0], sum(it))), max_size=8)


@given(starts=st.lists(st.integers(0, 70), unique=True).map(sorted), passages=PASSAGES)
def test_each_word_counts_once(starts: list[int], passages: list[tuple[int, int]]) -> None:
    within = sum(any(start <= word < end for start, end in passages) for word in starts)
    assert coded.share(starts, passages) == (within / len(starts) if starts else 0.0)


def brought_in(session: Session, text: str, tmp_path: Path) -> DocumentView:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    return documents.import_file(session, tmp_path / "a.txt")


def test_labels_are_not_among_the_words_said(session: Session, tmp_path: Path) -> None:
    view = brought_in(session, "INT : Et vous ?\nPAUL : Moi je travaille.\nINT : Bien.\n", tmp_path)
    assert view.speakers == ("INT", "PAUL")
    text = documents.text(session, view.id)
    shares = coded.Shares()
    assert shares.of(session)[view.id] == coded.Coded(0, 0.0)
    start = text.index("Moi")
    codings.add(session, view.id, start, text.index("\nINT : Bien"), "social/ties")
    assert shares.of(session)[view.id] == coded.Coded(1, 3 / 6)
    codings.add(session, view.id, 0, len(text), "economic/income")
    assert shares.of(session)[view.id] == coded.Coded(2, 1.0)


def test_of_one_coder_alone_where_the_others_are_not_to_be_known(session: Session) -> None:
    view, other = imported(session, 0), imported(session, 1)
    codings.add(session, view.id, 0, 40, "social/ties")
    with session.operation("coding.add", Message("Added")) as change:
        for each in (view, other):
            Adder(session, change).add(CodingRequest(each.id, Span(0, 80), "economic/income", coder="joris"))
    shares = coded.Shares()
    everybody = shares.of(session)
    assert [everybody[each.id].codings for each in (view, other)] == [2, 1]
    blind = shares.of(session, coder="marie", only_own={view.id})
    assert [blind[each.id].codings for each in (view, other)] == [1, 1]
    assert 0 < blind[view.id].share < everybody[view.id].share
    assert blind[other.id] == everybody[other.id]


def test_a_text_that_was_edited_is_counted_anew(session: Session, tmp_path: Path) -> None:
    view = brought_in(session, "Un deux trois quatre.", tmp_path)
    codings.add(session, view.id, 0, 7, "social/ties")
    shares = coded.Shares()
    assert shares.of(session)[view.id].share == 0.5
    revisions.revise(session, view.id, "Un deux.")
    assert shares.of(session)[view.id].share == 1.0
