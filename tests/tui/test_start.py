"""The screen starts in the language asked for, else the one chosen, and again in another one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from qualcode.i18n import language, set_language
from qualcode.tui import start
from qualcode.tui.memory import Memory


@pytest.fixture
def screens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """The state folder; the modules of the screens are as before afterwards."""
    before = {name: module for name, module in sys.modules.items() if name.startswith("qualcode.tui")}
    monkeypatch.setattr(start, "state_folder", lambda: tmp_path)
    yield tmp_path
    for name in [name for name in sys.modules if name.startswith("qualcode.tui")]:
        del sys.modules[name]
    sys.modules.update(before)
    set_language("en")


class Run:
    """Stands for an app that is left at once, to come back as `returns` says."""

    def __init__(self, returns: list[object]) -> None:
        self.returns = returns
        self.seen: list[tuple[str, str, Path | None]] = []
        self.return_code = 0
        self.again: object = None

    def build(self, project: Path | None, *, coder: str, state: Path) -> Run:
        import importlib

        keys = importlib.import_module("qualcode.tui.keys")
        self.seen.append((language(), keys.READING.title, project))
        return self

    def run(self) -> None:
        self.again = self.returns.pop(0) if self.returns else None


def test_the_language_asked_for_counts_for_more_than_the_one_chosen(
    screens: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Memory(screens).set("language", "de")
    run = Run([])
    monkeypatch.setattr(start, "build", run.build)
    start.run(None, coder="marie", language=None)
    start.run(None, coder="marie", language="nl")
    assert [seen[0] for seen in run.seen] == ["de", "nl"]


def test_it_comes_back_to_the_project_in_the_other_language(screens: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from qualcode.tui.app import Again

    run = Run([Again(Path("p.qualcode"), "fr"), Again(Path("p.qualcode"), None)])
    monkeypatch.setattr(start, "build", run.build)
    start.forget_screens()
    start.run(Path("first.qualcode"), coder="marie", language="en")
    assert run.seen == [
        ("en", "Reading", Path("first.qualcode")),
        ("fr", "Lecture", Path("p.qualcode")),
        ("fr", "Lecture", Path("p.qualcode")),
    ]


def test_a_fault_ends_it_with_its_status(screens: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run([])
    run.return_code = 1
    monkeypatch.setattr(start, "build", run.build)
    with pytest.raises(SystemExit) as left:
        start.run(None, coder="marie", language="en")
    assert left.value.code == 1


def test_the_app_is_made_anew(screens: Path) -> None:
    app = start.build(None, coder="marie", state=screens)
    start.forget_screens()
    again = start.build(None, coder="marie", state=screens)
    assert type(again) is not type(app)
    # No module of the screens holds on to another one as it was before.
    for name, module in list(sys.modules.items()):
        if name.startswith("qualcode.tui.") and name != "qualcode.tui.start":
            for held in vars(module).values():
                if isinstance(held, ModuleType) and held.__name__.startswith("qualcode.tui."):
                    assert sys.modules[held.__name__] is held
