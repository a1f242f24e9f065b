"""The guide: every page and picture it names is there, each is reached and used, and its keys are the program's."""

from __future__ import annotations

import importlib.util
import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from qualcode.cli.main import main
from qualcode.exporters import charts

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs" / "guide"
IMAGES = ROOT / "docs" / "images"
PAGES = sorted(GUIDE.glob("*.md"))
FRONT = ROOT / "README.md"
# Bytes: somebody clones this over a slow line.
MOST_FOR_PICTURES = 6_000_000

LINK = re.compile(r"!?\[[^]]*\]\(([^)\s]+)\)")


def tool(name: str) -> ModuleType:
    """A module of the tools, which are no package."""
    specification = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[name] = module
    specification.loader.exec_module(module)
    return module


def linked(page: Path) -> list[str]:
    """What a page links to, in the repository."""
    return [each for each in LINK.findall(page.read_text("utf-8")) if "://" not in each]


def anchors(page: Path) -> set[str]:
    """The names of a page's headings, as links have them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each).strip().lower().replace(" ", "-") for each in headings}


@pytest.mark.parametrize("page", [FRONT, *PAGES], ids=lambda page: page.name)
def test_what_a_page_names_is_there(page: Path) -> None:
    for link in linked(page):
        path, _sign, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_picture_is_used_and_can_be_drawn_again_and_all_are_small() -> None:
    pictures = tool("pictures")
    files = {path.name for path in IMAGES.iterdir()}
    used = {Path(link).name for page in [FRONT, *PAGES] for link in linked(page) if "images/" in link}
    drawn = {pictures.file_name(each, language) for each in pictures.PICTURES for language in pictures.LANGUAGES}
    assert files == used == drawn
    assert sum(path.stat().st_size for path in IMAGES.iterdir()) < MOST_FOR_PICTURES


@pytest.mark.parametrize("index", ["README.md", "LISEZMOI.md"])
def test_every_page_is_reached_from_its_index(index: str) -> None:
    other = {"README.md": "LISEZMOI.md", "LISEZMOI.md": "README.md"}[index]
    here = {link for link in linked(GUIDE / index) if link.endswith(".md") and "/" not in link} - {other}
    for name in here:
        # Each has the way back, and the way to the same page in the other language.
        assert index in linked(GUIDE / name)
        assert linked(GUIDE / name)[0] in linked(GUIDE / other)
    assert len(here) * 2 == len(PAGES) - 2


def test_french_pages_show_french_pictures() -> None:
    french = {"LISEZMOI.md", *(each for each in linked(GUIDE / "LISEZMOI.md") if "/" not in each)} - {"README.md"}
    for page in PAGES:
        for link in linked(page):
            if "images/" in link:
                assert link.endswith("-fr.png") == (page.name in french), f"{page.name}: {link}"


def test_both_languages_are_told_the_same_keys() -> None:
    """What stands in backquotes as one sign is a key; both pages of a task name the same ones."""

    def keys(page: Path) -> set[str]:
        return set(re.findall(r"`(\S|ctrl\+\w|F\d)`", page.read_text("utf-8")))

    for link in linked(GUIDE / "README.md"):
        if "/" not in link and link not in ("LISEZMOI.md", "keys.md"):
            french = GUIDE / linked(GUIDE / link)[0]
            assert keys(GUIDE / link) == keys(french), link


def test_the_pages_of_keys_are_the_program_s() -> None:
    """In a process of its own, as keys are named when they are first imported."""
    code = "import sys; sys.path.insert(0, 'tools'); import keypages; print(keypages.page('en'), end='')"
    command = [sys.executable, "-X", "utf8", "-c", code]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    assert (GUIDE / "keys.md").read_text("utf-8") == made, "run: python tools/keypages.py"


def typed(page: str) -> list[str]:
    """The commands of a page that stand in blocks, each a line."""
    blocks = re.findall(r"^```\n(.*?)^```$", (GUIDE / page).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [line.removeprefix("python start.py ") for block in blocks for line in block.splitlines()]


def test_an_evaluation_from_beginning_to_end_can_be_typed_as_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "samples").mkdir()
    shutil.copytree(ROOT / "samples" / "demo", tmp_path / "samples" / "demo")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUALCODE_CODER", "marie")
    # Fifty charts would take longer than all the rest; that they are drawn is tested elsewhere.
    drawn = min(IMAGES.iterdir(), key=lambda path: path.stat().st_size).read_bytes()
    monkeypatch.setattr(charts, "png", lambda chart: drawn)
    own = ""  # in place of the id that stands on the page
    for line in typed("evaluation.md"):
        if "1e949e43" in line and not own:
            capsys.readouterr()
            main(["--json", "codings", "--code", "social/confidence"])
            own = json.loads(capsys.readouterr().out)[0]["id"][:8]
        assert main(shlex.split(line.replace("1e949e43", own))) == 0, line
    made = {path.name for path in (tmp_path / "reports").iterdir()}
    assert {"joint-display.docx", "pools.docx", "Atelier Nord.docx", "L'Épicerie du Coin.docx"} <= made


def test_in_french_the_same_is_typed_in_other_words() -> None:
    bare = [
        [re.sub(r'"[^"]*"|(?<=-o )\S+', "", line) for line in typed(page)] for page in ("evaluation.md", "evaluer.md")
    ]
    assert bare[0] == bare[1]


def commands() -> list[str]:
    """The commands that the guide tells to type."""
    told = [line for page in PAGES for line in re.findall(r"python start\.py ([a-z][^`|\n]*)", page.read_text("utf-8"))]
    return sorted({line.strip() for line in told})


def test_the_commands_told_are_commands() -> None:
    reference = (ROOT / "docs" / "commands.md").read_text("utf-8")
    known = set(re.findall(r"^#+ qualcode ([a-z -]+)$", reference, re.MULTILINE)) | {"test"}
    for line in commands():
        words = line.split()
        assert " ".join(words[:2]) in known or words[0] in known, line
