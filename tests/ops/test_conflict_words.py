"""What commands and screens call what two projects differ in."""

from __future__ import annotations

from qualcode.analysis.merging.rules import RULES
from qualcode.ops.conflict_words import FIELD_NAMES, THING_NAMES, field, value

_OWN = {"merge", "merge_conflict", "foreign_entry"}  # what merging itself keeps


def test_whatever_people_can_settle_has_a_name() -> None:
    for table, rule in RULES.items():
        fixed = {rule.within, *(rule.unique if rule.clash == "join" else ()), *rule.owners}
        asked = [name for name, each in rule.fields.items() if each.kind in ("plain", "ref", "map", "strict")]
        changing = [name for name in asked if name not in fixed]
        if changing and table not in _OWN:
            assert table in THING_NAMES
            assert set(changing) <= FIELD_NAMES.keys(), table


def test_parts_of_fields_are_told_with_their_language() -> None:
    assert field(str, "definition.fr") == "definition (fr)"
    assert field(str, "span") == "passage"
    assert field(str, "of-a-later-format") == "of-a-later-format"


def test_values_are_told_in_words() -> None:
    assert value(str, "none", "consent") == "left out"
    assert value(str, "none", "name") == "none"
    assert value(str, {"start": 1, "end": 3, "quote": "os", "adrift": 0}, "span") == "os"
    assert value(str, 0.5, "value") == 0.5
    assert value(str, None, "effect") is None
