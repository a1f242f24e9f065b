"""Which known name somebody means by another: tables, files and transcripts seldom spell one thing the same way.

Compared are words and numbers, without case, accents, leading zeros and what separates them (`Entretien_01` is
`entretien 1`). Numbers and single letters tell things apart (`24.10.03` from `24.10.04`, `Dominique B` from
`Dominique D`): names that differ in them are never alike, however many other letters they share.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from qualcode.model.case_table import SURE, WORTH_ASKING

EXACT, FOLDED, TRIMMED, PART, WITHIN, SQUEEZED, LOOSELY = 1.0, 0.99, 0.97, 0.96, 0.95, 0.93, 0.85
# A slip of the pen is never as sure as the rules above it.
_CLOSEST = 0.92
# What likeness counts for between names that differ in a number or a single letter.
_APART = 0.6
_LETTERS = 3
"""Fewer letters than this are found within too many names by chance."""

_WORDS = re.compile(r"\d+|[^\W\d_]+")
_ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu)['’](?=\w)", re.IGNORECASE)
_FILE = re.compile(r"\.(?:docx?|odt|rtf|txt|md|pdf|srt|vtt|eaf|textgrid|csv|xlsx?|mp3|mp4|m4a|wav)$", re.IGNORECASE)
# What names of files say beside whom or what they are about, in French, Dutch, English and German.
_NOISE_WORDS = (
    "entretien entretiens interview interviews recit recits verhaal levensverhaal story stories life lebensgeschichte "
    "erzahlung gesprach gesprek focus group groupe transcription transcriptions transcript transcriptie transkript "
    "retranscription traitement verbatim version versie final finale finaal def definitif corrige relu audio "
    "anonymise anonyme anonymised anoniem anonymisiert avec met mit with de du des la le les van von der den het of "
    "the mme mr mrs ms monsieur madame mevrouw meneer herr frau"
)
_NOISE = frozenset(_NOISE_WORDS.split())

# Small words that one writes and another leaves out.
_SMALL_WORDS = "de du des la le les et avec van von der den het en met mit und of the with and"
_SMALL = frozenset(_SMALL_WORDS.split())

Words = tuple[str, ...]
Form = tuple[Words, float, str]


@dataclass(frozen=True, slots=True)
class Known:
    """Something that has names: its `id` and every way it is written."""

    id: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """Something known that a name resembles, from 0 to 1, and how (see `model.case_table.DocumentMatch`)."""

    id: str
    score: float
    how: str


def words_of(name: str) -> Words:
    """The words and numbers of a name: folded, without accents, leading zeros and the ending of a file's name."""
    plain = unicodedata.normalize("NFKD", _ELIDED.sub("", _FILE.sub("", name.strip())).casefold())
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return tuple(word.lstrip("0") or "0" if word[0].isdigit() else word for word in _WORDS.findall(bare))


def _squeeze(name: str) -> str:
    return "".join(words_of(name))


def _is_mark(word: str) -> bool:
    """Whether a word tells things apart: a number or a single letter."""
    return len(word) == 1 or word[0].isdigit()


def _marks(words: Words) -> Words:
    return tuple(sorted(filter(_is_mark, words)))


