"""Murmurations: offers and needs as profiles of the schema offers_wants_prototype-v0.0.2, out and in.

Source: Murmurations Network (2023), 'offers_wants_prototype-v0.0.2', in its public library of schemas.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from typing import Any

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import sentence
from konbit.exchange.queries.listings import ListingLine

SCHEMA = "offers_wants_prototype-v0.0.2"
_LOCAL, _REGIONAL = 50, 300  # kilometres
_GOOD = ("goods", "space")
MOST = 2000


def profile(line: ListingLine, language: str) -> dict[str, Any] | None:
    """An offer or a need as a profile; None where its group shows no point, which the schema wants. It is
    reached by the page of its group, never by anybody's address."""
    if line.where.point is None:
        return None
    ends = datetime.combine(line.until, time(23, 59, 59), tzinfo=UTC)
    said: dict[str, Any] = {
        "linked_schemas": [SCHEMA],
        "exchange_type": "offer" if line.what == "offer" else "want",
        "item_type": "good" if line.sort in _GOOD else "service",
        "transaction_type": ["receive-donate" if line.free else "buy-sell"],
        "tags": list(dict.fromkeys(filter(None, (line.sort, *line.term.values())))),
        "title": sentence(line.title, language),
        "description": sentence(line.text, language) or sentence(line.title, language),
        "details_url": f"{settings.KONBIT_URL}{line.url}",
        "geolocation": {"lat": line.where.point[0], "lon": line.where.point[1]},
        "geographic_scope": _scope(line.where.radius),
        "contact_details": {"contact_form": f"{settings.KONBIT_URL}{line.group.url}"},
        "expires_at": int(ends.timestamp()),
    }
    if line.picture:
        said["image"] = f"{settings.KONBIT_URL}{line.picture.url}"
    return said


def _scope(radius: int | None) -> str:
    if radius is None or radius <= _LOCAL:
        return "local"
    return "regional" if radius <= _REGIONAL else "national"


def rows_of(content: bytes, name: str) -> list[dict[str, str]]:
    """Profiles (one, a list, or listed under `data`) as rows of a table. Raises `Problem`."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Problem(
            _("This file is not JSON."), name, _("Bring it as the other site gives it, or as CSV.")
        ) from error
    if isinstance(said, dict):
        said = said.get("data", [said])
    if not isinstance(said, list) or len(said) > MOST:
        raise Problem(
            _("There are no profiles in this file, or too many."), name, _("Part it, and try again.")
        )
    return [_cells(one) if isinstance(one, dict) else {} for one in said]


def _cells(profile: dict[str, Any]) -> dict[str, str]:
    types, ends = profile.get("transaction_type"), profile.get("expires_at")
    tags = profile.get("tags")
    return {
        "what": {"offer": "offer", "want": "need"}.get(str(profile.get("exchange_type")), "?"),
        "sort": "goods" if profile.get("item_type") == "good" else "service",
        "title": _text(profile.get("title")),
        "text": _text(profile.get("description")),
        "category": _text(tags[0]) if isinstance(tags, list) and tags else "",
        "free": "yes" if types == ["receive-donate"] else "",
        "radius_km": {"regional": str(_REGIONAL), "local": str(_LOCAL)}.get(
            str(profile.get("geographic_scope")), ""
        ),
        "until": _day(ends),
    }


def _text(value: Any) -> str:
    return strip_tags(value).strip() if isinstance(value, str) else ""


def _day(moment: Any) -> str:
    try:
        return datetime.fromtimestamp(float(moment), UTC).date().isoformat()
    except (TypeError, ValueError, OverflowError, OSError):
        return ""
