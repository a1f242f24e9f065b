"""Several coders: how far they agree, and on what they do not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qualcode.api.values import CodingReference, Document, Part, PathLike, Reference, coding_id
from qualcode.i18n import language
from qualcode.model.agreement import Agreement, Confusion, Queue, SettlementView, TableAgreement
from qualcode.model.assignment_view import AssignmentView, DoubleCoding
from qualcode.ops import agreement, assignments, confusion, settling


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

    def disagreements(
        self,
        coders: Sequence[str] | None = None,
        codes: Sequence[str] | None = None,
        *,
        region: str = "common",
        settled: bool = False,
        mixed: tuple[str, str | None] | None = None,
    ) -> Queue:
        """The passages to talk about, in the order of the texts; those `settled` only if asked for.

        `mixed`: only where these two codes meet, one given by one coder and the other (None: nothing) by another.
        Raises what `agreement` raises, CodeNotFound.
        """
        return settling.queue(self._session, coders, codes, region=region, settled=settled, mixed=mixed)

    def settle_disagreement(
        self,
        codings: Sequence[CodingReference],
        outcome: str = "consensus",
        *,
        take: Sequence[CodingReference] = (),
        code: str | None = None,
        start: int | None = None,
        end: int | None = None,
        reason: str = "",
        name: str = settling.CONSENSUS,
    ) -> list[SettlementView]:
        """Settle what codings of one document disagree on, signed by the project's coder; `undo` takes it back.

        `consensus`: the codings in `take`, or `code` on `[start, end)`, are put in the name of a coder `name`.
        `removed`: those in `take`, or all, are taken off. `kept`: all stand. `left`: it stays open. Raises
        CodingNotFound, NotOneDocument, NothingAgreed, ValueRefused, CodeNotFound, SpanRefused.
        """
        return settling.settle(
            self._session,
            [coding_id(each) for each in codings],
            outcome,
            take=[coding_id(each) for each in take],
            code=code,
            start=start,
            end=end,
            reason=reason,
            name=name,
        )

    def explain_settlement(self, *settlements: SettlementView | str, reason: str) -> None:
        """Say why something was settled so, in place of what was said before. Raises SettlementNotFound."""
        ids = [each if isinstance(each, str) else each.id for each in settlements]
        settling.explain(self._session, ids, reason)

    def confusion(
        self,
        coders: Sequence[str] | None = None,
        codes: Sequence[str] | None = None,
        *,
        region: str = "common",
        file: PathLike | None = None,
        force: bool = False,
    ) -> Confusion:
        """Which codes coders take for one another, most often first. Raises what `agreement` raises.

        `file` gets the table of codes by codes, as `.csv`, `.xlsx`, `.docx`, `.html`, `.png` or `.svg`.
        """
        found = confusion.confusion(self._session, coders, codes, region=region)
        if file is not None:
            confusion.write(self._session, found, Path(file), language(), force=force)
        return found

    # Who codes what

    def assignments(self) -> list[AssignmentView]:
        """Who is to code which documents, and who is done."""
        return assignments.listing(self._session)

    def assign_coders(
        self, which: Sequence[Reference], coders: Sequence[str], *, blind: bool = False
    ) -> list[AssignmentView]:
        """Have coders (new names are entered) code documents. Raises DocumentNotFound, NobodyNamed, NameRefused."""
        return assignments.assign(self._session, [self._id(each) for each in which], coders, blind=blind)

    def unassign_coders(self, which: Sequence[Reference], coders: Sequence[str] | None = None) -> int:
        """Take documents from coders, or from all; how many tasks. Raises DocumentNotFound, CoderNotFound."""
        return assignments.unassign(self._session, [self._id(each) for each in which], coders)

    def done_with(self, *which: Reference, done: bool = True) -> list[Document]:
        """Say, or take back, in one operation, that the coder has finished documents. Raises DocumentNotFound."""
        made = assignments.mark_done(self._session, [self._id(each) for each in which], done)
        return [self._document(each) for each in made]

    def plan_double_coding(
        self,
        share: float,
        coders: Sequence[str],
        *,
        seed: int = 1,
        by: str = "case",
        blind: bool = True,
        store: bool = False,
    ) -> DoubleCoding:
        """Draw a share (0 to 1) of documents to be coded by all these coders, alike from each case or property.

        Only `store` assigns them. Raises ShareRefused, NobodyNamed, NameRefused.
        """
        return assignments.plan(self._session, share, coders, seed=seed, by=by, blind=blind, store=store)
