"""Proposing a group or a change, reporting, deciding; and the guard against programs that fill forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.directory.actions.proposing import LONGEST_WORDS, Aside
from konbit.directory.actions.reviewing import LONGEST_REASON
from konbit.directory.forms.adding import AddForm
from konbit.directory.forms.fields import reader
from konbit.directory.forms.sections import Folding
from konbit.directory.forms.words import LONGEST_DESCRIPTION
from konbit.directory.queries.choices import TermChoice, policies, troubles
from konbit.directory.reaching import email_address, phone_number, web_address
from konbit.directory.state import State
from konbit.people.audience import Audience

SOONEST = 3  # seconds that somebody needs to write anything
LATEST = 86_400  # a form that lay open longer is sent once more
_SALT = "konbit.directory.guard"


class GuardForm(forms.Form):
    """What stands between a form and programs: a field that people do not see, and the time it was opened.

    No riddle. Whoever is stopped by mistake sends the same form once more; nothing that was typed is lost.
    """

    prefix = "guard"

    site = forms.CharField(required=False)
    opened = forms.CharField(required=False)

    def complaint(self) -> str:
        """Why the form has to be sent again; empty where it need not."""
        self.full_clean()
        said = self.cleaned_data
        if said.get("site"):
            return _("A field that must stay empty was filled, as programs do. Please send this once more.")
        try:
            signing.TimestampSigner(salt=_SALT).unsign(said.get("opened", ""), max_age=LATEST)
        except signing.BadSignature:
            return _("This page lay open for long. Look whether all is right, and send it once more.")
        if self._is_fresh(said["opened"]):
            return _("That was very quick. Look whether all is right, and send it once more.")
        return ""

    @staticmethod
    def _is_fresh(opened: str) -> bool:
        try:
            signing.TimestampSigner(salt=_SALT).unsign(opened, max_age=SOONEST)
        except signing.SignatureExpired:
            return False
        return True

    def stamp(self) -> str:
        """The time at which the form was opened first, signed: that of a form that was sent holds on."""
        opened = str(self.data.get(self.add_prefix("opened"), "")) if self.is_bound else ""
        try:
            signing.TimestampSigner(salt=_SALT).unsign(opened, max_age=LATEST)
        except signing.BadSignature:
            return signing.TimestampSigner(salt=_SALT).sign("open")
        return opened


class AsideForm(Folding):
    """What is said beside a proposal, to those who look at it."""

    prefix = "aside"

    credit = forms.CharField(
        label=gettext_lazy("How do you know this?"),
        help_text=gettext_lazy(
            "A page, a leaflet, a person who may be named. Once this is taken, everybody reads it."
        ),
        required=False,
        max_length=300,
    )
    text = forms.CharField(
        label=gettext_lazy("A word to those who look at this"),
        help_text=gettext_lazy("Only they read it."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reach = forms.CharField(
        label=gettext_lazy("How can they ask you something?"),
        help_text=gettext_lazy("Telephone or e-mail, if you like. Only they read it."),
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, has_account: bool, **said: Any) -> None:
        super().__init__(*args, **said)
        if has_account:
            del self.fields["reach"]

    def aside(self, address: str) -> Aside:
        """What was said, with the address on the net that it comes from."""
        said = self.cleaned_data
        return Aside(said.get("text", ""), said.get("credit", ""), said.get("reach", ""), address)


class ReportForm(AsideForm):
    """Something is wrong with a group."""

    trouble = forms.ChoiceField(
        label=gettext_lazy("What is wrong?"), choices=troubles, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **said: Any) -> None:
        super().__init__(*args, **said)
        del self.fields["credit"]
        self.fields["text"].label = _("Tell more")
        self.order_fields(["trouble", "text", "reach"])


class ProposeForm(AddForm):
    """A new group for a network: a name and a place are enough."""

    folded: tuple[str, ...] = ("region", "point", "phone", "email", "terms")

    description = forms.CharField(
        label=gettext_lazy("What it is and does"),
        required=False,
        max_length=LONGEST_DESCRIPTION,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    website = forms.CharField(label=gettext_lazy("Website"), required=False, max_length=500)
    phone = forms.CharField(
        label=gettext_lazy("Telephone"),
        help_text=gettext_lazy("Once the group is here, only its stewards see it."),
        required=False,
        max_length=60,
    )
    email = forms.CharField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("Once the group is here, only its stewards see it."),
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, terms: tuple[TermChoice, ...] = (), **said: Any) -> None:
        super().__init__(*args, **said)
        self.fields["standing"].initial = "knows"  # nobody speaks for a group by not choosing
        if terms:
            self.fields["terms"] = forms.TypedMultipleChoiceField(
                label=_("Words for what it does"),
                required=False,
                choices=[(term.id, term.label) for term in terms],
                coerce=int,
                widget=forms.CheckboxSelectMultiple,
            )

    def clean_website(self) -> str:
        """An address that can be followed."""
        return self._reaching("website", web_address, _("This does not look like an address on the web."))

    def clean_phone(self) -> str:
        """A number."""
        return self._reaching("phone", phone_number, _("This does not look like a telephone number."))

    def clean_email(self) -> str:
        """An address for mail."""
        return self._reaching("email", email_address, _("This does not look like an e-mail address."))

    def _reaching(self, name: str, read: Any, complaint: str) -> str:
        said = self.cleaned_data[name]
        found = str(read(said)) if said else ""
        if said and not found:
            raise forms.ValidationError(complaint)
        return found

    def state(self, today: str) -> State:
        """The state of the group that is proposed."""
        said = self.cleaned_data
        contacts = [
            {"kind": kind, "value": said[kind], "audience": audience}
            for kind, audience in (
                ("website", Audience.PUBLIC.value),
                ("phone", Audience.STEWARDS.value),
                ("email", Audience.STEWARDS.value),
            )
            if said[kind]
        ]
        told = {"description": {reader(): said["description"]}} if said["description"] else {}
        terms = [[term, False] for term in said.get("terms", ())]
        parts = {"contacts": contacts, "terms": terms}
        return super().state(today) | told | {part: value for part, value in parts.items() if value}


class TakeForm(forms.Form):
    """Taking a proposal as it stands."""

    prefix = "take"

    credit = forms.CharField(
        label=gettext_lazy("Where this comes from"),
        help_text=gettext_lazy("Everybody reads this in the history. Take out what should not stand there."),
        required=False,
        max_length=300,
    )
    belongs = forms.BooleanField(
        label=gettext_lazy("Whoever proposed it belongs to the group: let her look after it"),
        required=False,
    )

    def __init__(self, *args: Any, speaks: bool, **said: Any) -> None:
        super().__init__(*args, **said)
        if not speaks:
            del self.fields["belongs"]


class RefuseForm(forms.Form):
    """Not taking it, or answering a report."""

    prefix = "refuse"

    reason = forms.CharField(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy("Whoever wrote this reads it, if she has an account."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PolicyForm(forms.Form):
    """How a network takes entries."""

    entry = forms.ChoiceField(
        label=gettext_lazy("What somebody brings who does not look after the network is"),
        choices=policies,
        widget=forms.RadioSelect,
    )
