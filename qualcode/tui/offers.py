"""Files that are to be brought in, before anything is stored: what is in each, and what a person says about it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError
from qualcode.model.document import DocumentView, ImportedDocument, SpeakerView
from qualcode.model.said import words_said
from qualcode.model.text import words
from qualcode.tui.ranking import fold

if TYPE_CHECKING:
    from qualcode.ops import Session

ENDINGS = (".docx", ".txt", ".md")
ENCODINGS = ("utf-8", "cp1252", "iso8859-15", "mac-roman", "cp850", "utf-16")
_SAMPLE = 90
_FIRST = 1_500


@dataclass(frozen=True, slots=True)
class Known:
    """What the project has already: names to choose from, and by their checksum the numbers of its documents."""

    language: str
    cases: tuple[str, ...]
    people: tuple[str, ...]
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Look:
    """What a reader makes of a file in an encoding (None: the one it thinks right); `refused` says why nothing."""

    path: Path
    encoding: str | None = None
    found: ImportedDocument | None = None
    refused: QualcodeError | None = None
    speakers: tuple[SpeakerView, ...] = ()
    words: int = 0

    @property
    def name(self) -> str:
        """The file's name."""
        return self.found.source if self.found is not None else self.path.name

    @property
    def is_text(self) -> bool:
        """Whether the file could be read in another encoding."""
        return self.path.suffix.lower() != ".docx"

    @property
    def sample(self) -> str:
        """A line that shows whether letters beyond the plain ones were read rightly; empty where there are none."""
        match = re.search(
            r"[^\n]{0,45}[^\x00-\x7f\n“”‘’«»–—…\xa0\ufeff][^\n]{0,45}", self.found.text if self.found else ""
        )
        return match[0].strip()[:_SAMPLE] if match else ""

    @property
    def beginning(self) -> list[str]:
        """The first lines that have words in them."""
        text = self.found.text[:_FIRST] if self.found is not None else ""
        return [line.strip() for line in text.split("\n") if line.strip()]


@dataclass(frozen=True, slots=True)
class Offer:
    """A file to be brought in, and as what; empty `case` or `person` means none, `wanted` that it shall come in.

    `number` is that of the document with the very same bytes, where there is one.
    """

    look: Look
    title: str
    kind: str
    language: str
    case: str = ""
    person: str = ""
    number: int | None = None
    wanted: bool = True

    @property
    def coming(self) -> bool:
        """Whether it will be stored."""
        return self.wanted and self.look.found is not None

    def seen(self, look: Look) -> Offer:
        """The offer after the file was read again, in another encoding."""
        found = look.found
        return replace(self, look=look, title=self.title or (found.title if found else ""))


def look(path: Path, encoding: str | None = None) -> Look:
    """Read a file; nothing is stored. May take a while with a large one."""
    from qualcode.ops import documents

    try:
        found = documents.preview(path, encoding=encoding)
    except QualcodeError as error:
        return Look(path, encoding, refused=error)
    return Look(path, encoding, found, None, tuple(_speakers(found)), words_said(found.text, found.turns))


def _speakers(found: ImportedDocument) -> list[SpeakerView]:
    counts: dict[str, tuple[int, int]] = {speaker.name: (0, 0) for speaker in found.speakers}
    for turn in found.turns:
        if turn.speaker is not None:
            turns, said = counts.get(turn.speaker, (0, 0))
            counts[turn.speaker] = (turns + 1, said + words(found.text[turn.start : turn.end]))
    asking = {speaker.name for speaker in found.speakers if speaker.interviewer}
    return [SpeakerView(name, turns, said, None, name in asking) for name, (turns, said) in counts.items()]


def known(session: Session) -> Known:
    """What the project has already."""
    from qualcode.ops import cases, documents, projects

    return Known(
        language=projects.project(session).language,
        cases=tuple(each.name for each in cases.cases(session)),
        people=tuple(dict.fromkeys(each.name for each in cases.people(session))),
        numbers={each.sha256: each.number for each in documents.documents(session)},
    )


def offers(looks: Sequence[Look], there: Known, case: str = "") -> list[Offer]:
    """What is offered at first: everything as it was found, in the case that a file's folder or name names.

    `case` is meant where no name tells. What is there already, or twice among the files, is not wanted.
    """
    made: list[Offer] = []
    taken: set[str] = set()
    for each in looks:
        found = each.found
        number = there.numbers.get(found.sha256) if found else None
        made.append(
            Offer(
                look=each,
                title=found.title if found else each.path.stem,
                kind="interview",
                language=(found.language if found else None) or there.language,
                case=_named(each.path, there.cases) or case,
                number=number,
                wanted=found is not None and number is None and found.sha256 not in taken,
            )
        )
        taken |= {found.sha256} if found else set()
    return made


def _named(path: Path, cases: Sequence[str]) -> str:
    """The case that the file's folder or its own name names, the longest name first."""
    for case in sorted(cases, key=len, reverse=True):
        name = _letters(case)
        if name and (name == _letters(path.absolute().parent.name) or f" {name} " in f" {_letters(path.stem)} "):
            return case
    return ""


def _letters(name: str) -> str:
    return " ".join(re.findall(r"\w+", fold(name).replace("_", " ")))


def store(session: Session, offer: Offer) -> DocumentView:
    """Bring a file in as it was looked at. Raises what `documents.store_imported` raises."""
    from qualcode.ops import documents

    assert offer.look.found is not None
    return documents.store_imported(
        session,
        offer.look.found,
        kind=offer.kind,
        case=offer.case or None,
        person=offer.person or None,
        language=offer.language,
        title=offer.title or None,
    )
