"""Colours for codes that colour-blind people can tell apart.

The first seven are those of Okabe and Ito, "Color Universal Design" (2008); the others the muted scheme of Paul Tol,
"Colour Schemes" (2021). A letter stands beside a colour wherever one is shown.
"""

from __future__ import annotations

from qualcode.model.message import N_

PALETTE: tuple[tuple[str, str], ...] = (
    ("#0072B2", N_("blue")),
    ("#E69F00", N_("orange")),
    ("#009E73", N_("bluish green")),
    ("#CC79A7", N_("reddish purple")),
    ("#56B4E9", N_("sky blue")),
    ("#D55E00", N_("vermilion")),
    ("#F0E442", N_("yellow")),
    ("#332288", N_("indigo")),
    ("#44AA99", N_("teal")),
    ("#117733", N_("green")),
    ("#999933", N_("olive")),
    ("#DDCC77", N_("sand")),
    ("#CC6677", N_("rose")),
    ("#882255", N_("wine")),
    ("#AA4499", N_("purple")),
)
"""Pairs of `#RRGGBB` and a name, those that differ most first."""
