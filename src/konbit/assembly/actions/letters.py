"""Letters about conversations: at most one a day to a person, only where something is new."""

from __future__ import annotations

import logging
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext, override

from konbit.assembly.models import Letter
from konbit.assembly.queries.letters import Due, due_letters, stop_token

_TO_THE_LOG = "django.core.mail.backends.console.EmailBackend"

log = logging.getLogger(__name__)


def send_due_letters(now: datetime | None = None) -> int:
    """Send the letters that are due. Returns how many were sent; none while no mail server is named.

    A letter is marked as sent before it goes, so that no two processes send it; where it cannot go, the mark
    is taken back and it is tried again.
    """
    if settings.EMAIL_BACKEND == _TO_THE_LOG:
        return 0
    now = now or timezone.now()
    return sum(_send(due, now) for due in due_letters(now))


def _send(due: Due, now: datetime) -> bool:
    if not _marked(due, now):
        return False
    try:
        letter_of(due).send()
    except (OSError, SMTPException):
        log.exception("A letter could not be sent; it is tried again.")
        own = Letter.objects.filter(person=due.person, sent_at=now)
        if due.sent_at is None:
            own.delete()
        else:
            own.update(sent_at=due.sent_at)
        return False
    return True


def _marked(due: Due, now: datetime) -> bool:
    """Whether this process is the one that sends it."""
    if due.sent_at is not None:
        return bool(Letter.objects.filter(person=due.person, sent_at=due.sent_at).update(sent_at=now))
    try:
        with transaction.atomic():
            Letter.objects.create(person_id=due.person, sent_at=now)
    except IntegrityError:
        return False
    return True


def letter_of(due: Due) -> EmailMessage:
    """The letter in its reader's language, with links that stop one conversation or all, and a header that
    stops all."""
    with override(due.language or settings.LANGUAGE_CODE):
        stop = _stop(due.person, None)
        said = {
            "due": due,
            "news": [
                {
                    "it": one,
                    "url": f"{settings.KONBIT_URL}{reverse('assembly:conversation', args=[one.uid])}",
                    "stop": _stop(due.person, one.thread),
                }
                for one in due.news
            ],
            "stop": stop,
        }
        subject = due.news[0].title
        if len(due.news) + due.left > 1:
            subject = ngettext(
                "%(count)s conversation has something new",
                "%(count)s conversations have something new",
                len(due.news) + due.left,
            ) % {"count": len(due.news) + due.left}
        return EmailMessage(
            subject=" ".join(subject.split()),
            body=render_to_string("assembly/letter.txt", said),
            to=[due.address],
            headers={
                "List-Unsubscribe": f"<{stop}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
            },
        )


def _stop(person: int, thread: int | None) -> str:
    return f"{settings.KONBIT_URL}{reverse('assembly:letters-stop', args=[stop_token(person, thread)])}"
