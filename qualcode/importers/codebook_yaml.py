"""Codebooks from YAML, the format of `codebooks/impact.yaml`; `codebooks/README.md` tells it field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.importers.codebook_parts import (
    LISTS,
    TEXTS,
    Draft,
    Kind,
    Placed,
    assemble,
    checked,
    identity,
    in_order,
    passing,
)
from qualcode.importers.lines import Faults, near
from qualcode.importers.yaml_tree import Mapping, Node, Scalar, Sequence, read_yaml
from qualcode.model import codebook_rules as rules
from qualcode.model.codebook import Codebook, Facet, FacetValue, Localised, LocalisedLists
from qualcode.model.ids import stable_id
from qualcode.model.message import N_

FORMAT = "qualcode-codebook/1"

_BOOK = ("format", "name", "id", "version", "languages", "title", "facets", "codes")
_CODE = ("key", "id", "parent", "colour", *TEXTS, *LISTS, "pools", "sdg")
_FACET = ("name", "labels", "cues", "values")
_VALUE = ("name", "labels")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is known while a file is read: the languages it lists (none: any may be used), and those it uses."""

    faults: Faults
    listed: tuple[str, ...]
    used: set[str] = field(default_factory=set)


def read_codebook_yaml(path: Path) -> Codebook:
    """The codebook in a YAML file. Raises BadData with every fault and its line, and what `read_small` does."""
    faults = Faults(path)
    root = read_yaml(path, faults)
    fields = _fields(root, _BOOK, faults)
    _check_format(fields.get("format"), root, faults)
    reading = _Reading(faults, _languages(fields.get("languages"), faults))
    name = _name(fields.get("name"), faults)
    if not name:
        faults.add(root.line, N_("the codebook has no name; write for example: name: impact"))
    version = _name(fields.get("version"), faults)
    given = _single(fields.get("id"), faults)
    own_id = identity(given, faults) if given else None
    title = _texts(fields.get("title"), "name", reading)
    facets = _facets(fields.get("facets"), reading)
    drafts = [_draft(node, reading) for node in _items(fields.get("codes"), faults)]
    if not drafts:
        faults.add(root.line, N_("the codebook has no codes"))
    return Codebook(
        codes=assemble(drafts, name, faults),
        id=own_id or stable_id("codebook", name),
        name=name,
        version=version or "1",
        languages=reading.listed or in_order(reading.used),
        title=title,
        facets=facets,
    )


def _check_format(node: Node | None, root: Node, faults: Faults) -> None:
    placed = _single(node, faults)
    if placed is None:
        faults.add(root.line, N_("a codebook begins with: format: {format}"), format=FORMAT)
    elif placed.text != FORMAT:
        template = N_("the format “{found}” is not known here, only {format}")
        faults.add(placed.line, template, found=placed.text, format=FORMAT)


def _languages(node: Node | None, faults: Faults) -> tuple[str, ...]:
    return tuple(dict.fromkeys(passing(rules.language_fault, _singles(node, faults), faults)))


def _name(node: Node | None, faults: Faults) -> str:
    placed = _single(node, faults)
    return (checked("name", placed, faults) or "") if placed else ""


def _draft(node: Node, reading: _Reading) -> Draft:
    faults = reading.faults
    fields = _fields(node, _CODE, faults)
    return Draft(
        line=node.line,
        key=_single(fields.get("key"), faults) or Placed(node.line, ""),
        parent=_single(fields.get("parent"), faults),
        id=_single(fields.get("id"), faults),
        colour=_colour(fields.get("colour"), faults),
        texts={name: _texts(fields.get(name), kind, reading) for name, kind in TEXTS.items()},
        lists={name: _lists(fields.get(name), kind, reading) for name, kind in LISTS.items()},
        label_lines=_filled(fields.get("labels")),
        pools=passing(rules.slug_fault, _singles(fields.get("pools"), faults), faults),
        sdg=passing(rules.target_fault, _singles(fields.get("sdg"), faults), faults),
    )


def _filled(labels: Node | None) -> dict[str, int]:
    """The lines of the labels by language, faulty ones too, but not of those left empty."""
    pairs = labels.items if isinstance(labels, Mapping) else ()
    return {name.text: name.line for name, value in pairs if not isinstance(value, Scalar) or value.text.strip()}


def _colour(node: Node | None, faults: Faults) -> str | None:
    """The colour; where it stands without quotation marks, YAML takes it for a comment and sees nothing."""
    if isinstance(node, Scalar) and node.absent and not node.text:
        faults.add(node.line, N_('no colour is seen here; it begins with # and so needs quotation marks: "#0072B2"'))
    placed = _single(node, faults)
    if placed is None or faults.note(placed.line, rules.colour_fault(placed.text)):
        return None
    return placed.text.upper()


