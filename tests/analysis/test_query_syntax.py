"""What searches mean, and what is said where they are not clear."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.query_syntax import And, Near, Not, Or, Query, Words, parse
from qualcode.errors import QueryRefused

A, B, C = Words(("a",)), Words(("b",)), Words(("c",))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Confiance", Words(("confiance",))),
        ("  pôle   emploi ", Words(("pole", "emploi"))),
        ('"Pôle emploi"', Words(("pole", "emploi"), whole=True)),
        ("« Pôle emploi »", Words(("pole", "emploi"), whole=True)),
        ("„Wir hatten alles“", Words(("wir", "hatten", "alles"), whole=True)),
        ("“moi-même”", Words(("moi-meme",), whole=True)),
        ("l’Œuvre", Words(("l'oeuvre",))),
        ("confian*", Words(("confian*",), whole=True)),
        ("trouv* emploi", Words(("trouv*", "emploi"), whole=True)),
        ('"NOT"', Words(("not",), whole=True)),
        ("[rire]", Words(("[rire]",))),
        ("rock and roll or not", Words(("rock", "and", "roll", "or", "not"))),
        ("a AND b", And((A, B))),
        ("a OR b OR c", Or((A, B, C))),
        ("a AND b OR c", Or((And((A, B)), C))),
        ("a AND (b OR c)", And((A, Or((B, C))))),
        ("(a)", A),
        ("a NOT b", And((A, Not(B)))),
        ("a AND NOT b", And((A, Not(B)))),
        ("NOT b AND a", And((Not(B), A))),
        ("a NOT NOT b", And((A, Not(Not(B))))),
        ("a NEAR/3 b", Near(A, B, 3)),
        ("a NEAR b", Near(A, B, 5)),
        ("a NEAR/0 b NEAR/2 c", Near(Near(A, B, 0), C, 2)),
        ("a NEAR/2 b AND c", And((Near(A, B, 2), C))),
        ("a NOT b NEAR/2 c", And((A, Not(Near(B, C, 2))))),
        ("(a OR b) NEAR/4 c", Near(Or((A, B)), C, 4)),
    ],
)
def test_what_is_written_is_what_is_meant(written: str, meant: Query) -> None:
    assert parse(written) == meant


@pytest.mark.parametrize(
    ("written", "place", "told"),
    [
        ("", 1, "empty"),
        ("   ", 1, "empty"),
        ("a AND", 3, "after “AND” at character 3 something is missing"),
        ("AND b", 1, "put it in quotation marks"),
        ("NOT", 1, "after “NOT”"),
        ("a OR AND b", 6, "“AND” at character 6 joins nothing"),
        ("(a", 1, "the bracket at character 1 is not closed"),
        ("a (", 3, "AND, OR or NEAR is missing before “(” at character 3"),
        ("a)", 2, "never opened"),
        ("()", 2, "nothing stands before the bracket"),
        ('travail "pôle emploi', 9, "the quotation mark at character 9 is not closed"),
        ("oui »", 5, "never opened"),
        ('""', 1, "nothing that could be found"),
        ('"a b" c', 7, "AND, OR or NEAR is missing before “c” at character 7"),
        ("NOT a", 1, "it only says what not to find"),
        ("a OR NOT b", 1, "it only says what not to find"),
        ("tr*vail", 1, "in “tr*vail” at character 1"),
        ("a AND **b", 7, "star"),
        ("oui *", 5, "no word beside it"),
        ("a NEAR/x b", 3, "number from 0 to 1000"),
        ("a NEAR/1001 b", 3, "number"),
        ("a NEAR/ b", 3, "number"),
        ("(a AND b) NEAR/2 c", 1, "beside NEAR only words"),
        ("c NEAR (a NOT b)", 8, "beside NEAR only words"),
        ("(" * 30 + "a" + ")" * 30, 21, "more than 20"),
        ("a " + "NOT " * 30 + "b", 83, "more than 20"),
        ("a" * 1001, 1001, "1001 characters, 1000 are allowed"),
    ],
)
def test_what_is_not_clear_is_refused_with_its_place(written: str, place: int, told: str) -> None:
    with pytest.raises(QueryRefused) as refused:
        parse(written)
    assert refused.value.values["place"] == place
    assert told in str(refused.value)


_PIECES = st.sampled_from(
    [
        "travail",
        "l'emploi",
        "confian*",
        "*ment",
        "AND",
        "OR",
        "NOT",
        "NEAR",
        "NEAR/3",
        "(",
        ")",
        '"',
        "«",
        "»",
        "*",
        " ",
    ]
)


@given(
    st.text(max_size=40) | st.lists(_PIECES, max_size=12).map(" ".join) | st.lists(_PIECES, max_size=12).map("".join)
)
def test_whatever_is_typed_is_understood_or_refused(typed: str) -> None:
    try:
        parse(typed)
    except QueryRefused as refused:
        assert str(refused)
