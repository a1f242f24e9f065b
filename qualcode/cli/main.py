"""Where `qualcode` starts: the language is chosen, the command run, the exit status given."""

from __future__ import annotations

import sys
import warnings
from typing import NoReturn

from qualcode.cli import diagnostics, output
from qualcode.cli.invocation import peek
from qualcode.cli.opening import asked_for, open_asked
from qualcode.errors import FileUnwritable, QualcodeError
from qualcode.i18n import set_language


def main(arguments: list[str]) -> int:
    """Run one command line (without the program's name); the exit status.

    Faults of the program itself are not caught here: `run` has them told without values.
    """
    language, as_json = peek(arguments)
    set_language(language)
    try:
        screen = asked_for(arguments)
        if screen is not None:
            open_asked(*screen)
            return 0
        status = _command(arguments, as_json)
        sys.stdout.flush()
    except QualcodeError as error:
        return diagnostics.refuse(error, as_json)
    except KeyboardInterrupt:
        return diagnostics.INTERRUPTED
    except BrokenPipeError:
        diagnostics.silence()
        return diagnostics.REFUSED
    except OSError as error:
        # Ours are told as QualcodeError; what is left is standard output on a full disk.
        if error.filename is not None:
            raise
        diagnostics.silence()
        return diagnostics.refuse(FileUnwritable(path="stdout", reason=error.strerror or type(error).__name__), as_json)
    return status if isinstance(status, int) else 0


def _command(arguments: list[str], as_json: bool) -> object:
    """Run a command of the tree; what it gives back."""
    import typer

    from qualcode.cli.tree import build

    try:
        return build().main(arguments, prog_name="qualcode", standalone_mode=False)
    except typer.TyperException as error:
        return diagnostics.misuse(error, as_json)
    except typer.Abort:
        return diagnostics.INTERRUPTED


def run() -> NoReturn:
    """The console script."""
    sys.excepthook = diagnostics.crashed
    if not sys.warnoptions:
        # Libraries' warnings are for programmers and may show values.
        warnings.simplefilter("ignore")
    output.use_utf8()
    sys.exit(main(sys.argv[1:]))
