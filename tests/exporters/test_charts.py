"""Charts: what is in the pictures, that they are the same every time, and that words are never mark-up."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from qualcode.exporters import charts
from qualcode.exporters.chart_heat import tint
from qualcode.exporters.chart_page import Page, figure, ink_on, ticks
from qualcode.model.chart import BalanceRow, Bars, Chart, EffectBalance, HeatMap, IndicatorLines, Series

LONG = "Sortie de l’isolement, liens avec les collègues et le voisinage du quartier"
SVG = "{http://www.w3.org/2000/svg}"


def heat(rows: int = 3, columns: int = 2, label: str = LONG) -> HeatMap:
    values = tuple(tuple(float((r * c) % 7) for c in range(columns)) for r in range(rows))
    return HeatMap(
        title="Passages : codes par entreprise",
        rows=tuple(f"{label} {r}" for r in range(rows)),
        columns=tuple(f"La Ferme des Quatre-Vents {c}" for c in range(columns)),
        values=values,
        shown=tuple(tuple(f"{value:g}" for value in row) for row in values),
        note="Un passage compte une fois.",
        alt="Un tableau ; le plus, 6, est chez la Ferme.",
        language="fr",
        row_totals=("9",) * rows,
        column_totals=("8",) * columns,
        total="99",
        total_label="Ensemble",
        strong=(0,),
    )


def bars(label: str = LONG) -> Bars:
    series = (
        Series("Atelier Nord", (3.0, None, 0.0), ("3", "–", "0")),
        Series("De Kringfabriek", (1.0, 2.0, -4.0), ("1", "2", "−4")),
    )
    return Bars("Personnes", (label, "Santé", "Logement"), series, "Personnes", "", "Trois codes.", "fr")


def lines(label: str = "Taux d’emploi") -> IndicatorLines:
    return IndicatorLines(
        title=label,
        periods=("2022", "2023", "2024"),
        series=(Series("Atelier Nord", (20.0, None, 61.0), ("20 %", "–", "61 %"), 0),),
        axis="%",
        better="Plus haut vaut mieux",
        upward=True,
        baseline_label="départ",
        target=65.0,
        target_label="cible 65 %",
        note="",
        alt="De 20 % à 61 %.",
        language="fr",
    )


def balance(label: str = LONG) -> EffectBalance:
    rows = (BalanceRow(label, 2, 1, 12, "+0,67 plutôt positif"), BalanceRow("La Ferme", 0, 0, 0, "–"))
    return EffectBalance("Effets", rows, "négatif", "mixte", "positif", "Passages", "Bilan", "", "Deux rangs.", "fr")


ALL: list[Callable[[str], Chart]] = [lambda label: heat(label=label), bars, lines, balance]


def texts(picture: bytes) -> list[str]:
    return ["".join(map(str, node.itertext())) for node in etree.fromstring(picture).iter(f"{SVG}text")]


@pytest.mark.parametrize("made", ALL)
def test_pictures_are_the_same_every_time_and_say_what_they_show(made: Callable[[str], Chart]) -> None:
    chart = made("Santé")
    for draw in (charts.png, charts.svg):
        assert draw(chart) == draw(chart)
    assert charts.png(chart).startswith(b"\x89PNG\r\n")
    whole = charts.svg(chart).decode()
    assert f"<title>{chart.title}</title>" in whole and chart.alt in whole
    assert not re.search(r"\b20\d\d-\d\d-\d\d|matplotlib", whole, re.IGNORECASE)


def test_a_heat_map_holds_its_numbers_labels_and_totals_as_texts() -> None:
    found = texts(charts.svg(heat(3, 2, "Santé")))
    for wanted in ("Santé 0", "Santé 2", "Ensemble", "99", "2"):
        assert wanted in found


def test_lines_name_baseline_target_and_the_better_direction() -> None:
    found = texts(charts.svg(lines()))
    for wanted in ("départ 20 %", "cible 65 %", "▲ Plus haut vaut mieux", "61 %", "Atelier Nord", "2023"):
        assert wanted in found


def test_effects_are_said_in_words_too() -> None:
    found = texts(charts.svg(balance()))
    for wanted in ("négatif", "mixte", "positif", "Bilan", "+0,67 plutôt positif", "12"):
        assert wanted in found


def test_many_rows_and_columns_stay_on_a_page_and_long_labels_are_wrapped() -> None:
    picture = charts.svg(heat(34, 9))
    root = etree.fromstring(picture)
    assert float(root.get("width", "0pt").removesuffix("pt")) / 72 < 8
    assert max(len(text) for text in texts(picture) if "isolement" in text) < 50


@pytest.mark.parametrize("made", ALL)
@pytest.mark.parametrize(
    "label", ["$x^2$ \\frac{1}", "_hidden", "[b]…[/x]", "<b>&amp;", "\x1b[31m", "‮abc", "漢字 🙂", ""]
)
def test_words_are_words_whatever_they_hold(made: Callable[[str], Chart], label: str) -> None:
    found = " ".join(texts(charts.svg(made(label))))
    if label.isascii() and label.isprintable():
        assert label in found
    assert "\u202e" not in found and "\x1b" not in found
    assert charts.png(made(label))


@pytest.mark.parametrize(
    "chart",
    [
        HeatMap("", (), (), (), (), "", "", "fr"),
        Bars("", (), (), "", "", "", "fr"),
        Bars("", ("a",), (Series("s", (0.0,), ("0",)),), "", "", "", "fr"),
        IndicatorLines("", (), (), "", "", True, "", None, "", "", "", "fr"),
        IndicatorLines("", ("2024",), (Series("s", (5.0,), ("5",), 0),), "", "", False, "", None, "", "", "", "fr"),
        EffectBalance("", (), "", "", "", "", "", "", "", "fr"),
    ],
)
def test_charts_of_nothing_or_next_to_nothing_are_drawn(chart: Chart) -> None:
    assert charts.png(chart) and charts.svg(chart)


@settings(max_examples=40)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=8))
def test_ticks_hold_all_values_and_are_few(values: list[float]) -> None:
    marks = ticks(min(values), max(values))
    # To a millionth of the axis, which nobody sees.
    hair = 1e-6 * max(max(values) - min(values), 1)
    assert marks[0] <= min(values) + hair and marks[-1] >= max(values) - hair
    assert 2 <= len(marks) <= 12
    assert all(float(mark).is_integer() for mark in ticks(min(values), max(values), whole=True))


def test_numbers_on_axes_are_written_as_the_language_writes_them() -> None:
    assert [figure(-1234.5, language) for language in ("en", "fr", "nl", "de")] == [
        "−1,234.5",
        "−1\u202f234,5",
        "−1.234,5",
        "−1.234,5",
    ]


def test_tints_grow_darker_and_their_ink_is_read() -> None:
    def light(colour: str) -> float:
        return sum(w * int(colour[i : i + 2], 16) for w, i in ((0.2126, 1), (0.7152, 3), (0.0722, 5)))

    shades = [light(tint(step / 20)) for step in range(21)]
    assert shades == sorted(shades, reverse=True) and len(set(shades)) == 21
    assert (ink_on(tint(0.0)), ink_on(tint(1.0))) == ("#1C1C1C", "#FFFFFF")


@given(st.text(max_size=60), st.floats(0.2, 3), st.integers(1, 4))
@settings(max_examples=60, deadline=None)
def test_wrapped_lines_fit(text: str, wide: float, lines: int) -> None:
    page = Page(3)
    made = page.wrap(text, wide, 8, lines=lines)
    assert 1 <= len(made) <= lines
    assert all(page.measure(line, 8) <= wide + 1e-9 for line in made if len(line) > 3)


def test_nothing_is_written_at_home_and_no_font_of_the_machine_is_asked_for(tmp_path: Path) -> None:
    script = (
        "from qualcode.exporters import charts\n"
        "from qualcode.model.chart import Bars, Series\n"
        "made = charts.png(Bars('t', ('a',), (Series('s', (1.0,), ('1',)),), '', '', '', 'fr'))\n"
        "import hashlib, os; print(hashlib.sha256(made).hexdigest(), 'MPLCONFIGDIR' in os.environ)\n"
    )
    home = tmp_path / "home"
    home.mkdir()
    bare = {name: value for name, value in os.environ.items() if name != "MPLCONFIGDIR"}
    environment = {**bare, "HOME": str(home), "XDG_CACHE_HOME": str(home / "c"), "XDG_CONFIG_HOME": str(home / "d")}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    here = charts.png(Bars("t", ("a",), (Series("s", (1.0,), ("1",)),), "", "", "", "fr"))
    import hashlib

    assert done.stdout.split() == [hashlib.sha256(here).hexdigest(), "False"]
    assert (done.stderr, list(home.iterdir())) == ("", [])
