"""The passages behind a number: quote, and below it who says it where, and who coded it as what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from qualcode.i18n import _, ngettext
from qualcode.ops.crossing import Behind
from qualcode.tui import safe
from qualcode.tui.codes import CodeLook
from qualcode.tui.safe import Part
from qualcode.tui.themes import Inks
from qualcode.tui.widgets.bars import Bar
from qualcode.tui.widgets.passage import quoted
from qualcode.tui.words import effect_name, effect_sign

MOST = 300


class PassageList(Vertical):
    """A heading and the passages, to walk through; enter or a click says which."""

    DEFAULT_CSS = """
    PassageList { height: 1fr; width: 1fr; background: $surface; }
    PassageList > Bar { background: $panel; }
    PassageList > OptionList {
        height: 1fr; border: none; background: $surface; padding: 0; scrollbar-size-vertical: 1;
    }
    PassageList > OptionList:focus { border: none; }
    PassageList > OptionList > .option-list--option { padding: 0 1; }
    PassageList > OptionList > .option-list--option-highlighted {
        background: $panel; color: $foreground; text-style: none;
    }
    PassageList > OptionList:focus > .option-list--option-highlighted {
        background: $primary 22%; color: $foreground; text-style: none;
    }
    """
    ALLOW_SELECT: ClassVar[bool] = False

    @dataclass
    class Chosen(Message):
        """Somebody wants to read a passage where it stands."""

        passage: Behind

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.passages: Sequence[Behind] = ()

    def compose(self) -> ComposeResult:
        """Heading and list."""
        yield Bar("of")
        yield OptionList(id="quotes")

    def show(
        self, title: Sequence[Part], passages: Sequence[Behind], total: int, look: Callable[[str], CodeLook], inks: Inks
    ) -> None:
        """Show passages; `total` is how many there are where not all of them are shown."""
        self.fill(title, passages, total, lambda each: _parts(each, look(each.coding.code), inks), 0)

    def fill(
        self,
        title: Sequence[Part],
        passages: Sequence[Behind],
        total: int,
        told: Callable[[Behind], Sequence[Part]],
        at: int,
    ) -> None:
        """Show passages as they are `told`, with the cursor on the one `at` this place."""
        self.passages = passages
        count = ngettext("{n} coding", "{n} codings", total).format(n=total)
        if total > len(passages):
            count = _("the first {n} of {total}").format(n=len(passages), total=total)
        self.query_one(Bar).show([title], [(count, "$foreground-muted")])
        found = self.query_one(OptionList)
        found.clear_options()
        found.add_options(Option(safe.block(*told(each))) for each in passages)
        if passages:
            found.highlighted = at
        else:
            found.add_options([Option(safe.show((_("No passages here."), "$foreground-muted")), disabled=True)])

    @property
    def here(self) -> Behind | None:
        """The passage at the cursor."""
        at = self.query_one(OptionList).highlighted
        return self.passages[at] if at is not None and at < len(self.passages) else None

    def take_focus(self) -> None:
        """Go into the list."""
        self.query_one(OptionList).focus()

    @property
    def has_attention(self) -> bool:
        """Whether the keys go to the list."""
        return self.query_one(OptionList).has_focus

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Say which passage."""
        event.stop()
        if event.option_index < len(self.passages):
            self.post_message(self.Chosen(self.passages[event.option_index]))


def _parts(passage: Behind, look: CodeLook, inks: Inks) -> list[Part]:
    coding = passage.coding
    colour = inks.code(look.colour).color
    facts = [passage.document, *passage.speakers, coding.coder]
    sign = effect_sign(coding.effect)
    effect = f"   {sign} {effect_name(coding.effect)}" if sign else ""
    memo: list[Part] = ["\n", ("✎ ", "$accent"), " ".join(coding.memo.split())] if coding.memo else []
    return [
        (look.letter + " ", f"bold {colour.name}" if colour is not None else "bold"),
        (look.label, "bold"),
        effect,
        "\n",
        (quoted(coding.quote), "italic"),
        *memo,
        "\n",
        (" · ".join(facts), "$foreground-muted"),
        "\n",
    ]
