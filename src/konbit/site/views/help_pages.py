"""The documentation, readable in every instance without a network."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from konbit.base.errors import NotFound

_PACKAGE = Path(__file__).resolve().parents[2]
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)?\Z")
FIRST = "index"
_LINK = re.compile(r"(\]\()(?!https?:|mailto:|#|/)([\w./-]+?)\.md(#[\w-]*)?(\))")
_PICTURE = re.compile(r"!\[[^\]]*\]\((?!https?:)[^)]*\)\n*")


@lru_cache(maxsize=1)
def folder() -> Path:
    """Where the documentation lies: in the installed package, else beside the sources."""
    installed = _PACKAGE / "docs"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "docs"


@require_safe
def docs(request: HttpRequest, name: str = "") -> HttpResponse:
    """A page of the documentation; without a name the first one, and all of them."""
    path = folder() / f"{name or FIRST}.md"
    if not _NAME.match(name or FIRST) or not path.is_file():
        raise NotFound(_("There is no such page of help."), remedy=_("See all of them under “Help”."))
    title, text = _read(path)
    context = {"title": title, "text": _relinked(text, name), "pages": [] if name else _pages()}
    return render(request, "site/docs_page.html", context)


def _pages() -> list[tuple[str, str]]:
    """Address and title of every other page: those for everybody first, decisions in their order."""
    names = [path.relative_to(folder()).with_suffix("").as_posix() for path in folder().rglob("*.md")]
    found = [
        ("/" in name, name if "/" in name else title, reverse("docs-page", args=[name]), title)
        for name in names
        if _NAME.match(name) and name != FIRST
        for title in [_read(folder() / f"{name}.md")[0]]
    ]
    return [(address, title) for _below, _order, address, title in sorted(found)]


def _read(path: Path) -> tuple[str, str]:
    """The title of a page, which is its first heading, and the rest of it."""
    text = path.read_text(encoding="utf-8")
    first, _newline, rest = text.partition("\n")
    if first.startswith("# "):
        return first[2:].strip().replace("`", ""), rest
    return path.stem, text


def _relinked(text: str, name: str) -> str:
    """The text with links between files made links between pages; pictures stay with the sources."""
    here = Path(name).parent

    def address(match: re.Match[str]) -> str:
        parts: list[str] = []
        for part in (here / match[2]).parts:
            if part == "..":
                parts = parts[:-1]
            else:
                parts.append(part)
        wanted = "/".join(parts)
        known = _NAME.match(wanted) and (folder() / f"{wanted}.md").is_file()
        target = reverse("docs-page", args=[wanted]) if known else reverse("docs")
        return f"{match[1]}{target}{match[3] or ''}{match[4]}"

    return _LINK.sub(address, _PICTURE.sub("", text))
