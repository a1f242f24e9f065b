"""Which of the four languages a text is in, by its commonest words."""

from __future__ import annotations

import re
from collections import Counter

_PROBES = 5
_PROBE = 1_500
_FEWEST = 5
_LEAD = 1.5

_WORD = re.compile(r"[^\W\d_]+")
# Frequent in speech, and in one of the four languages only.
_WORDS = {
    "fr": """je que qui est pas les des une et du dans pour sur avec mais ou où ça il elle vous nous ils elles ce cette
    c qu n l d s m au aux par plus tout très bien fait être avoir ai avait était sont ont suis y donc comme quand
    parce aussi ne se sa son mon ma mes leur oui non voilà quoi euh ben là""",
    "nl": """het een van ik dat niet is en op te dus maar ja met voor zijn aan er ook om naar wel dan nog als heb hebben
    heeft ze wij hij jullie mijn deze dit bij door uit kan moet gewoon nou uh uhm hè nee toch even geen werd waren wordt
    omdat iets heel veel meer mensen""",
    "en": """the and of to you i it that was he she they we is are have not this but with what so be my your there were
    do did don know like just would could about from had has been because people yeah think really when which them""",
    "de": """der die das und ich nicht ist ein eine einen mit auf es man auch wir sie aber dass zu von dem den des für
    sich wenn noch nur oder wie bei aus nach haben habe hat sind wird dann schon mal ja nein halt eben sehr kann mir
    mich einfach weil dort einem einer""",
}
_SETS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_ONLY = {
    language: words.difference(*(other for name, other in _SETS.items() if name != language))
    for language, words in _SETS.items()
}


def guess_language(text: str) -> str | None:
    """`fr`, `nl`, `en` or `de` where the words say so clearly, otherwise None."""
    counts = Counter(_WORD.findall(_sample(text).lower()))
    hits = {language: sum(counts[word] for word in words) for language, words in _ONLY.items()}
    ranked = sorted(hits, key=lambda language: (-hits[language], language))
    first, second = hits[ranked[0]], hits[ranked[1]]
    return ranked[0] if first >= _FEWEST and first >= _LEAD * second else None


def _sample(text: str) -> str:
    """Stretches from all over a long text, which may begin with a form in another language."""
    if len(text) <= _PROBES * _PROBE:
        return text
    step = (len(text) - _PROBE) // (_PROBES - 1)
    return " ".join(text[at : at + _PROBE] for at in range(0, _PROBES * step, step))
