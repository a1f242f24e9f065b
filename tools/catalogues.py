"""Bring the catalogues up to date: extract strings, merge them into each language's `.po`, compile the `.mo`.

python tools/catalogues.py          write, and say what is not translated
python tools/catalogues.py fr       the same, for one language
python tools/catalogues.py --check  write nothing; exit 1 where something is not translated or out of date
"""

from __future__ import annotations

import datetime
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "qualcode" / "i18n" / "locale"
COMPLETE = ("fr", "nl", "de")
FIXED = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)  # dates in the files would change with every run
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def template() -> Catalog:
    """Every string of the package that is marked for translation."""
    catalog = Catalog(project="qualcode", charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        ROOT / "qualcode", [("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",)
    )
    for name, _, message, comments, context in found:
        if message and (not isinstance(message, tuple) or all(message)):
            catalog.add(message, None, [(f"qualcode/{name}", 0)], auto_comments=comments, context=context)
    return catalog


def merged(language: str, strings: Catalog) -> Catalog:
    """The language's catalogue with today's strings; translations are kept, those of strings that went are dropped."""
    path = LOCALE / language / "LC_MESSAGES" / "qualcode.po"
    if path.exists():
        with path.open("rb") as file:
            known = read_po(file, locale=language)
    else:
        known = Catalog(locale=language)
    result = Catalog(locale=language, project="qualcode", charset="utf-8", fuzzy=False, creation_date=FIXED)
    result.revision_date = FIXED
    for message in sorted(strings, key=lambda entry: str(entry.id)):
        if message.id:
            old = known.get(message.id)
            # What was one string and now has a plural, or had one, is translated anew.
            kept = old is not None and not old.fuzzy and isinstance(old.id, str) == isinstance(message.id, str)
            string = old.string if old is not None and kept else None
            places = sorted({(name, 0) for name, _ in message.locations})
            result.add(message.id, string, places, auto_comments=message.auto_comments)
    return result


def po_bytes(catalog: Catalog) -> bytes:
    """The `.po` file, without line numbers, which would change with every edit of the code."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=100, include_lineno=False, omit_header=False)
    return buffer.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    """The compiled catalogue."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """A string alone, or its singular and plural; what is not translated is empty."""
    return tuple(text) if isinstance(text, list | tuple) else (text or "",)


def contents(catalog: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    """What is translated. Catalogues are compared by it: their bytes differ between versions of Babel."""
    return {
        forms(message.id): forms(message.string) for message in catalog if message.id and all(forms(message.string))
    }


def stored(path: Path, language: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The contents of a `.po` or `.mo` file; nothing where it is not there."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return contents(read_po(file, locale=language) if path.suffix == ".po" else read_mo(file))


def untranslated(catalog: Catalog) -> list[str]:
    """The strings without a translation."""
    return [forms(message.id)[0] for message in catalog if message.id and not all(forms(message.string))]


def main(check: bool, languages: Sequence[str] = COMPLETE) -> int:
    """Write the catalogues, or check them; the number of faults."""
    strings = template()
    faults = 0
    for language in languages:
        folder = LOCALE / language / "LC_MESSAGES"
        catalog = merged(language, strings)
        for text in untranslated(catalog):
            print(f"{language}: not translated: {text!r}")
            faults += 1
        for name, data in (("qualcode.po", po_bytes(catalog)), ("qualcode.mo", mo_bytes(catalog))):
            path = folder / name
            if not check:
                folder.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            elif stored(path, language) != contents(catalog):
                print(f"{language}: {name} is out of date; run python tools/catalogues.py")
                faults += 1
    return faults


if __name__ == "__main__":
    named = [each for each in sys.argv[1:] if each != "--check"]
    sys.exit(1 if main("--check" in sys.argv, named or COMPLETE) else 0)
