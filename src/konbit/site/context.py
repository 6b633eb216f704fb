"""What every page knows: navigation, languages, the network's face, who is looking."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konbit.base.registry import navigation
from konbit.directory.queries.faces import Face, face_of_scope, home_face


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
        "brand": _face(request, current),
        "viewer": getattr(request, "viewer", None),
        "footer": [link for link in _footer() if link["url"]],
        "save_data": request.headers.get("Save-Data", "").lower() == "on",
        "absolute": settings.KONBIT_URL,
        "opens_only_here": _is_of_one_machine(urlsplit(settings.KONBIT_URL).hostname or ""),
    }


def _face(request: HttpRequest, language: str) -> Face | None:
    """The face that the page gave itself, that of where it stands, or that of the house."""
    own: Face | None = getattr(request, "brand", None)
    stands_in: str = getattr(request, "stands_in", "")
    return own or (face_of_scope(stands_in, language) if stands_in else None) or home_face(language)


def _is_of_one_machine(host: str) -> bool:
    """Whether every device takes this host for itself, so that nobody else can open its links."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


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
