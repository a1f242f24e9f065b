"""When a full stop belongs to its word: abbreviations, initials and ordinals of French, Dutch, English and German.

No language is asked for: people mix them in one interview, and what is an abbreviation in one of the four is hardly
ever a word of another. Where it is (French `ex`, sloppy French `ca`), what stands around it decides.
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Before a name. Only as written: "mm" and "fr" are other things.
_TITLES = _words("MM Mme Mmes Mlle Mlles Mgr Pr Prof St Ste Sts Hr Hrn Fr Frl Mr Mrs Ms")
# In mid-sentence, whatever follows.
_INNER = _words(
    "dr drs mr mrs ms mme mlle dhr mevr mw mej ir ing jhr sr jr dipl bijv bv vb nl vgl resp zgn incl excl evt cf "
    "env approx av bd boul apr c-à-d bzw evtl ggf sog inkl exkl zzgl mio mrd"
)
# They may also be a sentence's last word: the end where what follows begins like a sentence.
_LAST = _words(
    "etc usw usf enz e.d a.m p.m u.s u.s.a n.v b.v u.a o.a m.m d.d j.-c n.chr v.chr u.ä o.ä cie inc ltd co corp ca al "
    "ong vs std jh dept"
)
# Only before a number: `art. 3`, `nr. 5`; elsewhere `no`, `art` and `max` are words and names.
_NUMBERED = _words(
    "pp no nos nr nrs n° art fig chap ch hfdst vol tel tél abs blz bl min max tab abb janv jan févr feb avr juil aug "
    "sept oct okt nov déc dec dez"
)
_ONE_LETTER_WORDS = frozenset("aàyoôeéuiI")
_MONTHS = _words("januar jänner februar märz april mai juni juli august september oktober november dezember")
_BEFORE_ORDINAL = _words(
    "am im vom zum zur beim ab bis seit der die das dem den des dieser diese dieses jeder jede jedes ein eine"
)

_FOR_EXAMPLE = re.compile(r"\b(?:p\.|par)\s?ex$", re.IGNORECASE)
_OPENERS = '([{«„“"‘‚»-–—/'
_APOSTROPHES = re.compile("['’]")
_LETTER_NEXT = re.compile(r"[^\W\d_]{1,2}\.")
_LETTER_BEFORE = re.compile(r"(?<!\w)[^\W\d_]\.\s*\w$")
_NAME = re.compile(r"\w+")


def is_abbreviated(before: str, after: str, following: str, whole: bool) -> bool:
    """Whether a lone full stop belongs to the word before it and so ends no sentence.

    `before` is the text up to the stop, `after` what comes behind the white space, `following` the first letter or
    digit in it (or empty). `whole` says that `before` reaches back to where the sentence began. Some forty
    characters of either are enough.
    """
    if not before or before[-1].isspace():
        return False
    token = before.split()[-1].lstrip(_OPENERS)
    pieces = _APOSTROPHES.split(token)
    word, elided = pieces[-1], len(pieces) > 1
    if word.isdigit():
        return _is_ordinal(word, before, after, following, whole)
    inner = not following.isupper()
    if len(word) == 1 and word.isalpha():
        return _is_initial(word, elided, before, after)
    folded = word.casefold()
    if folded in _LAST:
        return inner and following != ""
    if folded in _NUMBERED:
        return following.isdigit()
    if _FOR_EXAMPLE.search(before):
        return True
    if "." in word:
        return _is_dotted(word) or (inner and word.replace(".", "").isdigit())
    # "MR", "NL" and "BV" in capitals are names of things, not titles.
    return word in _TITLES or (folded in _INNER and not word.isupper())


def _is_initial(letter: str, elided: bool, before: str, after: str) -> bool:
    """`F.`, and the parts of `z. B.` and `u. a.`; but `il y a.`, `dank u.` and `so do I.` end a sentence."""
    if elided:
        return False
    if letter not in _ONE_LETTER_WORDS:
        return True
    return bool(_LETTER_NEXT.match(after) or _LETTER_BEFORE.search(before))


def _is_dotted(word: str) -> bool:
    """`z.B`, `d.w.z`, `p.ex`, `c.-à-d`: short runs of letters with stops between."""
    return all(part.isalpha() and len(part) <= 3 for part in re.split(r"[.-]+", word) if part)


def _is_ordinal(number: str, before: str, after: str, following: str, whole: bool) -> bool:
    """German `3. Mai` and `die 2. Klasse`, and the number that a question begins with."""
    if len(number) > 2:
        return False
    ahead = before[: -len(number)]
    if not following.isupper() or (whole and not ahead.strip()):
        return following != ""
    name = _NAME.match(after)
    if name and name[0].casefold() in _MONTHS:
        return True
    words = ahead.split()
    return bool(words) and words[-1].casefold() in _BEFORE_ORDINAL
