"""What happened, told to a person: in place of keys, the labels that codes, effects and facets have for the reader.

The journal keeps keys, which never change. It also has what a code was called that is no more, merged into another or
removed.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping

from qualcode.errors import ProjectDamaged
from qualcode.model.codebook import Code, Codebook, CodeTree, label
from qualcode.model.message import N_, Message, Value
from qualcode.ops import codebooks
from qualcode.ops.report_words import EFFECT_NAMES
from qualcode.store import journal, read
from qualcode.store.images import Images
from qualcode.store.session import Session

_CODES = {"code", "into", "parent", "before"}
_NOT_ASSESSED = Message(N_("not assessed"))
# The operations that may have made, changed or removed codes.
_OF_CODES = ("code.", "codebook.", "project.", "proposal.", "merge.")


class GoneCodes:
    """Codes that are no more, as they were last, from the journal; of it no more is read than it takes to find them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._found: dict[str, Code] = {}
        self._unread: Iterator[int] | None = None

    def find(self, name: str) -> Code | None:
        """The code that had this key or id, with its labels; None where there never was one."""
        if self._unread is None:
            sequences, operations = read.columns(self._session, "journal", "sequence", "operation")
            entries = zip(sequences, operations, strict=True)
            found = (sequence for sequence, operation in entries if operation.startswith(_OF_CODES))
            self._unread = iter(sorted(found, reverse=True))
        while name not in self._found and (sequence := next(self._unread, None)) is not None:
            # An entry that is damaged is for the check to find; the history is told all the same.
            with contextlib.suppress(ProjectDamaged):
                self._learn(journal.images_of(self._session, sequence))
        return self._found.get(name)

    def _learn(self, images: Images) -> None:
        with self._session.understanding():
            for id, before, after in reversed(images.changes.get("code", ())):
                row = dict(zip(images.columns["code"], after or before or (), strict=True))
                code = Code(id, row["key"], row["parent"], row["position"], row["colour"], json.loads(row["labels"]))
                self._found.setdefault(code.key, code)
                self._found.setdefault(id, code)


class Teller:
    """Tells the messages of one project in one language; made anew when the codebook has changed."""

    def __init__(self, codebook: Codebook, gone: GoneCodes, language: str) -> None:
        self._tree = CodeTree(codebook.codes)
        self._gone = gone
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
        code = self._tree.by_key(key) or self._gone.find(key)
        return label(code, self._language) if code is not None else key


def teller(session: Session, language: str) -> Teller:
    """For messages of an open project, in a reader's language."""
    return Teller(codebooks.book(session), GoneCodes(session), language)
