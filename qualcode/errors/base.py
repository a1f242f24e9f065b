"""What all refusals are: one plain sentence, a hint, a stable code, an exit status."""

from __future__ import annotations

from typing import ClassVar

from qualcode.model.message import N_, Message, Value


class QualcodeError(Exception):
    """The root. `code` is stable and machine-readable; `exit_status` is what the command line returns."""

    code: ClassVar[str] = "error"
    sentence: ClassVar[str] = N_("Something went wrong.")
    hint: ClassVar[str] = ""
    exit_status: ClassVar[int] = 1

    def __init__(self, *faults: Message, **values: Value) -> None:
        super().__init__(self.code)
        self.values = values
        self.faults = faults

    @property
    def message(self) -> Message:
        """What happened, in one sentence."""
        return Message(self.sentence, self.values)

    @property
    def advice(self) -> Message:
        """What to do about it; an empty template where there is nothing to say."""
        return Message(self.hint, self.values)

    def __str__(self) -> str:
        lines = [str(self.message), *map(str, self.faults), str(self.advice)]
        return "\n".join(line for line in lines if line)


class UsageError(QualcodeError):
    """The request itself does not make sense."""

    code = "usage"
    sentence = N_("{what}")
    exit_status = 2


class Refused(QualcodeError):
    """The request is clear but cannot be granted; nothing was changed."""

    code = "refused"


class MissingExtra(Refused):
    """An optional part is not installed."""

    code = "missing-extra"
    sentence = N_("This needs {name}, which is not installed.")
    hint = N_("Install it with: pip install {name}")


class NothingToReport(Refused):
    """There is nothing that a table or report could be made of."""

    code = "nothing-to-report"
    sentence = N_("There is nothing to put into it.")
    hint = N_("Check the filters; see the codings with: qualcode codings")
