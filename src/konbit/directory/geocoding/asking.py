"""Asking the geocoder that an operator named, at most once a second."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.fetch import Gone, fetch
from konbit.directory.geocoding.answers import Answer, read_answer

SECONDS_APART = 1.0
PATIENCE = 20.0  # seconds
LARGEST = 200_000  # bytes of an answer

_asked_at = 0.0


def is_on() -> bool:
    """Whether an operator named a geocoder."""
    return bool(settings.KONBIT_GEOCODER)


def ask(place: Mapping[str, Any], town: tuple[float, float] | None) -> Answer | None:
    """Where an address is, None where the service does not know. Waits until it may be asked again.

    Raises Problem where none is named, it cannot be reached, or it answers something else.
    """
    if not is_on():
        raise Problem(_("No geocoder is named."), "KONBIT_GEOCODER", _("Name one: docs/hosting.md says how."))
    _wait()
    try:
        with fetch(_question(place), limit_bytes=LARGEST, seconds=PATIENCE) as fetched:
            return read_answer(fetched.path, place, town) if fetched.path else None
    except Gone:
        return None


def _question(place: Mapping[str, Any]) -> str:
    said = {
        "street": place.get("street"),
        "city": place.get("locality"),
        "state": place.get("region"),
        "postalcode": place.get("postcode"),
        "countrycodes": str(place.get("country", "")).lower(),
        "format": "jsonv2",
        "addressdetails": "1",
        "limit": "1",
    }
    joint = "&" if "?" in settings.KONBIT_GEOCODER else "?"
    return (
        settings.KONBIT_GEOCODER + joint + urlencode({name: value for name, value in said.items() if value})
    )


def _wait() -> None:
    global _asked_at
    time.sleep(max(0.0, _asked_at + SECONDS_APART - time.monotonic()))
    _asked_at = time.monotonic()
