"""The codes as a tree to walk through: letter and colour, label, number of codings."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from qualcode.i18n import _
from qualcode.model.codebook import CodeTree
from qualcode.tui import safe
from qualcode.tui.codes import CodeLook
from qualcode.tui.themes import Inks
from qualcode.tui.widgets.sidebar import code_parts


class CodesTree(Tree[str]):
    """A click or the cursor shows a code; enter or a second click chooses it. What is folded stays so."""

    DEFAULT_CSS = """
    CodesTree { background: $surface; border: none; padding: 0; scrollbar-size-vertical: 1; overflow-x: hidden; }
    CodesTree:focus { border: none; }
    """

    @dataclass
    class At(Message):
        """The cursor stands on another code, or on none."""

        code: str | None

    @dataclass
    class Chosen(Message):
        """Enter, or a second click."""

        code: str

    def __init__(self) -> None:
        super().__init__(safe.label(_("Codes")), id="codes")
        self.show_root = False
        self.guide_depth = 2
        self.auto_expand = False
        self._codes = CodeTree(())
        self._shown: tuple[str, ...] = ()
        self._planted: dict[str, TreeNode[str]] = {}
        self._folded: set[str] = set()
        self._parts: dict[str, object] = {}
        self._looks: Mapping[str, CodeLook] = {}
        self._counts: Mapping[str, int] = {}
        self._inks: Inks | None = None

    @property
    def at(self) -> str | None:
        """The key of the code with the cursor."""
        return self.cursor_node.data if self.cursor_node is not None else None

    def show(
        self,
        codes: CodeTree,
        looks: Mapping[str, CodeLook],
        counts: Mapping[str, int],
        inks: Inks,
        *,
        only: Collection[str] | None = None,
        at: str | None = None,
    ) -> None:
        """Show these codes, or `only` some with those above them; the cursor stays, or goes to `at`."""
        keep = at or self.at
        self._looks, self._counts, self._inks = looks, counts, inks
        shown = tuple(code.key for _, code in codes.walk() if only is None or _reaches(codes, code.key, only))
        if codes.codes != self._codes.codes or shown != self._shown:
            self._codes, self._shown = codes, shown
            self._plant(unfolded=only is not None)
        self._write()
        self.go(keep if keep in self._planted else next(iter(only if only is not None else shown), None))

    def _plant(self, *, unfolded: bool) -> None:
        self.clear()
        self._planted, self._parts = {}, {}
        for key in self._shown:
            code = self._codes.by_key(key)
            if code is None:
                continue
            above = self._planted[self._codes.by_id(code.parent).key] if code.parent else self.root
            below = any(child.key in self._shown for child in self._codes.children(code.id))
            self._planted[key] = above.add(
                safe.label(key), data=key, expand=unfolded or key not in self._folded, allow_expand=below
            )
        self.root.expand()

    def _write(self) -> None:
        """Write the labels that have changed."""
        if self._inks is None:
            return
        room = max(self.content_size.width - 1, 16)
        for key, node in self._planted.items():
            code = self._codes.by_key(key)
            if code is None:
                continue
            parts = code_parts(self._codes, code, self._looks[key], self._counts.get(key, 0), self._inks, room)
            if self._parts.get(key) != parts:
                self._parts[key] = parts
                node.set_label(safe.label(*parts))

    def go(self, code: str | None) -> None:
        """Put the cursor on a code, if it is shown; those above it are unfolded."""
        node = self._planted.get(code) if code is not None else None
        if node is None:
            self.post_message(self.At(None))
            return
        above = node.parent
        while above is not None:
            above.expand()
            above = above.parent
        # Lines are numbered when they are asked for.
        if self.last_line >= 0:
            self.move_cursor(node)
        self.post_message(self.At(code))

    def on_resize(self) -> None:
        """Fit the labels to another width."""
        self._write()

    def on_tree_node_collapsed(self, event: Tree.NodeCollapsed[str]) -> None:
        """Remember what is folded."""
        event.stop()
        self._folded.add(event.node.data or "")

    def on_tree_node_expanded(self, event: Tree.NodeExpanded[str]) -> None:
        """Remember what is folded."""
        event.stop()
        self._folded.discard(event.node.data or "")

    def on_tree_node_highlighted(self, event: Tree.NodeHighlighted[str]) -> None:
        """Say which code it is."""
        event.stop()
        self.post_message(self.At(event.node.data))

    def on_tree_node_selected(self, event: Tree.NodeSelected[str]) -> None:
        """Choose it."""
        event.stop()
        if event.node.data is not None:
            self.post_message(self.Chosen(event.node.data))

    async def _on_click(self, event: events.Click) -> None:
        # A first click only shows the code, as it does in tables.
        line = event.style.meta.get("line")
        if line is not None and not event.style.meta.get("toggle") and line != self.cursor_line:
            self.cursor_line = line
            event.prevent_default()
            event.stop()


def _reaches(codes: CodeTree, key: str, only: Collection[str]) -> bool:
    code = codes.by_key(key)
    return code is not None and any(each.key in only for each in codes.branch(code))
