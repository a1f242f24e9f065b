"""Draw the pictures of the guide and the read-me from the real program.

    python tools/pictures.py [NAME ...] [--to FOLDER]      needs rsvg-convert (librsvg) for the PNG files

Each picture is a size and the keys pressed in the demo project, and is drawn in English and in French (`-fr`). With
names, only those are drawn.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from qualcode.tui.app import QualcodeApp

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "images"
LANGUAGES = ("en", "fr")
CODER = "marie"
# Seconds for which nothing may change before a picture is taken, and after how many it is taken anyway.
_STILL, _PATIENCE = 0.5, 60.0
_TALL, _BROAD, _SMALL = (110, 36), (132, 38), (100, 28)


@dataclass(frozen=True, slots=True)
class Picture:
    """A file's name, columns and rows, and the keys that lead there; what begins with a quote is typed as text.

    `inside` is whether the demo is open, or the list of projects.
    """

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...]
    inside: bool = True


def at(letter: str, *keys: str) -> tuple[str, ...]:
    """Keys on another screen of the project."""
    return ("G", letter, *keys)


PICTURES = (
    Picture("welcome", _SMALL, (), inside=False),
    Picture("new-project", _SMALL, ("n", "'Pool North"), inside=False),
    Picture("tour", _BROAD, ("g", "ctrl+down", "S"), inside=False),
    Picture("coding", _BROAD, ("j", "j", "j", "j")),
    Picture("picker", _TALL, ("ctrl+down", "ctrl+down", "down", "down", "S", "c", "'trava")),
    Picture("memo", _TALL, ("j", "j", "j", "j", "m", "'She went out again through the workshop.")),
    Picture("facets", _TALL, ("j", "j", "j", "j", "F")),
    Picture("suggestion", _BROAD, ("n",)),
    Picture("both", _BROAD, ("y", "y", "y")),
    Picture("revise", _TALL, ("ctrl+down", "ctrl+down", "E")),
    Picture("places", _SMALL, ("G",)),
    Picture("palette", _SMALL, ("ctrl+p", "'memo")),
    Picture("help", _TALL, ("question_mark",)),
    Picture("files", _SMALL, ("i", "down")),
    Picture("import", _TALL, ("i", "down", "enter")),
    Picture("documents", _BROAD, at("d")),
    Picture("speakers", _TALL, at("d", "s")),
    Picture("codebook", _BROAD, at("b", "down", "down", "down")),
    Picture("search", _BROAD, at("s", "'travail AND atelier", "enter")),
    Picture("excerpts", _BROAD, at("x")),
    Picture("matrix", _BROAD, at("m", "down", "right")),
    Picture("framework", _BROAD, at("f", "down", "right")),
    Picture("memos", _BROAD, at("n")),
    Picture("enterprises", _BROAD, at("e")),
    Picture("people", _BROAD, at("p")),
    Picture("joint", _BROAD, at("j", "down", "down", "down", "down", "down", "down", "down", "down")),
    Picture("indicators", _BROAD, at("i")),
    Picture("phases", _BROAD, at("v", "3")),
    Picture("agreement", _BROAD, at("a")),
    Picture("history", _BROAD, at("h")),
    Picture("settings", _TALL, at("comma")),
    Picture("keys", _TALL, at("comma", "k")),
)


def file_name(picture: Picture, language: str) -> str:
    """The file of a picture in a language."""
    return f"{picture.name}.png" if language == "en" else f"{picture.name}-{language}.png"


async def draw(picture: Picture, language: str, home: Path) -> str:
    """The picture as SVG; `home` stands for the reader's own folder."""
    from qualcode.ops import demo
    from qualcode.tui.app import QualcodeApp
    from qualcode.tui.memory import Memory

    interviews, state = home / "Interviews", home / "state"
    interviews.mkdir()
    made = demo.build(home / "demo", language=language, coder=CODER).project
    project = Path(shutil.copy(made, interviews / made.name))
    story = (ROOT / "samples/demo/documents/01-recit-de-fatima.txt").read_text("utf-8")
    for name in ("Nadia", "Samira"):
        text = story.replace("Fatima", name).replace("FATIMA", name.upper())
        (interviews / f"entretien-{name.lower()}.txt").write_text(text, "utf-8")
    memory = Memory(state)
    memory.opened(home / "Archive" / "pilot-2024.qualcode", "Pilot 2024")
    memory.opened(project, demo.TITLES[language])
    os.chdir(interviews)
    app = QualcodeApp(project if picture.inside else None, coder=CODER, state=state)
    async with app.run_test(size=picture.size) as pilot:
        await settle(app, pilot)
        for key in picture.keys:
            for pressed in [key] if not key.startswith("'") else key[1:].replace(" ", "␣"):
                await pilot.press("space" if pressed == "␣" else pressed)
            await settle(app, pilot)
        return app.export_screenshot(title="qualcode")


