"""Codebooks that the project keeps as YAML, read back as they were.

What our own writer wrote is not judged again: a rule that has become stricter since must not make a version unreadable.
"""

from __future__ import annotations

from typing import Any

import yaml

from qualcode.model.codebook import Code, Codebook, Facet, FacetValue, LocalisedLists
from qualcode.model.ids import stable_id

# libyaml where PyYAML was built with it: some ten times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def kept_codebook(text: str) -> Codebook:
    """The codebook that `exporters.codebook_yaml` wrote as `text`, its positions counted from 0.

    Raises ValueError, LookupError, TypeError or AttributeError for anything else.
    """
    try:
        content = yaml.load(text, Loader=_LOADER)  # a safe loader: texts, lists and mappings alone
    except yaml.YAMLError as error:
        raise ValueError("not YAML") from error
    name = content["name"]
    drafts = content.get("codes") or []
    ids = {draft["key"]: draft.get("id") or stable_id("code", name, draft["key"]) for draft in drafts}
    return Codebook(
        id=content.get("id") or stable_id("codebook", name),
        name=name,
        version=content["version"],
        languages=tuple(content.get("languages") or ()),
        title=content.get("title") or {},
        facets=tuple(_facet(facet) for facet in content.get("facets") or ()),
        codes=tuple(_code(draft, ids, position) for position, draft in enumerate(drafts)),
    )


def _code(draft: dict[str, Any], ids: dict[str, str], position: int) -> Code:
    return Code(
        id=ids[draft["key"]],
        key=draft["key"],
        parent=ids[draft["parent"]] if draft["parent"] is not None else None,
        position=position,
        colour=draft.get("colour"),
        labels=draft.get("labels") or {},
        definition=draft.get("definition") or {},
        include=draft.get("include") or {},
        exclude=draft.get("exclude") or {},
        aliases=_lists(draft.get("aliases")),
        examples=_lists(draft.get("examples")),
        terms=_lists(draft.get("terms")),
        indicators=_lists(draft.get("indicators")),
        pools=tuple(draft.get("pools") or ()),
        sdg=tuple(draft.get("sdg") or ()),
    )


def _facet(facet: dict[str, Any]) -> Facet:
    values = tuple(FacetValue(value["name"], value["labels"]) for value in facet["values"])
    return Facet(facet["name"], facet["labels"], values, _lists(facet.get("cues")))


def _lists(lists: dict[str, list[str]] | None) -> LocalisedLists:
    return {language: tuple(texts) for language, texts in (lists or {}).items()}
