"""Transcripts brought in, from wherever one is in a project: chosen or dropped, looked at, corrected, stored."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from textual import events, work

from qualcode.errors import QualcodeError, StorageError
from qualcode.i18n import _, ngettext
from qualcode.model.document import DocumentView
from qualcode.tui import dropped, folders, offers, safe
from qualcode.tui.dialogs.files import FilesChooser
from qualcode.tui.dialogs.importing import ImportDialog
from qualcode.tui.dialogs.review import ImportReview
from qualcode.tui.dialogs.tell import Tell
from qualcode.tui.dialogs.working import Working
from qualcode.tui.offers import ENDINGS, Known, Look, Offer
from qualcode.tui.safe import Part
from qualcode.tui.screens.base import Place

_LARGE = 1_000_000


class Bringing(Place):
    """A place where `i`, or a file dropped on it, brings transcripts in."""

    async def brought_in(self, views: Sequence[DocumentView]) -> None:
        """These documents have come in, in this order; show them."""

    def case_here(self) -> str:
        """The case that a single file is probably of; empty where nothing tells."""
        return ""

    @work
    async def action_import_document(self) -> None:
        """Bring transcripts in, after a look at what is in the files."""
        # Transcripts of a new project mostly lie beside it.
        folder = await asyncio.to_thread(folders.remembered, self.home, folders.IN)
        chosen = await self.app.push_screen_wait(FilesChooser(_("Import documents"), folder, ENDINGS))
        if chosen is not None:
            await self._bring_in(chosen)

    def on_paste(self, event: events.Paste) -> None:
        """Files dropped on the terminal come as their paths."""
        event.stop()
        self._bring_dropped(event.text)

    @work
    async def _bring_dropped(self, text: str) -> None:
        paths = await asyncio.to_thread(dropped.paths_in, text)
        if paths:
            await self._bring_in(paths)

    async def _bring_in(self, paths: Sequence[Path]) -> None:
        files = await asyncio.to_thread(dropped.transcripts, paths, ENDINGS)
        if not files:
            self.say(_("There are no transcripts in there. They end in {endings}.").format(endings=", ".join(ENDINGS)))
            return
        await asyncio.to_thread(folders.remember, self.home, folders.IN, files[0].absolute().parent)
        try:
            known = await self.home.desk.run(offers.known)
        except QualcodeError as error:
            self.complain(error)
            return
        looks = await self._bring_read(files)
        found = offers.offers(looks, known, self.case_here() if len(files) == 1 else "")
        wanted = await self._bring_review(found, known) if found else ()
        if wanted:
            await self._bring_store(wanted)

    async def _bring_read(self, files: Sequence[Path]) -> list[Look]:
        looks: list[Look] = []

        async def one(index: int) -> bool:
            looks.append(await asyncio.to_thread(offers.look, files[index]))
            return True

        names = [each.name for each in files]
        if await asyncio.to_thread(takes_a_while, files):
            # What was read until then is looked at; a thread that reads on changes nothing.
            done = await self.app.push_screen_wait(Working(_("Reading the files"), names, one, at_once=True))
            return looks[: done or 0]
        for index in range(len(files)):
            await one(index)
        return looks

    async def _bring_review(self, found: Sequence[Offer], known: Known) -> tuple[Offer, ...]:
        if len(found) > 1:
            return await self.app.push_screen_wait(ImportReview(found, known)) or ()
        refused = found[0].look.refused
        if refused is not None:
            self.complain(refused)
            return ()
        told = await self.app.push_screen_wait(ImportDialog(found[0], known, _("import")))
        return (told,) if told is not None else ()

    async def _bring_store(self, wanted: Sequence[Offer]) -> None:
        views: list[DocumentView] = []
        news: list[DocumentView] = []
        refused: list[tuple[str, QualcodeError]] = []

        async def one(index: int) -> bool:
            try:
                view = await self.home.desk.run(offers.store, wanted[index])
                views.append(view)
                found = wanted[index].look.found
                if found is None or view.warnings != found.warnings:
                    news.append(view)  # it was there already
            except StorageError as error:
                # The project cannot be written: the next file would fare no better.
                refused.append((wanted[index].look.name, error))
                return False
            except QualcodeError as error:
                refused.append((wanted[index].look.name, error))
            return True

        names = [offer.look.name for offer in wanted]
        if await asyncio.to_thread(takes_a_while, [offer.look.path for offer in wanted]):
            await self.app.push_screen_wait(Working(_("Importing"), names, one))
        else:
            await one(0)
        if views:
            self.act(lambda: self.brought_in(views))
            await self.settled()
        left = len(wanted) - len(views) - len(refused)
        if refused or left or news:
            self._bring_report(views, refused, left)
        else:
            n = len(views)
            many = ngettext("{n} document imported.", "{n} documents imported.", n).format(n=n)
            self.say(_("Imported: {title}").format(title=views[0].title) if n == 1 else many)

    def _bring_report(
        self, views: Sequence[DocumentView], refused: Sequence[tuple[str, QualcodeError]], left: int
    ) -> None:
        """What has come in and what has not, and why; what the files had in them was shown before."""
        if len(refused) == 1 and not views and not left:
            self.complain(refused[0][1])
        else:
            self.app.push_screen(Tell(_("Imported"), *told(views, refused, left)))


def takes_a_while(files: Sequence[Path]) -> bool:
    """Whether bringing these in should show how far it is."""
    if len(files) > 1:
        return True
    try:
        return any(path.stat().st_size > _LARGE for path in files)
    except OSError:  # it is gone; whoever reads it will say so
        return False


def told(views: Sequence[DocumentView], refused: Sequence[tuple[str, QualcodeError]], left: int) -> list[Part]:
    """What is said once they are in: what was refused first, then each document with what its reader noticed."""
    parts: list[Part] = []
    for name, error in refused:
        parts += [("✗ ", "bold $error"), (name, "bold"), "\n  ", safe.complaint(error).replace("\n", "\n  "), "\n"]
    if left:
        stopped = ngettext("{n} more file was not imported.", "{n} more files were not imported.", left)
        parts += [("– ", "$foreground-muted"), stopped.format(n=left), "\n"]
    for view in views:
        n = ngettext("{n} word", "{n} words", view.words).format(n=view.words)
        parts += [("✓ ", "bold $success"), (view.title, "bold"), (f"  {n}", "$foreground-muted"), "\n"]
        for warning in view.warnings:
            parts += [("  ! ", "bold $warning"), safe.sentence(warning), "\n"]
    return parts
