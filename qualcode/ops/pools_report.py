"""The pools side by side: how many enterprises and people, what these tell, what is measured, and where both meet."""

from __future__ import annotations

from qualcode.model.chart import HeatMap
from qualcode.model.joint_view import JointDisplay, JointRow
from qualcode.model.message import N_
from qualcode.model.report import Block, Figure, Heading, Paragraph, Report, Table
from qualcode.ops import cases, reconcile
from qualcode.ops.joint_labels import Labels
from qualcode.ops.joint_report import joint_method, joint_sums
from qualcode.ops.joint_words import figure
from qualcode.ops.projects import last_change, project
from qualcode.ops.report_frame import changed_on, whole_report
from qualcode.ops.report_words import POOL, POOL_NAMES, count
from qualcode.ops.small import Small
from qualcode.store.session import Session

_CALLED = ("pool", "pools", "pôle", "pole", "pôles", "poles")


def pools_report(session: Session, *, language: str, suppress_below: int | None = None) -> Report:
    """The pools of a project as a report in `language`.

    `suppress_below` hides numbers that rest on fewer people. Raises AttributeNotFound where no enterprise has a pool.
    """
    return _Pools(session, reconcile.display(session, _property(session)), language, Small(suppress_below)).report()


def _property(session: Session) -> str:
    """What the property is called that says to which pool an enterprise belongs: tables of France say `Pôle`."""
    names = sorted({name for view in cases.cases(session) for name in view.attributes})
    return POOL if POOL in names else next((each for each in names if each.casefold() in _CALLED), POOL)


