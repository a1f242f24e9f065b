"""The turns and speakers of a document whose text has been edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.anchor import Alignment
from qualcode.analysis.recut import Cut, labels_touched, recut
from qualcode.importers.base import Hints
from qualcode.importers.roles import interviewers
from qualcode.importers.turns import find_turns
from qualcode.model.codebook import fold_name
from qualcode.model.document import Document, ImportedDocument, ImportedTurn, Speaker, Turn
from qualcode.model.ids import new_id
from qualcode.model.message import N_, Message
from qualcode.store.operation import Operation
from qualcode.store.session import Session


@dataclass(frozen=True, slots=True)
class TurnPlan:
    """The turns of a new revision, speakers who are new, new names of others (by id), and what there is to tell.

    `relabelled` says whether the edits may have touched labels.
    """

    turns: tuple[Turn, ...]
    added: tuple[Speaker, ...]
    renamed: Mapping[str, str]
    notes: tuple[Message, ...]
    relabelled: bool


def plan_turns(
    session: Session, document: Document, revision: str, alignment: Alignment, imported: ImportedDocument | None
) -> TurnPlan:
    """Who speaks when in the new revision (an id); nothing is stored.

    `document` is as it was before the edit, `imported` what a reader made of the file that the new text is from.
    """
    turns = session.all(Turn, revision=document.revision, order=["index"])
    speakers = {speaker.id: speaker for speaker in session.all(Speaker, document=document.id)}
    found: Sequence[ImportedTurn] = ()
    known: dict[str, str] = {}
    relabelled = labels_touched(alignment, turns)
    if relabelled:
        hints = Hints(line_is_paragraph=document.format == "docx")
        found = imported.turns if imported else find_turns(alignment.new, hints).turns
        known = _known(turns, find_turns(alignment.old, hints).turns)
    cuts = recut(alignment, turns, {each.id: each.name for each in speakers.values()}, found)
    added, renamed = _named(document.id, cuts, speakers, known)
    notes = [
        Message(N_("The speaker “{old}” is called “{new}” now."), {"old": speakers[each].name, "new": name})
        for each, name in renamed.items()
    ]
    notes += [Message(N_("“{name}” is a new speaker."), {"name": each.name}) for each in added]
    if len(cuts) != len(turns):
        values = {"before": len(turns), "now": len(cuts)}
        notes.append(Message(N_("The document has {now} turns; it had {before}."), values))
    new = (
        Turn(
            id=new_id(),
            revision=revision,
            index=index,
            start=cut.start,
            end=cut.end,
            label_start=cut.label_start,
            speaker=cut.speaker if cut.name is None else known[cut.name],
            time=cut.time,
            end_time=cut.end_time,
        )
        for index, cut in enumerate(cuts)
    )
    return TurnPlan(tuple(new), tuple(added), renamed, tuple(notes), relabelled)


def store_turns(change: Operation, plan: TurnPlan) -> None:
    """Write what was planned."""
    for speaker, name in plan.renamed.items():
        change.update(Speaker, speaker, name=name)
    for values in (plan.added, plan.turns):
        if values:
            change.insert(*values)


def _known(turns: Sequence[Turn], found: Sequence[ImportedTurn]) -> dict[str, str]:
    """Whose labels are whose: a speaker may have been given another name than the labels have, or two labels."""
    speakers = {turn.label_start: turn.speaker for turn in turns}
    known: dict[str, str] = {}
    for each in found:
        speaker = speakers.get(each.label_start)
        if each.speaker is not None and speaker is not None:
            known.setdefault(each.speaker, speaker)
    return known


def _named(
    document: str, cuts: Sequence[Cut], speakers: Mapping[str, Speaker], known: dict[str, str]
) -> tuple[list[Speaker], dict[str, str]]:
    """Fill `known` with a speaker for every name that labels have now; who is new, and who has a new name.

    Where all of a speaker's labels were changed to one name, that is the speaker's new name, and who they are (their
    person, or that they ask the questions) stays. Any other new name is a new speaker.
    """
    by_name = {fold_name(speaker.name): speaker.id for speaker in speakers.values()}
    # A name that people gave stays; one that was read from the labels follows them.
    given = {each for each in known.values() if known.get(speakers[each].name) != each}
    added: list[Speaker] = []
    renamed: dict[str, str] = {}
    for name in dict.fromkeys(cut.name for cut in cuts if cut.name is not None):
        if name in known:
            continue
        if fold_name(name) not in by_name:
            before = _renamed(cuts, name, known)
            if before is None:
                names = {speaker.name for speaker in (*speakers.values(), *added)} | {name}
                added.append(Speaker(new_id(), document, name, None, name in interviewers(names)))
                before = added[-1].id
            elif before not in given:
                renamed[before] = name
            by_name[fold_name(name)] = before
        known[name] = by_name[fold_name(name)]
    return added, renamed


def _renamed(cuts: Sequence[Cut], name: str, known: dict[str, str]) -> str | None:
    """The speaker all of whose labels say `name` now; None where there is not exactly one."""
    befores = {cut.speaker for cut in cuts if cut.name == name and cut.speaker is not None}
    if len(befores) != 1:
        return None
    before = befores.pop()
    for cut in cuts:
        still = cut.speaker == before and cut.name != name and known.get(cut.name or "", before) == before
        other = cut.name is not None and cut.name != name and known.get(cut.name) == before
        if still or other:
            return None
    return before
