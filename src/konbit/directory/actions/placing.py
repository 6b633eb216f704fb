"""Putting groups on the map whose place a list did not say clearly."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.chronicle.actions import recording
from konbit.directory.actions.claiming import say_own
from konbit.directory.actions.starting import place_in
from konbit.directory.actions.writing import change_groups
from konbit.directory.gazetteer import Town
from konbit.directory.models import Group
from konbit.directory.queries.visible import seen_group
from konbit.directory.state import states_of
from konbit.people.audience import Viewer

PIN_PRECISIONS = ("exact", "district", "town", "region")


def place_in_town(viewer: Viewer, uid: str, town: Town) -> None:
    """Say in which town a group is."""
    _settle(viewer, uid, place_in(town))


def place_at(viewer: Viewer, uid: str, latitude: float, longitude: float, precision: str) -> None:
    """Put a group at a point (degrees), shown as exactly as `precision` says.

    Raises Problem for a point outside the world.
    """
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise Problem(
            _("This point lies outside the world."),
            f"{latitude}, {longitude}",
            _("A latitude lies between -90 and 90, a longitude between -180 and 180."),
        )
    if precision not in PIN_PRECISIONS:
        raise Problem(_("Say how exactly the place may be shown."), precision)
    point = {"given_latitude": latitude, "given_longitude": longitude, "precision": precision}
    _settle(viewer, uid, point)


def leave_unplaced(viewer: Viewer, uid: str) -> None:
    """Leave a group off the map: it stays in the lists."""
    _settle(viewer, uid, {"precision": "none"})


def _settle(viewer: Viewer, uid: str, said: dict[str, Any]) -> None:
    """Write what is said into the group's first site. Raises NotAllowed, NotFound."""
    group, sight = seen_group(viewer, uid)
    sight.must("edit")
    with recording(viewer.actor, "place") as batch:
        Group.objects.select_for_update().get(pk=group.pk)
        places = [dict(place) for place in states_of([group])[group.pk]["places"]]
        at = next((n for n, place in enumerate(places) if place.get("role", "site") == "site"), None)
        if at is None:
            at = len(places)
            places.append({"role": "site"})
        kept = {name: value for name, value in places[at].items() if name != "confidence"}
        word = kept.get("locality") or said.get("locality", "")
        places[at] = {**kept, **said} | ({"locality": word} if word else {})
        say_own(batch, group, {"places": places})
        change_groups(batch, [(group, {"places": places})])
