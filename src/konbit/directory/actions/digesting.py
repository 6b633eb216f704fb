"""Letters that say what waits in a network: at most one a day to a person, only where something new came."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from konbit.base.errors import NotAllowed, Problem
from konbit.directory.models import Digest
from konbit.directory.queries.digests import SALT, Due, due_digests, person_and_network
from konbit.directory.queries.visible import seen_group
from konbit.people.audience import Viewer
from konbit.people.persons import mail_addresses

DAY = timedelta(hours=24)
_TO_THE_LOG = "django.core.mail.backends.console.EmailBackend"

log = logging.getLogger(__name__)


def want_digest(viewer: Viewer, network_uid: str, *, wanted: bool) -> None:
    """Have letters about what waits in a network, or no more. Raises `NotAllowed` for those who do not look
    after it, `Problem` for those without an address that is known to be theirs."""
    network, sight = seen_group(viewer, network_uid)
    sight.must("moderate")
    if viewer.person_id is None:
        raise NotAllowed(_("You are not signed in."), remedy=_("Sign in and try again."))
    if wanted and viewer.person_id not in mail_addresses([viewer.person_id]):
        raise Problem(
            _("Konbit knows no e-mail address of yours."),
            remedy=_("Add one to your account, and open the link that is sent to it."),
        )
    Digest.objects.update_or_create(person_id=viewer.person_id, network=network, defaults={"wanted": wanted})


def stop_digest(token: str) -> None:
    """Stop the letters that a link in one of them names: for whoever holds the letter, without signing in.

    Raises `NotFound` for a link that was not made here. Stopping twice is fine.
    """
    person, network = person_and_network(token)
    Digest.objects.filter(person=person, network=network).update(wanted=False)


def send_due_digests(now: datetime | None = None) -> int:
    """Send the letters that are due. Returns how many were sent; none while no mail server is named.

    A letter is marked as sent before it goes, so that no two processes send it; where it cannot go, the mark
    is taken back and it is tried again.
    """
    if settings.EMAIL_BACKEND == _TO_THE_LOG:
        return 0
    now = now or timezone.now()
    return sum(_send(due, now) for due in due_digests(now - DAY))


def _send(due: Due, now: datetime) -> bool:
    mine = Digest.objects.filter(pk=due.id, wanted=True, sent_at=due.sent_at)
    if not mine.update(sent_at=now):
        return False
    try:
        _letter(due).send()
    except (OSError, SMTPException):
        log.exception("A digest could not be sent; it is tried again.")
        Digest.objects.filter(pk=due.id, sent_at=now).update(sent_at=due.sent_at)
        return False
    return True


def _letter(due: Due) -> EmailMessage:
    """The letter in its reader's language, with a link and a header that stop it."""
    with override(due.language or settings.LANGUAGE_CODE):
        stop = f"{settings.KONBIT_URL}{reverse('directory:digest-stop', args=[stop_token(due)])}"
        said = {
            "due": due,
            "queue": f"{settings.KONBIT_URL}{reverse('directory:waiting-in', args=[due.network.uid])}",
            "stop": stop,
            "home": settings.KONBIT_URL,
        }
        subject = ngettext(
            "%(count)s thing waits in %(network)s", "%(count)s things wait in %(network)s", due.total
        ) % {"count": due.total, "network": due.network.name}
        return EmailMessage(
            subject=" ".join(subject.split()),
            body=render_to_string("directory/proposals_digest.txt", said),
            to=[due.address],
            headers={
                "List-Unsubscribe": f"<{stop}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
            },
        )


def stop_token(due: Due) -> str:
    """What names a person's letters about a network, signed; it opens nothing else."""
    return signing.dumps([due.person, due.network.id], salt=SALT)
