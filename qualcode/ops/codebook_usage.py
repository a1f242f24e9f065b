"""How much a codebook is used: codings by code and coder, and how often each term stands in the texts."""

from __future__ import annotations

import bisect
import itertools
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from qualcode.analysis.segment import sentences
from qualcode.model.codebook import CodeTree
from qualcode.model.document import Document, TurnView
from qualcode.model.project import Coder
from qualcode.model.terms import TermFault, fold, matches, parse_term, word_parts
from qualcode.model.text import Span
from qualcode.ops import documents
from qualcode.ops.codebooks import tree
from qualcode.store import read
from qualcode.store.session import Session


@dataclass(frozen=True, slots=True)
class CodeUse:
    """What a code and those below it are put on. `own` codings have the code itself, `total` those below it too.

    `coders` and `documents` are names and titles with their number of codings (all of the branch), most first; `memos`
    are those on the code itself.
    """

    own: int
    total: int
    coders: tuple[tuple[str, int], ...]
    documents: tuple[tuple[str, int], ...]
    memos: int


def uses(session: Session, *, hidden: Collection[str] = ()) -> dict[str, CodeUse]:
    """How much each code is used, by key. O(codings x depth of the tree).

    Of documents (ids) that are `hidden` only the session coder's own codings are counted.
    """
    codes = tree(session)
    names = {each.id: each.name for each in session.all(Coder)}
    titles = {each.id: each.title for each in documents.documents(session)}
    kinds, about = read.columns(session, "memo", "about_kind", "about")
    memos = Counter(each for kind, each in zip(kinds, about, strict=True) if kind == "code")
    own: dict[str, Counter[tuple[str, str]]] = {code.id: Counter() for code in codes.codes}
    for code, coder, document in zip(*read.columns(session, "coding", "code", "coder", "document"), strict=True):
        if document not in hidden or names[coder] == session.coder:
            own[code][coder, document] += 1
    return {
        code.key: CodeUse(
            own=own[code.id].total(),
            total=branch.total(),
            coders=_most((names[coder], n) for (coder, _), n in branch.items()),
            documents=_most((titles[document], n) for (_, document), n in branch.items()),
            memos=memos[code.id],
        )
        for code in codes.codes
        for branch in [_branch(codes, code.id, own)]
    }


def _branch(codes: CodeTree, code: str, own: Mapping[str, Counter[tuple[str, str]]]) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for each in codes.branch(codes.by_id(code)):
        found.update(own[each.id])
    return found


def _most(counted: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    totals: Counter[str] = Counter()
    for name, n in counted:
        totals[name] += n
    return tuple(sorted(totals.items(), key=lambda each: (-each[1], each[0])))


@dataclass(frozen=True, slots=True)
class TermUse:
    """How often a term stands in the documents of its language, and in how many of them."""

    term: str
    hits: int
    documents: int


class TermCounter:
    """Counts terms in a project's texts, each in the documents of its language, as suggestions look for them.

    `read` goes to the project; `count` needs it no more and may run beside it. A text is taken apart once.
    """

    def __init__(self) -> None:
        self._known: dict[str, TextWords] = {}
        self._texts: list[tuple[str, Document, str, tuple[TurnView, ...]]] = []

    def read(self, session: Session) -> None:
        """Take the texts as they are now."""
        self._texts = [
            (each.text_sha256, each, read.text(session, each.text_sha256), tuple(documents.turns(session, each.id)))
            for each in documents.documents(session)
        ]

    def count(self, language: str, terms: Iterable[str]) -> list[TermUse]:
        """How often each term stands in the texts of a language; what is no term stands nowhere."""
        words = [self._words(each) for each in self._texts if each[1].language == language]
        found = []
        for term in terms:
            hits = [each.count(term) for each in words]
            found.append(TermUse(term, sum(hits), sum(n > 0 for n in hits)))
        return found

    def _words(self, source: tuple[str, Document, str, tuple[TurnView, ...]]) -> TextWords:
        sha, _, text, turns = source
        if sha not in self._known:
            self._known[sha] = TextWords(text, turns)
        return self._known[sha]


class TextWords:
    """A text's words by how they are compared, so that a term is looked for only where its first word stands."""

    __slots__ = ("_sentences", "_starts", "_text", "_where")

    def __init__(self, text: str, turns: tuple[TurnView, ...]) -> None:
        self._text = text
        self._sentences = [Span(each.start, each.end) for each in sentences(text, turns)]
        self._starts = [each.start for each in self._sentences]
        self._where: dict[str, list[int]] = {}
        for span in word_parts(text):
            self._where.setdefault(fold(span.of(text)), []).append(span.start)

    def count(self, term: str) -> int:
        """How often a term stands in the text, sentence by sentence; what is no term stands nowhere."""
        try:
            parsed = parse_term(term)
        except TermFault:
            return 0
        first = parsed.words[0]
        if first.match == "whole":
            places = self._where.get(first.text, [])
        else:
            places = list(itertools.chain.from_iterable(at for word, at in self._where.items() if first.fits(word)))
        wanted = {bisect.bisect_right(self._starts, place) - 1 for place in places}
        return sum(len(matches(parsed, self._sentences[each].of(self._text))) for each in wanted if each >= 0)
