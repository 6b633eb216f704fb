"""Where the things of the directory stand on the web."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.translation import get_language


def group_address(uid: str, slug: str = "") -> str:
    """The page of a group; the slug is for people's eyes only."""
    frame = _group_frame(get_language() or "", bool(slug))
    return frame.replace("-uid-", quote(uid)).replace("-slug-", quote(slug))


@lru_cache(maxsize=32)
def _group_frame(_language: str, with_slug: bool) -> str:
    """The address with its places left open: lists of groups and maps need it a hundred times a page."""
    return reverse("directory:group", args=["-uid-", "-slug-"] if with_slug else ["-uid-"])


def term_address(scheme: str, code: str) -> str:
    """The page of a term, by the code of its scheme and its own."""
    return reverse("directory:term", args=[scheme, code])


def scheme_address(code: str) -> str:
    """The page of a scheme."""
    return reverse("directory:scheme", args=[code])


def search_address(**asked: str | int) -> str:
    """The search page with this question in its address."""
    return f"{reverse('directory:search')}?{urlencode(asked)}"
