"""Transcripts with their codings as remarks in the margin: one for each coding, by whoever made it, when.

Turns of people whose words may not be shown stand as a line that says so. Names of people who are not to be named
become numbers, wherever they stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.selection import Wanted
from qualcode.i18n import catalogue
from qualcode.model.case import QUOTED
from qualcode.model.codebook import CodeTree, label
from qualcode.model.coding import CodingView
from qualcode.model.document import Document, Turn
from qualcode.model.message import N_
from qualcode.model.report import Block, Bullets, Heading, Paragraph, Remark, Report, Speech
from qualcode.ops import codebooks, documents, passages
from qualcode.ops.excerpts import ExcerptReport, select_excerpts
from qualcode.ops.passages import Passage, Voice
from qualcode.ops.projects import project
from qualcode.ops.pseudonyms import Pseudonyms, pseudonyms
from qualcode.ops.report_frame import whole_report
from qualcode.ops.report_words import EFFECT_NAMES, KINDS, clock, count, pair
from qualcode.store.session import Session


def transcript_report(
    session: Session,
    *,
    language: str,
    code: str | None = None,
    case: str | None = None,
    where: Mapping[str, Wanted] | None = None,
) -> Report:
    """The transcripts of which something is coded, with these codings in the margin; a chapter a document.

    Filters are those of `excerpts`. Raises what that raises.
    """
    excerpts = select_excerpts(session, code=code, case=case, where=where, language=language)
    return _Transcripts(session, excerpts, language).report()


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A turn, or a paragraph of a text without turns."""

    start: int
    end: int
    turn: Turn | None = None
    voice: Voice | None = None

    @property
    def shown(self) -> bool:
        """Whether its words may be shown."""
        return self.voice is None or self.voice.consent in QUOTED


class _Transcripts:
    """Everything the chapters share."""

    def __init__(self, session: Session, excerpts: ExcerptReport, language: str) -> None:
        self._session, self._excerpts, self._language = session, excerpts, language
        self._words = catalogue(language)
        self._say = self._words.gettext
        self._tree: CodeTree = codebooks.tree(session)
        self._names: Pseudonyms = pseudonyms(session, self._say)
        self._speech = passages.Speech(session)
        self._facets = {facet.name: facet for facet in codebooks.book(session).facets}
        self._remarks = 0  # how many there are so far, in the whole file
        self._silent = 0

    def report(self) -> Report:
        """The report."""
        say = self._say
        held: dict[str, list[Passage]] = {}
        for passage in self._excerpts.passages:
            held.setdefault(passage.document.id, []).append(passage)
        blocks: list[Block] = []
        for found in sorted(held.values(), key=lambda each: each[0].document.number):
            blocks += self._chapter(found[0].document, [each for each in found if each.consent in QUOTED])
        blocks += [Heading(say(N_("What is left out")), 1), Bullets(self._left_out())]
        return whole_report(
            say,
            title=project(self._session).title,
            subtitle=say(N_("Transcripts with their codings in the margin")),
            lines=self._excerpts.lines(),
            language=self._language,
            created=self._excerpts.changed(),
            blocks=blocks,
        )

    def _chapter(self, document: Document, found: Sequence[Passage]) -> list[Block]:
        text = documents.text(self._session, document.id)
        stretches = self._stretches(document, text)
        shown = [each for each in stretches if each.shown]
        marks: dict[int, list[tuple[int, int, Remark | None]]] = {}  # by stretch: place, number, remark that closes
        made = 0
        for passage in found:
            touched = [each.start for each in shown if each.start < passage.end and each.end > passage.start]
            for coding in passage.codings if touched else ():
                marks.setdefault(touched[0], []).append((passage.start, self._remarks, None))
                marks.setdefault(touched[-1], []).append((passage.end, self._remarks, self._remark(passage, coding)))
                self._remarks += 1
                made += 1
        size = count(self._words, "codings", made)
        blocks: list[Block] = [
            Heading(self._names.mask(document.title), 1),
            Paragraph(" · ".join((self._say(KINDS[document.kind]), size)), "counts"),
        ]
        silence = Paragraph(self._say(N_("[Words that are not shown, as the person who said them wished.]")), "note")
        for each in stretches:
            if each.shown:
                blocks.append(self._spoken(document, text, each, marks.get(each.start, [])))
            elif blocks[-1] != silence:
                blocks.append(silence)
        self._silent += len(stretches) - len(shown)
        return blocks

    def _stretches(self, document: Document, text: str) -> list[_Stretch]:
        """The turns in their order; where there are none, the lines that hold something."""
        turns = self._speech.of(document, 0, len(text))
        if turns:
            return [_Stretch(turn.start, turn.end, turn, voice) for turn, voice in turns]
        found, start = [], 0
        voices = self._speech.narrators(document)
        voice = voices[0] if voices else None
        for line in text.split("\n"):
            if line.strip():
                found.append(_Stretch(start, start + len(line), voice=voice))
            start += len(line) + 1
        return found

    def _spoken(
        self, document: Document, text: str, stretch: _Stretch, marks: Sequence[tuple[int, int, Remark | None]]
    ) -> Speech:
        """The words with what opens and closes in them; places are moved where names become numbers."""
        first, length = stretch.start, stretch.end - stretch.start
        within = [(min(max(at - first, 0), length), number, remark) for at, number, remark in marks]
        masked, moved = self._names.mask_with_places(text[first : stretch.end], {at for at, _, _ in within})
        voice, turn = stretch.voice, stretch.turn
        name = (
            ""
            if turn is None or voice is None
            else (self._names.name(voice.person) if voice.person else self._names.mask(voice.label))
        )
        return Speech(
            speaker=name,
            time="" if turn is None or turn.time is None else clock(turn.time),
            text=masked,
            language=document.language,
            opens=tuple((moved[at], number) for at, number, remark in within if remark is None),
            closes=tuple((moved[at], number) for at, number, remark in within if remark is not None),
            remarks=tuple((number, remark) for _, number, remark in within if remark is not None),
        )

    def _remark(self, passage: Passage, coding: CodingView) -> Remark:
        """Code with what is above it, then effect and facets, then the coder's memo."""
        say = self._say
        lines = [self._tree.path(self._tree.by_id(passage.code), self._language)]
        if coding.effect:
            lines.append(say(N_("Effect: {effect}")).format(effect=say(EFFECT_NAMES[coding.effect])))
        for name, value in coding.facets.items():
            facet = self._facets.get(name)
            shown = {each.name: label(each, self._language) for each in facet.values} if facet else {}
            lines.append(pair(say, label(facet, self._language) if facet else name, shown.get(value, value)))
        if coding.memo:
            lines += [line for line in self._names.mask(coding.memo).splitlines() if line.strip()]
        return Remark(coding.coder, coding.created, tuple(lines))

    def _left_out(self) -> tuple[str, ...]:
        told = list(self._excerpts.left_out())
        if self._silent:
            turns = self._words.ngettext(
                "{n} turn of people whose words may not be shown is left out.",
                "{n} turns of people whose words may not be shown are left out.",
                self._silent,
            )
            told.insert(0, turns.format(n=self._silent))
        return tuple(told) or (self._say(N_("Nothing.")),)
