"""The framework matrix and translated quotes, typed as commands."""

from __future__ import annotations

from pathlib import Path

import docx

from tests.cli.conftest import Run

NORD = "Atelier Nord"


def test_summaries_are_written_linked_shown_and_cleared(run: Run, project: Path) -> None:
    first, *_others = [each["id"] for each in run("codings", "--code", "social", "--json").json]
    shown = run("framework", "--json").json
    assert [each["key"] for each in shown["columns"]][:2] == ["economic", "social"]
    assert list(shown["rows"][0]) == ["case", "cells"]
    cell = shown["rows"][0]["cells"][1]
    assert list(cell) == [
        "case", "code", "text", "coder", "at", "codings", "missing", "passages", "people", "stale", "new", "gone",
        "changed",
    ]  # fmt: skip
    assert (cell["text"], cell["passages"], cell["people"]) == ("", 2, 1)
    made = run("framework", "set", NORD, "social", "Peu de contacts [1].", "--link", first, "--json").json
    assert (made["text"], made["codings"], made["stale"]) == ("Peu de contacts [1].", [first], False)
    run("uncode", first)
    stale = run("framework", "show", "--code", "social", "--case", NORD, "--json").json["rows"][0]["cells"][0]
    assert (stale["stale"], stale["gone"], stale["missing"]) == (True, 1, [first])
    assert "1 gone" in run("framework").out
    assert not run("framework", "set", NORD, "social", "--json").json["stale"]
    assert run("framework", "link", NORD, "social", first, "--remove", "--json").json["text"] == "Peu de contacts."
    assert "Peu de contacts." in run("matrix", "--rows", "dimension", "--columns", "case", "--cells", "summary").out
    assert run("framework", "show", "-o", "f.csv", "--lang", "nl", "--json").json["file"] == "f.csv"
    assert "Onderneming" in Path("f.csv").read_text("utf-8-sig")
    assert run("framework", "show", "-o", "f.txt").status == 1
    assert run("framework", "clear", NORD, "social", "--json").json == {"removed": 1}
    assert run("framework", "set", NORD, "social", "--json").status == 2


def test_quotes_are_translated_and_reports_show_both(run: Run, project: Path) -> None:
    coding = run("codings", "--code", "social/confidence", "--json").json[0]
    made = run("translate", coding["id"], "nl", "Ik heb gelachen.", "--json").json
    assert list(made[0]) == [
        "id", "coding", "document", "original", "quote", "language", "text", "coder", "created",
    ]  # fmt: skip
    assert (made[0]["quote"], made[0]["text"], made[0]["coder"]) == ("J'ai ri.", "Ik heb gelachen.", "marie")
    assert "Ik heb gelachen." in run("translations").out
    assert run("translations", "--coding", coding["id"], "--json").json == made
    run("report", "excerpts", "-o", "r.docx", "--lang", "en")
    texts = [each.text for each in docx.Document("r.docx").paragraphs]
    at = texts.index("J'ai ri.")
    assert texts[at + 1] == "Ik heb gelachen.  Dutch, translated by marie"
    run("report", "excerpts", "-o", "r.csv", "--lang", "en")
    assert "Translation: Dutch" in Path("r.csv").read_text("utf-8-sig")
    assert run("translate", coding["id"], "vlaams", "x", "--json").status == 1
    assert run("translations", "remove", coding["id"], "nl", "--json").json == {"removed": 1}
    assert "no translation" in run("translations", "remove", coding["id"], "nl").out


def test_reports_are_limited_to_groups(run: Run, project: Path) -> None:
    run("group", "add", "Table ronde", "--case", NORD)
    run("group", "add", "Vide")
    made = run("report", "excerpts", "-o", "r.csv", "--where", "group=Table ronde", "--json").json
    assert made["excerpts"] == 4
    assert run("report", "excerpts", "-o", "n.csv", "--where", "group=Vide", "--json").status == 1
    run("report", "joint-display", "-o", "j.html", "--where", "group=Table ronde", "--lang", "en")
    assert "Only: Group: Table ronde" in Path("j.html").read_text("utf-8")
    told = run("report", "enterprise", "-o", "folder", "--where", "group=Table ronde", "--json").json
    assert [Path(each).name for each in told["files"]] == ["Atelier Nord.docx"]
    again = run("report", "excerpts", "-o", "b.csv", "--where", "group=Vide", "--where", "group=Table ronde", "--json")
    assert again.json["excerpts"] == 4
