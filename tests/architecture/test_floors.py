"""A room imports only rooms on lower floors, and pages reach data through actions and queries."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.house import CHECKOUT, PACKAGE, Module, listed, modules

FACES = ("views", "api", "commands", "command_line")
DATABASE = ("django.db.models", "django.db.connection", "django.db.connections")


def lint_imports(house: Path) -> subprocess.CompletedProcess[str]:
    """Ask import-linter whether a copy of the house keeps its contracts."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--config", house / "pyproject.toml"],
        env={**os.environ, "PYTHONPATH": str(house / "src"), "COLUMNS": "200"},
        cwd=house,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the package and its contracts, to be spoiled."""
    skip = shutil.ignore_patterns("__pycache__", "*.html", "*.po", "*.json", "static")
    shutil.copytree(PACKAGE, tmp_path / "src" / "konbit", ignore=skip)
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_house_keeps_its_floors(house: Path) -> None:
    done = lint_imports(house)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("base/errors.py", "import konbit.chronicle.models", "floors"),
        ("chronicle/queries.py", "import konbit.search.index", "floors"),
        ("search/queries.py", "import konbit.people.audience", "floors"),
        ("people/audience.py", "import konbit.search.queries", "floors"),
        ("people/audience.py", "import konbit.directory.models", "floors"),
        ("directory/state.py", "import konbit.site.settings", "floors"),
        ("engines/cells.py", "import konbit.base.errors", "floors"),
        ("engines/cells.py", "import django.db", "Engines"),
        ("engines/cells.py", "import sqlite3", "Engines"),
        ("directory/state.py", "import tantivy", "index library"),
        ("directory/views/wrong.py", "import konbit.directory.models.groups", "actions and queries"),
        ("site/views/wrong.py", "from konbit.people.models import Person", "actions and queries"),
    ],
)
def test_a_wrong_import_is_refused(house: Path, module: str, line: str, contract: str) -> None:
    path = house / "src" / "konbit" / module
    path.parent.mkdir(exist_ok=True)
    (path.parent / "__init__.py").touch()
    path.write_text((path.read_text() if path.exists() else "") + f"\n{line}\n")
    done = lint_imports(house)
    assert done.returncode == 1, done.stdout + done.stderr
    broken = [row for row in done.stdout.splitlines() if row.endswith("BROKEN")]
    assert [row for row in broken if contract in row], done.stdout


def test_a_new_room_must_be_given_a_floor(house: Path) -> None:
    (house / "src" / "konbit" / "attic").mkdir()
    (house / "src" / "konbit" / "attic" / "__init__.py").write_text("")
    done = lint_imports(house)
    assert done.returncode != 0
    assert "attic" in done.stdout + done.stderr


def imports_of(module: Module) -> list[tuple[ast.AST, str]]:
    """Every name that a module imports, written out: `from a.b import c` is a.b.c."""
    found: list[tuple[ast.AST, str]] = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found += [(node, alias.name) for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            found += [(node, f"{node.module or ''}.{alias.name}") for alias in node.names]
    return found


def test_pages_the_api_and_the_command_line_never_touch_the_database() -> None:
    found = [
        f"{module.at(node)} {name}"
        for module in modules()
        if module.lies_in(*FACES)
        for node, name in imports_of(module)
        if (".models." in f"{name}." and name.startswith("konbit.")) or name.startswith(DATABASE)
    ]
    found += [
        f"{module.at(node)} {ast.unparse(node)}"
        for module in modules()
        if module.lies_in(*FACES)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]
    assert not found, f"ask a query or an action instead: {listed(found)}"


def test_only_one_module_reads_the_environment() -> None:
    found = [
        f"{module.at(node)} {ast.unparse(node)}"
        for module in modules()
        if module.name != "konbit/site/environment.py"
        for node in ast.walk(module.tree)
        if reads_environment(node)
    ]
    assert not found, f"read it through konbit.site.environment, so that docs can tell of it: {listed(found)}"


def reads_environment(node: ast.AST) -> bool:
    """`os.environ["NAME"]`, `os.environ.get("NAME")`, `os.getenv("NAME")`."""
    said = ast.unparse(node) if isinstance(node, ast.Call | ast.Subscript) else ""
    return said.startswith(("os.environ[", "os.environ.get(", "os.getenv(", "environ.get("))
