"""What an operator may set, what the command line knows and where the pages are stands in the docs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, packages_distributions, requires

import click
import pytest
import typer
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.house import CHECKOUT, document, listed, modules

READERS = {"text", "switch", "several", "number"}


def settings_read() -> set[str]:
    """Names of environment variables that the house reads."""
    return {
        node.args[0].value
        for module in modules()
        if module.room == "site"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).removeprefix("environment.") in READERS
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and str(node.args[0].value).isupper()
    }


def commands() -> set[str]:
    """Every command, as it is typed."""
    from konbit.site.command_line.entry import build

    def below(command: click.Command, path: str) -> Iterator[str]:
        inner = getattr(command, "commands", {})
        if not inner:
            yield path
        for name, one in inner.items():
            yield from below(one, f"{path} {name}")

    return set(below(typer.main.get_command(build()), "konbit"))


def pages() -> set[str]:
    """The names of the house's own addresses."""

    def below(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
                yield from below(pattern.url_patterns, inner)
            elif pattern.name and pattern.lookup_str.startswith("konbit."):
                yield space + pattern.name

    return set(below(get_resolver().url_patterns))


def test_settings_commands_and_pages_are_found() -> None:
    assert {"KONBIT_HOME", "DATABASE_URL", "KONBIT_SECRET"} <= settings_read()
    assert "konbit migrate" in commands()
    assert {"home", "health"} <= pages()


def test_every_setting_stands_in_the_docs() -> None:
    said = document("hosting.md")
    missing = sorted(name for name in settings_read() if f"`{name}`" not in said)
    assert not missing, f"tell of these in docs/hosting.md, in back-quotes: {listed(missing)}"


def test_every_command_stands_in_the_docs() -> None:
    said = document("command-line.md")
    missing = sorted(name for name in commands() if not re.search(rf"`{name}\b", said))
    assert not missing, f"tell of these in docs/command-line.md, as `konbit …`: {listed(missing)}"


def test_every_page_stands_in_the_docs() -> None:
    said = document("pages.md")
    missing = sorted(name for name in pages() if f"`{name}`" not in said)
    assert not missing, f"tell of these in docs/pages.md, by name in back-quotes: {listed(missing)}"


@pytest.mark.parametrize(
    ("page", "told", "known"),
    [
        ("hosting.md", r"`((?:KONBIT_|DATABASE_)[A-Z_]+)`", settings_read),
        ("command-line.md", r"^#+ `(konbit [a-z -]+?)`", commands),
    ],
)
def test_the_docs_tell_of_nothing_that_is_not_there(page: str, told: str, known: object) -> None:
    there = known()  # type: ignore[operator]
    gone = sorted(
        name
        for name in set(re.findall(told, document(page), re.MULTILINE))
        if name.removesuffix("_FILE") not in there
    )
    assert not gone, f"docs/{page} tells of what is not there: {listed(gone)}"


def pinned(file: str) -> list[str]:
    """Names of the packages in a file of requirements."""
    lines = (CHECKOUT / "requirements" / file).read_text().splitlines()
    return [line.split("==")[0] for line in lines if line and not line.startswith("#")]


def plain(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def chosen() -> set[str]:
    """The packages that the house chose: imported by it, or needed by no other package."""
    names = {plain(name) for name in pinned("run.txt")}
    needed: set[str] = set()
    for name in names:
        try:
            said = requires(name) or []
        except PackageNotFoundError:
            continue
        needed |= {plain(re.split(r"[^\w.-]", one)[0]) for one in said if "extra ==" not in one}
    where = packages_distributions()
    imported = {
        plain(distribution)
        for module in modules()
        for node in ast.walk(module.tree)
        for name in imported_names(node)
        for distribution in where.get(name.split(".")[0], [])
    }
    return (names - needed) | (names & imported)


def imported_names(node: ast.AST) -> list[str]:
    """The modules that a statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [node.module or ""]
    return []


def test_every_package_we_chose_has_its_line_in_the_docs() -> None:
    said = {plain(name) for name in re.findall(r"`([\w.-]+)`", document("dependencies.md"))}
    missing = sorted(chosen() - said)
    assert not missing, (
        "say in docs/dependencies.md what these are for, their licence, and what if they were abandoned:"
        f" {listed(missing)}"
    )