class _Pools:
    """Everything the chapters share."""

    def __init__(self, session: Session, display: JointDisplay, language: str, small: Small) -> None:
        self._session, self._display, self._language, self._small = session, display, language, small
        self._labels = Labels(session, display.by, language)
        self._say = self._labels.say
        names = dict.fromkeys(row.group for row in display.rows)
        # The pools that have a name in the order in which they are told, others after them.
        self._names = [
            *(each for each in POOL_NAMES if each in names),
            *(each for each in names if each not in POOL_NAMES),
        ]
        self._dimensions = [code.key for code in self._labels.tree.children(None)]
        # What is told of a dimension is the same in each of its rows.
        self._told = {(row.group, row.code): row for row in display.rows if row.code == row.dimension}

    def report(self) -> Report:
        """The report."""
        say, record = self._say, project(self._session)
        changed = last_change(self._session)
        blocks = [
            *self._pools(),
            *self._stories(),
            *self._numbers(),
            *joint_sums(self._labels, self._display),
            *joint_method(self._labels, self._display),
        ]
        return whole_report(
            say,
            title=record.title,
            subtitle=say(N_("The pools side by side")),
            lines=(
                " · ".join(map(self._labels.group, self._names)),
                count(self._labels.words, "cases", len(self._members())),
                changed_on(say, changed),
            ),
            language=self._language,
            created=changed,
            blocks=blocks,
            flowing=True,
        )

    def _members(self) -> dict[str, str]:
        """The pool of every enterprise that has one."""
        views = cases.cases(self._session)
        known = {view.name: str(view.attributes.get(self._display.by, "")) for view in views}
        return {name: pool for name, pool in known.items() if pool in self._names}

    def _pools(self) -> list[Block]:
        say, members = self._say, self._members()
        documents = {view.name: len(view.documents) for view in cases.cases(self._session)}
        rows = []
        for pool in self._names:
            own = [name for name, of in members.items() if of == pool]
            people = max((row.of_people for row in self._display.rows if row.group == pool), default=0)
            rows.append(
                (
                    self._labels.group(pool),
                    str(len(own)),
                    "; ".join(own),
                    str(sum(documents[name] for name in own)),
                    self._small.sign if self._small.hides(people) else str(people),
                )
            )
        header = (
            say(N_("Pool")),
            say(N_("Enterprises")),
            say(N_("Which")),
            say(N_("Documents")),
            say(N_("People")),
        )
        return [
            Heading(say(N_("The pools")), 1),
            Table(say(N_("Enterprises, documents and people by pool")), header, tuple(rows), (1, 3, 4)),
            *self._small.note(say),
        ]

    # What people tell

    def _stories(self) -> list[Block]:
        say = self._say
        header = (say(N_("Dimension")), *map(self._labels.group, self._names))
        numeric = tuple(range(1, len(header)))
        blocks: list[Block] = [
            Heading(say(N_("What people tell")), 1),
            Paragraph(say(N_("People are narrators who tell of the dimension, of those heard in the pool."))),
        ]
        for caption, cell in (
            (say(N_("People by dimension and pool")), self._people),
            (say(N_("Passages by dimension and pool")), self._passages),
            (say(N_("Balance of effects by dimension and pool")), self._balance),
        ):
            rows = tuple(
                (self._labels.code(key), *(cell(self._told.get((pool, key))) for pool in self._names))
                for key in self._dimensions
            )
            blocks.append(Table(caption, header, rows, numeric))
        hidden = any(self._small.hides(row.people) for row in self._told.values())
        return blocks if hidden or not self._told else [*blocks, self._picture()]

    def _people(self, row: JointRow | None) -> str:
        if row is None or not row.people:
            return "–"
        return self._small.sign if self._small.hides(row.people) else f"{row.people}/{row.of_people}"

    def _passages(self, row: JointRow | None) -> str:
        if row is None or not row.passages:
            return "–"
        return self._small.sign if self._small.hides(row.people) else str(row.passages)

    def _balance(self, row: JointRow | None) -> str:
        if row is None or row.balance is None:
            return "–"
        if self._small.hides(row.people):
            return self._small.sign
        return figure(row.balance, self._language, signed=True)

    def _picture(self) -> Block:
        """The share of people who tell of a dimension, tinted."""
        say = self._say
        rows = [[self._told.get((pool, key)) for pool in self._names] for key in self._dimensions]
        title = say(N_("Which share of people tells of it"))
        shares = tuple(
            tuple(row.people / row.of_people if row is not None and row.of_people else None for row in line)
            for line in rows
        )
        named = tuple(map(self._labels.code, self._dimensions))
        pools = tuple(map(self._labels.group, self._names))
        told = "; ".join(
            "{dimension}: {cells}".format(
                dimension=name,
                cells=", ".join(f"{pool} {self._people(row)}" for pool, row in zip(pools, line, strict=True)),
            )
            for name, line in zip(named, rows, strict=True)
        )
        chart = HeatMap(
            title=title,
            rows=named,
            columns=pools,
            values=shares,
            shown=tuple(tuple(self._people(row) for row in line) for line in rows),
            note="",
            alt=f"{title}. {told}.",
            language=self._language,
        )
        return Figure(title, chart)

    # What is measured

    def _numbers(self) -> list[Block]:
        """A table a dimension: indicators by pools, from what to what the median went."""
        say = self._say
        blocks: list[Block] = [Heading(say(N_("What is measured")), 1)]
        for key in self._dimensions:
            rows: dict[str, dict[str, JointRow]] = {}
            for row in self._display.rows:
                if row.dimension == key and row.indicator is not None and row.n:
                    rows.setdefault(row.indicator, {})[row.group] = row
            if not rows:
                continue
            colour, letter = self._labels.colour(key)
            header = (say(N_("Indicator")), *map(self._labels.group, self._names))
            cells = tuple(
                (self._labels.indicator(name), *(self._course(held.get(pool)) for pool in self._names))
                for name, held in rows.items()
            )
            widths = (2, *(3 for _ in self._names))
            caption = say(N_("Indicators by pool: {dimension}")).format(dimension=self._labels.code(key))
            blocks += [Heading(self._labels.code(key), 2, colour, letter), Table(caption, header, cells, widths=widths)]
        if len(blocks) == 1:
            blocks.append(Paragraph(say(N_("Nothing is measured."))))
        return blocks

    def _course(self, row: JointRow | None) -> str:
        if row is None:
            return "–"
        labels = self._labels
        change = labels.change(row) if row.change is not None else ""
        return "\n".join(each for each in (labels.course(row), change, labels.spread(row)) if each)