@dataclass(slots=True)
class Names:
    """Known names, ready to be looked for. `loosely` also finds names within longer ones and parts of interviews."""

    loosely: bool = True
    _raw: dict[str, set[str]] = field(default_factory=dict)
    _squeezed: dict[str, set[str]] = field(default_factory=dict)
    _forms: dict[Words, dict[str, tuple[float, str]]] = field(default_factory=dict)
    _holding: dict[str, set[Words]] = field(default_factory=dict)
    _by_marks: dict[Words, dict[Words, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, known: Sequence[Known], *, loosely: bool = True) -> Names:
        """The index of all names. Words that all of them begin or end with may be missing in what is looked for."""
        made = cls(loosely)
        written = [(each.id, words) for each in known for words in {words_of(name) for name in each.names} if words]
        trimmed = _trimmed([words for _, words in written]) if loosely and len(known) > 1 else {}
        for each in known:
            for name in each.names:
                made._raw.setdefault(name, set()).add(each.id)
                made._squeezed.setdefault(_squeeze(name), set()).add(each.id)
        for id, words in written:
            forms = [(words, FOLDED, "folded"), *((form, TRIMMED, "folded") for form in trimmed.get(words, ()))]
            forms += [(_bare(form), TRIMMED, "folded") for form, _, _ in forms] if loosely else []
            parts = [(part, PART, "part") for form, _, _ in forms for part in _parts(form)] if loosely else []
            for form, score, how in (*forms, *parts):
                made._add(form, id, score, how)
        return made

    def _add(self, form: Words, id: str, score: float, how: str) -> None:
        self._forms.setdefault(form, {}).setdefault(id, (score, how))
        self._by_marks.setdefault(_marks(form), {})[form] = " ".join(form)
        for word in form:
            self._holding.setdefault(word, set()).add(form)

    def find(self, name: str) -> list[Hit]:
        """What `name` may mean, the likeliest first, each thing once; nothing that is less than `WORTH_ASKING`."""
        words = words_of(name)
        found: dict[str, tuple[float, str]] = {}
        for id, score, how in (*self._said(name, words), *(self._within(words) if self.loosely else ())):
            if score > found.get(id, (0.0, ""))[0]:
                found[id] = (score, how)
        if not any(score >= SURE for score, _ in found.values()):
            for id, score, how in self._alike(words):
                if score > found.get(id, (0.0, ""))[0]:
                    found[id] = (score, how)
        return sorted((Hit(id, *how) for id, how in found.items()), key=lambda hit: (-hit.score, hit.id))

    def next_best(self, name: str, but: str) -> Hit | None:
        """What `name` resembles most beside `but`, be it ever so little: to judge a likeness by."""
        words = words_of(name)
        choices = {form: " ".join(form) for form, ids in self._forms.items() if ids.keys() - {but}}
        best: Hit | None = None
        for _, ratio, form in process.extract(" ".join(words), choices, scorer=fuzz.ratio, limit=5):
            score = round(ratio / 100 * (1.0 if _marks(form) == _marks(words) else _APART), 3)
            if score > (best.score if best else 0.0):
                best = Hit(min(self._forms[form].keys() - {but}), score, "alike")
        return best

    def _said(self, name: str, words: Words) -> Iterator[tuple[str, float, str]]:
        """Those that are written so, but for what separates words, common beginnings and ends, and parts."""
        yield from ((id, EXACT, "exact") for id in self._raw.get(name, ()))
        yield from ((id, score, how) for id, (score, how) in self._forms.get(words, {}).items())
        if self.loosely:
            bare = self._forms.get(_bare(words), {})
            yield from ((id, min(score, TRIMMED), how) for id, (score, how) in bare.items())
        for part in _parts(words) if self.loosely else ():
            for id, (_, how) in self._forms.get(part, {}).items():
                # Two different parts of one thing are not the same part.
                if how != "part":
                    yield id, PART, "part"
        if words:
            yield from ((id, SQUEEZED, "folded") for id in self._squeezed.get("".join(words), ()))

    def _within(self, words: Words) -> Iterator[tuple[str, float, str]]:
        """Those whose names hold these words in a row, and more."""
        if sum(len(word) for word in words if not word[0].isdigit()) < _LETTERS:
            return
        numbered = any(word[0].isdigit() for word in words)
        for form in set.intersection(*(self._holding.get(word, set()) for word in words)):
            at = next((at for at in range(len(form)) if form[at : at + len(words)] == words), None)
            if at is not None and len(form) > len(words):
                score = WITHIN if _is_idle(form[:at] + form[at + len(words) :], numbered) else LOOSELY
                yield from ((id, score, "within") for id in self._forms[form])

    def _alike(self, words: Words) -> Iterator[tuple[str, float, str]]:
        choices = self._by_marks.get(_marks(words), {})
        cutoff = 100 * WORTH_ASKING
        for _, ratio, form in process.extract(
            " ".join(words), choices, scorer=fuzz.ratio, limit=5, score_cutoff=cutoff
        ):
            yield from ((id, min(_CLOSEST, round(ratio / 100, 3)), "alike") for id in self._forms[form])


def _bare(words: Words) -> Words:
    """The same without small words, unless nothing else is there."""
    return tuple(word for word in words if word not in _SMALL) or words


def _is_idle(rest: Words, numbered: bool) -> bool:
    """Whether these words say nothing beside a name: noise, a letter after it (`traitement A`), numbers of files.

    Beside a name that has numbers of its own (`numbered`), another number means another thing.
    """
    noise = not _NOISE.isdisjoint(rest)
    return all(
        word in _NOISE or (len(word) == 1 and word.isalpha() and (noise or not numbered)) or
        (word[0].isdigit() and not numbered)
        for word in rest
    )  # fmt: skip


def _parts(words: Words) -> Iterator[Words]:
    """The same name for one part only, and without parts: `12 ab` as `12 a`, `12 b` and `12`; `12 a` as `12`."""
    for at in range(1, len(words)):
        letters = words[at]
        if words[at - 1][0].isdigit() and (
            letters in "abcdefgh" if len(letters) == 1 else "abcdefgh".startswith(letters)
        ):
            for letter in (*(letters if len(letters) > 1 else ""), ""):
                yield (*words[:at], *((letter,) if letter else ()), *words[at + 1 :])


def _trimmed(names: Sequence[Words]) -> dict[Words, set[Words]]:
    """Each name without the words that all begin or end with, and without a number that all begin with."""
    head, tail = _common(names), _common([name[::-1] for name in names])
    indexed = all(name[0].isdigit() for name in names) and not head
    found: dict[Words, set[Words]] = {}
    for name in names:
        cut = {name[head:], name[: len(name) - tail], name[head : len(name) - tail]}
        if indexed:
            cut |= {name[1:], name[1 : len(name) - tail]}
        found[name] = {form for form in cut if form and form != name}
    return found


def _common(names: Iterable[Words]) -> int:
    """How many words all the names begin with."""
    columns = zip(*names, strict=False)
    return next((at for at, column in enumerate(columns) if len(set(column)) > 1), min(map(len, names), default=0))
