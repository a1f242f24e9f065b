"""The codebook worked on: codes made, named, described, moved, merged, split, removed; files taken in and written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work

from qualcode.i18n import _, language, ngettext
from qualcode.model.codebook import Code
from qualcode.ops import (
    codebook_edits,
    codebook_files,
    codebook_merging,
    codebook_preview,
    codebook_texts,
    codebooks,
)
from qualcode.ops.codebook_usage import TermCounter
from qualcode.tui import folders, knowable
from qualcode.tui.dialogs.codebookfile import CodebookPreviewDialog, ExportDialog
from qualcode.tui.dialogs.codechoice import INHERITED, TOP, CodeChooser, ColourChooser, Ways
from qualcode.tui.dialogs.codepassages import SplitDialog
from qualcode.tui.dialogs.codeterms import TermsDialog
from qualcode.tui.dialogs.codetexts import DescribeDialog, LabelsDialog, Texts
from qualcode.tui.dialogs.files import FileChooser
from qualcode.tui.dialogs.tell import Confirm
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.screens.codeshelf import CodebookShelf
from qualcode.tui.stakes import below, stakes, ways
from qualcode.tui.widgets.codetree import CodesTree

if TYPE_CHECKING:
    from qualcode.model.coding import CodingView
    from qualcode.ops import Session

CODEBOOK = Group(
    _("Codebook"),
    (
        Key("enter", "passages", _("The passages that have this code"), _("passages")),
        Key("n", "new(False)", _("A new code beside this one"), _("new")),
        Key("N", "new(True)", _("A new code below this one")),
        Key("e", "describe", _("Definition, rules, examples, other names"), _("describe")),
        Key("r", "rename", _("Its name in every language"), _("rename")),
        Key("w", "terms", _("The words that hint at it"), _("words")),
        Key("c", "recolour", _("Its colour"), _("colour")),
        Key("m", "move", _("Put it under another code"), _("move")),
        Key("alt+up,K", "shift(-1)", _("Up or down among its sisters")),
        Key("alt+down,J", "shift(1)", _("Up or down among its sisters")),
        Key("M", "merge", _("Make it one with another code"), _("merge")),
        Key("s", "split", _("Give some of its passages to a new code"), _("split")),
        Key("delete", "remove", _("Remove it"), _("remove")),
        Key("space", "fold", _("Fold or unfold the codes below it")),
        Key("/", "find", _("Search in all texts of the codes"), _("search")),
        Key("l", "other_language", _("Show the next language first")),
        Key("v", "alone", _("Its page alone, or beside the codes again")),
        Key("i", "import_codebook", _("Take codes from a file"), _("import")),
        Key("x", "export_codebook", _("Write the codebook to a file"), _("export")),
        Key("V", "versions", _("Its versions and changes, with reasons"), _("versions")),
        Key("P", "proposals", _("What is proposed for the codes"), _("proposals")),
    ),
)

_FORMATS = (".yaml", ".csv", ".xlsx", ".docx", ".html")


class CodebookScreen(CodebookShelf):
    """The codebook of the open project."""

    NAME = "codebook"
    GROUPS = (CODEBOOK, SECTION, PROGRAM)
    BINDINGS = bindings(CODEBOOK)

    def __init__(self) -> None:
        super().__init__()
        self._counter = TermCounter()

    def _at(self) -> Code | None:
        """The code with the cursor; says so where there is none."""
        if self.code is None:
            self.say(_("There is no code here yet. Press n to make one."))
        return self.code

    def _heading(self, act: str, code: Code) -> str:
        return f"{act} · {self.looks[code.key].path}"

    # Making, naming, describing

    @work
    async def action_new(self, below: bool) -> None:
        """A new code beside or below this one, with its names."""
        at, codes = self.code, self.tree_of_codes
        above = None if at is None else at if below else codes.by_id(at.parent) if at.parent else None
        if above is None:
            title, told = _("New dimension"), _("It stands at the top. A name in one language is enough.")
        else:
            title = _("New code below “{name}”").format(name=self.called(above))
            told = _("A name in one language is enough; the others can follow.")
        names = await self.app.push_screen_wait(LabelsDialog(title, told, {}, self.languages))
        if names is None:
            return

        async def step() -> None:
            made = await self.home.desk.run(codebook_texts.add, names, parent=above.key if above else None)
            self.next_code = made.key
            await self.refresh_if_changed()
            self.say(_("New code: {name}").format(name=self.called(made)))

        self.act(step)

    @work
    async def action_rename(self) -> None:
        """Its names in all languages."""
        code = self._at()
        if code is None:
            return
        told = _("Its key, {key}, stays as it is, so that nothing that names it breaks.").format(key=code.key)
        dialog = LabelsDialog(self._heading(_("Names"), code), told, code.labels, self.languages)
        names = await self.app.push_screen_wait(dialog)
        if names is not None:
            self._describe(code, {"labels": dict(names)})

    @work
    async def action_describe(self) -> None:
        """Definition, rules, examples, other names, indicators."""
        code = self._at()
        if code is None:
            return
        dialog = DescribeDialog(self._heading(_("Describe"), code), code, self.languages)
        texts = await self.app.push_screen_wait(dialog)
        if texts:
            self._describe(code, texts)

    @work
    async def action_terms(self) -> None:
        """The words that hint at it, with how often they stand in the texts."""
        code = self._at()
        if code is None:
            return
        await self.ask(self._counter.read)
        dialog = TermsDialog(self._heading(_("Words"), code), code, self.languages, self._counter.count)
        texts = await self.app.push_screen_wait(dialog)
        if texts:
            self._describe(code, texts)

    def _describe(self, code: Code, texts: Texts) -> None:
        name = str(texts.get("labels", {}).get(language()) or self.called(code))
        self.change(codebook_texts.describe, code.key, texts, said=_("Saved: {name}").format(name=name))

    @work
    async def action_recolour(self) -> None:
        """A colour that can be told from the others."""
        code = self._at()
        if code is None:
            return
        codes = self.tree_of_codes
        used = {each.colour: self.called(each) for each in codes.codes if each.colour and each is not code}
        letter = self.looks[code.key].letter
        dialog = ColourChooser(self._heading(_("Colour"), code), self.home.inks, letter, used=used, now=code.colour)
        chosen = await self.app.push_screen_wait(dialog)
        if chosen is not None:
            colour = None if chosen[0] == INHERITED else chosen[0]
            self.change(codebook_edits.recolour, code.key, colour, said=_("The colour is changed."))

    # Places in the tree

    async def _choose(self, title: str, but: list[Code], *, top: bool = False) -> str | None:
        dialog = CodeChooser(
            title, self.tree_of_codes, self.looks, self.home.inks, but={each.key for each in but}, top=top
        )
        chosen = await self.app.push_screen_wait(dialog)
        return chosen[0] if chosen is not None else None

    @work
    async def action_move(self) -> None:
        """Under another code, or to the top."""
        code = self._at()
        if code is None:
            return
        codes = self.tree_of_codes
        above = [codes.by_id(code.parent)] if code.parent else []
        title = self._heading(_("Put it under"), code)
        chosen = await self._choose(title, [*codes.branch(code), *above], top=code.parent is not None)
        target = None if chosen in (None, TOP) else codes.by_key(chosen or "")
        if chosen is not None:
            if target is None:
                said = _("“{name}” is a dimension now.").format(name=self.called(code))
            else:
                said = _("“{name}” stands under “{parent}” now.").format(
                    name=self.called(code), parent=self.called(target)
                )
            self.change(codebook_edits.move, code.key, target.key if target else None, said=said)

    def action_shift(self, step: int) -> None:
        """Up or down by one among its sisters."""
        code = self._at()
        if code is None:
            return
        key = code.key

        async def move() -> None:
            await self.home.desk.run(shift, key, step)
            self.next_code = key
            await self.refresh_if_changed()

        self.act(move)

    # What touches codings

    @work
    async def action_merge(self) -> None:
        """Make it one with another code, once it is known what becomes of the codings."""
        code = self._at()
        if code is None:
            return
        chosen = await self._choose(self._heading(_("Make it one with"), code), [code])
        target = self.tree_of_codes.by_key(chosen or "")
        if target is None:
            return
        at_stake = await self.ask(codebook_merging.consequences, code.key, into=target.key, below=False)
        if at_stake is None:
            return
        names = {"name": self.called(code), "into": self.called(target)}
        told = [
            _("“{name}” goes up in “{into}”, which takes over its names, texts, words and codes below.").format(**names)
        ]
        told += stakes(at_stake, blind=self.home.view.blind)
        if await self.app.push_screen_wait(Confirm(_("Make two codes one"), "\n".join(told), _("merge"))):
            self.next_code = target.key
            said = _("“{name}” is part of “{into}” now.").format(**names)
            self.change(codebook_merging.merge, code.key, target.key, said=said)

    @work
    async def action_split(self) -> None:
        """Give some of its passages to a new code beside it."""
        code = self._at()
        if code is None:
            return
        found = await self._passages(code)
        own = [each for each in found[0] if each.code == code.key] if found is not None else []
        if found is None or not own:
            self.say(_("No passage has this code itself, so there is nothing to split."))
            return
        dialog = SplitDialog(self._heading(_("Split"), code), own, found[1])
        answer = await self.app.push_screen_wait(dialog)
        if answer is None:
            return
        name, ids = answer
        told = ngettext("{n} passage has the new code “{name}”.", "{n} passages have the new code “{name}”.", len(ids))
        self.change(codebook_merging.split, code.key, {name: ids}, said=told.format(n=len(ids), name=name))

    @work
    async def action_remove(self) -> None:
        """Remove it; where passages have it, somebody says what becomes of them."""
        code = self._at()
        if code is None:
            return
        at_stake = await self.ask(codebook_merging.consequences, code.key)
        if at_stake is None:
            return
        said = _("Removed: {name}").format(name=self.called(code))
        if not at_stake.codings and len(at_stake.codes) == 1 and not at_stake.memos:
            self.change(codebook_merging.remove, code.key, said=said)
            return
        title = self._heading(_("Remove"), code)
        way = await self.app.push_screen_wait(
            Ways(title, ["\n".join(below(at_stake) + stakes(at_stake, blind=self.home.view.blind))], ways(at_stake))
        )
        if way == "move":
            branch = list(self.tree_of_codes.branch(code))
            target = await self._choose(_("The code that the passages are to have"), branch)
            if target is not None:
                self.next_code = target
                self.change(_remove, code.key, target, said=said)
        elif way is not None:
            self.change(_remove, code.key, None, said=said)

    # Passages

    async def _passages(self, code: Code) -> tuple[list[CodingView], dict[str, str]] | None:
        return await self.ask(knowable.passages, code.key, self.home.view)

    def action_passages(self) -> None:
        """The passages of the code and of those below it, on the screen of excerpts."""
        code = self._at()
        if code is None:
            return
        if self.shelf is not None and not self.shelf.uses[code.key].total:
            self.say(_("No passage has this code yet. Codes are put on passages in the transcript."))
            return
        self.then(self._to_excerpts, code.key)

    def _to_excerpts(self, code: str) -> None:
        from qualcode.tui.screens.excerpts import ExcerptsScreen

        excerpts = ExcerptsScreen()
        excerpts.filters = {"code": frozenset({code})}
        self.app.switch_screen(excerpts)

    @on(CodesTree.Chosen)
    def _chosen(self) -> None:
        self.action_passages()

    # What it went through, and may

    def action_versions(self) -> None:
        """Its changes, with the versions that were named."""
        from qualcode.tui.screens.versions import VersionsScreen

        self.then(self.app.push_screen, VersionsScreen())

    def action_proposals(self) -> None:
        """What is proposed, for codes and indicators."""
        from qualcode.tui.screens.proposals import ProposalsScreen

        self.then(self.app.push_screen, ProposalsScreen())

    # Files

    @work
    async def action_import_codebook(self) -> None:
        """Take codes from a file, after a look at what it would add and change."""
        folder = await self.beside(folders.remembered, self.home, folders.CODEBOOKS)
        endings = codebook_preview.suffixes()
        path = await self.app.push_screen_wait(FileChooser(_("Take codes from a file"), folder, endings))
        if path is None:
            return
        await self.beside(folders.remember, self.home, folders.CODEBOOKS, path.absolute().parent)
        found = await self.ask(codebook_preview.preview, path)
        taken = await self.app.push_screen_wait(CodebookPreviewDialog(path, found)) if found is not None else None
        if found is not None and taken:
            n = len(found.added)
            said = ngettext("{n} new code, ", "{n} new codes, ", n).format(n=n)
            n = len(found.changed)
            said += ngettext("{n} changed.", "{n} changed.", n).format(n=n)
            self.change(codebook_files.load, path, said=said)

    @work
    async def action_export_codebook(self) -> None:
        """Write the codebook to a file that can be read back, or to be read."""
        if self.shelf is None:
            return
        formats = tuple(
            zip(_FORMATS, (_("YAML, holds everything"), _("table (CSV)"), "Excel", "Word", _("web page")), strict=True)
        )
        folder = await self.beside(folders.remembered, self.home, folders.CODEBOOKS)
        path = await self.app.push_screen_wait(ExportDialog(folder, self.shelf.book.name or "codebook", formats))
        if path is None:
            return
        there = await self.beside(path.exists)
        asked = _("“{name}” is there already. Put the codebook in its place?").format(name=path.name)
        if there and not await self.app.push_screen_wait(Confirm(_("Write over it"), asked, _("write over it"))):
            return

        async def step() -> None:
            await self.home.desk.run(codebook_files.export, path, language=language(), force=there)
            await self.beside(folders.remember, self.home, folders.CODEBOOKS, path.absolute().parent)
            self.say(_("The codebook is written to {path}").format(path=path))

        self.act(step)


# Jobs, done in the desk's thread


def shift(session: Session, code: str, step: int) -> Code | None:
    """Put a code before the sister above it, or after the one below it; None where there is none."""
    codes = codebooks.tree(session)
    found = codebooks.find_code(codes, code)
    sisters = codes.children(found.parent)
    at = sisters.index(found) + step
    if not 0 <= at < len(sisters):
        return None
    following = at if step < 0 else at + 1
    before = sisters[following].key if following < len(sisters) else None
    return codebook_edits.reorder(session, code, before=before)


def _remove(session: Session, code: str, target: str | None) -> None:
    codebook_merging.remove(session, code, move_codings_to=target, with_codings=target is None)
