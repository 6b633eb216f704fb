"""A new group: a name and a place are enough."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.directory.countries import country_name
from konbit.directory.forms.fields import Coordinates, Country, reader
from konbit.directory.forms.places import TownForm, found_town, placed
from konbit.directory.queries.choices import group_kinds, precisions
from konbit.directory.state import State


class AddForm(TownForm):
    """What a new group says of itself at least."""

    folded: tuple[str, ...] = ("region", "point")
    asked_for: tuple[str, ...] = ("locality",)
    """Fields that may stay empty where others say it, and are not called optional."""

    name = forms.CharField(label=gettext_lazy("Name of the group"), max_length=300)
    locality = forms.CharField(label=gettext_lazy("Town or village"), required=False, max_length=200)
    region = forms.CharField(label=gettext_lazy("Region"), required=False, max_length=200)
    country = Country(label=gettext_lazy("Country"))
    point = Coordinates(
        label=gettext_lazy("Or coordinates"),
        help_text=gettext_lazy("If you know them, such as 45.48, -73.57."),
    )
    precision = forms.ChoiceField(
        label=gettext_lazy("Show this place"),
        choices=precisions,
        initial="town",
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"), choices=group_kinds, initial="initiative", widget=forms.RadioSelect
    )
    standing = forms.ChoiceField(
        label=gettext_lazy("Who says so"),
        choices=[
            ("speaks", gettext_lazy("I belong to it, or it asked me to write this")),
            ("knows", gettext_lazy("I know of it: somebody of the group should confirm this")),
        ],
        initial="speaks",
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        """A place, or the word that it shall not be shown; the country that stood there is not yet a word."""
        said = super().clean()
        country = said.get("country") if said.get("country") != self.initial.get("country") else ""
        nowhere = not (country or any(said.get(name) for name in ("locality", "region", "point")))
        if nowhere and said.get("precision") != "none" and not self.errors:
            self.add_error("locality", _("Where is it? A town is enough."))
        return said

    def guessed_town(self) -> str:
        """The town that was taken where several have this name, with its country; else nothing."""
        said = self.cleaned_data
        town = found_town(said) if said["locality"] and not said["point"] else None
        return "" if town is None or town.sure else f"{town.name}, {country_name(town.country, reader())}"

    def state(self, today: str) -> State:
        """The state of the new group; `today` is the day of its confirmation by its own people."""
        said = self.cleaned_data
        place = placed({**said, "role": "site", "name": ""}, {})
        speaks = said["standing"] == "speaks"
        return {
            "name": said["name"],
            "kind": said["kind"],
            "places": [place] if set(place) - {"role", "precision"} else [],
            "certainty": "confirmed" if speaks else "to_verify",
            "confirmed_on": today if speaks else None,
        }
