"""How far coders agree: what is compared, in which units, and what is told beside the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from qualcode.errors import BadData, CodeNotFound, CoderNotFound, FileMissing, ValueRefused
from qualcode.model.agreement import Agreement
from qualcode.ops import agreement, documents, history, projects, revisions
from qualcode.ops.agreement_input import TooFewCoders
from qualcode.store.session import Session
from tests.ops.stories import CODEBOOK, code

TEXT = "INT : Et vous ?\nFATIMA : J'ai repris confiance. Je parle aux voisins. Le dos me fait mal.\n"
Row = tuple[str, str, str]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    book = tmp_path / "book.csv"
    book.write_text(CODEBOOK, encoding="utf-8")
    made = projects.create(tmp_path / "p.qualcode", coder="marie", codebook=book, title="Pôle", language="fr")
    for number in (1, 2, 3):
        (tmp_path / f"{number}.txt").write_text(TEXT + f"INT : Merci pour le récit {number}.\n", encoding="utf-8")
        documents.import_file(made, tmp_path / f"{number}.txt", title=f"Récit {number}")
    return made


def coded(session: Session, folder: Path, *rows: Row, document: int = 1) -> None:
    """Codings as (coder, code, words)."""
    made = [{"document": str(document), "quote": quote, "code": key, "coder": coder} for coder, key, quote in rows]
    code(session, folder, *made)


def told(found: Agreement) -> str:
    return "\n".join(str(note) for note in found.notes)


def by_hand(session: Session, first: str, second: str) -> Mapping[str, float]:
    """Cohen's kappa and others of one code on the characters of the first document, counted one by one."""
    text = documents.text(session, documents.documents(session)[0].id)
    marks = []
    for words in (first, second):
        mark = np.zeros(len(text))
        start = text.index(words)
        mark[start : start + len(words)] = 1
        marks.append(mark)
    one, other = marks
    po = float((one == other).mean())
    both = one.mean() * other.mean() + (1 - one.mean()) * (1 - other.mean())
    share = (one.mean() + other.mean()) / 2
    chance = 2 * share * (1 - share)
    return {
        "percent": po,
        "holsti": float(2 * (one * other).sum() / (one.sum() + other.sum())),
        "cohen_kappa": float((po - both) / (1 - both)),
        "fleiss_kappa": float((po - 1 + chance) / chance),
        "brennan_prediger": 2 * po - 1,
        "gwet_ac1": float((po - chance) / (1 - chance)),
    }


def test_every_coefficient_of_two_coders_is_what_counting_characters_gives(session: Session, tmp_path: Path) -> None:
    first, second = "repris confiance. Je parle", "Je parle aux voisins"
    coded(session, tmp_path, ("marie", "social/ties", first), ("joris", "social/ties", second))
    found = agreement.agreement(session)
    assert (found.coders, found.unit, found.region) == (("joris", "marie"), "character", "common")
    text = documents.text(session, found.documents[0])
    assert found.n_units == len(text)
    for name, value in by_hand(session, first, second).items():
        assert found.codes[0].measures[name] == pytest.approx(value), name
        assert found.measures[name] == pytest.approx(value), name
    assert dict(found.codes[0].coded) == {"joris": len(second), "marie": len(first)}
    assert found.codes[0].measures["alpha_binary"] == found.codes[0].measures["u_alpha"]
    assert [(text[each.start : each.end], dict(each.by)) for each in found.disagreements] == [
        ("repris confiance. ", {"joris": (), "marie": ("social/ties",)}),
        (" aux voisins", {"joris": ("social/ties",), "marie": ()}),
    ]
    assert [each.code for each in found.branches] == ["social"]


def test_two_who_code_nearly_all_and_agree_by_chance_have_no_kappa_to_be_proud_of(
    session: Session, tmp_path: Path
) -> None:
    # Of 90 % each, all but 10 % would be shared by chance: percent looks well, kappa does not.
    text = documents.text(session, documents.documents(session)[0].id)
    tenth = len(text) // 10
    coded(session, tmp_path, ("marie", "social", text[tenth:]), ("joris", "social", text[:-tenth]))
    found = agreement.agreement(session)
    percent, kappa = found.measures["percent"], found.measures["cohen_kappa"]
    assert percent is not None and percent > 0.75
    assert kappa is not None and kappa < 0


def test_the_same_coding_is_full_agreement(session: Session, tmp_path: Path) -> None:
    rows = [(coder, "social/ties", "Je parle aux voisins") for coder in ("marie", "joris", "an")]
    coded(session, tmp_path, *rows, *[(coder, "social/health", "Le dos") for coder in ("marie", "joris", "an")])
    found = agreement.agreement(session)
    assert not found.disagreements
    values = {name: value for name, value in found.measures.items() if name != "cohen_kappa"}
    assert values == pytest.approx(dict.fromkeys(values, 1.0))
    assert found.measures["cohen_kappa"] is None
    assert "Cohen’s kappa is undefined: it is defined for exactly two coders" in told(found)
    assert [each.coverage for each in found.codes] == [1.0, 1.0]


