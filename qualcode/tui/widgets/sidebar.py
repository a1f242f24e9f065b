"""The documents and the codebook, at the left of the transcript."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static, Tree
from textual.widgets.option_list import Option
from textual.widgets.tree import TreeNode

from qualcode.i18n import _, language
from qualcode.model.codebook import Code, CodeTree
from qualcode.model.document import DocumentView
from qualcode.tui import safe
from qualcode.tui.codes import CodeLook
from qualcode.tui.dialogs.picker import in_language
from qualcode.tui.jobs import Shelf
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.themes import Inks

# Cells that a count takes.
_COUNT = 4
# Cells of a document's line that are not its title: a mark, a blank and the count.
_AROUND_TITLE = 2 + _COUNT


class _Codes(Tree[str]):
    """The codes; the key that leads here leads from here to the codebook's own screen."""

    BINDINGS = bindings(Group("", (Key("b", "screen.go('codebook')", _("To the codebook’s own screen")),)))

    def __init__(self, label: Text, about: Callable[[str], Content], *, id: str) -> None:
        """`about`: what is told of a code, by its key."""
        super().__init__(label, id=id)
        self._about = about

    def watch_hover_line(self, previous_hover_line: int, hover_line: int) -> None:
        """Tell about the code that is pointed at: its name is often longer than the line."""
        super().watch_hover_line(previous_hover_line, hover_line)
        node = self.get_node_at_line(hover_line)
        shown = self._about(node.data) if node is not None and node.data is not None else None
        self.tooltip = shown


