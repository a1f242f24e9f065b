"""Three pools, played through as the guide tells it: every command runs, and what comes out is right."""

from __future__ import annotations

import csv
import functools
import importlib.util
import io
import json
import re
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from qualcode.cli.main import main

ROOT = Path(__file__).resolve().parents[1]
POOLS = {"insertion": ("claire", "hugo"), "solidarity": ("lieve", "wout"), "other": ("anne", "thomas")}


@functools.cache
def pools() -> ModuleType:
    """The script, which is no package."""
    specification = importlib.util.spec_from_file_location("pools", ROOT / "tools" / "pools.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules["pools"] = module
    specification.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[tuple[str, str]]]]:
    """The folder after all commands, and each of them with what it said."""
    folder = tmp_path_factory.mktemp("three") / "pools"
    said = io.StringIO()
    ran: list[tuple[str, str]] = []

    def run(arguments: list[str]) -> int:
        with redirect_stdout(io.StringIO()) as heard:
            status = main(arguments)
        said.write(heard.getvalue())
        ran.append((" ".join(arguments), heard.getvalue()))
        if "--json" in arguments:  # which the script itself asks, to know the ids
            sys.stdout.write(heard.getvalue())
            ran.pop()
        return status

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUALCODE_LANG", "en")
        patch.delenv("QUALCODE_CODER", raising=False)
        patch.delenv("QUALCODE_PROJECT", raising=False)
        pools().play(folder, run, lambda line: None)
        yield folder, ran


Played = tuple[Path, list[tuple[str, str]]]


def asked(folder: Path, *words: str) -> Any:
    """What a command answers in the folder, as JSON."""
    with redirect_stdout(io.StringIO()) as heard, pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main([*words, "--json"]) == 0, words
    return json.loads(heard.getvalue())


