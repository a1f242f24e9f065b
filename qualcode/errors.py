"""What can go wrong, in one tree.

    QualcodeError                    one plain sentence, a hint, a stable code, an exit status
    ├── UsageError                   the request itself does not make sense (exit 2)
    └── Refused                      the request is clear but cannot be granted (exit 1)
        ├── NotFound                 no such project, file, document, code, case, person, coder, coding
        ├── Ambiguous                a name that fits more than one thing
        ├── FileRefused              a file that cannot be read, or must not be written over
        ├── BadData                  what a file or a command says is faulty; `faults` names every place
        ├── ProjectRefused           a project file that cannot be opened or trusted
        ├── StorageError             the disk or another program is in the way
        └── Conflict                 what was to be changed has changed meanwhile

Every leaf is a class with an English `sentence` and `hint` (keys of the catalogues) and `code`; values from people's
data go in by name and are made safe by whoever shows them.
"""

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


# Not found, or not clear which.


class NotFound(Refused):
    """The root of all that is not there."""

    code = "not-found"


class NoProject(NotFound):
    """No project was named and none could be guessed."""

    code = "no-project"
    sentence = N_("There is no project here.")
    hint = N_("Name one with -p FILE.qualcode, or make one: qualcode new my-project.qualcode")


class SeveralProjects(NotFound):
    """More than one project lies in the folder."""

    code = "several-projects"
    sentence = N_("There are several projects in this folder: {names}.")
    hint = N_("Say which one: qualcode -p FILE.qualcode …")


class ProjectNotFound(NotFound):
    """The named project does not exist."""

    code = "project-not-found"
    sentence = N_("There is no project “{path}”.")
    hint = N_("Check the name, or make it: qualcode new {path}")


class DocumentNotFound(NotFound):
    """No document has this number, id or title."""

    code = "document-not-found"
    sentence = N_("There is no document “{name}”.")
    hint = N_("See them with: qualcode documents")


class CodeNotFound(NotFound):
    """No code has this key, path or label."""

    code = "code-not-found"
    sentence = N_("There is no code “{name}” in the codebook.")
    hint = N_("See the codes with: qualcode codebook show")


class CaseNotFound(NotFound):
    """No case has this name."""

    code = "case-not-found"
    sentence = N_("There is no case “{name}”.")
    hint = N_("See them with: qualcode case list — or add it: qualcode case add NAME")


class PersonNotFound(NotFound):
    """No person has this name."""

    code = "person-not-found"
    sentence = N_("There is no person “{name}”.")
    hint = N_("See them with: qualcode person list — or add them: qualcode person add NAME")


class CoderNotFound(NotFound):
    """No coder has this name."""

    code = "coder-not-found"
    sentence = N_("No coder is called “{name}”.")
    hint = N_("See them with: qualcode coders")


class CodingNotFound(NotFound):
    """No coding has this id."""

    code = "coding-not-found"
    sentence = N_("There is no coding “{name}”.")
    hint = N_("See them, with their ids, with: qualcode codings")


class SpeakerNotFound(NotFound):
    """No speaker of the document has this label."""

    code = "speaker-not-found"
    sentence = N_("Nobody called “{name}” speaks in this document.")
    hint = N_("See who does with: qualcode speakers DOCUMENT")


class MemoNotFound(NotFound):
    """No memo has this id."""

    code = "memo-not-found"
    sentence = N_("There is no memo “{name}”.")
    hint = N_("See them with: qualcode memo list")


class FacetNotFound(NotFound):
    """The codebook has no such facet, or the facet no such value."""

    code = "facet-not-found"
    sentence = N_("The codebook has no facet “{name}” with the value “{value}”.")
    hint = N_("See the facets with: qualcode codebook show")


class AttributeNotFound(NotFound):
    """Nothing carries an attribute of this name."""

    code = "attribute-not-found"
    sentence = N_("“{name}” is neither a row or column of a matrix nor an attribute of a case or person.")
    hint = N_("One of: {choices}")


class Ambiguous(Refused):
    """A name fits more than one thing."""

    code = "ambiguous"
    sentence = N_("“{name}” fits more than one: {choices}.")
    hint = N_("Write more of it, or use the number, key or id.")


# Files.


class FileRefused(Refused):
    """The root of what is wrong with a file."""

    code = "file-refused"


