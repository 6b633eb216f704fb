"""Letters about offers and needs: that one's own ends soon or has ended, and that something came for which
one waits. Nothing goes out of sight without a word to its keeper."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from konbit.base.errors import NotFound
from konbit.base.text import sentence
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import change, kind_of
from konbit.chronicle.queries import changed_at
from konbit.exchange.actions.listings import USUAL_STAY
from konbit.exchange.models import Alert, Listing
from konbit.exchange.queries.alerts import stop_token
from konbit.exchange.queries.listing_letters import (
    Letter,
    News,
    due_news,
    due_reminders,
    keepers_of,
    listing_of_token,
    renewal_token,
)

_TO_THE_LOG = "django.core.mail.backends.console.EmailBackend"

log = logging.getLogger(__name__)


def tell_of_listings(now: datetime | None = None) -> int:
    """Send the letters that are due. Returns how many were sent; none while no mail server is named. What
    ends is marked in any case, so that it leaves the index on its day."""
    now = now or timezone.now()
    return _remind(now.astimezone(UTC).date()) + _tell_news(now)


def _remind(today: date) -> int:
    """Each keeper once before the end, and once after it: one letter for all of hers. What no letter could be
    sent of is due again."""
    due = due_reminders(today)
    if not due:
        return 0
    letters = keepers_of(due, today)
    _mark(due, today)
    if settings.EMAIL_BACKEND == _TO_THE_LOG:
        return 0
    went = [one for one in letters if _sent(_reminder(one))]
    told = {row.pk for one in went for row, _over in one.listings}
    asked = {row.pk for one in letters for row, _over in one.listings}
    for row in due:
        if row.pk in asked - told:
            Listing.objects.filter(pk=row.pk).update(reminded_on=row.reminded_on)
    return len(went)


def _mark(due: list[Listing], today: date) -> None:
    """Before anything is sent, so that no two processes send it. What was written into the chronicle today is
    not written there again with each try."""
    written = changed_at(kind_of(Listing), [row.pk for row in due])
    with recording("system", "remind of listing") as batch:
        for row in due:
            when = written.get(row.pk)
            if when is not None and when.astimezone(UTC).date() == today:
                Listing.objects.filter(pk=row.pk).update(reminded_on=today)
            else:
                change(batch, Listing.objects.get(pk=row.pk), reminded_on=today)


def _tell_news(now: datetime) -> int:
    if settings.EMAIL_BACKEND == _TO_THE_LOG:
        return 0
    return sum(_tell(one) for one in due_news(now))


def _tell(news: News) -> bool:
    """A letter that is marked as sent before it goes, so that no two processes send it."""
    own = Alert.objects.filter(pk__in=[one.pk for one in news.wishes], told_at__lt=news.upto)
    before = dict(own.values_list("pk", "told_at"))
    if own.update(told_at=news.upto) != len(news.wishes):
        return False
    if _sent(_news_letter(news)):
        return True
    for pk, told_at in before.items():
        Alert.objects.filter(pk=pk).update(told_at=told_at)
    return False


def renew_by_letter(token: str) -> Listing:
    """Renew what a link in a letter names: for whoever holds the letter, without signing in. Pressed twice it
    renews once. Raises `NotFound` for a link that was not made here, or what is no longer there."""
    row, until = listing_of_token(token)
    if row.removed_at is not None or row.ended_on is not None:
        raise NotFound(_("This is no longer here."), remedy=_("Write it down anew, if it holds again."))
    if row.until_on == until:
        with recording(row.person or row.by, "renew listing") as batch:
            change(batch, row, until_on=_from_today(), reminded_on=None)
    return row


def _from_today() -> date:
    return date.fromordinal(date.today().toordinal() + USUAL_STAY)


def _sent(letter: EmailMessage) -> bool:
    if settings.EMAIL_BACKEND == _TO_THE_LOG:
        return False
    try:
        letter.send()
    except (OSError, SMTPException):
        log.exception("A letter could not be sent.")
        return False
    return True


def _reminder(letter: Letter) -> EmailMessage:
    with override(letter.language or settings.LANGUAGE_CODE):
        listed = [
            {
                "title": sentence(row.title, letter.language),
                "over": over,
                "until": row.until_on,
                "url": _address("listing", row.uid),
                "renew": _address("renew-by-letter", renewal_token(row)),
            }
            for row, over in letter.listings
        ]
        count = len(listed)
        subject = _("Does it still hold? %(title)s") % {"title": listed[0]["title"]}
        if count > 1:
            subject = _("Do they still hold? %(count)s of yours end") % {"count": count}
        said = {"listed": listed, "own": _address("own-listings")}
        return _message(subject, "exchange/listings/reminder.txt", said, letter.address)


def _news_letter(news: News) -> EmailMessage:
    with override(news.language or settings.LANGUAGE_CODE):
        listed = [
            {
                "words": one.words,
                "lines": [
                    {
                        "title": sentence(line.title, news.language),
                        "group": line.group.name,
                        "url": _at(line.url),
                    }
                    for line in one.lines
                ],
                "more": one.more,
                "stop": _address("stop-alert", stop_token(one.uid)),
            }
            for one in news.wishes
        ]
        count = sum(len(one.lines) + one.more for one in news.wishes)
        words = ngettext("%(count)s thing for which you wait", "%(count)s things for which you wait", count)
        said = {"listed": listed, "own": _address("own-alerts")}
        message = _message(words % {"count": count}, "exchange/listings/news.txt", said, news.address)
        if len(listed) == 1:
            message.extra_headers |= {
                "List-Unsubscribe": f"<{listed[0]['stop']}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            }
        return message


def _message(subject: str, template: str, said: dict[str, Any], address: str) -> EmailMessage:
    return EmailMessage(
        subject=" ".join(subject.split()), body=render_to_string(template, said), to=[address],
        headers={"Auto-Submitted": "auto-generated"},
    )  # fmt: skip


def _address(name: str, *said: str) -> str:
    return _at(reverse(f"exchange:{name}", args=said))


def _at(path: str) -> str:
    return f"{settings.KONBIT_URL}{path}"
