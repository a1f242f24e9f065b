"""The project's file, the disk, other programs, and what cannot be taken back."""

from __future__ import annotations

from qualcode.errors.base import Refused
from qualcode.model.message import N_


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
    sentence = N_("There is nothing of {coder}'s left to take back.")
    hint = N_("See what happened with: qualcode history")


class NothingToRedo(NothingToUndo):
    """Nothing was taken back, or the coder has changed something since."""

    sentence = N_("There is nothing of {coder}'s that can be done again.")
    hint = N_("What was taken back can be done again as long as nothing else is changed.")


class TooFewToUndo(NothingToUndo):
    """The coder has some left, but not as many as asked for."""

    sentence = N_("Only {left} of {coder}'s changes are left to take back or to do again; nothing was changed.")
    hint = N_("Ask for as many, or see what happened with: qualcode history")


class Conflict(Refused):
    """What an undo would change has been changed by a later operation."""

    code = "conflict"
    sentence = N_("“{operation}” cannot be taken back: “{later}” by {coder} (number {sequence}) has changed it since.")
    hint = N_("Take that one back first, or leave both.")


class RedoConflict(Conflict):
    """What would be done again stands on something that a later operation has changed."""

    sentence = N_("“{operation}” cannot be done again: “{later}” by {coder} (number {sequence}) has changed it since.")
