"""Ways to reach the group, each with who may see it; its numbers in registers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.directory.forms.sections import RowForm, RowsForm
from konbit.directory.queries.choices import contact_kinds
from konbit.directory.reaching import email_address, phone_number, web_address
from konbit.people.audience import Audience


class ContactForm(RowForm):
    """One way to reach the group."""

    kind = forms.ChoiceField(label=gettext_lazy("Way"), choices=contact_kinds, initial="phone")
    value = forms.CharField(label=gettext_lazy("Number, address or name"), required=False, max_length=500)
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may see it"), choices=Audience.choices, initial=Audience.STEWARDS
    )

    def clean(self) -> dict[str, Any]:
        """A number must be one, an address too."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        value = said.get("value", "")
        if not value or said.get("DELETE"):
            return said
        checks = {
            "phone": (phone_number, _("This does not look like a telephone number.")),
            "email": (email_address, _("This does not look like an e-mail address.")),
            "website": (web_address, _("This does not look like an address on the web.")),
        }
        if said.get("kind") in checks:
            read, complaint = checks[said["kind"]]
            said["value"] = read(value) or value
            if not read(value):
                self.add_error("value", complaint)
        return said


class ContactsForm(RowsForm):
    """Ways to reach the group."""

    part = "contacts"
    row = ContactForm

    def says(self, cleaned: Mapping[str, Any]) -> bool:
        """Only a value is a contact."""
        return bool(cleaned["value"])


class IdentifierForm(RowForm):
    """A number in a register."""

    scheme = forms.CharField(
        label=gettext_lazy("Register"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Who gives the number, such as NIT, SIRET, companies-house."),
    )
    value = forms.CharField(label=gettext_lazy("Number"), required=False, max_length=120)

    def clean(self) -> dict[str, Any]:
        """A number alone says nothing."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("value") and not said.get("scheme"):
            self.add_error("scheme", _("Which register gives this number?"))
        return said


class IdentifiersForm(RowsForm):
    """Numbers in registers. Having none is normal."""

    part = "identifiers"
    row = IdentifierForm

    def entry_initial(self, one: Any) -> dict[str, Any]:
        """A number as the fields show it."""
        return {"scheme": one[0], "value": one[1]}

    def says(self, cleaned: Mapping[str, Any]) -> bool:
        """Only a number is one."""
        return bool(cleaned["value"])

    def entry(self, cleaned: Mapping[str, Any]) -> Any:
        """A number as a part of the state."""
        return [cleaned["scheme"], cleaned["value"]]
