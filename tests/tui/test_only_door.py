"""No text reaches a widget but through `safe`: held by reading the source of every screen."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import qualcode.tui

SOURCES = sorted(Path(qualcode.tui.__file__).parent.rglob("*.py"))
# What shows its first argument, and what shows these keyword arguments.
FIRST = {"Static", "Label", "Option", "Tree", "notify", "set_label", "add_column", "add_row", "add_option", "update"}
SECOND = {"replace_option_prompt", "Row"}
KEYWORDS = {"placeholder", "title", "sub_title", "tooltip", "border_title", "border_subtitle", "prompt"}
# Made here and nowhere else; `painting` draws what `cells` and `safe` have made ready.
MAKERS = {"Text": {"safe.py", "crash.py"}, "Content": {"safe.py"}, "Segment": {"painting.py", "gridpainting.py"}}
SHOWN_AS_IT_IS = {"show", "block", "label", "plain", "paragraphs", "complaint", "fit", "clip", "sentence", "cell"}


def is_safe(node: ast.expr) -> bool:
    """Whether an expression is made by `safe`, or put together from what is."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        owner = node.func.value
        if isinstance(owner, ast.Name) and owner.id == "safe":
            return node.func.attr in SHOWN_AS_IT_IS
        # A `Row` is drawn from what it holds, and that was safe when it was made.
        return (node.func.attr == "truncate" and is_safe(owner)) or node.func.attr == "draw"
    if isinstance(node, ast.BinOp):
        return is_safe(node.left) and is_safe(node.right)
    if isinstance(node, ast.Starred):
        return isinstance(node.value, ast.GeneratorExp) and is_safe(node.value.elt)
    if isinstance(node, ast.IfExp):
        return is_safe(node.body) and is_safe(node.orelse)
    # What is held as `Content` or `Text` was made by `safe` as well: nothing else can make it (see below).
    if isinstance(node, ast.Attribute):
        return node.attr in {"shown", "detail"}
    if isinstance(node, ast.Constant) and node.value is None:
        return True
    return isinstance(node, ast.Name) and node.id in {"joined", "shown", "enterprise", "narrator"}


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_widgets_are_given_nothing_but_safe_text(source: Path) -> None:
    tree = ast.parse(source.read_text("utf-8"))
    for call in calls(tree):
        name = name_of(call)
        if name in MAKERS:
            assert source.name in MAKERS[name] or not call.args, f"{source.name}:{call.lineno} makes {name} itself"
        if name == "from_markup":
            pytest.fail(f"{source.name}:{call.lineno} reads markup")
        if name == "notify":
            markup = [word.value for word in call.keywords if word.arg == "markup"]
            assert markup and ast.unparse(markup[0]) == "False", f"{source.name}:{call.lineno} notifies with markup"
        if name in FIRST and call.args:
            assert is_safe(call.args[0]), f"{source.name}:{call.lineno} shows {ast.unparse(call.args[0])}"
        if name in SECOND:
            assert is_safe(call.args[1]), f"{source.name}:{call.lineno} shows {ast.unparse(call.args[1])}"
        for word in call.keywords:
            if word.arg in {"placeholder", "tooltip"} and name in {"Entry", "Input"}:
                shown = word.value
                assert is_safe(shown), f"{source.name}:{call.lineno} shows {ast.unparse(shown)}"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_titles_and_tooltips_are_not_set_behind_the_door(source: Path) -> None:
    tree = ast.parse(source.read_text("utf-8"))
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else []
        for target in targets:
            if isinstance(target, ast.Attribute) and target.attr in KEYWORDS and isinstance(node, ast.Assign):
                assert is_safe(node.value), f"{source.name}:{node.lineno} sets {target.attr}"


def test_the_check_catches_what_it_is_for() -> None:
    for bad in ("Static(document.title)", 'Option(f"{code.label}")', "Static(_('x') + title)", "Static('[b]x[/b]')"):
        call = calls(ast.parse(bad))[0]
        assert not is_safe(call.args[0])
    for good in ("Static(safe.show(document.title))", "Static(safe.show('a') + safe.block(b))"):
        assert is_safe(calls(ast.parse(good))[0].args[0])
