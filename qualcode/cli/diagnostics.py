"""Standard error and exit statuses: the one place that writes to it.

0 done, 1 refused, 2 wrong usage, 130 stopped by the user. What goes wrong unforeseen is told by its kind and by its
place in the program, never by values: those may be what people said in an interview.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, ClassVar, TypeVar

import qualcode
from qualcode.cli.safe import safe
from qualcode.errors import QualcodeError, UsageError
from qualcode.i18n import _
from qualcode.model.message import N_, Message

if TYPE_CHECKING:
    import typer

REFUSED = 1
INTERRUPTED = 130

T = TypeVar("T")

_SLOW = 1.0
_GLOBAL_OPTIONS = ("-p", "--project", "--coder", "--lang")


class Misunderstood(UsageError):
    """What Typer could not parse, in its own words."""

    sentence = N_("The command was not understood: {reason}")
    hint = N_("See how it is used with: {command} --help")


class MissingValue(Misunderstood):
    """An argument or option that has to be there is not."""

    sentence = N_("{name} is missing.")


class WrongValue(Misunderstood):
    """An argument or option has a value it cannot have."""

    sentence = N_("The value of {name} cannot be used: {reason}")


class UnknownOption(Misunderstood):
    """The command has no such option."""

    sentence = N_("There is no option {name} here.")


class MisplacedOption(Misunderstood):
    """An option of the program stands after the command."""

    sentence = N_("The option {name} belongs before the command.")
    hint = N_("For example: qualcode {name} VALUE documents")


class UnknownCommand(Misunderstood):
    """There is no such command; `alike` are those that resemble it."""

    sentence = N_("There is no command “{name}”.")
    hint = N_("{perhaps}See what there is with: {command} --help")

    def __init__(self, name: str, command: str, alike: Sequence[str]) -> None:
        perhaps = Message(N_("Did you mean {names}? ") if alike else "", {"names": ", ".join(alike)})
        super().__init__(name=name, command=command, perhaps=perhaps)


class Unforeseen(QualcodeError):
    """A fault of the program itself."""

    code: ClassVar[str] = "unforeseen"
    sentence = N_("Something went wrong that qualcode did not foresee: {kind} at {place}.")
    hint = N_("What was reported done is safe. Please send the makers this line; nothing of your texts is in it.")


def refuse(error: QualcodeError, as_json: bool) -> int:
    """Tell why something is refused, with what to do about it; returns the exit status.

    As JSON: `code`, `message`, `hint`, and `faults` where single places are at fault.
    """
    message, faults = error.message.say(_), [fault.say(_) for fault in error.faults]
    hint = as_started(error.advice.say(_))
    if as_json:
        told: dict[str, object] = {"code": error.code, "message": message, "hint": hint}
        if faults:
            told["faults"] = faults
        _write(json.dumps(told, ensure_ascii=False))
    else:
        for text in (message, *(f"  {fault}" for fault in faults), hint):
            if text:
                _write(safe(text))
    return error.exit_status


def as_started(hint: str) -> str:
    """A hint with its commands as they are typed here: started by another command, `qualcode` may not be known."""
    started = os.environ.get("QUALCODE_COMMAND")
    return re.sub(r"\bqualcode (?=[a-z-])", lambda _: f"{started} ", hint) if started else hint


def misuse(error: typer.TyperException, as_json: bool) -> int:
    """Tell what was wrong with the command line; returns the exit status."""
    return refuse(_usage_error(error), as_json)


def _usage_error(error: typer.TyperException) -> UsageError:
    import typer

    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "qualcode"
    option = getattr(error, "option_name", None)
    if hasattr(error, "possibilities"):
        if option in _GLOBAL_OPTIONS:
            return MisplacedOption(name=str(option))
        return UnknownOption(name=str(option), command=command)
    if isinstance(error, typer.BadParameter):
        name = _parameter_name(error)
        if hasattr(error, "param_type"):
            return MissingValue(name=name, command=command)
        return WrongValue(name=name, reason=error.message, command=command)
    return Misunderstood(reason=error.format_message(), command=command)


def _parameter_name(error: typer.BadParameter) -> str:
    parameter = error.param
    if parameter is None:
        return str(error.param_hint or "")
    if parameter.param_type_name == "option":
        return max(parameter.opts, key=len)
    return str(parameter.metavar or parameter.name.upper())


def crashed(kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
    """Tell of a fault in the program (a `sys.excepthook`): the exception's kind and place, and no value at all."""
    if issubclass(kind, KeyboardInterrupt):
        return
    refuse(Unforeseen(kind=kind.__name__, place=_place(trace)), "--json" in sys.argv)


def _place(trace: TracebackType | None) -> str:
    """The innermost line of our own on the way to the fault, as `file:line`."""
    package = Path(qualcode.__file__).resolve().parent
    place = "?"
    for frame, line in traceback.walk_tb(trace):
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(package):
            place = f"{path.relative_to(package.parent).as_posix()}:{line}"
    return place


def note(message: Message | str) -> None:
    """Tell something beside the result: a warning, what comes next."""
    _write(safe(message.say(_) if isinstance(message, Message) else message))


def _write(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def silence() -> None:
    """After the reader of our output has gone away: let nothing more be written, not even at exit."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())


@contextlib.contextmanager
def progress_bar(doing: str) -> Iterator[Callable[[int, int], None]]:
    """Gives a function that is told how many are done of how many; on a terminal, draws it once it takes a second."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True, markup=False, emoji=False, highlight=False)
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task(doing, total=None, visible=False)
        # From outside, since a single step may take long.
        appear = threading.Timer(_SLOW, bar.update, (task,), {"visible": True})
        appear.daemon = True
        appear.start()
        try:
            yield lambda done, of: bar.update(task, completed=done, total=of)
        finally:
            appear.cancel()


def progress(items: Iterable[T], total: int, doing: str) -> Iterator[T]:
    """Hand out `items`, showing how far it is as `progress_bar` does."""
    with progress_bar(doing) as told:
        for done, item in enumerate(items):
            told(done, total)
            yield item
