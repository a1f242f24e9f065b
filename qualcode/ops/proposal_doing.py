"""What an accepted proposal does: the same edits that people make one by one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qualcode.errors import CodeNotFound
from qualcode.model.codebook import Code
from qualcode.model.indicator import Indicator
from qualcode.model.message import N_
from qualcode.model.proposal import Proposal
from qualcode.ops import codebook_edits, codebook_merging, indicators
from qualcode.ops.table_values import number
from qualcode.store.session import Session

_TEXTS = ("definition", "include", "exclude")
_PLAIN = ("unit", "direction", "kind", "source", "code")


def carry_out(session: Session, proposal: Proposal) -> str | None:
    """Do what a proposal says, within an operation; the id of what it is about now.

    Raises what the edits raise: CodeNotFound, IndicatorNotFound, NameRefused, CodeInUse, CodeMisplaced …
    """
    if proposal.about == "indicator":
        return _on_indicator(session, proposal)
    return _on_code(session, proposal)


def in_languages(content: Mapping[str, str], name: str) -> dict[str, str]:
    """The texts of a field by language: `label_fr` as `fr`."""
    return {key[len(name) + 1 :]: text for key, text in content.items() if key.startswith(f"{name}_")}


def rungs(content: Mapping[str, str]) -> list[dict[str, str]]:
    """The levels from the lowest, each by language."""
    by_language = {language: text.split("\n") for language, text in in_languages(content, "rungs").items()}
    most = max(map(len, by_language.values()), default=0)
    return [
        {language: each[at] for language, each in by_language.items() if at < len(each) and each[at]}
        for at in range(most)
    ]


def _on_indicator(session: Session, proposal: Proposal) -> str | None:
    content = proposal.content
    fields: dict[str, Any] = {name: content[name] for name in _PLAIN if name in content}
    if definition := in_languages(content, "definition"):
        fields["definition"] = definition
    if levels := rungs(content):
        fields["rungs"] = levels
    if proposal.action == "add":
        if "threshold" in content:
            fields["threshold"] = number(content["threshold"])
        if levels:
            fields.setdefault("kind", "level")
        return indicators.add(session, in_languages(content, "label"), **fields).id
    subject = _there(session, proposal.subject).id
    if proposal.action == "remove":
        indicators.remove(session, subject)
    else:
        if "threshold" in content:
            fields["threshold"] = content["threshold"]
        indicators.set_indicator(session, subject, labels=in_languages(content, "label") or None, **fields)
    return subject


def _there(session: Session, subject: str | None) -> Indicator:
    found = session.all(Indicator, id=subject)
    if not found:
        raise indicators.IndicatorNotFound(name=subject or "")
    return found[0]


def _on_code(session: Session, proposal: Proposal) -> str | None:
    content = proposal.content
    if proposal.action == "add":
        return _add(session, content)
    found = session.all(Code, id=proposal.subject)
    if not found:
        raise CodeNotFound(name=proposal.subject or "")
    key = found[0].key
    if proposal.action == "rename":
        for language, label in in_languages(content, "label").items():
            codebook_edits.rename(session, key, label, language=language)
    elif proposal.action == "redefine":
        _describe(session, key, content)
    elif proposal.action == "move":
        codebook_edits.move(session, key, content["under"] or None)
    elif proposal.action == "merge":
        codebook_merging.merge(session, key, content["into"])
    elif proposal.action == "split":
        parts = {name[5:]: ids.split() for name, ids in content.items() if name.startswith("part:")}
        codebook_merging.split(session, key, parts)
    else:
        codebook_merging.remove(
            session,
            key,
            move_codings_to=content.get("move_codings_to"),
            with_codings=content.get("with_codings") == "yes",
        )
    return proposal.subject


def _add(session: Session, content: Mapping[str, str]) -> str:
    """Add a code with its labels and texts in all languages."""
    labels = in_languages(content, "label")
    first = next(iter(labels))
    made = codebook_edits.add_code(session, labels[first], parent=content.get("parent"), language=first)
    for language, label in labels.items():
        if language != first:
            codebook_edits.rename(session, made.key, label, language=language)
    _describe(session, made.key, content)
    return made.id


def _describe(session: Session, code: str, content: Mapping[str, str]) -> None:
    by_language: dict[str, dict[str, str]] = {}
    for name in _TEXTS:
        for language, text in in_languages(content, name).items():
            by_language.setdefault(language, {})[name] = text
    for language, said in by_language.items():
        codebook_edits.define(
            session,
            code,
            language=language,
            definition=said.get("definition"),
            include=said.get("include"),
            exclude=said.get("exclude"),
        )


FIELD_NAMES = {
    "label": N_("name"),
    "definition": N_("definition"),
    "include": N_("include"),
    "exclude": N_("exclude"),
    "rungs": N_("levels"),
    "unit": N_("unit"),
    "kind": N_("kind"),
    "direction": N_("direction"),
    "threshold": N_("threshold"),
    "source": N_("source"),
    "code": N_("code"),
    "parent": N_("below"),
    "under": N_("below"),
    "into": N_("into"),
    "part": N_("new code"),
    "codings": N_("passages"),
    "move_codings_to": N_("codings to"),
    "with_codings": N_("with codings"),
}
