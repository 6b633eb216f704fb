"""Places: looked up in the gazetteer where only a town is said, and shown as exactly as their people want."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.directory.forms.fields import Coordinates, Country
from konbit.directory.forms.sections import Folding, RowForm, RowsForm
from konbit.directory.gazetteer import Town
from konbit.directory.queries.choices import place_roles, precisions
from konbit.directory.queries.towns import gazetteer
from konbit.directory.state import State

_ADDRESS = ("street", "postcode", "locality", "region", "country")
_LOOKED_UP = ("geocoded_latitude", "geocoded_longitude", "confidence")
SURE, UNSURE = 80, 40
"""How much is made, in percent, of a town found by its name: alone of its name, or the largest of several."""


class TownForm(Folding):
    """A form that names a town: it is looked up, and who lives in none that is listed is not turned away."""

    def __init__(self, *args: Any, **said: Any) -> None:
        super().__init__(*args, **said)
        if self.add_prefix("as_it_is") in self.data:
            self._ask()

    def _ask(self) -> None:
        self.fields["as_it_is"] = forms.BooleanField(
            label=_("The name is right: list it without a point on the map"), required=False
        )

        order = [name for name in self.fields if name != "as_it_is"]
        order.insert(order.index("locality") + 1, "as_it_is")
        self.order_fields(order)

    @property
    def says_more(self) -> bool:
        """The region and the coordinates help where the town is not known."""
        return super().says_more or "locality" in self.errors

    def clean(self) -> dict[str, Any]:
        """Somebody who names a town finds it on the map, or hears that it is not known."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        known = said.get("DELETE") or said.get("point") or said.get("precision") == "none"
        unchanged = all((self.initial.get(name) or "") == (said.get(name) or "") for name in _ADDRESS)
        if known or unchanged or said.get("as_it_is") or not said.get("locality") or found_town(said):
            return said
        self._ask()
        self.add_error(
            "locality",
            _(
                "We do not know this town. Add its region or country, name a larger town nearby, or give"
                " coordinates. Or tick below that the name is right."
            ),
        )
        return said


class PlaceForm(TownForm, RowForm):
    """One place of a group."""

    folded = ("name", "street", "postcode", "point", "radius_km")

    locality = forms.CharField(label=gettext_lazy("Town or village"), required=False, max_length=200)
    region = forms.CharField(label=gettext_lazy("Region"), required=False, max_length=200)
    country = Country(label=gettext_lazy("Country"))
    precision = forms.ChoiceField(
        label=gettext_lazy("Show this place"),
        choices=precisions,
        initial="town",
        help_text=gettext_lazy("Whoever lives where the group meets may prefer the town."),
    )
    role = forms.ChoiceField(label=gettext_lazy("This is"), choices=place_roles, initial="site")
    name = forms.CharField(label=gettext_lazy("Name of the place"), required=False, max_length=200)
    street = forms.CharField(label=gettext_lazy("Street and number"), required=False, max_length=300)
    postcode = forms.CharField(label=gettext_lazy("Postcode"), required=False, max_length=20)
    point = Coordinates(
        label=gettext_lazy("Coordinates"),
        help_text=gettext_lazy(
            "Only if you know them, such as 45.48, -73.57. They count more than the town."
        ),
    )
    radius_km = forms.IntegerField(
        label=gettext_lazy("How far around, in kilometres"), required=False, min_value=1, max_value=20_000
    )


class PlacesForm(RowsForm):
    """Where the group is, and the area that it serves, which is another thing."""

    part = "places"
    row = PlaceForm
    room = 1

    def entry_initial(self, one: Any) -> dict[str, Any]:
        """A place as the fields show it."""
        point = None
        if one.get("given_latitude") is not None:
            point = (one["given_latitude"], one["given_longitude"])
        return {**one, "point": point}

    def says(self, cleaned: Mapping[str, Any]) -> bool:
        """A place says something once a field besides its role and precision is filled."""
        return any(cleaned[name] for name in (*_ADDRESS, "name", "point"))

    def entry(self, cleaned: Mapping[str, Any]) -> Any:
        """A place as a part of the state."""
        return placed(cleaned, self.state)


def found_town(said: Mapping[str, Any]) -> Town | None:
    """The town that a place most likely means."""
    return gazetteer().find(said.get("locality", ""), said.get("region", ""), said.get("country", ""))


def placed(said: Mapping[str, Any], state: State) -> dict[str, Any]:
    """A place as a part of the state, looked up where no point is given.

    What was looked up for the same address before stays, and so does a point told apart by more figures.
    """
    place = {
        name: said.get(name)
        for name in ("role", "name", *_ADDRESS, "precision", "radius_km")
        if said.get(name)
    }
    if said.get("point"):
        place["given_latitude"], place["given_longitude"] = said["point"]
    for one in state.get("places", ()):
        if all(one.get(name, "") == place.get(name, "") for name in _ADDRESS):
            return {**place, **{name: one[name] for name in _LOOKED_UP if name in one}}
    town = found_town(said) if said.get("locality") else None
    if town:
        place |= {
            "geocoded_latitude": town.latitude,
            "geocoded_longitude": town.longitude,
            "confidence": SURE if town.sure else UNSURE,
        }
        place.setdefault("country", town.country)
    return place
