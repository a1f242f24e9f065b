"""What reports call things, in the reader's language."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Mapping

from qualcode.model.codebook import EFFECTS, CodeTree, label
from qualcode.model.message import N_
from qualcode.model.project import LANGUAGES

KINDS = {
    "interview": N_("interview"),
    "life-story": N_("life story"),
    "focus-group": N_("focus group"),
    "survey": N_("survey"),
    "field-note": N_("field note"),
}
METHOD_NAMES = {"indicators": N_("indicators"), **{name: KINDS[name] for name in KINDS if name != "field-note"}}
EFFECT_NAMES = dict(
    zip(
        EFFECTS,
        (N_("positive"), N_("negative"), N_("mixed"), N_("nothing changed"), N_("unclear")),
        strict=True,
    )
)
LANGUAGE_NAMES = {"fr": N_("French"), "nl": N_("Dutch"), "en": N_("English"), "de": N_("German")}
ANSWERS = {"yes": N_("yes"), "no": N_("no")}
POOL = "pool"
"""The property of enterprises that says to which pool they belong."""
POOL_NAMES = {
    "insertion": N_("insertion"),
    "solidarity": N_("solidarity"),
    "other": N_("other social economy"),
}

DIMENSIONS = {
    "code": N_("Code"),
    "dimension": N_("Dimension"),
    "case": N_("Enterprise"),
    "group": N_("Group"),
    "person": N_("Person"),
    "document": N_("Document"),
    "coder": N_("Coder"),
    "speaker": N_("Speaker"),
    "kind": N_("Kind"),
    "effect": N_("Effect"),
    "language": N_("Language"),
    POOL: N_("Pool"),
}
CELL_NAMES = {
    "count": N_("Codings"),
    "passages": N_("Passages"),
    "documents": N_("Documents"),
    "cases": N_("Enterprises"),
    "people": N_("People"),
    "coverage": N_("Share of the narrators' words"),
    "rate": N_("Codings per 1,000 words of the narrators"),
    "quotes": N_("Quotes"),
    "summary": N_("Summaries"),
}
CELL_NOTES = {
    "count": N_("Each coding counts, so a passage coded by two people counts twice."),
    "passages": N_("A passage counts once, however many people coded it."),
    "documents": N_("The number of documents in which something is coded."),
    "cases": N_("The number of enterprises in whose documents something is coded."),
    "people": N_("The number of narrators who said it; interviewers never count."),
    "coverage": N_("The narrators' words in the passages, each once, out of all their words in that row and column."),
    "rate": N_("Codings for every 1,000 words that the narrators say in that row and column."),
    "quotes": N_("What people said, each passage once in a cell; totals say how many codings."),
    "summary": N_("What researchers wrote of each enterprise and code in the framework matrix; totals say how many."),
}
WITHIN_NAMES = {
    "overlap": N_("in overlapping passages"),
    "sentence": N_("in one sentence"),
    "turn": N_("in one turn"),
    "document": N_("in one document"),
}
MEASURE_NAMES = {
    "counts": N_("Times together"),
    "coefficient": N_("Coefficient of co-occurrence"),
    "overlap": N_("Overlap"),
}
MEASURE_NOTES = {
    "counts": N_("In how many units both codes occur; of overlapping passages the smaller number of either code."),
    "coefficient": N_("Units with both codes, out of those with one of them or both: 1 where they always go together."),
    "overlap": N_("Units with both codes, out of those of the rarer one: 1 where it never occurs without the other."),
}
_KEY = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")
NUMBERED_NOTE = N_("A number, as in Person 3, stands for the name of somebody who is not to be named.")
MASKED_NOTE = N_("A number in square brackets stands for the name of somebody who is not to be named.")
TOTALS_NOTE = N_("A code counts with those below it. Totals count distinct things and need not be sums.")


def clock(seconds: float) -> str:
    """A time in a recording: 0:41, 12:04, 1:02:03."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def written(texts: Mapping[str, str], language: str) -> str:
    """A text of the codebook in `language`, else in English, else in any language there is; "" where there is none."""
    return next((texts[each] for each in (language, "en", *LANGUAGES) if texts.get(each)), "")


def without_keys(text: str, tree: CodeTree, language: str) -> str:
    """`text` with the keys of codes (`social/health`), as definitions refer to them, replaced by the codes' labels."""

    def named(match: re.Match[str]) -> str:
        code = tree.by_key(match[0])
        return label(code, language) if code else match[0]

    return _KEY.sub(named, text)


def language_name(say: Callable[[str], str], language: str) -> str:
    """What a language is called; its code where it has no name here."""
    return say(LANGUAGE_NAMES[language]) if language in LANGUAGE_NAMES else language


def pair(say: Callable[[str], str], name: str, value: str) -> str:
    """`name: value`, with the white space that the language puts before a colon."""
    return say(N_("{name}: {value}")).format(name=name, value=value)


def count(words: gettext.NullTranslations, what: str, n: int) -> str:
    """`3 documents`: a number of things; `what` is one of passages documents cases people codings."""
    forms = {
        "passages": words.ngettext("{n} passage", "{n} passages", n),
        "documents": words.ngettext("{n} document", "{n} documents", n),
        "cases": words.ngettext("{n} enterprise", "{n} enterprises", n),
        "people": words.ngettext("{n} person", "{n} people", n),
        "codings": words.ngettext("{n} coding", "{n} codings", n),
    }
    return forms[what].format(n=n)


def agreed(told: Mapping[str, str], coders: int) -> str:
    """What the coders said: once where all of them say the same, else each with the name."""
    if len(set(told.values())) == 1 and len(told) == coders:
        return next(iter(told.values()))
    if coders == 1:
        return next(iter(told.values()))
    return ", ".join(f"{value} ({coder})" for coder, value in told.items())
