"""How it looks: one picture a promise. Look at a picture that has changed before it is taken for the new one."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from textual.pilot import Pilot

import qualcode
from qualcode.i18n import set_language
from tests.tui.hostile import MARKUP, spoil
from tests.tui.running import settle

Compare = Callable[..., bool]
Keys = tuple[str, ...]


def tui_modules() -> dict[str, ModuleType]:
    return {name: module for name, module in sys.modules.items() if name.split(".")[:2] == ["qualcode", "tui"]}


def put_in_place(modules: dict[str, ModuleType]) -> None:
    """Let these be the modules of the screens, and no others."""
    for name in tui_modules():
        del sys.modules[name]
    sys.modules.update(modules)
    if "qualcode.tui" in modules:
        vars(qualcode)["tui"] = modules["qualcode.tui"]


# The modules of the screens in each language: importing them takes longer than many a test.
_spoken: dict[str, dict[str, ModuleType]] = {}


@pytest.fixture
def speaking(request: pytest.FixtureRequest) -> Iterator[ModuleType]:
    """The app's module in the language asked for: key labels are fixed when it is imported."""
    before = tui_modules()
    language = getattr(request, "param", "en")
    put_in_place(_spoken.get(language, {}))
    set_language(language)
    yield importlib.import_module("qualcode.tui.app")
    _spoken[language] = tui_modules()
    put_in_place(before)
    set_language("en")


@pytest.fixture
def picture(snap_compare: Compare, speaking: ModuleType, project: Path, state: Path) -> Callable[..., None]:
    """Takes a picture after some keys and compares it with the one kept."""

    def take(
        *keys: str, size: tuple[int, int] = (120, 40), theme: str = "dark", path: Path | None = project, at: str = ""
    ) -> None:
        app = speaking.QualcodeApp(path, coder="marie", state=state)
        app.theme = f"qualcode-{theme}"

        async def before(pilot: Pilot[Any]) -> None:
            await settle(pilot)
            screen: Any = pilot.app.screen
            if at:
                screen.transcript.go(screen.reading.text.index(at))
            for key in keys:
                await pilot.press(key)
                await settle(pilot)

        assert snap_compare(app, terminal_size=size, run_before=before)

    return take


both = pytest.mark.parametrize("speaking", ["en", "fr"], indirect=True)


@both
def test_a_document_its_codings_and_the_codebook_stand_side_by_side(picture: Callable[..., None]) -> None:
    picture("right", at="on n'ose plus")


@both
def test_codes_are_chosen_with_their_definition_in_sight(picture: Callable[..., None]) -> None:
    picture("S", "c", "c", "o", "n", "f", at="J'allais à l'école", size=(100, 30), theme="light")


def test_on_a_small_screen_the_text_has_all_the_room(picture: Callable[..., None]) -> None:
    picture("S", at="Où je veux", size=(80, 24), theme="light")


def test_the_smallest_screen_still_shows_text(picture: Callable[..., None]) -> None:
    picture("j", size=(20, 5))


def test_high_contrast_underlines_what_is_coded(picture: Callable[..., None]) -> None:
    picture("right", at="on n'ose plus", size=(100, 30), theme="contrast")


def test_without_colours_letters_and_lines_tell_what_is_coded(
    picture: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    picture("right", at="on n'ose plus", size=(100, 30))


def test_the_keys_are_told(picture: Callable[..., None]) -> None:
    picture("question_mark", size=(100, 40))


def test_a_memo_is_written_beside_its_passage(picture: Callable[..., None]) -> None:
    picture("m", "h", "o", "n", "t", "e", at="on n'ose plus", size=(100, 30))


@both
def test_one_comes_in_to_what_can_be_done(
    picture: Callable[..., None], speaking: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    welcome = importlib.import_module("qualcode.tui.screens.welcome")
    monkeypatch.setattr(welcome, "__version__", "0")
    picture(path=None, size=(80, 24))


def test_emoji_arabic_and_marks_keep_the_columns(picture: Callable[..., None], project: Path) -> None:
    spoil(project, "👩‍👩‍👧 e\u0301 他们 لقد استعدت \u202eabc\u202c \u200b\t. fin")
    picture("ctrl+end", size=(100, 30))


def test_markup_is_words_like_any_other(picture: Callable[..., None], project: Path) -> None:
    spoil(project, MARKUP)
    picture("j", size=(120, 30))
