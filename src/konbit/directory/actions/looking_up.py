"""Looking up the addresses that a list says without coordinates: address by address, behind the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from konbit.base.locks import hold
from konbit.chronicle.actions import recording
from konbit.directory.actions.claiming import show
from konbit.directory.geocoding.answers import SURE
from konbit.directory.geocoding.asking import ask
from konbit.directory.models import Claim, LookedUp
from konbit.directory.queries.claims import TAKEN_BACK
from konbit.directory.queries.looked_up import address_digest, wants_look_up
from konbit.directory.queries.towns import town_finder
from konbit.people.audience import SYSTEM

AT_ONCE = 200
"""Claims that are gone through, at most, before what was found is shown."""
MOST_ASKED = 50
"""Addresses asked for at most in one go, so that other work behind the pages has its turn."""


@dataclass(frozen=True)
class Portion:
    """What came of some claims: addresses asked for, found, found but to be checked; groups that changed.

    `after` is the id of the last of them, from which to go on; None when there are no more.
    """

    asked: int
    found: int
    unsure: int
    changed: int
    after: int | None


def look_up_some(source: int | None = None, after: int = 0) -> Portion:
    """Look up the addresses in some claims of a source (id; None: of all), those with an id above `after`.

    No transaction is open while the geocoder is asked, and its answers are kept one by one. Whose word is
    shown stays as it is: a place that people wrote themselves keeps its own. Raises `Held` while another
    process looks up, Problem where the geocoder cannot be asked.
    """
    with hold("geocoder"):
        claims = Claim.objects.filter(pk__gt=after, group__removed_at=None).exclude(digest=TAKEN_BACK)
        claims = claims.filter(source=source) if source else claims
        some = list(claims.select_related("group").order_by("pk")[:AT_ONCE])
        answers: list[LookedUp] = []
        done: list[Claim] = []
        for claim in some:
            if len(answers) >= MOST_ASKED:
                break
            answers += [_asked(place) for place in _addresses(claim) if not _is_known(place)]
            done.append(claim)
        groups = {claim.group_id: claim.group for claim in done if _addresses(claim)}
        with recording(SYSTEM.actor, "look up") as batch:
            show(batch, list(groups.values()))
    found = [answer for answer in answers if answer.latitude is not None]
    return Portion(
        asked=len(answers),
        found=len(found),
        unsure=sum(answer.confidence < SURE for answer in found),
        changed=len(batch.entries),
        after=done[-1].pk if done and (len(done) < len(some) or len(some) == AT_ONCE) else None,
    )


def _addresses(claim: Claim) -> list[dict[str, Any]]:
    return [place for place in claim.fields.get("places", []) if wants_look_up(place)]


def _is_known(place: dict[str, Any]) -> bool:
    return LookedUp.objects.filter(digest=address_digest(place)).exists()


def _asked(place: dict[str, Any]) -> LookedUp:
    """Ask for an address and keep the answer, also that there is none."""
    town = town_finder()(place.get("locality", ""), place.get("region", ""), place.get("country", ""))
    answer = ask(place, town[:2] if town and town[2] else None)
    return LookedUp.objects.create(
        digest=address_digest(place),
        latitude=answer.latitude if answer else None,
        longitude=answer.longitude if answer else None,
        confidence=answer.confidence if answer else 0,
        at=timezone.now(),
    )
