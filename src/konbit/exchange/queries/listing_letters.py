"""Which letters about offers and needs are due, to whom, and what their links name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from konbit.base.errors import NotFound
from konbit.directory.models import Role
from konbit.exchange.models import Alert, Listing
from konbit.exchange.queries.alerts import alert_words, alerts_of, wanted
from konbit.exchange.queries.listings import ListingLine
from konbit.people.persons import accounts_behind, mail_addresses, viewers_of

SALT = "konbit.exchange.renewal"
DAY = timedelta(hours=24)
SETTLING = timedelta(minutes=1)
"""What was written down less long ago waits for the next letter: it may not be kept yet everywhere."""
WEEK = 7  # days
MOST = 12  # of one wish in a letter


@dataclass(frozen=True)
class Letter:
    """To whom and in which language of which of her offers and needs it is told that they end; True: that
    they have ended."""

    address: str
    language: str
    listings: tuple[tuple[Listing, bool], ...]


@dataclass(frozen=True)
class Wish:
    """What somebody waits for, in words, and what came; `more`: how many besides."""

    pk: int
    uid: str
    words: str
    lines: tuple[ListingLine, ...]
    more: int


@dataclass(frozen=True)
class News:
    """A letter of what came until a moment, for all that somebody waits for."""

    address: str
    language: str
    upto: datetime
    wishes: tuple[Wish, ...]


def due_reminders(today: date) -> list[Listing]:
    """What ends soon and of which nobody was told yet, and what has ended since its keeper was told."""
    soon = Q(until_on__gte=today, until_on__lte=today + timedelta(days=WEEK), reminded_on=None)
    over = Q(until_on__lt=today) & (Q(reminded_on=None) | Q(reminded_on__lte=F("until_on")))
    rows = Listing.objects.filter(soon | over, removed_at=None, ended_on=None, group__removed_at=None)
    return [row for row in rows.select_related("group").order_by("until_on", "id") if _is_time(row, today)]


def _is_time(row: Listing, today: date) -> bool:
    """A week before the end, or half way of what stands for less than a fortnight."""
    return (row.until_on - today).days <= min(WEEK, (row.until_on - row.from_on).days // 2)


def keepers_of(rows: Iterable[Listing], today: date) -> list[Letter]:
    """A letter to each of those who keep these and gave an address: whose it is, or who wrote it down; where
    neither has an account any more, the stewards of the group."""
    listed = list(rows)
    behind = accounts_behind({one for row in listed for one in (row.person, row.by)})
    mine: defaultdict[int, list[Listing]] = defaultdict(list)
    orphans = []
    for row in listed:
        person = behind.get(row.person) or behind.get(row.by)
        if person is None:
            orphans.append(row)
        else:
            mine[person].append(row)
    for row in orphans:
        for person in Role.objects.filter(group=row.group_id, kind=Role.Kind.STEWARD).values_list(
            "person", flat=True
        ):
            mine[person].append(row)
    addresses = mail_addresses(mine)
    return [
        Letter(address, language, tuple((row, row.until_on < today) for row in mine[person]))
        for person, (address, language) in sorted(addresses.items())
    ]


def due_news(now: datetime) -> Iterator[News]:
    """The letters of those who wait for something, were not told for a day, and for whom something came. What
    they may not see is not told."""
    waiting = Alert.objects.filter(by_mail=True, told_at__lte=now - DAY).values_list("person", flat=True)
    behind = accounts_behind(set(waiting))
    viewers = viewers_of(behind.values())
    addresses = mail_addresses(viewers)
    upto = now - SETTLING
    for actor, person in sorted(behind.items()):
        if person not in addresses or person not in viewers:
            continue
        address, language = addresses[person]
        language = language or settings.LANGUAGE_CODE
        viewer = viewers[person]
        with override(language):
            wishes = tuple(
                Wish(row.pk, row.uid, alert_words(viewer, row), tuple(lines[:MOST]), len(lines[MOST:]))
                for row in alerts_of([actor])
                if row.by_mail and (lines := wanted(viewer, row, row.told_at, upto))
            )
        if wishes:
            yield News(address, language, upto, wishes)


def renewal_token(row: Listing) -> str:
    """What names an offer or a need in a letter, signed, as it stood when the letter was written."""
    return signing.dumps([row.uid, row.until_on.isoformat()], salt=SALT)


def listing_of_token(token: str) -> tuple[Listing, date]:
    """The offer or need that a link in a letter names, and until when it stood then. Raises `NotFound`."""
    try:
        uid, until = signing.loads(token, salt=SALT)
        row = Listing.objects.select_related("group").filter(uid=uid).first()
        if row is not None:
            return row, date.fromisoformat(until)
    except (signing.BadSignature, ValueError, TypeError):
        pass
    raise NotFound(
        _("This link is not complete."), remedy=_("Open it from the mail again, to its last letter.")
    )
