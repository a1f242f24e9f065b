"""What commands and screens call the things that two merged projects differ in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from qualcode.model.message import N_
from qualcode.ops.report_words import EFFECT_NAMES, KINDS
from qualcode.ops.shown_words import CONSENT_NAMES

THING_NAMES = {
    "project": N_("project"),
    "codebook": N_("codebook"),
    "code": N_("code"),
    "document": N_("document"),
    "coding": N_("coding"),
    "memo": N_("memo"),
    "case": N_("case"),
    "person": N_("person"),
    "attribute": N_("property"),
    "attribute_value": N_("property"),
    "speaker": N_("speaker"),
    "turn": N_("turn"),
    "statement": N_("evaluation"),
    "group": N_("group"),
    "meeting": N_("session"),
    "indicator": N_("indicator"),
    "measurement": N_("measurement"),
    "proposal": N_("proposal"),
    "remark": N_("remark"),
    "verdict": N_("verdict"),
    "summary": N_("summary"),
    "translation": N_("translation"),
    "codebook_version": N_("version"),
    "correspondence": N_("crosswalk"),
    "assignment": N_("assignment"),
    "settlement": N_("settlement"),
}
"""By table."""

FIELD_NAMES = {
    "name": N_("name"),
    "title": N_("title"),
    "version": N_("version"),
    "kind": N_("kind"),
    "type": N_("type"),
    "language": N_("language"),
    "case": N_("case"),
    "person": N_("person"),
    "consent": N_("consent"),
    "interviewer": N_("interviewer"),
    "value": N_("value"),
    "parent": N_("place in the codebook"),
    "colour": N_("colour"),
    "labels": N_("label"),
    "definition": N_("definition"),
    "include": N_("include"),
    "exclude": N_("exclude"),
    "effect": N_("effect"),
    "facets": N_("facet"),
    "span": N_("passage"),
    "code": N_("code"),
    "text": N_("text"),
    "description": N_("description"),
    "date": N_("date"),
    "notes": N_("notes"),
    "handout": N_("hand-out"),
    "indicator": N_("indicator"),
    "unit": N_("unit"),
    "direction": N_("direction"),
    "threshold": N_("threshold"),
    "rungs": N_("levels"),
    "aggregate": N_("how enterprises are summed up"),
    "source": N_("source"),
    "status": N_("status"),
    "target": N_("target"),
    "baseline": N_("baseline"),
    "note": N_("note"),
    "content": N_("what is proposed"),
    "subject": N_("what it is about"),
    "reason": N_("reason"),
    "decision": N_("decision"),
    "decided_by": N_("decided by"),
    "verdict": N_("verdict"),
    "relation": N_("which is which"),
    "blind": N_("blind"),
    "plan": N_("plan"),
    "outcome": N_("outcome"),
    "consensus": N_("what was agreed on"),
}
_VALUES: Mapping[str, Mapping[str, str]] = {"consent": CONSENT_NAMES, "effect": EFFECT_NAMES, "kind": KINDS}


def field(say: Callable[[str], str], name: str) -> str:
    """A field, or a part of one: `definition.fr` is *definition (fr)*."""
    whole, _dot, part = name.partition(".")
    said = say(FIELD_NAMES[whole]) if whole in FIELD_NAMES else whole
    return f"{said} ({part})" if part else said


def value(say: Callable[[str], str], held: Any, name: str) -> Any:
    """What a field of this name holds: of where a coding stands its words, and our own words for what is chosen."""
    if isinstance(held, dict):
        return held.get("quote", held)
    words = _VALUES.get(name, {})
    return say(words[held]) if isinstance(held, str) and held in words else held