def test_a_unit_is_coded_where_a_coding_touches_it(session: Session, tmp_path: Path) -> None:
    coded(session, tmp_path, ("marie", "social/ties", "parle"), ("joris", "social/ties", "aux voisins. Le"))
    found = agreement.agreement(session, unit="sentence")
    # The interviewer's two, and Fatima's three.
    assert found.n_units == 5
    assert dict(found.codes[0].coded) == {"joris": 2, "marie": 1}
    text = documents.text(session, found.documents[0])
    assert [text[each.start : each.end] for each in found.disagreements] == ["Le dos me fait mal."]
    assert agreement.agreement(session, unit="turn").measures["percent"] == 1.0
    assert agreement.agreement(session, unit="turn").n_units == 3
    assert agreement.agreement(session, unit="paragraph").n_units == 3


def test_a_place_coded_twice_by_one_coder_is_coded_once(session: Session, tmp_path: Path) -> None:
    coded(
        session, tmp_path, ("marie", "social/ties", "Je parle aux"), ("marie", "social/ties", "parle aux voisins"),
        ("joris", "social/ties", "Je parle aux voisins"),
    )  # fmt: skip
    found = agreement.agreement(session)
    assert found.measures["percent"] == 1.0
    assert len(set(found.codes[0].coded.values())) == 1


def test_a_code_named_stands_for_all_below_it(session: Session, tmp_path: Path) -> None:
    coded(session, tmp_path, ("marie", "social/ties", "aux voisins"), ("joris", "social/confidence", "aux voisins"))
    apart = agreement.agreement(session)
    assert [each.code for each in apart.codes] == ["social/confidence", "social/ties"]
    assert apart.branches[0].measures["percent"] == 1.0
    whole = agreement.agreement(session, codes=["social"])
    assert [each.code for each in whole.codes] == ["social"]
    assert (whole.measures["percent"], whole.disagreements) == (1.0, ())
    both = agreement.agreement(session, codes=["Social ties", "economic"])
    assert [each.measures["holsti"] for each in both.codes] == [0.0, None]


def test_codes_that_overlap_have_no_cu_alpha_and_the_reason_is_told(session: Session, tmp_path: Path) -> None:
    coded(
        session, tmp_path, ("marie", "social/ties", "Je parle aux"), ("marie", "social/health", "aux voisins"),
        ("joris", "social/ties", "Je parle aux voisins"),
    )  # fmt: skip
    found = agreement.agreement(session)
    assert found.measures["cu_alpha"] is None and found.measures["u_alpha"] is not None
    assert all(each.measures["cu_alpha"] is None for each in found.codes)
    assert "cu-alpha is undefined: some coder has several codes on one place" in told(found)


def test_what_is_compared_is_what_all_have_finished(session: Session, tmp_path: Path) -> None:
    for document in (1, 2):
        coded(session, tmp_path, ("marie", "social/ties", "voisins"), document=document)
    coded(session, tmp_path, ("joris", "social/ties", "voisins"))
    unmarked = agreement.agreement(session)
    assert len(unmarked.documents) == 1
    assert "Nobody has marked a document as done" in told(unmarked)
    every = agreement.agreement(session, region="all")
    assert len(every.documents) == 2 and "not all of them have coded: 1" in told(every)
    assert len(every.disagreements) == 1
    views = documents.listing(session)
    documents.mark_done(session, views[0].id)
    assert agreement.agreement(session).documents == ()
    assert "No document has been coded by all of them" in told(agreement.agreement(session))
    # Joris has finished the third with nothing in it; so has Marie: both agree on that.
    for view in views[1:]:
        documents.mark_done(session, view.id)
    session.coder = "joris"
    documents.mark_done(session, views[1].id)
    documents.mark_done(session, views[2].id)
    done = agreement.agreement(session)
    assert done.documents == (views[1].id, views[2].id)
    assert done.codes[0].coded == {"joris": 0, "marie": len("voisins")}


def test_intervals_are_drawn_over_documents_and_the_same_again(session: Session, tmp_path: Path) -> None:
    for document in (1, 2, 3):
        words = "voisins" if document < 3 else "Le dos"
        coded(session, tmp_path, ("marie", "social/ties", words), ("joris", "social/ties", "voisins. Le dos"),
              document=document)  # fmt: skip
    found = agreement.agreement(session, draws=200)
    assert found.intervals == agreement.agreement(session, draws=200).intervals
    low, high = found.intervals["cohen_kappa"]
    kappa = found.measures["cohen_kappa"]
    assert kappa is not None and low <= kappa <= high and low < high
    assert found.codes[0].intervals["percent"] == pytest.approx(found.intervals["percent"])
    assert agreement.agreement(session, draws=0).intervals == {}
    one = agreement.agreement(session, ["marie", "joris"], region="common", draws=10)
    assert one.draws == 10


