"""Two codes, or two sets of facets, made one: what the first says stands, and nothing of the second is lost."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence

from qualcode.model.codebook import Code, Facet, FacetValue, Localised, LocalisedLists, fold_name

Taken = Callable[[str, str], bool]  # whether a sister has this label, folded, in a language


def united(ours: Code, theirs: Code, taken: Taken = lambda _language, _label: False) -> Code:
    """What `ours` says once it speaks for `theirs` too. United with the same again it stays as it is.

    Its id, key, place and labels stay. Labels in other languages are taken in, unless a sister has them; the others
    become aliases. Our definition is the definition; another one in the same language is kept below the rule on what
    is included, where a reader finds it.
    """
    labels = dict(ours.labels)
    names = {language: list(each) for language, each in theirs.aliases.items()}
    for language, text in theirs.labels.items():
        if language not in labels and not taken(language, fold_name(text)):
            labels[language] = text
        else:
            names.setdefault(language, []).append(text)
    own = {(language, fold_name(text)) for language, text in labels.items()}
    aliases = {
        language: [each for each in entries if (language, fold_name(each)) not in own]
        for language, entries in names.items()
    }
    include = _paragraphs(ours.include, theirs.include)
    others = {
        language: text for language, text in theirs.definition.items() if differ(ours.definition.get(language), text)
    }
    return dataclasses.replace(
        ours,
        labels=labels,
        aliases=_lists(ours.aliases, aliases),
        definition={**theirs.definition, **ours.definition},
        include=_paragraphs(include, others),
        exclude=_paragraphs(ours.exclude, theirs.exclude),
        examples=_lists(ours.examples, theirs.examples),
        terms=_lists(ours.terms, theirs.terms),
        indicators=_lists(ours.indicators, theirs.indicators),
        pools=_with_new(ours.pools, theirs.pools),
        sdg=_with_new(ours.sdg, theirs.sdg),
        colour=ours.colour or (theirs.colour if ours.parent is None else None),
    )


def differ(ours: str | None, theirs: str | None) -> bool:
    """Whether both say something, and not the same but for white space and case."""
    return bool(ours and theirs) and fold_name(ours or "") != fold_name(theirs or "")


def united_facets(ours: Sequence[Facet], theirs: Sequence[Facet]) -> tuple[Facet, ...]:
    """Our facets, with values, labels and cues of theirs that we lack; then those that only they have."""
    known = {facet.name: facet for facet in ours}
    for other in theirs:
        own = known.get(other.name)
        if own is None:
            known[other.name] = other
            continue
        values = {value.name: value for value in own.values}
        for value in other.values:
            labels = values[value.name].labels if value.name in values else {}
            values[value.name] = FacetValue(value.name, {**value.labels, **labels})
        known[other.name] = Facet(
            own.name, {**other.labels, **own.labels}, tuple(values.values()), _lists(own.cues, other.cues)
        )
    return tuple(known.values())


def _paragraphs(ours: Localised, theirs: Localised) -> dict[str, str]:
    """Texts by language, theirs as paragraphs below ours; a paragraph that stands there already is not repeated."""
    both = {**theirs, **ours}
    for language in ours:
        there = {fold_name(each) for each in ours[language].split("\n\n")} | {fold_name(ours[language])}
        new = [each for each in theirs.get(language, "").split("\n\n") if each and fold_name(each) not in there]
        both[language] = "\n\n".join((ours[language], *new))
    return both


def _with_new(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    return (*ours, *(each for each in dict.fromkeys(theirs) if each not in ours))


def _lists(ours: LocalisedLists, theirs: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Entries by language: ours as they are, then those of theirs that differ from all of them in more than case."""
    both = {language: list(entries) for language, entries in ours.items()}
    for language, entries in theirs.items():
        there = both.setdefault(language, [])
        known = {fold_name(each) for each in there}
        for entry in entries:
            if fold_name(entry) not in known:
                known.add(fold_name(entry))
                there.append(entry)
    return {language: tuple(entries) for language, entries in both.items() if entries}