class FileMissing(FileRefused):
    """The file is not there."""

    code = "file-not-found"
    sentence = N_("There is no file “{path}”.")
    hint = N_("Check the spelling; names with spaces need quotation marks around them.")


class FileUnreadable(FileRefused):
    """The operating system does not let us read it, or it is a folder."""

    code = "file-unreadable"
    sentence = N_("“{path}” cannot be read: {reason}.")
    hint = N_("Check that it is a file, that you may open it, and that no other program holds it.")


class FileEmpty(FileRefused):
    """There is no text in it."""

    code = "file-empty"
    sentence = N_("“{path}” has no text in it.")
    hint = N_("Open it in the program it was made with and check that it was saved.")


class FileTooLarge(FileRefused):
    """Past the limit, in bytes or characters."""

    code = "file-too-large"
    sentence = N_("“{path}” is too large: {size} where {limit} are allowed.")
    hint = N_("Split it into several documents, or take it as it is with --large.")


class FormatUnknown(FileRefused):
    """No reader or writer knows this kind of file."""

    code = "format-unknown"
    sentence = N_("“{path}” is not a kind of file that can be used here.")
    hint = N_("Possible are: {choices}")


class FileBroken(FileRefused):
    """The file is not what its name says, or is damaged."""

    code = "file-broken"
    sentence = N_("“{path}” is damaged or not really a {format} file: {reason}.")
    hint = N_("Open it in the program it was made with and save it again.")


class FileUnsafe(FileRefused):
    """The file holds something that could do harm."""

    code = "file-unsafe"
    sentence = N_("“{path}” is refused because it could do harm: {reason}.")
    hint = N_("If you trust its sender, open it, copy the text into a new document and save that.")


class FileProtected(FileRefused):
    """The file is encrypted."""

    code = "file-protected"
    sentence = N_("“{path}” is protected by a password.")
    hint = N_("Open it in the program it was made with, take the password off, and save it again.")


class EncodingUnknown(FileRefused):
    """The bytes are text in no encoding we could tell."""

    code = "encoding-unknown"
    sentence = N_("“{path}” is not text in the encoding {encoding}.")
    hint = N_("Name another one with --encoding, for example cp1252, utf-8 or utf-16.")


class NotText(FileRefused):
    """The bytes are no text at all."""

    code = "not-text"
    sentence = N_("“{path}” is not a text file.")
    hint = N_("Save the transcript as .docx, .txt or .md and import that.")


class FileExists(FileRefused):
    """Something is there already and `--force` was not given."""

    code = "file-exists"
    sentence = N_("“{path}” exists already.")
    hint = N_("Choose another name, or add --force to replace it.")


class ProjectExists(FileExists):
    """A project, or something else, is where a new one should be."""

    hint = N_("Choose another name, or open what is there: qualcode open {path}")


class FileUnwritable(FileRefused):
    """The target cannot be written."""

    code = "file-unwritable"
    sentence = N_("“{path}” cannot be written: {reason}.")
    hint = N_("Check that the folder exists, that you may write there, and that no other program has the file open.")


# Faulty content.


class BadData(Refused):
    """Content with faults; `faults` names each with its place."""

    code = "bad-data"
    sentence = N_("“{path}” has faults; nothing was taken from it.")
    hint = N_("Correct these places and try again.")


class SpanRefused(Refused):
    """A passage that does not lie in the text, or is empty."""

    code = "span-out-of-range"
    sentence = N_("Characters {start} to {end} are not a passage of “{title}”, which has {length} characters.")
    hint = N_("The start must be smaller than the end, and both must lie within the text.")


class QuoteNotUnique(Refused):
    """A quote that should name a place occurs nowhere in the document, or more than once."""

    code = "quote-not-unique"
    sentence = N_("The words “{quote}” do not occur exactly once in the document.")
    hint = N_("Quote more of the passage, or give its start and end.")


class ValueRefused(Refused):
    """A value outside the choices."""

    code = "value-refused"
    sentence = N_("“{value}” is not possible for {what}.")
    hint = N_("Possible are: {choices}")


class QueryRefused(Refused):
    """A search that does not say clearly what to find; `place` counts its characters from 1."""

    code = "query-refused"
    sentence = N_("“{query}” cannot be searched for: {reason}.")
    hint = N_("Plain words always work; AND, OR, NOT, NEAR/5, brackets and “quotation marks” say more.")


