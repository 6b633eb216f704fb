"""Accounts: opened, changed, signed into."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.personal import Personal
from konbit.people.audience import SYSTEM, Viewer
from konbit.people.models import Person, Recovery
from konbit.people.queries import account_of


def note_opened(batch: Batch, person: Person) -> None:
    """Write into an act that it opened this account."""
    after = {
        "username": Personal(person.username, person.opaque_id),
        "email": Personal(person.email, person.opaque_id) if person.email else "",
        "shown_name": Personal(person.shown_name, person.opaque_id) if person.shown_name else "",
        "language": person.language,
    }
    batch.changed("person", person.pk, None, after)


def note_sign_up(person: Person) -> None:
    """Write into the chronicle that somebody opened an account for herself."""
    with recording(person.opaque_id, "open account") as batch:
        note_opened(batch, person)


def open_account(
    by: Viewer, user_name: str, password: str, *, name: str = "", email: str = "", operator: bool = False
) -> Person:
    """Open an account for somebody: an operator's act (command line, demo). `email` counts as verified.

    Raises `NotAllowed`; `Problem` if the user name is taken or not a user name.
    """
    if not by.is_operator:
        raise NotAllowed(_("You may not open accounts for others."), remedy=_("Invite them with a link."))
    person = Person(username=user_name, email=email, shown_name=name, is_superuser=operator)
    person.set_password(password)
    try:
        person.full_clean()
    except ValidationError as error:
        raise Problem(" ".join(error.messages), where=user_name, remedy=_("Choose another name.")) from error
    with recording(by.actor, "open account") as batch:
        person.save()
        if email:
            EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
        note_opened(batch, person)
    return person


def give_new_password(by: Viewer, user_name: str, password: str) -> Person:
    """Give an account another password and sign it out everywhere: an operator's act.

    Raises `NotAllowed`; `NotFound` if there is no such account.
    """
    if not by.is_operator:
        raise NotAllowed(_("You may not change the passwords of others."))
    person = Person.objects.filter(username__iexact=user_name, is_active=True).first()
    if person is None:
        raise NotFound(_("There is no such account."), where=user_name)
    with recording(by.actor, "give new password") as batch:
        person.set_password(password)
        person.save(update_fields=["password"])
        batch.changed("person", person.pk, {}, {})
        end_sessions(person)
    return person


def demo_account(user_name: str, password: str, operator: bool) -> Person:
    """An account to try the example with: opened once, its password new at every start."""
    if Person.objects.filter(username=user_name).exists():
        return give_new_password(SYSTEM, user_name, password)
    return open_account(SYSTEM, user_name, password, operator=operator)


def change_account(by: Viewer, shown_name: str, language: str) -> Person:
    """Change the name that others see and the language that pages open in ("" for the browser's)."""
    person = account_of(by)
    if language and language not in dict(settings.LANGUAGES):
        raise Problem(_("There are no pages in that language."), where=language)
    fields = {"shown_name": " ".join(shown_name.split())[:120], "language": language}
    with recording(by.actor, "change account") as batch:
        before = {"shown_name": _personal(person, person.shown_name), "language": person.language}
        after = {"shown_name": _personal(person, fields["shown_name"]), "language": language}
        Person.objects.filter(pk=person.pk).update(**fields)
        batch.changed("person", person.pk, before, after)
    person.refresh_from_db()
    return person


def _personal(person: Person, value: str) -> Personal | str:
    return Personal(value, person.opaque_id) if value else ""


def set_new_password(person: Person, password: str) -> None:
    """Give an account another password, within the caller's act. Raises `Problem` if it is too weak."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Problem(" ".join(error.messages), where=_("New password")) from error
    person.set_password(password)
    person.save(update_fields=["password"])


def note_sign_in(person: Person) -> None:
    """Whoever signs in needs no recovery: an open one, perhaps asked for by somebody else, is closed."""
    with recording(person.opaque_id, "sign in closes recovery") as batch:
        for recovery in Recovery.objects.filter(person=person, closed_at=None):
            Recovery.objects.filter(pk=recovery.pk).update(closed_at=timezone.now())
            batch.changed("recovery", recovery.pk, {"open": True}, {"open": False})


def end_sessions(person: Person) -> int:
    """Sign a person out everywhere. Returns how many sessions ended."""
    ended = 0
    for session in Session.objects.iterator(chunk_size=500):
        data = session.get_decoded()
        if str(person.pk) in {data.get("_auth_user_id"), _pending_user(data)}:
            session.delete()
            ended += 1
    return ended


def _pending_user(data: dict[str, object]) -> str:
    """Who stands between password and second factor in a session; "" for nobody."""
    return str(data.get("account_authentication_methods_user") or "")
