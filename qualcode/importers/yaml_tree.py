"""YAML as a plain tree that knows its lines.

Only what a person writes by hand is let in: mappings, lists and texts. Anchors, aliases and tags are refused (they
can blow a small file up or ask for objects), and nothing is guessed from the spelling: `no`, `8.10` and `2024-01-01`
stay the texts they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from yaml.reader import Reader

from qualcode.errors import FileEmpty
from qualcode.importers.lines import Faults
from qualcode.importers.small_file import read_small
from qualcode.model.message import N_

DEPTH_LIMIT = 20
SIZE_LIMIT = 300_000  # texts, lists and mappings; some hundred times a large codebook

_NOTHING = {"", "~", "null", "Null", "NULL"}
# libyaml where PyYAML was built with it: some ten times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as written; `absent` where nothing, `~` or `null` stands without quotation marks."""

    line: int
    text: str
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    line: int
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Names and what they stand for, in order; a name may occur twice."""

    line: int
    items: tuple[tuple[Scalar, Node], ...]


Node = Scalar | Sequence | Mapping


def read_yaml(path: Path, faults: Faults) -> Node:
    """The one document in a YAML file. Raises BadData for bad syntax and for what is refused (see above).

    Also raises what `read_small` does.
    """
    text = read_small(path)
    if odd := Reader.NON_PRINTABLE.search(text):
        line = text.count("\n", 0, odd.start()) + 1
        faults.add(line, N_("the invisible character {character} may not stand here"), character=f"U+{ord(odd[0]):04X}")
        faults.stop()
    try:
        node = _document(_events(text, faults), faults)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        faults.add(mark.line + 1 if mark else 1, N_("this is not YAML: {problem}"), problem=problem)
        raise faults.error() from error
    faults.stop()
    if node is None:
        raise FileEmpty(path=str(path))
    return node


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _events(text: str, faults: Faults) -> Iterator[yaml.Event]:
    """The parser's events, with every anchor, alias, tag and second document noted as a fault."""
    documents = 0
    for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
        line = _line(event)
        if isinstance(event, yaml.AliasEvent):
            faults.add(line, N_("references (*{name}) are not used here; write it out"), name=event.anchor or "")
        elif isinstance(event, yaml.NodeEvent) and event.anchor:
            faults.add(
                line, N_("names for references (&{name}) are not used here; leave it out"), name=event.anchor or ""
            )
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                faults.add(line, N_("a second document begins here (---); only one may stand in the file"))
        if (tag := getattr(event, "tag", None)) is not None:
            faults.add(line, N_("tags ({tag}) are not used here; leave it out"), tag=tag)
        if count > SIZE_LIMIT:
            faults.add(line, N_("the file holds more than {limit} entries"), limit=SIZE_LIMIT)
            faults.stop()
        yield event


def _document(events: Iterator[yaml.Event], faults: Faults) -> Node | None:
    """The first document's node; the events are read to their end so that all faults are noted."""
    found: Node | None = None
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            node = _node(event, events, faults, 0)
            found = node if found is None else found
    return found


def _node(event: yaml.Event, events: Iterator[yaml.Event], faults: Faults, depth: int) -> Node:
    line = _line(event)
    if depth > DEPTH_LIMIT:
        faults.add(line, N_("this is nested more than {limit} deep"), limit=DEPTH_LIMIT)
        faults.stop()
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(line, event.value, absent=bool(event.implicit[0]) and event.value in _NOTHING)
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(item := next(events), yaml.SequenceEndEvent):
            items.append(_node(item, events, faults, depth + 1))
        return Sequence(line, tuple(items))
    if isinstance(event, yaml.MappingStartEvent):
        return Mapping(line, tuple(_pairs(events, faults, depth + 1)))
    return Scalar(line, "", absent=True)  # an alias, noted as a fault already


def _pairs(events: Iterator[yaml.Event], faults: Faults, depth: int) -> Iterator[tuple[Scalar, Node]]:
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        name = _node(event, events, faults, depth)
        value = _node(next(events), events, faults, depth)
        if isinstance(name, Scalar):
            yield name, value
        else:
            faults.add(name.line, N_("a name is expected here, not a list or a mapping"))
