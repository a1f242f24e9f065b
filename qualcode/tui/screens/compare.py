"""The project's codebook beside another: two trees, what became of each code, pairs put right, codes taken over."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from textual import on, work
from textual.widgets import Static

from qualcode.errors import QualcodeError
from qualcode.i18n import _, language, ngettext
from qualcode.model.crosswalk import DECLINED, SURE
from qualcode.ops import codebook_reading, codebook_taking, compare_files
from qualcode.ops.codebook_taking import WHAT
from qualcode.ops.compare_words import RELATION_NAMES
from qualcode.tui import compared, safe
from qualcode.tui.codes import CodeLook
from qualcode.tui.compared import DIFFERENT, Abreast, Held, Trees
from qualcode.tui.dialogs import choose
from qualcode.tui.dialogs.choose import Chooser
from qualcode.tui.dialogs.codechoice import CodeChooser
from qualcode.tui.dialogs.memo import Draft, MemoDialog
from qualcode.tui.dialogs.recoding import Recoded
from qualcode.tui.dialogs.tell import Tell
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.screens import others, tofile
from qualcode.tui.screens.below import BelowScreen
from qualcode.tui.screens.uniting import UnionScreen
from qualcode.tui.widgets.listing import Listing

COMPARE = Group(
    _("Compare codebooks"),
    (
        Key("o", "other", _("Choose the codebook to compare with"), _("with …")),
        Key("f", "filter", _("Only what became so"), _("only")),
        Key("j", "next_different(1)", _("Next code that differs"), _("next"), "j k"),
        Key("k", "next_different(-1)", _("Previous code that differs")),
        Key("c", "confirm", _("These are the same, for good"), _("confirm")),
        Key("x", "decline", _("These are not the same"), _("not")),
        Key("n", "note", _("Note why")),
        Key("e", "repair", _("Choose another partner by hand"), _("partner")),
        Key("m", "unite", _("Make one codebook of both"), _("make one")),
        Key("delete", "forget", _("Forget what was said of this pair")),
        Key("C", "confirm_sure", _("Confirm all pairs that are sure enough")),
        Key("1", "take('name')", _("Take its names over")),
        Key("2", "take('texts')", _("Take its definition, rules and words over")),
        Key("3", "take('place')", _("Take its place over")),
        Key("4", "take('all')", _("Take all of it over, also what is missing"), _("take over"), "1-4"),
        Key("enter", "tell", _("All about this pair")),
        Key("r", "recode", _("Give all codings its codes, told first"), _("recode")),
        Key("w", "write", _("The comparison, to a file"), _("to a file")),
    ),
)
_ENDINGS = (".docx", ".xlsx", ".html", ".csv")


class CompareScreen(BelowScreen[Abreast]):
    """Both trees, and below them what is told of the pair with the cursor."""

    DEFAULT_CSS = """
    CompareScreen #heads { height: 1; background: $panel; padding: 0 0 0 2; text-style: bold; text-wrap: nowrap; }
    CompareScreen #notes { display: none; height: auto; max-height: 4; padding: 0 1; background: $surface; }
    CompareScreen #notes { color: $text-muted; }
    CompareScreen.-apart #notes { color: $warning; }
    CompareScreen.-noted #notes { display: block; }
    CompareScreen.-tiny #heads, CompareScreen.-tiny #notes { display: none; }
    """
    NAME = "compare"
    ABOVE = ("notes", "heads")
    GROUPS = (COMPARE, SECTION, PROGRAM)
    BINDINGS = bindings(COMPARE)

    def __init__(self) -> None:
        super().__init__()
        self.held: Held | None = None
        self.trees: Trees | None = None
        self.other: str | None = None
        self.only: str | None = None

    def rows(self) -> Sequence[Abreast]:
        """The pairs that are shown."""
        return self.trees.rows if self.trees is not None else ()

    def told(self, row: Abreast) -> Sequence[Part]:
        """What is told of a pair."""
        return compared.told(self.held, row) if self.held is not None else ()

    # What is shown

    async def fill(self) -> None:
        """Compare anew, with what was compared last."""
        if self.other is None:
            known = await asyncio.to_thread(self.home.memory.noted, "compared", self.home.project_id)
            self.other = known if isinstance(known, str) else None
        if self.other is not None:
            try:
                self.held = await self.home.desk.run(compared.compare, self.other, language())
            except QualcodeError as error:
                self.held, self.other = None, None
                self.complain(error)
        self.lay_out()

    def lay_out(self) -> None:
        """Show the lines; the cursor stays on its pair."""
        held, before = self.held, self.here
        nothing = _(
            "Press o to choose a codebook: a file, another project, the shared codebook, or a version of this one. "
            "It then stands beside this project’s, and you see what is the same and what became of the rest."
        )
        self.show_nothing(nothing if held is None else None)
        if held is None:
            self.trees = None
            self.show_header()
            return
        self.trees = Trees(held, self.home.inks, self.only)
        at = self.trees.line_of(before.id) if before is not None else None
        self.listing.show(self.trees, at=at if at is not None else 0)
        self.listing.keep(row.id for row in self.trees.rows)
        self.set_class(bool(held.made.notes), "-noted")
        self.set_class(not held.made.languages, "-apart")
        notes = "\n".join(safe.sentence(note) for note in held.made.notes)
        self.query_one("#notes", Static).update(safe.block(notes))
        self.call_after_refresh(self._show_heads)
        # The name first, so that it is right for one and for many.
        counted = [
            _("{name}: {value}").format(name=_(RELATION_NAMES[name]), value=n)
            for name, n in compared.counts(held).items()
        ]
        self.show_header((" · ".join(counted), "$foreground-muted"))

    def _show_heads(self) -> None:
        held = self.held
        if held is None:
            return
        room = max((self.listing.scrollable_content_region.width - 8) // 2, 6)
        names = [safe.fit(each.name, room) for each in (held.made.first, held.made.second)]
        only = ""
        if self.only is not None:
            only = "  " + _("only: {what}").format(what=self._relation(self.only))
        self.query_one("#heads", Static).update(safe.show(names[0], "     ", names[1].rstrip(), (only, "$accent")))

    @staticmethod
    def _relation(name: str) -> str:
        return _("what differs") if name == DIFFERENT else _(RELATION_NAMES[name])

    def on_resize(self) -> None:
        """The names stand above their trees."""
        self.call_after_refresh(self._show_heads)

    # With what

    @work
    async def action_other(self) -> None:
        """Choose the other codebook."""
        other = await others.ask(self, _("Compare with"))
        if other is not None:
            self.act(lambda: self._compare(other))

    async def _compare(self, other: str) -> None:
        self.held = await self.home.desk.run(compared.compare, other, language())
        self.other, self.only = other, None
        await asyncio.to_thread(self.home.memory.note, "compared", self.home.project_id, other)
        self.listing.clear_marks()
        self.lay_out()

    # Going about

    @work
    async def action_filter(self) -> None:
        """Only the lines of a relation."""
        if self.held is None:
            return
        found = compared.counts(self.held)
        n = len(self.held.rows)
        offers = [("", _("everything"), n), (DIFFERENT, _("what differs"), n - found.get("same", 0))]
        offers += [(name, _(RELATION_NAMES[name]), count) for name, count in found.items()]
        rows = [
            choose.Row(
                name, safe.show((compared.MARKS.get(name, (" ", ""))[0] + " ", "bold"), shown, f"  {count}"), (shown,)
            )
            for name, shown, count in offers
        ]
        chosen = await self.app.push_screen_wait(Chooser(_("Show"), rows))
        if chosen is not None:
            self.only = chosen[0] or None
            self.lay_out()

    def action_next_different(self, step: int) -> None:
        """Go to the next code that differs."""
        at = self.trees.next_different(self.listing.cursor, step) if self.trees is not None else None
        if at is None:
            self.say(_("Nothing differs."))
        else:
            self.listing.go(at)

    @on(Listing.Chosen)
    def action_tell(self) -> None:
        """All about the pair, in a window of its own."""
        row, held = self.here, self.held
        if row is not None and held is not None:
            names = [look.path for look in self._looks(row)]
            self.app.push_screen(Tell(" → ".join(names), *compared.told(held, row)))

    def _looks(self, row: Abreast) -> list[CodeLook]:
        held = self.held
        assert held is not None
        return [looks[code.key] for looks, code in zip(held.looks, (row.first, row.second), strict=True) if code]

    # What people say of pairs

    def _chosen(self) -> list[Abreast]:
        """The marked lines, else the one with the cursor."""
        if self.trees is None:
            return []
        marked = [row for row in self.trees.rows if row.id in self.listing.marked]
        return marked or ([self.here] if self.here is not None else [])

    def _say_of_pairs(self, job: Callable[..., int], said: str) -> None:
        held = self.held
        pairs = [(row.first.id, row.second.id) for row in self._chosen() if row.first and row.second]
        if held is None or not pairs:
            self.say(_("There is no pair here: e chooses a partner by hand."))
            return
        self.listing.clear_marks()
        self.change(job, held.made, pairs, said=said)

    def action_confirm(self) -> None:
        """These are the same."""
        said = _("Confirmed: that is certain from now on.")
        self._say_of_pairs(compared.confirm, f"{said} {_('n: say why')}")

    def action_decline(self) -> None:
        """These are not the same."""
        said = _("Declined: these are no pair from now on.")
        self._say_of_pairs(compared.decline, f"{said} {_('n: say why')}")

    @work
    async def action_note(self) -> None:
        """Write why a pair was confirmed or declined, of all of which that was said the last first."""
        held = self.held
        if held is None:
            return
        pairs = await self.home.desk.run(compared.said, held.made)
        if not pairs:
            self.say(_("Nothing was said of this pair."))
            return
        names = [f"{each.first_label} {'≠' if each.state == DECLINED else '='} {each.second_label}" for each in pairs]
        rows = [
            choose.Row(str(at), safe.show(name, (f"   {' '.join(pair.note.split())}", "$foreground-muted")), (name,))
            for at, (name, pair) in enumerate(zip(names, pairs, strict=True))
        ]
        chosen = await self.app.push_screen_wait(Chooser(_("Note why"), rows))
        if chosen is None:
            return
        pair, about = pairs[int(chosen[0])], names[int(chosen[0])]
        draft = Draft(self.home.memory, self.home.project_id, f"pair {held.other} {pair.first} {pair.second}")
        text = await self.app.push_screen_wait(MemoDialog(_("Why"), about, pair.note, draft=draft))
        if text is None:
            return

        async def step() -> None:
            await self.home.desk.run(compared.explain, held.made, pair, text)
            await asyncio.to_thread(draft.drop)
            await self.refresh_if_changed()

        self.act(step)

    def action_forget(self) -> None:
        """Take back what was said of a pair; the program proposes it again, or does not."""
        if any(row.match is not None and not row.match.confirmed for row in self._chosen()):
            self.say(_("Nothing was said of this pair."))
            return
        self._say_of_pairs(compared.forget, _("Forgotten: it is as if nothing had been said."))

    def action_confirm_sure(self) -> None:
        """All pairs from a score on, but those that are split or merged, or the same code by its id."""
        held = self.held
        if held is None:
            return
        pairs = [
            (match.first.id, match.second.id)
            for match in held.made.matches
            if match.score >= SURE
            and not match.confirmed
            and not {"split", "merged"} & set(match.relations)
            and match.first.id != match.second.id
        ]
        if not pairs:
            self.say(_("No pair is left that is sure enough and not confirmed."))
            return
        said = ngettext("{n} pair confirmed.", "{n} pairs confirmed.", len(pairs)).format(n=len(pairs))
        self.change(compared.confirm, held.made, pairs, said=said)

    @work
    async def action_repair(self) -> None:
        """Choose the partner by hand."""
        row, held = self.here, self.held
        if row is None or held is None:
            return
        ours = row.first is not None
        side = 1 if ours else 0
        code = row.first or row.second
        assert code is not None
        but = {row.second.key} if ours and row.second is not None else set[str]()
        title = _("Partner of “{name}”").format(name=held.looks[1 - side][code.key].label)
        dialog = CodeChooser(title, held.trees[side], held.looks[side], self.home.inks, but=but, top=False)
        chosen = await self.app.push_screen_wait(dialog)
        partner = held.trees[side].by_key(chosen[0]) if chosen is not None else None
        if partner is None:
            return
        pair = (code.id, partner.id) if ours else (partner.id, code.id)
        instead_of = (code.id, row.second.id) if ours and row.second is not None else None
        self.change(compared.repair, held.made, instead_of, pair, said=_("Confirmed: that is certain from now on."))

    # Taking over

    def action_take(self, what: str = "all") -> None:
        """Take over names, texts, place, or all of what is chosen."""
        held = self.held
        if held is None:
            return
        rows = [row for row in self._chosen() if row.second is not None]
        if what != "all":
            rows = [row for row in rows if row.match is not None]
        codes = list(dict.fromkeys(row.second.id for row in rows if row.second is not None))
        if not codes:
            if any(row.second is not None for row in self._chosen()):
                self.say(_("This project has no such code: 4 takes it over whole."))
            else:
                self.say(_("The other codebook has nothing here to take over."))
            return
        self.listing.clear_marks()
        parts = WHAT if what == "all" else (what,)
        said = ngettext("Taken over: {n} code.", "Taken over: {n} codes.", len(codes)).format(n=len(codes))
        self.change(codebook_taking.take, held.made.second, codes, parts, said=said)

    # Both together

    def action_unite(self) -> None:
        """To what would become of the two if they were made one."""
        if self.other is None:
            self.say(_("First choose the other codebook with o."))
        else:
            self.then(self.app.push_screen, UnionScreen(self.other))

    def action_recode(self) -> None:
        """See what all codings would become under the other codebook, and do it."""
        held = self.held
        if held is None:
            self.say(_("First choose the other codebook with o."))
            return

        async def look() -> None:
            report = await self.home.desk.run(codebook_reading.foresee, held.made.second)
            self.app.push_screen(Recoded(held.made.second.name, report, held.looks), self._recode(held))

        self.act(look)

    def _recode(self, held: Held) -> Callable[[bool | None], None]:
        def answered(wanted: bool | None) -> None:
            if wanted:
                said = _("Recoded; one undo takes all of it back.")
                self.change(codebook_reading.recode, held.made.second, said=said)

        return answered

    # To a file

    @work
    async def action_write(self) -> None:
        """Write the comparison."""
        held = self.held
        if held is None:
            return
        name = _("{first} and {second}").format(first=held.made.first.name, second=held.made.second.name)
        path = await tofile.ask(self, _("Write the comparison to a file"), name, _ENDINGS)
        if path is None:
            return

        async def step() -> None:
            await asyncio.to_thread(compare_files.write_comparison, held.made, path, language(), force=True)
            await tofile.wrote(self, path)

        self.act(step)
