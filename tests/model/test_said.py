"""What was said in a text, labels apart."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.said import only_said, said_starts, words_said
from qualcode.model.text import Span, words

LABELS = st.sampled_from(["", "INT : ", "Jean-Paul B. (00:01:02) : ", "[Chercheur] "])
SPEECH = st.sampled_from(["Oui.", "Et vous ?", "C'est dur, très dur.\nMais j'aime ça.", "…"])


@dataclass(frozen=True, slots=True)
class Said:
    """A turn, with the label's beginning."""

    label_start: int
    start: int


def text_of(turns: list[tuple[str, str]]) -> tuple[str, list[Said]]:
    text, made = "Entretien du 3 mars\n\n", []
    for label, speech in turns:
        made.append(Said(len(text), len(text) + len(label)))
        text += f"{label}{speech}\n"
    return text, made


@given(turns=st.lists(st.tuples(LABELS, SPEECH)))
def test_labels_are_not_counted_and_all_else_is(turns: list[tuple[str, str]]) -> None:
    text, made = text_of(turns)
    assert words_said(text, made) == 4 + sum(words(speech) for _, speech in turns)
    assert words_said(text) == words(text)
    in_labels = {at for each in made for at in range(each.label_start, each.start)}
    assert in_labels.isdisjoint(said_starts(text, made))


def test_a_dash_stands_where_somebody_else_begins() -> None:
    text, made = text_of([("INT : ", "Oui ?"), ("PAUL : ", "Non."), ("INT : ", "Bien.")])

    def said(start: int, end: int) -> str:
        span = Span(start, end)
        return only_said(span.of(text), span, made)

    assert said(made[0].start, len(text.rstrip())) == "Oui ? – Non. – Bien."
    assert said(made[0].label_start + 1, made[1].start + 3) == "Oui ? – Non"
    assert said(made[1].start, made[1].start + 4) == "Non."
