"""qualcode in Python: an open project, and a method for each thing one can do with it.

    import qualcode
    with qualcode.open("pool.qualcode", coder="marie") as project:
        doc = project.import_file("entretien.docx", kind="life-story", case="Atelier Nord", person="F.")
        start = doc.text.index("j'ai repris confiance")
        project.code(doc, start, start + 21, "social/confidence", effect="positive")
        project.matrix(rows="dimension", columns="case", cells="people").to_pandas()

Documents are named as on the command line: by number, id, title, a unique beginning of one, or by the object that
`import_file` and `documents` give. Offsets are code points of the canonical text, half open. What cannot be done raises
`QualcodeError`, and nothing was changed.
"""

from __future__ import annotations

from qualcode.api.codings import AboutOneThing
from qualcode.api.project import Project, create, open
from qualcode.api.values import CodingReference, CrossTable, Document, PathLike, Reference

__all__ = [
    "AboutOneThing",
    "CodingReference",
    "CrossTable",
    "Document",
    "PathLike",
    "Project",
    "Reference",
    "create",
    "open",
]
