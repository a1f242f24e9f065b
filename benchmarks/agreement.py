"""Agreement over 2.3 million characters: two coders with 10,000 codings, and ten with 100,000."""

from __future__ import annotations

import random
import tempfile
from functools import partial
from pathlib import Path

from benchmarks import corpus
from benchmarks.measure import Measured, alone, timed
from qualcode.model.coding import Coding
from qualcode.model.document import Document
from qualcode.model.ids import new_id
from qualcode.model.message import Message
from qualcode.model.project import Coder
from qualcode.ops import codebooks
from qualcode.ops.agreement import agreement as compared
from qualcode.store.session import Session

CHARACTERS = 2_300_000
SIZES = ((2, 10_000, 0.3), (10, 100_000, 3.0))


def code_all(session: Session, coders: int, codings: int) -> None:
    """Random passages of 20 to 300 characters with any code, by so many coders."""
    chance = random.Random(corpus.SEED)
    codes = [code.id for _, code in codebooks.tree(session).walk()]
    documents = session.all(Document)
    with session.operation("coding.add", Message("bench")) as change:
        people = [Coder(new_id(), f"coder-{number}", change.at) for number in range(coders)]
        change.insert(*people)
        made = []
        for number in range(codings):
            document = chance.choice(documents)
            start = chance.randrange(document.characters - 300)
            made.append(
                Coding(
                    new_id(), document.id, document.revision, start, start + chance.randrange(20, 300), "…",
                    chance.choice(codes), people[number % coders].id, None, {}, "manual", False, change.at,
                )
            )  # fmt: skip
        change.insert(*made)


def _compare(session: Session) -> None:
    compared(session, region="all", draws=0)


def agreement() -> list[Measured]:
    """Ours without intervals; the target is in seconds, as there is no bare form of it to hold it against."""
    found = []
    per_document = sum(len(each.text) for each in corpus.samples()) // len(corpus.samples())
    for coders, codings, target in SIZES:
        with (
            tempfile.TemporaryDirectory(prefix="qualcode-bench-") as name,
            corpus.project(Path(name), CHARACTERS // per_document, 0) as session,
        ):
            code_all(session, coders, codings)
            run = timed(partial(_compare, session))
            note = f"{CHARACTERS / 1e6:.1f} million characters, {coders} coders, {codings:,} codings"
            found.append(alone(f"agreement of {coders}", run, target=target, note=note, runs=3))
    return found
