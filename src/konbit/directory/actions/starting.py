"""Starting a network: its group, its place, its face, and whoever starts it as its organiser."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.actions.editing import add_group
from konbit.directory.gazetteer import Town
from konbit.directory.models import Certainty, Group, NetworkStyle
from konbit.people.audience import Viewer
from konbit.people.queries import has_operator

MOST_STARTED = 20


def start_network(viewer: Viewer, name: str, language: str, town: Town | str, founded: str = "") -> Group:
    """Start a network in a town (one of the gazetteer, else its name as it was said), founded on a partial
    date if that is known.

    Its starter organises it. The first network of a house that nobody keeps yet, or that its operator
    starts, is what the house opens with. Raises NotAllowed for the unknown.
    """
    if not viewer.is_operator and len(viewer.roles) >= MOST_STARTED:
        raise Problem(
            _("You look after %(count)s groups already.") % {"count": len(viewer.roles)},
            remedy=_("Ask the operator of this house to start one more."),
        )
    state = {
        "kind": Group.Kind.NETWORK.value,
        "name": name,
        "language": language,
        "languages": [language],
        "valid_from": founded,
        "places": [place] if (place := place_in(town)) else [],
        "certainty": Certainty.CONFIRMED.value,
        "confirmed_on": date.today().isoformat(),
    }
    with transaction.atomic():
        network = add_group(viewer, state)
        opens = viewer.is_operator or not has_operator()
        is_home = opens and not NetworkStyle.objects.filter(is_home=True).exists()
        NetworkStyle.objects.create(network=network, is_home=is_home)
    return network


def place_in(town: Town | str) -> dict[str, Any]:
    """A place in a town, as part of a group's state: on the map as exactly as one knows a town."""
    if isinstance(town, str):
        return {"role": "site", "locality": town[:200]} if town else {}
    return {
        "role": "site",
        "locality": town.name,
        "country": town.country,
        "geocoded_latitude": town.latitude,
        "geocoded_longitude": town.longitude,
        "confidence": 100,
        "precision": "town",
    }
