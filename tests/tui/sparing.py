"""What every app under test would do again, done once: hundreds of apps are started, all alike."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_rules: dict[Hashable, list[RuleSet]] = {}


def read_styles_once(patch: pytest.MonkeyPatch) -> None:
    """Keep the rules that a style sheet was read into, for each set of colours; nothing changes them afterwards."""
    read = Stylesheet._parse_rules

    def kept(sheet: Stylesheet, css: str, read_from: Any, *more: Any, **named: Any) -> list[RuleSet]:
        key = (css, read_from, more, frozenset(named.items()), frozenset(sheet._variables.items()))
        if key not in _rules:
            _rules[key] = read(sheet, css, read_from, *more, **named)
        return _rules[key]

    patch.setattr(Stylesheet, "_parse_rules", kept)
