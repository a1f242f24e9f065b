"""What all reports have: a title page that says of when they are, contents and page numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from qualcode.model.message import N_
from qualcode.model.report import Block, Report


def whole_report(
    say: Callable[[str], str],
    *,
    title: str,
    subtitle: str,
    lines: Sequence[str],
    language: str,
    created: str,
    blocks: Iterable[Block],
    flowing: bool = False,
) -> Report:
    """A report with its contents and pages called as its readers call them."""
    return Report(
        title=title,
        subtitle=subtitle,
        lines=tuple(lines),
        contents_title=say(N_("Contents")),
        language=language,
        created=created,
        blocks=tuple(blocks),
        page_label=say(N_("Page")),
        flowing=flowing,
    )


def changed_on(say: Callable[[str], str], moment: str) -> str:
    """The line of a title page that says of when (ISO 8601) the project is."""
    return say(N_("Last change: {date}")).format(date=moment[:10])
