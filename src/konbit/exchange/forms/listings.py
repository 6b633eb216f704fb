"""Forms of offers and needs: first what and of which sort, then the rest; alerts; pictures; tables."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.worded import Sent, Text, WordedForm, audience_field
from konbit.assembly.queries.choices import NONE, Choices
from konbit.directory.forms.fields import Language
from konbit.directory.forms.sections import Folding
from konbit.exchange.actions.alerts import AlertDraft
from konbit.exchange.actions.listings import LONGEST_TITLE, MOST_KM, USUAL_STAY, ListingDraft
from konbit.exchange.queries import listing_choices as choices

PICTURES = {"accept": "image/jpeg,image/png,image/webp,image/gif"}


class ListingForm(WordedForm):
    """What is offered or needed. `currencies`, `places`: what the group can choose; `group`: its id."""

    worded = ("title", "text")
    folded = (
        "name", "for_group", "second", "second_unit", "place", "where", "radius", "unit", "quantity",
        "audience", "language",
    )  # fmt: skip

    title = forms.CharField(
        label=_("In a few words"), max_length=LONGEST_TITLE,
        help_text=_("What somebody would look for: maize seed, a van on Saturdays, help with the accounts."),
    )  # fmt: skip
    text = Text(
        4, label=_("More about it"), help_text=_("How, when, for whom. No telephone number of anybody.")
    )
    term = forms.TypedChoiceField(label=_("Category"), coerce=int, empty_value=None, required=False)
    free = forms.BooleanField(label=_("It is free: a gift, or help among us"), required=False)
    price = forms.CharField(
        label=_("Price"), max_length=40, required=False,
        help_text=_("250 or 12.50; of hours 1:30. Leave it empty where you want to talk about it."),
    )  # fmt: skip
    currency = forms.ChoiceField(label=_("Counted in"), required=False)
    second = forms.CharField(label=_("Or another price"), max_length=40, required=False)
    second_unit = forms.ChoiceField(label=_("Counted in"), required=False)
    days = forms.TypedChoiceField(
        label=_("It stands for"), coerce=int, choices=choices.stay_choices, initial=USUAL_STAY,
        help_text=_("Before it ends you are asked whether it still holds. One press renews it."),
    )  # fmt: skip
    picture = forms.FileField(
        label=_("A picture"), required=False, widget=forms.FileInput(attrs=PICTURES),
        help_text=_("It is made small. Where and by what it was taken is left out."),
    )  # fmt: skip
    alt = forms.CharField(label=_("What the picture shows"), max_length=300, required=False)
    quantity = forms.DecimalField(
        label=_("How much"), max_digits=14, decimal_places=3, min_value=0, required=False, localize=True
    )
    unit = forms.CharField(
        label=_("Of what"), max_length=40, required=False, help_text=_("kg, baskets, seats, m²…")
    )
    place = forms.TypedChoiceField(
        label=_("At which of the group’s places"), coerce=int, empty_value=None, required=False,
        help_text=_("Shown as exactly as the group shows its places, and never more."),
    )  # fmt: skip
    where = forms.CharField(label=_("Or where, in words"), max_length=200, required=False)
    radius = forms.IntegerField(
        label=_("How far around, in kilometres"), min_value=0, max_value=MOST_KM, required=False
    )
    name = forms.CharField(
        label=_("For somebody without an account"), max_length=200, required=False,
        help_text=_("Her name is shown to the people of the group alone."),
    )  # fmt: skip
    for_group = forms.BooleanField(label=_("For the whole group, not for me"), required=False)
    audience = audience_field()
    field_order: tuple[str, ...] = (
        "title", "text", "term", "free", "price", "currency", "days", "picture", "alt", "second",
        "second_unit", "quantity", "unit", "place", "where", "radius", "name", "for_group",
    )  # fmt: skip

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        group: int,
        currencies: Choices,
        places: Choices,
        **said: Any,
    ) -> None:
        super().__init__(data, files=files, **said)
        for name in ("currency", "second_unit"):
            self.fields[name].choices = currencies  # type: ignore[attr-defined]
        self.fields["term"].choices = choices.category_choices(group)  # type: ignore[attr-defined]
        self.fields["place"].choices = [*NONE, *places]  # type: ignore[attr-defined]
        if not places:
            del self.fields["place"]

    @property
    def says_more(self) -> bool:
        """Whether something unusual stands in a folded field, or is wrong with it."""
        usual = ("language", "audience", "second_unit")
        return any(bound.errors or (bound.name not in usual and bound.value()) for bound in self.more)

    def draft(self, what: str, sort: str) -> ListingDraft:
        """What was written."""
        said = self.cleaned_data
        return ListingDraft(
            language=said["language"], what=what, sort=sort, title=said["title"], text=said["text"],
            name=said["name"], for_group=said.get("for_group", False), term=said["term"],
            quantity=said["quantity"], unit=said["unit"], free=said["free"],
            prices=((said["price"], said["currency"]), (said["second"], said["second_unit"])),
            place=said.get("place"), where=said["where"], radius=said["radius"],
            days=said.get("days", USUAL_STAY), audience=said["audience"] or "public",
        )  # fmt: skip


class NewListingForm(ListingForm):
    """Something that is offered or needed from today on."""

    key = Sent()


class EditListingForm(ListingForm):
    """The same, written again. Whose it is and how long it stands stay as they are."""

    days = None  # type: ignore[assignment]
    for_group = None  # type: ignore[assignment]
    sort = forms.ChoiceField(label=_("What sort of thing"), choices=choices.sort_choices)
    field_order = ("title", "text", "sort", *ListingForm.field_order[2:])


class PhotoForm(forms.Form):
    """A picture more."""

    picture = forms.FileField(label=_("A picture"), widget=forms.FileInput(attrs=PICTURES))
    alt = forms.CharField(label=_("What the picture shows"), max_length=300, required=False)


class AlertForm(forms.Form):
    """What somebody waits for."""

    what = forms.ChoiceField(
        label=_("Tell me when somebody"), widget=forms.RadioSelect, initial="offer",
        choices=[("offer", _("offers it")), ("need", _("needs it"))],
    )  # fmt: skip
    words = forms.CharField(
        label=_("Words"), max_length=200, required=False, help_text=_("For example: seed, van")
    )
    sort = forms.ChoiceField(label=_("What sort of thing"), required=False)
    term = forms.TypedChoiceField(label=_("Category"), coerce=int, empty_value=None, required=False)
    until = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Leave it empty to wait until you stop it."),
    )  # fmt: skip
    by_mail = forms.BooleanField(
        label=_("Also by mail: at most one letter a day"), required=False, initial=True
    )

    def __init__(self, data: Any = None, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["sort"].choices = [*NONE, *choices.sort_choices()]  # type: ignore[attr-defined]
        self.fields["term"].choices = choices.category_choices()  # type: ignore[attr-defined]

    def draft(self, group: str = "") -> AlertDraft:
        """What is waited for."""
        said = self.cleaned_data
        return AlertDraft(
            said["what"], said["sort"], said["words"], said["term"], group, said["until"], said["by_mail"]
        )


class TableForm(Folding):
    """A table of offers and needs, and the language of what it says."""

    file = forms.FileField(
        label=_("Your file"),
        help_text=_("CSV, XLSX, or Murmurations (JSON). Its first row names the columns."),
    )
    language = Language(label=_("In which language is it written?"), required=False)
