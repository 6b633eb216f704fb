"""What a reader may expect of every module."""

from __future__ import annotations

import ast
import re
from collections import Counter

import pytest

from tests.architecture.house import Module, listed, modules, public_functions

LONGEST = 300
EXPLAINED = ("actions", "queries")
FORMULAS = {"sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "asinh", "exp", "log"}

SOURCE = re.compile(r"\w \(\d{4}\),? ['‘“]")
"""How a source is named: author (year), 'title'."""


def explained() -> list[Module]:
    """Modules whose functions others lean on."""
    return [module for module in modules() if module.room == "engines" or module.lies_in(*EXPLAINED)]


def test_no_module_is_longer_than_300_lines() -> None:
    long = [
        f"{module.name}: {length} lines, it holds two things; part it"
        for module in modules()
        if (length := len(module.text.splitlines())) > LONGEST
    ]
    assert not long, listed(long)


def test_no_module_is_named_after_nothing() -> None:
    nothing = {"utils", "util", "helpers", "helper", "managers", "misc", "common", "signals"}
    found = [module.name for module in modules() if module.path.stem in nothing]
    assert not found, f"name them after what they hold: {listed(found)}"


def test_every_module_says_what_it_holds() -> None:
    silent = [
        module.name
        for module in modules()
        if module.text.strip() and not ast.get_docstring(module.tree)
        if module.path.name not in {"apps.py", "__main__.py"}
    ]
    assert not silent, f"begin with a docstring: {listed(silent)}"


def test_no_two_shapes_of_the_api_have_one_name() -> None:
    """Its description knows each shape by its name: the later one would describe the answers of both."""
    shapes = Counter(
        node.name
        for module in modules()
        if module.path.stem.startswith("api")
        for node in module.tree.body
        if isinstance(node, ast.ClassDef) and any("Schema" in ast.unparse(base) for base in node.bases)
    )
    twice = [name for name, many in shapes.items() if many > 1]
    assert not twice, f"name them apart: {listed(twice)}"


def test_what_others_lean_on_says_what_it_means() -> None:
    silent = [
        f"{module.at(function)} {name}"
        for module in explained()
        for name, function in public_functions(module)
        if len((ast.get_docstring(function) or "").split()) < 3
    ]
    assert not silent, f"write a docstring (meaning, shapes, units, errors): {listed(silent)}"


def test_an_engine_names_the_errors_that_it_raises() -> None:
    unnamed = [
        f"{module.at(function)} {name} raises {error}"
        for module in explained()
        if module.room == "engines"
        for name, function in public_functions(module)
        for error in sorted(raised_in(function))
        if error not in (ast.get_docstring(function) or "")
    ]
    assert not unnamed, f"name the error in the docstring: {listed(unnamed)}"


def raised_in(function: ast.AST) -> set[str]:
    """Names of the errors that a function raises itself."""
    return {
        node.exc.func.id
        for node in ast.walk(function)
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and isinstance(node.exc.func, ast.Name)
    }


def test_an_engine_that_computes_a_formula_names_its_source() -> None:
    unsourced = [
        module.name
        for module in explained()
        if module.room == "engines" and imported_formulas(module) and not SOURCE.search(module.text)
    ]
    assert not unsourced, f"name who said it, when, where: author (year), 'title': {listed(unsourced)}"


def imported_formulas(module: Module) -> set[str]:
    """What a module takes from `math` that is the stuff of formulas."""
    return {
        alias.name
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.module == "math"
        for alias in node.names
        if alias.name in FORMULAS
    }


UNFINISHED = ("TODO", "FIXME", "XXX", "NotImplementedError")


@pytest.mark.parametrize("mark", UNFINISHED)
def test_nothing_is_left_unfinished(mark: str) -> None:
    found = [module.name for module in modules() if mark in module.text]
    assert not found, listed(found)
