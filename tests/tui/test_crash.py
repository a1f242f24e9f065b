"""A fault of the program tells what failed, and nothing of anybody's words."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.tui import crash, jobs
from qualcode.tui.app import QualcodeApp
from tests.tui.running import is_private

SECRET = "je n'ai jamais dit cela"


def fail(words: str) -> None:
    kept = words + "!"
    try:
        raise ValueError(kept)
    except ValueError as error:
        raise KeyError(words) from error


def test_the_log_has_types_and_lines_and_no_words(tmp_path: Path) -> None:
    with pytest.raises(KeyError) as caught:
        fail(SECRET)
    log = crash.write_log(tmp_path / "state", caught.value)
    assert log is not None
    written = log.read_text("utf-8")
    assert "builtins.KeyError" in written and "builtins.ValueError" in written
    assert "test_crash.py:" in written and " fail\n" in written
    assert SECRET not in written
    assert is_private(log)
    assert str(log) in crash.told(log).plain
    crash.write_log(tmp_path / "state", caught.value)
    assert log.read_text("utf-8").count("builtins.KeyError") == 2


def test_a_log_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert crash.write_log(tmp_path / "file" / "state", ValueError(SECRET)) is None
    assert "safe" in crash.told(None).plain


async def test_the_app_ends_with_a_plain_sentence(
    project: Path, state: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        fail(SECRET)

    monkeypatch.setattr(jobs, "read", broken)
    app = QualcodeApp(project, coder="marie", state=state)
    # What fails in the background is raised again by the test harness; people see only what is printed.
    with pytest.raises(Exception, match="Worker raised exception"):
        async with app.run_test() as pilot:
            for _ in range(200):
                await pilot.pause(0.02)
    assert app.return_code == 1
    printed = "".join(capsys.readouterr())
    assert "The program has failed" in printed
    assert SECRET not in printed and "locals" not in printed
    assert "␊" not in printed
    noted = (state / "faults.log").read_text("utf-8")
    assert "builtins.KeyError" in noted and "test_crash.py" in noted
    assert SECRET not in noted