class PatternRefused(Refused):
    """A regular expression that breaks the rules of its language, or is too long."""

    code = "pattern-refused"
    sentence = N_("“{query}” is not a regular expression that can be used: {reason}.")
    hint = N_("Without --regex the words are searched for as they are written.")


class QueryTimeout(Refused):
    """A regular expression that would take too long or too much memory."""

    code = "query-timeout"
    sentence = N_("Searching “{title}” for “{query}” takes too long and was stopped.")
    hint = N_("Repetitions inside repetitions, such as (a+)+, are the usual cause; write fewer of them.")


class NameRefused(Refused):
    """A name that cannot be used: empty, too long, with control characters, or taken."""

    code = "name-refused"
    sentence = N_("“{name}” cannot be used as a name: {reason}.")
    hint = N_("Use a short name on one line that no other has.")


# The project file.


class ProjectRefused(Refused):
    """The root of what is wrong with a project file."""

    code = "project-refused"


class NotAProject(ProjectRefused):
    """The file is something else."""

    code = "not-a-project"
    sentence = N_("“{path}” is not a qualcode project.")
    hint = N_("Projects end in .qualcode and are made with: qualcode new")


class ProjectDamaged(ProjectRefused):
    """SQLite or our own checks say that the file is broken."""

    code = "project-damaged"
    sentence = N_("The project “{path}” is damaged ({reason}). It was not changed.")
    hint = N_("Its backups lie in the folder “{backups}”: copy the newest to where the project was, and open that.")


class ProjectDamagedAlone(ProjectDamaged):
    """The same, where no backup lies beside the file."""

    hint = N_("No backup lies beside it. Look for a copy elsewhere, or ask whoever sent it for a fresh one.")


class ProjectFromFuture(ProjectRefused):
    """Written by a newer qualcode."""

    code = "project-newer"
    sentence = N_("“{path}” was made by a newer qualcode: its format is {found}, this program knows {known}.")
    hint = N_("Install the newer qualcode. The file was not changed.")


class ProjectTampered(ProjectRefused):
    """The schema holds something we did not put there."""

    code = "project-tampered"
    sentence = N_("“{path}” holds something that qualcode did not put there: {what}. It was not opened.")
    hint = N_("Ask whoever sent it for a fresh copy, or use a backup.")


# Storage.


class StorageError(Refused):
    """The root of trouble with the disk or other programs."""

    code = "storage"
    sentence = N_("The project could not be read or written: {reason}.")
    hint = N_("Nothing of this step was stored. Check the disk, then try again.")


class DiskFull(StorageError):
    """No space is left."""

    code = "disk-full"
    sentence = N_("The disk is full; this step was not stored.")
    hint = N_("Free some space and try again. Everything before is safe.")


class BackupDiskFull(DiskFull):
    """No space is left for a copy; the project itself is as it was."""

    sentence = N_("The disk is full; “{path}” was not written.")
    hint = N_("Free some space, or write the copy to another disk. The project itself is safe.")


class ProjectBusy(StorageError):
    """Another process holds the write lock."""

    code = "project-busy"
    sentence = N_("Another program is writing to this project (last change: {coder}, {at}).")
    hint = N_("Wait a moment and try again, or close the other window.")


class ReadOnly(StorageError):
    """The file or its folder cannot be written."""

    code = "read-only"
    sentence = N_("This project can only be read here; nothing can be changed.")
    hint = N_("Copy it to a folder where you may write. Reports can be written elsewhere.")


class ProjectGone(StorageError):
    """The file was moved or deleted while it was open."""

    code = "project-gone"
    sentence = N_("The project file is no longer at “{path}”; this step was not stored.")
    hint = N_("Put it back, or save a copy from here with: qualcode backup FILE")


class NothingToUndo(Refused):
    """The coder has nothing left to undo or redo."""

    code = "nothing-to-undo"
    sentence = N_("There is nothing of {coder}'s left to take back or to do again.")
    hint = N_("See what happened with: qualcode history")


class TooFewToUndo(NothingToUndo):
    """The coder has some left, but not as many as asked for."""

    sentence = N_("Only {left} of {coder}'s changes are left to take back or to do again; nothing was changed.")
    hint = N_("Ask for as many, or see what happened with: qualcode history")


class Conflict(Refused):
    """What an undo would change has been changed by a later operation."""

    code = "conflict"
    sentence = N_("“{operation}” cannot be taken back: “{later}” by {coder} (number {sequence}) has changed it since.")
    hint = N_("Take that one back first, or leave both.")


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
