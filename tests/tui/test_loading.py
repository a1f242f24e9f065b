"""While much is loaded nothing pauses, and afterwards all is as before."""

from __future__ import annotations

import gc
import sys

import pytest

from qualcode.tui.loading import loading


def test_habits_come_back_whatever_happens() -> None:
    turn = sys.getswitchinterval()
    with loading():
        assert sys.getswitchinterval() < turn
        assert not gc.isenabled()
    assert (sys.getswitchinterval(), gc.isenabled()) == (turn, True)
    with pytest.raises(KeyError), loading():
        raise KeyError
    assert (sys.getswitchinterval(), gc.isenabled()) == (turn, True)


def test_what_is_there_is_set_aside_once() -> None:
    with loading():
        pass
    before = gc.get_freeze_count()
    assert before > 0
    kept: list[list[int]] = [[] for _ in range(1_000)]
    with loading():
        pass
    assert gc.get_freeze_count() <= before
    assert len(kept) == 1_000
