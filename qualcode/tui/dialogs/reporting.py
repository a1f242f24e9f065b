"""What a report shall be: of whom, limited to what, in which language, in whose styles, to which file."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from textual import on
from textual.app import ComposeResult

from qualcode.i18n import _
from qualcode.model.project import LANGUAGES
from qualcode.ops.reports import FILTERS, REPORTS
from qualcode.tui import safe
from qualcode.tui.dialogs.form import Form
from qualcode.tui.dialogs.writing import KINDS, file_name
from qualcode.tui.widgets.cycle import Cycle
from qualcode.tui.widgets.entry import Entry
from qualcode.tui.words import language_name


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report as it is asked for. `case` None means all of them; `path` is a file, or a folder for several."""

    path: Path
    case: str | None
    code: str | None
    where: dict[str, str]
    language: str
    template: Path | None
    suppress_below: int | None


class ReportForm(Form[Wanted]):
    """Only what the kind of report can be limited by is asked.

    `name` is the file's name without its ending; the enterprise's goes before it.
    """

    DEFAULT_CSS = "ReportForm .row { margin-bottom: 0; }"

    def __init__(
        self,
        title: str,
        kind: str,
        cases: Sequence[str],
        *,
        folder: Path,
        name: str,
        language: str,
        template: str = "",
        case: str = "",
    ) -> None:
        super().__init__(title)
        self._kind, self._cases, self._case = kind, cases, case
        self._folder, self._called = folder, name
        self._language, self._template = language, template

    def compose_body(self) -> ComposeResult:
        """The fields."""
        filters = FILTERS[self._kind]
        if "case" in filters:
            every = _("each, a file of its own") if self._kind == "enterprise" else _("all")
            names = [("", every), *((name, safe.plain(name)) for name in self._cases)]
            yield from self.row(_("Enterprise"), Cycle(names, self._case, id="case"))
        if "code" in filters:
            yield from self.row(_("Code"), Entry(placeholder=safe.plain(_("all")), id="code"))
        if "where" in filters:
            yield from self.row(
                _("Only"), Entry(placeholder=safe.plain(_("property=value, property=value")), id="where")
            )
        if "suppress-below" in filters:
            yield from self.row(
                _("Hide below"), Entry(placeholder=safe.plain(_("so many people; else nothing")), id="below")
            )
        languages = [(each, language_name(each)) for each in LANGUAGES]
        yield from self.row(_("Language"), Cycle(languages, self._language, id="language"))
        yield from self.row(
            _("House’s styles"),
            Entry(value=self._template, placeholder=safe.plain(_("a Word file, or nothing")), id="template"),
        )
        yield from self.row(_("Name"), Entry(value=self._named(), id="name"))
        yield from self.row(_("Folder"), Entry(value=str(self._folder), id="folder"))
        kinds = [(each, _(KINDS[each])) for each in REPORTS[self._kind]]
        yield from self.row(_("Kind of file"), Cycle(kinds, kinds[0][0], id="ending"))
        yield self.fault_line()

    @on(Cycle.Changed, "#case")
    def _named_after(self, event: Cycle.Changed) -> None:
        """The file goes by the enterprise's name, as long as nobody gave it another."""
        field = self.query_one("#name", Entry)
        if field.value == self._named():
            self._case = event.value
            field.value = self._named()

    def _named(self) -> str:
        return file_name(f"{self._case} {self._called}" if self._case else self._called)

    def _typed(self, name: str) -> str:
        """What stands in a field; nothing where the kind has no such field."""
        found = self.query(f"#{name}")
        return found.first(Entry).value.strip() if found else ""

    def action_accept(self) -> None:
        """Answer, or say what cannot be."""
        below, where = self._typed("below"), {}
        for part in filter(None, (each.strip() for each in self._typed("where").split(","))):
            key, sign, value = (each.strip() for each in part.partition("="))
            if not sign or not key:
                self._complain(_("Write it as property=value."), "where")
                return
            where[key] = value
        if below and not (below.isascii() and below.isdigit()):
            self._complain(_("A whole number, or nothing."), "below")
            return
        name = file_name(self._typed("name"))
        if not name:
            self.query_one("#name").focus()
            return
        ending = self.query_one("#ending", Cycle).value
        case = self.query_one("#case", Cycle).value if self.query("#case") else ""
        folder = _at_home(self._typed("folder") or ".")
        several = self._kind == "all" or (self._kind == "enterprise" and not case)
        # Of several, each has its own name in the folder of this one.
        path = folder / (name if several or Path(name).suffix.lower() in REPORTS[self._kind] else name + ending)
        template = self._typed("template")
        self.dismiss(
            Wanted(
                path,
                case or None,
                self._typed("code") or None,
                where,
                self.query_one("#language", Cycle).value,
                _at_home(template) if template and path.suffix.lower() in ("", ".docx") else None,
                int(below) if below and int(below) else None,
            )
        )

    def _complain(self, sentence: str, field: str) -> None:
        self.refuse(sentence)
        self.query_one(f"#{field}").focus()


def _at_home(text: str) -> Path:
    """A path; `~` is one's own folder, and an ordinary name where nobody is known by it."""
    path = Path(text)
    with contextlib.suppress(RuntimeError):
        path = path.expanduser()
    return path
