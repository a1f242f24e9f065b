"""Codings changed and taken off, anything taken back: what is done to codings that are there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from qualcode.i18n import _, ngettext
from qualcode.model.codebook import EFFECTS
from qualcode.model.coding import CodingView
from qualcode.model.project import HistoryEntry
from qualcode.model.text import Span
from qualcode.tui import changes, jobs, safe, viewing
from qualcode.tui.caret import Caret
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.facets import EFFECT, FacetsDialog
from qualcode.tui.safe import Part
from qualcode.tui.screens.reading import ReadingScreen
from qualcode.tui.widgets.bars import Bar
from qualcode.tui.widgets.sidebar import Sidebar
from qualcode.tui.words import effect_name, effect_sign

if TYPE_CHECKING:
    from qualcode.ops import Session


# Cells for what undo and redo would do, where there is room for both.
_LONG = 400
_SHORTER = (56, 48, 42, 36, 30, 24)


class ChangingScreen(ReadingScreen):
    """A project whose codings can be changed. How they are made is added in `CodingScreen`."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.redoable: HistoryEntry | None = None
        self.made: str | None = None
        self.making: Span | None = None
        # The codings (ids) put at once on a passage, and where the caret stood then.
        self._batch: tuple[str, ...] = ()
        self._batch_caret: Caret | None = None

    def put(self, coding: CodingView, *, counted: bool = False) -> None:
        """Show a coding that is new or changed, and count it, unless the numbers were read since it was `counted`."""
        page = self.transcript.page
        before = page.stripes.get(coding.id) if page else None
        self.transcript.put(coding)
        self.made = coding.id
        # Stripe and panel stand in the next picture; the numbers beside them may come in the one after it.
        self.show_place()
        if not counted:
            self._count(before, coding)
        self._once_drawn(self._recount_here)

    def action_find(self) -> None:
        """Find words in the document; the line of keys tells how."""
        super().action_find()
        self.show_place()

    def action_close_find(self) -> None:
        """Put the search away, and tell of the text's keys again."""
        super().action_close_find()
        self.show_place()

    def show_place(self) -> None:
        """What is said about the place where the reader is."""

    def _count(self, before: CodingView | None, after: CodingView | None) -> None:
        if before is not None and after is not None and before.code == after.code:
            return
        for coding, step in ((before, -1), (after, 1)):
            code = self.codes.by_key(coding.code) if coding else None
            for each in [code, *self.codes.ancestors(code)] if code else []:
                self.counts[each.key] = self.counts.get(each.key, 0) + step
        self._once_drawn(self._recount)

    def _once_drawn(self, then: Callable[[], None]) -> None:
        """Do something when what has changed so far stands on the screen; see `drawn`."""
        self.transcript.call_after_refresh(self.call_after_refresh, then)

    def _recount(self) -> None:
        self.query_one(Sidebar).recount(self.counts, self.home.inks)

    def target(self) -> Callable[[], CodingView | None]:
        """What tells, when its turn has come, the coding a key is about: the one chosen now, or the one being made."""
        making, chosen = self.making, self.transcript.chosen
        if making is not None and self.transcript.selection == making:
            return lambda: self._shown(self.made)
        return lambda: self._shown(chosen.id if chosen is not None else None)

    def put_together(self, codings: Sequence[CodingView]) -> None:
        """Show codings that were put on a passage at once; until the reader goes elsewhere, keys are about all."""
        for coding in codings:
            self.put(coding)
        self._batch, self._batch_caret = tuple(each.id for each in codings), self.transcript.caret

    def targets(self) -> Callable[[], list[CodingView]]:
        """As `target`, but with those that were put together with it just now."""
        target, caret = self.target(), self.transcript.caret
        is_pending = self.making is not None and self.transcript.selection == self.making

        def found() -> list[CodingView]:
            coding = target()
            if coding is None:
                return []
            is_just_made = coding.id == self.made and (is_pending or caret == self._batch_caret)
            beside = [self._shown(each) for each in self._batch] if is_just_made and coding.id in self._batch else []
            return [each for each in beside if each is not None] or [coding]

        return found

    def _shown(self, coding: str | None) -> CodingView | None:
        page = self.transcript.page
        return page.stripes.get(coding) if page else None

    def own(self, coding: CodingView | None) -> CodingView | None:
        """The coding if it is the reader's to change; says so where it is not."""
        if coding is None:
            self.say(_("There is no coding at the caret."))
        elif coding.coder != self.home.coder:
            self.say(_("This coding is {coder}’s; you can change only your own.").format(coder=coding.coder))
            return None
        return coding

    async def settled_target(self) -> CodingView | None:
        """The reader's own coding that a key is about, once what was asked for is stored; says so where there is none.

        For keys that open a dialog: the dialog must show the coding as it is.
        """
        target = self.target()
        await self.settled()
        return self.own(target())

    async def settled_targets(self) -> list[CodingView]:
        """As `settled_target`, with those that were put together with it just now; the one spoken of is the last."""
        targets = self.targets()
        await self.settled()
        return self._own_ones(targets())

    def _own_ones(self, codings: list[CodingView]) -> list[CodingView]:
        return codings if self.own(codings[-1] if codings else None) is not None else []

    def change(self, job: Callable[..., CodingView], *args: object, of: str | None = None) -> None:
        """Change the coding a key is about, or the one with the id `of`, and show what it has become."""
        target = self.target() if of is None else lambda: self._shown(of)

        async def step() -> None:
            coding = self.own(target())
            if coding is None:
                return
            changed = await self.home.desk.run(job, coding.id, *args)
            if changed.id != coding.id:
                self.drop(coding)
            self.put(changed)
            await self.refresh_undo()

        self.act(step)

    def change_all(self, job: Callable[..., list[CodingView]], *args: object, of: Sequence[str] = ()) -> None:
        """Change the codings a key is about, or those with the ids `of`, in one operation, and show what they are."""
        targets = self.targets()

        async def step() -> None:
            found = [each for each in map(self._shown, of) if each is not None] if of else targets()
            codings = self._own_ones(found)
            if not codings:
                return
            changed = await self.home.desk.run(job, [each.id for each in codings], *args)
            stay = {each.id for each in changed}
            for coding in codings:
                if coding.id not in stay:
                    self.drop(coding)
            for coding in changed:
                self.put(coding)
            await self.refresh_undo()
            if (n := len(codings)) > 1:
                told = ngettext("{n} coding is changed.", "{n} codings put together just now are changed.", n)
                self.say(told.format(n=n))

        self.act(step)

    def drop(self, coding: CodingView) -> None:
        """Show no longer a coding that is gone."""
        self._count(coding, None)
        self.transcript.drop(coding)
        self._recount_here()

    def _recount_here(self) -> None:
        page = self.transcript.page
        if page is not None:
            self.query_one(Sidebar).count_here(len(page.stripes))
        self.show_header()

    def action_effect(self, effect: str) -> None:
        """Say what effect the coding tells of; the same key again takes it back."""
        chosen = self.transcript.chosen
        same = chosen is not None and self.making is None and chosen.effect == effect
        self.change_all(changes.set_effect, None if same else effect)

    @work
    async def action_choose_effect(self) -> None:
        """Choose the effect from a list."""
        names = [(each, effect_name(each), effect_sign(each)) for each in EFFECTS] + [("", effect_name(None), "")]
        rows = [Row(each, safe.show((f"{sign:2}", "bold"), name), (name,)) for each, name, sign in names]
        chosen = await self.app.push_screen_wait(Chooser(_("Effect"), rows))
        if chosen is not None:
            self.change_all(changes.set_effect, chosen[0] or None)

    def action_another(self) -> None:
        """Speak of the next of the codings at the caret."""
        here, chosen = self.transcript.codings_here, self.transcript.chosen
        self._batch = ()
        if chosen is not None and here:
            self.transcript.choose(here[(here.index(chosen) + 1) % len(here)])

    def action_uncode(self) -> None:
        """Take the coding off; undo brings it back."""
        target = self.target()

        async def step() -> None:
            coding = self.own(target())
            if coding is None:
                return
            await self.home.desk.run(changes.uncode, coding.id)
            self.drop(coding)
            await self.refresh_undo()

        self.act(step)

    @work
    async def action_facets(self) -> None:
        """Effect and facets of the coding, an answer a key."""
        codings = await self.settled_targets()
        shelf = self.shelf
        if not codings or shelf is None:
            return
        ids = [each.id for each in codings]

        def store(question: str, value: str | None) -> None:
            if question == EFFECT:
                self.change_all(changes.set_effect, value, of=ids)
            else:
                self.change_all(changes.set_facet, question, value, of=ids)

        title = ", ".join(self.look(each.code).label for each in codings)
        if len(codings) == 1:
            title = self.look(codings[0].code).path
        await self.app.push_screen_wait(FacetsDialog(title, codings[-1], shelf.facets, store))

    # Taking back

    async def drawn(self) -> None:
        """Wait until what has changed stands on the screen: what the store does next would hold the picture up."""
        # Once until the text has said that it changed, once until it is drawn.
        await self.transcript.wait_for_refresh()
        await self.wait_for_refresh()

    async def refresh_undo(self) -> None:
        """Ask what undo would take back and redo do again, and say so."""
        await self.drawn()
        self.undoable, self.redoable = await self.home.desk.run(jobs.next_both)
        self.show_status()

    def show_status(self) -> None:
        """What undo would take back, and what redo would do again; where there is little room, only the first."""
        undo, redo = self.undoable, self.redoable
        both = [
            [*_told("u", _("takes back: {what}"), undo, most), *_told("U", _("does again: {what}"), redo, most)]
            for most in (_LONG, *_SHORTER)
            if undo is not None and redo is not None
        ]
        one = _told("u", _("takes back: {what}"), undo) or _told("U", _("does again: {what}"), redo)
        self.query_one("#status", Bar).show([*both, one], self.status_right())

    def action_undo(self) -> None:
        """Take back the last change, whatever it was."""
        self.act(lambda: self._reverse(jobs.undo))

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self.act(lambda: self._reverse(jobs.redo))

    async def _reverse(self, job: Callable[[Session], HistoryEntry]) -> None:
        done = await self.home.desk.run(viewing.reverse, job)
        if done.codings is None or not self._redraw(done.codings):
            only_codings = done.entry.operation.startswith(("coding", "memo.", "suggestion."))
            if only_codings:
                await self.refresh_codings()
            await self.refresh_shelf()
            if not only_codings:
                await self._reread_or_next()
        self.on_reversed(done.entry)
        await self.refresh_undo()

    def _redraw(self, codings: Mapping[str, CodingView | None]) -> bool:
        """Show what has become of a few codings; False where not all of them are drawn in the open document."""
        document, before = self.document, self.transcript.stripes
        if document is None:
            return False
        stripes, touched = before, []
        for name, now in codings.items():
            was = before.get(name)
            if now is None and was is None:
                return False
            if now is not None and (now.document != document.id or now.adrift):
                return False
            if now is not None and self.view.shows(now.coder, document):
                stripes = stripes.put(now)
            elif was is not None:
                stripes = stripes.without(was)
            touched += [each for each in (was, now) if each is not None]
        for name, now in codings.items():
            self._count(before.get(name), now)
        self.transcript.set_stripes(stripes, touched)
        # As when a coding is put: stripe and panel stand in the next picture, the numbers in the one after it.
        self.show_place()
        self._once_drawn(self._recount_here)
        return True

    def action_done(self) -> None:
        """Mark the document as finished by this coder, or not."""
        reading, shelf = self.reading, self.shelf
        if reading is None or shelf is None:
            return

        async def step() -> None:
            finished = next((each.done for each in shelf.documents if each.id == reading.document.id), ())
            done = self.home.coder not in finished
            await self.home.desk.run(jobs.mark_done, reading.document.id, done)
            await self.refresh_shelf()
            await self.refresh_undo()
            self.say(_("Marked as finished.") if done else _("Marked as not finished."))

        self.act(step)

    def on_reversed(self, entry: HistoryEntry) -> None:
        """Something was taken back or done again."""


def _told(key: str, template: str, entry: HistoryEntry | None, most: int = _LONG) -> list[Part]:
    """A key and what it would do, in at most so many cells; nothing where there is nothing to do."""
    if entry is None:
        return []
    return [(f"{key} ", "bold $accent"), safe.clip(template.format(what=safe.sentence(entry.summary)), most), "   "]
