"""Forms of elections of persons: standing, and what limits ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.worded import Text, WordedForm
from konbit.assembly.queries.choices import NONE
from konbit.decisions.actions.candidates import CandidateDraft
from konbit.decisions.actions.handoff import HandedIn
from konbit.decisions.actions.limits import LimitDraft
from konbit.decisions.queries.candidates import ElectionChoices
from konbit.decisions.queries.handoff import Heap


class CandidateForm(WordedForm):
    """Who stands, where, and what she says of herself for this vote."""

    worded = ("text",)
    folded = ("language",)

    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("As it shall stand on the ballot."))
    text = Text(4, label=_("To the voters"), help_text=_("Who are you, what do you want to do?"))

    def __init__(self, data: Any = None, *, choices: ElectionChoices, **said: Any) -> None:
        super().__init__(data, **said)
        if choices.colleges:
            self.fields["college"] = forms.TypedChoiceField(
                label=_("For which college"), coerce=int, empty_value=None, choices=[*NONE, *choices.colleges]
            )
        self._asked = {f"trait{at}": name for at, (name, _values) in enumerate(choices.dimensions)}
        for at, (name, values) in enumerate(choices.dimensions):
            self.fields[f"trait{at}"] = forms.ChoiceField(
                label=name,
                required=False,
                choices=[("", _("something else, or I don’t say")), *((value, value) for value in values)],
                help_text=_("Only for this vote, since a limit asks for it. It stands beside the name."),
            )
        self.order_fields(["name", "college", "text", *self._asked])

    def draft(self) -> CandidateDraft:
        """What was written."""
        said = self.cleaned_data
        traits = {name: said[field] for field, name in self._asked.items() if said[field]}
        return CandidateDraft(said["language"], said["name"], said["text"], said.get("college"), traits)


def fields_of(choices: ElectionChoices, traits: dict[str, str]) -> dict[str, str]:
    """What somebody said of herself, by the fields of the form."""
    return {f"trait{at}": traits.get(name, "") for at, (name, _values) in enumerate(choices.dimensions)}


class EnterForm(CandidateForm):
    """Somebody is entered by those who prepare the vote."""

    agreed = forms.BooleanField(label=_("She, or he, has said yes"))


class LimitForm(forms.Form):
    """So many of those elected say something of themselves."""

    dimension = forms.CharField(
        label=_("Of what"),
        max_length=40,
        help_text=_("Such as: gender, region, age. The same word every time."),
    )
    value = forms.CharField(
        label=_("Who says"), max_length=80, help_text=_("Such as: woman, south, under 30.")
    )
    least = forms.IntegerField(label=_("At least"), min_value=0, max_value=1000, required=False)
    most = forms.IntegerField(label=_("At most"), min_value=0, max_value=1000, required=False)

    def __init__(self, data: Any = None, *, choices: ElectionChoices, **said: Any) -> None:
        super().__init__(data, **said)
        if choices.colleges:
            self.fields["college"] = forms.TypedChoiceField(
                label=_("Among those elected by"), coerce=int, empty_value=None, required=False,
                choices=[("", _("all colleges together")), *choices.colleges],
            )  # fmt: skip

    def draft(self) -> LimitDraft:
        """What was written."""
        said = self.cleaned_data
        return LimitDraft(
            said["dimension"], said["value"], said["least"] or 0, said["most"], said.get("college")
        )


class AddressForm(forms.Form):
    """Where in Belenios one votes."""

    where = forms.URLField(
        label=_("Where one votes"), max_length=500, assume_scheme="https",
        help_text=_("The address that Belenios gives; for several colleges a page that names them all."),
    )  # fmt: skip


class HandInForm(forms.Form):
    """What one person read in Belenios."""

    address = forms.URLField(
        label=_("Address of the election in Belenios"), max_length=500, assume_scheme="https"
    )
    voted = forms.IntegerField(label=_("How many voted"), min_value=0)

    def __init__(
        self, data: Any = None, *, heaps: tuple[Heap, ...], limits: tuple[str, ...] = (), **said: Any
    ) -> None:
        super().__init__(data, **said)
        self._keys = {f"elected{at}": heap.key for at, heap in enumerate(heaps)}
        for at, heap in enumerate(heaps):
            self.fields[f"elected{at}"] = forms.MultipleChoiceField(
                label=_("Elected by %(college)s") % {"college": heap.title} if heap.title else _("Elected"),
                choices=heap.candidates,
                widget=forms.CheckboxSelectMultiple,
                required=False,
                help_text=_("%(seats)s at most.") % {"seats": heap.seats},
            )
        if limits:
            self.fields["knowing"] = forms.BooleanField(
                label=_("It shall stand, even if something that was asked is not met"),
                required=False,
                help_text=_("What was asked: %(limits)s.") % {"limits": "; ".join(limits)},
            )

    def said(self) -> HandedIn:
        """What was written."""
        said = self.cleaned_data
        return HandedIn(
            said["address"],
            said["voted"],
            {key: said[field] for field, key in self._keys.items()},
            said.get("knowing", False),
        )
