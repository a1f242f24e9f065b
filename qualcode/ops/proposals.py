"""Co-construction: what is proposed for the indicators and the codebook, discussed, accepted or declined with reasons.

    proposal = proposals.propose_indicator(session, from_code="economic/employment", reason="asked by the funders")
    proposals.discuss(session, proposal.id, "Six months is too short.")
    proposals.accept(session, proposal.id, "agreed at the meeting of March")

What is proposed is kept by field in a proposal's content: `label_LL`, `definition_LL`, `include_LL`, `exclude_LL` and
`rungs_LL` (a line each) in a language LL; `unit`, `kind`, `direction`, `threshold`, `source`; codes by key in `code`,
`parent`, `under`, `into` and `move_codings_to`; `codings` and `part:LABEL` are ids of codings, a space between them;
`with_codings` is `yes`. Accepting does what is proposed in the same operation, which one undo takes back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.errors import NotFound, Refused, ValueRefused
from qualcode.model.codebook import Code, Localised, fold_name
from qualcode.model.ids import new_id
from qualcode.model.indicator import Indicator
from qualcode.model.indicator_view import ProposalView, RemarkView, localised
from qualcode.model.message import N_, Message, Value
from qualcode.model.project import Coder
from qualcode.model.proposal import ACTIONS, STATES, Proposal, Remark
from qualcode.model.text import canonical
from qualcode.ops.codebooks import find_code, tree
from qualcode.ops.indicator_table_columns import name_and_unit
from qualcode.ops.indicators import find_indicator, texts
from qualcode.ops.names import clean, one_of
from qualcode.ops.projects import project
from qualcode.ops.proposal_doing import carry_out
from qualcode.ops.restate import by_ids
from qualcode.ops.shown_words import STATE_NAMES
from qualcode.ops.told import GoneCodes
from qualcode.store.operation import Operation
from qualcode.store.session import Session

INDICATOR_ACTIONS = ("add", "rename", "redefine", "remove")


class ProposalNotFound(NotFound):
    """No proposal has this id."""

    code = "proposal-not-found"
    sentence = N_("There is no proposal “{name}”.")
    hint = N_("See them, with their ids, with: qualcode proposals")


class ProposalClosed(Refused):
    """A proposal that is decided already."""

    code = "proposal-closed"
    sentence = N_("This was decided already: {status}, by {coder}.")
    hint = N_("Undo the decision, or make another proposal.")


class NothingProposed(Refused):
    """A proposal that does not say what it proposes."""

    code = "nothing-proposed"
    sentence = N_("The proposal does not say what is to be done: {missing}.")
    hint = N_("See how it is used with: qualcode propose --help")


class NoWordingLeft(Refused):
    """A code whose indicators are all there or proposed already, or that has none."""

    code = "no-wording-left"
    sentence = N_("The codebook has no other indicator for “{code}” that is not there or proposed already.")
    hint = N_("Word one yourself, or add it to the code: qualcode codebook define")


# Proposing


def propose_indicator(
    session: Session,
    labels: Localised | str | None = None,
    *,
    action: str = "add",
    indicator: str | None = None,
    from_code: str | None = None,
    from_codings: Sequence[str] = (),
    definition: Localised | str = "",
    kind: str = "",
    unit: str = "",
    direction: str = "",
    threshold: str = "",
    code: str | None = None,
    rungs: Sequence[Localised | str] = (),
    source: str = "",
    reason: str = "",
) -> ProposalView:
    """Propose an indicator, or with `action` rename, redefine or remove a change to the one named by `indicator`.

    `from_code` takes over the wording that the codebook gives for a code, the first that is neither there nor proposed
    yet, in all languages; `from_codings` are the ids of the coded passages it comes from, and where these have one code
    it speaks to that. Raises CodeNotFound, CodingNotFound, IndicatorNotFound, Ambiguous, NameRefused, ValueRefused,
    NoWordingLeft, NothingProposed.
    """
    one_of(action, INDICATOR_ACTIONS, "action")
    with session.operation("proposal.add", Message("")) as change:
        content: dict[str, str] = {}
        speaks_to = _from_codings(session, from_codings, content)
        if from_code is not None:
            found = find_code(tree(session), from_code)
            speaks_to = found.key
            if labels is None:
                content |= _wording(session, found)
        if code:
            speaks_to = find_code(tree(session), code).key
        if labels is not None:
            content |= _by_language("label", {name: clean(text) for name, text in texts(session, labels).items()})
        content |= _by_language("definition", texts(session, definition) if definition else {})
        content |= _rungs(session, rungs)
        plain = {"kind": kind, "unit": unit, "direction": direction, "threshold": threshold, "source": source}
        content |= {name: text.strip() for name, text in plain.items() if text.strip()}
        if speaks_to:
            content["code"] = speaks_to
        subject = None
        if action != "add":
            subject = find_indicator(session, indicator or "").id
        _check(action, content)
        return _store(session, change, "indicator", action, subject, content, reason)


def propose_code(
    session: Session,
    action: str,
    code: str | None = None,
    *,
    labels: Localised | str | None = None,
    definition: Localised | str = "",
    include: Localised | str = "",
    exclude: Localised | str = "",
    parent: str | None = None,
    under: str | None = None,
    into: str | None = None,
    parts: Mapping[str, Sequence[str]] | None = None,
    move_codings_to: str | None = None,
    with_codings: bool = False,
    reason: str = "",
) -> ProposalView:
    """Propose a change to the codebook: add (below `parent`), rename, redefine, move (`under` another, "" for the top),
    merge (`into` another), split (`parts`: codings' ids by the new label) or remove a code.

    Raises CodeNotFound, CodingNotFound, Ambiguous, NameRefused, ValueRefused, NothingProposed.
    """
    one_of(action, ACTIONS, "action")
    with session.operation("proposal.add", Message("")) as change:
        codes = tree(session)
        content: dict[str, str] = {}
        if labels is not None:
            content |= _by_language("label", {name: clean(text) for name, text in texts(session, labels).items()})
        for name, said in (("definition", definition), ("include", include), ("exclude", exclude)):
            content |= _by_language(name, texts(session, said) if said else {})
        others = {"parent": parent, "into": into, "move_codings_to": move_codings_to}
        content |= {name: find_code(codes, other).key for name, other in others.items() if other}
        if under is not None:
            content["under"] = find_code(codes, under).key if under else ""
        for label, ids in (parts or {}).items():
            content[f"part:{clean(label)}"] = " ".join(each.id for each in by_ids(session, ids))
        if with_codings:
            content["with_codings"] = "yes"
        subject = find_code(codes, code or "").id if action != "add" else None
        _check(action, content)
        return _store(session, change, "code", action, subject, content, reason)


def _check(action: str, content: Mapping[str, str]) -> None:
    """That all is there without which the proposal could not be carried out. Raises NothingProposed."""
    beginnings = {
        "add": (("label_",), N_("a name")),
        "rename": (("label_",), N_("a name")),
        "redefine": (
            ("definition_", "include_", "exclude_", "unit", "direction", "threshold", "source", "code", "rungs_"),
            N_("what it means"),
        ),
        "move": (("under",), N_("where it goes")),
        "merge": (("into",), N_("the other code")),
        "split": (("part:",), N_("the new codes")),
    }
    wanted, missing = beginnings.get(action, ((), ""))
    if wanted and not any(name.startswith(wanted) for name in content):
        raise NothingProposed(missing=Message(missing))
    choices = {"kind": ("number", "level"), "direction": ("higher", "lower")}
    for name, possible in choices.items():
        if name in content:
            one_of(content[name], possible, name)


def _by_language(name: str, said: Mapping[str, str]) -> dict[str, str]:
    return {f"{name}_{language}": text for language, text in said.items() if text}


def _rungs(session: Session, rungs: Sequence[Localised | str]) -> dict[str, str]:
    """The levels by language, a line each; a level that has no label in a language is an empty line there."""
    said = [texts(session, rung) for rung in rungs]
    languages = dict.fromkeys(language for each in said for language in each)
    return {f"rungs_{language}": "\n".join(each.get(language, "") for each in said) for language in languages}


def _from_codings(session: Session, ids: Sequence[str], content: dict[str, str]) -> str | None:
    """Note the passages; the key of the code that they all have, if it is one."""
    found = by_ids(session, ids)
    if not found:
        return None
    content["codings"] = " ".join(each.id for each in found)
    codes = {each.code for each in found}
    return tree(session).by_id(codes.pop()).key if len(codes) == 1 else None


def _wording(session: Session, code: Code) -> dict[str, str]:
    """What the codebook calls the first of a code's indicators that nobody has or proposes; its unit apart."""
    taken = {fold_name(text) for each in session.all(Indicator) for text in each.labels.values()}
    for each in session.all(Proposal, about="indicator", status="open"):
        taken |= {fold_name(text) for name, text in each.content.items() if name.startswith("label_")}
    most = max(map(len, code.indicators.values()), default=0)
    for at in range(most):
        said = {language: name_and_unit(each[at]) for language, each in code.indicators.items() if at < len(each)}
        if said and not any(fold_name(name) in taken for name, _ in said.values()):
            unit = localised({language: unit for language, (_, unit) in said.items()}, project(session).language)
            content = {f"label_{language}": name for language, (name, _) in said.items()}
            return {**content, **({"unit": unit} if unit else {})}
    raise NoWordingLeft(code=code.key)


def _store(
    session: Session,
    change: Operation,
    about: str,
    action: str,
    subject: str | None,
    content: Mapping[str, str],
    reason: str,
) -> ProposalView:
    said = canonical(reason).text.strip()
    by, at = change.coder.id, change.at
    made = Proposal(new_id(), about, action, subject, content, said, "open", by, at, None, None, "")
    change.insert(made)
    change.summary = Message(N_("Proposed: {what}"), {"what": what(session, made)})
    return _views(session, [made])[0]


# Reading


def listing(session: Session, *, status: str | None = None, about: str | None = None) -> list[ProposalView]:
    """The proposals with what was said about them, oldest first; open, accepted or declined ones.

    Raises ValueRefused.
    """
    equal = {"status": one_of(status, STATES, "status")} if status is not None else {}
    equal |= {"about": about} if about is not None else {}
    return _views(session, session.all(Proposal, **equal))


def find_proposal(session: Session, reference: str) -> Proposal:
    """The proposal with this id, or a unique beginning of it. Raises ProposalNotFound."""
    wanted = reference.strip()
    found = [each for each in session.all(Proposal) if wanted and each.id.startswith(wanted)]
    if len(found) != 1:
        raise ProposalNotFound(name=reference)
    return found[0]


def _views(session: Session, proposals: Sequence[Proposal]) -> list[ProposalView]:
    coders = {each.id: each.name for each in session.all(Coder)}
    keys = {each.id: each.key for each in session.all(Code)} | {each.id: each.key for each in session.all(Indicator)}
    remarks: dict[str, list[RemarkView]] = {}
    for each in session.all(Remark, proposal=[one.id for one in proposals]):
        remarks.setdefault(each.proposal, []).append(RemarkView(each.text, coders[each.coder], each.created, each.id))
    gone = GoneCodes(session)

    def subject(proposal: Proposal) -> str | None:
        """The key of what it is about, also of a code that is no more, as one that was merged away on its account."""
        id = proposal.subject
        if id is None or id in keys or proposal.about != "code":
            return keys.get(id or "", id)
        code = gone.find(id)
        return code.key if code is not None else id

    return [
        ProposalView(
            id=each.id,
            about=each.about,
            action=each.action,
            subject=subject(each),
            content=dict(each.content),
            reason=each.reason,
            status=each.status,
            coder=coders[each.coder],
            created=each.created,
            decided_by=coders[each.decided_by] if each.decided_by is not None else None,
            decided_at=each.decided_at,
            decision=each.decision,
            remarks=tuple(remarks.get(each.id, ())),
        )
        for each in proposals
    ]


_WHAT = {
    ("indicator", "add"): N_("new indicator “{label}”"),
    ("indicator", "rename"): N_("the indicator “{name}” called “{label}”"),
    ("indicator", "redefine"): N_("another definition of the indicator “{name}”"),
    ("indicator", "remove"): N_("the indicator “{name}” removed"),
    ("code", "add"): N_("new code “{label}”"),
    ("code", "rename"): N_("{code} called “{label}”"),
    ("code", "redefine"): N_("another description of {code}"),
    ("code", "move"): N_("another place for {code}"),
    ("code", "merge"): N_("{code} merged into {into}"),
    ("code", "split"): N_("{code} split: {parts}"),
    ("code", "remove"): N_("{code} removed"),
}


def what(session: Session, proposal: Proposal) -> Message:
    """What is proposed, in a few words."""
    language = project(session).language
    labels = {name[6:]: text for name, text in proposal.content.items() if name.startswith("label_")}
    subject = proposal.subject or ""
    indicator = next(iter(session.all(Indicator, id=subject)), None) if proposal.about == "indicator" else None
    code = next(iter(session.all(Code, id=subject)), None) if proposal.about == "code" else None
    values: dict[str, Value] = {
        "label": localised(labels, language),
        "name": localised(indicator.labels, language) if indicator is not None else subject,
        "code": code.key if code is not None else subject,
        "into": proposal.content.get("into", ""),
        "parts": ", ".join(name[5:] for name in proposal.content if name.startswith("part:")),
    }
    return Message(_WHAT.get((proposal.about, proposal.action), N_("a change")), values)


# Deciding


def discuss(session: Session, proposal: str, text: str) -> ProposalView:
    """Say something about a proposal, also after it was decided. Raises ProposalNotFound, ValueRefused."""
    said = canonical(text).text.strip()
    if not said:
        raise ValueRefused(value=text, what=Message(N_("a remark")), choices=Message(N_("some text")))
    with session.operation("proposal.discuss", Message("")) as change:
        found = find_proposal(session, proposal)
        change.insert(Remark(new_id(), found.id, said, change.coder.id, change.at))
        change.summary = Message(N_("Remark on a proposal: {what}"), {"what": what(session, found)})
    return _views(session, [found])[0]


def accept(session: Session, proposal: str, reason: str) -> ProposalView:
    """Accept a proposal and do what it proposes, in one operation; the reason is kept.

    Raises ProposalNotFound, ProposalClosed, ValueRefused without a reason, and whatever the change itself raises: then
    nothing is done and the proposal stays open.
    """
    found, why = _to_decide(session, proposal, reason)
    summary = Message(N_("Accepted: {what}"), {"what": what(session, found)})
    with session.joined("proposal.accept", summary) as change:
        _check_open(session, found.id)
        made = carry_out(session, found)
        _decide(change, found, "accepted", why, made)
    return _views(session, session.all(Proposal, id=found.id))[0]


def decline(session: Session, proposal: str, reason: str) -> ProposalView:
    """Decline a proposal; the reason is kept. Raises ProposalNotFound, ProposalClosed, ValueRefused without one."""
    found, why = _to_decide(session, proposal, reason)
    summary = Message(N_("Declined: {what}"), {"what": what(session, found)})
    with session.operation("proposal.decline", summary) as change:
        _check_open(session, found.id)
        _decide(change, found, "declined", why, found.subject)
    return _views(session, session.all(Proposal, id=found.id))[0]


def _to_decide(session: Session, proposal: str, reason: str) -> tuple[Proposal, str]:
    found, why = find_proposal(session, proposal), canonical(reason).text.strip()
    if not why:
        raise ValueRefused(value=reason, what=Message(N_("a reason")), choices=Message(N_("some text")))
    return found, why


def _check_open(session: Session, proposal: str) -> None:
    """Raise ProposalClosed where it is decided, also where another program did so a moment ago."""
    found = find_proposal(session, proposal)
    if found.status != "open":
        coder = next((each.name for each in session.all(Coder) if each.id == found.decided_by), "–")
        raise ProposalClosed(status=Message(STATE_NAMES[found.status]), coder=coder)


def _decide(change: Operation, proposal: Proposal, status: str, why: str, subject: str | None) -> None:
    change.update(
        Proposal,
        proposal.id,
        status=status,
        subject=subject,
        decided_by=change.coder.id,
        decided_at=change.at,
        decision=why,
    )
