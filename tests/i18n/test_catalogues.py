"""The catalogues: nothing is missing, nothing breaks, and what is compiled is what was translated."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import pkgutil
import re
import string
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from typer.core import TyperCommand, TyperGroup

import qualcode
from qualcode.errors import QualcodeError
from qualcode.i18n import catalogue

ROOT = Path(__file__).resolve().parents[2]


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogues", ROOT / "tools" / "catalogues.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = _tool()
LANGUAGES: tuple[str, ...] = TOOL.COMPLETE


@pytest.fixture(scope="module")
def source() -> Catalog:
    """Every string that the package marks for translation, today."""
    found: Catalog = TOOL.template()
    return found


@pytest.fixture(scope="module", params=LANGUAGES)
def translated(request: pytest.FixtureRequest) -> Catalog:
    """A language's `.po` file."""
    language: str = request.param
    path = ROOT / "qualcode" / "i18n" / "locale" / language / "LC_MESSAGES" / "qualcode.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def messages(catalog: Catalog) -> list[Message]:
    """The strings of a catalogue without its header."""
    return [message for message in catalog if message.id]


def forms(text: object) -> tuple[str, ...]:
    """A string, or its singular and plural."""
    return tuple(map(str, text)) if isinstance(text, list | tuple) else (str(text or ""),)


