"""Codebooks as CSV: a row a code, for spreadsheets. Title, version and facets do not fit into it: see YAML."""

from __future__ import annotations

from qualcode.exporters.codebook_yaml import languages_of
from qualcode.exporters.csv import csv_bytes
from qualcode.model.codebook import Code, Codebook, Localised, LocalisedLists


def codebook_csv(codebook: Codebook) -> bytes:
    """The codes as CSV (see `csv_bytes`), a row a code (see `codebook_rows`)."""
    return csv_bytes(*codebook_rows(codebook))


def codebook_rows(codebook: Codebook) -> tuple[list[str], list[list[str | None]]]:
    """The header and a row a code: key, parent, the texts by language, pools, targets, colour, id.

    Terms, aliases, pools and targets are joined with `;`, examples and indicators with `|`, a backslash before what
    is in the text itself. The id is always written: the file's name need not be the codebook's, from which it follows.
    """
    languages = languages_of(codebook)
    keys = {code.id: code.key for code in codebook.codes}
    fields = ("label", "definition", "include", "exclude", "aliases", "examples", "terms", "indicators")
    header = ["key", "parent", *(f"{field}_{each}" for field in fields for each in languages)]
    rows = [
        [
            code.key,
            keys[code.parent] if code.parent else "",
            *_texts(code, languages),
            _joined(code.pools, ";"),
            # With the letters before it no spreadsheet takes 8.5 for the eighth of May.
            _joined(tuple(f"SDG {target}" for target in code.sdg), ";"),
            code.colour,
            code.id,
        ]
        for code in codebook.codes
    ]
    return [*header, "pools", "sdg", "colour", "id"], rows


def _texts(code: Code, languages: tuple[str, ...]) -> list[str]:
    texts: tuple[Localised, ...] = (code.labels, code.definition, code.include, code.exclude)
    lists: tuple[tuple[LocalisedLists, str], ...] = (
        (code.aliases, ";"),
        (code.examples, "|"),
        (code.terms, ";"),
        (code.indicators, "|"),
    )
    return [
        *(each.get(language, "") for each in texts for language in languages),
        *(_joined(each.get(language, ()), separator) for each, separator in lists for language in languages),
    ]


def _joined(entries: tuple[str, ...], separator: str) -> str:
    marked = (entry.replace("\\", "\\\\").replace(separator, f"\\{separator}") for entry in entries)
    between = separator if separator == ";" else f" {separator} "
    return between.join(marked)
