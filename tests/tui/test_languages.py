"""Four languages: what stands in a fixed room fits it in each of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

import qualcode.tui
from qualcode.i18n import catalogue, set_language
from qualcode.model.codebook import EFFECTS
from qualcode.model.document import KINDS
from qualcode.model.project import LANGUAGES
from qualcode.tui.words import effect_name, kind_name

CAPTIONS = ("Name", "Folder", "Codebook", "Language", "Title", "Kind", "Case", "Person")
NEEDED = (("c", "code"), ("1-9", "recent"), ("S", "sentence"), ("n p", "suggestion"), ("?", "help"), ("q", "quit"))
LABELS = ("code", "recent", "sentence", "in vivo", "find", "undo", "memo", "effect", "accept", "refuse", "help", "quit")
# A column of a table whose width is fixed: its title and its cells.
_COLUMN = re.compile(r'Column\(_\("([^"]+)"\), (\d+)')


@pytest.mark.parametrize("language", LANGUAGES)
def test_captions_fit_their_column(language: str) -> None:
    say = catalogue(language).gettext
    assert all(cell_len(say(caption)) < 18 for caption in CAPTIONS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_line_of_keys_holds_what_coding_needs_at_eighty_columns(language: str) -> None:
    say = catalogue(language).gettext
    assert cell_len("  ".join(f"{key} {say(label)}" for key, label in NEEDED)) <= 78


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_are_short(language: str) -> None:
    say = catalogue(language).gettext
    assert all(cell_len(say(label)) <= 14 for label in LABELS)
    set_language(language)
    assert all(cell_len(effect_name(effect)) <= 24 for effect in (*EFFECTS, None))
    assert all(cell_len(kind_name(kind)) <= 24 for kind in KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_of_columns_are_not_cut(language: str) -> None:
    say = catalogue(language).gettext
    package = Path(qualcode.tui.__file__).parent
    columns = [found for each in package.rglob("*.py") for found in _COLUMN.findall(each.read_text("utf-8"))]
    assert len(columns) > 50
    assert [(title, width) for title, width in columns if 0 < int(width) < cell_len(say(title))] == []