def pairs(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Every form of what is translated beside the source's; every language has one for one and one for many."""
    for message in messages(catalog):
        if all(forms(message.string)):
            yield from zip(forms(message.id), forms(message.string), strict=True)


def fields(text: str) -> set[str]:
    """The names of the places in a template."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


class Told(str):
    """A value that may stand in any place, whatever the place asks for."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return str(self)


def test_every_string_is_translated(source: Catalog, translated: Catalog) -> None:
    missing = [forms(each.id)[0] for each in messages(source) if each.id not in translated]
    missing += [forms(each.id)[0] for each in messages(translated) if not all(forms(each.string))]
    assert not missing, "run python tools/catalogues.py and translate what it names"


def test_nothing_is_translated_that_is_no_longer_said(source: Catalog, translated: Catalog) -> None:
    assert [each.id for each in messages(translated) if each.id not in source] == []


def test_strings_with_and_without_plural_are_not_mixed_up(source: Catalog, translated: Catalog) -> None:
    known = {forms(each.id)[0]: forms(each.id) for each in messages(translated)}
    assert [
        each.id for each in messages(source) if known.get(forms(each.id)[0], forms(each.id)) != forms(each.id)
    ] == []


def test_no_translation_is_a_guess(translated: Catalog) -> None:
    assert [each.id for each in messages(translated) if each.fuzzy] == []


def test_no_source_string_is_empty(source: Catalog) -> None:
    assert all(form.strip() for each in messages(source) for form in forms(each.id))


def test_places_for_values_are_the_same_in_every_form(translated: Catalog) -> None:
    assert [(id, said) for id, said in pairs(translated) if fields(id) != fields(said)] == []


def test_singular_and_plural_have_the_same_places(source: Catalog) -> None:
    plurals = [forms(each.id) for each in messages(source) if len(forms(each.id)) > 1]
    assert [each for each in plurals if fields(each[0]) != fields(each[1])] == []


def test_templates_take_named_values_and_say_them_all(translated: Catalog) -> None:
    for id, said in pairs(translated):
        for template in (id, said):
            names = fields(template)
            assert all(name.isidentifier() for name in names), template
            filled = template.format(**{name: Told(f"⟨{name}⟩") for name in names})
            assert all(f"⟨{name}⟩" in filled for name in names), template


def test_what_is_compiled_is_what_was_translated(translated: Catalog) -> None:
    language = str(translated.locale)
    compiled = catalogue(language)
    for message in messages(translated):
        said = forms(message.string)
        if isinstance(message.id, str):
            assert compiled.gettext(message.id) == said[0]
        else:
            one, many = forms(message.id)
            of_none = said[0] if language == "fr" else said[1]
            told = [compiled.ngettext(one, many, n) for n in (0, 1, 2, 1_000)]
            assert told == [of_none, said[0], said[1], said[1]]


def test_the_catalogues_are_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    faults: int = TOOL.main(check=True)
    assert faults == 0, capsys.readouterr().out


def test_paragraphs_and_outer_spaces_stay(translated: Catalog) -> None:
    def shape(text: str) -> tuple[int, bool, bool]:
        return text.count("\n\n"), text[:1].isspace(), text[-1:].isspace()

    assert [(id, said) for id, said in pairs(translated) if shape(id) != shape(said)] == []


# Options, names of the environment, operators of a search, file endings, what stands between backticks, commands.
_TYPED = re.compile(r"--[a-z][a-z-]*|QUALCODE_[A-Z]+|\b(?:AND|OR|NOT|NEAR)\b|\.(?:docx|txt|md|csv|xlsx|yaml)\b|`[^`]+`")
_COMMAND = re.compile(r": (qualcode .+?)(?= — |$)")


def test_what_is_typed_stays_as_it_is_typed(translated: Catalog) -> None:
    found = [(id, said, {*_TYPED.findall(id), *_COMMAND.findall(id)}) for id, said in pairs(translated)]
    assert sum(bool(typed) for _, _, typed in found) > 50
    assert [(typed, said) for _, said, typed in found if any(each not in said for each in typed)] == []


# French typography: a thin space that does not break before ; ! ?, a full one before : and inside « ».
_UNTIDY = re.compile(
    r"""[a-zà-ÿœ]'[a-zà-ÿœ]       # a straight apostrophe
      | [ \u00a0][;!?]            # a space that may break, or is too wide
      | [^\s\u202f…(\[][;!?](?=\s|$)
      | [ \u202f]:(?=\s|$)
      | [“”] | «[^\u00a0] | [^\u00a0]»
    """,
    re.IGNORECASE | re.VERBOSE,
)


def test_french_is_set_as_french_is_set() -> None:
    with (TOOL.LOCALE / "fr" / "LC_MESSAGES" / "qualcode.po").open("rb") as file:
        said = [text for _, text in pairs(read_po(file, locale="fr"))]
    assert [text for text in said if _UNTIDY.search(re.sub(r"`[^`]*`", "", text))] == []


# Dutch: quotation marks as in English, curved apostrophes, no space before a mark; people are addressed as u.
_UNTIDY_DUTCH = re.compile(r"[a-zà-ÿ]'[a-zà-ÿ]|[«»„]|\s[;:!?,](?=\s|$)|\bj(?:e|ij|ouw)\b", re.IGNORECASE)


def test_dutch_is_set_as_dutch_is_set_and_says_u() -> None:
    with (TOOL.LOCALE / "nl" / "LC_MESSAGES" / "qualcode.po").open("rb") as file:
        said = [text for _, text in pairs(read_po(file, locale="nl"))]
    assert [text for text in said if _UNTIDY_DUTCH.search(re.sub(r"`[^`]*`|qualcode search '[^']*'", "x", text))] == []


# German: „…“, no space before a mark; people are addressed as Sie. Searched is what stays when each pair is gone.
_PAIR = re.compile(r"„[^„“]*“")
_UNTIDY_GERMAN = re.compile(
    r"[a-zà-ÿ]'[a-zà-ÿ]|[«»„“”]|\s[;:!?,](?=\s|$)|\b(?:du|dich|dir|deine?[mnrs]?)\b", re.IGNORECASE
)


def test_german_is_set_as_german_is_set_and_says_sie() -> None:
    with (TOOL.LOCALE / "de" / "LC_MESSAGES" / "qualcode.po").open("rb") as file:
        said = [text for _, text in pairs(read_po(file, locale="de"))]
    kept = [_PAIR.sub("x", re.sub(r"`[^`]*`|qualcode search '[^']*'", "x", text)) for text in said]
    assert [text for text in kept if _UNTIDY_GERMAN.search(text)] == []


# What is said without being written beside its mark


def _modules() -> Iterator[ModuleType]:
    for info in pkgutil.walk_packages(qualcode.__path__, "qualcode."):
        if not info.name.endswith("__main__"):
            yield importlib.import_module(info.name)


def _below(kind: type[QualcodeError]) -> Iterator[type[QualcodeError]]:
    yield kind
    for each in kind.__subclasses__():
        yield from _below(each)


def test_every_error_is_said_in_the_readers_language(translated: Catalog) -> None:
    assert len(list(_modules())) > 50
    ours = [each for each in _below(QualcodeError) if each.__module__.startswith("qualcode.")]
    unsaid = [each for each in ours for text in (each.sentence, each.hint) if text and text not in translated]
    assert unsaid == []


def _helps(command: TyperCommand | TyperGroup) -> Iterator[str]:
    yield command.help or ""
    for parameter in command.params:
        yield getattr(parameter, "help", None) or ""
    if isinstance(command, TyperGroup):
        for below in command.commands.values():
            assert isinstance(below, TyperCommand | TyperGroup)
            yield below.rich_help_panel or ""
            yield from _helps(below)


def test_every_word_of_help_is_said_in_the_readers_language(translated: Catalog) -> None:
    from qualcode.cli.tree import build

    texts = {text for text in _helps(build()) if text}
    assert len(texts) > 100
    assert {text for text in texts if text not in translated} == set()


def test_every_key_is_explained_in_the_readers_language(translated: Catalog) -> None:
    from qualcode.tui import keys

    groups = [each for each in vars(keys).values() if isinstance(each, keys.Group)]
    texts = {text for group in groups for key in group.keys for text in (group.title, key.label, key.help) if text}
    assert len(texts) > 50
    assert {text for text in texts if text not in translated} == set()


MARKS = ("_", "N_", "ngettext")


def test_every_marked_string_is_found(source: Catalog) -> None:
    """What is marked inside an f-string is not found by every Python, and would stay English."""
    known = {""}
    for message in source:
        known.update(map(str, message.id if isinstance(message.id, tuple) else (message.id,)))
    missed = []
    for path in sorted((ROOT / "qualcode").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
                said = node.args[0] if node.args else None
                if isinstance(said, ast.Constant) and isinstance(said.value, str) and said.value not in known:
                    missed.append(f"{path.relative_to(ROOT)}:{node.lineno}: {said.value}")
    assert missed == []


def test_no_sentence_is_made_without_a_mark() -> None:
    """A literal in `Message(...)`, or words that are no message among an error's values, would stay English."""
    unmarked = []
    for path in sorted((ROOT / "qualcode").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                literal = _bare_template(node) or _bare_reason(node)
                if literal is not None:
                    unmarked.append(f"{path.relative_to(ROOT)}:{node.lineno}: {literal}")
    assert unmarked == []


def _bare_template(call: ast.Call) -> str | None:
    if isinstance(call.func, ast.Name) and call.func.id == "Message" and call.args:
        first = call.args[0]
        if isinstance(first, ast.Constant) and re.sub(r"\{\w*\}", "", str(first.value)).strip():
            return str(first.value)
    return None


def _bare_reason(call: ast.Call) -> str | None:
    for keyword in call.keywords:
        value = keyword.value
        marked = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "N_"
        words = isinstance(value, ast.Constant) and re.search(r"[a-z]+ [a-z]+", str(value.value))
        if keyword.arg in ("reason", "what", "choices", "why") and (marked or words):
            return ast.unparse(value)
    return None
