"""Charts of what was computed, in the reader's language: what is drawn, what it is called, and the same in words.

Nothing here asks the project: a chart shows a matrix, an indicator or effects that were looked up before, so that what
consent forbids is left out already. `exporters.charts` makes pictures of them.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence

from qualcode.analysis.indicators import period_order
from qualcode.exporters.chart_page import figure
from qualcode.exporters.matrix_docx import written
from qualcode.exporters.matrix_rows import is_top
from qualcode.i18n import catalogue
from qualcode.model.chart import BalanceRow, Bars, EffectBalance, HeatMap, IndicatorLines, Series
from qualcode.model.indicator_view import IndicatorView, MeasurementView, localised, rung_label
from qualcode.model.message import N_
from qualcode.model.report import MatrixTable
from qualcode.model.results import Cell, Header
from qualcode.ops.report_words import CELL_NAMES, EFFECT_NAMES

MOST_LINES = 8
"""How many enterprises have a line of their own; of more the median is drawn, with the lowest and the highest."""
FLAT = 0.2
"""Below it a balance of effects says neither better nor worse."""
_SHOWN = 6

Say = Callable[[str], str]


def of_matrix(table: MatrixTable, language: str) -> HeatMap:
    """The matrix as a heat map; of quotes their number."""
    matrix = table.matrix
    say = catalogue(language).gettext
    rows, columns = _names(table, matrix.rows), _names(table, matrix.columns)
    values = tuple(tuple(map(_size, row)) for row in matrix.cells)
    shown = tuple(tuple(written(cell, matrix.unit, language) for cell in row) for row in matrix.cells)
    largest = max(
        ((value, r, c) for r, row in enumerate(values) for c, value in enumerate(row) if value),
        key=lambda found: found[0],
        default=None,
    )
    size = say(N_("{title}. A table of {rows} rows and {columns} columns.")).format(
        title=table.title, rows=len(rows), columns=len(columns)
    )
    most = say(N_("Nothing is in it."))
    if largest is not None:
        _, r, c = largest
        most = say(N_("The most, {value}, is at “{row}” and “{column}”.")).format(
            value=shown[r][c], row=rows[r], column=columns[c]
        )
    return HeatMap(
        title=table.title,
        rows=rows,
        columns=columns,
        values=values,
        shown=shown,
        note=table.note,
        alt=f"{size} {most}",
        language=language,
        row_totals=tuple(written(total, matrix.unit, language) for total in matrix.row_totals),
        column_totals=tuple(written(total, matrix.unit, language) for total in matrix.column_totals),
        total=written(matrix.total, matrix.unit, language),
        total_label=table.total_label,
        strong=tuple(row for row in range(len(rows)) if is_top(matrix, row)),
    )


def of_totals(table: MatrixTable, language: str) -> Bars:
    """The totals of the matrix's rows as bars."""
    series = (_series(table, table.total_label, table.matrix.row_totals, language),)
    return _bars(table, series, language)


def of_columns(table: MatrixTable, language: str) -> Bars:
    """The matrix as bars side by side, a series for each column; for a handful of columns."""
    names = _names(table, table.matrix.columns)
    cells = zip(*table.matrix.cells, strict=True) if table.matrix.cells else ((),) * len(names)
    series = tuple(_series(table, name, column, language) for name, column in zip(names, cells, strict=True))
    return _bars(table, series, language)


def of_indicator(indicator: IndicatorView, language: str, *, cases: Sequence[str] | None = None) -> IndicatorLines:
    """The values of an indicator over its periods, of some enterprises or of all that have any.

    Up to `MOST_LINES` have a line each; of more, the line is the median, with the lowest and the highest beside it.
    """
    say = catalogue(language).gettext
    told = [each for each in indicator.measurements if each.value is not None and (cases is None or each.case in cases)]
    named = sorted({each.case for each in told})
    periods = tuple(sorted({each.period for each in told}, key=period_order))
    lines = tuple(_line(indicator, name, periods, told, language) for name in named)
    target = _target(indicator, [each for each in indicator.measurements if each.case in named])
    title = localised(indicator.labels, language) or indicator.key
    notes = [say(N_("Enterprises: {n}")).format(n=len(named)) + "."]
    band = None
    if len(lines) > MOST_LINES:
        median, band = _middle(lines, periods, say(N_("median")), language)
        lines = (median,)
        notes.append(say(N_("The line is their median, the bars reach from the lowest to the highest.")))
    if indicator.source:
        notes.append(say(N_("Source: {source}")).format(source=indicator.source) + ".")
    upward = indicator.direction == "higher"
    better = say(N_("Higher is better")) if upward else say(N_("Lower is better"))
    return IndicatorLines(
        title=title,
        periods=periods,
        series=lines,
        axis=indicator.unit,
        better=better,
        upward=upward,
        baseline_label=say(N_("baseline")),
        target=target,
        target_label=say(N_("target {value}")).format(value=_value(indicator, target, language)),
        note=" ".join(notes),
        alt=_told(title, better, periods, lines, language),
        language=language,
        band=band,
        levels=tuple(localised(rung, language) for rung in indicator.rungs) if indicator.kind == "level" else (),
    )


