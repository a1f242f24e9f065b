"""Several coders: how far they agree, and on what they do not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qualcode.api.values import Part, PathLike
from qualcode.model.agreement import Agreement, TableAgreement
from qualcode.ops import agreement


class Agreeing(Part):
    """How far coders agree. Coefficients are None where undefined, and `notes` say why."""

    def agreement(
        self,
        coders: Sequence[str] | None = None,
        codes: Sequence[str] | None = None,
        *,
        unit: str = "character",
        region: str = "common",
        draws: int = agreement.DRAWS,
        seed: int = agreement.SEED,
    ) -> Agreement:
        """How far coders agree on `character`, `sentence`, `turn` or `paragraph`, by code, dimension and pooled.

        None: all who have coded, all codes used. `region`: `common`, documents done by all of them, or `all`, those
        that any has coded. Intervals: 95 % of `draws` draws of documents. Raises TooFewCoders, NotFound, ValueRefused.
        """
        return agreement.agreement(self._session, coders, codes, unit=unit, region=region, draws=draws, seed=seed)

    def agreement_table(self, path: PathLike, level: str = "nominal") -> TableAgreement:
        """How far the coders of a table agree: a row a unit, then a column a coder. Raises BadData, TooFewCoders."""
        return agreement.table(Path(path), level)
