"""Who speaks when, in all the ways in which people write it down."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.importers.registry import parse
from qualcode.model.document import ImportedDocument

Said = list[tuple[str | None, str]]


def read(text: str, suffix: str = ".txt") -> ImportedDocument:
    return parse(text.encode(), Path(f"entretien{suffix}"))


def said(text: str, suffix: str = ".txt") -> Said:
    found = read(text, suffix)
    return [(turn.speaker, found.text[turn.start : turn.end]) for turn in found.turns]


def labels(text: str, suffix: str = ".txt") -> list[str]:
    """The labels as they stand in the text, with what separates them from the speech."""
    found = read(text, suffix)
    return [found.text[turn.label_start : turn.start] for turn in found.turns]


def times(text: str) -> list[tuple[float | None, float | None]]:
    return [(turn.time, turn.end_time) for turn in read(text).turns]


def asking(text: str) -> list[str]:
    return [speaker.name for speaker in read(text).speakers if speaker.interviewer]


def warned(text: str) -> str:
    return "\n".join(map(str, read(text).warnings))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("INT :", "FATIMA :"),
        ("INT\u00a0:", "Fatima\u202f:"),
        ("Q:", "A:"),
        ("Q:", "R:"),
        ("V:", "A:"),
        ("F:", "A:"),
        ("I:", "B:"),
        ("Spreker 1:", "Spreker 2:"),
        ("spreker1:", "spreker2:"),
        ("P1 :", "P2 :"),
        ("Enquêtrice :", "Élodie :"),
        ("Jean-Luc Ménard :", "Mme D. :"),
        ("Dr. X:", "J.-P.:"),
        ("non_native:", "?:"),
        ("Participant (1):", "Participant (2):"),
        ("- Julie :", "- Fatima :"),
        ("INT.", "COORD."),
        ("INT.", "FATIMA :"),
        ("**Julie :**", "**Fatima :**"),
        ("**Julie** :", "__Fatima__ :"),
        ("[Chercheur] (0:01 - 0:11)", "[Interviewé] (0:11 - 1:02:15)"),
        ("[Chercheur]\n", "[Interviewé] (7:35 – 7: 37)\n"),
        ("[00:01:02] Julie :", "(00:01:04) Fatima :"),
        ("00:01:02 Julie:", "00:01:05,500 - Fatima:"),
        ("#00:01:02-3# I:", "#00:01:09-1# B:"),
        ("Julie [00:01:02] :", "Fatima (01:05) :"),
        ("Julie : [00:01:02]", "Fatima : (01:05)"),
        ("Julie Dubois 0:03\n", "Fatima B. 0:07\n"),
        ("[00:01:02]\nJulie :", "[00:01:05]\nFatima :"),
        ("[00:01:02] Julie\n", "[00:01:05] Fatima\n"),
        ("JULIE\n", "FATIMA\n"),
        ("Julie :\n", "Fatima :\n\n"),
        ("Julie\t", "Fatima\t"),
        ("00:03\tJulie\t", "00:07\tFatima\t"),
        ("INTERVIEWER (lacht):", "SOFIE [stil]:"),
        ("Int. 1 :", "Resp. :"),
        ("12 I:", "13 B:"),
        ("001\tI:\t", "002\tB:\t"),
        ("[SPEAKER_00]:", "[SPEAKER_01]:"),
        ("[Marie Dupont] 10:03:04\n", "[Paul Martin] 10:03:09\n"),
        ("00:00:03 Speaker 1\n", "00:00:07 Speaker 2\n"),
        ("00:00:03.000 --> 00:00:06.500\nMarie:", "00:00:06.500 --> 00:00:09.000\nPaul:"),
        ("D’Arcy :", "O'Neil :"),
        ("Marie & Paul :", "Julie :"),
        ("فاطمة:", "علي:"),
        ("Q：", "A："),
    ],
)
def test_every_habit_gives_its_turns(first: str, second: str) -> None:
    text = "".join(
        f"{label} {speech}\n\n"
        for label, speech in (
            (first, "Et alors, comment c'était ?"),
            (second, "Dur. Note : il pleuvait.\nProblème : je suis parti à 10:30, par https://www.tec.be."),
            (first, "Exemple : quoi ?"),
            (second, "La paie. OK. Rien de plus."),
        )
    )
    found = read("Entretien du 3 mai\nLieu : Mons\n\n" + text)
    speeches = [found.text[turn.start : turn.end] for turn in found.turns]
    assert speeches == [
        "Et alors, comment c'était ?",
        "Dur. Note : il pleuvait.\nProblème : je suis parti à 10:30, par https://www.tec.be.",
        "Exemple : quoi ?",
        "La paie. OK. Rien de plus.",
    ]
    assert [turn.speaker for turn in found.turns] == [speaker.name for speaker in found.speakers] * 2
    assert len(found.speakers) == 2
    for turn, label in zip(found.turns, (first, second) * 2, strict=True):
        assert found.text[turn.label_start : turn.start].strip() == label.strip()


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Mme  D. :", "Mme D."),
        ("[ Chercheur ] (0:01)", "Chercheur"),
        ("**Marie** [00:00:21]", "Marie"),
        ("INT. ", "INT"),
        ("- MARIE (rit) :", "MARIE"),
        ("Locuteur (2) :", "Locuteur (2)"),
        ("__Anne__ :", "Anne"),
    ],
)
def test_a_name_is_the_label_without_its_dress(label: str, name: str) -> None:
    text = f"{label} Oui.\nPaul : Non.\n{label} Si.\nPaul : Bon.\n{label} Voilà.\nPaul : Voilà.\n"
    assert name in [speaker.name for speaker in read(text).speakers]


def test_marks_belong_to_the_label_and_emphasis_to_the_speech() -> None:
    text = "**Marie :** *rire* Bonjour\n\n**Paul** : **vraiment** bien\n\n**Marie : **Oui\n\n**Paul :** Non\n"
    assert said(text, ".md") == [
        ("Marie", "*rire* Bonjour"),
        ("Paul", "**vraiment** bien"),
        ("Marie", "Oui"),
        ("Paul", "Non"),
    ]
    assert labels(text, ".md") == ["**Marie :** ", "**Paul** : ", "**Marie : **", "**Paul :** "]


def test_bold_names_in_markdown_need_no_colon_and_headings_are_no_speech() -> None:
    text = (
        "# Michel\n\n**Julie** Et puis ?\n\n**Michel** La rue.\n\n## La ferme\n\nTrois hivers.\n\n"
        "**Julie** Oui.\n\n**Michel** Voilà.\n"
    )
    assert said(text, ".md") == [
        ("Julie", "Et puis ?"),
        ("Michel", "La rue."),
        ("Michel", "Trois hivers."),
        ("Julie", "Oui."),
        ("Michel", "Voilà."),
    ]


def test_times_are_seconds() -> None:
    text = "[Julie] (0:02 - 1:12)\nOui.\n[Luc] (1:12 - 1:00:05)\nNon.\n[Julie] (1:00:06)\nSi.\n[Luc]\nBon.\n"
    assert times(text) == [(2, 72), (72, 3605), (3606, None), (None, None)]
    assert times("#00:01:02-3# I: Wie?\n#00:01:09-1# B: So.\n#00:01:10-0# I: Ja.\n#00:01:11-0# B: Ja.\n")[0] == (
        62.3,
        None,
    )


def test_a_mark_at_the_end_is_the_end_of_the_turn_and_not_speech() -> None:
    text = "I: Und dann?\nErzählen Sie. #00:00:05-0#\n\nB: Nichts. #00:00:12-3#\n\nI: Gut. #00:00:14-0#\n\nB: Ja.\n"
    assert said(text) == [("I", "Und dann?\nErzählen Sie."), ("B", "Nichts."), ("I", "Gut."), ("B", "Ja.")]
    assert times(text) == [(None, 5), (None, 12.3), (None, 14), (None, None)]


def test_what_stands_before_the_first_label_is_in_no_turn() -> None:
    text = (
        "Interviewer : Julie Dubois\nDate : 3 mai\nLieu : Mons\n\nJ : Et avant ?\nM : Rien.\nJ : Et ici ?\nM : Tout.\n"
    )
    found = read(text)
    assert found.turns[0].label_start == text.index("J : Et")
    assert [speaker.name for speaker in found.speakers] == ["J", "M"]


def test_a_voice_heard_once_is_heard() -> None:
    text = (
        "Q: Qui commence ?\n\nNADIA: Moi.\n\nPAUL: Non, moi.\n\nQ: Et vous ?\n\nMme D.: J'écoute.\n\n"
        "NADIA: Bon.\n\nSAMIRA: Moi aussi.\n\nPAUL: Voilà.\n"
    )
    assert [speaker.name for speaker in read(text).speakers] == ["Q", "NADIA", "PAUL", "Mme D.", "SAMIRA"]


def test_a_matter_is_not_a_speaker_because_it_comes_twice() -> None:
    talk = "".join(f"NADIA : {n} oui.\n\nPAUL : {n} non.\n\n" for n in range(6))
    text = talk + "NADIA : Deux choses.\n\nSalaire : trop peu.\n\nSalaire : trop tard.\n\nPAUL : Oui.\n"
    assert {speaker.name for speaker in read(text).speakers} == {"NADIA", "PAUL"}


def test_numbered_questions_are_not_speakers() -> None:
    text = (
        "[Chercheur]\n3 : Et la manière ?\n[Lise]\nLà.\n"
        "[Chercheur]\n3 : Et ici ?\n4 : Puis ?\n[Lise]\nIci.\n4 : rien.\n"
    )
    assert [speaker.name for speaker in read(text).speakers] == ["Chercheur", "Lise"]


def test_a_short_exchange_is_enough() -> None:
    assert said("Q: What is it?\nA: A garden.\n") == [("Q", "What is it?"), ("A", "A garden.")]
    assert said("?: c'est extraordinaire !\n") == [("?", "c'est extraordinaire !")]


def test_nothing_said_is_an_empty_turn() -> None:
    found = read("Julie : Et ?\nFatima :\nJulie : Rien ?\nFatima :  \n\nJulie :")
    assert [(turn.start == turn.end) for turn in found.turns] == [False, True, False, True, True]
    assert found.text[found.turns[1].label_start : found.turns[1].start] == "Fatima :"


def test_a_dialogue_in_dashes_has_turns_and_no_names() -> None:
    text = "La scène du tiroir\n\n« Vous l'avez ouvert ?\n– Non, jamais.\n— Et Sandrine ?\n- Avec elle, oui. »\n"
    assert said(text) == [
        (None, "« Vous l'avez ouvert ?"),
        (None, "Non, jamais."),
        (None, "Et Sandrine ?"),
        (None, "Avec elle, oui. »"),
    ]
    assert "dash" in warned(text)


def test_times_without_names_cut_turns() -> None:
    text = "[00:00] Je suis née à Roubaix.\n[00:05] On était six.\nVoilà.\n[00:09] Après, l'usine.\n"
    assert said(text) == [(None, "Je suis née à Roubaix."), (None, "On était six.\nVoilà."), (None, "Après, l'usine.")]
    assert [turn.time for turn in read(text).turns] == [0, 5, 9]


def test_without_any_label_a_paragraph_is_a_turn_and_that_is_told() -> None:
    text = "Ma vie\n\nJe suis né à Jumet,\nun jour de pluie. Bref : rien.\n\nBilan : pas grand-chose.\n"
    assert said(text) == [
        (None, "Ma vie"),
        (None, "Je suis né à Jumet,\nun jour de pluie. Bref : rien."),
        (None, "Bilan : pas grand-chose."),
    ]
    found = read(text)
    assert all(turn.label_start == turn.start for turn in found.turns)
    assert found.speakers == ()
    assert "Every paragraph is a turn" in warned(text)


def test_noises_in_brackets_are_nobody() -> None:
    text = "Marie : Oui.\n[rires]\nPaul : Non.\n[rires]\n[Silence]\nMarie : Si.\n[Rires]\n[silence]\nPaul : Bon.\n"
    assert [speaker.name for speaker in read(text).speakers] == ["Marie", "Paul"]


def test_subtitles_are_cut_at_their_times() -> None:
    text = "00:00:01,000 --> 00:00:03,000\nBonjour.\n\n00:00:04,000 --> 00:00:06,500\nOui.\n"
    assert said(text) == [(None, "Bonjour."), (None, "Oui.")]
    assert times(text) == [(1, 3), (4, 6.5)]


def test_prose_with_colons_is_not_a_talk() -> None:
    prose = [
        "Il y a eu un déclic : la ferme.",
        "Le soir : la lecture.",
        "Le matin : les serres.",
        "Le soir : le bruit.",
    ]
    text = "\n\n".join(prose + ["Je suis resté trois hivers dehors, et puis on m'a parlé de la ferme."] * 12)
    assert read(text).speakers == ()


@pytest.mark.parametrize(
    ("names", "interviewer"),
    [
        (("INT", "Fatima"), ["INT"]),
        (("Intervieweuse", "Interviewée"), ["Intervieweuse"]),
        (("Interviewer", "Interviewee"), ["Interviewer"]),
        (("Enquêtrice 1", "Enquêtrice 2"), ["Enquêtrice 1", "Enquêtrice 2"]),
        (("Chercheuse", "Didier"), ["Chercheuse"]),
        (("Checheur", "Interviewe"), ["Checheur"]),
        (("Onderzoekster", "Carine"), ["Onderzoekster"]),
        (("Interviewster", "Geïnterviewde"), ["Interviewster"]),
        (("Forscherin", "Jürgen"), ["Forscherin"]),
        (("F", "A"), ["F"]),
        (("V", "A"), ["V"]),
        (("Q", "R"), ["Q"]),
        (("I", "S1"), ["I"]),
        (("Moderator", "P1"), ["Moderator"]),
        (("Animatrice", "Mme D."), ["Animatrice"]),
        (("Fatima", "Anne"), []),
        (("F", "M"), []),
        (("Spreker 1", "Spreker 2"), []),
        (("Julie", "Bernard"), []),
    ],
)
def test_who_asks_is_guessed_from_the_label_or_not_at_all(names: tuple[str, str], interviewer: list[str]) -> None:
    text = "".join(f"{names[0]} : Et puis ?\n{names[1]} : Voilà.\n" for _ in range(3))
    assert asking(text) == interviewer
    assert ("not clear who the interviewer is" in warned(text)) is (not interviewer)


def test_a_misspelt_role_is_told() -> None:
    assert "“Checheur” was taken for a misspelt “chercheur”" in warned("Checheur : Et ?\nLise : Là.\n" * 3)


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("Fatima", "Fatma", True),
        ("Hélène", "HELENE", True),
        ("Chercheur", "Checheur", True),
        ("Mathilde", "Mathlide", True),
        ("Spreker 1", "Spreker 2", False),
        ("Interviewer", "Interviewé", False),
        ("Marie", "Maria", False),
        ("Mme D.", "Mme B.", False),
    ],
)
def test_labels_that_look_alike_are_told_and_never_merged(first: str, second: str, alike: bool) -> None:
    text = "".join(f"{first} : Oui.\n\nPaul : Non.\n\n{second} : Si.\n\n" for _ in range(3))
    assert {speaker.name for speaker in read(text).speakers} == {first, "Paul", second}
    assert (f"“{first}” and “{second}” look alike" in warned(text)) is alike


def test_a_slip_of_the_pen_that_occurs_once_is_a_label() -> None:
    text = "Fatima : Oui.\nPaul : Non.\n" * 4 + "Fatmia : Si.\nPaul : Bon.\n"
    assert [speaker.name for speaker in read(text).speakers] == ["Fatima", "Paul", "Fatmia"]


LONG: tuple[Callable[[int], str], ...] = (
    lambda n: "mot " * (n // 4),
    lambda n: "a:" * (n // 2),
    lambda n: "[" * n,
    lambda n: "1:" * (n // 2),
    lambda n: "** " * (n // 3),
    lambda n: " " * n + "x",
    lambda n: "J.-" * (n // 3) + ":",
    lambda n: "Marie : oui, enfin je crois bien.\nPaul : non.\n" * (n // 47),
    lambda n: "".join(f"Nom{k} : oui.\n" for k in range(n // 10)),
    lambda n: "".join(f"M {k // 2} : oui.\n" for k in range(n // 10)),
    lambda n: "".join(f"[00:00:{k % 60:02}]\n" for k in range(n // 10)),
    lambda n: "\n" * n + "x",
)


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_nothing_takes_longer_than_its_length(text: Callable[[int], str]) -> None:
    taken = []
    for length in (50_000, 400_000):
        start = time.process_time()
        assert read(text(length)).turns
        taken.append(time.process_time() - start)
    # Eight times as long; anything quadratic takes sixty-four times.
    assert taken[1] < 24 * taken[0] + 0.1, taken


def test_a_label_ends_near_the_beginning_of_its_line() -> None:
    text = "x" * 1_000 + " : non\n" + "Julie : Oui.\nLuc : Non.\n" * 3
    assert [speaker.name for speaker in read(text).speakers] == ["Julie", "Luc"]


def test_lines_without_a_name_are_told_where_they_may_be_somebody_elses() -> None:
    text = "INT : Et avant ?\n\nAvant je ne sortais pas.\n\nINT : Et maintenant ?\n\nMaintenant je viens.\n"
    assert "Only “INT” is named. Lines without a name are taken for their words: 2." in warned(text)
    mixed = "INT : Et vous ?\n\nOui.\n\nSi.\n\nANNE : Je viens.\n\nTous les jours.\n\nINT : Bien.\n\nMerci.\n"
    assert "are taken for the words of whoever is named before them: 4." in warned(mixed)
    told = "INT : Et vous ?\n\nANNE : Je viens.\n\nTous les jours.\n\nINT : Bien.\n"
    assert "without a name" not in warned(told)
