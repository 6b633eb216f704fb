"""What a geocoder of the kind of Nominatim answers, and how far to believe it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.folding import fold
from konbit.engines.geodesy import distance_km

SURE = 60
"""Percent: what is less sure stays where its town is, to be checked by somebody."""
HOUSE, STREET, AREA = 90, 75, 45
_WRONG_TOWN, _WRONG_POSTCODE = 20, 50
_HOUSE_RANK, _STREET_RANK, _AREA_RANK = 28, 26, 17
# A village of a large municipality lies as far as this from the middle that bears its name.
_AROUND_TOWN_KM = 30.0


@dataclass(frozen=True)
class Answer:
    """A point in degrees and how sure it is, in percent."""

    latitude: float
    longitude: float
    confidence: int

    @property
    def is_sure(self) -> bool:
        """Whether it may be shown without somebody's look."""
        return self.confidence >= SURE


def read_answer(path: Path, place: Mapping[str, Any], town: tuple[float, float] | None) -> Answer | None:
    """The answer in a file (JSON, `format=jsonv2`) for a place, whose town lies at `town` (degrees) if that
    is known; None where the service knows nothing finer than a town. Raises Problem for anything else.

    A house counts 90 percent, a street 75, a postcode or quarter 45; at most 50 if it bears another postcode,
    20 if it lies far from the town; another country is no answer.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if not found:
            return None
        best = found[0]
        point = float(best["lat"]), float(best["lon"])
        rank = int(best.get("place_rank", 0))
        said = dict(best.get("address") or {})
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise Problem(
            _("The geocoder answers something that is no list of places."),
            "KONBIT_GEOCODER",
            _("Name the address of a search like Nominatim's, which knows format=jsonv2."),
        ) from error
    in_world = abs(point[0]) <= 90 and abs(point[1]) <= 180
    country = str(said.get("country_code", "")).upper()
    if not in_world or rank < _AREA_RANK or (place.get("country") and country not in ("", place["country"])):
        return None
    confidence = HOUSE if rank >= _HOUSE_RANK else STREET if rank >= _STREET_RANK else AREA
    if _differ(place.get("postcode"), said.get("postcode")):
        confidence = min(confidence, _WRONG_POSTCODE)
    if town and distance_km(*point, *town) > _AROUND_TOWN_KM:
        confidence = min(confidence, _WRONG_TOWN)
    return Answer(*point, confidence)


def _differ(ours: Any, theirs: Any) -> bool:
    """Whether two postcodes are both said and not the same."""
    one, other = (fold(str(code or "")).replace(" ", "") for code in (ours, theirs))
    return bool(one and other) and one != other
