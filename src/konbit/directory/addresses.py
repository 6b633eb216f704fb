"""Where the things of the directory stand on the web."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse


def group_address(uid: str, slug: str = "") -> str:
    """The page of a group; the slug is for people's eyes only."""
    return reverse("directory:group", args=[uid, slug] if slug else [uid])


def term_address(scheme: str, code: str) -> str:
    """The page of a term, by the code of its scheme and its own."""
    return reverse("directory:term", args=[scheme, code])


def scheme_address(code: str) -> str:
    """The page of a scheme."""
    return reverse("directory:scheme", args=[code])


def search_address(**asked: str | int) -> str:
    """The search page with this question in its address."""
    return f"{reverse('directory:search')}?{urlencode(asked)}"
