"""An enterprise through its phases: what is said of it first, by which methods one looks, what has come of these.

    evaluation.describe(session, "Atelier Nord", question="What changes for people here?", methods={"survey": ""})

A text is kept once for a case, a kind and what it is about (a dimension's key, a method's name), and goes with the
empty text. Whoever writes it last signs it.
"""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.errors import ValueRefused
from qualcode.model.codebook import Code, CodeTree
from qualcode.model.evaluation import METHODS, Statement
from qualcode.model.evaluation_view import EvaluationView
from qualcode.model.ids import new_id
from qualcode.model.message import N_, Message
from qualcode.model.text import canonical
from qualcode.ops.cases import find_case
from qualcode.ops.codebooks import find_code, tree
from qualcode.ops.evidence import Evidence
from qualcode.ops.names import one_of
from qualcode.store.operation import Operation
from qualcode.store.session import Session


def evaluation(session: Session, case: str, *, coder: str | None = None) -> EvaluationView:
    """The case's portrait, question and methods; what has been collected, and what found.

    `coder` where only what this coder coded and judged is to count. Raises CaseNotFound, Ambiguous.
    """
    with session.snapshot():
        found = find_case(session, case)
        said: dict[str, dict[str, str]] = {}
        for each in session.all(Statement, case=found.id):
            said.setdefault(each.kind, {})[each.about] = each.text
        dimensions = top_codes(tree(session))
        order = [code.key for code in dimensions]
        reasons = _ordered(said.get("method", {}), METHODS)
        evidence = Evidence(session, found, dimensions, coder)
        collected = evidence.collected(frozenset(reasons))
        return EvaluationView(
            case=found.name,
            portrait=_ordered(said.get("portrait", {}), order),
            question=said.get("question", {}).get("", ""),
            methods=tuple(reasons),
            reasons={method: why for method, why in reasons.items() if why},
            collected=collected,
            missing=tuple(method for method, each in collected.items() if each.missing),
            found=evidence.found(said.get("finding", {})),
            other_indicators=evidence.other_indicators(),
            limit=said.get("limit", {}).get("", ""),
            groups=evidence.groups(),
        )


def _ordered(texts: Mapping[str, str], order: tuple[str, ...] | list[str]) -> dict[str, str]:
    """Texts in an order of their names; those of names that are gone come last."""
    return {name: texts[name] for name in [*order, *sorted(texts.keys() - set(order))] if name in texts}


def top_codes(codes: CodeTree) -> list[Code]:
    """The dimensions, in the codebook's order."""
    return [code for _, code in codes.walk() if code.parent is None]


def describe(
    session: Session,
    case: str,
    *,
    portrait: Mapping[str, str] | None = None,
    question: str | None = None,
    methods: Mapping[str, str | None] | None = None,
    findings: Mapping[str, str] | None = None,
    limit: str | None = None,
) -> EvaluationView:
    """Write what is named; the rest stays. The empty text takes away what was there.

    `portrait` and `findings` are by dimension (key, label); `methods` maps each that is chosen to the reason, which may
    be empty, and each that is given up to None. Raises CaseNotFound, CodeNotFound, Ambiguous, ValueRefused.
    """
    for method in methods or {}:
        one_of(method, METHODS, "method")
    with session.operation("evaluation.set", Message("")) as change:
        found = find_case(session, case)
        change.summary = Message(N_("Evaluation of “{name}” written"), {"name": found.name})
        present = {(each.kind, each.about): each for each in session.all(Statement, case=found.id)}
        codes = tree(session)
        texts: dict[tuple[str, str], str | None] = {}
        for kind, told in (("portrait", portrait), ("finding", findings)):
            for name, text in (told or {}).items():
                texts[kind, _dimension(codes, name, [about for each, about in present if each == kind])] = text or None
        for kind, words in (("question", question), ("limit", limit)):
            if words is not None:
                texts[kind, ""] = words or None
        for method, why in (methods or {}).items():
            texts["method", method] = why
        for (kind, about), written in texts.items():
            stands = present.get((kind, about))
            _write(change, found.id, kind, about, stands, None if written is None else canonical(written).text.strip())
    return evaluation(session, found.id)


def _dimension(codes: CodeTree, name: str, known: list[str]) -> str:
    """The key of the dimension that is meant, or of one that is gone, of which something is said still."""
    if name in known:
        return name
    code = find_code(codes, name)
    if code.parent is not None:
        choices = ", ".join(each.key for each in top_codes(codes))
        raise ValueRefused(value=name, what=Message(N_("a dimension")), choices=choices)
    return code.key


def _write(change: Operation, case: str, kind: str, about: str, stands: Statement | None, text: str | None) -> None:
    """Store a text, in place of the one that stands; None, and nothing but white space, takes it away."""
    if text is None or (not text and kind != "method"):
        if stands is not None:
            change.delete(Statement, [stands.id])
    elif stands is None:
        change.insert(Statement(new_id(), case, kind, about, text, change.coder.id, change.at))
    elif stands.text != text:
        change.update(Statement, stands.id, text=text, coder=change.coder.id, created=change.at)
