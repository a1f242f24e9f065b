"""Two codebooks of 500 codes held side by side, with texts and terms in four languages and nothing but these."""

from __future__ import annotations

import dataclasses
import random

from benchmarks import corpus
from benchmarks.measure import Measured, alone, timed
from qualcode.analysis.compare.pairing import pairs
from qualcode.model.codebook import Code
from qualcode.ops.projects import read_codebook

CODES, TARGET = 500, 1.0


def codebooks() -> tuple[list[Code], list[Code]]:
    """The shared codebook many times over, each code with names and terms of its own; and again under other keys."""
    chance = random.Random(corpus.SEED)
    base = read_codebook("impact").codes
    words = [term for code in base for term in code.terms.get("fr", ())]
    first = []
    for number in range(CODES):
        code = base[number % len(base)]
        labels = {language: f"{text} {chance.choice(words)} {number}" for language, text in code.labels.items()}
        terms = {
            language: (*chance.sample(list(told), len(told) // 2), f"x{number}")
            for language, told in code.terms.items()
        }
        parent = None if number < 5 else str(number % 5)
        first.append(
            dataclasses.replace(code, id=str(number), key=f"a{number}", parent=parent, labels=labels, terms=terms)
        )
    second = [
        dataclasses.replace(
            code, id=f"b{code.id}", key=f"b{code.id}", parent=None if code.parent is None else f"b{code.parent}"
        )
        for code in first
    ]
    return first, second


def compare() -> list[Measured]:
    """Ours alone; the target is in seconds, as there is no bare form of it to hold it against."""
    first, second = codebooks()

    def run() -> None:
        assert len(pairs(first, second)) == CODES

    return [alone(f"compare two codebooks of {CODES} codes", timed(run), target=TARGET, note="four languages, no keys")]
