"""What somebody decides about a table of enterprises or people while they look at what it would do."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from qualcode.model.case_table import About, Table


@dataclass(slots=True)
class Decisions:
    """What somebody said so far; columns by their place, cells by their text, rows by their line."""

    about: About
    roles: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    consents: dict[str, str] = field(default_factory=dict)
    matches: dict[int, str] = field(default_factory=dict)
    same: dict[int, str] = field(default_factory=dict)
    accept: bool = False

    def copy(self) -> Decisions:
        """The same, apart from what is said later."""
        return replace(
            self,
            roles=dict(self.roles),
            names=dict(self.names),
            consents=dict(self.consents),
            matches=dict(self.matches),
            same=dict(self.same),
        )

    def table(self, table: Table) -> Table:
        """The table, with the columns called as the properties they are."""
        return replace(table, header=tuple(self.names.get(place, name) for place, name in enumerate(table.header)))

    def mapping(self, table: Table) -> dict[str, str]:
        """What was said of columns, by their names."""
        return {self.names.get(place, table.header[place]): role for place, role in self.roles.items()}
