"""A codebook file before it is taken in, and where a codebook is written to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from qualcode.i18n import _, language, ngettext
from qualcode.model.codebook import label
from qualcode.ops.codebook_preview import CodebookPreview, CodeChange, FieldChange
from qualcode.ops.compare_words import FIELD_NAMES
from qualcode.tui import safe
from qualcode.tui.dialogs.base import CANCEL, Dialog
from qualcode.tui.dialogs.form import Form
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.widgets.cycle import Cycle
from qualcode.tui.widgets.entry import Entry

TAKE = Key("enter", "accept", _("Take it in; one undo takes it back"), _("take it in"))

_LONGEST = 60


class CodebookPreviewDialog(Dialog[bool]):
    """What a file would add and change; the answer is whether to take it."""

    DEFAULT_CSS = """
    CodebookPreviewDialog > #frame { width: 110; }
    CodebookPreviewDialog VerticalScroll { height: auto; max-height: 70vh; scrollbar-size-vertical: 1; }
    CodebookPreviewDialog VerticalScroll Static { height: auto; }
    """
    BINDINGS = bindings(Group("", (TAKE,)))
    KEYS = (TAKE, CANCEL)

    def __init__(self, path: Path, found: CodebookPreview) -> None:
        super().__init__(_("Codebook from “{name}”").format(name=path.name))
        self._found = found

    def keys(self) -> tuple[Key, ...]:
        """Nothing can be taken where there is nothing new."""
        return self.KEYS if self._news else (CANCEL,)

    @property
    def _news(self) -> bool:
        return bool(self._found.added or self._found.changed)

    def compose_body(self) -> ComposeResult:
        """New codes, changed ones with what changes, and how many stay."""
        with VerticalScroll():
            yield Static(safe.block(*_told(self._found)))

    def action_accept(self) -> None:
        """Take it."""
        self.dismiss(True if self._news else None)


def _told(found: CodebookPreview) -> Iterator[Part]:
    n = len(found.added)
    if n:
        yield ngettext("{n} new code", "{n} new codes", n).format(n=n), "bold $success"
        for code in found.added:
            depth = code.path.count(" / ")
            yield f"\n  {'  ' * depth}+ {label(code, language())}"
            yield f"  {code.key}", "$foreground-muted"
        yield "\n\n"
    n = len(found.changed)
    if n:
        yield ngettext("{n} code would be changed", "{n} codes would be changed", n).format(n=n), "bold $warning"
        for change in found.changed:
            yield from _change(change)
        yield "\n\n"
    if not found.added and not found.changed:
        yield _("The file brings nothing new: all its codes are here as it says."), "bold"
        yield "\n\n"
    stay = [ngettext("{n} code stays as it is", "{n} codes stay as they are", found.same).format(n=found.same)]
    if found.others:
        others = ngettext("{n} is not in the file and stays", "{n} are not in the file and stay", found.others)
        stay.append(others.format(n=found.others))
    yield " · ".join(stay), "$foreground-muted"


def _change(change: CodeChange) -> Iterator[Part]:
    yield f"\n  ~ {label(change.code, language())}"
    yield f"  {change.code.key}", "$foreground-muted"
    for field in change.fields:
        yield "\n      " + _field(field), "$foreground-muted"
        if field.before:
            yield safe.clip(field.before, _LONGEST), "strike $foreground-muted"
            yield " → "
        yield safe.clip(field.after, _LONGEST)


def _field(change: FieldChange) -> str:
    name = _(FIELD_NAMES[change.field]) if change.field in FIELD_NAMES else change.field
    return f"{name} ({change.language}): " if change.language else f"{name}: "


class ExportDialog(Form[Path]):
    """The folder, the name and the format; the answer is the path."""

    def __init__(self, folder: Path, name: str, formats: tuple[tuple[str, str], ...]) -> None:
        super().__init__(_("Write the codebook to a file"))
        self._folder = folder
        self._name = name
        self._formats = formats

    def compose_body(self) -> ComposeResult:
        """The fields."""
        yield from self.row(_("Folder"), Entry(value=str(self._folder), id="folder"))
        yield from self.row(_("Name"), Entry(value=self._name, id="name"))
        yield from self.row(_("Format"), Cycle(self._formats, self._formats[0][0], id="format"))

    def action_accept(self) -> None:
        """Answer once there is a name."""
        name = self.query_one("#name", Entry).value.strip()
        suffix = self.query_one("#format", Cycle).value
        if name:
            folder = Path(self.query_one("#folder", Entry).value.strip() or ".").expanduser()
            self.dismiss(folder / (name if name.endswith(suffix) else name + suffix))
