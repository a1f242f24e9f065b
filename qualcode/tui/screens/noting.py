"""Memos on whatever is at hand: the coding, its code, the document, its case, the person who speaks, the project."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from functools import partial

from textual import work

from qualcode.i18n import _
from qualcode.model.coding import CodingView, MemoView
from qualcode.model.message import N_
from qualcode.ops import selection
from qualcode.tui import changes, safe
from qualcode.tui.changes import Subject
from qualcode.tui.dialogs.choose import Row
from qualcode.tui.dialogs.memo import Draft, MemoDialog, MemoMenu
from qualcode.tui.dialogs.tell import Tell
from qualcode.tui.screens.shaping import ShapingScreen
from qualcode.tui.screens.translating import translate
from qualcode.tui.widgets.passage import quoted

_ABOUT = {
    "coding": N_("this coding"),
    "code": N_("the code"),
    "document": N_("the document"),
    "case": N_("the case"),
    "person": N_("the person"),
    "project": N_("the project"),
}
_GLIMPSE = 50


class NotingScreen(ShapingScreen):
    """A project in which memos are written."""

    @work
    async def action_memo(self) -> None:
        """Write the memo on one's own coding; elsewhere choose what to write about."""
        target = self.target()
        await self.settled()
        coding = target()
        if coding is not None and coding.coder == self.home.coder:
            await self._note(coding)
        else:
            await self._memos(coding)

    @work
    async def action_memos(self) -> None:
        """All memos on what is at hand, to read and to write."""
        target = self.target()
        await self.settled()
        await self._memos(target())

    @work
    async def action_translate(self) -> None:
        """Translate the words of the coding at the caret."""
        target = self.target()
        await self.settled()
        coding = target()
        if coding is None or self.project is None:
            self.say(_("There is no coding at the caret."))
        elif await translate(self, self.project.id, coding):
            self.act(self.refresh_undo)

    def _at_hand(self, coding: CodingView | None) -> Iterator[tuple[str, str]]:
        """What a memo could be about where the reader is."""
        if coding is not None:
            yield "coding", coding.id
            yield "code", coding.code
        if self.reading is not None:
            document = self.reading.document
            yield "document", document.id
            if document.case:
                yield "case", document.case
            turn = selection.turn_at(self.reading.turns, self.transcript.caret.head)
            if turn is not None and turn.person:
                yield "person", turn.person
        yield "project", ""

    def _called(self, subject: Subject, coding: CodingView | None) -> str:
        """How a person calls what a memo is about."""
        if subject.kind == "coding" and coding is not None:
            return quoted(coding.quote[:_GLIMPSE])
        if subject.kind == "code":
            return self.look(subject.name).label
        if subject.kind == "document" and self.reading is not None:
            return self.reading.document.title
        return self.project.title if subject.kind == "project" and self.project else subject.name

    async def _memos(self, coding: CodingView | None) -> None:
        if self.project is None:
            return
        subjects = await self.home.desk.run(changes.subjects, list(self._at_hand(coding)))
        drafts = await asyncio.to_thread(self.home.memory.drafts, self.project.id)
        rows: list[Row] = []
        meant: dict[str, Callable[[], Awaitable[None]]] = {}
        for subject in subjects:
            called = self._called(subject, coding)
            if subject.kind != "coding" or coding is None or coding.coder != self.home.coder:
                rows.append(_new_row(subject, called, subject.id in drafts))
                meant[rows[-1].id] = partial(self._new, subject, called)
            elif coding.memo is None:
                rows.append(_new_row(subject, called, coding.id in drafts))
                meant[rows[-1].id] = partial(self._note, coding)
            for memo in filter(self._may_read, subject.memos):
                rows.append(_memo_row(memo, memo.id in drafts or memo.about in drafts))
                meant[memo.id] = partial(self._open, memo, called, coding)
        chosen = await self.app.push_screen_wait(MemoMenu(rows))
        if chosen is not None:
            await meant[chosen[0]]()

    def _may_read(self, memo: MemoView) -> bool:
        """Whether who works blind may know of a memo."""
        document = self.document
        return document is None or self.view.may_know(memo.coder, document)

    async def _open(self, memo: MemoView, called: str, coding: CodingView | None) -> None:
        """Edit one's own memo, read another's."""
        if memo.coder != self.home.coder:
            told = f"{memo.coder} · {memo.created[:10]}"
            title = _("Memo on {what}").format(what=called)
            await self.app.push_screen_wait(Tell(title, (told, "$foreground-muted"), "\n\n", memo.text))
        elif memo.about_kind == "coding" and coding is not None and coding.coder == memo.coder:
            await self._note(coding)
        else:
            text = await self._written(memo.id, called, memo.text)
            if text is not None:
                self._store(memo.id, changes.edit_memo, memo.id, text)

    async def _new(self, subject: Subject, called: str) -> None:
        text = await self._written(subject.id, called, "")
        if text is not None and text.strip():
            self._store(subject.id, changes.add_memo, subject.kind, subject.id, text)

    async def _written(self, about: str, called: str, text: str, quote: str = "") -> str | None:
        """What somebody writes; None where they close it."""
        draft = self._draft(about)
        title = _("Memo on {what}").format(what=called)
        return await self.app.push_screen_wait(MemoDialog(title, quote, text, draft=draft))

    async def _note(self, coding: CodingView) -> None:
        """The one memo that its coder has on a coding."""
        text = await self._written(coding.id, self.look(coding.code).path, coding.memo or "", coding.quote)
        if text is None:
            return

        async def step() -> None:
            self.put(await self.home.desk.run(changes.note, coding.id, text))
            await asyncio.to_thread(self._draft(coding.id).drop)
            await self.refresh_undo()

        self.act(step)

    def _store(self, about: str, job: Callable[..., None], *args: str) -> None:
        async def step() -> None:
            await self.home.desk.run(job, *args)
            await asyncio.to_thread(self._draft(about).drop)
            await self.refresh_undo()
            self.say(_("The memo is saved."))

        self.act(step)

    def _draft(self, about: str) -> Draft:
        return Draft(self.home.memory, self.project.id if self.project else "", about)


def _new_row(subject: Subject, called: str, drafted: bool) -> Row:
    what = _(_ABOUT[subject.kind])
    mark = ("   " + _("draft"), "italic $accent") if drafted else ""
    shown = safe.show(("+ ", "bold $accent"), _("New memo on {what}").format(what=what), ("  " + called, "bold"), mark)
    return Row(f"new {subject.kind} {subject.id}", shown, (what, called))


def _memo_row(memo: MemoView, drafted: bool) -> Row:
    told = f"{memo.coder} · {memo.created[:10]}   "
    line = " ".join(memo.text.split())
    mark = ("   " + _("draft"), "italic $accent") if drafted else ""
    shown = safe.show("   ✎ ", (told, "$foreground-muted"), safe.clip(line, _GLIMPSE), mark)
    return Row(memo.id, shown, (memo.text, memo.coder), safe.block(memo.text))