def of_effects(title: str, rows: Sequence[tuple[str, Mapping[str, int]]], language: str) -> EffectBalance:
    """How many passages tell of which effect, a row a label: `{"positive": 3, "negative": 1, "mixed": 0, ...}`.

    The balance is (positive - negative) / (positive + negative + mixed).
    """
    say = catalogue(language).gettext
    made = tuple(
        BalanceRow(
            label,
            counts.get("negative", 0),
            counts.get("mixed", 0),
            counts.get("positive", 0),
            _balance(counts, say, language),
        )
        for label, counts in rows
    )
    unassessed = sum(counts.get("none", 0) for _, counts in rows), sum(counts.get("unclear", 0) for _, counts in rows)
    notes = [say(N_("Balance = (positive − negative) / (positive + negative + mixed)."))]
    if any(unassessed):
        notes.append(
            say(N_("Not drawn: nothing changed ({none}), unclear ({unclear}).")).format(
                none=unassessed[0], unclear=unassessed[1]
            )
        )
    spoken = "; ".join(f"{row.label}: {row.words}" for row in made[:_SHOWN])
    return EffectBalance(
        title=title,
        rows=made,
        negative=say(EFFECT_NAMES["negative"]),
        mixed=say(EFFECT_NAMES["mixed"]),
        positive=say(EFFECT_NAMES["positive"]),
        axis=say(CELL_NAMES["passages"]),
        words_label=say(N_("Balance")),
        note=" ".join(notes),
        alt=_sentence(title, spoken, len(made) > _SHOWN),
        language=language,
    )


def _names(table: MatrixTable, headers: Sequence[Header]) -> tuple[str, ...]:
    return tuple(table.absent_label if header.key is None else header.label for header in headers)


def _size(cell: Cell) -> float | None:
    return len(cell) if isinstance(cell, tuple | str) else cell


def _series(table: MatrixTable, name: str, cells: Sequence[Cell], language: str) -> Series:
    unit = table.matrix.unit
    share = 100.0 if unit == "coverage" else 1.0
    sizes = [_size(cell) for cell in cells]
    values = tuple(None if size is None else size * share for size in sizes)
    return Series(name, values, tuple(written(cell, unit, language) for cell in cells))


def _bars(table: MatrixTable, series: tuple[Series, ...], language: str) -> Bars:
    say = catalogue(language).gettext
    labels = _names(table, table.matrix.rows)
    axis = say(CELL_NAMES[table.matrix.unit]) + (" (%)" if table.matrix.unit == "coverage" else "")
    first = zip(labels, *(each.shown for each in series), strict=True)
    spoken = "; ".join(f"{label}: {', '.join(shown)}" for label, *shown in list(first)[:_SHOWN])
    return Bars(
        title=table.title,
        labels=labels,
        series=series,
        axis=axis,
        note=table.note,
        alt=_sentence(table.title, spoken, len(labels) > _SHOWN),
        language=language,
    )


def _sentence(title: str, spoken: str, more: bool) -> str:
    return f"{title}. {spoken}{' …' if more else '.'}" if spoken else f"{title}."


def _value(indicator: IndicatorView, value: float | None, language: str) -> str:
    """A value as it is shown: the name of its level, or the number."""
    if value is None:
        return "–"
    return rung_label(indicator, value, language) or figure(round(value, 6), language)


def _line(
    indicator: IndicatorView, case: str, periods: Sequence[str], told: Sequence[MeasurementView], language: str
) -> Series:
    mine = {each.period: each for each in told if each.case == case}
    values = tuple(mine[period].value if period in mine else None for period in periods)
    shown = tuple(_value(indicator, value, language) for value in values)
    marked = next((place for place, period in enumerate(periods) if period in mine and mine[period].baseline), None)
    return Series(case, values, shown, marked)


def _middle(
    lines: Sequence[Series], periods: Sequence[str], name: str, language: str
) -> tuple[Series, tuple[Series, Series]]:
    """The medians, the lowest and the highest of several lines, period by period."""
    found = [[each.values[place] for each in lines] for place in range(len(periods))]
    known = [[value for value in column if value is not None] for column in found]

    def made(function: Callable[[list[float]], float], label: str) -> Series:
        values = tuple(function(column) if column else None for column in known)
        texts = tuple("–" if value is None else figure(round(value, 6), language) for value in values)
        return Series(label, values, texts)

    return made(statistics.median, name), (made(min, ""), made(max, ""))


def _target(indicator: IndicatorView, measurements: Sequence[MeasurementView]) -> float | None:
    """The target, where all that have one have the same."""
    targets = {trend.target for trend in indicator.trends if trend.case in {each.case for each in measurements}}
    targets -= {None}
    return targets.pop() if len(targets) == 1 else None


def _told(title: str, better: str, periods: Sequence[str], lines: Sequence[Series], language: str) -> str:
    say = catalogue(language).gettext
    spoken = []
    for line in lines[:_SHOWN]:
        known = [place for place, value in enumerate(line.values) if value is not None]
        if len(known) > 1:
            spoken.append(
                say(N_("{name}: {first} ({start}) → {last} ({end})")).format(
                    name=line.name,
                    first=line.shown[known[0]],
                    start=periods[known[0]],
                    last=line.shown[known[-1]],
                    end=periods[known[-1]],
                )
            )
        elif known:
            spoken.append(f"{line.name}: {line.shown[known[0]]} ({periods[known[0]]})")
    return _sentence(f"{title}. {better}", "; ".join(spoken), len(lines) > _SHOWN)


def _balance(counts: Mapping[str, int], say: Say, language: str) -> str:
    positive, negative, mixed = (counts.get(name, 0) for name in ("positive", "negative", "mixed"))
    assessed = positive + negative + mixed
    if not assessed:
        return "–"
    share = (positive - negative) / assessed
    if abs(share) < FLAT:
        verdict = say(N_("neither way"))
    else:
        verdict = say(N_("more positive")) if share > 0 else say(N_("more negative"))
    sign = "+" if share > 0 else ""
    return f"{sign}{figure(round(share, 2), language)} {verdict}"
