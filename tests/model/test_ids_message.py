"""Identity, and sentences kept apart from their values."""

from __future__ import annotations

import json
import string
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.ids import new_id, stable_id
from qualcode.model.message import Message, Value, as_data, from_data

values = st.recursive(
    st.text() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.builds(
        lambda names, several: Message(
            " ".join(f"{{{name}}}" for name in names), dict(zip(names, several, strict=False))
        ),
        st.just(list(string.ascii_lowercase[:3])),
        st.lists(inner, min_size=3, max_size=3),
    ),
    max_leaves=6,
)


def test_new_ids_are_uuids_and_differ() -> None:
    found = {new_id() for _ in range(1_000)}
    assert len(found) == 1_000
    assert all(str(uuid.UUID(each)) == each for each in found)


def test_a_name_gives_the_same_id_everywhere() -> None:
    # Written down: projects made last year hold it.
    assert stable_id("code", "social/confidence") == "86573a7a-16e1-534a-af59-eb10c14c628a"
    assert uuid.UUID(stable_id("code", "social/confidence")).version == 5


@given(st.lists(st.text(max_size=5), max_size=3), st.lists(st.text(max_size=5), max_size=3))
def test_different_names_give_different_ids(one: list[str], other: list[str]) -> None:
    if "\x1f".join(one) != "\x1f".join(other):
        assert stable_id(*one) != stable_id(*other)


@given(st.text())
def test_values_are_inserted_as_they_are(data: str) -> None:
    """Braces, markup and percent signs in people's data mean nothing."""
    assert str(Message("“{title}” was imported.", {"title": data})) == f"“{data}” was imported."


def test_the_template_is_translated_and_the_values_are_not() -> None:
    french = {"Imported “{source}”": "« {source} » importé", "it is empty": "il est vide", "{a}: {b}": "{a} : {b}"}
    message = Message(
        "{a}: {b}", {"a": Message("Imported “{source}”", {"source": "it is empty"}), "b": Message("it is empty")}
    )
    assert message.say(lambda text: french[text]) == "« it is empty » importé : il est vide"


def test_no_template_says_nothing_in_any_language() -> None:
    """gettext answers the empty key with the catalogue's header."""
    assert Message("").say(lambda text: "Project-Id-Version: qualcode") == ""


@pytest.mark.parametrize("count", [0, 3, 10_000])
def test_numbers_are_values_too(count: int) -> None:
    assert str(Message("{n} codings", {"n": count})) == f"{count} codings"


@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), values))
def test_messages_survive_json(several: dict[str, Value]) -> None:
    message = Message("{a} {b} {c}", several)
    assert from_data(json.loads(json.dumps(as_data(message)))) == message
