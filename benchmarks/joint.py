"""The joint display of 69 enterprises, 34 codes and 50 indicators: how long until both sides stand together."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from benchmarks import corpus
from benchmarks.measure import Measured, alone, timed
from qualcode.model.case import Case
from qualcode.model.ids import new_id
from qualcode.model.indicator import Indicator, Measurement
from qualcode.model.message import Message
from qualcode.ops import codebooks, reconcile
from qualcode.store.session import Session

ENTERPRISES, INDICATORS, PERIODS, CODINGS = 69, 50, 3, 10_000


def measure_all(session: Session) -> None:
    """Give the project indicators that speak to codes below the dimensions, and values in every enterprise."""
    chance = random.Random(corpus.SEED)
    tree = codebooks.tree(session)
    codes = [code.id for _, code in tree.walk() if code.parent is not None]
    cases = [each.id for each in session.all(Case)]
    with session.operation("indicator.add", Message("bench")) as change:
        for number in range(INDICATORS):
            indicator = Indicator(
                new_id(), f"indicator-{number}", {"fr": f"Indicateur {number}"}, {}, "number", "", "higher", None,
                codes[number % len(codes)], (), "median", "", "accepted", change.coder.id, change.at,
            )  # fmt: skip
            change.insert(indicator)
            change.insert(
                *(
                    Measurement(
                        new_id(), indicator.id, case, str(2019 + period), float(chance.randrange(100)), None, False,
                        "", (), change.coder.id, change.at,
                    )
                    for case in cases
                    for period in range(PERIODS)
                )
            )  # fmt: skip


def joint() -> list[Measured]:
    """Ours has a target in seconds: there is no bare form of it to hold it against."""
    with (
        tempfile.TemporaryDirectory(prefix="qualcode-bench-") as name,
        corpus.project(Path(name), ENTERPRISES * 4, CODINGS) as session,
    ):
        measure_all(session)
        note = f"{ENTERPRISES} enterprises, {INDICATORS} indicators, {PERIODS} periods, {CODINGS:,} codings"
        return [alone("joint display", timed(lambda: reconcile.display(session)), target=0.5, note=note)]
