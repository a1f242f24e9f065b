"""Codebooks compared from the command line."""

from __future__ import annotations

from pathlib import Path

from .conftest import Run


def test_two_files_and_the_open_project(run: Run, project: Path) -> None:
    run("codebook", "export", "a.yaml")
    run("codebook", "version", "start")
    run("codebook", "rename", "social/ties", "Réseau")
    run("codebook", "add", "Sport", "--parent", "social")
    told = run("codebook", "diff", "a.yaml", project, "--json").json
    assert {"same", "added", "removed", "renamed", "moved", "changed", "split", "merged", "pairs"} <= set(told)
    assert told["renamed"] == [{"from": "social/ties", "to": "social/ties", "score": 1.0}]
    assert (told["added"], told["removed"], told["moved"], told["split"]) == (["social/sport"], [], [], [])
    assert set(told["pairs"][0]) == {"from", "to", "score", "reason", "because", "relation", "confirmed"}
    assert run("codebook", "diff", "@start", "@", "--json").json["added"] == ["social/sport"]
    assert run("codebook", "diff", "@start", "--json").json["removed"] == ["social/sport"]
    shown = run("codebook", "diff", "a.yaml", project).out
    assert "Réseau [social/ties]" in shown and "new" in shown and "The same in both: 38" in shown
    assert run("codebook", "diff", "a.yaml", "impact").out == "All codes are the same in both.\n"
    assert run("codebook", "diff", "a.yaml", project, "-o", "d.docx").out == "The comparison is written to d.docx\n"
    assert Path("d.docx").exists()
    assert run("codebook", "diff", "a.yaml", project, "-o", "d.docx").status == 1
    assert run("codebook", "diff", "a.yaml", project, "-o", "d.pdf", "--json").refusal["code"] == "format-unknown"
    assert run("codebook", "diff", "a.yaml", "b.yaml", "--json").refusal["code"] == "file-not-found"


def test_pools_and_what_is_taken_over(run: Run, project: Path) -> None:
    run("codebook", "export", "a.yaml")
    run("codebook", "add", "Sport", "--parent", "social")
    run("codebook", "export", "b.yaml")
    run("undo")
    made = run("codebook", "table", "impact", "a.yaml", "b.yaml", "--json").json
    assert (made["shared"], made["pools"]) == ("impact", ["a.yaml", "b.yaml"])
    row = next(each for each in made["rows"] if each["code"] == "social/sport")
    assert [each["relations"] for each in row["pools"]] == [[], ["added"]] and not row["is_shared"]
    assert "+ Sport" in run("codebook", "table", "@", "b.yaml").out
    assert run("codebook", "table", "impact", "b.yaml", "-o", "t.xlsx").out == "The table is written to t.xlsx\n"
    assert run("codebook", "take", "b.yaml", "social/sport").out == "New: social/sport\n"
    assert run("codebook", "take", "b.yaml", "social/sport", "--what", "name").out == "It would change nothing.\n"
    done = run("codebook", "take", "b.yaml", "social/ties", "--json").json
    assert done == {"changed": [], "added": [], "operation": None}
    assert (
        run("codebook", "take", "b.yaml", "social/ties", "--what", "all", "--json").refusal["code"] == "value-refused"
    )
