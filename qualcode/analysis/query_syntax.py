"""The language of searches: plain words first.

    travail                  these letters anywhere, in words longer than that too
    reprendre confiance      these words in this order, whatever white space is between; letters anywhere at both ends
    "reprendre confiance"    the same, as whole words: not in « reprendre confiances »
    confian*   *ment         whole words that begin so, that end so; *mploi* that hold it. A star makes the words
                             beside it whole ones too
    a AND b   a OR b   NOT a   (a OR b) AND c
    a NEAR/5 b               at most five words between them, in either order; NEAR alone is NEAR/5

Operators are known by their capitals. NEAR binds closest, then NOT, AND, OR; `a NOT b` is `a AND NOT b`. A search must
say what to look for: what only says NOT finds nothing that could be shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from qualcode.analysis.query_fold import fold
from qualcode.errors import QueryRefused
from qualcode.model.message import N_, Message

LONGEST = 1_000
DEEPEST = 20
FARTHEST = 1_000
NEAR = 5

_CLOSING = {'"': '"', "“": "”", "„": "“”", "«": "»"}
_TOKEN = re.compile(r"[()]|[^\s()\"“”„«»]+|\S")
_NEAR = re.compile(r"NEAR(?:/(.*))?")


@dataclass(frozen=True, slots=True)
class Words:
    """Words in a row, folded; `whole` if they must be whole words. A star at either end of one stands for letters."""

    words: tuple[str, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """One within `between` words of the other."""

    left: Query
    right: Query
    between: int


@dataclass(frozen=True, slots=True)
class Not:
    """Where this is not."""

    inner: Query


@dataclass(frozen=True, slots=True)
class And:
    """Where all of these are."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Where any of these is."""

    parts: tuple[Query, ...]


Query: TypeAlias = Words | Near | Not | And | Or


def parse(text: str) -> Query:
    """What a search asks for. Raises QueryRefused, with the place of the fault, for what is not clear."""
    if len(text) > LONGEST:
        reason = Message(N_("it has {length} characters, {limit} are allowed"), {"length": len(text), "limit": LONGEST})
        raise QueryRefused(query=text[:40] + "…", place=LONGEST + 1, reason=reason)
    parser = _Parser(text)
    query = parser.any_of()
    parser.finish()
    if not _shows(query):
        raise parser.refused(0, N_("it only says what not to find; say what to look for as well"))
    return query


@dataclass(frozen=True, slots=True)
class _Token:
    """`kind`: `(`, `)`, `AND`, `OR`, `NOT`, `NEAR`, `word`, `quoted`, or `` at the end."""

    kind: str
    text: str
    place: int


