"""Edit scripts: a codebook changed as people change one, with the pairs that are true by construction."""

from __future__ import annotations

import dataclasses
import random
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from qualcode.model.codebook import Code

Truth = set[tuple[str, str]]  # ids in the old book and in the new one
TEXTS = ("labels", "definition", "include", "exclude", "aliases", "examples", "terms", "indicators")
_INVENTED = {
    "fr": "sport et plein air",
    "nl": "sport en buitenlucht",
    "en": "sports and open air",
    "de": "Sport und frische Luft",
}


def only(codes: Sequence[Code], languages: Sequence[str]) -> list[Code]:
    """The codes with their texts in these languages."""

    def kept(texts: Mapping[str, Any]) -> dict[str, Any]:
        return {language: text for language, text in texts.items() if language in languages}

    return [_with(code, {name: kept(getattr(code, name)) for name in TEXTS}) for code in codes]


def without(codes: Sequence[Code], *fields: str) -> list[Code]:
    """The codes with nothing in these fields."""
    return [_with(code, {name: {} for name in fields}) for code in codes]


def without_keys(codes: Sequence[Code], truth: Truth, seed: int = 0) -> tuple[list[Code], Truth]:
    """The codes under ids and keys that say nothing."""
    pick = random.Random(seed)
    new = {code.id: _id(pick) for code in codes}
    renamed = [
        dataclasses.replace(code, id=new[code.id], key=f"k{number}", parent=new.get(code.parent or ""))
        for number, code in enumerate(codes)
    ]
    return renamed, {(a, new[b]) for a, b in truth if b in new}


class Script:
    """A codebook that is being changed: `after` is what it has become, `truth` which code is which."""

    def __init__(self, codes: Sequence[Code], seed: int) -> None:
        self.pick = random.Random(seed)
        self.tops = [code for code in codes if code.parent is None]
        self.below = [code for code in codes if code.parent is not None]
        self.made = {code.id: [code] for code in codes}
        self.truth: Truth = {(code.id, code.id) for code in codes}
        self.gone: set[str] = set()

    @property
    def after(self) -> list[Code]:
        """The codes as they are now."""
        return [code for group in self.made.values() for code in group]

    def run(self, share: float) -> Script:
        """Change about this share of the codes below the dimensions, every kind of change in turn."""
        acts: tuple[Callable[[Code], None], ...] = (
            self.rename, self.move, self.split, self.merge, self.redefine, self.rename, self.add, self.remove,
        )  # fmt: skip
        chosen = self.pick.sample(self.below, max(1, round(len(self.below) * share)))
        for number, code in enumerate(chosen):
            if code.id not in self.gone:
                acts[number % len(acts)](code)
        return self

    def rename(self, code: Code) -> None:
        """One of its words is its name now."""
        labels = {language: self._synonym(code, language) for language in code.labels}
        self.made[code.id] = [dataclasses.replace(code, labels=labels)]

    def move(self, code: Code) -> None:
        """It stands below another dimension."""
        others = [top.id for top in self.tops if top.id != code.parent]
        self.made[code.id] = [dataclasses.replace(code, parent=self.pick.choice(others))]

    def redefine(self, code: Code) -> None:
        """Half of its definition is gone, and its rules."""
        self.made[code.id] = [
            dataclasses.replace(
                code, definition={name: self._half(t) for name, t in code.definition.items()}, include={}
            )
        ]

    def split(self, code: Code) -> None:
        """Two codes share its words."""
        first, second = {}, {}
        for language, terms in code.terms.items():
            mixed = self.pick.sample(list(terms), len(terms))
            first[language], second[language] = tuple(mixed[::2]), tuple(mixed[1::2])
        parts = [
            dataclasses.replace(
                code,
                id=_id(self.pick),
                key=f"{code.key}-{mark}",
                terms=terms,
                labels={language: f"{text} ({mark})" for language, text in code.labels.items()},
                definition={language: self._half(text) for language, text in code.definition.items()},
            )
            for mark, terms in ((1, first), (2, second))
        ]
        self.made[code.id] = parts
        self.truth.discard((code.id, code.id))
        self.truth |= {(code.id, part.id) for part in parts}

    def merge(self, code: Code) -> None:
        """It takes in a sister."""
        sisters = [each for each in self.below if each.parent == code.parent and each.id != code.id]
        other = next((each for each in sisters if self.made[each.id] == [each] and each.id not in self.gone), None)
        if other is None:
            return
        mine = other
        self.made[code.id] = [
            dataclasses.replace(
                code,
                labels={name: f"{text} / {mine.labels.get(name, '')}" for name, text in code.labels.items()},
                definition={name: f"{text} {mine.definition.get(name, '')}" for name, text in code.definition.items()},
                terms={name: (*terms, *mine.terms.get(name, ())) for name, terms in code.terms.items()},
            )
        ]
        self.made[other.id] = []
        self.gone.add(other.id)
        self.truth.discard((other.id, other.id))
        self.truth.add((other.id, code.id))

    def remove(self, code: Code) -> None:
        """It is there no more."""
        self.made[code.id] = []
        self.truth.discard((code.id, code.id))

    def add(self, code: Code) -> None:
        """A code about something else stands beside it."""
        number = len(self.after)
        new = dataclasses.replace(
            without([code], *TEXTS)[0],
            id=_id(self.pick),
            key=f"{code.key}-new{number}",
            labels={name: f"{text} {number}" for name, text in _INVENTED.items() if name in code.labels},
            definition={name: text * 2 for name, text in _INVENTED.items() if name in code.labels},
        )
        self.made[code.id] = [code, new]

    def _synonym(self, code: Code, language: str) -> str:
        words = [term.strip('"*') for term in code.terms.get(language, ()) if " " not in term]
        return (self.pick.choice(words) if words else "autre").capitalize()

    def _half(self, text: str) -> str:
        words = text.split()
        kept = sorted(self.pick.sample(range(len(words)), max(1, len(words) // 2)))
        return " ".join(words[at] for at in kept) + " …"


def f1(found: Truth, truth: Truth) -> float:
    """The harmonic mean of how many of the pairs found are true and how many of the true ones are found."""
    return 2 * len(found & truth) / max(len(found) + len(truth), 1)


def _with(code: Code, fields: Mapping[str, Any]) -> Code:
    return dataclasses.replace(code, **fields)


def _id(pick: random.Random) -> str:
    return str(uuid.UUID(int=pick.getrandbits(128)))
