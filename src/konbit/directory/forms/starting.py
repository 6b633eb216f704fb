"""The first steps: a network's name, language and town; its look; where a group is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from konbit.directory.actions.placing import PIN_PRECISIONS
from konbit.directory.actions.styling import Look
from konbit.directory.colours import Checked, check
from konbit.directory.forms.fields import Coordinates
from konbit.directory.gazetteer import Town
from konbit.directory.queries.choices import precisions
from konbit.directory.queries.faces import Face
from konbit.directory.queries.placing import Placing, candidate
from konbit.directory.queries.towns import gazetteer


class StartForm(forms.Form):
    """A network's name, language and town. Where several towns have the name, it asks which one is meant."""

    name = forms.CharField(
        label=gettext_lazy("What your network is called"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Its language"))
    near = forms.CharField(
        label=gettext_lazy("Its town"),
        help_text=gettext_lazy("Where it meets. Country after a comma, if you like: Lyon, France."),
        max_length=120,
        required=False,
        widget=forms.TextInput(
            attrs={
                "list": "near-options",
                "autocomplete": "off",
                "hx-get": reverse_lazy("directory:suggest-places"),
                "hx-trigger": "input changed delay:250ms",
                "hx-target": "#near-options",
            }
        ),
    )
    which = forms.ChoiceField(
        label=gettext_lazy("Which one do you mean?"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **said: Any) -> None:
        super().__init__(*args, **said)
        self.fields["language"].choices = list(settings.LANGUAGES)  # type: ignore[attr-defined]
        self.fields["language"].initial = get_language()
        towns = gazetteer().candidates(self.data.get("near", "")) if self.data.get("near") else []
        language = get_language() or "en"
        named = [candidate(town, language) for town in towns]
        self.fields["which"].choices = [(str(one.id), f"{one.name} · {one.where}") for one in named]  # type: ignore[attr-defined]
        if len(named) < 2 or gazetteer().find(self.data["near"]).sure:  # type: ignore[union-attr]
            del self.fields["which"]

    def clean(self) -> dict[str, Any]:
        """Which town is meant has to be said where several have the name."""
        said = super().clean() or {}
        if "which" in self.fields and not said.get("which"):
            count = len(self.fields["which"].choices)  # type: ignore[attr-defined]
            raise ValidationError(
                _("Konbit knows %(count)s towns of that name. Say below which one you mean.")
                % {"count": count}
            )
        return said

    def place(self) -> Town | str:
        """The town, or its name as it was said where nobody knows it."""
        which = self.cleaned_data.get("which")
        found = gazetteer().town(int(which)) if which else gazetteer().find(self.cleaned_data["near"])
        return found or self.cleaned_data["near"]


class LookForm(forms.Form):
    """A network's colours, motto and own words."""

    main = forms.CharField(
        label=gettext_lazy("First colour"),
        help_text=gettext_lazy("For buttons and marks."),
        widget=forms.TextInput(attrs={"type": "color"}),
    )
    accent = forms.CharField(
        label=gettext_lazy("Second colour"),
        help_text=gettext_lazy("For links."),
        widget=forms.TextInput(attrs={"type": "color"}),
    )
    motto = forms.CharField(
        label=gettext_lazy("Motto"),
        help_text=gettext_lazy("One line under the name."),
        max_length=120,
        required=False,
    )
    group = forms.CharField(
        label=gettext_lazy("What you call one of you"),
        help_text=gettext_lazy("A group, a table, a kitchen, a co-operative…"),
        max_length=40,
        required=False,
    )
    groups = forms.CharField(
        label=gettext_lazy("And several"),
        help_text=gettext_lazy("Groups, tables, kitchens, co-operatives…"),
        max_length=40,
        required=False,
    )

    def __init__(self, *args: Any, face: Face | None, **said: Any) -> None:
        self.language = get_language() or "en"
        self.face = face
        self.proposals: dict[str, Checked] = {}
        if face:
            said["initial"] = {
                "main": face.main,
                "accent": face.accent,
                "motto": face.mottos.get(self.language, ""),
                "group": face.words.get("group", {}).get(self.language, ""),
                "groups": face.words.get("groups", {}).get(self.language, ""),
            }
        super().__init__(*args, **said)

    def clean_main(self) -> str:
        """The first colour, readable."""
        return self._readable("main")

    def clean_accent(self) -> str:
        """The second colour, readable."""
        return self._readable("accent")

    def _readable(self, name: str) -> str:
        said = str(self.cleaned_data[name]).strip().lower()
        try:
            checked = check(said)
        except ValueError as error:
            raise ValidationError(_("Write a colour as # and six digits, like #9c3a2a.")) from error
        if not checked.is_readable:
            self.proposals[name] = checked
            raise ValidationError(
                _("Words in this colour are hard to read: contrast %(ratio)s, and 4.5 is needed.")
                % {"ratio": checked.contrast}
            )
        return said

    def look(self) -> Look:
        """The look that the form says; words in other languages stay."""
        said = self.cleaned_data
        words = dict(self.face.words) if self.face else {}
        for thing in ("group", "groups"):
            words[thing] = {**words.get(thing, {}), self.language: said[thing]}
        mottos = {**(self.face.mottos if self.face else {}), self.language: said["motto"]}
        return Look(
            said["main"],
            said["accent"],
            {code: motto for code, motto in mottos.items() if motto},
            {
                thing: kept
                for thing, its in words.items()
                if (kept := {code: word for code, word in its.items() if word})
            },
        )


class PlaceForm(forms.Form):
    """Where a group is: one of the towns that may be meant, a pin, or nowhere on the map.

    The pin stands where the group is, or else in the first of the towns. Left there, it says that this is
    right.
    """

    where = forms.ChoiceField(label=gettext_lazy("Where is it?"), widget=forms.RadioSelect)
    point = Coordinates(
        label=gettext_lazy("The point"),
        help_text=gettext_lazy(
            "Drag the pin, or write north, then east: 45.48, -73.57. Leave it if it is right."
        ),
    )
    precision = forms.ChoiceField(label=gettext_lazy("Show it"), required=False, initial="exact")

    def __init__(self, *args: Any, placing: Placing, **said: Any) -> None:
        candidates = placing.candidates
        self.town = candidates[0] if candidates and placing.point is None else None
        first: dict[str, Any] = {"point": (self.town.lat, self.town.lon) if self.town else placing.point}
        if placing.point and placing.precision in PIN_PRECISIONS:
            first["precision"] = placing.precision
        said["initial"] = first
        super().__init__(*args, **said)
        self.fields["where"].choices = [  # type: ignore[attr-defined]
            *((f"town-{one.id}", f"{one.name} · {one.where}") for one in candidates),
            ("pin", _("Somewhere else: I put a pin on the map")),
            ("none", _("Not on the map: it stays in the list")),
        ]
        self.fields["precision"].choices = [one for one in precisions() if one[0] in PIN_PRECISIONS]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A pin needs its point; one that stays where it stood in a town says that the group is in it."""
        said = super().clean() or {}
        if said.get("where") != "pin" or self.errors:
            return said
        if not said.get("point"):
            self.add_error("point", _("Put the pin on the map, or write where it is."))
        elif self.town and said["point"] == self.initial["point"]:
            said["where"] = f"town-{self.town.id}"
        return said
