"""While much is loaded nothing pauses, and afterwards all is as before."""

from __future__ import annotations

import gc
import sys

import pytest

from qualcode.tui.loading import loading, search_seldom, share_turns


def test_garbage_is_searched_for_again_whatever_happens() -> None:
    with loading():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(KeyError), loading():
        raise KeyError
    assert gc.isenabled()


def test_the_threads_of_the_screen_change_turns_often() -> None:
    turn = sys.getswitchinterval()
    try:
        share_turns()
        assert sys.getswitchinterval() < turn
    finally:
        sys.setswitchinterval(turn)


def test_all_there_is_is_searched_seldom_and_what_is_young_as_before() -> None:
    before = gc.get_threshold()
    try:
        gc.set_threshold(700, 10, 10)
        search_seldom()
        assert gc.get_threshold()[:2] == (700, 10)
        assert gc.get_threshold()[2] > 10
    finally:
        gc.set_threshold(*before)


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
