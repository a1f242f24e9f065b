"""`merge` on the command line: its JSON, its tables, what it refuses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .conftest import Run

KEYS = ["documents", "codes", "codings", "memos", "conflicts"]


@pytest.fixture
def copy(project: Path, run: Run, tmp_path: Path) -> Path:
    """A copy in a folder of its own that Piet coded in, while both gave the enterprise another kind."""
    run("case", "add", "Atelier Ouest")
    folder = tmp_path / "mailed"
    folder.mkdir()
    other = Path(shutil.copy(project, folder / "piet.qualcode"))
    run("-p", other, "--coder", "piet", "code", "1", "40", "60", "social/ties", "--memo", "Relu.")
    run("-p", other, "--coder", "piet", "case", "set", "Atelier Ouest", "--kind", "workshop")
    run("case", "set", "Atelier Ouest", "--kind", "association")
    return other


def test_a_copy_is_taken_in_once(copy: Path, run: Run) -> None:
    before = copy.read_bytes()
    foreseen = run("merge", "--preview", copy, "--json").json
    assert (foreseen["operation"], foreseen["conflicts"][0]["id"]) == (None, "")
    done = run("merge", copy, "--json").json
    assert list(done)[: len(KEYS)] == KEYS
    assert [done[key] for key in KEYS[:4]] == [0, 0, 1, 1]
    assert done["operation"] == run("history", "--json").json[-1]["sequence"]
    again = run("merge", copy, "--json").json
    assert [again[key] for key in (*KEYS, "operation")] == [0, 0, 0, 0, [], None]
    assert "nothing new" in run("merge", copy).out
    assert copy.read_bytes() == before
    assert run("check", "--deep", "--json").json["ok"]


def test_conflicts_are_listed_and_settled(copy: Path, run: Run) -> None:
    told = run("merge", copy).out
    assert "Atelier Ouest" in told and "merge settle" in told
    [conflict] = run("merge", "conflicts", "--json").json
    assert (conflict["field"], conflict["ours"], conflict["theirs"]) == ("kind", "association", "workshop")
    assert "Case" in told and "Kind" in run("merge", "conflicts").out
    settled = run("merge", "settle", conflict["id"][:8], "ours", "--json").json
    assert (settled["stands"], settled["status"]) == ("ours", "ours")
    assert run("merge", "conflicts", "--json").json == []
    assert len(run("merge", "conflicts", "--all", "--json").json) == 1
    assert run("undo").status == 0
    assert len(run("merge", "conflicts", "--json").json) == 1
    assert run("merge", "settle", conflict["id"], "neither", "--json").refusal["code"] == "value-refused"
    assert run("merge", "settle", "none", "ours", "--json").refusal["code"] == "conflict-not-found"


def test_the_other_s_history_is_readable(copy: Path, run: Run, project: Path) -> None:
    title = run("merge", copy, "--json").json["projects"][0]["title"]
    told = run("history", "--of", title, "--json").json
    assert list(told[0]) == ["project", "sequence", "at", "coder", "operation", "summary"]
    assert {entry["coder"] for entry in told} == {"piet"}
    assert run("history", "--of", "Elsewhere", "--json").refusal["code"] == "merge-not-found"


def test_what_cannot_be_merged_is_refused(copy: Path, run: Run, project: Path) -> None:
    assert run("merge", project, "--json").refusal["code"] == "merged-with-itself"
    assert run("merge", copy, "none.qualcode", "--json").status == 1
    assert run("merge").status == 2
    assert all(entry["operation"] != "project.merge" for entry in run("history", "--json").json)
