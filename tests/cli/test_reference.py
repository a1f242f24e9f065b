from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.cli.reference import names, reference
from qualcode.cli.shapes import shapes
from qualcode.cli.tree import build

ROOT = Path(__file__).resolve().parents[2]

# The commands that are due, as the interface names them.
DUE = (
    "new", "open", "demo", "import", "documents list", "documents set",
    "documents remove", "text", "turns", "speakers list", "speakers rename", "speakers map",
    "done", "codebook show", "codebook diff", "codebook table", "codebook take", "codebook import", "codebook export",
    "codebook uses", "codebook add",
    "codebook rename", "codebook define", "codebook colour", "codebook move", "codebook merge-codes", "codebook split",
    "codebook remove", "codebook version", "codebook log", "codebook crosswalk", "codebook merge", "codebook recode",
    "recode", "effect", "facet", "code", "codings list", "codings add", "codings copy",
    "codings split", "codings join", "codings edges", "codings note", "codings add-note", "uncode",
    "revise", "revisions", "adrift list", "adrift places", "adrift settle",
    "memo list", "memo add", "memo edit", "memo remove", "coders",
    "search", "autocode", "suggest list", "suggest accept", "suggest refuse", "case list", "case add", "case set",
    "case remove", "case join", "case properties", "case add-property", "case set-property", "case remove-property",
    "case import", "person remove", "person join", "person properties", "person add-property", "person set-property",
    "person remove-property", "person list", "person add", "person set", "person import",
    "evaluation", "group list", "group add", "group set", "group remove", "group compare", "group handout",
    "group session list", "group session add", "group session set", "group session remove",
    "matrix", "cooccurrence", "agreement show", "agreement table", "agreement queue", "agreement settle",
    "agreement confusion",
    "assign list", "assign add", "assign remove", "assign plan",
    "framework show", "framework set", "framework link", "framework clear",
    "translate", "translations list", "translations remove",
    "reconcile show", "reconcile set", "reconcile quote", "report", "export codings",
    "indicators list", "indicators add", "indicators set", "indicators remove", "indicators measure",
    "indicators unmeasure", "indicators judge", "indicators import", "propose indicator", "propose code",
    "proposals list", "proposals discuss", "proposals accept", "proposals decline",
    "merge projects", "merge conflicts", "merge settle",
    "project show", "project set", "history", "undo", "redo", "check", "backup", "stats",
)  # fmt: skip


def test_every_command_that_is_due_exists_and_no_other() -> None:
    groups = {
        "project",
        "documents",
        "suggest",
        "speakers",
        "codebook",
        "codings",
        "adrift",
        "memo",
        "case",
        "person",
        "export",
        "group",
        "group session",
        "framework",
        "translations",
        "reconcile",
        "agreement",
        "assign",
        "indicators",
        "propose",
        "proposals",
        "merge",
    }
    assert sorted(set(names(build())) - groups) == sorted(DUE)


def test_the_reference_in_the_docs_is_up_to_date() -> None:
    written = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert written == reference(), "run: python -m qualcode.cli.reference > docs/commands.md"


@pytest.mark.parametrize("command", DUE)
def test_every_command_stands_in_the_reference(command: str) -> None:
    written = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert f" qualcode {command}\n" in written


def test_every_command_but_the_screen_says_what_its_json_is() -> None:
    assert sorted(shapes()) == sorted(name for name in DUE if name != "open")


def test_the_shapes_name_the_keys_of_the_interface() -> None:
    told = shapes()
    assert told["search"] == "[{document, start, end, quote, before, after}]"
    assert told["speakers list"] == "[{speaker, turns, words, person, interviewer}]"
    assert told["suggest list"].startswith(
        "[{document, start, end, quote, code, score, evidence:[{kind, text, start, end"
    )
    assert "warnings:[..]" in told["documents list"]
