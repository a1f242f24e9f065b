"""A new code: its name, and the branch it belongs to."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qualcode.i18n import _
from qualcode.model.codebook import CodeTree
from qualcode.tui import safe
from qualcode.tui.codes import CodeLook
from qualcode.tui.dialogs.base import CANCEL, Dialog
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.widgets.entry import Entry

MAKE = Key("enter", "make", _("Make the code"), _("make it"))
BRANCH = Key("down", "walk(1)", _("Choose what it belongs to"), _("belongs to"), "↑ ↓")
WALK = (
    BRANCH,
    Key("up", "walk(-1)", BRANCH.help),
    Key("pagedown", "dimension(1)", _("To the next dimension"), _("dimension"), _("page ↑ ↓")),
    Key("pageup", "dimension(-1)", _("To the next dimension")),
)


class NewCodeDialog(Dialog[tuple[str, str]]):
    """The answer: the label, and the parent's key or "" for a dimension of its own."""

    DEFAULT_CSS = """
    NewCodeDialog .caption { color: $text-muted; margin-top: 1; }
    NewCodeDialog #branches { height: auto; }
    NewCodeDialog #becomes { height: auto; margin-top: 1; }
    NewCodeDialog.-tiny .caption, NewCodeDialog.-tiny #becomes { display: none; }
    """
    BINDINGS = bindings(Group("", (MAKE, *WALK)))
    KEYS = (MAKE, BRANCH, WALK[2], CANCEL)

    def __init__(self, label: str, tree: CodeTree, looks: Mapping[str, CodeLook], branch: str | None) -> None:
        super().__init__(_("New code"))
        self._label = label
        self._branches = [("", 0), *((code.key, depth) for depth, code in tree.walk())]
        self._looks = looks
        near = tree.by_key(branch) if branch else None
        # A code is put beside the one that was meant, or under a dimension.
        above = (tree.by_id(near.parent) if near.parent else near) if near else next(iter(tree.children(None)), None)
        self._chosen = above.key if above else ""

    def compose_body(self) -> ComposeResult:
        """The name and the branches."""
        yield Static(safe.show(_("Name")), classes="caption")
        yield Entry(value=self._label, id="label")
        yield Static(safe.show(_("Belongs to")), classes="caption")
        branches = OptionList(
            *(Option(safe.show(self._named(key, depth))) for key, depth in self._branches), id="branches"
        )
        branches.can_focus = False
        yield branches
        yield Static(id="becomes")

    def on_mount(self) -> None:
        """Stand on the branch that is near."""
        keys = [key for key, _ in self._branches]
        self.query_one("#branches", OptionList).highlighted = keys.index(self._chosen)

    def _named(self, key: str, depth: int) -> str:
        if not key:
            return _("none: a dimension of its own")
        look = self._looks[key]
        return "  " * depth + (f"{look.letter} " if not depth else "") + look.label

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what it will be."""
        event.stop()
        self._tell()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say what it will be."""
        event.stop()
        self._tell()

    def _tell(self) -> None:
        """Where the code will stand, in full."""
        name = self.query_one("#label", Entry).value.strip() or "…"
        key = self._branches[self.query_one("#branches", OptionList).highlighted or 0][0]
        above = f"{self._looks[key].path} / " if key else ""
        told = _("dimension") if not key else ""
        self.query_one("#becomes", Static).update(
            safe.show(("→ ", "bold $accent"), (above, "$foreground-muted"), (name, "bold"), f"   {told}")
        )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Make it."""
        event.stop()
        self.action_make()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click chooses the branch."""
        event.stop()

    def action_walk(self, step: int) -> None:
        """Another branch."""
        branches = self.query_one("#branches", OptionList)
        branches.highlighted = min(max((branches.highlighted or 0) + step, 0), len(self._branches) - 1)

    def action_dimension(self, step: int) -> None:
        """The next dimension, or the one before."""
        branches = self.query_one("#branches", OptionList)
        tops = [index for index, (key, depth) in enumerate(self._branches) if key and not depth]
        at = branches.highlighted or 0
        ways = [top for top in tops if top > at] if step > 0 else [top for top in reversed(tops) if top < at]
        branches.highlighted = ways[0] if ways else at

    def action_make(self) -> None:
        """Answer."""
        label = self.query_one("#label", Entry).value.strip()
        if label:
            index = self.query_one("#branches", OptionList).highlighted or 0
            self.dismiss((label, self._branches[index][0]))
