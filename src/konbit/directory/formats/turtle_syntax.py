"""Turtle (RDF 1.1): the text as things and what is said of them."""

from __future__ import annotations

import re
from typing import NoReturn
from urllib.parse import urljoin

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.formats.rdf_rows import Literal, Node

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_DEEPEST = 50
# Possessive throughout (`*+`): no text, however long or broken, makes it try twice.
_TOKEN = re.compile(
    r"""(?:\s++|\#[^\n]*+)*+(?:
      <(?P<address>[^\x00-\x20<>"{}|^`]*+)>
    | (?P<text>
        "{3}(?:[^"\\]++|\\.|"{1,2}+(?!")|"(?="{3}))*+"{3}
      | '{3}(?:[^'\\]++|\\.|'{1,2}+(?!')|'(?='{3}))*+'{3}
      | "(?:[^"\\\n\r]++|\\.)*+" | '(?:[^'\\\n\r]++|\\.)*+')
    | @(?P<at>[a-zA-Z]++(?:-[a-zA-Z0-9]++)*+)
    | (?P<number>[+-]?+(?:\d++\.\d*+[eE][+-]?+\d++|\.?+\d++(?:\.\d++)?+(?:[eE][+-]?+\d++)?+))
    | (?P<blank>_:\w[\w\-]*+(?:\.++(?=[\w\-])[\w\-]*+)*+)
    | (?P<short>(?:[^\W\d_][\w\-]*+(?:\.++(?=[\w\-])[\w\-]*+)*+)?+:
                [\w:\-%]*+(?:(?:\.++(?=[\w:\-%\\])|\\.)[\w:\-%]*+)*+)
    | (?P<word>[a-zA-Z]++)
    | (?P<mark>\^\^|[.;,\[\]()])
    | (?P<end>\Z)
    )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def parse(text: str, name: str) -> list[Node]:
    """The subjects of a document in their order; the same thing is the same node everywhere.

    Raises Problem with the line where the text is not Turtle; `name` is that of the file.
    """
    return _Parser(text, name).subjects()


class _Parser:
    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name
        self._at = 0
        self._prefixes: dict[str, str] = {}
        self._base = ""
        self._things: dict[str, Node] = {}
        self._subjects: dict[int, Node] = {}
        self._kind, self._said = "", ""
        self._step()

    def subjects(self) -> list[Node]:
        while self._kind != "end":
            if self._kind == "at" and self._said in ("prefix", "base"):
                self._directive(self._said)
                self._take(".")
            elif self._kind == "word" and self._said.lower() in ("prefix", "base"):
                self._directive(self._said.lower())
            else:
                self._statement()
        return list(self._subjects.values())

    def _step(self) -> None:
        match = _TOKEN.match(self._text, self._at)
        if not match or not match.lastgroup:
            self._wrong()
        self._at = match.end()
        self._kind, self._said = match.lastgroup, match[match.lastgroup]

    def _take(self, mark: str) -> None:
        if self._kind != "mark" or self._said != mark:
            self._wrong()
        self._step()

    def _is(self, mark: str) -> bool:
        return self._kind == "mark" and self._said == mark

    def _wrong(self) -> NoReturn:
        line = self._text.count("\n", 0, self._at) + 1
        raise Problem(
            _("This file is not proper Turtle."),
            f"{self._name}, {_('line')} {line}",
            _("Export it again from the program that it comes from."),
        )

    def _directive(self, what: str) -> None:
        self._step()
        prefix = ""
        if what == "prefix":
            if self._kind != "short" or not self._said.endswith(":"):
                self._wrong()
            prefix = self._said[:-1]
            self._step()
        if self._kind != "address":
            self._wrong()
        if what == "prefix":
            self._prefixes[prefix] = self._whole(self._said)
        else:
            self._base = self._whole(self._said)
        self._step()

    def _statement(self) -> None:
        nested = self._is("[")
        subject = self._thing(0)
        self._subjects.setdefault(id(subject), subject)
        if not (nested and self._is(".")):
            self._properties(subject, 0)
        self._take(".")

    def _properties(self, subject: Node, depth: int) -> None:
        """`property value, value ; property value` up to the mark after it."""
        while True:
            if self._kind == "word" and self._said == "a":
                self._step()
                address = _TYPE
            else:
                address = self._thing(depth).id
            while True:
                value = self._value(depth)
                if address == _TYPE and isinstance(value, Node):
                    subject.types.append(value.id)
                subject.said.setdefault(address, []).append(value)
                if not self._is(","):
                    break
                self._step()
            if not self._is(";"):
                return
            while self._is(";"):
                self._step()
            if self._kind == "mark":
                return

    def _value(self, depth: int) -> Literal | Node:
        if self._kind == "text":
            return self._literal()
        if self._kind == "number" or (self._kind == "word" and self._said in ("true", "false")):
            literal = Literal(self._said)
            self._step()
            return literal
        return self._thing(depth)

    def _literal(self) -> Literal:
        quotes = 3 if self._said[:3] in ('"""', "'''") else 1
        text = _ESCAPE.sub(self._unescaped, self._said[quotes:-quotes])
        self._step()
        language = ""
        if self._kind == "at":
            language = "" if self._said == "und" else self._said.lower()
            self._step()
        elif self._is("^^"):
            self._step()
            self._thing(0)
        return Literal(text, language)

    def _thing(self, depth: int) -> Node:
        if self._is("["):
            return self._within(depth + 1)
        if self._is("("):
            return self._list(depth + 1)
        if self._kind == "address":
            found = self._known(self._whole(_ESCAPE.sub(self._unescaped, self._said)))
        elif self._kind == "blank":
            found = self._known(self._said)
        elif self._kind == "short":
            prefix, _colon, rest = self._said.partition(":")
            if prefix not in self._prefixes:
                self._wrong()
            found = self._known(self._prefixes[prefix] + re.sub(r"\\(.)", r"\1", rest))
        else:
            self._wrong()
        self._step()
        return found

    def _within(self, depth: int) -> Node:
        if depth > _DEEPEST:
            self._wrong()
        self._step()
        node = Node()
        if not self._is("]"):
            self._properties(node, depth)
        self._take("]")
        return node

    def _list(self, depth: int) -> Node:
        """A list means nothing here; it is read past."""
        if depth > _DEEPEST:
            self._wrong()
        self._step()
        while not self._is(")"):
            self._value(depth)
        self._step()
        return Node()

    def _known(self, address: str) -> Node:
        return self._things.setdefault(address, Node(id=address))

    def _whole(self, address: str) -> str:
        whole = urljoin(self._base, address) if self._base and ":" not in address.split("/")[0] else address
        return whole.replace("http://schema.org/", "https://schema.org/", 1)

    def _unescaped(self, match: re.Match[str]) -> str:
        if match[3] is not None:
            return _ESCAPES.get(match[3], match[3])
        code = int(match[1] or match[2], 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
