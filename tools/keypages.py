"""Write the guide's pages of keys from the tables the program binds its keys by.

python tools/keypages.py
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "guide"
PAGES = {"en": "keys.md", "fr": "touches.md"}
_INTROS = {
    "en": """# All keys

Written from the program by `python tools/keypages.py`. ([En français](touches.md) · [all pages](README.md))

These are the keys as they come; the [settings](settings.md) show those you changed. `?` shows the keys of the screen
you are on, and `/` there searches in them. A capital letter is the key together with shift.
""",
    "fr": """# Toutes les touches

Écrit par le programme : `python tools/keypages.py`. ([In English](keys.md) · [toutes les pages](LISEZMOI.md))

Ce sont les touches d’origine ; les [réglages](reglages.md) montrent celles que vous avez changées. `?` montre les
touches de l’écran où vous êtes, et `/` y cherche. Une majuscule est la touche avec maj.
""",
}


def page(language: str) -> str:
    """The page in a language; this process speaks it from then on, as keys are named when they are imported."""
    from qualcode.i18n import _, set_language

    set_language(language)
    import importlib

    from qualcode.tui.keys import CODING_SCREEN, PROGRAM, SECTION, TOUR, WELCOME, Group, help_rows
    from qualcode.tui.places import PLACES

    parts = [_INTROS[language]]

    def told(title: str, groups: tuple[Group, ...]) -> None:
        parts.append(f"\n## {title}\n")
        for group in groups:
            heading = f"\n### {group.title}\n" if len(groups) > 1 else ""
            rows = "".join(f"| {_cell(names)} | {text} |\n" for names, text in help_rows(group.keys) if text)
            parts.append(f"{heading}\n| | |\n|---|---|\n{rows}")

    told(_(PLACES[0].title), tuple(group for group in CODING_SCREEN if group is not PROGRAM))
    for place in PLACES[1:]:
        module, _colon, name = place.screen.partition(":")
        groups = getattr(importlib.import_module(f"qualcode.tui.screens.{module}"), name).GROUPS
        told(_(place.title), tuple(group for group in groups if group not in (PROGRAM, SECTION)))
    for group in (SECTION, PROGRAM, WELCOME, TOUR):
        told(group.title, (group,))
    return "".join(parts)


def _cell(names: str) -> str:
    # A bar ends a cell of a table, also within code.
    return "`" + names.replace("|", "\\|") + "`"


def main(arguments: list[str]) -> int:
    """Write both pages; a process each, since the language is fixed when the keys are imported."""
    if arguments:
        (GUIDE / PAGES[arguments[0]]).write_text(page(arguments[0]), "utf-8")
        return 0
    for language in PAGES:
        subprocess.run([sys.executable, __file__, language], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
