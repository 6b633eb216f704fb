"""Pages ask nothing of another host, run no script that is not ours, and speak through the catalogues."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.architecture.house import PACKAGE, files, listed

FETCHING = {"src", "srcset", "poster", "data", "background", "xlink:href", "manifest", "formaction", "ping"}
FETCHING_HREF = {"link", "use", "image", "base", "feimage"}
ELSEWHERE = re.compile(r"^\s*(?:https?:)?//", re.IGNORECASE)
TEMPLATE_MARK = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|{%.*?%}|{{.*?}}", re.DOTALL)
DATA_BLOCKS = {"application/json", "application/ld+json", "speculationrules"}


class Reading(HTMLParser):
    """Finds what a page may not contain."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attributes}
        for name, value in said.items():
            fetches = name in FETCHING or (name == "href" and tag in FETCHING_HREF)
            if fetches and any(ELSEWHERE.match(part) for part in value.split(",")):
                self.fault(f"<{tag} {name}> asks another host: {value}")
            if name == "style":
                self.fault(f"<{tag} style>: write a class in the style sheet")
            if name.startswith("on"):
                self.fault(f"<{tag} {name}>: write a listener in a script file")
            if value.strip().lower().startswith("javascript:"):
                self.fault(f"<{tag} {name}> holds a script")
        if (
            tag == "script"
            and "src" not in said
            and said.get("type") not in DATA_BLOCKS
            and "nonce" not in said
        ):
            self.fault("<script> without a nonce: move it into a file")
        if tag == "style" and "nonce" not in said:
            self.fault("<style> without a nonce: move it into the style sheet")

    def fault(self, what: str) -> None:
        """Note a fault where the parser stands."""
        self.faults.append((self.getpos()[0], what))


def faults_of(template: str) -> list[tuple[int, str]]:
    """The line and the fault, for each in a template."""
    reading = Reading()
    reading.feed(TEMPLATE_MARK.sub(lambda mark: "x" + "\n" * mark.group().count("\n"), template))
    reading.close()
    return reading.faults


def style_faults(sheet: str) -> Iterator[str]:
    """What in a style sheet asks another host, or another sheet."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    yield from re.findall(r"@import[^;]*", sheet)
    yield from re.findall(r"url\(\s*['\"]?\s*(?:https?:)?//[^)]*\)", sheet, re.IGNORECASE)


def script_faults(script: str) -> list[str]:
    """Addresses in a script that are no names of a namespace."""
    return [
        address
        for address in re.findall(r"['\"`](?:https?:)?//[\w.-]+[^'\"`]*", script)
        if not re.search(r"//(www\.)?w3\.org/", address)
    ]


def near(path: Path) -> str:
    """A file as messages name it."""
    return path.relative_to(PACKAGE.parent).as_posix()


def test_templates_hold_no_address_of_another_host_and_no_inline_script_or_style() -> None:
    found = [
        f"{near(path)}:{line} {what}"
        for path in files(".html", ".svg")
        for line, what in faults_of(path.read_text())
    ]
    assert not found, listed(found)


def test_style_sheets_ask_no_other_host() -> None:
    found = [f"{near(path)} {fault}" for path in files(".css") for fault in style_faults(path.read_text())]
    assert not found, listed(found)


def test_scripts_ask_no_other_host() -> None:
    found = [f"{near(path)} {fault}" for path in files(".js") for fault in script_faults(path.read_text())]
    assert not found, listed(found)


@pytest.mark.parametrize(
    "wrong",
    [
        '<img src="https://example.org/x.png">',
        '<img src="//example.org/x.png">',
        '<img srcset="/a.png, https://example.org/b.png 2x">',
        '<link rel="stylesheet" href="https://example.org/x.css">',
        '<svg><use href="http://example.org/x.svg#a"></use></svg>',
        '<iframe src="HTTPS://example.org"></iframe>',
        "<p style='color: red'>",
        '<p\n onclick="go()">',
        "<script>go()</script>",
        "<style>p { color: red }</style>",
        '<a href="javascript:go()">',
        '{% if x > 1 %}<p style="{{ style }}">{% endif %}',
    ],
)
def test_a_wrong_page_is_recognised(wrong: str) -> None:
    assert faults_of(wrong)


@pytest.mark.parametrize(
    "right",
    [
        '<a href="https://example.org">their page</a>',
        '<img src="{% static "a.png" %}" alt="">',
        '<link rel="stylesheet" href="{% static \'x.css\' %}">',
        "<script src=\"{% static 'x.js' %}\" defer></script>",
        '<script nonce="{{ request.csp_nonce }}">go()</script>',
        '<script type="application/ld+json">{"@context": "https://schema.org"}</script>',
        '<svg xmlns="http://www.w3.org/2000/svg"><use href="#sun"></use></svg>',
        '{# <p style="x"> #}<p>{% comment "why" %}<p style="x">{% endcomment %}</p>',
    ],
)
def test_a_right_page_is_let_be(right: str) -> None:
    assert not faults_of(right)


def test_a_wrong_style_sheet_or_script_is_recognised() -> None:
    assert list(style_faults("@import 'x.css';"))
    assert list(style_faults("p { background: url( 'https://example.org/x.png') }"))
    assert not list(style_faults("/* https://example.org */ p { background: url(x.svg) }"))
    assert script_faults("fetch('https://example.org')")
    assert not script_faults("document.createElementNS('http://www.w3.org/2000/svg', 'g') // https://docs")
