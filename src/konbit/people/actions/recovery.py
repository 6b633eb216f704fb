"""Back into an account without e-mail: two stewards confirm that they know her.

Each of the two gets one half of a code and hands it to her in person. Neither half opens anything, so
neither steward can do it alone, not even after both have confirmed. Nothing here tells an outsider
whether an account exists.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound, Problem
from konbit.chronicle.actions import recording
from konbit.people import tokens
from konbit.people.actions.accounts import end_sessions, set_new_password
from konbit.people.actions.cards import must_be_good_pin, put_pin
from konbit.people.audience import Viewer
from konbit.people.models import Card, Person, Recovery
from konbit.people.queries import account_of, knows, person_named

WAITS_FOR_STEWARDS = timedelta(days=7)
CODE_LASTS = timedelta(hours=24)
FREE_TRIES = 20


def ask_recovery(name_or_code: str) -> None:
    """Ask the stewards for help, by user name or card code. Does nothing visible if there is nobody.

    An operator's account is not opened in this way: whoever may do everything has the command line.
    """
    person = person_named(name_or_code)
    if person is None or person.is_superuser:
        return
    now = timezone.now()
    with recording(person.opaque_id, "ask recovery") as batch:
        stale = Recovery.objects.filter(person=person, closed_at=None, expires_at__lte=now)
        stale.update(closed_at=now, first_half="", second_half="")
        recovery, is_new = Recovery.objects.get_or_create(
            person=person, closed_at=None, defaults={"expires_at": now + WAITS_FOR_STEWARDS}
        )
        if is_new:
            batch.changed("recovery", recovery.pk, None, {"person": person.opaque_id})


def confirm_recovery(by: Viewer, recovery_id: int) -> str:
    """Confirm that one knows the person and spoke with them; returns one's half of the code, shown once.

    Whoever lost her half confirms again and gets another; it is still one half. Raises `NotFound` for
    whoever is no steward of one of the person's groups, is that person, or comes third.
    """
    now = timezone.now()
    with recording(by.actor, "confirm recovery") as batch:
        recovery = (
            Recovery.objects.select_for_update()
            .filter(pk=recovery_id, closed_at=None, expires_at__gt=now)
            .first()
        )
        if recovery is None or not knows(by, recovery.person_id) or not recovery.has_place_for(by.actor):
            raise NotFound(
                _("There is no such request."), remedy=_("It may be over: let the person start again.")
            )
        half = tokens.new_code(tokens.HALF_LENGTH)
        if recovery.first_by in ("", by.actor):
            recovery.first_by, recovery.first_half = by.actor, make_password(half)
            place = "first"
        else:
            if not recovery.second_by:
                recovery.expires_at = now + CODE_LASTS
            recovery.second_by, recovery.second_half = by.actor, make_password(half)
            place = "second"
        recovery.save()
        batch.changed("recovery", recovery.pk, {}, {"confirmed": place})
    return half


def cancel_recovery(by: Viewer) -> None:
    """Close a request for recovery of one's own account: one did not ask, or needs it no more."""
    person = account_of(by)
    with recording(by.actor, "cancel recovery") as batch:
        for recovery in Recovery.objects.filter(person=person, closed_at=None):
            _close(recovery, timezone.now())
            batch.changed("recovery", recovery.pk, {"open": True}, {"open": False})


def finish_recovery(name_or_code: str, halves: tuple[str, str], password: str = "", pin: str = "") -> bool:
    """Set a new password, a new PIN or both with the two halves (in any order), and sign out everywhere.

    False if something does not fit: the name, a half, the time; always the same answer. After 20
    wrong tries the request is closed. Raises `Problem` for a weak password or PIN, once the halves are right.
    """
    person = person_named(name_or_code)
    recovery = _recovery_to_try(person)
    if person is None or recovery is None or not _fits(halves, recovery):
        if recovery is None:
            make_password(halves[0])
            make_password(halves[1])
        return False
    with recording(person.opaque_id, "finish recovery") as batch:
        if not Recovery.objects.filter(pk=recovery.pk, closed_at=None).update(wrong_tries=0):
            return False
        card = Card.objects.filter(person=person).first()
        if pin and card:
            must_be_good_pin(pin)
            put_pin(card, pin, own=True)
        elif not password:
            raise Problem(_("You need a new password."), where=_("New password"))
        if password:
            set_new_password(person, password)
        _close(recovery, timezone.now())
        batch.changed("recovery", recovery.pk, {"open": True}, {"open": False, "done": True})
        end_sessions(person)
    return True


def _recovery_to_try(person: Person | None) -> Recovery | None:
    """The confirmed, open recovery of a person, one try counted; closed when the tries are used up."""
    now = timezone.now()
    with transaction.atomic():
        recovery = (
            Recovery.objects.select_for_update()
            .filter(person=person, closed_at=None, expires_at__gt=now)
            .exclude(second_by="")
            .first()
        )
        if recovery is None:
            return None
        if recovery.wrong_tries >= FREE_TRIES:
            _close(recovery, now)
            return None
        Recovery.objects.filter(pk=recovery.pk).update(wrong_tries=recovery.wrong_tries + 1)
    return recovery


def _fits(halves: tuple[str, str], recovery: Recovery) -> bool:
    one, other = (tokens.plain_code(half) for half in halves)
    straight = check_password(one, recovery.first_half) and check_password(other, recovery.second_half)
    return straight or (
        check_password(other, recovery.first_half) and check_password(one, recovery.second_half)
    )


def _close(recovery: Recovery, at: datetime) -> None:
    Recovery.objects.filter(pk=recovery.pk).update(closed_at=at, first_half="", second_half="")
