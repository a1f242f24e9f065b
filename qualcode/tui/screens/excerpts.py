"""What is done with excerpts, one or several: effect, code, memo, taken off, written to a file, read in their place."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from textual import on, work

from qualcode.i18n import _, language, ngettext
from qualcode.model.codebook import EFFECTS
from qualcode.ops.choosing import Coded
from qualcode.ops.reports import REPORTS
from qualcode.tui import excerpt_jobs, safe
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.memo import Draft, MemoDialog
from qualcode.tui.dialogs.picker import NEW, CodePicker
from qualcode.tui.dialogs.tell import Confirm, Tell
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.screens import tofile
from qualcode.tui.screens.quoting import QuotingScreen
from qualcode.tui.screens.translating import translate
from qualcode.tui.widgets.listing import MARKING, Listing
from qualcode.tui.words import effect_name, effect_sign

EXCERPTS = Group(
    _("Excerpts"),
    (
        Key("enter", "read_it", _("Read it in its document"), _("read")),
        Key("f", "filter", _("Only those with some code, person, effect …"), _("only")),
        Key("F", "no_filter", _("All of them again")),
        Key("/", "words", _("Only those with some words"), _("words")),
        Key("o", "order", _("By document, code, enterprise, person, effect"), _("order")),
        Key("e", "other_code", _("Another code for what is marked"), _("other code")),
        Key("m", "memo", _("A memo on what is marked"), _("memo")),
        Key("+", "effect('positive')", _("Its effect: positive"), _("effect"), "+ -"),
        Key("-", "effect('negative')", _("Its effect: negative")),
        Key("*", "effect('mixed')", _("Its effect: mixed")),
        Key("=", "effect('none')", _("Its effect: told that nothing changed")),
        Key("E", "choose_effect", _("Choose its effect from all there are")),
        Key("l", "translate", _("Translate it into another language"), _("translate")),
        Key("delete", "uncode", _("Take the coding off"), _("take off")),
        Key("x", "export", _("Write them to a file"), _("to a file")),
    ),
)


# From so many on, writing is announced.
_MANY = 500


class ExcerptsScreen(QuotingScreen):
    """Coded passages by code and by all that is known of them."""

    GROUPS = (MARKING, EXCERPTS, SECTION, PROGRAM)
    BINDINGS = bindings(EXCERPTS)

    @on(Listing.Chosen)
    def action_read_it(self) -> None:
        """Go to the passage in its document."""
        here = self.here
        if here is not None:
            self.read(here.coding.document, here.coding.span, here.coding.id)

    # What is meant

    def _chosen(self) -> list[Coded]:
        """What is marked; where nothing is, what the cursor is on (all below a heading)."""
        ids = self.listing.marked or set(self.listing.here)
        return [each for each in self.selected.found if each.coding.id in ids]

    def _own(self) -> list[Coded]:
        """Of what is meant, what is the reader's to change; says so where some is not."""
        chosen = self._chosen()
        own = [each for each in chosen if each.coding.coder == self.home.coder]
        others = len(chosen) - len(own)
        if others:
            told = ngettext(
                "{n} coding is another’s and stays as it is; you can change only your own.",
                "{n} codings are others’ and stay as they are; you can change only your own.",
                others,
            )
            self.say(told.format(n=others))
        return own

    def _change(self, job: Callable[..., int], own: Sequence[Coded], *args: object, draft: Draft | None = None) -> None:
        """Do it to all of them in one operation, and say to how many, where it is more than one.

        The `draft` of what is now stored goes.
        """
        if not own:
            return
        ids = [each.coding.id for each in own]

        async def step() -> None:
            n = await self.home.desk.run(job, ids, *args)
            if draft is not None:
                await asyncio.to_thread(draft.drop)
            await self.refresh_some(ids)
            if len(ids) > 1:
                self.say(ngettext("{n} coding changed.", "{n} codings changed.", n).format(n=n))

        self.act(step)

    # What is done

    def action_effect(self, effect: str) -> None:
        """Say what effect they tell of; where all tell of it already, that is taken back."""
        own = self._own()
        same = all(each.coding.effect == effect for each in own)
        self._change(excerpt_jobs.set_effect, own, None if same else effect)

    @work
    async def action_choose_effect(self) -> None:
        """Choose the effect from a list."""
        own = self._own()
        if not own:
            return
        names = [(each, effect_name(each), effect_sign(each)) for each in EFFECTS] + [("", effect_name(None), "")]
        rows = [Row(each, safe.show((f"{sign:2}", "bold"), name), (name,)) for each, name, sign in names]
        chosen = await self.app.push_screen_wait(Chooser(_("Effect"), rows))
        if chosen is not None:
            self._change(excerpt_jobs.set_effect, own, chosen[0] or None)

    @work
    async def action_other_code(self) -> None:
        """Give them another code."""
        own = self._own()
        if not own:
            return
        coding = self.home.coding
        picker = CodePicker(
            ngettext("Another code for {n} coding", "Another code for {n} codings", len(own)).format(n=len(own)),
            self.everything.tree,
            self.looks,
            self.home.inks,
            language=language(),
            recents=coding.recents if coding is not None else (),
            several=False,
        )
        answer = await self.app.push_screen_wait(picker)
        if answer is not None and answer[0] == NEW:
            self.say(_("New codes are made in the codebook or while you code."))
        elif answer is not None:
            self._change(excerpt_jobs.recode, own, answer[0])

    @work
    async def action_memo(self) -> None:
        """Write a memo on one; on several, something that is added to the memo of each."""
        own, coding = self._own(), self.home.coding
        if not own or coding is None or coding.project is None:
            return
        several = len(own) > 1
        about = "several" if several else own[0].coding.id
        draft = Draft(self.home.memory, coding.project.id, about)
        title = _("Memo on {code}").format(code=self.look(own[0].coding.code).path)
        if several:
            title = ngettext("Add to the memo on {n} coding", "Add to the memos on {n} codings", len(own))
        dialog = MemoDialog(
            title.format(n=len(own)),
            "" if several else own[0].coding.quote,
            "" if several else own[0].coding.memo or "",
            draft=draft,
        )
        text = await self.app.push_screen_wait(dialog)
        if text is not None:
            self._change(excerpt_jobs.note, own, text, draft=draft)

    @work
    async def action_uncode(self) -> None:
        """Take them off; of several it is asked first."""
        own = self._own()
        n = len(own)
        if n > 1:
            question = ngettext("Take {n} coding off its passage?", "Take {n} codings off their passages?", n)
            question = f"{question.format(n=n)} " + _("Undo brings them back.")
            if not await self.app.push_screen_wait(Confirm(_("Take off"), question, _("take them off"))):
                return
        self._change(excerpt_jobs.uncode, own)

    @work
    async def action_translate(self) -> None:
        """Translate the quote at the cursor."""
        here, coding = self.here, self.home.coding
        if here is None or coding is None or coding.project is None:
            return
        if await translate(self, coding.project.id, here.coding):
            self.act(self.refresh_if_changed)

    # To a file

    @work
    async def action_export(self) -> None:
        """Write what is marked, or all that is shown."""
        marked = self.listing.marked
        wanted = [each for each in self.selected.found if each.coding.id in marked] if marked else self.selected.found
        if not wanted:
            self.say(_("There is nothing to write."))
            return
        told = "; ".join(self.words.told(self.filters, self.text))
        n = len(wanted)
        title = ngettext("Write {n} coding to a file", "Write {n} codings to a file", n).format(n=n)
        path = await tofile.ask(self, title, told or _("Excerpts"), REPORTS["excerpts"])
        if path is None:
            return
        if marked:
            chosen = ngettext("{n} coding chosen one by one", "{n} codings chosen one by one", n).format(n=n)
            told = "; ".join(part for part in (told, chosen) if part)
        self.act(lambda: self._write(path, [each.coding.id for each in wanted], told))

    async def _write(self, path: Path, ids: Sequence[str], told: str) -> None:
        if len(ids) > _MANY:
            self.say(_("Writing …"))
        written = await self.home.desk.run(excerpt_jobs.write, path, ids, told, language())
        await tofile.remember(self, path)
        if written.left_out:
            lines = [part for said in written.left_out for part in ("\n• ", said)]
            self.app.push_screen(Tell(_("Written: {path}").format(path=path), _("What is left out:"), *lines))
        else:
            self.say(_("Written: {path}").format(path=path))
