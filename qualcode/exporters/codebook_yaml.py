"""Codebooks as YAML that people read and edit: the shape of `codebooks/impact.yaml`, the same bytes every time."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence

import yaml

from qualcode.model.codebook import Code, Codebook, Facet, Localised, LocalisedLists
from qualcode.model.ids import stable_id

FORMAT = "qualcode-codebook/1"

# Languages stand in one line while they fit into it, else each in its own.
_LINE = 110


def codebook_yaml(codebook: Codebook) -> bytes:
    """The codebook as YAML, UTF-8 with LF. Read again it is equal; ids that follow from names are left out."""
    keys = {code.id: code.key for code in codebook.codes}
    languages = languages_of(codebook)
    fields: dict[str, yaml.Node] = {"format": _text(FORMAT), "name": _text(codebook.name)}
    if codebook.id != stable_id("codebook", codebook.name):
        fields["id"] = _text(codebook.id)
    fields["version"] = _text(codebook.version)
    fields["languages"] = _flow(languages)
    if codebook.title:
        fields["title"] = _texts(codebook.title, languages)
    if codebook.facets:
        fields["facets"] = _block([_facet(facet, languages) for facet in codebook.facets])
    fields["codes"] = _block([_code(code, keys, codebook.name, languages) for code in codebook.codes])
    text = yaml.serialize(_mapping(fields), Dumper=_Dumper, allow_unicode=True, width=sys.maxsize, line_break="\n")
    # An empty line before each part; no text can be mistaken for one, since each stands in one line.
    parted = re.sub("^(facets:|codes:|  - (?:key|name): )", r"\n\1", text, flags=re.MULTILINE)
    return re.sub("^((?:facets|codes):\n)\n", r"\1", parted, flags=re.MULTILINE).encode()


def languages_of(codebook: Codebook) -> tuple[str, ...]:
    """The codebook's languages, and after them any other that one of its texts is in, so that none is left out."""
    maps: list[Mapping[str, object]] = [codebook.title]
    for facet in codebook.facets:
        maps += [facet.labels, facet.cues, *(value.labels for value in facet.values)]
    for code in codebook.codes:
        maps += [code.labels, code.definition, code.include, code.exclude]
        maps += [code.aliases, code.examples, code.terms, code.indicators]
    others = {language for each in maps for language in each} - set(codebook.languages)
    return (*codebook.languages, *sorted(others))


def _code(code: Code, keys: Mapping[str, str], name: str, languages: tuple[str, ...]) -> yaml.Node:
    fields: dict[str, yaml.Node] = {"key": _text(code.key)}
    if code.id != stable_id("code", name, code.key):
        fields["id"] = _text(code.id)
    fields["parent"] = _text(keys[code.parent]) if code.parent else yaml.ScalarNode("tag:yaml.org,2002:null", "null")
    if code.colour:
        fields["colour"] = _text(code.colour)
    texts = {"labels": code.labels, "definition": code.definition, "include": code.include, "exclude": code.exclude}
    for field, localised in texts.items():
        if localised:
            fields[field] = _texts(localised, languages)
    for field, lists in {"aliases": code.aliases, "examples": code.examples, "terms": code.terms}.items():
        if lists:
            fields[field] = _lists(lists, languages, block=field == "examples")
    if code.indicators:
        fields["indicators"] = _lists(code.indicators, languages, block=True)
    if code.pools:
        fields["pools"] = _flow(code.pools)
    if code.sdg:
        fields["sdg"] = _flow(code.sdg)
    return _mapping(fields)


def _facet(facet: Facet, languages: tuple[str, ...]) -> yaml.Node:
    values = []
    for value in facet.values:
        labels = _texts(value.labels, languages)
        values.append(_mapping({"name": _text(value.name), "labels": labels}, flow=bool(labels.flow_style)))
    fields: dict[str, yaml.Node] = {
        "name": _text(facet.name),
        "labels": _texts(facet.labels, languages),
        "values": _block(values),
    }
    if facet.cues:
        fields["cues"] = _lists(facet.cues, languages, block=False)
    return _mapping(fields)


def _text(text: str) -> yaml.ScalarNode:
    return yaml.ScalarNode("tag:yaml.org,2002:str", text)


def _mapping(fields: Mapping[str, yaml.Node], *, flow: bool = False) -> yaml.MappingNode:
    pairs = [(_text(name), node) for name, node in fields.items()]
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=flow)


def _block(nodes: Sequence[yaml.Node]) -> yaml.SequenceNode:
    return yaml.SequenceNode("tag:yaml.org,2002:seq", list(nodes), flow_style=False)


def _flow(texts: tuple[str, ...]) -> yaml.SequenceNode:
    return yaml.SequenceNode("tag:yaml.org,2002:seq", [_text(text) for text in texts], flow_style=True)


def _texts(localised: Localised, languages: tuple[str, ...]) -> yaml.MappingNode:
    fields = {language: _text(localised[language]) for language in languages if language in localised}
    length = sum(len(language) + len(node.value) + 4 for language, node in fields.items())
    return _mapping(fields, flow=length <= _LINE)


def _lists(lists: LocalisedLists, languages: tuple[str, ...], *, block: bool) -> yaml.MappingNode:
    """A line a language, so that a changed term is one changed line; sentences (`block`) in a line each when long."""
    fields: dict[str, yaml.Node] = {}
    for language in languages:
        texts = lists.get(language, ())
        long = sum(len(text) + 2 for text in texts) > _LINE
        if texts:
            fields[language] = _block([_text(text) for text in texts]) if block and long else _flow(texts)
    return _mapping(fields)


class _Dumper(yaml.SafeDumper):
    """PyYAML's writer, with lists set in under their name, and double quotation marks where any are needed."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def choose_scalar_style(self) -> str:
        style = super().choose_scalar_style()
        return '"' if style == "'" else style