class _Parser:
    """Reads a search from left to right; a method a kind of thing, named for what it makes."""

    def __init__(self, text: str) -> None:
        self._query = text
        self._tokens = self._split()
        self._next = 0
        self._depth = 0

    def refused(self, place: int, template: str, **values: str | int) -> QueryRefused:
        """What to raise, with the reason; places are counted from 1 for people."""
        reason = Message(template, {"place": place + 1, **values})
        return QueryRefused(query=self._query, place=place + 1, reason=reason)

    def finish(self) -> None:
        """Nothing may be left over."""
        token = self._ahead
        if token.kind == ")":
            raise self.refused(token.place, N_("the bracket at character {place} was never opened"))
        if token.kind:
            told = N_("AND, OR or NEAR is missing before “{word}” at character {place}")
            raise self.refused(token.place, told, word=token.text)

    def any_of(self) -> Query:
        """Parts with OR between."""
        parts = [self._all_of()]
        while self._take("OR"):
            parts.append(self._all_of())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all_of(self) -> Query:
        """Parts with AND, NOT or AND NOT between."""
        parts = [self._unless()]
        while self._take("AND") or self._ahead.kind == "NOT":
            parts.append(self._unless())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _unless(self) -> Query:
        """A part that may have NOT before it."""
        token = self._ahead
        if not self._take("NOT"):
            return self._close_by()
        self._deeper(token)
        inner = self._unless()
        self._depth -= 1
        return Not(inner)

    def _close_by(self) -> Query:
        """Parts with NEAR between, the leftmost pair first."""
        first = self._ahead
        query = self._item()
        while self._ahead.kind == "NEAR":
            near = self._ahead
            self._next += 1
            second = self._ahead
            right = self._item()
            for token, part in ((first, query), (second, right)):
                if not _has_place(part):
                    raise self.refused(
                        token.place, N_("beside NEAR only words, or words with OR in brackets, can stand")
                    )
            query = Near(query, right, self._distance(near))
        return query

    def _item(self) -> Query:
        token = self._ahead
        if self._take("("):
            self._deeper(token)
            query = self.any_of()
            self._depth -= 1
            if not self._take(")"):
                raise self.refused(token.place, N_("the bracket at character {place} is not closed"))
            return query
        if self._take("quoted"):
            return self._words([token], whole=True)
        run: list[_Token] = []
        while self._ahead.kind == "word":
            run.append(self._ahead)
            self._next += 1
        if run:
            return self._words(run, whole=any("*" in each.text for each in run))
        raise self._missing(token)

    def _missing(self, token: _Token) -> QueryRefused:
        """Why `token` cannot stand where words should."""
        if token.kind in {"AND", "OR", "NEAR", "NOT"}:
            told = N_("“{word}” at character {place} joins nothing; to find the word itself, put it in quotation marks")
            return self.refused(token.place, told, word=token.text)
        if token.kind == ")":
            return self.refused(token.place, N_("nothing stands before the bracket at character {place}"))
        if self._next:
            before = self._tokens[self._next - 1]
            told = N_("after “{word}” at character {place} something is missing")
            return self.refused(before.place, told, word=before.text)
        return self.refused(0, N_("it is empty"))

    def _words(self, tokens: list[_Token], *, whole: bool) -> Words:
        """The words of a bare run, or of one quoted phrase."""
        words: list[str] = []
        for token in tokens:
            for word in token.text.split():
                folded = fold(word)
                inner = folded.strip("*")
                if "*" in inner or "**" in folded:
                    template = N_("in “{word}” at character {place} a star may stand only at the beginning or the end")
                    raise self.refused(token.place, template, word=word)
                if "*" in folded and not any(char.isalnum() for char in inner):
                    raise self.refused(token.place, N_("the star at character {place} has no word beside it"))
                words.extend(folded.split())
        if not words:
            raise self.refused(tokens[0].place, N_("nothing that could be found stands at character {place}"))
        return Words(tuple(words), whole)

    def _distance(self, token: _Token) -> int:
        match = _NEAR.fullmatch(token.text)
        given = match[1] if match else None
        if given is None:
            return NEAR
        if not (given.isascii() and given.isdecimal() and len(given) <= len(str(FARTHEST)) and int(given) <= FARTHEST):
            template = N_("“{word}” at character {place} needs a number from 0 to {limit}, as in NEAR/5")
            raise self.refused(token.place, template, word=token.text, limit=FARTHEST)
        return int(given)

    def _deeper(self, token: _Token) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self.refused(
                token.place, N_("more than {limit} brackets or NOTs stand inside each other"), limit=DEEPEST
            )

    @property
    def _ahead(self) -> _Token:
        return self._tokens[self._next]

    def _take(self, kind: str) -> bool:
        """Go past the next token if it is of this kind."""
        taken = self._ahead.kind == kind
        self._next += taken
        return taken

    def _split(self) -> list[_Token]:
        tokens: list[_Token] = []
        place = 0
        while match := _TOKEN.search(self._query, place):
            text, place = match[0], match.end()
            if text in _CLOSING:
                ends = [at for mark in _CLOSING[text] if (at := self._query.find(mark, place)) >= 0]
                if not ends:
                    raise self.refused(match.start(), N_("the quotation mark at character {place} is not closed"))
                tokens.append(_Token("quoted", self._query[place : min(ends)], match.start()))
                place = min(ends) + 1
            elif text in {"”", "»"}:
                raise self.refused(match.start(), N_("the quotation mark at character {place} was never opened"))
            elif text in {"(", ")", "AND", "OR", "NOT"}:
                tokens.append(_Token(text, text, match.start()))
            else:
                tokens.append(_Token("NEAR" if _NEAR.fullmatch(text) else "word", text, match.start()))
        tokens.append(_Token("", "", len(self._query)))
        return tokens


def _shows(query: Query) -> bool:
    """Whether wherever the query is true there are words to show."""
    if isinstance(query, Not):
        return False
    if isinstance(query, And):
        return any(map(_shows, query.parts))
    if isinstance(query, Or):
        return all(map(_shows, query.parts))
    return True


def _has_place(query: Query) -> bool:
    """Whether the query stands for places that words can be counted from."""
    return all(map(_has_place, query.parts)) if isinstance(query, Or) else isinstance(query, Words | Near)
