"""A small room of its own, so that the index is tested without any of the house's real rooms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from konbit.base import registry
from konbit.base.registry import Room, register
from konbit.chronicle.actions import recording
from konbit.search.actions import apply_changes
from konbit.search.asking import Question
from konbit.search.documents import Document, Documents
from konbit.search.queries import Answer, search

EVERYONE = frozenset({"public"})


class Shop:
    """Bakeries in a dictionary; every change is told to the chronicle, as a real room does."""

    def __init__(self, kind: str = "bakery", facets: tuple[str, ...] = ("bread", "town")) -> None:
        self.kind = kind
        self.shelf: dict[int, Document] = {}
        self.built: list[int] = []
        self.documents = Documents(
            build=self.build,
            ids=lambda: iter(sorted(self.shelf)),
            touched_by={kind: lambda ids: ids},
            facets=facets,
            counted=frozenset(facets),
        )

    def build(self, ids: list[int]) -> Iterator[Document]:
        """The documents that are on the shelf."""
        self.built += ids
        return (self.shelf[one] for one in ids if one in self.shelf)

    def put(self, id: int, title: str, body: str = "", **said: Any) -> None:
        """Put a bakery on the shelf, or another in its place."""
        said.setdefault("visible", ("public",))
        self.shelf[id] = Document(id, title, body, **said)
        self.tell(id)

    def take(self, id: int) -> None:
        """Take a bakery off the shelf."""
        del self.shelf[id]
        self.tell(id)

    def tell(self, *ids: int) -> None:
        """Note in the chronicle that these changed."""
        with recording("test", "edit") as batch:
            for id in ids:
                batch.changed(self.kind, id)


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No other room offers documents."""
    monkeypatch.setattr(registry, "_rooms", {})


@pytest.fixture
def shop(alone: None, db: None) -> Shop:
    """The only room of the house for this test."""
    made = Shop()
    register(Room("shop", "Shop", documents={made.kind: made.documents}))
    return made


@pytest.fixture
def ask(shop: Shop) -> Callable[..., Answer]:
    """Bring the index up to date and ask: `ask("rye", facets={"town": ("Lyon",)})`, as everyone may."""

    def asking(words: str = "", visible: frozenset[str] = EVERYONE, **said: Any) -> Answer:
        apply_changes()
        return search(Question(visible, words, **said))

    return asking


@pytest.fixture
def find(ask: Callable[..., Answer]) -> Callable[..., list[int]]:
    """The ids that a question finds, in their order."""
    return lambda *said, **more: [hit.id for hit in ask(*said, **more).hits]
