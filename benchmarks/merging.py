"""Twenty copies of a project, each coded on by somebody else, taken in at once; and ten, to see that it is linear."""

from __future__ import annotations

import itertools
import random
import shutil
import tempfile
from functools import partial
from pathlib import Path

from benchmarks import corpus
from benchmarks.measure import Measured, alone, timed
from qualcode.model.message import Message
from qualcode.model.text import Span
from qualcode.ops import codebooks, documents, merging
from qualcode.ops.codings import Adder, CodingRequest
from qualcode.store.session import Session, open_project

COPIES, CODINGS, DOCUMENTS, OWN = 20, 5_000, 10, 2


def work(session: Session, number: int) -> None:
    """Code a copy on, and bring some documents in that the others have not."""
    chance = random.Random(corpus.SEED + number)
    for place, source in zip(range(OWN), itertools.cycle(corpus.samples()), strict=False):
        documents.store_imported(session, corpus.numbered(source, 1_000 * (number + 1) + place), kind="interview")
    views = documents.listing(session)
    keys = [code.key for code in codebooks.book(session).codes]
    wanted = []
    for place in range(CODINGS):
        view = views[place % len(views)]
        start = chance.randrange(view.characters - 310)
        span = Span(start, start + chance.randrange(20, 300))
        wanted.append(CodingRequest(view.id, span, chance.choice(keys), session.coder, None))
    with session.operation("coding.add", Message("bench")) as change:
        Adder(session, change).add_all(wanted)


def merge() -> list[Measured]:
    """Both have targets in seconds: there is no bare form of a merge to hold it against."""
    with tempfile.TemporaryDirectory(prefix="qualcode-bench-") as name:
        folder = Path(name)
        corpus.project(folder, DOCUMENTS, 100).close()
        others = []
        for number in range(COPIES):
            others.append(folder / f"copy-{number}.qualcode")
            shutil.copy(folder / "bench.qualcode", others[-1])
            with open_project(others[-1], coder=f"coder {number}") as session:
                work(session, number)
        measured = []
        for count, target in ((COPIES // 2, 10.0), (COPIES, 20.0)):
            ours = folder / f"ours-{count}.qualcode"
            shutil.copy(folder / "bench.qualcode", ours)
            note = f"{count} copies, {CODINGS:,} codings and {OWN} documents each"
            with open_project(ours, coder="marie") as session:
                taken = timed(partial(merging.merge, session, others[:count]))
                # Once: a second time there is nothing new.
                measured.append(alone("merge", taken, target=target, note=note, runs=1, warm=False))
        return measured
