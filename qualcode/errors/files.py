"""Files that cannot be read, or must not be written over."""

from __future__ import annotations

from qualcode.errors.base import Refused
from qualcode.model.message import N_


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
