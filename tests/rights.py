"""Tests about files that may not be read or written, also where an administrator runs them, whom rights do not bind."""

from __future__ import annotations

import ctypes
import functools
import multiprocessing
import os
import sys
import warnings
from collections.abc import Callable
from typing import ParamSpec

import pytest

P = ParamSpec("P")

# Linux: <linux/capability.h>, version 3; reading and writing whatever the rights say.
_VERSION = 0x20080522
_WHATEVER = 1 << 1 | 1 << 2


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("process", ctypes.c_int))


class _Sets(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


def bound_by_rights(test: Callable[P, None]) -> Callable[P, None]:
    """Run a test where rights count: here, or for an administrator in a child that has given up going past them."""

    @functools.wraps(test)
    def bound(*arguments: P.args, **options: P.kwargs) -> None:
        if os.name != "posix":
            pytest.skip("rights are otherwise there")
        elif os.geteuid() != 0:
            test(*arguments, **options)
        elif sys.platform == "linux":
            _in_child(functools.partial(test, *arguments, **options))
        else:
            pytest.skip("rights do not bind an administrator")

    return bound


def _in_child(work: Callable[[], None]) -> None:
    """Do it in a child of ours, which says on standard error what went wrong."""

    def bound() -> None:
        _give_up()
        work()

    child = multiprocessing.get_context("fork").Process(target=bound)
    with warnings.catch_warnings():
        # Newer Pythons warn of threads that a child lacks; this one uses none of them.
        warnings.simplefilter("ignore", DeprecationWarning)
        child.start()
    child.join()
    assert child.exitcode == 0


def _give_up() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    header, sets = _Header(_VERSION, 0), (_Sets * 2)()
    for ask in (libc.capget, libc.capset):
        if ask(ctypes.byref(header), ctypes.byref(sets)) != 0:
            raise OSError(ctypes.get_errno(), "rights could not be given up")
        sets[0].effective &= ~_WHATEVER
        sets[0].permitted &= ~_WHATEVER
        sets[0].inheritable &= ~_WHATEVER
