"""Groups by name: short lines for lists, and the group that a word of an address means."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound
from konbit.directory.models import Group, Place
from konbit.directory.places import shown_place
from konbit.directory.state import place_state


def named(ids: list[int]) -> list[dict[str, str]]:
    """Name, kind, place as shown to the public, and address of these groups, in this order."""
    groups = Group.objects.filter(pk__in=ids, removed_at=None).in_bulk()
    places: dict[int, str] = {}
    for place in Place.objects.filter(group__in=ids).order_by("order", "id"):
        shown = shown_place(place_state(place))
        places.setdefault(place.group_id, shown.locality or shown.region or shown.country)
    return [
        {
            "uid": groups[pk].uid,
            "name": groups[pk].name,
            "kind": groups[pk].kind,
            "place": places.get(pk, ""),
            "address": f"{settings.KONBIT_URL}/{settings.LANGUAGE_CODE}/g/{groups[pk].uid}/",
        }
        for pk in ids
        if pk in groups
    ]


def network_id(name: str) -> int:
    """The id of the network with this uid or address name. Raises NotFound, or Problem when two match."""
    found = Group.objects.filter(Q(uid=name) | Q(slug=name), kind=Group.Kind.NETWORK, removed_at=None)
    ids = list(found.values_list("pk", flat=True)[:2])
    if len(ids) != 1:
        raise NotFound(
            _("There is no single network called “%(name)s”.") % {"name": name},
            remedy=_("Give the short code that stands in the address of its page."),
        )
    return ids[0]


def network_uid(pk: int) -> str:
    """The uid of a network by its id."""
    return Group.objects.values_list("uid", flat=True).get(pk=pk)
