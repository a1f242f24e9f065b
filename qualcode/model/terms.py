"""Terms: how a codebook names words that hint at a code.

    emploi          the whole word
    embauch*        every word that begins so (at least three letters)
    *winkel         every word that ends so: compounds in Dutch and German
    "trouver emploi" or trouver emploi
                    these words in this order, at most two other words between one and the next; stars allowed

Case is ignored, accents are not. A *word* here is a run of letters and digits: text and term are both taken apart at
apostrophes and hyphens, so that `emploi` is found in *d'emploi* and `pôle emploi` in *Pôle-emploi*. What an apostrophe
or a hyphen joins in a term must follow directly: `savoir-faire` is found in *savoir-faire* and *savoir faire* but not
in *savoir le faire*.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from qualcode.model.message import N_, Message
from qualcode.model.text import Span

Match = Literal["whole", "prefix", "suffix"]

TERM_LIMIT = 200
GAP = 2
SHORTEST_PART = 3

# Letters and digits with the accents that follow them as characters of their own (decomposed text, as macOS writes it).
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_PART = re.compile(f"[^\\W_]+(?:[{_MARKS}]+[^\\W_]*)*")
_JOINERS = "'’‘ʼ\u2010\u2011-"
_PIECE = re.compile(f"(\\*?)['’‘ʼ]?({_PART.pattern}(?:[{_JOINERS}]{_PART.pattern})*)['’‘ʼ]?(\\*?)")
_QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»"}
_QUOTE_MARKS = re.compile('["“”„«»]')
_FOREIGN = re.compile(f"[^\\w\\s{_MARKS}*{_JOINERS}]|_")


@dataclass(frozen=True, slots=True)
class TermWord:
    """One word of a term. `text` is folded (see `fold`); `joined` words follow the one before with nothing between."""

    text: str
    match: Match = "whole"
    joined: bool = False

    def fits(self, folded: str) -> bool:
        """Whether a folded word of a text is, begins or ends like this one."""
        if self.match == "prefix":
            return folded.startswith(self.text)
        if self.match == "suffix":
            return folded.endswith(self.text)
        return folded == self.text


@dataclass(frozen=True, slots=True)
class Term:
    """A term, parsed. `text` is its one spelling (no quotation marks, single spaces); between words that are not
    `joined`, at most `gap` others may stand.
    """

    text: str
    words: tuple[TermWord, ...]
    gap: int = GAP


class TermFault(ValueError):
    """The text is not a term; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def fold(word: str) -> str:
    """`word` as it is compared: without case, its accents composed."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", word).casefold())


def word_parts(text: str) -> list[Span]:
    """The words that terms are compared with: runs of letters and digits, split at apostrophes and hyphens too."""
    return [Span(match.start(), match.end()) for match in _PART.finditer(text)]


def parse_term(text: str) -> Term:
    """The term that `text` writes; TermFault where it breaks the rules above."""
    if len(text) > TERM_LIMIT:
        raise _fault(N_("a term of {length} characters is too long; {limit} are allowed"), length=len(text))
    inner = _unquoted(text)
    if not inner:
        raise _fault(N_("the term is empty"))
    spelled = " ".join(inner.split())
    words = [word for piece in spelled.split(" ") for word in _words(piece, text)]
    return Term(spelled, tuple(words))


def matches(term: Term, text: str) -> list[Span]:
    """Where `term` stands in `text`, from its first word to its last, in order and never overlapping.

    Of places that overlap the one that ends first is taken, and of those the shortest. Sentences are not known here:
    give one at a time. O(words of the text).
    """
    spans = word_parts(text)
    folded = [fold(span.of(text)) for span in spans]
    places = sorted(
        (end, -start)
        for start, word in enumerate(folded)
        if term.words[0].fits(word) and (end := _end(term, folded, start)) is not None
    )
    found: list[Span] = []
    last = -1
    for end, negated in places:
        if -negated > last:
            found.append(Span(spans[-negated].start, spans[end].end))
            last = end
    return found


def _end(term: Term, folded: list[str], start: int) -> int | None:
    """The nearest word on which the term can end when it begins at word `start`."""
    reached = {start}
    for word in term.words[1:]:
        reach = 1 if word.joined else 1 + term.gap
        reached = {
            place
            for before in reached
            for place in range(before + 1, min(before + 1 + reach, len(folded)))
            if word.fits(folded[place])
        }
    return min(reached, default=None)


def _fault(template: str, **values: str | int) -> TermFault:
    return TermFault(Message(template, {"limit": TERM_LIMIT, "shortest": SHORTEST_PART, **values}))


def _unquoted(text: str) -> str:
    """The term without the quotation marks around it; control characters and stray marks are refused."""
    for char in text:
        if unicodedata.category(char) in {"Cc", "Cf", "Cs"}:
            raise _fault(N_("the term holds the invisible character {character}"), character=f"U+{ord(char):04X}")
    inner = text.strip()
    if len(inner) > 1 and inner[-1] in _QUOTES.get(inner[0], ""):
        inner = inner[1:-1].strip()
    if _QUOTE_MARKS.search(inner):
        raise _fault(N_("“{term}” has a quotation mark too few or too many; they may only stand around it"), term=text)
    return inner


def _words(piece: str, term: str) -> list[TermWord]:
    """The words of one piece between spaces: several where apostrophes or hyphens join them."""
    if not piece.strip("*"):
        raise _fault(N_("“{term}” has a star without a word; write it at the end or the beginning of one"), term=term)
    if foreign := _FOREIGN.search(piece):
        raise _fault(
            N_("“{term}” holds “{character}”; a term is made of letters, digits, apostrophes, hyphens and stars"),
            term=term,
            character=foreign[0],
        )
    if "*" in piece.strip("*") or "**" in piece:
        raise _fault(N_("“{term}” has a star inside a word; it may stand at the end or the beginning"), term=term)
    if piece.startswith("*") and piece.endswith("*"):
        raise _fault(N_("“{term}” has a star at both ends and would be found inside too much; keep one"), term=term)
    shape = _PIECE.fullmatch(piece)
    if shape is None:
        raise _fault(N_("“{term}” has a hyphen or an apostrophe that joins nothing"), term=term)
    parts = [fold(match[0]) for match in _PART.finditer(shape[2])]
    starred: Match = "suffix" if shape[1] else "prefix" if shape[3] else "whole"
    place = 0 if shape[1] else len(parts) - 1
    if starred != "whole" and len(parts[place]) < SHORTEST_PART:
        raise _fault(N_("“{term}” is too short beside its star; it needs at least {shortest} letters"), term=term)
    return [
        TermWord(part, starred if index == place else "whole", joined=index > 0) for index, part in enumerate(parts)
    ]
