"""A project file as somebody might make it to do harm: controls and markup in every field that is ever shown."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path

MARKUP = "[laughs] [/x] [@click=app.exit]press[/] [bold]b[/bold] [link=http://x]y[/link]"
CONTROLS = (
    "\x1b]0;HARM\x07\x1b[31mHARM\x1b[2J\x9b5mHARM\x9d0;HARM\x9c\x00\x7f\x08\r\x0eHARM\x1bPHARM\x1b\\\u202eHARM\u200b"
)


def spoil(project: Path, harm: str) -> None:
    """Put `harm` into every field of a project, past all that would refuse it."""
    labels = json.dumps({"en": f"label {harm}", "fr": f"label {harm}"})
    memo = f"memo {harm}"
    with sqlite3.connect(project) as database:
        run = database.execute
        run("UPDATE project SET title = ?", (f"project {harm[:14]}",))
        run("UPDATE document SET title = 'document ' || number || ' ' || ?", (harm,))
        run('UPDATE "case" SET name = ?', (f"case {harm[:14]}",))
        run("UPDATE person SET name = ?", (f"person {harm}",))
        run("UPDATE speaker SET name = name || ' ' || ?", (harm,))
        run("UPDATE coder SET name = name || ' ' || ? WHERE name = 'joris'", (harm,))
        run("UPDATE code SET labels = ?, definition = ?, colour = ? WHERE parent IS NOT NULL", (labels, labels, harm))
        run("UPDATE coding SET quote = ?", (f"quote {harm}",))
        for old, content in run("SELECT sha256, content FROM text").fetchall():
            spoilt = content + f"\ntext {harm}"
            new = hashlib.sha256(spoilt.encode("utf-8")).hexdigest()
            run("UPDATE text SET content = ?, sha256 = ? WHERE sha256 = ?", (spoilt, new, old))
            for table in ("document", "revision"):
                run(f"UPDATE {table} SET text_sha256 = ? WHERE text_sha256 = ?", (new, old))
        for subject, coder in run("SELECT id, coder FROM coding").fetchall():
            run(
                "INSERT INTO memo (id, about_kind, about, text, coder, created) VALUES (?, 'coding', ?, ?, ?, ?)",
                (f"memo-{subject}", subject, memo, coder, "2026-01-01T00:00:00+00:00"),
            )
