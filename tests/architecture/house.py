"""The house as files and syntax trees: what the tests of this folder look at."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGE = CHECKOUT / "src" / "konbit"
DOCS = CHECKOUT / "docs"


@dataclass(frozen=True)
class Module:
    """A Python file of the package."""

    path: Path

    @property
    def name(self) -> str:
        """As in messages: konbit/search/index.py."""
        return self.path.relative_to(PACKAGE.parent).as_posix()

    @property
    def room(self) -> str:
        """The room that it lies in."""
        return self.path.relative_to(PACKAGE).parts[0]

    @cached_property
    def text(self) -> str:
        """Its source."""
        return self.path.read_text()

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.text)

    def lies_in(self, *names: str) -> bool:
        """Whether it is one of these parts of a room, as a file (`actions.py`) or a folder (`actions/`)."""
        parts = self.path.relative_to(PACKAGE).with_suffix("").parts[1:]
        return bool(set(parts) & set(names))

    def at(self, node: ast.AST) -> str:
        """Where a node stands: file and line."""
        return f"{self.name}:{node.lineno}"  # type: ignore[attr-defined]


@lru_cache(maxsize=1)
def modules() -> tuple[Module, ...]:
    """Every module of the package but migrations."""
    found = (path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts)
    return tuple(Module(path) for path in found)


def files(*endings: str) -> list[Path]:
    """Every file of the package with one of these endings."""
    return [path for path in sorted(PACKAGE.rglob("*")) if path.suffix in endings]


def public_functions(module: Module) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """The functions of a module and the methods of its classes that others may call, with their names."""
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node.name, node
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and not inner.name.startswith("_"):
                    yield f"{node.name}.{inner.name}", inner


def document(name: str) -> str:
    """A page of docs/, empty where it is not written yet."""
    path = DOCS / name
    return path.read_text() if path.exists() else ""


def listed(things: list[str]) -> str:
    """For the message of a failing test: one line each."""
    return "\n" + "\n".join(f"  {thing}" for thing in things)
