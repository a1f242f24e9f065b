"""Kinds of files that people try to import and that are not read, with what to do about each."""

from __future__ import annotations

from qualcode.errors import FileBroken, FileProtected, FormatUnknown, NotText, QualcodeError
from qualcode.importers.base import Source
from qualcode.model.message import N_, Message

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_DOC = N_("It is an old Word file (.doc). Open it in Word or LibreOffice and save it as .docx.")
_RTF = N_("It is a rich text file (.rtf). Open it in Word or LibreOffice and save it as .docx.")
_PDF = N_("It is a PDF. Open it in Word, or copy its text, and save that as .docx or .txt.")
_ODT = N_("It is an OpenDocument file (.odt). Open it in LibreOffice and save it as .docx.")
_ZIP = N_("It is a packed file. If it is a Word document, let its name end in .docx.")
_MACROS = N_("It is a Word file with macros or a template. Open it in Word and save it as .docx.")
_RECORDING = N_("It is a recording. Transcribe it, then import the transcript.")
_TABLE = N_("It is a table. Save what was said in it as .docx or .txt.")

_BY_SUFFIX = {
    ".doc": _DOC, ".dot": _DOC, ".rtf": _RTF, ".pdf": _PDF, ".odt": _ODT, ".fodt": _ODT, ".ott": _ODT, ".zip": _ZIP,
    ".docm": _MACROS, ".dotx": _MACROS, ".dotm": _MACROS, ".mp3": _RECORDING, ".wav": _RECORDING, ".m4a": _RECORDING,
    ".mp4": _RECORDING, ".ogg": _RECORDING, ".wma": _RECORDING, ".xlsx": _TABLE, ".xls": _TABLE, ".csv": _TABLE,
}  # fmt: skip


def recognise(data: bytes) -> str | None:
    """What to do about a file that begins like a known kind other than plain text; None where it does not."""
    if data.startswith(_OLE):
        return _DOC
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _ODT if data[30:38] == b"mimetype" and b"opendocument" in data[:120] else _ZIP
    if data.startswith(b"%PDF-"):
        return _PDF
    return _RTF if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(rb"{\rtf") else None


def unknown(source: Source, suffixes: tuple[str, ...]) -> QualcodeError:
    """The refusal of a file whose suffix no reader has."""
    advice = _BY_SUFFIX.get(source.suffix)
    faults = (Message(advice),) if advice else ()
    return FormatUnknown(*faults, path=source.path, choices=" ".join(suffixes))


def disguised(data: bytes, source: Source) -> QualcodeError:
    """The refusal of a file whose bytes are not what its suffix says."""
    if data.startswith(_OLE) and _ENCRYPTED in data:
        return FileProtected(path=source.path)
    advice = recognise(data)
    faults = (Message(advice),) if advice else ()
    if source.suffix == ".docx":
        return FileBroken(
            *faults, path=source.path, format="Word (.docx)", reason=Message(N_("it begins like another kind"))
        )
    return NotText(*faults, path=source.path)
