"""The reference of the methods, written from their docstrings.

python -m qualcode.api.reference > docs/python.md
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator

from qualcode.api import project as opening
from qualcode.api.values import CrossTable, Document

_PREFACE = """# Python

Written from the program by `python -m qualcode.api.reference > docs/python.md`; a test compares the two.

```python
import qualcode

with qualcode.open("pool.qualcode", coder="marie") as project:
    for coding in project.codings(code="social"):
        print(coding.quote, coding.effect)
```

A document is named by its number, id or title, by a beginning of one that no other has, or by the object that
`documents` gives; a coding by its id or by the object that `codings` gives; a code by its key, its path or a label in
any language. Offsets are code points of a document's text, the end is the character after the last. Shares are 0 to 1,
times are seconds, dates are ISO 8601 with a zone. What cannot be done raises a `QualcodeError` with a sentence
(`message`), advice (`advice`) and a stable `code`, and nothing is changed. Fields of the values handed out are those of
`--json` (see `commands.md`).
"""

_WIDEST = 100


def reference() -> str:
    """The whole reference as Markdown."""
    lines = [_PREFACE, "## Opening", ""]
    lines += [*_entry("qualcode.open", opening.open), *_entry("qualcode.create", opening.create)]
    parts = (*opening.Project.__bases__, opening.Project, Document, CrossTable)
    for part in parts:
        lines += [f"## {part.__name__}", "", _said(part), ""]
        for name, member in _members(part):
            lines += _entry(name, member)
    return "\n".join(lines).rstrip() + "\n"


def _members(part: type) -> Iterator[tuple[str, object]]:
    """The public methods and properties that a class adds itself, in the order they are written."""
    for name, member in vars(part).items():
        if not name.startswith("_") and (inspect.isfunction(member) or isinstance(member, property)):
            yield name, member


def _entry(name: str, member: object) -> list[str]:
    call = _call(name, member) if callable(member) else [name]
    return [f"### {name}", "", *(f"    {line}" for line in call), "", _said(member), ""]


def _call(name: str, function: Callable[..., object]) -> list[str]:
    """The call as it is written, without `self`, folded where it is long."""
    signature = inspect.signature(function)
    parameters = [each for each in signature.parameters.values() if each.name != "self"]
    written = []
    for place, each in enumerate(parameters):
        if each.kind is each.KEYWORD_ONLY and all(
            other.kind is each.POSITIONAL_OR_KEYWORD for other in parameters[:place]
        ):
            written.append("*")
        written.append(_parameter(each))
    gives = f" -> {signature.return_annotation}"
    whole = f"{name}({', '.join(written)}){gives}"
    return [whole] if len(whole) <= _WIDEST else [f"{name}(", *(f"    {each}," for each in written), f"){gives}"]


def _parameter(parameter: inspect.Parameter) -> str:
    several, named = parameter.kind is parameter.VAR_POSITIONAL, parameter.kind is parameter.VAR_KEYWORD
    stars = "*" if several else "**" if named else ""
    default = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
    return f"{stars}{parameter.name}: {parameter.annotation}{default}"


def _said(thing: object) -> str:
    return inspect.getdoc(thing) or ""


if __name__ == "__main__":
    sys.stdout.buffer.write(reference().encode())
