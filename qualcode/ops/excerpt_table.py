"""The report of excerpts as a table: a row a passage, for sorting, counting and further work."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qualcode.analysis.selection import Wanted
from qualcode.i18n import catalogue
from qualcode.model.codebook import CodeTree, label
from qualcode.model.excerpt import Excerpt, ExcerptTable, Only
from qualcode.model.message import N_
from qualcode.ops import codebooks
from qualcode.ops.codebook_source import Source
from qualcode.ops.excerpts import select_excerpts
from qualcode.ops.projects import project
from qualcode.ops.report_words import KINDS, clock, language_name
from qualcode.store.session import Session

_HEADER = (
    N_("No."), N_("Title"), N_("Kind"), N_("Enterprise"), N_("Person"), N_("Turn"), N_("Time"), N_("Start"), N_("End"),
    N_("Dimension"), N_("Code"), N_("Passage"), N_("Effect"),
)  # fmt: skip
_LAST = (N_("Other codes"), N_("Coder"), N_("Memo"), N_("Key"))


def excerpt_table(
    session: Session,
    *,
    code: str | None = None,
    case: str | None = None,
    where: Mapping[str, Wanted] | None = None,
    only: Only | None = None,
    language: str | None = None,
    under: Source | None = None,
) -> ExcerptTable:
    """The passages of `excerpts`, a row each; what consent forbids is left out and told. Raises what that raises."""
    tongue = language or project(session).language
    chosen = select_excerpts(session, code=code, case=case, where=where, only=only, language=tongue, under=under)
    say = catalogue(tongue).gettext
    found, left_out = chosen.excerpts(), chosen.left_out()
    told_left_out = left_out or (say(N_("Nothing.")),)
    told = {name for excerpt in found for name in excerpt.facets}
    facets = [name for facet in codebooks.book(session).facets if (name := label(facet, tongue)) in told]
    into = sorted({each.language for excerpt in found for each in excerpt.translations})
    tree = codebooks.tree(session) if under is None else CodeTree(under.codebook.codes)
    dimensions = {each.key: label(each, tongue) for each in tree.children(None)}

    def row(excerpt: Excerpt) -> tuple[str | int | None, ...]:
        return (
            excerpt.document,
            excerpt.title,
            say(KINDS[excerpt.kind]),
            excerpt.case,
            ", ".join(excerpt.narrators) or None,
            excerpt.turn,
            None if excerpt.time is None else clock(excerpt.time),
            excerpt.start,
            excerpt.end,
            dimensions[excerpt.dimension],
            excerpt.label,
            excerpt.quote,
            excerpt.effect,
            *(excerpt.facets.get(name) for name in facets),
            *(_translated(excerpt, tongue) for tongue in into),
            ", ".join(excerpt.also) or None,
            ", ".join(excerpt.coders),
            excerpt.memo,
            excerpt.code,
        )

    return ExcerptTable(
        name=say(N_("Excerpts")),
        header=(*map(say, _HEADER), *facets, *(_into(say, tongue) for tongue in into), *map(say, _LAST)),
        rows=tuple(map(row, found)),
        about_name=say(N_("About")),
        about=(project(session).title, *chosen.lines(), "", say(N_("What is left out")), *told_left_out),
        left_out=left_out,
        excerpts=found,
        created=chosen.changed(),
    )


def _into(say: Callable[[str], str], language: str) -> str:
    """The heading over the translations into a language."""
    return say(N_("Translation: {language}")).format(language=language_name(say, language))


def _translated(excerpt: Excerpt, language: str) -> str | None:
    """The translations into a language, each with who made it."""
    told = [f"{each.text} ({each.by})" for each in excerpt.translations if each.language == language]
    return "\n".join(told) or None
