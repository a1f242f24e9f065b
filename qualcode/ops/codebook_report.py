"""The codebook as a document to read and to argue over: every code with its definition, limits, examples and terms."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.i18n import catalogue
from qualcode.model.codebook import Code, CodeTree, label, letters
from qualcode.model.message import N_
from qualcode.model.project import LANGUAGES
from qualcode.model.report import Block, Bullets, Heading, LabelledText, Paragraph, Report
from qualcode.ops import codebooks
from qualcode.ops.projects import last_change, project
from qualcode.ops.report_frame import changed_on, whole_report
from qualcode.ops.report_words import without_keys, written
from qualcode.store.session import Session


def codebook(session: Session, *, language: str | None = None) -> Report:
    """A chapter a dimension, a section a code, then the facets; in `language`, where the codebook has it."""
    record, book = project(session), codebooks.book(session)
    tongue = language or record.language
    say = catalogue(tongue).gettext
    tree = CodeTree(book.codes)
    changed = last_change(session)
    marks = letters(tree, tongue)
    blocks: list[Block] = []
    for depth, code in tree.walk():
        top = tree.dimension(code)
        blocks.append(Heading(label(code, tongue), depth + 1, tree.colour(top), marks[top.id]))
        blocks += _about(tree, code, tongue)
    if book.facets:
        blocks.append(Heading(say(N_("Asked of every passage")), 1))
        for facet in book.facets:
            blocks.append(Heading(label(facet, tongue), 2))
            blocks.append(Bullets(tuple(label(value, tongue) for value in facet.values)))
    size = say(N_("{codes} codes in {dimensions} dimensions, version {version}")).format(
        codes=len(book.codes) - len(tree.children(None)), dimensions=len(tree.children(None)), version=book.version
    )
    return whole_report(
        say,
        title=written(book.title, tongue) or book.name,
        subtitle=say(N_("Codebook of “{title}”")).format(title=record.title),
        lines=(size, changed_on(say, changed)),
        language=tongue,
        created=changed,
        blocks=blocks,
    )


def _about(tree: CodeTree, code: Code, language: str) -> list[Block]:
    """Everything that is known of a code; what it has nothing of is left out."""
    say = catalogue(language).gettext
    blocks: list[Block] = []
    if definition := without_keys(written(code.definition, language), tree, language):
        blocks.append(Paragraph(definition, "lead"))
    for title, texts in ((say(N_("Includes:")), code.include), (say(N_("Excludes:")), code.exclude)):
        if text := without_keys(written(texts, language), tree, language):
            blocks.append(LabelledText(title, text))
    if aliases := _listed(code.aliases, language):
        blocks.append(LabelledText(say(N_("Also called:")), ", ".join(aliases)))
    for title, lists in ((say(N_("Examples:")), code.examples), (say(N_("Indicators:")), code.indicators)):
        if items := _listed(lists, language):
            blocks += [LabelledText(title, ""), Bullets(items)]
    if terms := _listed(code.terms, language):
        blocks.append(Paragraph(say(N_("Terms that may point to it: {terms}")).format(terms=" · ".join(terms)), "note"))
    blocks.append(Paragraph(code.key, "note"))
    return blocks


def _listed(lists: Mapping[str, tuple[str, ...]], language: str) -> tuple[str, ...]:
    """A code's list in `language`, else in English, else in any language there is."""
    return next((lists[each] for each in (language, "en", *LANGUAGES) if lists.get(each)), ())
