"""Three pools played through: their projects, their agreement, their codebooks and what they say together.

    python tools/pools.py FOLDER

runs, in a new folder, every command of samples/pools/commands.txt as one would type it, and shows what it says. It is
what docs/guide/pools.md tells. The folder then holds the projects of the three pools, the joint one, and the reports.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WALK = ROOT / "samples" / "pools" / "commands.txt"

# What an id on the page stands for, as ids are others in every project: the command that lists such things, and how the
# fields of the one that is meant begin.
CODING = ("codings",)
IDS: dict[str, tuple[Sequence[str], dict[str, str]]] = {
    "edca0549": (CODING, {"coder": "claire", "code": "economic/viability", "quote": "Benoît voudrait"}),
    "246337e2": (CODING, {"coder": "hugo", "quote": "Benoît voudrait"}),
    "8f01c2d7": (CODING, {"coder": "claire", "quote": "C'est là que ça a commencé"}),
    "b97e44a0": (CODING, {"coder": "hugo", "quote": "C'est là que ça a commencé"}),
    "5d3a9e16": (CODING, {"coder": "claire", "quote": "Elle est venue au marché"}),
    "c20b7f48": (CODING, {"coder": "hugo", "quote": "Elle est venue au marché"}),
    "3e6f1b90": (CODING, {"coder": "claire", "quote": "Il y a de l'humidité"}),
    "a4d85c27": (CODING, {"coder": "hugo", "quote": "Un studio, à Gosselies"}),
    "b3c18d4e": (CODING, {"coder": "consensus", "quote": "Un studio, à Gosselies"}),
    "7c19d0e5": (CODING, {"coder": "claire", "quote": "J'ai fait la rue"}),
    "09b6a3f2": (CODING, {"coder": "hugo", "quote": "J'ai fait la rue"}),
    "6b20f9d1": (("proposals",), {"action": "merge"}),
    "41d7e8b3": (CODING, {"coder": "lieve", "quote": "je passe à la caisse"}),
    "f60a25c9": (CODING, {"coder": "wout", "quote": "je passe à la caisse"}),
    "d8b34f70": (CODING, {"coder": "lieve", "quote": "de planning"}),
    "2a91c6e5": (CODING, {"coder": "wout", "quote": "de planning"}),
    "95c0d2ab": (CODING, {"coder": "anne", "quote": "Elle a récupéré"}),
    "1e7f3b64": (CODING, {"coder": "thomas", "quote": "Elle a découvert"}),
    "70e4b8f1": (CODING, {"coder": "anne", "quote": "Wij hebben daar met"}),
    "c3a6592d": (CODING, {"coder": "thomas", "quote": "Wij hebben daar met"}),
    "26371d21": (("merge", "conflicts"), {"field": "value"}),
    "ffe5512b": (("merge", "conflicts"), {"field": "labels.fr"}),
    "03b59abe": (("merge", "conflicts"), {"field": "definition.fr"}),
}


class Stopped(Exception):
    """A command was refused, or the folder is not new."""


def commands() -> list[str]:
    """The commands in their order, as one types them after `python start.py`."""
    return [line for line in WALK.read_text("utf-8").splitlines() if line]


def play(folder: Path, main: Callable[[list[str]], int], say: Callable[[str], None] = print) -> None:
    """Run every command in a new folder, telling each. Raises Stopped at the first that fails."""
    if folder.exists() and any(folder.iterdir()):
        raise Stopped(f"The folder {folder} is not empty; name a new one.")
    samples = folder / "samples"
    for part in ("demo", "pools"):
        shutil.copytree(ROOT / "samples" / part, samples / part)
    with working_in(folder):
        for line in commands():
            known = with_ids(line, main)
            say(f"\n$ python start.py {known}")
            if main(shlex.split(known)):
                raise Stopped(f"This was refused, for the reason above. What there is until here stands in {folder}.")


@contextlib.contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """The folder as the one that one is in."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def with_ids(line: str, main: Callable[[list[str]], int]) -> str:
    """A command with the ids that the things have in this project, in place of those on the page."""
    words = shlex.split(line)
    for shown in [each for each in IDS if each in line]:
        listing, wanted = IDS[shown]
        told = io.StringIO()
        with contextlib.redirect_stdout(told):
            main([*words[:2], *listing, "--json"])
        found = [
            row["id"] for row in json.loads(told.getvalue()) if all(row[k].startswith(v) for k, v in wanted.items())
        ]
        if len(found) != 1:
            raise Stopped(f"{shown}: {len(found)} things are called so: {wanted}")
        line = line.replace(shown, found[0][:8])
    return line


def in_own_python(arguments: Sequence[str]) -> int:
    """The script run by the Python that start.py has set up, as this one has not what is needed."""
    places = (ROOT / ".venv" / "bin" / "python", ROOT / ".venv" / "Scripts" / "python.exe")
    own = [path for path in places if path.exists()]
    if not own:
        sys.stderr.write("Set the program up first: python start.py --version\n")
        return 1
    return subprocess.run([str(own[0]), __file__, *arguments], check=False).returncode


def run(arguments: Sequence[str]) -> int:
    """The script; its exit status."""
    if len(arguments) != 1:
        sys.stderr.write("python tools/pools.py FOLDER\n")
        return 2
    if importlib.util.find_spec("typer") is None:
        return in_own_python(arguments)
    sys.path.insert(0, str(ROOT))
    from qualcode.cli.main import main

    try:
        play(Path(arguments[0]).resolve(), main)
    except Stopped as why:
        sys.stderr.write(f"{why}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
