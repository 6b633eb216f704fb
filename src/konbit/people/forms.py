"""Forms of accounts, cards, recovery and invitations."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, SignupForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from konbit.people.actions.invitations import MOST_DAYS, MOST_USES
from konbit.people.shared_phone import FIELD, was_used_before

SHARED_PHONE_HELP = _("Signs you out when the browser closes or after ten quiet minutes.")
NUMBERS = {"inputmode": "numeric", "autocomplete": "off", "pattern": "[0-9]*"}


def _shared_phone() -> forms.BooleanField:
    return forms.BooleanField(label=_("This is a shared phone"), required=False, help_text=SHARED_PHONE_HELP)


class SignInForm(LoginForm):
    """User name or e-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _without_placeholders(self)
        self.fields["login"].label = _("User name or e-mail")
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"
        self.fields["login"].widget.attrs["autocapitalize"] = "none"
        self.fields["password"].help_text = ""
        self.fields[FIELD] = _shared_phone()
        self.fields[FIELD].initial = self.request is not None and was_used_before(self.request)


class SignUpForm(SignupForm):
    """User name and password; e-mail if one likes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _without_placeholders(self)
        self.fields["username"].label = _("User name")
        self.fields["username"].help_text = _("What you sign in with. Others see it until you give a name.")
        self.fields["username"].widget.attrs["autocapitalize"] = "none"
        self.fields["email"].label = _("E-mail (if you like)")
        self.fields["email"].help_text = _("Only for a new password when you forget yours.")
        self.fields["password1"].help_text = _("At least 8 characters. A sentence of four words is good.")
        self.fields[FIELD] = _shared_phone()


def _without_placeholders(form: forms.Form) -> None:
    """Labels stay when one types; placeholders vanish."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class CardSignInForm(forms.Form):
    """Code and PIN of a member card."""

    code = forms.CharField(
        label=_("Code on the card"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    pin = forms.CharField(label=_("PIN"), max_length=6, widget=forms.PasswordInput(attrs=NUMBERS))
    shared_phone = _shared_phone()


class AccountForm(forms.Form):
    """How others see me, and the language of the pages."""

    shown_name = forms.CharField(
        label=_("Name that others see"),
        max_length=120,
        required=False,
        help_text=_("If you leave it empty, they see your user name."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("As my browser says")), *settings.LANGUAGES]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]


class LeaveForm(forms.Form):
    """The user name once more, so that nobody leaves by a slip of the thumb."""

    user_name = forms.CharField(
        label=_("Your user name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )


class NewCardForm(forms.Form):
    """For whom the card is."""

    name = forms.CharField(
        label=_("Name of the person"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class PinForm(forms.Form):
    """A new PIN for my card."""

    pin = forms.CharField(
        label=_("New PIN"),
        max_length=6,
        help_text=_("4 to 6 digits that only you know. No year, no 1234."),
        widget=forms.PasswordInput(attrs=NUMBERS),
    )


class AskRecoveryForm(forms.Form):
    """Who I am."""

    who = forms.CharField(
        label=_("User name, or code of your card"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )


class FinishRecoveryForm(AskRecoveryForm):
    """The two halves that the stewards handed over, and what opens the account from now on."""

    first_half = forms.CharField(
        label=_("Half from one steward"), max_length=12, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    second_half = forms.CharField(
        label=_("Half from the other steward"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    password = forms.CharField(
        label=_("New password"),
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    pin = forms.CharField(
        label=_("or new PIN for your card"),
        required=False,
        max_length=6,
        widget=forms.PasswordInput(attrs=NUMBERS),
    )


class InvitationForm(forms.Form):
    """As what, how many, how long."""

    role = forms.ChoiceField(label=_("As what"))
    uses = forms.IntegerField(label=_("For how many people"), min_value=1, max_value=MOST_USES, initial=1)
    days = forms.IntegerField(label=_("Open for how many days"), min_value=1, max_value=MOST_DAYS, initial=14)

    def __init__(self, *args: Any, roles: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
