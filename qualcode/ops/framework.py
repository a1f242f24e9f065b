"""The framework matrix (Gale et al. 2013): the researchers' own summary of each case and theme, linked to passages.

    show(session, codes=["social"])
    write(session, "Atelier Nord", "social", "Peu de contacts au début [1].", links=[coding])

A cell has one summary, signed by who wrote it last. In its text `[1]` stands for the first passage that it links to.
Where nothing is written, the cell tells how many passages there are; where codings have changed since it was written,
the summary is stale, until somebody writes it anew or says that it still holds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.analysis.selection import Wanted
from qualcode.errors import PassageElsewhere, Refused, UsageError
from qualcode.model.case import Case
from qualcode.model.codebook import Code, CodeTree, label, name_order
from qualcode.model.coding import Coding
from qualcode.model.document import Document
from qualcode.model.framework import FrameworkCell, FrameworkRow, FrameworkView
from qualcode.model.ids import new_id
from qualcode.model.joint import Summary
from qualcode.model.message import N_, Message
from qualcode.model.project import Coder
from qualcode.model.results import Header
from qualcode.model.text import canonical
from qualcode.ops import codebooks, summaries
from qualcode.ops.cases import find_case
from qualcode.ops.joint_groups import cases_where
from qualcode.ops.passages import Speech
from qualcode.ops.passages import passages as spans
from qualcode.ops.restate import by_ids
from qualcode.store.session import Session


class NothingWritten(Refused):
    """The cell has no summary yet."""

    code = "nothing-written"
    sentence = N_("Nothing is written of “{case}” and {code} yet.")
    hint = N_('Write it with: qualcode framework set "{case}" {code} TEXT')


class NothingToWrite(UsageError):
    """A new summary needs words or links."""

    sentence = N_("Nothing is written of “{case}” and {code} yet, so it needs a text.")


def show(
    session: Session,
    *,
    cases: Sequence[str] = (),
    codes: Sequence[str] = (),
    where: Mapping[str, Wanted] | None = None,
    every_code: bool = False,
    language: str = "en",
    coder: str | None = None,
) -> FrameworkView:
    """Cases by codes: the dimensions, or the `codes` named, each with those below it, or with `every_code` all.

    Of all cases, those named, or those with one of the values of properties (or in a `group`) in `where`. `coder`
    counts only the passages that this coder coded. What people without consent said is not counted. Raises
    CaseNotFound, CodeNotFound, AttributeNotFound, Ambiguous.
    """
    with session.snapshot():
        tree = codebooks.tree(session)
        chosen = _cases(session, cases, where or {})
        columns = _columns(tree, codes, every_code)
        known = _Known(session, tree, columns, chosen, coder)
        return FrameworkView(
            tuple(Header(code.key, label(code, language)) for code in columns),
            tuple(FrameworkRow(case.name, tuple(known.cell(case, code) for code in columns)) for case in chosen),
        )


def passages(session: Session, case: str, code: str, *, coder: str | None = None) -> list[str]:
    """The ids of the codings a cell can be written from, in the order of the texts; first those linked to.

    Raises CaseNotFound, CodeNotFound, Ambiguous.
    """
    with session.snapshot():
        tree = codebooks.tree(session)
        found, column = find_case(session, case), codebooks.find_code(tree, code)
        known = _Known(session, tree, [column], [found], coder)
        linked = known.written(found, column)
        ids = [each.id for each in known.codings(found, column)]
        named = linked.codings if linked else ()
        # A link may lead to a passage of another code, but not to words of somebody without consent.
        others = [each for each in named if each not in set(ids)]
        allowed = {
            *ids,
            *(
                each.id
                for one in (spans(session, others) if others else ())
                if one.consent != "none"
                for each in one.codings
            ),
        }
    return list(dict.fromkeys((*(each for each in named if each in allowed), *ids)))


def texts(session: Session) -> dict[tuple[str, str], str]:
    """All summaries that have words, by the ids of case and code."""
    return {(each.case, each.code): each.text for each in session.all(Summary) if each.text}


def write(
    session: Session, case: str, code: str, text: str | None = None, *, links: Sequence[str] | None = None
) -> FrameworkCell:
    """Write the summary of a case and a code; None keeps its words, and says that they still hold.

    `links` (ids of codings) take the place of those there are; None keeps them. Nothing in `text` takes it away, unless
    there are `links`. Raises CaseNotFound, CodeNotFound, CodingNotFound, Ambiguous, PassageElsewhere, NothingToWrite.
    """
    words = None if text is None else canonical(text).text.strip()
    with session.operation("framework.write", Message("")) as change:
        tree = codebooks.tree(session)
        found, column = find_case(session, case), codebooks.find_code(tree, code)
        known = _Known(session, tree, [column], [found], None)
        before = known.written(found, column)
        if before is None and not words and not links:
            if words is None:
                raise NothingToWrite(case=found.name, code=column.key)
            words = ""
        if words == "" and links is None:
            links = ()
        new_links = _checked(session, found, links) if links is not None else before.codings if before else ()
        new_text = words if words is not None else before.text if before else ""
        told = N_("Summary of “{case}”: {code}")
        if not new_text and not new_links:
            told = N_("Summary of “{case}” removed: {code}")
        elif text is None and links is None:
            told = N_("Summary of “{case}” read again: {code}")
        change.summary = Message(told, {"case": found.name, "code": column.key})
        basis = summaries.basis(known.codings(found, column))
        if not new_text and not new_links:
            change.delete(Summary, [before.id] if before else [])
        elif before is None:
            change.insert(
                Summary(new_id(), found.id, column.id, new_text, new_links, basis, change.coder.id, change.at)
            )
        elif (new_text, new_links, basis) != (before.text, before.codings, before.basis):
            change.update(
                Summary,
                before.id,
                text=new_text,
                codings=new_links,
                basis=basis,
                coder=change.coder.id,
                created=change.at,
            )
    return _one(session, found, column)


def link(session: Session, case: str, code: str, codings: Sequence[str], *, remove: bool = False) -> FrameworkCell:
    """Link a summary to more passages (ids of codings), after those it links to; `remove` takes links away.

    What the text says stays, but for the references to links that go. Raises CaseNotFound, CodeNotFound,
    CodingNotFound, Ambiguous, PassageElsewhere, NothingWritten.
    """
    with session.operation("framework.link", Message("")) as change:
        tree = codebooks.tree(session)
        found, column = find_case(session, case), codebooks.find_code(tree, code)
        known = _Known(session, tree, [column], [found], None)
        before = known.written(found, column)
        told = N_("Links of the summary of “{case}”: {code}")
        change.summary = Message(told, {"case": found.name, "code": column.key})
        if remove:
            if before is None:
                raise NothingWritten(case=found.name, code=column.key)
            # A coding that has gone since is still among the links, so ids are looked for there.
            gone = tuple(each.strip().lower() for each in codings if each.strip())
            left = tuple(each for each in before.codings if not each.startswith(gone))
            became = {n: left.index(each) + 1 if each in left else 0 for n, each in enumerate(before.codings, 1)}
            text = summaries.renumbered(before.text, became)
            if text or left:
                change.update(Summary, before.id, codings=left, text=text)
            else:
                change.delete(Summary, [before.id])
        else:
            more = _checked(session, found, codings)
            if before is None:
                basis = summaries.basis(known.codings(found, column))
                change.insert(Summary(new_id(), found.id, column.id, "", more, basis, change.coder.id, change.at))
            else:
                change.update(Summary, before.id, codings=tuple(dict.fromkeys((*before.codings, *more))))
    return _one(session, found, column)


def clear(session: Session, case: str, code: str) -> bool:
    """Take the summary of a case and a code away; whether there was one.

    Raises CaseNotFound, CodeNotFound, Ambiguous.
    """
    with session.operation("framework.clear", Message("")) as change:
        found, column = find_case(session, case), codebooks.find_code(codebooks.tree(session), code)
        told = N_("Summary of “{case}” removed: {code}")
        change.summary = Message(told, {"case": found.name, "code": column.key})
        there = session.all(Summary, case=found.id, code=column.id)
        change.delete(Summary, [each.id for each in there])
    return bool(there)


def _cases(session: Session, names: Sequence[str], where: Mapping[str, Wanted]) -> list[Case]:
    """The cases named that have what is wanted, by name; all where none is named."""
    found = {case.id: case for case in ([find_case(session, name) for name in names] or session.all(Case))}
    kept = cases_where(session, where) & found.keys() if where else found.keys()
    return sorted((found[each] for each in kept), key=lambda case: name_order(case.name))


def _columns(tree: CodeTree, names: Sequence[str], every_code: bool) -> list[Code]:
    if not names:
        return [code for depth, code in tree.walk() if every_code or not depth]
    wanted = {each.id for name in names for each in tree.branch(codebooks.find_code(tree, name))}
    return [code for _, code in tree.walk() if code.id in wanted]


def _checked(session: Session, case: Case, codings: Sequence[str]) -> tuple[str, ...]:
    """The codings, each once, if all are of the case's documents."""
    found = by_ids(session, codings)
    own = {each.id for each in session.all(Document, case=case.id)}
    for each in found:
        if each.document not in own:
            raise PassageElsewhere(name=each.id, case=case.name)
    return tuple(each.id for each in found)