def table(pool: str, coder: str) -> list[dict[str, str]]:
    """The rows of a coder's table of codings."""
    with (ROOT / "samples" / "pools" / pool / f"{coder}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_both_pages_tell_these_commands_and_no_others() -> None:
    for page in ("pools.md", "poles.md"):
        text = (ROOT / "docs" / "guide" / page).read_text("utf-8")
        blocks = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
        typed = [line for kind, block in blocks if not kind for line in block.splitlines()]
        lines = [line.removeprefix("python start.py ") for line in typed]
        assert lines == pools().commands(), page


def test_every_command_was_run_and_the_files_are_there(played: Played) -> None:
    folder, ran = played
    assert len(ran) == len(pools().commands())
    made = {each.name for each in folder.iterdir()}
    assert {f"{name}.qualcode" for name in (*POOLS, "joint")} <= made
    assert {"joint-codebook.xlsx", "codebooks.docx", "joint-display.docx", "pools.docx"} <= made
    assert {f"agreement-{pool}.docx" for pool in POOLS} <= made


@pytest.mark.parametrize(("pool", "code"), [("insertion", "social/stability"), ("solidarity", "social/recognition")])
def test_the_figures_are_those_that_the_tables_of_codings_give(played: Played, pool: str, code: str) -> None:
    """Kappa by hand: every character of the documents both have done, marked or not by each of the two."""
    folder, _ran = played
    project = f"{pool}.qualcode"
    told = asked(folder, "-p", project, "agreement", "--coders", ",".join(POOLS[pool]), "--draws", "0")
    texts = {
        each["title"]: asked(folder, "-p", project, "text", each["id"])["text"]
        for each in asked(folder, "-p", project, "documents")
        if each["id"] in told["documents"]
    }
    # Housing was split off this code after the figures were told.
    moved = {each["quote"] for each in asked(folder, "-p", project, "codings") if each["code"] == "social/logement"}
    marked = []
    for coder in POOLS[pool]:
        places: set[tuple[str, int]] = set()
        for row in table(pool, coder):
            if row["code"] == code and row["document"] in texts and row["quote"] not in moved:
                start = texts[row["document"]].index(row["quote"])
                places |= {(row["document"], at) for at in range(start, start + len(row["quote"]))}
        marked.append(places)
    one, other = marked
    n = told["n_units"]
    assert 0 < len(one & other) < n
    alike = (n - len(one ^ other)) / n
    chance = (len(one) * len(other) + (n - len(one)) * (n - len(other))) / n**2
    measures = next(each["measures"] for each in told["codes"] if each["code"] == code)
    assert measures["percent"] == pytest.approx(alike)
    assert measures["cohen_kappa"] == pytest.approx((alike - chance) / (1 - chance))


def test_the_same_seed_gives_the_same_intervals_again(played: Played) -> None:
    folder, ran = played
    (told,) = [said for line, said in ran if line == "-p other.qualcode agreement --seed 1"]
    again = asked(folder, "-p", "other.qualcode", "agreement", "--coders", "anne,thomas", "--seed", "1")
    low, high = again["intervals"]["cohen_kappa"]
    assert low < again["measures"]["cohen_kappa"] < high
    row = next(line for line in told.splitlines() if line.startswith("Cohen’s kappa"))
    assert [float(cell) for cell in row.split()[2:]] == [
        pytest.approx(each, abs=0.0006) for each in (again["measures"]["cohen_kappa"], low, high)
    ]


def test_the_joint_project_holds_what_all_pools_have_and_merging_again_brings_nothing(played: Played) -> None:
    folder, ran = played
    tables = sum(len(table(pool, coder)) for pool, coders in POOLS.items() for coder in coders)
    own = {pool: asked(folder, "-p", f"{pool}.qualcode", "stats") for pool in POOLS}
    joint = asked(folder, "-p", "joint.qualcode", "codings")
    settled = [each for each in joint if each["coder"] == "consensus"]
    assert len(settled) == 6 and len(joint) == tables + len(settled) == sum(each["codings"] for each in own.values())
    # One interview was coded by two pools: it stands once.
    documents = asked(folder, "-p", "joint.qualcode", "documents")
    assert len(documents) == sum(each["documents"] for each in own.values()) - 1
    assert sorted(max(documents, key=lambda each: each["title"].startswith("06"))["done"]) == ["hugo", "thomas"]
    merges = [said for line, said in ran if " merge insertion.qualcode" in line and "--preview" not in line][-2:]
    assert "nothing was changed" in merges[1] and "nothing was changed" not in merges[0]
    report = asked(folder, "-p", "joint.qualcode", "merge", *(f"{pool}.qualcode" for pool in POOLS))
    assert (report["documents"], report["codings"], report["conflicts"]) == (0, 0, [])
    assert asked(folder, "-p", "joint.qualcode", "check", "--deep") == {"ok": True, "problems": []}


def test_what_people_decided_stands_in_the_joint_project(played: Played) -> None:
    folder, _ran = played
    assert asked(folder, "-p", "joint.qualcode", "merge", "conflicts") == []
    settled = {each["field"]: each for each in asked(folder, "-p", "joint.qualcode", "merge", "conflicts", "--all")}
    assert {(each["field"], each["status"]) for each in settled.values()} == {
        ("value", "theirs"), ("labels.fr", "ours"), ("definition.fr", "ours")
    }  # fmt: skip
    assert (settled["value"]["ours"], settled["value"]["theirs"], settled["value"]["stands"]) == ("18", "21", "theirs")
    codes = {each["key"]: each for each in asked(folder, "-p", "joint.qualcode", "codebook")["codes"]}
    assert codes["economic/fin-de-contrat"]["labels"]["fr"] == "Fin de contrat"
    # What was confirmed as the same is one code, in whatever language it was made.
    assert not {"economic/fin-du-contrat-aide", "social/essoufflement-des-benevoles"} & set(codes)
    of = {
        each["coder"] for each in asked(folder, "-p", "joint.qualcode", "codings", "--code", "economic/fin-de-contrat")
    }
    assert {"claire", "hugo", "anne", "thomas"} <= of
    (farm,) = [each for each in asked(folder, "-p", "joint.qualcode", "case") if each["name"] == "La Main à la Terre"]
    assert farm["attributes"]["staff"] == 21


def test_the_joint_display_has_rows_of_all_pools(played: Played) -> None:
    folder, _ran = played
    shown = asked(folder, "-p", "joint.qualcode", "reconcile", "--by", "pool")
    told = {each["group"] for each in shown["rows"] if each["passages"] and each["indicator"]}
    assert told == set(POOLS)
    both = next(each for each in shown["rows"] if len(each["verdicts"]) == 2)
    assert {each["verdict"] for each in both["verdicts"]} == {"dissonance", "partial"}


def test_a_folder_that_is_not_new_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    assert pools().run([str(tmp_path)]) == 1
    assert "is not empty" in capsys.readouterr().err
    assert [each.name for each in tmp_path.iterdir()] == ["mine.txt"]
    assert pools().run([]) == 2


def test_a_command_that_is_refused_stops_the_walk(tmp_path: Path) -> None:
    ran: list[str] = []

    def refused(arguments: list[str]) -> int:
        ran.append(arguments[0])
        return 1

    with pytest.raises(pools().Stopped, match="was refused"):
        pools().play(tmp_path / "new", refused, lambda line: None)
    assert len(ran) == 1
