"""What a report of excerpts tells of how it was made, what its numbers mean, and what it leaves out."""

from __future__ import annotations

import gettext
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.model.coding import ORIGINS, CodingView
from qualcode.model.message import N_
from qualcode.model.report import Block, Bullets, Heading, Paragraph
from qualcode.ops.report_words import MASKED_NOTE


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a report does not show: passages withheld altogether, counted only, quoted under a number; codings lost,
    and those that have no code in the codebook they are read under.
    """

    withheld: int
    counted: int
    anonymised: int
    adrift: int
    lacking: int = 0


def method(
    words: gettext.NullTranslations, codings: Sequence[CodingView], left_out: LeftOut, *, masked: bool
) -> list[Block]:
    """The appendix on method; `masked` where numbers may stand for names."""
    say = words.gettext
    return [
        Heading(say(N_("How this was made")), 1),
        Paragraph(
            say(
                N_(
                    "People read the documents and put codes on passages; every code was put by a person. "
                    "A passage that several people gave the same code stands here once, with their names."
                )
            )
        ),
        Heading(say(N_("How the codings came about")), 3),
        Bullets(tuple(_origins(words, codings))),
        Heading(say(N_("What the numbers mean")), 3),
        Bullets(
            (
                say(N_("People are narrators who say some of a passage; interviewers never count.")),
                say(N_("A passage counts once, however many people coded it and whatever their codes.")),
                say(N_("A code counts with those below it, so that chapters are not the sums of their sections.")),
                say(N_("How often something was said is not how much it weighs: read the passages.")),
            )
        ),
        Heading(say(N_("What is left out")), 3),
        Bullets(tuple(omissions(words, left_out, masked)) or (say(N_("Nothing.")),)),
    ]


def _origins(words: gettext.NullTranslations, codings: Sequence[CodingView]) -> list[str]:
    number = {origin: sum(coding.origin == origin for coding in codings) for origin in ORIGINS}
    told = {
        "manual": words.ngettext("{n} coding was made by hand.", "{n} codings were made by hand.", number["manual"]),
        "suggestion": words.ngettext(
            "{n} coding began as a suggestion of the program that a person accepted.",
            "{n} codings began as suggestions of the program that a person accepted.",
            number["suggestion"],
        ),
        "autocode": words.ngettext(
            "{n} coding was put on the result of a search.",
            "{n} codings were put on the results of a search.",
            number["autocode"],
        ),
        "import": words.ngettext(
            "{n} coding came from another file.", "{n} codings came from another file.", number["import"]
        ),
    }
    lines = [text.format(n=number[origin]) for origin, text in told.items() if number[origin]]
    return [*lines, words.gettext(N_("Suggestions that nobody accepted are neither shown nor counted."))]


def omissions(words: gettext.NullTranslations, left_out: LeftOut, masked: bool) -> list[str]:
    """What is left out and why, a sentence each."""
    told = (
        (
            words.ngettext(
                "{n} passage of people who do not wish to appear at all is neither shown nor counted.",
                "{n} passages of people who do not wish to appear at all are neither shown nor counted.",
                left_out.withheld,
            ),
            left_out.withheld,
        ),
        (
            words.ngettext(
                "{n} passage is counted but not quoted, as the person who said it wished.",
                "{n} passages are counted but not quoted, as the people who said them wished.",
                left_out.counted,
            ),
            left_out.counted,
        ),
        (
            words.ngettext(
                "{n} passage is quoted under a number in place of a name.",
                "{n} passages are quoted under a number in place of a name.",
                left_out.anonymised,
            ),
            left_out.anonymised,
        ),
        (
            words.ngettext(
                "{n} coding is left out because its words are no longer found in the text.",
                "{n} codings are left out because their words are no longer found in the text.",
                left_out.adrift,
            ),
            left_out.adrift,
        ),
        (
            words.ngettext(
                "{n} coding is left out because its code has no counterpart in this codebook.",
                "{n} codings are left out because their codes have no counterpart in this codebook.",
                left_out.lacking,
            ),
            left_out.lacking,
        ),
    )
    lines = [text.format(n=n) for text, n in told if n]
    if masked:
        lines.append(words.gettext(MASKED_NOTE))
    return lines
