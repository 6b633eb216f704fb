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
_LINK = re.compile(r"(\]\()(?!https?:|mailto:|#|/)([\w./-]+?)\.md(#[\w-]*)?(\))")
_PICTURE = re.compile(r"!\[[^\]]*\]\((?!https?:)[^)]*\)\n*")


@lru_cache(maxsize=1)
def folder() -> Path:
    """Where the documentation lies: in the installed package, else beside the sources."""
    installed = _PACKAGE / "docs"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "docs"


@require_safe
def docs(request: HttpRequest, name: str = "") -> HttpResponse:
    """A page of the documentation; all of them without a name."""
    if not name:
        return render(request, "site/docs.html", {"pages": _pages()})
    path = folder() / f"{name}.md"
    if not _NAME.match(name) or not path.is_file():
        raise NotFound(_("There is no such page of help."), remedy=_("See all of them under “Help”."))
    title, text = _read(path)
    return render(request, "site/docs_page.html", {"title": title, "text": _relinked(text, name)})


def _pages() -> list[tuple[str, str, str]]:
    """Address, title and first words of every page: those for everybody first, decisions last."""
    found = []
    for path in sorted(folder().rglob("*.md")):
        name = path.relative_to(folder()).with_suffix("").as_posix()
        if _NAME.match(name):
            title, text = _read(path)
            words = re.sub(r"[*_`\[\]]|\([^)]*\)", "", next(iter(text.strip().split("\n\n")), ""))
            found.append((reverse("docs-page", args=[name]), title, words[:160]))
    return sorted(found, key=lambda one: ("/decisions/" in one[0], one[1]))


def _read(path: Path) -> tuple[str, str]:
    """The title of a page, which is its first heading, and the rest of it."""
    text = path.read_text(encoding="utf-8")
    first, _newline, rest = text.partition("\n")
    if first.startswith("# "):
        return first[2:].strip(), rest
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
