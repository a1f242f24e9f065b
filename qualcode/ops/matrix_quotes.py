"""What people said, in the cells of a matrix whose cells are quotes: as its tables show it, consent obeyed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from qualcode.i18n import catalogue
from qualcode.model.case import QUOTED, strictest
from qualcode.model.coding import Coding
from qualcode.model.document import Document
from qualcode.model.message import N_
from qualcode.model.report import Line, MatrixTable
from qualcode.model.results import Cell, Matrix
from qualcode.ops import codings
from qualcode.ops.joint_words import MARKS
from qualcode.ops.passages import Speech, spoken
from qualcode.ops.pseudonyms import Pseudonyms, pseudonyms
from qualcode.ops.report_method import LeftOut, omissions
from qualcode.ops.report_words import CELL_NAMES, MASKED_NOTE
from qualcode.ops.translated import Translated
from qualcode.store.session import Session

Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class _Said:
    """A passage: where it stands, what may be shown of it, as lines."""

    place: Place
    consent: str
    lines: tuple[Line, ...]


def with_quotes(session: Session, table: MatrixTable, language: str, across: str) -> MatrixTable:
    """The table with the words of the passages in its cells in place of ids, and numbers of codings as totals.

    A passage stands once in a cell, however many people coded it. `across` is what the columns are called.
    """
    matrix = table.matrix
    words = catalogue(language)
    ids = {each for row in matrix.cells for cell in row for each in _ids(cell)}
    names = pseudonyms(session, words.gettext)
    said = _said(session, ids, language, names, {matrix.row_dimension, matrix.column_dimension})
    order = {each: place for place, each in enumerate(said)}
    lines: dict[tuple[int, int], tuple[Line, ...]] = {}
    for i, row in enumerate(matrix.cells):
        for j, cell in enumerate(map(_ids, row)):
            known = sorted((each for each in cell if each in said), key=order.__getitem__) if cell else ()
            held = {said[each].place: said[each] for each in known}
            shown = [line for each in held.values() for line in each.lines]
            if counted := sum(each.consent == "count" for each in held.values()):
                told = words.ngettext("{n} passage is not quoted.", "{n} passages are not quoted.", counted)
                shown.append(Line(told.format(n=counted), "note"))
            if shown:
                lines[i, j] = tuple(shown)
    # A passage with several codes is one passage.
    once = {each.place: each.consent for each in said.values()}.values()
    left_out = LeftOut(0, sum(each == "count" for each in once), sum(each == "anonymised" for each in once), 0)
    masked = len(names) > 0 and words.gettext(MASKED_NOTE) not in table.note
    notes = [table.note, *omissions(words, left_out, masked)]
    if any(person.consent == "none" for person in Speech(session, ()).people.values()):
        notes.append(
            words.gettext(N_("What people said who do not wish to appear at all is neither shown nor counted."))
        )
    return replace(
        table,
        matrix=_numbered(matrix, lines),
        note=" ".join(notes),
        across=across,
        cell_label=words.gettext(CELL_NAMES["quotes"]),
        lines=lines,
    )


def _numbered(matrix: Matrix, lines: Mapping[tuple[int, int], tuple[Line, ...]]) -> Matrix:
    """The matrix with texts as cells and numbers as totals."""

    def text(i: int, j: int) -> str | None:
        return "\n".join(_flat(lines[i, j])) if (i, j) in lines else None

    return replace(
        matrix,
        cells=tuple(tuple(text(i, j) for j in range(len(matrix.columns))) for i in range(len(matrix.rows))),
        row_totals=tuple(len(_ids(each)) for each in matrix.row_totals),
        column_totals=tuple(len(_ids(each)) for each in matrix.column_totals),
        total=len(_ids(matrix.total)),
    )


def _ids(cell: Cell) -> tuple[str, ...]:
    return cell if isinstance(cell, tuple) else ()


def _flat(lines: tuple[Line, ...]) -> Iterator[str]:
    """A line a quote, its source behind it."""
    held = ""
    for line in lines:
        if line.style == "quote":
            if held:
                yield held
            held = " ".join(line.text.split())
        elif line.style in ("source", "translation"):
            held += f" – {' '.join(line.text.split())}"
        else:
            if held:
                yield held
            held = line.text
    yield held


def _said(session: Session, ids: set[str], language: str, names: Pseudonyms, known: set[str]) -> dict[str, _Said]:
    """What was said in each passage, by coding; `known` are the dimensions that a cell’s headings name already."""
    words = catalogue(language)
    chosen = [each for each in session.all(Coding) if each.id in ids]
    documents = {each.id: each for each in session.all(Document)}
    views = {each.id: each for each in spoken(session, codings.views(session, chosen))}
    speech = Speech(session)
    translated = Translated(session, words, language, names.mask)
    first, last = MARKS.get(language, MARKS["en"])
    found = {}
    for each in sorted(chosen, key=lambda one: (documents[one.document].number, one.start, one.end, one.id)):
        document = documents[each.document]
        place = (each.document, each.start, each.end)
        voices = {voice.key: voice for _, voice in speech.of(document, each.start, each.end) if not voice.interviewer}
        consent = strictest(voice.consent for voice in voices.values())
        lines: list[Line] = []
        if consent in QUOTED:
            lines.append(Line(f"{first}{names.mask(views[each.id].quote)}{last}", "quote", document.language))
            lines += [Line(f"{one.text} ({one.by})", "translation", one.language) for one in translated.of(*place)]
            parts = [] if "document" in known else [names.mask(document.title)]
            if not known & {"person", "speaker"}:
                shown = [names.name(one.person) if one.person else names.mask(one.label) for one in voices.values()]
                parts.append(", ".join(filter(None, shown)))
            if source := " · ".join(filter(None, parts)):
                lines.append(Line(source, "source"))
        found[each.id] = _Said(place, consent, tuple(lines))
    return found
