"""Comparisons of codebooks as files: Word and web page to read, tables for other programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qualcode.exporters.dates import UNDATED
from qualcode.i18n import catalogue
from qualcode.model.codebook import label
from qualcode.model.comparison import PoolTable
from qualcode.model.message import N_
from qualcode.ops import compare_words
from qualcode.ops.codebook_compare import Comparison
from qualcode.ops.compare_report import comparison_report, table_report
from qualcode.ops.report_files import ending, write

SUFFIXES = (".docx", ".html", ".xlsx", ".csv")
Cell = str | int | float | None


def check_file(path: Path) -> str:
    """The ending of the file. Raises FormatUnknown for one that cannot be written."""
    return ending(path, SUFFIXES)


def write_comparison(made: Comparison, path: Path, language: str, *, force: bool = False) -> None:
    """Write a comparison in `language` to `.docx`, `.html`, or a row a pair to `.xlsx`, `.csv`; whole or not at all.

    Raises FormatUnknown, FileExists, FileUnwritable, DiskFull.
    """
    say: Callable[[str], str] = catalogue(language).gettext
    if check_file(path) in (".docx", ".html"):
        write(comparison_report(made, language), path, force=force)
        return
    named = say(N_("Key")), say(N_("Code"))
    header = [
        say(N_("What became of it")),
        *(f"{name}: {made.first.name}" for name in named),
        *(f"{name}: {made.second.name}" for name in named),
        say(N_("Sure")),
        say(N_("Because of")),
        say(N_("What differs")),
    ]
    rows: list[list[Cell]] = [
        [
            compare_words.relations(say, match.relations),
            match.first.key,
            label(match.first, language),
            match.second.key,
            label(match.second, language),
            match.score,
            compare_words.why(say, match.because),
            compare_words.fields(say, match.fields),
        ]
        for match in made.matches
    ]
    for relation, codes in (("removed", made.removed), ("added", made.added)):
        for code in codes:
            own: list[Cell] = [code.key, label(code, language)]
            sides = [*own, None, None] if relation == "removed" else [None, None, *own]
            rows.append([compare_words.relations(say, [relation]), *sides, None, None, None])
    about = say(N_("About")), [f"{made.first.name} → {made.second.name}", *(note.say(say) for note in made.notes)]
    created = max(made.first.changed, made.second.changed) or UNDATED
    _write_rows(header, rows, say(N_("Pairs")), path, about=about, created=created, force=force)


def write_table(made: PoolTable, path: Path, language: str, *, force: bool = False) -> None:
    """Write the table of codes by pools in `language` to `.docx`, `.html`, `.xlsx` or `.csv`; whole or not at all.

    Raises FormatUnknown, FileExists, FileUnwritable, DiskFull.
    """
    say: Callable[[str], str] = catalogue(language).gettext
    if check_file(path) in (".docx", ".html"):
        write(table_report(made, language), path, force=force)
        return
    header = [say(N_("Key")), say(N_("Code")), say(N_("Below"))]
    became, differs = say(N_("What became of it")), say(N_("What differs"))
    for pool in made.pools:
        header += [pool, f"{pool}: {became}", f"{pool}: {differs}"]
    rows: list[list[Cell]] = []
    for row in made.rows:
        cells: list[Cell] = [row.code, row.label, row.parent]
        for each in row.pools:
            cells += [
                "; ".join(each.labels),
                compare_words.relations(say, each.relations),
                compare_words.fields(say, each.fields),
            ]
        rows.append(cells)
    about = say(N_("About")), [made.shared, *(note.say(say) for note in made.notes)]
    _write_rows(header, rows, say(N_("Codes")), path, about=about, created=UNDATED, force=force)


def _write_rows(
    header: list[str],
    rows: list[list[Cell]],
    sheet: str,
    path: Path,
    *,
    about: tuple[str, list[str]],
    created: str,
    force: bool,
) -> None:
    from qualcode.exporters.atomic import write_atomically

    if path.suffix.casefold() == ".csv":
        from qualcode.exporters.csv import csv_bytes

        data = csv_bytes(header, rows)
    else:
        from qualcode.exporters.xlsx import rows_xlsx

        data = rows_xlsx(header, rows, sheet, created=created, about=about)
    write_atomically(path, data, force=force)
