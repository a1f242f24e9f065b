"""Draw the pictures of the guide and the read-me from the real program.

    python tools/pictures.py [FOLDER]      needs rsvg-convert (librsvg) for the PNG files

Each picture is a language, a size, and the keys pressed in the demo project.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from qualcode.tui.app import QualcodeApp

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "images"


@dataclass(frozen=True, slots=True)
class Picture:
    """A file's name, the reader's language, columns and rows, and the keys that lead there."""

    name: str
    language: str
    size: tuple[int, int]
    keys: tuple[str, ...]
    theme: str | None = None


PICTURES = (
    Picture("coding", "en", (132, 38), ("j", "j", "j", "j")),
    Picture("coding-fr", "fr", (132, 38), ("j", "j", "j", "j")),
    Picture("picker", "en", (110, 34), ("ctrl+down", "ctrl+down", "down", "down", "S", "c", *"trava")),
    Picture("picker-fr", "fr", (110, 34), ("ctrl+down", "ctrl+down", "down", "down", "S", "c", *"trava")),
    Picture("help", "en", (110, 40), ("question_mark",)),
    Picture("help-fr", "fr", (110, 40), ("question_mark",)),
)


async def draw(picture: Picture, folder: Path) -> str:
    """The picture as SVG."""
    from qualcode.ops import demo
    from qualcode.tui.app import QualcodeApp

    project = demo.build(folder / picture.language, language=picture.language, coder="marie").project
    app = QualcodeApp(project, coder="marie", state=folder / "state")
    async with app.run_test(size=picture.size) as pilot:
        await settle(app, pilot)
        for key in picture.keys:
            await pilot.press(key)
            await settle(app, pilot)
        return app.export_screenshot(title="qualcode")


async def settle(app: QualcodeApp, pilot: Pilot[None]) -> None:
    """Wait until all that was asked of the project is done and shown."""
    for _ in range(3):
        await pilot.pause()
        for screen in app.screen_stack:
            if hasattr(screen, "settled"):
                await screen.settled()
    await pilot.pause()


def png(svg: str, path: Path) -> None:
    """Render without the fonts on the web that the SVG would load."""
    local = re.sub(r"@font-face\s*{[^}]*}", "", svg).replace("Fira Code", "DejaVu Sans Mono")
    # Spaces at the ends of a run would be dropped without this.
    local = re.sub(
        r"(<text[^>]*>)([^<]*)(</text>)",
        lambda m: m[1].replace("<text", '<text xml:space="preserve"') + m[2].replace("&#160;", " ") + m[3],
        local,
    )
    subprocess.run(["rsvg-convert", "--zoom", "1.0", "-o", str(path)], input=local.encode(), check=True)


def one(name: str, target: Path) -> None:
    """Draw one picture; a process each, since the language is fixed when the screens are imported."""
    picture = next(each for each in PICTURES if each.name == name)
    from qualcode.i18n import set_language

    set_language(picture.language)
    with tempfile.TemporaryDirectory() as folder:
        svg = asyncio.run(draw(picture, Path(folder)))
    png(svg, target / f"{name}.png")


def main(arguments: list[str]) -> int:
    """Draw all pictures into a folder."""
    if arguments[:1] == ["--one"]:
        one(arguments[1], Path(arguments[2]))
        return 0
    if shutil.which("rsvg-convert") is None:
        print("rsvg-convert is needed; on Debian: apt install librsvg2-bin", file=sys.stderr)
        return 1
    target = Path(arguments[0]) if arguments else TARGET
    target.mkdir(parents=True, exist_ok=True)
    for picture in PICTURES:
        print(picture.name, flush=True)
        environment = {**os.environ, "COLORTERM": "truecolor"}
        command = [sys.executable, str(Path(__file__)), "--one", picture.name, str(target)]
        subprocess.run(command, check=True, env=environment)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
