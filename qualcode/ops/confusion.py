"""Which codes coders take for one another, and so whose definitions need work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from qualcode.analysis.agreement.disagreements import confusion as confused
from qualcode.analysis.agreement.disagreements import stretches
from qualcode.i18n import catalogue
from qualcode.model.agreement import REGIONS, Confusion, Mixed, Muddled
from qualcode.model.codebook import Code, label
from qualcode.model.message import N_
from qualcode.model.report import MatrixTable
from qualcode.model.results import Header, Matrix
from qualcode.ops import codebooks
from qualcode.ops.agreement import by_document
from qualcode.ops.agreement_input import compared
from qualcode.ops.names import one_of
from qualcode.ops.projects import project
from qualcode.store.session import Session


def confusion(
    session: Session,
    coders: Sequence[str] | None = None,
    codes: Sequence[str] | None = None,
    *,
    region: str = "common",
) -> Confusion:
    """Which codes coders give where others give another, or nothing, over pairs of coders; most often first.

    A stretch counts once for a pair of coders and codes. Raises what `agreement.agreement` raises.
    """
    one_of(region, REGIONS, "region")
    with session.snapshot():
        found = compared(session, coders, codes, region=region)
    names = [each.name for each in found.coders]
    counted: Counter[tuple[str, str | None]] = Counter()
    for _, passages in by_document(found):
        counted.update(confused(stretches(passages, names)))
    pairs = [Mixed(one, other, n) for (one, other), n in counted.items()]
    pairs.sort(key=lambda each: (each.other is None, -each.stretches, each.code, each.other or ""))
    told = (_muddled(each, pairs) for each in found.codes)
    muddled = [each for each in told if each.mixed or each.missed]
    muddled.sort(key=lambda each: (-each.mixed, -each.missed, each.code))
    return Confusion(tuple(names), tuple(pairs), tuple(muddled), found.notes)


def _muddled(code: Code, pairs: Sequence[Mixed]) -> Muddled:
    own = [each for each in pairs if code.key in (each.code, each.other)]
    mixed = [each for each in own if each.other is not None]
    most = max(mixed, key=lambda each: each.stretches, default=None)
    return Muddled(
        code=code.key,
        mixed=sum(each.stretches for each in mixed),
        missed=sum(each.stretches for each in own if each.other is None),
        mostly=None if most is None else most.other if most.code == code.key else most.code,
        defined=any(text.strip() for text in code.definition.values()),
        bounded=any(text.strip() for text in code.exclude.values()),
    )


def table(session: Session, found: Confusion, language: str) -> MatrixTable:
    """Codes by codes, those mixed up most first: on how many stretches one was given for the other.

    The table is the same both ways. Its last column are stretches to which somebody gave nothing; totals are all
    stretches of a code on which coders differ.
    """
    say = catalogue(language).gettext
    tree = codebooks.tree(session)
    keys = [each.code for each in found.codes]
    named = {key: code for key in keys if (code := tree.by_key(key)) is not None}
    headers = tuple(Header(key, label(named[key], language) if key in named else key) for key in keys)
    counted = {(each.code, each.other): each.stretches for each in found.pairs}
    counted |= {(each.other, each.code): each.stretches for each in found.pairs if each.other is not None}
    columns: list[str | None] = [*keys, None]
    missed = tuple(each.missed for each in found.codes)
    totals = tuple(each.mixed + each.missed for each in found.codes)
    made = Matrix(
        row_dimension="code",
        column_dimension="code",
        unit="passages",
        rows=headers,
        columns=(*headers, Header(None, "")),
        cells=tuple(tuple(None if one == other else counted.get((one, other), 0) for other in columns) for one in keys),
        row_totals=totals,
        column_totals=(*totals, sum(missed)),
        total=sum(each.stretches for each in found.pairs),
    )
    note = N_(
        "On how many stretches one coder gave one code and another the other, or nothing; the same both ways. "
        "Coders: {names}."
    )
    return MatrixTable(
        matrix=made,
        title=say(N_("Codes taken for one another")),
        corner=say(N_("Code")),
        total_label=say(N_("All")),
        note=" ".join([say(note).format(names=", ".join(found.coders)), f"{project(session).title}."]),
        absent_label=say(N_("nothing")),
    )


def write(session: Session, found: Confusion, path: Path, language: str, *, force: bool = False) -> None:
    """Write the table to `.csv`, `.xlsx`, `.docx`, `.html`, `.png` or `.svg`, whole or not at all.

    Raises FormatUnknown, FileExists, FileUnwritable, DiskFull.
    """
    from qualcode.ops.matrix_files import write_table

    write_table(session, table(session, found, language), path, language, force=force)
