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

from qualcode.errors.base import (
    MissingExtra,
    NothingToReport,
    QualcodeError,
    Refused,
    UsageError,
)
from qualcode.errors.content import (
    BadData,
    NameRefused,
    PassageElsewhere,
    PatternRefused,
    QueryRefused,
    QueryTimeout,
    QuoteNotUnique,
    SpanRefused,
    ValueRefused,
)
from qualcode.errors.files import (
    EncodingUnknown,
    FileBroken,
    FileEmpty,
    FileExists,
    FileMissing,
    FileProtected,
    FileRefused,
    FileTooLarge,
    FileUnreadable,
    FileUnsafe,
    FileUnwritable,
    FormatUnknown,
    NotText,
    ProjectExists,
)
from qualcode.errors.missing import (
    Ambiguous,
    AttributeNotFound,
    CaseNotFound,
    CodeNotFound,
    CoderNotFound,
    CodingNotFound,
    DocumentNotFound,
    FacetNotFound,
    MemoNotFound,
    NoProject,
    NotFound,
    PersonNotFound,
    ProjectNotFound,
    SeveralProjects,
    SpeakerNotFound,
)
from qualcode.errors.storage import (
    BackupDiskFull,
    Conflict,
    DiskFull,
    NotAProject,
    NothingToRedo,
    NothingToUndo,
    ProjectBusy,
    ProjectDamaged,
    ProjectDamagedAlone,
    ProjectFromFuture,
    ProjectGone,
    ProjectRefused,
    ProjectTampered,
    ReadOnly,
    RedoConflict,
    StorageError,
    TooFewToUndo,
)

__all__ = [
    "Ambiguous",
    "AttributeNotFound",
    "BackupDiskFull",
    "BadData",
    "CaseNotFound",
    "CodeNotFound",
    "CoderNotFound",
    "CodingNotFound",
    "Conflict",
    "DiskFull",
    "DocumentNotFound",
    "EncodingUnknown",
    "FacetNotFound",
    "FileBroken",
    "FileEmpty",
    "FileExists",
    "FileMissing",
    "FileProtected",
    "FileRefused",
    "FileTooLarge",
    "FileUnreadable",
    "FileUnsafe",
    "FileUnwritable",
    "FormatUnknown",
    "MemoNotFound",
    "MissingExtra",
    "NameRefused",
    "NoProject",
    "NotAProject",
    "NotFound",
    "NotText",
    "NothingToRedo",
    "NothingToReport",
    "NothingToUndo",
    "PassageElsewhere",
    "PatternRefused",
    "PersonNotFound",
    "ProjectBusy",
    "ProjectDamaged",
    "ProjectDamagedAlone",
    "ProjectExists",
    "ProjectFromFuture",
    "ProjectGone",
    "ProjectNotFound",
    "ProjectRefused",
    "ProjectTampered",
    "QualcodeError",
    "QueryRefused",
    "QueryTimeout",
    "QuoteNotUnique",
    "ReadOnly",
    "RedoConflict",
    "Refused",
    "SeveralProjects",
    "SpanRefused",
    "SpeakerNotFound",
    "StorageError",
    "TooFewToUndo",
    "UsageError",
    "ValueRefused",
]
