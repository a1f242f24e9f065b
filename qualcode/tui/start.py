"""Where the screen starts, and starts again in another language.

Words are fixed when the screens are imported, so the language is chosen here before that, and for another language they
are imported anew.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import platformdirs

from qualcode.i18n import set_language
from qualcode.tui.loading import search_seldom, share_turns
from qualcode.tui.memory import Memory

if TYPE_CHECKING:
    from qualcode.tui.app import QualcodeApp


def state_folder() -> Path:
    """Where the program remembers what one person chose on this machine."""
    return Path(platformdirs.user_state_dir("qualcode", appauthor=False))


def run(project: Path | None, *, coder: str, language: str | None) -> None:
    """Open the screen on a project, or on the list of projects, and return when it is left.

    The language is the one asked for, else the one chosen in the settings, else the environment's. Raises SystemExit
    with status 1 after a fault in the program, of which only types and line numbers are kept.
    """
    share_turns()
    search_seldom()
    state = state_folder()
    set_language(language or Memory(state).setting("language"))
    while True:
        app = build(project, coder=coder, state=state)
        app.run()
        if app.return_code:
            raise SystemExit(app.return_code)
        if app.again is None:
            return
        project = app.again.project
        if app.again.language is not None:
            set_language(app.again.language)
            forget_screens()


def build(project: Path | None, *, coder: str, state: Path) -> QualcodeApp:
    """The app, with its screens imported in the language chosen now."""
    module = importlib.import_module("qualcode.tui.app")
    return cast("QualcodeApp", module.QualcodeApp(project, coder=coder, state=state))


def forget_screens() -> None:
    """Have the screens imported anew when they are wanted next."""
    package = sys.modules[__package__]
    for name in [name for name in sys.modules if name.startswith("qualcode.tui.") and name != __name__]:
        del sys.modules[name]
        # `from qualcode.tui import safe` would still find the module that was imported before.
        if hasattr(package, child := name.removeprefix("qualcode.tui.")):
            delattr(package, child)
