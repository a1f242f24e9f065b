"""Which codes occur together, and that as a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qualcode.analysis.cooccurrence import Stretches, codings_of, occurrences
from qualcode.analysis.cooccurrence import cooccurrence as occurring
from qualcode.analysis.segment import sentences
from qualcode.analysis.selection import Selection, Wanted
from qualcode.analysis.table import CodingTable
from qualcode.i18n import catalogue
from qualcode.model.codebook import label
from qualcode.model.document import Document, TurnView
from qualcode.model.message import N_
from qualcode.model.report import MatrixTable
from qualcode.model.results import MEASURES, WITHIN, Cooccurrence, Header, Matrix
from qualcode.ops import analysis, codebooks
from qualcode.ops.names import one_of
from qualcode.ops.projects import project
from qualcode.ops.report_words import MEASURE_NAMES, MEASURE_NOTES, WITHIN_NAMES
from qualcode.store import read
from qualcode.store.session import Session

LEVELS = ("code", "dimension")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two codes that occur together, `together` of `first_in` and `second_in` units; see `Cooccurrence`."""

    first: str
    second: str
    together: int
    first_in: int
    second_in: int
    coefficient: float
    overlap: float
    uneven: bool


def cooccurrence(
    session: Session,
    within: str = "overlap",
    *,
    level: str = "code",
    coder: str | None = None,
    where: Mapping[str, Wanted] | None = None,
    effect: str | None = None,
    language: str | None = None,
) -> Cooccurrence:
    """How often codes occur together, `within` one of `WITHIN`, for each code alone or each dimension (`level`).

    What counts as together, and the formulas, are in `analysis.cooccurrence`. What people without consent (`none`) said
    counts nowhere. Raises AttributeNotFound, ValueRefused, CoderNotFound.
    """
    one_of(level, LEVELS, "level")
    coded, stretches, selection = _looked_up(session, within, set(), where, coder, effect, language)
    return occurring(coded, within, stretches, selection, by_dimension=level == "dimension")


def behind(
    session: Session,
    within: str,
    first: str,
    second: str,
    *,
    where: Mapping[str, Wanted] | None = None,
) -> tuple[str, ...]:
    """The ids of the codings of two codes (keys) that occur together, by place; of one code named twice, all of it.

    Raises as `cooccurrence`.
    """
    coded, stretches, selection = _looked_up(session, within, {"ids"}, where, None, None, None)
    if first == second:
        found = codings_of(coded, selection, first)
    else:
        found = occurrences(coded, within, stretches, selection, first, second)
    return tuple(coded.ids[place] for place in found)


def _looked_up(
    session: Session,
    within: str,
    more: set[str],
    where: Mapping[str, Wanted] | None,
    coder: str | None,
    effect: str | None,
    language: str | None,
) -> tuple[CodingTable, Stretches | None, Selection]:
    """The codings, the units they may share, and which of them count; `more` parts of the table beside places."""
    one_of(within, WITHIN, "within")
    cells = "quotes" if "ids" in more else "passages"
    names = {"code", "speaker"} if within in {"turn", "sentence"} else {"code"}
    coded, selection = analysis.selected(
        session, names, cells, where=where, coder=coder, effect=effect, language=language
    )
    if within == "sentence":
        return coded, _sentences(session, coded), selection
    if within != "turn":
        return coded, None, selection
    turns = coded.turns
    spoken = turns.end > turns.start
    return coded, Stretches(turns.document[spoken], turns.start[spoken], turns.end[spoken]), selection


def _sentences(session: Session, table: CodingTable) -> Stretches:
    """The sentences of every document in which something is coded."""
    documents = session.all(Document, order=["number"])
    texts = read.texts(session)
    turns = table.turns
    edges = np.searchsorted(turns.document, np.arange(len(documents) + 1))
    found: list[tuple[int, int, int]] = []
    for place in np.unique(table.document[table.document >= 0]).tolist():
        spoken = [
            TurnView(index, start, end, start, None, None, False, None, None)
            for index, (start, end) in enumerate(
                zip(
                    turns.start[edges[place] : edges[place + 1]].tolist(),
                    turns.end[edges[place] : edges[place + 1]].tolist(),
                    strict=True,
                )
            )
        ]
        found += [(place, each.start, each.end) for each in sentences(texts[documents[place].text_sha256], spoken)]
    columns = np.array(found, np.int64).reshape(-1, 3).T
    return Stretches(*columns)


def pairs(found: Cooccurrence) -> list[Pair]:
    """Every two codes that occur together, the largest coefficient first."""
    counts = found.counts
    made = [
        Pair(
            found.codes[one],
            found.codes[other],
            counts[one][other],
            counts[one][one],
            counts[other][other],
            found.coefficient[one][other] or 0.0,
            found.overlap[one][other] or 0.0,
            found.uneven[one][other],
        )
        for one in range(len(found.codes))
        for other in range(one + 1, len(found.codes))
        if counts[one][other]
    ]
    return sorted(made, key=lambda pair: (-pair.coefficient, -pair.together))


def table(session: Session, found: Cooccurrence, measure: str, language: str) -> MatrixTable:
    """One of the tables (`MEASURES`) of the codes that occur at all, with its words, to be written or drawn.

    Its totals are the units in which a code occurs. Raises ValueRefused.
    """
    one_of(measure, MEASURES, "measure")
    say = catalogue(language).gettext
    tree = codebooks.tree(session)
    used = [place for place, row in enumerate(found.counts) if row[place]]
    keys = [found.codes[place] for place in used]
    named = [tree.by_key(key) for key in keys]
    headers = tuple(Header(key, label(code, language) if code else key) for key, code in zip(keys, named, strict=True))
    values = {"counts": found.counts, "coefficient": found.coefficient, "overlap": found.overlap}[measure]
    alone = tuple(found.counts[place][place] for place in used)
    made = Matrix(
        row_dimension="code",
        column_dimension="code",
        unit="passages" if measure == "counts" else "coefficient",
        rows=headers,
        columns=headers,
        cells=tuple(tuple(None if one == other else values[one][other] for other in used) for one in used),
        row_totals=alone,
        column_totals=alone,
        total=None,
    )
    notes = [say(MEASURE_NOTES[measure]), say(N_("The last row and column say in how many units a code occurs."))]
    if any(found.uneven[one][other] for one in used for other in used):
        notes.append(
            say(N_("Of some pairs one code is over five times as frequent as the other: look at the overlap too."))
        )
    return MatrixTable(
        matrix=made,
        title=say(N_("{measure}: codes together {within}")).format(
            measure=say(MEASURE_NAMES[measure]), within=say(WITHIN_NAMES[found.within])
        ),
        corner=say(N_("Code")),
        total_label=say(N_("Units")),
        note=" ".join([*notes, f"{project(session).title}."]),
        absent_label="",
    )


def write(
    session: Session, found: Cooccurrence, measure: str, path: Path, language: str, *, force: bool = False
) -> None:
    """Write one of the tables to `.csv`, `.xlsx`, `.docx`, `.html`, `.png` or `.svg`, whole or not at all.

    Raises ValueRefused, FormatUnknown, FileExists, FileUnwritable, DiskFull.
    """
    from qualcode.ops.matrix_files import write_table

    write_table(session, table(session, found, measure, language), path, language, force=force)
