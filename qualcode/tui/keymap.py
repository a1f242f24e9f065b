"""Keys of one's own: which there are, which were changed, and what a change would collide with."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.i18n import _
from qualcode.tui.keys import CODING_SCREEN, WELCOME_SCREEN, Group, Key, key_name
from qualcode.tui.places import PLACES

# Keys that move about in every list, line and dialog.
FIXED = frozenset(
    (
        *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "ctrl+home", "ctrl+end"),
        *("enter", "escape", "tab", "shift+tab", "backspace", "ctrl+q", "ctrl+z", "ctrl+s", "ctrl+t"),
    )
)
Screen = tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A key in the list of all keys, with the heading it stands under."""

    key: Key
    title: str


def remembered(data: object) -> dict[str, str]:
    """The changes that were remembered, as far as they are sound: a key by what it is the key of."""
    if not isinstance(data, dict):
        return {}
    return {str(name): key for name, key in data.items() if isinstance(key, str) and is_key(key)}


def is_key(key: str) -> bool:
    """Whether this is one key that may be given away."""
    return bool(key) and "," not in key and not any(char.isspace() for char in key) and key not in FIXED


def screens() -> list[Screen]:
    """The keys of every screen; loads those that were not visited yet."""
    found: list[Screen] = [CODING_SCREEN, WELCOME_SCREEN]
    for place in PLACES:
        module, _colon, name = place.screen.partition(":")
        if name:
            found.append(getattr(importlib.import_module(f"qualcode.tui.screens.{module}"), name).GROUPS)
    return found


def lines(known: Sequence[Screen]) -> list[Line]:
    """Every key once, in the order of the screens."""
    found: dict[str, Line] = {}
    for screen in known:
        for group in screen:
            for key in group.keys:
                if key.help:
                    found.setdefault(key.id, Line(key, group.title))
    return list(found.values())


def refusal(key: Key, wanted: str, known: Sequence[Screen]) -> str | None:
    """Why a key cannot have another one, in a sentence; None where it can."""
    if not is_key(wanted):
        return _("{key} moves about or closes things everywhere and stays what it is.").format(key=key_name(wanted))
    for screen in known:
        keys = [(each, group.title) for group in screen for each in group.keys]
        if not any(each.id == key.id for each, _title in keys):
            continue
        for each, title in keys:
            if each.id != key.id and wanted in each.now.split(","):
                return _("{key} is taken: {what} ({where}). Choose another one, or change that one first.").format(
                    key=key_name(wanted), what=each.help or each.label, where=title
                )
    return None


def with_key(changed: Mapping[str, str], key: Key, wanted: str | None) -> dict[str, str]:
    """The changes with one more; None, or the key's own, takes a change back."""
    others = {name: each for name, each in changed.items() if name != key.id}
    return others if wanted is None or wanted == key.keys else {**others, key.id: wanted}
