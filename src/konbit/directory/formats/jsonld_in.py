"""Reading linked data in JSON (JSON-LD 1.1): the entries of its graph as rows, one at a time.

A context must stand in the file: nothing is asked of another address, but the context of schema.org is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.formats.json_rows import listed, open_entries, refused
from konbit.directory.formats.json_stream import JsonStream
from konbit.directory.formats.rdf_rows import ALWAYS, SCHEMA, Literal, Node, no_groups, row_of
from konbit.directory.formats.table import Row, Table

_KNOWN = {
    f"{scheme}://schema.org{end}"
    for scheme in ("http", "https")
    for end in ("", "/", "/docs/jsonldcontext.json")
}
_OLD_SCHEMA = "http://schema.org/"
_DEEPEST = 20


def open_jsonld(path: Path) -> Table:
    """The organisations of a JSON-LD document, rows numbered as nodes of its graph. Raises Problem."""
    context = _context(path)

    def row(number: int, value: Any) -> Row | None:
        if not isinstance(value, dict):
            return refused(number, _("This is not an entry of linked data: an object with “@id” or “@type”."))
        return row_of(number, context.node(value))

    table = open_entries(path, "jsonld", listed("@graph"), row, ALWAYS)
    if len(table.headers) == len(ALWAYS):
        raise no_groups(path.name)
    return table


def _context(path: Path) -> Context:
    """The context of a document. Raises Problem where it stands at another address."""
    with JsonStream(path) as stream:
        if stream.next_mark() == "{":
            for key in stream.members():
                if key == "@context":
                    return Context(stream.value(), path.name)
                if stream.next_mark() == "[":
                    for _one in stream.items():
                        pass
                else:
                    stream.value()
    return Context({}, path.name)


class Context:
    """What the short names of a document stand for."""

    def __init__(self, said: Any, name: str) -> None:
        self._vocabulary = ""
        self._addresses: dict[str, str] = {}
        self._things: set[str] = set()
        self._by_language: set[str] = set()
        self._keywords: dict[str, str] = {}
        for one in said if isinstance(said, list) else [said]:
            if isinstance(one, dict):
                self._take(one)
            elif isinstance(one, str) and one in _KNOWN:
                self._vocabulary = SCHEMA
                self._keywords |= {"id": "@id", "type": "@type"}
            elif one is not None:
                raise Problem(
                    _("What the names in this file mean stands elsewhere, where Konbit does not look."),
                    f"{name}, @context: {str(one)[:200]}",
                    _("Export it with its context inside."),
                )

    def _take(self, said: dict[str, Any]) -> None:
        if isinstance(said.get("@vocab"), str):
            self._vocabulary = said["@vocab"]
        for name, meaning in said.items():
            address = meaning.get("@id", name) if isinstance(meaning, dict) else meaning
            if name.startswith("@") or not isinstance(address, str):
                continue
            if address.startswith("@"):
                self._keywords[name] = address
                continue
            self._addresses[name] = address
            if isinstance(meaning, dict):
                if meaning.get("@type") in ("@id", "@vocab"):
                    self._things.add(name)
                if meaning.get("@container") == "@language":
                    self._by_language.add(name)

    def address(self, name: str, depth: int = 0) -> str:
        """The address that a short name stands for; nothing for one that stands for none."""
        if name in self._addresses and self._addresses[name] != name and depth < _DEEPEST:
            return self.address(self._addresses[name], depth + 1)
        prefix, colon, rest = name.partition(":")
        if colon and not rest.startswith("//") and prefix in self._addresses and depth < _DEEPEST:
            return _modern(self.address(prefix, depth + 1) + rest)
        if colon or name.startswith("@"):
            return _modern(name)
        return _modern(self._vocabulary + name) if self._vocabulary else ""

    def node(self, said: dict[str, Any], depth: int = 0) -> Node:
        """A JSON object as a thing."""
        said = {self._keywords.get(name, name): value for name, value in said.items()}
        types = said.get("@type", [])
        node = Node(
            id=self._thing(said.get("@id")),
            types=[
                self.address(one)
                for one in (types if isinstance(types, list) else [types])
                if isinstance(one, str)
            ],
        )
        for name, value in said.items():
            address = self.address(name)
            if not name.startswith("@") and address and depth < _DEEPEST:
                node.said.setdefault(address, []).extend(self._values(name, value, depth + 1))
        return node

    def _values(self, name: str, value: Any, depth: int) -> Iterator[Literal | Node]:
        if isinstance(value, list):
            for one in value:
                yield from self._values(name, one, depth) if depth < _DEEPEST else ()
        elif isinstance(value, dict):
            yield from self._of_object(name, value, depth)
        elif isinstance(value, str) and name in self._things:
            yield Node(id=self._thing(value))
        elif value is not None:
            yield Literal(value if isinstance(value, str) else repr(value))

    def _thing(self, said: Any) -> str:
        """The whole address of a thing."""
        if not isinstance(said, str):
            return ""
        return self.address(said) if ":" in said else said

    def _of_object(self, name: str, value: dict[str, Any], depth: int) -> Iterator[Literal | Node]:
        if "@value" in value:
            yield Literal(str(value["@value"]), _language(value.get("@language")))
        elif "@list" in value or "@set" in value:
            yield from self._values(name, value.get("@list", value.get("@set")), depth + 1)
        elif name in self._by_language:
            for code, words in value.items():
                for one in words if isinstance(words, list) else [words]:
                    yield Literal(str(one), _language(code))
        else:
            yield self.node(value, depth)


def _language(code: Any) -> str:
    """A code of a language, nothing where it is said to be unknown."""
    return code.lower() if isinstance(code, str) and code not in ("und", "@none") else ""


def _modern(address: str) -> str:
    return SCHEMA + address.removeprefix(_OLD_SCHEMA) if address.startswith(_OLD_SCHEMA) else address