class Sidebar(Vertical):
    """What there is to read, and what to code with."""

    DEFAULT_CSS = """
    Sidebar { width: 28; background: $surface; border-right: solid $border; }
    Sidebar .heading { height: 1; padding: 0 1; color: $text-muted; }
    Sidebar OptionList, Sidebar Tree { background: $surface; border: none; padding: 0; scrollbar-size-vertical: 1; }
    Sidebar OptionList:focus, Sidebar Tree:focus { border: none; background-tint: $primary 6%; }
    Sidebar #documents { height: auto; max-height: 40%; overflow-x: hidden; text-wrap: nowrap; }
    Sidebar #codebook { height: 1fr; overflow-x: hidden; }
    """

    BINDINGS = bindings(Group("", (Key("escape", "screen.side_close", _("Back to the transcript")),)))

    @dataclass
    class DocumentChosen(Message):
        """A document is to be opened."""

        document: str

    @dataclass
    class CodeChosen(Message):
        """A code is to be put on the selected passage."""

        code: str

    def __init__(self) -> None:
        super().__init__(id="sidebar")
        self._shelf: Shelf | None = None
        self._reading: str | None = None
        self._counts: Mapping[str, int] = {}
        self._looks: Mapping[str, CodeLook] = {}
        self._inks: Inks | None = None
        self._planted: dict[str, TreeNode[str]] = {}
        self._said: dict[str, object] = {}
        self._alike: Collection[str] = ()

    def compose(self) -> ComposeResult:
        """Two lists with their headings."""
        yield Static(safe.show(_("Documents")), classes="heading")
        yield OptionList(id="documents")
        yield Static(safe.show(_("Codes")), classes="heading")
        codes = _Codes(safe.label(_("Codes")), self._told, id="codebook")
        codes.show_root = False
        codes.guide_depth = 2
        codes.auto_expand = False
        yield codes

    def show(self, shelf: Shelf, looks: Mapping[str, CodeLook], reading: str | None) -> None:
        """Show a project's documents and codes; `reading` is the id of the open document."""
        before, self._shelf = self._shelf, shelf
        self._looks = looks
        if before is None or before.documents != shelf.documents or reading != self._reading:
            self.mark_open(reading)
        if before is None or before.tree.codes != shelf.tree.codes:
            self._plant(shelf)

    def _told(self, key: str) -> Content:
        """A code's whole name, and what it means."""
        code = self._shelf.tree.by_key(key) if self._shelf is not None else None
        said = in_language(code.definition, language()) if code is not None else ""
        return safe.block((self._looks[key].path, "bold"), *(["\n", said] if said else []))

    def mark_open(self, reading: str | None) -> None:
        """Say which document is open."""
        self._reading = reading
        if self._shelf is None:
            return
        documents = self.query_one("#documents", OptionList)
        coder, width = self._shelf.coder, self._room
        cut = Counter(safe.fit(each.title, width - _AROUND_TITLE) for each in self._shelf.documents)
        self._alike = frozenset(title for title, n in cut.items() if n > 1)
        documents.clear_options()
        documents.add_options(
            Option(safe.show(*_document_parts(each, coder, each.id == reading, width, self._alike)), id=each.id)
            for each in self._shelf.documents
        )
        at = [index for index, each in enumerate(self._shelf.documents) if each.id == reading]
        documents.highlighted = at[0] if at else None

    def count_here(self, codings: int) -> None:
        """The open document has so many codings now."""
        if self._shelf is None:
            return
        counted = []
        for each in self._shelf.documents:
            if each.id == self._reading:
                each = replace(each, codings=codings)
                parts = _document_parts(each, self._shelf.coder, True, self._room, self._alike)
                self.query_one("#documents", OptionList).replace_option_prompt(each.id, safe.show(*parts))
            counted.append(each)
        # Kept, so that lines drawn anew at another width say the same.
        self._shelf = replace(self._shelf, documents=tuple(counted))

    def recount(self, counts: Mapping[str, int], inks: Inks) -> None:
        """Other numbers of codings, or another theme; only lines that change are drawn again."""
        self._counts, self._inks = counts, inks
        if self._shelf is None:
            return
        tree = self._shelf.tree
        for code in tree.codes:
            parts = code_parts(tree, code, self._looks[code.key], counts.get(code.key, 0), inks, self._room)
            if self._said.get(code.key) != parts:
                self._said[code.key] = parts
                self._planted[code.key].set_label(safe.label(*parts))

    def on_resize(self) -> None:
        """Fit titles and labels to another width."""
        if self._inks is not None:
            self.mark_open(self._reading)
            self.recount(self._counts, self._inks)

    @property
    def _room(self) -> int:
        """Cells inside the border and the lists' scroll bars."""
        return max(self.content_size.width - 1, 20)

    def _plant(self, shelf: Shelf) -> None:
        codes: Tree[str] = self.query_one("#codebook", Tree)
        codes.clear()
        self._planted, self._said = {}, {}
        for depth, code in shelf.tree.walk():
            parent = self._planted[shelf.tree.by_id(code.parent).key] if code.parent else codes.root
            has_children = bool(shelf.tree.children(code.id))
            self._planted[code.key] = parent.add(
                safe.label(code.key), data=code.key, expand=depth == 0, allow_expand=has_children
            )
        codes.root.expand()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the document."""
        event.stop()
        if event.option_id is not None:
            self.post_message(self.DocumentChosen(event.option_id))

    def on_tree_node_selected(self, event: Tree.NodeSelected[str]) -> None:
        """Code with it."""
        event.stop()
        if event.node.data is not None:
            self.post_message(self.CodeChosen(event.node.data))


def _document_parts(
    document: DocumentView, coder: str, is_open: bool, width: int, alike: Collection[str]
) -> list[Part]:
    """A document's line; titles of which only the same beginning would be seen (`alike`) are cut in the middle."""
    mark = "▸" if is_open else "✓" if coder in document.done else " "
    title = safe.fit(document.title, width - _AROUND_TITLE)
    if title in alike:
        title = safe.fit(safe.clip_middle(document.title, width - _AROUND_TITLE), width - _AROUND_TITLE)
    return [mark + " ", (title, "bold" if is_open else ""), (_counted(document.codings), "dim")]


def code_parts(tree: CodeTree, code: Code, look: CodeLook, total: int, inks: Inks, width: int) -> list[Part]:
    """A code's line in a tree `width` cells wide: letter or mark in its colour, label, number of codings."""
    colour = inks.code(look.colour).color
    ink = colour.name if colour is not None else ""
    swatch = (f"{look.letter} ", f"bold {ink}") if code.parent is None else ("▪ ", ink)
    # A guide of two cells for each code above, and two for the arrow that folds those below.
    before = 2 * sum(1 for _ in tree.ancestors(code)) + (2 if tree.children(code.id) else 0) + 2
    label = safe.fit(look.label, width - before - _COUNT)
    return [swatch, (label, "bold" if code.parent is None else ""), (_counted(total), "dim")]


def _counted(n: int) -> str:
    return f"{n or '':>{_COUNT}}"
