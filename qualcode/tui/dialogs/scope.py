"""Which documents to search in."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult

from qualcode.i18n import _
from qualcode.tui import safe
from qualcode.tui.dialogs.form import Form
from qualcode.tui.search_jobs import Library, Scope
from qualcode.tui.widgets.cycle import Cycle
from qualcode.tui.words import kind_name, language_name


class ScopeDialog(Form[Scope]):
    """The answer says which; what is left at “all” does not narrow."""

    def __init__(self, library: Library, scope: Scope, open_document: str | None = None) -> None:
        super().__init__(_("Search in"))
        self._library = library
        self._open = open_document
        self._scope = scope

    def compose_body(self) -> ComposeResult:
        """The document, or what documents have in common."""
        records, scope = self._library.documents, self._scope
        # The one being read is the one most likely to be meant.
        ordered = sorted(records, key=lambda each: each.id != self._open)
        titles = [(each.id, safe.clip(f"{each.number}  {each.title}", 50)) for each in ordered]
        kinds = [(each, kind_name(each)) for each in _each(record.kind for record in records)]
        cases = [(each, each) for each in _each(self._library.cases.get(record.case or "") for record in records)]
        languages = [(each, language_name(each)) for each in _each(record.language for record in records)]
        every = ("", _("all"))
        yield from self.row(_("Document"), Cycle([every, *titles], scope.document or "", id="document"))
        yield from self.row(_("Kind"), Cycle([every, *kinds], scope.kind or "", id="kind"))
        yield from self.row(_("Enterprise"), Cycle([every, *cases], scope.case or "", id="case"))
        yield from self.row(_("Language"), Cycle([every, *languages], scope.language or "", id="language"))

    def action_accept(self) -> None:
        """Answer with what is chosen."""
        said = {
            name: self.query_one(f"#{name}", Cycle).value or None for name in ("document", "kind", "case", "language")
        }
        self.dismiss(Scope(**said))


def _each(names: Iterable[str | None]) -> list[str]:
    """Every name once, in order of the alphabet."""
    return sorted({name for name in names if name})


def scope_name(library: Library, scope: Scope) -> str:
    """The scope in a few words."""
    title = next((each.title for each in library.documents if each.id == scope.document), None)
    said = [
        title,
        kind_name(scope.kind) if scope.kind else None,
        scope.case,
        language_name(scope.language) if scope.language else None,
    ]
    return ", ".join(each for each in said if each) or _("all documents")
