"""Choosing codes: by labels, keys and aliases in every language, recent ones first, a new one as the last row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual import events
from textual.content import Content
from textual.widgets import Input, OptionList

from qualcode.i18n import _
from qualcode.model.codebook import Code, CodeTree, Localised
from qualcode.tui import safe
from qualcode.tui.codes import CodeLook
from qualcode.tui.dialogs.base import CANCEL
from qualcode.tui.dialogs.choose import CHOOSE, Chooser, Row
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.themes import Inks

NEW = "\0new"
# Cells at the left edge of a row where a click marks it.
_EDGE = 2

MARK = Key("tab", "mark", _("Mark it, to choose several"), _("mark several"))


class CodePicker(Chooser):
    """The answer: keys of codes, or `NEW` and what was typed and the key of the branch to put a new code in."""

    BINDINGS = bindings(Group("", (MARK,)))

    def __init__(
        self,
        title: str,
        tree: CodeTree,
        looks: Mapping[str, CodeLook],
        inks: Inks,
        *,
        language: str,
        recents: Sequence[str] = (),
        counts: Mapping[str, int] | None = None,
        several: bool = True,
    ) -> None:
        rows = {code.key: _row(code, depth, tree, looks, inks, language) for depth, code in tree.walk()}
        # The recent ones, then those used most, then the others in the order of the codebook.
        order = dict.fromkeys([*(key for key in recents if key in rows), *_most_used(tree, counts or {}), *rows])
        super().__init__(
            title,
            [rows[key] for key in order],
            prompt=_("Type a few letters of a code"),
        )
        self._tree = tree
        self._several = several
        self._marked: list[str] = []
        self._at_edge = False
        self._branch = next((key for key in recents if key in rows), None)

    def keys(self) -> tuple[Key, ...]:
        """Marks only where several may be chosen."""
        return (CHOOSE, MARK, CANCEL) if self._several else (CHOOSE, CANCEL)

    def found(self, query: str) -> list[Row]:
        """The codes found, and the offer to make one."""
        offer = _("New code “{label}” …").format(label=query.strip()) if query.strip() else _("New code …")
        detail = safe.show(_("Makes a code of your own and puts it on the passage."))
        return [*super().found(query), Row(NEW, safe.show((offer, "italic $accent")), (), detail)]

    def draw(self, row: Row) -> Content:
        """A mark before each row that is marked."""
        if row.id in self._marked:
            return safe.show(("✓ ", "bold $accent")) + row.shown
        return safe.show("  ") + row.shown

    def action_mark(self) -> None:
        """Mark the row, or not any more."""
        row = self.highlighted
        if row is None or row.id == NEW or not self._several:
            return
        if row.id in self._marked:
            self._marked.remove(row.id)
        else:
            self._marked.append(row.id)
        self.fill(self.query_text, keep=row.id)
        # What is typed next looks for another code.
        self.query_one("#query", Input).select_all()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Note whether a row is clicked where its mark stands."""
        self._at_edge = self._several and event.style.meta.get("option") is not None and event.x < _EDGE

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click at the left edge marks; elsewhere it chooses, as it does what makes a new code."""
        if self._at_edge and self.highlighted is not None and self.highlighted.id != NEW:
            event.stop()
            event.prevent_default()
            self.action_mark()

    def action_choose(self) -> None:
        """Take what is marked, else the row."""
        row = self.highlighted
        if row is not None and row.id == NEW:
            self.dismiss((NEW, self.query_text.strip(), self._branch or ""))
        elif self._marked:
            self.dismiss(tuple(self._marked))
        elif row is not None:
            self.dismiss((row.id,))

    def _tell(self) -> None:
        super()._tell()
        # What the mouse passes on its way says nothing about where a new code belongs.
        if self.highlighted is not None and self.highlighted.id != NEW and self.pointed is None:
            self._branch = self.highlighted.id


def _most_used(tree: CodeTree, counts: Mapping[str, int]) -> list[str]:
    """The keys of the codes in use, most used first; those with others below, whose uses are theirs too, are left."""
    used = [code.key for code in tree.codes if counts.get(code.key) and not tree.children(code.id)]
    return sorted(used, key=lambda key: -counts[key])


def _row(code: Code, depth: int, tree: CodeTree, looks: Mapping[str, CodeLook], inks: Inks, language: str) -> Row:
    look = looks[code.key]
    colour = inks.code(look.colour).color
    above = " / ".join(look.path.split(" / ")[:-1])
    parts: list[Part] = [(f"{look.letter} ", f"bold {colour.name if colour else ''}"), (look.label, "bold")]
    if depth:
        parts.append((f"   {above}", "$foreground-muted"))
    names = (
        *code.labels.values(),
        code.key,
        *(alias for aliases in code.aliases.values() for alias in aliases),
    )
    return Row(code.key, safe.show(*parts), names, safe.block(*_told(code, language)))


def _told(code: Code, language: str) -> Iterator[Part]:
    """Definition, what belongs to it and what does not."""
    yield in_language(code.definition, language) or code.key
    for text, heading in ((code.include, _("Includes: ")), (code.exclude, _("Not: "))):
        if said := in_language(text, language):
            yield "\n"
            yield heading, "bold"
            yield said


def in_language(texts: Localised, language: str) -> str:
    """A text in the reader's language, else in English, else in any."""
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")
