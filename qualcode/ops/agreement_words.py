"""What coefficients, kinds of disagreements and outcomes are called."""

from __future__ import annotations

from qualcode.model.message import N_

MEASURE_NAMES = {
    "percent": N_("Percent agreement"),
    "holsti": N_("Holsti"),
    "cohen_kappa": N_("Cohen’s kappa"),
    "fleiss_kappa": N_("Fleiss’ kappa"),
    "brennan_prediger": N_("Brennan-Prediger"),
    "gwet_ac1": N_("Gwet’s AC1"),
    "alpha": N_("Krippendorff’s alpha"),
    "alpha_binary": N_("Alpha, coded or not"),
    "u_alpha": N_("u-alpha"),
    "cu_alpha": N_("cu-alpha"),
}
UNIT_NAMES = {
    "character": N_("character"),
    "sentence": N_("sentence"),
    "turn": N_("turn"),
    "paragraph": N_("paragraph"),
}
OUTCOME_NAMES = {
    "consensus": N_("agreed on"),
    "kept": N_("all stands as it is"),
    "removed": N_("taken off"),
    "left": N_("left open"),
}
KIND_NAMES = {"missed": N_("missed"), "other-code": N_("another code"), "other-span": N_("other edges")}


def coefficient(value: float | None, language: str) -> str:
    """A coefficient to two places as people write it, `0,50`; a dash where it is undefined."""
    if value is None:
        return "–"
    text = f"{value:.2f}".replace("-0.00", "0.00").replace("-", "\u2212")
    return text if language == "en" else text.replace(".", ",")
