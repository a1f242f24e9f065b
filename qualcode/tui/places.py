"""The places of an open project, in one table from which menu, palette and the ways there are made."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from qualcode.model.message import N_

if TYPE_CHECKING:
    from qualcode.tui.screens.section import Section

TRANSCRIPT = "transcript"


@dataclass(frozen=True, slots=True)
class Where:
    """A place. `letter` goes there from the menu; `title` and `about` are translated where they are shown.

    `screen` is `module:Class` below `tui.screens`; it is loaded when somebody goes there, so that a place nobody visits
    costs nothing at the start.
    """

    name: str
    letter: str
    title: str
    about: str
    screen: str = ""

    def build(self) -> Section:
        """A new screen of this place."""
        module, _, name = self.screen.partition(":")
        found = getattr(importlib.import_module(f"qualcode.tui.screens.{module}"), name)
        return cast("Callable[[], Section]", found)()


PLACES: tuple[Where, ...] = (
    Where(TRANSCRIPT, "t", N_("Transcript"), N_("Read and code")),
    Where(
        "documents", "d", N_("Documents"), N_("Import, describe, speakers, what is coded"), "documents:DocumentsScreen"
    ),
    Where("matrix", "m", N_("Matrix"), N_("Codes by enterprise, effects by pool …"), "matrix:MatrixScreen"),
    Where(
        "agreement",
        "a",
        N_("Agreement"),
        N_("Where coders differ; settle it, and say why"),
        "agreement:AgreementScreen",
    ),
    Where(
        "framework",
        "f",
        N_("Framework matrix"),
        N_("Your summaries by enterprise and theme"),
        "framework:FrameworkScreen",
    ),
    Where("joint", "j", N_("Joint display"), N_("Stories beside numbers, your verdicts"), "joint:JointScreen"),
    Where(
        "codebook", "b", N_("Codebook"), N_("Codes, what they mean, words that hint at them"), "codebook:CodebookScreen"
    ),
    Where("compare", "k", N_("Compare codebooks"), N_("With a file, a project, a version"), "compare:CompareScreen"),
    Where("cases", "e", N_("Enterprises"), N_("Their properties, documents and people"), "cases:CasesScreen"),
    Where(
        "enterprise",
        "v",
        N_("One enterprise"),
        N_("Diagnose, collect, analyse: its form"),
        "enterprise:EnterpriseScreen",
    ),
    Where("groups", "g", N_("Groups"), N_("Enterprises together: sessions, side by side"), "groups:GroupsScreen"),
    Where("people", "p", N_("People"), N_("Who speaks, and what may be shown of it"), "people:PeopleScreen"),
    Where("indicators", "i", N_("Indicators"), N_("What is measured, what is proposed"), "indicators:IndicatorsScreen"),
    Where("search", "s", N_("Search"), N_("Find words in all documents, code them"), "search:SearchScreen"),
    Where("excerpts", "x", N_("Excerpts"), N_("Coded passages by code, person, effect …"), "excerpts:ExcerptsScreen"),
    Where("reports", "r", N_("Reports"), N_("Documents to hand in, in Word"), "reports:ReportsScreen"),
    Where("memos", "n", N_("Memos"), N_("All that you noted, on passages and on all else"), "memos:MemosScreen"),
    Where("merge", "u", N_("Merge"), N_("Take other projects in, settle what both changed"), "merging:MergingScreen"),
    Where("history", "h", N_("History"), N_("Every change, and take it back"), "history:HistoryScreen"),
    Where("settings", ",", N_("Settings"), N_("Language, colours, keys; check and back up"), "settings:SettingsScreen"),
)


def where(name: str) -> Where:
    """The place of that name."""
    return next(each for each in PLACES if each.name == name)
