"""What a column of a table can mean: a target, written `name` or `name:detail` (`terms:konbit/types`)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TARGETS: dict[str, Promise] = {
    "key": _("Identifier of the row in your list"),
    "name": _("Name"),
    "alias": _("Another name"),
    "description": _("Description"),
    "kind": _("Kind of group: initiative, collective, network, public body"),
    "language": _("Language of the row"),
    "street": _("Street and number, or the whole address"),
    "locality": _("Town or village"),
    "region": _("Region"),
    "postcode": _("Postcode"),
    "country": _("Country"),
    "place_name": _("Name of the place"),
    "latitude": _("Latitude"),
    "longitude": _("Longitude"),
    "coordinates": _("Latitude and longitude in one cell"),
    "geocoded_latitude": _("Latitude looked up from the address"),
    "geocoded_longitude": _("Longitude looked up from the address"),
    "geocoded_confidence": _("How sure the looked-up place is, in percent"),
    "area": _("Area that the group serves"),
    "radius_km": _("How far around the group serves, in kilometres"),
    "website": _("Website"),
    "phone": _("Telephone"),
    "email": _("E-mail"),
    "person": _("Contact person"),
    "contact": _("Another way to reach the group, or a note about a contact"),
    "social": _("Page on a social network"),
    "show": _("Whether a contact may be shown to everyone (yes or no)"),
    "terms": _("Category, activity or type"),
    "primary": _("Main category, activity or type"),
    "tags": _("Free keywords"),
    "identifier": _("Number in a register"),
    "size": _("How many (members, workers, households…)"),
    "founded": _("Founded"),
    "closed": _("Closed"),
    "confirmed": _("When somebody last confirmed it"),
    "extra": _("Keep as it is"),
    "skip": _("Leave out"),
}

# Targets that say nothing without a detail: which register, of what, which contact, which network.
NEED_DETAIL = frozenset({"identifier", "size", "show"})
# At most one column each; a second one would contradict the first.
SINGLE = frozenset(
    {
        *("key", "name", "kind", "language", "street", "locality", "region", "postcode", "country"),
        *("place_name", "latitude", "longitude", "coordinates", "geocoded_latitude", "geocoded_longitude"),
        *("geocoded_confidence", "radius_km", "founded", "closed", "confirmed"),
    }
)
# Columns about a person: only stewards see them until somebody opens them.
PRIVATE = frozenset({"phone", "email", "person", "contact"})


def split_target(target: str) -> tuple[str, str]:
    """The name and the detail of a target; the detail is empty where there is none."""
    name, _colon, detail = target.partition(":")
    return name, detail


def is_target(target: str) -> bool:
    """Whether a column can mean this."""
    name, detail = split_target(target)
    return name in TARGETS and (bool(detail) or name not in NEED_DETAIL)
