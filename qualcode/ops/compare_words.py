"""What a comparison of codebooks calls things, for people."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qualcode.model.codebook import label
from qualcode.model.comparison import Match
from qualcode.model.message import N_

RELATION_NAMES = {
    "same": N_("the same"),
    "renamed": N_("renamed"),
    "moved": N_("moved"),
    "changed": N_("described otherwise"),
    "split": N_("split up"),
    "merged": N_("merged"),
    "added": N_("new"),
    "removed": N_("missing"),
}
EVIDENCE_NAMES = {
    "confirmed": N_("confirmed"),
    "identity": N_("the same code"),
    "key": N_("key"),
    "label": N_("name"),
    "definition": N_("definition"),
    "terms": N_("words"),
    "passages": N_("passages"),
    "place": N_("place"),
}
FIELD_NAMES = {
    "labels": N_("name"),
    "definition": N_("definition"),
    "include": N_("when it is used"),
    "exclude": N_("when it is not used"),
    "aliases": N_("other names"),
    "examples": N_("examples"),
    "terms": N_("terms"),
    "indicators": N_("indicators"),
    "pools": N_("pools"),
    "sdg": N_("SDG"),
    "colour": N_("colour"),
}
# What two books may say differently of a code that they share, and why codes were not made one.
SAID_OF = {"labels": N_("name"), "definition": N_("definition"), "parent": N_("below")}
WHY_NOT = {
    "unsure": N_("not sure enough"),
    "declined": N_("declined"),
    "part": N_("split or merged"),
    "taken": N_("another is likelier"),
    "none": N_("nothing like it there"),
    "split": N_("split there: look yourself"),
}


def relations(say: Callable[[str], str], names: Sequence[str]) -> str:
    """What has become of a code, in words."""
    return ", ".join(say(RELATION_NAMES[name]) for name in names)


def fields(say: Callable[[str], str], names: Sequence[str]) -> str:
    """Fields that differ, in words."""
    return ", ".join(say(FIELD_NAMES[name]) for name in names)


def why(say: Callable[[str], str], because: Sequence[tuple[str, float]]) -> str:
    """What speaks for a pair, the strongest first."""
    return ", ".join(say(EVIDENCE_NAMES[name]) for name, _ in because)


def names(match: Match, language: str) -> tuple[str, str]:
    """Both codes' labels in a language; where only those in another one differ, in that one."""
    tongue = language if language in match.languages or not match.languages else match.languages[0]
    return label(match.first, tongue), label(match.second, tongue)


def sure(score: float) -> str:
    """How sure a pair is, in per cent."""
    return f"{round(score * 100)} %"
