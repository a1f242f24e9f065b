"""Any value of the model that a table keeps, made from the types of its fields."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from qualcode.model.codebook import Facet
from qualcode.model.message import Message

texts = st.text(st.characters(codec="utf-8"), max_size=20)
names = st.sampled_from(["fr", "nl", "en", "de", "temps", "Größe", "n"])
messages = st.builds(
    Message, texts, st.dictionaries(names, texts | st.integers(-(2**53), 2**53) | st.builds(Message, texts), max_size=3)
)
_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: texts,
    int: st.integers(-(2**63), 2**63 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    Message: messages,
    Facet: st.deferred(lambda: values(Facet)),
}


def of_type(annotation: Any) -> st.SearchStrategy[Any]:
    """Anything that a field of this type may hold."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*[st.none() if each is type(None) else of_type(each) for each in arguments])
    if origin is tuple:
        return st.lists(of_type(arguments[0]), max_size=3).map(tuple)
    if origin is not None and issubclass(origin, Mapping):
        return st.dictionaries(names, of_type(arguments[1]), max_size=3)
    return _PLAIN[annotation] if annotation in _PLAIN else values(annotation)


def values(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Any value of a dataclass."""
    return st.builds(kind, **{name: of_type(hint) for name, hint in typing.get_type_hints(kind).items()})
