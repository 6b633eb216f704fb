"""Where django-allauth asks how we want things: names, the chronicle, shared phones, languages."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import translate_url
from django.utils.translation import gettext as _

from konbit.people import shared_phone
from konbit.people.actions import note_sign_in, note_sign_up

RESERVED = ("erased-", "person:", "system", "anyone")


class Adapter(DefaultAccountAdapter):
    """The accounts of Konbit, as django-allauth handles them."""

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """A user name as it may be taken: no e-mail address, none of the house's own words."""
        if "@" in username:
            raise ValidationError(
                _("A user name has no @ in it. You can give an e-mail address in its own field.")
            )
        if username.casefold().startswith(RESERVED):
            raise ValidationError(_("This user name is kept for the house. Choose another one."))
        return super().clean_username(username, shallow)

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Open the account that somebody asked for, and write so into the chronicle."""
        person = super().save_user(request, user, form, commit)
        if commit:
            note_sign_up(person)
        return person

    def pre_login(self, request: HttpRequest, user: Any, **said: Any) -> HttpResponse | None:
        """Remember from the first step on that this is a shared phone."""
        if shared_phone.FIELD in request.POST:
            shared_phone.begin(request)
        return super().pre_login(request, user, **said)

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign in; whoever can needs no recovery."""
        super().login(request, user)
        note_sign_in(user)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The first page after signing in, in the language that the person prefers."""
        url: str = super().get_login_redirect_url(request)
        language = getattr(request.user, "language", "")
        return translate_url(url, language) if language else url
