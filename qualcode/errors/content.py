"""What a file, a command or a person says that cannot be so."""

from __future__ import annotations

from qualcode.errors.base import Refused
from qualcode.model.message import N_


class BadData(Refused):
    """Content with faults; `faults` names each with its place."""

    code = "bad-data"
    sentence = N_("“{path}” has faults; nothing was taken from it.")
    hint = N_("Correct these places and try again.")


class SpanRefused(Refused):
    """A passage that does not lie in the text, or is empty."""

    code = "span-out-of-range"
    sentence = N_("Characters {start} to {end} are not a passage of “{title}”, which has {length} characters.")
    hint = N_("The start must be smaller than the end, and both must lie within the text.")


class QuoteNotUnique(Refused):
    """A quote that should name a place occurs nowhere in the document, or more than once."""

    code = "quote-not-unique"
    sentence = N_("The words “{quote}” do not occur exactly once in the document.")
    hint = N_("Quote more of the passage, or give its start and end.")


class ValueRefused(Refused):
    """A value outside the choices."""

    code = "value-refused"
    sentence = N_("“{value}” is not possible for {what}.")
    hint = N_("Possible are: {choices}")


class QueryRefused(Refused):
    """A search that does not say clearly what to find; `place` counts its characters from 1."""

    code = "query-refused"
    sentence = N_("“{query}” cannot be searched for: {reason}.")
    hint = N_("Plain words always work; AND, OR, NOT, NEAR/5, brackets and “quotation marks” say more.")


class PatternRefused(Refused):
    """A regular expression that breaks the rules of its language, or is too long."""

    code = "pattern-refused"
    sentence = N_("“{query}” is not a regular expression that can be used: {reason}.")
    hint = N_("Without --regex the words are searched for as they are written.")


class QueryTimeout(Refused):
    """A regular expression that would take too long or too much memory."""

    code = "query-timeout"
    sentence = N_("Searching “{title}” for “{query}” takes too long and was stopped.")
    hint = N_("Repetitions inside repetitions, such as (a+)+, are the usual cause; write fewer of them.")


class NameRefused(Refused):
    """A name that cannot be used: empty, too long, with control characters, or taken."""

    code = "name-refused"
    sentence = N_("“{name}” cannot be used as a name: {reason}.")
    hint = N_("Use a short name on one line that no other has.")


class PassageElsewhere(Refused):
    """What is said of a case is to rest on a passage of another case."""

    code = "passage-elsewhere"
    sentence = N_("The coding “{name}” is not of a document of “{case}”.")
    hint = N_("See its passages with: qualcode codings list")
