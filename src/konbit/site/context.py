"""What every page knows: navigation, languages, the network's face, who is looking."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konbit.base.registry import navigation
from konbit.directory.queries.faces import home_face


def page(request: HttpRequest) -> dict[str, Any]:
    """Context for the shell `page.html`."""
    current = get_language() or settings.LANGUAGE_CODE
    here = request.get_full_path()
    return {
        "nav": [
            {"title": entry.title, "url": url, "icon": entry.icon, "current": request.path.startswith(url)}
            for entry in navigation()
            if (url := _address(entry.url_name))
        ],
        "languages": [
            {"code": code, "name": name, "url": _in_language(here, current, code), "current": code == current}
            for code, name in settings.LANGUAGES
        ],
        "unreviewed": settings.UNREVIEWED_LANGUAGES.get(current, ""),
        "brand": getattr(request, "brand", None) or home_face(current),
        "viewer": getattr(request, "viewer", None),
        "footer": [link for link in _footer() if link["url"]],
        "save_data": request.headers.get("Save-Data", "").lower() == "on",
        "absolute": settings.KONBIT_URL,
    }


def _footer() -> list[dict[str, str]]:
    return [
        {"title": _("About"), "url": _address("docs-page", "about")},
        {"title": _("Help"), "url": _address("docs")},
        {"title": _("Your data"), "url": _address("docs-page", "privacy")},
        {"title": _("Licence and source"), "url": _address("docs-page", "licence")},
        {"title": "API", "url": _address("api:openapi-view")},
    ]


def _address(name: str, *args: str) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _in_language(address: str, current: str, code: str) -> str:
    """The same page in another language. Pages stand under their language, so no pattern need be searched."""
    prefix = f"/{current}/"
    return f"/{code}/{address.removeprefix(prefix)}" if address.startswith(prefix) else address
