"""Four languages: what stands in a fixed room fits it in each of them."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from qualcode.i18n import catalogue
from qualcode.model.project import LANGUAGES
from qualcode.tui.words import _EFFECTS, _KINDS

CAPTIONS = ("Name", "Folder", "Codebook", "Language", "Title", "Kind", "Case", "Person")
LAST_KEYS = ("help", "quit")
SHORT_LABELS = (
    "code",
    "recent",
    "sentence",
    "in vivo",
    "suggestion",
    "find",
    "undo",
    "memo",
    "effect",
    "accept",
    "refuse",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_captions_fit_their_column(language: str) -> None:
    say = catalogue(language).gettext
    assert all(cell_len(say(caption)) < 18 for caption in CAPTIONS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_line_of_keys_holds_what_coding_needs_at_a_hundred_columns(language: str) -> None:
    say = catalogue(language).gettext
    needed = [
        ("c", "code"),
        ("1-9", "recent"),
        ("S", "sentence"),
        ("v", "in vivo"),
        ("n p", "suggestion"),
        ("?", "help"),
    ]
    line = "  ".join(f"{key} {say(label)}" for key, label in [*needed, ("q", "quit")])
    assert cell_len(line) <= 98


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_are_short(language: str) -> None:
    say = catalogue(language).gettext
    for label in (*SHORT_LABELS, *LAST_KEYS):
        assert cell_len(say(label)) <= 14, say(label)
    for name in (*_EFFECTS.values(), *_KINDS.values()):
        assert cell_len(say(name)) <= 24, say(name)
