"""What a geocoder answered before: by the address, without asking anybody."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings

from konbit.directory.folding import fold
from konbit.directory.geocoding.answers import Answer
from konbit.directory.geocoding.asking import is_on
from konbit.directory.models import LookedUp

_ADDRESS = ("street", "postcode", "locality", "region", "country")


def wants_look_up(place: Mapping[str, Any]) -> bool:
    """Whether a place, as a source says it, has an address and no coordinates."""
    has_point = "given_latitude" in place or "geocoded_latitude" in place
    return bool(place.get("street") and (place.get("locality") or place.get("postcode"))) and not has_point


def address_digest(place: Mapping[str, Any]) -> str:
    """The digest of an address (64 hexadecimal digits), the same however it is capitalised and accented.

    It is keyed with the instance's secret: who has it cannot find the address by trying.
    """
    told = "\n".join(" ".join(fold(str(place.get(name) or "")).split()) for name in _ADDRESS)
    return hashlib.blake2b(told.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=32).hexdigest()


def known_answer(place: Mapping[str, Any]) -> Answer | None:
    """What a geocoder answered for this place's address; None where it was not asked or did not know."""
    if not wants_look_up(place) or not (is_on() or _some_are_kept()):
        return None
    row = LookedUp.objects.filter(digest=address_digest(place)).first()
    if row is None or row.latitude is None or row.longitude is None:
        return None
    return Answer(row.latitude, row.longitude, row.confidence)


@lru_cache(maxsize=1)
def _some_are_kept() -> bool:
    """Whether there are answers of a geocoder that was on before this process began."""
    return LookedUp.objects.exists()
