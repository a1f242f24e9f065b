"""Codebooks compared from the command line."""

from __future__ import annotations

from pathlib import Path

from .conftest import Run


def test_two_files_and_the_open_project(run: Run, project: Path) -> None:
    run("codebook", "export", "a.csv")
    run("codebook", "version", "start")
    run("codebook", "rename", "social/ties", "Réseau")
    run("codebook", "add", "Sport", "--parent", "social")
    told = run("codebook", "diff", "a.csv", project, "--json").json
    assert {"same", "added", "removed", "renamed", "moved", "changed", "split", "merged", "pairs"} <= set(told)
    assert told["renamed"] == [{"from": "social/ties", "to": "social/ties", "score": 1.0}]
    assert (told["added"], told["removed"], told["moved"], told["split"]) == (["social/sport"], [], [], [])
    assert set(told["pairs"][0]) == {"from", "to", "score", "reason", "because", "relation", "confirmed"}
    assert run("codebook", "diff", "@start", "@", "--json").json["added"] == ["social/sport"]
    shown = run("codebook", "diff", "a.csv").out
    assert "Réseau [social/ties]" in shown and "missing" in shown and "The same in both: 38" in shown
    assert run("codebook", "diff", "a.csv", "a.csv", "-o", "d.xlsx").out == "The comparison is written to d.xlsx\n"
    assert run("codebook", "diff", "a.csv", project, "-o", "d.pdf", "--json").refusal["code"] == "format-unknown"
    assert run("codebook", "diff", "a.csv", "b.csv", "--json").refusal["code"] == "file-not-found"


def test_pools_and_what_is_taken_over(run: Run, project: Path) -> None:
    run("codebook", "add", "Sport", "--parent", "social")
    run("codebook", "export", "b.csv")
    run("undo")
    made = run("codebook", "table", "@", "b.csv", "--json").json
    assert (made["shared"], made["pools"]) == ("Pool insertion", ["b.csv"])
    row = next(each for each in made["rows"] if each["code"] == "social/sport")
    assert [each["relations"] for each in row["pools"]] == [["added"]] and not row["is_shared"]
    assert run("codebook", "table", "@", "b.csv", "-o", "t.csv").out == "The table is written to t.csv\n"
    assert "+ Sport" in run("codebook", "table", "@", "b.csv").out
    assert run("codebook", "take", "b.csv", "social/sport").out == "New: social/sport\n"
    assert run("codebook", "take", "b.csv", "social/ties", "--what", "name").out == "It would change nothing.\n"
    assert run("codebook", "take", "b.csv", "social/ties", "--what", "all", "--json").refusal["code"] == "value-refused"
