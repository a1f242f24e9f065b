from __future__ import annotations

import json
import sys
from pathlib import Path
from types import TracebackType

import pytest

from qualcode.cli import diagnostics
from qualcode.errors import BadData, DocumentNotFound
from qualcode.model.codebook import CodeTree
from qualcode.model.message import Message

SENTINEL = "Sofie-zei-dit-in-vertrouwen"


def test_a_refusal_is_a_sentence_and_a_hint_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert diagnostics.refuse(DocumentNotFound(name="Récit"), as_json=False) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "There is no document “Récit”.\nSee them with: qualcode documents\n"


def test_faults_are_told_one_a_line_and_as_a_list_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    error = BadData(Message("Line {n}: no code", {"n": 3}), Message("Line {n}: no start", {"n": 4}), path="c.csv")
    diagnostics.refuse(error, as_json=False)
    assert capsys.readouterr().err.splitlines()[1:3] == ["  Line 3: no code", "  Line 4: no start"]
    diagnostics.refuse(error, as_json=True)
    told = json.loads(capsys.readouterr().err)
    assert list(told) == ["code", "message", "hint", "faults"]
    assert told["code"] == "bad-data"
    assert told["faults"] == ["Line 3: no code", "Line 4: no start"]


def test_names_in_a_refusal_cannot_act_on_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    diagnostics.refuse(DocumentNotFound(name="\x1b[2J\x07"), as_json=False)
    assert "\x1b" not in capsys.readouterr().err


def _crash() -> tuple[type[BaseException], BaseException, TracebackType | None]:
    try:
        CodeTree(()).by_id(SENTINEL)
    except KeyError as error:
        return type(error), error, error.__traceback__
    raise AssertionError


def test_a_fault_of_the_program_tells_its_kind_and_place_and_nothing_people_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["qualcode", "codings"])
    diagnostics.crashed(*_crash())
    err = capsys.readouterr().err
    assert "KeyError at qualcode/model/codebook.py:" in err
    assert SENTINEL not in err
    assert "Traceback" not in err
    monkeypatch.setattr(sys, "argv", ["qualcode", "codings", "--json"])
    diagnostics.crashed(*_crash())
    assert json.loads(capsys.readouterr().err)["code"] == "unforeseen"


def test_ctrl_c_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    diagnostics.crashed(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert capsys.readouterr() == ("", "")


def test_progress_is_not_drawn_into_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(diagnostics.progress(["a", "b"], 2, "Importing")) == ["a", "b"]
    assert capsys.readouterr() == ("", "")


def test_progress_hands_everything_out_on_a_terminal_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    files = [Path("a"), Path("b")]
    assert list(diagnostics.progress(files, len(files), "Importing")) == files
    assert capsys.readouterr().out == ""