def _facets(node: Node | None, reading: _Reading) -> tuple[Facet, ...]:
    found = []
    for item, fields in _named(node, _FACET, reading.faults):
        values = tuple(
            FacetValue(_slug(value, inner, reading.faults), _labels(value, inner, reading))
            for value, inner in _named(fields.get("values"), _VALUE, reading.faults)
        )
        if not values:
            reading.faults.add(item.line, N_("this facet has no values"))
        name, labels = _slug(item, fields, reading.faults), _labels(item, fields, reading)
        found.append(Facet(name, labels, values, _lists(fields.get("cues"), "term", reading)))
    return tuple(found)


def _named(node: Node | None, known: tuple[str, ...], faults: Faults) -> Iterator[tuple[Node, dict[str, Node]]]:
    """Facets or values with their fields; a name that occurs twice is noted."""
    first: dict[str, int] = {}
    for item in _items(node, faults):
        fields = _fields(item, known, faults)
        name = fields.get("name")
        if isinstance(name, Scalar) and first.setdefault(name.text, name.line) != name.line:
            template = N_("the name “{name}” is already used on line {first}")
            faults.add(name.line, template, name=name.text, first=first[name.text])
        yield item, fields


def _slug(item: Node, fields: dict[str, Node], faults: Faults) -> str:
    placed = _single(fields.get("name"), faults)
    if placed is None:
        faults.add(item.line, N_("this has no name"))
        return ""
    faults.note(placed.line, rules.slug_fault(placed.text))
    return placed.text


def _labels(item: Node, fields: dict[str, Node], reading: _Reading) -> Localised:
    if "labels" not in fields:
        reading.faults.add(item.line, N_("this has no label"))
    return _texts(fields.get("labels"), "name", reading)


# From nodes to values: each notes what has the wrong shape.


def _fields(node: Node, known: tuple[str, ...], faults: Faults) -> dict[str, Node]:
    """The known fields of a mapping; unknown ones are noted with the name that may have been meant."""
    fields: dict[str, Node] = {}
    for name, value in _pairs(node, faults):
        if name.text in known:
            fields[name.text] = value
        elif like := near(name.text, known):
            faults.add(
                name.line, N_("the field “{field}” is not known; did you mean “{near}”?"), field=name.text, near=like
            )
        else:
            faults.add(
                name.line,
                N_("the field “{field}” is not known; possible here are: {known}"),
                field=name.text,
                known=", ".join(known),
            )
    return fields


def _pairs(node: Node, faults: Faults) -> Iterable[tuple[Scalar, Node]]:
    if not isinstance(node, Mapping):
        if not (isinstance(node, Scalar) and node.absent):
            faults.add(node.line, N_("names with their values are expected here, such as fr: …"))
        return []
    first: dict[str, int] = {}
    for name, _ in node.items:
        if name.text in first:
            template = N_("“{field}” stands here a second time, first on line {first}")
            faults.add(name.line, template, field=name.text, first=first[name.text])
        first.setdefault(name.text, name.line)
    return node.items


def _items(node: Node | None, faults: Faults) -> tuple[Node, ...]:
    if isinstance(node, Sequence):
        return node.items
    if node is not None and not (isinstance(node, Scalar) and node.absent):
        faults.add(node.line, N_("a list is expected here: [ … ] or lines that begin with a hyphen"))
    return ()


def _single(node: Node | None, faults: Faults) -> Placed | None:
    if node is None:
        return None
    if isinstance(node, Scalar):
        text = node.text.strip()
        return Placed(node.line, text) if text and not node.absent else None
    faults.add(node.line, N_("one text is expected here, not a list or a mapping"))
    return None


def _singles(node: Node | None, faults: Faults) -> list[Placed]:
    """The texts of a list; in a list `null` is the word (*null* is German for zero), and an empty entry a fault."""
    found = []
    for item in _items(node, faults):
        if isinstance(item, Scalar) and item.text.strip():
            found.append(Placed(item.line, item.text.strip()))
        elif isinstance(item, Scalar):
            faults.add(item.line, N_("this entry of the list is empty"))
        else:
            _single(item, faults)
    return found


def _by_language(node: Node | None, reading: _Reading) -> Iterator[tuple[str, Node]]:
    """What stands under each language; languages that are none, or not those of this codebook, are noted."""
    for name, value in _pairs(node, reading.faults) if node is not None else ():
        if reading.faults.note(name.line, rules.language_fault(name.text)):
            continue
        if reading.listed and name.text not in reading.listed:
            template = N_("the language “{language}” is not among those of this codebook ({languages})")
            reading.faults.add(name.line, template, language=name.text, languages=", ".join(reading.listed))
        reading.used.add(name.text)
        yield name.text, value


def _texts(node: Node | None, kind: Kind, reading: _Reading) -> Localised:
    found = {}
    for language, value in _by_language(node, reading):
        placed = _single(value, reading.faults)
        if placed and (text := checked(kind, placed, reading.faults)):
            found[language] = text
    return found


def _lists(node: Node | None, kind: Kind, reading: _Reading) -> LocalisedLists:
    found = {}
    for language, value in _by_language(node, reading):
        texts = [checked(kind, placed, reading.faults) for placed in _singles(value, reading.faults)]
        if kept := tuple(text for text in texts if text):
            found[language] = kept
    return found
