"""The reference of the commands, written from the tree itself.

python -m qualcode.cli.reference > docs/commands.md
"""

from __future__ import annotations

from collections.abc import Iterator

from typer.core import TyperCommand, TyperGroup

from qualcode.cli import output
from qualcode.cli.help import Entry, Page, page, subjects
from qualcode.cli.shapes import shapes
from qualcode.i18n import set_language

_PREFACE = """# Commands

Written from the program by `python -m qualcode.cli.reference > docs/commands.md`; a test compares the two.

The options of `qualcode` itself stand before the command. `--json` may stand before or after it and prints one JSON
document on standard output and nothing else there; notes, warnings and progress go to standard error. The exit status
is 0 when it is done, 1 when it is refused, 2 when the command was not understood. What is refused leaves standard
output empty and the project as it was, and says on standard error what is wrong and what to do about it; with `--json`
as `{code, message, hint}`, with `faults` where single places are at fault. Keys and codes in JSON are never translated.

Offsets are code points of the document's text, as `qualcode text` writes it; the end is the character after the last.
Shares are 0 to 1, times are seconds, dates are ISO 8601 with a zone. Output files are written whole or not at all, and
an existing one is replaced only with `--force`.

A document is named by its number, id or title, or by the beginning of an id or title that no other has; a code by its
key (`social/confidence`), its path or a label in any language.
"""


def reference() -> str:
    """The whole reference as Markdown, in English."""
    from qualcode.cli.tree import build

    set_language("en")
    root = build()
    lines = [_PREFACE, *_command(page(root, "qualcode"), "##")]
    for subject, commands in subjects(root):
        if commands:
            lines += [f"## {subject}", ""]
            for told in commands:
                command = root.commands[told.name]
                assert isinstance(command, TyperCommand | TyperGroup)
                lines += _tree(command, f"qualcode {told.name}")
    return "\n".join(lines).rstrip() + "\n"


def names(command: TyperCommand | TyperGroup, path: str = "") -> Iterator[str]:
    """Every command by its full name, groups and what is below them."""
    if path:
        yield path
    if isinstance(command, TyperGroup):
        for name, below in command.commands.items():
            assert isinstance(below, TyperCommand | TyperGroup)
            yield from names(below, f"{path} {name}".strip())


def _tree(command: TyperCommand | TyperGroup, path: str, level: str = "###") -> list[str]:
    lines = _command(page(command, path), level)
    if isinstance(command, TyperGroup):
        for name, below in command.commands.items():
            assert isinstance(below, TyperCommand | TyperGroup)
            lines += _tree(below, f"{path} {name}", "####")
    return lines


def _command(told: Page, level: str) -> list[str]:
    """A heading, the call, the purpose, and tables of arguments and options."""
    lines = [f"{level} {told.name}", "", f"    {told.usage}", "", told.purpose, ""]
    options = [entry for entry in told.options if entry.term != "--help" and (entry.term != "--json" or level == "##")]
    entries = [*told.arguments, *options]
    if entries:
        lines += ["| | |", "|---|---|", *map(_row, entries), ""]
    form = shapes().get(told.name.removeprefix("qualcode "))
    if form:
        lines += [f"With `--json`: `{form}`", ""]
    return lines


def _row(entry: Entry) -> str:
    term = entry.term.replace("|", "\\|")
    return f"| `{term}` | {entry.meaning} |"


if __name__ == "__main__":
    output.use_utf8()
    output.exactly(reference())
