"""What the words of labels tell: who asks, who answers, and which words before a colon are nobody.

All in folded form (lower case, no diacritics, no full stops), for French, Dutch, German and English.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Collection

from rapidfuzz.fuzz import ratio


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_INTERVIEWERS = _words(
    """int intervieweur intervieweuse interviewer interviewster interviewerin interviewers i q
    enqueteur enquetrice enqueteurs enq chercheur chercheuse animateur animatrice anim moderateur moderatrice
    moderator moderatorin mod facilitator facilitateur facilitatrice evaluateur evaluatrice evaluator
    researcher onderzoeker onderzoekster vragensteller begeleider gespreksleider forscher forscherin befrager
    befragerin question questions vraag frage"""
)
_NARRATORS = _words(
    """interviewe interviewee interviewes enquete enquetee repondant repondante respondent participant participante
    temoin narrateur narratrice narrator verteller informant informante
    geinterviewde bevraagde deelnemer deelneemster befragte befragter befragtes erzahler erzahlerin teilnehmer
    teilnehmerin interviewpartner interviewpartnerin reponse answer antwoord antwort
    a r b spreker speaker locuteur locutrice sprecher sprecherin orateur oratrice personne persoon person
    tous toutes ensemble plusieurs all allen alle several unknown inconnu inconnue onbekend unbekannt ? ?? ???"""
)
# A letter that asks, where the letter beside it answers.
_PAIRS = {"v": {"a"}, "f": {"a"}, "e": {"r"}, "m": {"p"}}
_TITLES = _words(
    """m mr mme mlle mrs ms miss dr pr prof madame monsieur mademoiselle mevrouw meneer mevr dhr frau herr hr
    soeur pere"""
)
_NOT_LABELS = _words(
    """note notes nb ps ndlr remarque remarques commentaire commentaires attention precision precisions
    exemple exemples ex probleme problemes solution resultat resultats conclusion introduction resume constat
    bref donc alors voila bon oui non enfin objectif objectifs contexte theme themes sujet titre date lieu heure duree
    nom prenom age sexe ville adresse profession metier fonction situation langue code reference source sources
    transcription transcripteur retranscription legende enregistrement fichier audio projet entretien guide relance
    consigne participants personnes presentes ok ca rsa cpas
    opmerking opmerkingen nota voorbeeld bijvoorbeeld bv bvb probleem oplossing resultaat besluit conclusie inleiding
    samenvatting doel context thema onderwerp titel datum plaats uur tijd duur naam voornaam leeftijd geslacht stad
    adres beroep functie taal bron bronnen transcriptie trefwoorden deelnemers aanwezig legenda opname bestand ja nee
    dus kortom
    anmerkung anmerkungen hinweis achtung beispiel beispiele problem losung ergebnis ergebnisse schluss einleitung
    zusammenfassung ziel kontext ort zeit dauer name vorname alter geschlecht adresse beruf funktion sprache quelle
    quellen transkription transkript stichworter aufnahme datei nein also
    remark remarks comment comments example examples warning issue result results summary background goal topic
    subject title place time duration gender city address occupation job role language keywords attendees present
    legend recording file project interview transcript yes no so well
    rire rires rit silence silences pause pauses soupir soupirs inaudible incomprehensible bruit bruits coupure
    lacht lachen gelach stilte pauze pauzes zucht onverstaanbaar lachend seufzt lachelt stille unverstandlich
    laugh laughs laughter laughing sigh sighs crosstalk noise unintelligible applause applaudissements
    http https mailto ftp www tel fax email e-mail url"""
)
_PHRASES = frozenset(
    phrase.replace("_", " ")
    for phrase in _words(
        """par_exemple p_ex cela_dit autrement_dit c'est_a_dire en_gros et_puis au_total mots_cles mot_cle bon_voila
        ca_va d'accord tres_bien personnes_presentes let_op zum_beispiel z_b for_example first_name last_name e_g i_e"""
    )
)
_ALIKE = 85.0
_SWAPPED = 80.0
_MISSPELT = 90.0


@functools.lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """The name as compared: NFKD without marks, lower case, no full stops, single spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(plain.casefold().replace(".", " ").replace("’", "'").split())


@functools.lru_cache(maxsize=4096)
def stem(name: str) -> str:
    """The folded name without the number or letter that tells two of a kind apart: `Spreker 2` is `spreker`."""
    folded = fold(name)
    return re.sub(r"(?:\s*\d{1,3}[a-z]?|\s+[a-z])$", "", folded) or folded


@functools.lru_cache(maxsize=4096)
def is_nobody(name: str) -> bool:
    """Whether this, before a colon, is an annotation or a matter rather than a person."""
    folded = fold(name)
    return folded in _NOT_LABELS or folded in _PHRASES or not re.search(r"[^\W\d_]|\?", folded)


@functools.lru_cache(maxsize=4096)
def is_role(name: str) -> bool:
    """Whether the word says what somebody does in the talk: interviewer, respondent, speaker, `?`."""
    root = stem(name)
    return root in _INTERVIEWERS or root in _NARRATORS or _first_word(root) in _INTERVIEWERS - {"i", "q"}


def has_title(name: str) -> bool:
    """Whether the name begins with Mrs, Dr and the like and goes on."""
    first, _, rest = fold(name).partition(" ")
    return first in _TITLES and bool(rest)


def interviewers(names: Collection[str]) -> frozenset[str]:
    """Those of a document's speakers who ask the questions, judged by the labels alone; unclear means not."""
    roots = {stem(name) for name in names}
    return frozenset(name for name in names if _asks(name, roots))


def _asks(name: str, roots: set[str]) -> bool:
    root = stem(name)
    first = _first_word(root)
    if root in _INTERVIEWERS or (first in _INTERVIEWERS and len(first) > 2):
        return True
    if root in _PAIRS:
        return not roots.isdisjoint(_PAIRS[root])
    return misspelt_role(name) is not None


def misspelt_role(name: str) -> str | None:
    """The interviewer's word of which this looks like a misspelling; None where it is somebody else's word."""
    root = stem(name)
    if len(root) < 6 or root in _INTERVIEWERS or root in _NARRATORS:
        return None
    for word in sorted(_INTERVIEWERS):
        if len(word) >= 6 and ratio(root, word) >= _MISSPELT:
            return word
    return None


def look_alike(first: str, second: str) -> bool:
    """Whether two labels may be one person's: equal but for case and accents, or a slip of the pen apart.

    `S1` and `S2` differ on purpose, `Interviewer` and `Interviewé` mean different things.
    """
    a, b = fold(first), fold(second)
    if a == b:
        return True
    known = (_INTERVIEWERS | _NARRATORS) & {a, b}
    if len(known) == 2 or min(len(a), len(b)) < 5 or stem(first) == stem(second):
        return False
    if re.sub(r"\d", "", a) == re.sub(r"\d", "", b):
        return False
    return near(a, b)


def near(first: str, second: str) -> bool:
    """Whether two folded names are a slip of the pen apart: a letter or two, or letters that changed places."""
    likeness = ratio(first, second)
    return likeness >= _ALIKE or (likeness >= _SWAPPED and sorted(first) == sorted(second))


def _first_word(folded: str) -> str:
    return folded.partition(" ")[0]
