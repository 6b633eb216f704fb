"""Writing groups as Turtle (RDF 1.1), the same statements as in JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from konbit.directory.formats import jsonld
from konbit.directory.formats.outward import Address, noting
from konbit.directory.queries.exporting import OutGroup, OutSource

_PREFIXES = {name: address for name, address in jsonld.CONTEXT.items() if not name.startswith("@")}
_LANGUAGE = re.compile(r"[a-zA-Z]+(?:-[a-zA-Z0-9]+)*\Z")
_NOT_IN_ADDRESSES = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile(r'[\\"\x00-\x1f\ud800-\udfff]')


def chunks(groups: Iterable[OutGroup], address: Address) -> Iterator[str]:
    """A Turtle document as text in pieces: prefixes, a statement per group, then per term and source."""
    sources: dict[OutSource, None] = {}
    apart: dict[str, dict[str, Any]] = {}
    for name, start in _PREFIXES.items():
        yield f"@prefix {name}: <{start}> .\n"
    for group in noting(groups, sources):
        yield _statement(jsonld.node(group, address), apart)
    for node in (*apart.values(), *map(jsonld.dataset, sources)):
        yield _statement(node, {})


def _statement(node: dict[str, Any], apart: dict[str, dict[str, Any]]) -> str:
    """All that is said of a node; what stands within it and has an address of its own is put `apart`."""
    return f"\n{_address(node['@id'])} {_said(node, apart)} .\n"


def _said(node: dict[str, Any], apart: dict[str, dict[str, Any]]) -> str:
    parts = []
    for name, value in node.items():
        if name == "@id":
            continue
        values = value if isinstance(value, list) else [value]
        if name == "@type":
            parts.append("a " + ", ".join(map(_property, values)))
        else:
            parts.append(f"{_property(name)} " + ", ".join(_value(one, apart) for one in values))
    return " ;\n  ".join(parts)


def _property(name: str) -> str:
    return name if name.partition(":")[0] in _PREFIXES else f"schema:{name}"


def _value(value: Any, apart: dict[str, dict[str, Any]]) -> str:
    if not isinstance(value, dict):
        return _text(value) if isinstance(value, str) else repr(value)
    if "@value" in value:
        code = value.get("@language", "")
        return _text(value["@value"]) + (f"@{code}" if _LANGUAGE.match(code) else "")
    if "@id" not in value:
        return f"[ {_said(value, apart)} ]"
    if len(value) > 1:
        apart.setdefault(value["@id"], value)
    return _address(value["@id"])


def _address(address: str) -> str:
    escaped = _NOT_IN_ADDRESSES.sub(lambda mark: f"%{ord(mark[0]):02X}", address)
    return f"<{escaped}>"


def _text(text: str) -> str:
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(mark: re.Match[str]) -> str:
    """A character that stands in no text as it is; halves of characters are left out."""
    if mark[0] >= "\ud800":
        return ""
    return _ESCAPES.get(mark[0]) or f"\\u{ord(mark[0]):04X}"
