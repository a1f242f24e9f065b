"""A coding's passage changed: other edges, two of one, one of several; its codes taken to another passage."""

from __future__ import annotations

from textual import work

from qualcode.i18n import _, ngettext
from qualcode.model.text import Span
from qualcode.tui import changes
from qualcode.tui.dialogs.edges import EdgesDialog
from qualcode.tui.screens.changing import ChangingScreen

# Lines of the transcript that the dialog covers.
_UNDER_DIALOG = 8


class ShapingScreen(ChangingScreen):
    """A project whose codings can be reshaped."""

    @work
    async def action_reshape(self) -> None:
        """Move the edges of the coding while its new words are seen in the text."""
        coding = await self.settled_target()
        reading = self.reading
        if coding is None or reading is None:
            return
        caret = self.transcript.caret
        title = _("Edges: {code}").format(code=self.look(coding.code).path)
        dialog = EdgesDialog(title, reading.text, reading.turns, coding.span, self._show_edges)
        self._show_edges(coding.span)
        span = await self.app.push_screen_wait(dialog)
        self.transcript.set_caret(caret)
        if span is not None and span != coding.span:
            self.change(changes.move_edges, span, of=coding.id)

    def _show_edges(self, span: Span) -> None:
        """Select a passage, and bring it into the part of the text above the dialog."""
        transcript = self.transcript
        transcript.select(span)
        if transcript.page is not None:
            lines = transcript.page.lines_of(span)
            room = transcript.size.height - _UNDER_DIALOG
            if lines.stop - transcript.scroll_offset.y > room:
                transcript.scroll_to(y=max(min(lines.stop - room, lines.start), 0), animate=False)

    def action_split(self) -> None:
        """Make two codings of one, at the caret."""
        target, at = self.target(), self.transcript.caret.head

        async def step() -> None:
            coding = self.own(target())
            if coding is not None and not coding.start < at < coding.end:
                self.say(_("Put the caret where the coding is to be split: words of it must stand on both sides."))
            elif coding is not None:
                for each in await self.home.desk.run(changes.split, coding.id, at):
                    self.put(each)
                await self.refresh_undo()

        self.act(step)

    def action_join(self) -> None:
        """Make one coding of those of the same code that touch this one."""
        target = self.target()

        async def step() -> None:
            coding = self.own(target())
            if coding is None:
                return
            joined, gone = await self.home.desk.run(changes.join, coding.id)
            for each in gone:
                if (shown := self.transcript.stripes.get(each)) is not None:
                    self.drop(shown)
            self.put(joined)
            await self.refresh_undo()
            n = len(gone) + 1
            self.say(ngettext("{n} coding joined.", "{n} codings joined.", n).format(n=n))

        self.act(step)

    @work
    async def action_take_codes(self) -> None:
        """Take along the codes that the coding's coder put on this very passage."""
        target = self.target()
        await self.settled()
        coding = target()
        if coding is None:
            self.say(_("There is no coding at the caret."))
            return
        beside = [
            each for each in self.transcript.codings_here if (each.span, each.coder) == (coding.span, coding.coder)
        ]
        codes = dict.fromkeys(each.code for each in [coding, *beside])
        self.keep_codes(tuple(codes))
        names = ", ".join(self.look(code).label for code in codes)
        self.say(_("Taken along: {codes}. Select a passage and press . to put them there.").format(codes=names))

    def keep_codes(self, codes: tuple[str, ...]) -> None:
        """Remember codes for the key that puts the last ones again."""
