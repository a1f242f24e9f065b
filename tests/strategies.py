"""Values as they may come from people: codebooks in several languages, with the texts that trip writers up."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Sequence

from hypothesis import strategies as st

from qualcode.model.codebook import Code, Codebook, Facet, FacetValue, Localised, LocalisedLists, fold_name
from qualcode.model.ids import stable_id
from qualcode.model.terms import TermFault, parse_term

LANGUAGES = ("fr", "nl", "en", "de", "ar", "no")

# Texts that a spreadsheet runs, that YAML reads as something else, or that split where they should not.
TRAPS = (
    *(
        "=1+1",
        "-5",
        "+32 470 12 34 56",
        "@SOMME(A1)",
        "'=x",
        "''=x",
        " =x",
        "'",
        "''",
        "« = »",
        "'s avonds",
        "\u200b=x",
    ),
    *("null", "~", "no", "yes", "true", "8.5", "1e3", "2024-01-01", "12:30", "0x1F", "=", "<<", "---", "...", ".inf"),
    *(
        "# pas un commentaire",
        "a: b",
        "a #b",
        "- tiret",
        "? quoi",
        "[a, b]",
        "{a: b}",
        "*x",
        "&a",
        "!!x",
        "%",
        "`",
        "|",
        ">",
    ),
    *(
        "a;b",
        "a|b",
        "a\\",
        "\\;",
        "a\\|b\\",
        ";",
        '"',
        'il dit "oui"',
        "l'emploi",
        "a,b",
        "a\tb c",
        "Straße",
        "é",
        "👩‍👩‍👧",
        "مرحبا",
    ),
)


def slugs() -> st.SearchStrategy[str]:
    """Names for programs: `job-quality`."""
    return st.from_regex("[a-z0-9][a-z0-9-]{0,8}", fullmatch=True)


def names() -> st.SearchStrategy[str]:
    """Labels, titles, versions: one line, nothing invisible, composed, without white space around."""
    letters = st.characters(exclude_categories=("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"))
    traps = st.sampled_from(
        [trap for trap in TRAPS if "\t" not in trap and "\u200b" not in trap and "\u200d" not in trap]
    )
    made = st.text(letters, max_size=30).map(lambda text: unicodedata.normalize("NFC", text).strip() or "0")
    return made | traps.map(str.strip)


def prose() -> st.SearchStrategy[str]:
    """Definitions and examples: any text but controls, several lines too."""
    letters = st.characters(exclude_categories=("Cc", "Cn", "Cs", "Zl", "Zp")) | st.sampled_from("\n\t")
    return (st.text(letters, max_size=60) | st.sampled_from(TRAPS)).map(lambda text: text.strip() or "0")


def terms() -> st.SearchStrategy[str]:
    """Terms in their one spelling."""
    word = st.text(st.characters(categories=("Lu", "Ll", "Nd"), max_codepoint=0x2AF), min_size=3, max_size=9)
    starred = st.builds(lambda text, form: form.format(text), word, st.sampled_from(["{}", "{}", "{}*", "*{}", "l'{}"]))
    return st.lists(starred, min_size=1, max_size=3).map(" ".join).filter(_is_spelled)


def _is_spelled(text: str) -> bool:
    try:
        return parse_term(text).text == text
    except TermFault:
        return False


def localised(
    languages: Sequence[str], texts: st.SearchStrategy[str], *, least: int = 0
) -> st.SearchStrategy[Localised]:
    """Texts by language; at least `least` of the languages."""
    return st.dictionaries(st.sampled_from(languages), texts, min_size=least, max_size=2)


def localised_lists(languages: Sequence[str], texts: st.SearchStrategy[str]) -> st.SearchStrategy[LocalisedLists]:
    """Lists of texts by language; no list is empty."""
    several = st.lists(texts, min_size=1, max_size=3).map(tuple)
    return st.dictionaries(st.sampled_from(languages), several, max_size=2)


@st.composite
def facets(draw: st.DrawFn, languages: Sequence[str]) -> tuple[Facet, ...]:
    """A few facets, each with values."""
    found = []
    for name in draw(st.lists(slugs(), unique=True, max_size=2)):
        values = draw(st.lists(slugs(), unique=True, min_size=1, max_size=3))
        labels = localised(languages, names(), least=1)
        found.append(
            Facet(
                name,
                draw(labels),
                tuple(FacetValue(value, draw(labels)) for value in values),
                draw(localised_lists(languages, terms())),
            )
        )
    return tuple(found)


@st.composite
def codebooks(draw: st.DrawFn, max_codes: int = 4) -> Codebook:
    """A codebook as readers make it: parents before children, positions from 0, sisters with different labels."""
    languages = tuple(draw(st.lists(st.sampled_from(LANGUAGES), unique=True, min_size=1)))
    name = draw(names())
    keys = draw(
        st.lists(slugs() | st.builds("{}/{}".format, slugs(), slugs()), unique=True, min_size=1, max_size=max_codes)
    )
    codes: list[Code] = []
    for position, key in enumerate(keys):
        parent = draw(st.none() | st.sampled_from(codes)) if codes else None
        codes.append(draw(_codes(name, key, position, parent.id if parent else None, languages, tuple(codes))))
    return Codebook(
        id=draw(st.just(stable_id("codebook", name)) | st.uuids().map(str)),
        name=name,
        version=draw(names()),
        languages=languages,
        title=draw(localised(languages, names())),
        facets=draw(facets(languages)),
        codes=tuple(codes),
    )


@st.composite
def _codes(
    draw: st.DrawFn,
    name: str,
    key: str,
    position: int,
    parent: str | None,
    languages: tuple[str, ...],
    before: tuple[Code, ...],
) -> Code:
    taken = {(each, fold_name(text)) for code in before if code.parent == parent for each, text in code.labels.items()}
    labels = {
        each: text if (each, fold_name(text)) not in taken else f"{text[:100]} {uuid.UUID(int=position)}"
        for each, text in draw(localised(languages, names(), least=1)).items()
    }
    texts, lists = localised(languages, prose()), localised_lists(languages, prose())
    return Code(
        id=draw(st.just(stable_id("code", name, key)) | st.uuids(version=4).map(str)),
        key=key,
        parent=parent,
        position=position,
        colour=draw(st.none() | st.integers(0, 0xFFFFFF).map("#{:06X}".format)),
        labels=labels,
        definition=draw(texts),
        include=draw(texts),
        exclude=draw(texts),
        aliases=draw(localised_lists(languages, names())),
        examples=draw(lists),
        terms=draw(localised_lists(languages, terms())),
        indicators=draw(lists),
        pools=tuple(draw(st.lists(slugs(), max_size=3))),
        sdg=tuple(draw(st.lists(st.sampled_from(["8", "8.5", "8.10", "17.a", "1.1"]), max_size=3))),
    )