async def settle(app: QualcodeApp, pilot: Pilot[None]) -> None:
    """Wait until nothing changes on the screen any more."""
    clock = asyncio.get_running_loop().time
    begun = since = clock()
    before = ""
    while clock() - since < _STILL and clock() - begun < _PATIENCE:
        await pilot.pause(0.05)
        for screen in app.screen_stack:
            if hasattr(screen, "settled"):
                await screen.settled()
        now = "\n".join(strip.text for strip in app.screen._compositor.render_strips()) + str(app._notifications)
        # A notice passes, and suggestions take their time to come.
        busy = len(app._notifications) > 0 or (app.coding is not None and app.coding.suggesting.is_starting)
        if now != before or busy:
            before, since = now, clock()


def png(svg: str, path: Path) -> None:
    """Render without the fonts on the web that the SVG would load, with few colours so that the file is small."""
    from PIL import Image

    local = re.sub(r"@font-face\s*{[^}]*}", "", svg).replace("Fira Code", "DejaVu Sans Mono")
    # Spaces at the ends of a run would be dropped without this.
    local = re.sub(
        r"(<text[^>]*>)([^<]*)(</text>)",
        lambda m: m[1].replace("<text", '<text xml:space="preserve"') + m[2].replace("&#160;", " ") + m[3],
        local,
    )
    subprocess.run(["rsvg-convert", "--zoom", "0.85", "-o", str(path)], input=local.encode(), check=True)
    with Image.open(path) as image:
        small = image.convert("RGB").quantize(128, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def one(name: str, language: str, target: Path) -> None:
    """Draw one picture; a process each, since the language is fixed when the screens are imported."""
    picture = next(each for each in PICTURES if each.name == name)
    from qualcode.i18n import set_language

    set_language(language)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HOME"] = folder
        svg = asyncio.run(draw(picture, language, Path(folder)))
        # The same length, so that nothing moves.
        svg = svg.replace(folder, f"/home/user-{CODER}".ljust(len(folder), "-")[: len(folder)])
        os.chdir(ROOT)
    png(svg, target / file_name(picture, language))


def each(target: Path, job: tuple[str, str]) -> bool:
    """Draw one picture in a process of its own; whether that went well."""
    name, language = job
    command = [sys.executable, str(Path(__file__).resolve()), "--one", name, language, "--to", str(target)]
    environment = {**os.environ, "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT)}
    failed = subprocess.run(command, check=False, env=environment).returncode
    print(f"{name} ({language})" + (": failed" if failed else ""), flush=True)
    return not failed


def main(arguments: list[str]) -> int:
    """Draw pictures into a folder."""
    parser = argparse.ArgumentParser(description="Draw the pictures of the guide from the real program.")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--to", type=Path, default=TARGET)
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    target = asked.to.resolve()
    if asked.one:
        one(asked.one[0], asked.one[1], target)
        return 0
    if shutil.which("rsvg-convert") is None:
        print("rsvg-convert is needed; on Debian: apt install librsvg2-bin", file=sys.stderr)
        return 1
    target.mkdir(parents=True, exist_ok=True)
    jobs = [
        (picture.name, language)
        for picture in PICTURES
        if not asked.names or picture.name in asked.names
        for language in LANGUAGES
    ]
    with ThreadPoolExecutor(2) as workers:
        drawn = list(workers.map(partial(each, target), jobs))
    return 0 if all(drawn) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
