"""What is not there, or not clear which."""

from __future__ import annotations

from qualcode.errors.base import Refused
from qualcode.model.message import N_


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
