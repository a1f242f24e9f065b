"""What tables call things, in the reader's language. JSON keeps the raw values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from qualcode.cli import output
from qualcode.i18n import _, language
from qualcode.model.message import N_
from qualcode.ops import conflict_words
from qualcode.ops.report_words import EFFECT_NAMES, KINDS, LANGUAGE_NAMES, METHOD_NAMES
from qualcode.ops.shown_words import CONSENT_NAMES, PROPOSED_NAMES, STATE_NAMES, TYPE_NAMES

if TYPE_CHECKING:
    from qualcode.model.codebook import Facet
    from qualcode.ops import Session

_ORIGINS = {
    "manual": N_("by hand"),
    "suggestion": N_("suggestion"),
    "autocode": N_("search"),
    "import": N_("another file"),
}
_SUBJECTS = {
    "coding": N_("coding"),
    "code": N_("code"),
    "document": N_("document"),
    "case": N_("case"),
    "person": N_("person"),
    "project": N_("project"),
}
_SIDES = {"ours": N_("ours"), "theirs": N_("theirs"), "": N_("another value")}
_CONFLICTS = {"open": N_("still open"), "ours": N_("settled: ours"), "theirs": N_("settled: theirs")}
_CASE_KINDS = {"enterprise": N_("enterprise")}
_EVIDENCE = {
    "term": N_("term"),
    "similar": N_("similar passage"),
    "learned": N_("learned"),
    "definition": N_("definition"),
    "against": N_("speaks against it"),
}


def kind(name: str) -> str:
    """A document's kind: *Life story*."""
    return _named(KINDS, name)


def method(name: str) -> str:
    """A method of evaluation: *Focus group*."""
    return _named(METHOD_NAMES, name)


def effect(name: str | None) -> str | None:
    """An effect: *Nothing changed*; nothing where nobody has judged it."""
    return None if name is None else _named(EFFECT_NAMES, name)


def tongue(code: str) -> str:
    """A language's name: *Dutch*."""
    return _named(LANGUAGE_NAMES, code)


def origin(name: str) -> str:
    """How a coding came about."""
    return _named(_ORIGINS, name)


def consent(name: str) -> str:
    """What may be shown of somebody's words, with the word that commands take."""
    return f"{name} ({_(CONSENT_NAMES[name])})" if name in CONSENT_NAMES else name


def subject(name: str) -> str:
    """What a memo is about."""
    return _named(_SUBJECTS, name)


def thing(table: str) -> str:
    """What a row of a table is."""
    return _named(conflict_words.THING_NAMES, table)


def field(name: str) -> str:
    """What a field of such a row is, or a part of one: *Label (fr)*."""
    said = conflict_words.field(_, name)
    return said[:1].upper() + said[1:]


def side(name: str) -> str:
    """Whose value of a conflict it is."""
    return _named(_SIDES, name)


def conflict_state(status: str) -> str:
    """How a conflict stands."""
    return _named(_CONFLICTS, status)


def case_kind(name: str) -> str:
    """What a case is; people choose the word, so only the program's own is translated."""
    return _named(_CASE_KINDS, name)


def attribute_type(name: str) -> str:
    """What the values of a property are, with the word that commands take."""
    said = _(TYPE_NAMES[name]) if name in TYPE_NAMES else name
    return name if said == name else f"{name} ({said})"


def evidence(name: str) -> str:
    """What kind of reason a suggestion has."""
    return _(_EVIDENCE[name]) if name in _EVIDENCE else name


def proposal_action(about: str, action: str) -> str:
    """What is proposed to be done: *new indicator*."""
    return _(PROPOSED_NAMES.get((about, action), action))


def proposal_state(status: str) -> str:
    """How a proposal stands."""
    return _(STATE_NAMES[status]) if status in STATE_NAMES else status


def number(value: float) -> str:
    """A number to three places, without zeros at its end, as the reader's language writes it."""
    return output.decimal(value)


def when(at: str) -> str:
    """A moment as the clock on this machine has it, to the minute."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"


def codes(session: Session) -> Callable[[str], str]:
    """What a code's key is called: its label, or its path where another code has the same label."""
    from qualcode.model.codebook import fold_name, label
    from qualcode.ops import codebooks

    tree = codebooks.tree(session)
    labels = Counter(fold_name(label(code, language())) for code in tree.codes)

    @cache
    def named(key: str) -> str:
        code = tree.by_key(key)
        if code is None:
            return key
        text = label(code, language())
        return text if labels[fold_name(text)] == 1 else tree.path(code, language())

    return named


def facets(told: Mapping[str, str], known: Mapping[str, Facet]) -> dict[str, str]:
    """Facets and their values by their labels."""
    from qualcode.model.codebook import label

    shown = {}
    for name, value in told.items():
        facet = known.get(name)
        values = {each.name: label(each, language()) for each in facet.values} if facet else {}
        shown[label(facet, language()) if facet else name] = values.get(value, value)
    return shown


def _named(names: Mapping[str, str], name: str) -> str:
    """The program's own words with a capital; what people chose stays as they wrote it."""
    if name not in names:
        return name
    text = _(names[name])
    return text[:1].upper() + text[1:]
