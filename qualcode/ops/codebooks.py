"""The project's codebook and what is looked up in it. Files are in `ops.codebook_files`, edits in `codebook_edits`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qualcode.errors import Ambiguous, CodeNotFound
from qualcode.model.codebook import Code, Codebook, CodebookView, CodeTree, CodeView
from qualcode.ops.projects import project
from qualcode.store.records import CodebookRecord
from qualcode.store.session import Session


def book(session: Session) -> Codebook:
    """The project's codebook."""
    with session.understanding():
        record = session.all(CodebookRecord)[0]
    codes = tuple(session.all(Code, order=["position", "key"]))
    return Codebook(record.id, record.name, record.version, record.languages, record.title, record.facets, codes)


def tree(session: Session) -> CodeTree:
    """Look-ups over the project's codes."""
    return CodeTree(book(session).codes)


def show(session: Session) -> CodebookView:
    """The codebook as `codebook show` prints it, paths in the project's language."""
    return view(book(session), project(session).language)


def view(codebook: Codebook, language: str) -> CodebookView:
    """A codebook with keys for ids and each code's place in the tree."""
    codes = CodeTree(codebook.codes)
    return CodebookView(
        name=codebook.name,
        version=codebook.version,
        languages=codebook.languages,
        title=codebook.title,
        codes=tuple(
            CodeView(
                key=code.key,
                parent=codes.by_id(code.parent).key if code.parent else None,
                path=codes.path(code, language),
                dimension=codes.dimension(code).key,
                labels=code.labels,
                definition=code.definition,
                include=code.include,
                exclude=code.exclude,
                aliases=code.aliases,
                examples=code.examples,
                terms=code.terms,
                indicators=code.indicators,
                pools=code.pools,
                sdg=code.sdg,
                colour=codes.colour(code),
                id=code.id,
            )
            for _, code in codes.walk()
        ),
        facets=codebook.facets,
    )


def find_code(codes: CodeTree, name: str) -> Code:
    """The code a person means by key, path, label or alias. Raises CodeNotFound, Ambiguous."""
    found = codes.find(name)
    if not found:
        raise CodeNotFound(name=name)
    if len(found) > 1:
        raise Ambiguous(name=name, choices=", ".join(code.key for code in found))
    return found[0]


def code_named(codes: CodeTree, name: str) -> Code:
    """The code with this id, else the one a person means by `name`; see `find_code`."""
    try:
        return codes.by_id(name)
    except KeyError:
        return find_code(codes, name)


TEXTS = (
    "labels", "definition", "include", "exclude", "aliases", "examples", "terms", "indicators", "pools", "sdg",
)  # fmt: skip
"""The fields of a code that a file may speak of, beside its key, parent and colour."""


def told(known: Code, code: Code) -> dict[str, Any]:
    """The fields of a known code once a file that holds `code` has spoken; what the file is silent about stays."""
    news = {name: _joined(getattr(known, name), getattr(code, name)) for name in TEXTS}
    return {"colour": code.colour or known.colour, **news}


def _joined(known: Any, told: Any) -> Any:
    """What a code says once a file has spoken: languages the file is silent about keep their text."""
    return {**known, **told} if isinstance(known, Mapping) else told or known
