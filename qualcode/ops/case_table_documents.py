"""Which documents the rows of a table of cases or people mean: by a column that names them, else by the row's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.analysis.alike import Hit, Known, Names
from qualcode.model.case_table import SURE, Choices, DocumentMatch, Unmatched
from qualcode.model.document import Document
from qualcode.model.message import N_, Message, Value
from qualcode.ops.case_table_rows import Draft

# How far a slip of the pen must be from the next best to be taken for one.
_CLEAR = 0.05


@dataclass(slots=True)
class Matches:
    """What was found: `taken` and `doubtful` by document, and by the place of the draft the ids that are its."""

    taken: list[DocumentMatch] = field(default_factory=list)
    doubtful: list[DocumentMatch] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)
    by_draft: list[list[str]] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)


def match_documents(
    drafts: Sequence[Draft], keys: Sequence[str], documents: Sequence[Document], choices: Choices, *, named: bool
) -> Matches:
    """The documents of each draft. `keys` say which drafts are about the same case or person.

    `named`: a column names documents; then several rows may name the same. Else a document belongs to the one whose
    name it resembles most, and to none where two resemble it alike.
    """
    finder = _Finder(documents, choices.accept_below)
    found = Matches(by_draft=[[] for _ in drafts])
    proposals: list[tuple[int, DocumentMatch]] = []
    for place, draft in enumerate(drafts):
        said = [choices.matches[line] for line in draft.lines if line in choices.matches]
        if said:
            proposals += [(place, finder.confirmed(draft, id)) for id in dict.fromkeys(said) if id]
            continue
        for line, text in _texts(draft, named):
            taken, doubtful = finder.look(line, text)
            proposals += [(place, match) for match in taken]
            found.doubtful += doubtful
    kept = proposals if named else _undisputed(proposals, keys, found)
    for place, match in kept:
        if match.document not in found.by_draft[place]:
            found.by_draft[place].append(match.document)
            found.taken.append(match)
            if match.how == "alike":
                template = N_("Line {line}: “{name}” was taken for the document “{title}” ({score}).")
                score = f"{match.score:.2f}"
                values: dict[str, Value] = {"line": match.row, "name": match.name, "title": match.title, "score": score}
                found.notes.append(Message(template, values))
    _tidy(found, drafts)
    return found


def _texts(draft: Draft, named: bool) -> list[tuple[int, str]]:
    if named:
        return [(draft.lines[0], text) for text in draft.documents]
    # In a table of cases with a person in each row, documents are called after the person.
    return [(draft.lines[0], draft.person)] if draft.person else list(zip(draft.lines, draft.names, strict=True))


class _Finder:
    def __init__(self, documents: Sequence[Document], accept_below: float | None) -> None:
        self._documents: Mapping[str, Document] = {document.id: document for document in documents}
        self._names = Names.of([Known(document.id, (document.title, document.source)) for document in documents])
        self._accepted = min(SURE, accept_below) if accept_below is not None else SURE

    def confirmed(self, draft: Draft, id: str) -> DocumentMatch:
        """What somebody said, of a document that is there."""
        return self._match(draft.lines[0], draft.names[0], [Hit(id, 1.0, "confirmed")])

    def look(self, line: int, text: str) -> tuple[list[DocumentMatch], list[DocumentMatch]]:
        """What is taken and what is doubtful."""
        hits = self._names.find(text)
        if not hits:
            return [], []
        parts = [hit for hit in hits if hit.how == "part" and hit.score == hits[0].score]
        if len(parts) > 1:
            return [self._match(line, text, [part, *hits[len(parts) :]]) for part in parts], []
        match = self._match(line, text, hits)
        return ([match], []) if self._is_sure(hits) else ([], [match])

    def _is_sure(self, hits: Sequence[Hit]) -> bool:
        best = hits[0]
        ahead = best.score - hits[1].score if len(hits) > 1 else 1.0
        if best.score < SURE:
            return best.score >= self._accepted and ahead > 0
        return ahead > (_CLEAR if best.how == "alike" and self._accepted == SURE else 0)

    def _match(self, line: int, text: str, hits: Sequence[Hit]) -> DocumentMatch:
        document = self._documents[hits[0].id]
        runner_up = hits[1] if len(hits) > 1 else self._names.next_best(text, hits[0].id)
        return DocumentMatch(
            row=line,
            name=text,
            document=document.id,
            number=document.number,
            title=document.title,
            score=hits[0].score,
            how=hits[0].how,
            runner_up=self._documents[runner_up.id].title if runner_up else None,
            runner_up_score=runner_up.score if runner_up else None,
        )


def _undisputed(
    proposals: Sequence[tuple[int, DocumentMatch]], keys: Sequence[str], found: Matches
) -> list[tuple[int, DocumentMatch]]:
    """What was confirmed, and the proposals for documents that nobody else resembles as much or more."""
    rivals: dict[str, dict[str, float]] = {}
    for place, match in proposals:
        scores = rivals.setdefault(match.document, {})
        scores[keys[place]] = max(match.score, scores.get(keys[place], 0.0))
    kept = []
    for place, match in proposals:
        scores = rivals[match.document]
        best = max(scores.values())
        if match.how == "confirmed" or (scores[keys[place]] == best and list(scores.values()).count(best) == 1):
            kept.append((place, match))
        else:
            found.doubtful.append(match)
    return kept


def _tidy(found: Matches, drafts: Sequence[Draft]) -> None:
    """Leave out doubts about documents that the same row has anyway, and list the rows without any document."""
    lines: dict[int, int] = {line: place for place, draft in enumerate(drafts) for line in draft.lines}
    found.doubtful = sorted(
        (match for match in found.doubtful if match.document not in found.by_draft[lines[match.row]]),
        key=lambda match: match.row,
    )
    asked = {lines[match.row] for match in found.doubtful}
    found.unmatched = [
        Unmatched(draft.lines[0], draft.name)
        for place, draft in enumerate(drafts)
        if not found.by_draft[place] and place not in asked
    ]
