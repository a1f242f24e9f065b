"""What is told of a document, or of several at once: title, kind, language, case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult

from qualcode.i18n import _, ngettext
from qualcode.model.document import KINDS, DocumentView
from qualcode.model.project import LANGUAGES
from qualcode.tui.dialogs.form import Form
from qualcode.tui.widgets.cycle import Cycle
from qualcode.tui.widgets.entry import Entry
from qualcode.tui.widgets.named import Named
from qualcode.tui.words import kind_name, language_name

KEEP = "·"


@dataclass(frozen=True, slots=True)
class Described:
    """What is to change; None leaves it, an empty case means none."""

    title: str | None = None
    kind: str | None = None
    language: str | None = None
    case: str | None = None


class DescribeDialog(Form[Described]):
    """One document: the answer holds only what is other than before."""

    def __init__(self, document: DocumentView, cases: Sequence[str]) -> None:
        super().__init__(_("About the document"))
        self._document = document
        self._cases = cases

    def compose_body(self) -> ComposeResult:
        """The fields as they are."""
        document = self._document
        yield from self.row(_("Title"), Entry(value=document.title, id="document-title"))
        kinds = [(kind, kind_name(kind)) for kind in KINDS]
        yield from self.row(_("Kind"), Cycle(kinds, document.kind, id="kind"))
        languages = [(each, language_name(each)) for each in LANGUAGES]
        yield from self.row(_("Language"), Cycle(languages, document.language, id="language"))
        case = Named(document.case or "", self._cases, id="case", title=_("Cases"), placeholder=_("no case"))
        yield from self.row(_("Case"), case)

    def action_accept(self) -> None:
        """Answer."""
        before = self._document
        title = self.query_one("#document-title", Entry).value.strip()
        kind = self.query_one("#kind", Cycle).value
        language = self.query_one("#language", Cycle).value
        case = self.query_one("#case", Named).value
        self.dismiss(
            Described(
                title=title if title and title != before.title else None,
                kind=kind if kind != before.kind else None,
                language=language if language != before.language else None,
                case=case if case != (before.case or "") else None,
            )
        )


class DescribeAllDialog(Form[Described]):
    """Several documents: every field begins with leaving things as they are."""

    def __init__(self, n: int, cases: Sequence[str]) -> None:
        super().__init__(ngettext("About {n} document", "About all {n} documents in the list", n).format(n=n))
        self._cases = cases

    def compose_body(self) -> ComposeResult:
        """The fields."""
        keep = (KEEP, _("as it is for each"))
        yield from self.row(_("Kind"), Cycle([keep, *((each, kind_name(each)) for each in KINDS)], KEEP, id="kind"))
        languages = [keep, *((each, language_name(each)) for each in LANGUAGES)]
        yield from self.row(_("Language"), Cycle(languages, KEEP, id="language"))
        case = Named("", self._cases, id="case", title=_("Cases"), placeholder=_("as it is for each"))
        yield from self.row(_("Case"), case)

    def action_accept(self) -> None:
        """Answer."""
        kind, language = (self.query_one(f"#{each}", Cycle).value for each in ("kind", "language"))
        self.dismiss(
            Described(
                kind=None if kind == KEEP else kind,
                language=None if language == KEEP else language,
                case=self.query_one("#case", Named).value or None,
            )
        )
