"""What happened, told to a person: in place of keys, the labels that codes, effects and facets have for the reader.

The journal keeps keys, which never change; a code that is no more is told by its key.
"""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.model.codebook import Codebook, CodeTree, label
from qualcode.model.message import N_, Message, Value
from qualcode.ops import codebooks
from qualcode.ops.report_words import EFFECT_NAMES
from qualcode.store.session import Session

_CODES = {"code", "into", "parent", "before"}
_NOT_ASSESSED = Message(N_("not assessed"))


class Teller:
    """Tells the messages of one project in one language; made anew when the codebook has changed."""

    def __init__(self, codebook: Codebook, language: str) -> None:
        self._tree = CodeTree(codebook.codes)
        self._facets = {facet.name: facet for facet in codebook.facets}
        self._language = language

    def told(self, message: Message) -> Message:
        """The message with labels for keys, also in the messages within it."""
        return Message(
            message.template, {name: self._value(name, value, message.values) for name, value in message.values.items()}
        )

    def _value(self, name: str, value: Value, others: Mapping[str, Value]) -> Value:
        if isinstance(value, Message):
            return self.told(value)
        if not isinstance(value, str):
            return value
        # Only the new codes of a split are told by the name `new`; elsewhere it is what a person is called.
        if name == "codes":
            keys, more, rest = value.partition(" (+")
            return ", ".join(map(self._label, keys.split(", "))) + more + rest
        if name in _CODES or (name == "new" and "code" in others):
            return ", ".join(map(self._label, value.split(", ")))
        if name == "effect":
            return Message(EFFECT_NAMES[value]) if value in EFFECT_NAMES else _NOT_ASSESSED
        if name in ("facet", "value") and others.get("facet") in self._facets:
            facet = self._facets[str(others["facet"])]
            if name == "facet":
                return label(facet, self._language)
            known = [label(each, self._language) for each in facet.values if each.name == value]
            return known[0] if known else _NOT_ASSESSED
        return value

    def _label(self, key: str) -> str:
        code = self._tree.by_key(key)
        return label(code, self._language) if code is not None else key


def teller(session: Session, language: str) -> Teller:
    """For messages of an open project, in a reader's language."""
    return Teller(codebooks.book(session), language)