def _one(session: Session, case: Case, code: Code) -> FrameworkCell:
    with session.snapshot():
        return _Known(session, codebooks.tree(session), [code], [case], None).cell(case, code)


@dataclass(slots=True)
class _Held:
    """What passages a cell has."""

    codings: list[Coding] = field(default_factory=list)
    counted: list[Coding] = field(default_factory=list)
    people: set[str] = field(default_factory=set)


class _Known:
    """The codings of some cases by case and code, those below a code with it, and the summaries; each read once."""

    def __init__(
        self, session: Session, tree: CodeTree, columns: Sequence[Code], cases: Sequence[Case], coder: str | None
    ) -> None:
        self._coders = {each.id: each.name for each in session.all(Coder)}
        self._coder = coder
        self._held: dict[tuple[str, str], _Held] = {}
        self._summaries = {(each.case, each.code): each for each in session.all(Summary)}
        wanted = {code.id for code in columns}
        above = {
            code.id: [each.id for each in (code, *tree.ancestors(code)) if each.id in wanted] for code in tree.codes
        }
        self._read(session, above, [case.id for case in cases])
        linked = {each for one in self._summaries.values() for each in one.codings}
        self._there: Collection[str] = {each.id for each in session.all(Coding, id=list(linked))}

    def _read(self, session: Session, above: Mapping[str, Sequence[str]], cases: Sequence[str]) -> None:
        documents = {each.id: each for each in session.all(Document, case=cases)}
        order = {each.id: (each.number,) for each in documents.values()}
        speech = Speech(session, documents.values())
        found = session.all(Coding, document=list(documents), adrift=False)
        found.sort(key=lambda each: (order[each.document], each.start, each.end, each.id))
        for coding in found:
            codes = above.get(coding.code, ())
            if not codes:
                continue
            document = documents[coding.document]
            voices = [voice for _, voice in speech.of(document, coding.start, coding.end) if not voice.interviewer]
            if any(voice.consent == "none" for voice in voices):
                continue
            for code in codes:
                held = self._held.setdefault((document.case or "", code), _Held())
                held.codings.append(coding)
                if self._coder in (None, self._coders[coding.coder]):
                    held.counted.append(coding)
                    held.people.update(voice.key for voice in voices)

    def codings(self, case: Case, code: Code) -> list[Coding]:
        """The codings a summary rests on, by place; `coder`'s alone where one was named."""
        held = self._held.get((case.id, code.id), _Held())
        return held.counted if self._coder is not None else held.codings

    def written(self, case: Case, code: Code) -> Summary | None:
        """The summary there is."""
        return self._summaries.get((case.id, code.id))

    def cell(self, case: Case, code: Code) -> FrameworkCell:
        """A cell as it is shown."""
        held = self._held.get((case.id, code.id), _Held())
        summary = self.written(case, code)
        new, gone, changed = (0, 0, 0)
        if summary is not None:
            new, gone, changed = summaries.changes(summary.basis, {summaries.token(each) for each in held.codings})
        links = summary.codings if summary is not None else ()
        return FrameworkCell(
            case=case.name,
            code=code.key,
            text=summary.text if summary is not None else "",
            coder=self._coders[summary.coder] if summary is not None else None,
            at=summary.created if summary is not None else None,
            codings=links,
            missing=tuple(each for each in links if each not in self._there),
            passages=len({(each.document, each.start, each.end) for each in held.counted}),
            people=len(held.people),
            stale=bool(new or gone or changed),
            new=new,
            gone=gone,
            changed=changed,
        )