def test_one_document_has_no_interval_and_that_is_told(session: Session, tmp_path: Path) -> None:
    coded(session, tmp_path, ("marie", "social/ties", "voisins"), ("joris", "social/ties", "voisins"))
    found = agreement.agreement(session)
    assert (found.intervals, found.draws) == ({}, 0)
    assert "One document only" in told(found)


def test_rare_codes_are_warned_of(session: Session, tmp_path: Path) -> None:
    text = documents.text(session, documents.documents(session)[0].id)
    for coder in ("marie", "joris"):
        coded(session, tmp_path, (coder, "social/ties", "dos"), (coder, "social", text))
    found = agreement.agreement(session)
    assert "fewer than 5 % of units, where kappas and alphas fall with every slip: social/ties" in told(found)
    assert "more than 95 % of units, where kappas and alphas fall with every slip: social." in told(found)
    assert found.codes[0].measures["cohen_kappa"] is None
    assert "Cohen’s kappa is undefined for social: chance alone would agree always" in told(found)


def test_what_is_adrift_is_left_out_and_counted(session: Session, tmp_path: Path) -> None:
    coded(session, tmp_path, ("marie", "social/ties", "aux voisins"), ("joris", "social/ties", "aux voisins"))
    coded(session, tmp_path, ("joris", "social/health", "Le dos me fait mal"))
    first = documents.documents(session)[0].id
    revisions.revise(session, first, documents.text(session, first).replace(" Le dos me fait mal.", ""))
    found = agreement.agreement(session)
    assert (found.adrift, found.measures["percent"]) == (1, 1.0)
    assert "no longer in the text: 1" in told(found)
    history.undo(session)
    assert agreement.agreement(session).adrift == 0


def test_it_takes_two_that_there_are(session: Session, tmp_path: Path) -> None:
    with pytest.raises(TooFewCoders):
        agreement.agreement(session)
    coded(session, tmp_path, ("marie", "social/ties", "voisins"), ("joris", "social/ties", "voisins"))
    with pytest.raises(TooFewCoders):
        agreement.agreement(session, ["marie", "MARIE"])
    with pytest.raises(CoderNotFound):
        agreement.agreement(session, ["marie", "piet"])
    with pytest.raises(CodeNotFound):
        agreement.agreement(session, codes=["sociale"])
    with pytest.raises(ValueRefused):
        agreement.agreement(session, unit="word")
    assert agreement.agreement(session, ["marie", "joris"]).coders == ("marie", "joris")


# Tables of ratings

SIX = "unit,A,B,C\n1,1,1,\n2,2,2,3\n3,3,3,3\n4,,4,4\n5,1,2,\n6,,,5\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_has_a_coder_a_column(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "ratings.csv"
    path.write_text(SIX.replace(",", delimiter), encoding="utf-8")
    found = agreement.table(path)
    assert (found.coders, found.units, found.level) == (("A", "B", "C"), 5, "nominal")
    # Pairs within units: 1 + 1/3 + 1 + 1 + 0 of 5.
    assert found.measures["percent"] == pytest.approx((1 + 1 / 3 + 1 + 1 + 0) / 5)
    assert found.measures["cohen_kappa"] is None
    assert "Cohen’s kappa is undefined: it is defined for exactly two coders." in [str(note) for note in found.notes]
    ordinal, interval = (agreement.table(path, level).measures["alpha"] for level in ("ordinal", "interval"))
    nominal = found.measures["alpha"]
    assert nominal is not None and ordinal is not None and interval is not None
    assert nominal < interval and nominal < ordinal


def test_numbers_that_are_none_are_told_by_row(tmp_path: Path) -> None:
    path = tmp_path / "ratings.csv"
    path.write_text("unit;A;B\n1;1,5;2\n2;haut;3\n3;4;inf\n", encoding="utf-8")
    assert agreement.table(path).units == 3
    with pytest.raises(BadData) as refused:
        agreement.table(path, "interval")
    assert [str(fault) for fault in refused.value.faults] == [
        "line 3: “haut” of A is no number", "line 4: “inf” of B is no number",
    ]  # fmt: skip
    path.write_text("unit;A;B\n1;-1;2\n2;2;3\n", encoding="utf-8")
    assert agreement.table(path, "interval").units == 2
    with pytest.raises(BadData, match="0 or more"):
        agreement.table(path, "ratio")


def test_a_table_of_one_coder_or_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ratings.csv"
    with pytest.raises(FileMissing):
        agreement.table(path)
    path.write_text("unit,A\n1,2\n", encoding="utf-8")
    with pytest.raises(TooFewCoders):
        agreement.table(path)
    with pytest.raises(ValueRefused):
        agreement.table(path, "rational")
