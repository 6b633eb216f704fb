"""What every page knows: navigation, languages, the network's face, who is looking."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import get_language

from konbit.base.registry import navigation


def page(request: HttpRequest) -> dict[str, Any]:
    """Context for the shell `page.html`; see docs/house.md."""
    current = get_language() or settings.LANGUAGE_CODE
    here = request.get_full_path()
    return {
        "nav": [
            {"title": entry.title, "url": url, "icon": entry.icon, "current": request.path.startswith(url)}
            for entry in navigation()
            if (url := _address(entry.url_name))
        ],
        "languages": [
            {"code": code, "name": name, "url": translate_url(here, code), "current": code == current}
            for code, name in settings.LANGUAGES
        ],
        "unreviewed": settings.UNREVIEWED_LANGUAGES.get(current, ""),
        "brand": getattr(request, "brand", None),
        "viewer": getattr(request, "viewer", None),
        "save_data": request.headers.get("Save-Data", "").lower() == "on",
        "absolute": settings.KONBIT_URL,
    }


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
