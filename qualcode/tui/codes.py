"""How each code looks: the letter and colour of its dimension, its label in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.model.codebook import CodeTree, label, letters


@dataclass(frozen=True, slots=True)
class CodeLook:
    """What stands for a code on the screen. `path` names its ancestors too; `colour` is `#RRGGBB` or None."""

    key: str
    letter: str
    label: str
    path: str
    colour: str | None


def looks(tree: CodeTree, language: str) -> Mapping[str, CodeLook]:
    """The look of every code, by key."""
    signs = letters(tree, language)
    return {
        code.key: CodeLook(
            key=code.key,
            letter=signs[tree.dimension(code).id],
            label=label(code, language),
            path=tree.path(code, language),
            colour=tree.colour(code),
        )
        for code in tree.codes
    }


def unknown(key: str) -> CodeLook:
    """For a code that the codebook in hand does not hold, as while another program adds to it."""
    return CodeLook(key, "·", key, key, None)
