"""What somebody waits for, and what has come of it, with her own eyes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core import signing
from django.db.models import Q
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound
from konbit.base.text import every_word, sentence
from konbit.directory.folding import fold
from konbit.directory.forms.fields import reader
from konbit.directory.queries.visible import visible_groups
from konbit.exchange.models import Alert, Listing
from konbit.exchange.queries.listings import MOST, ListingLine, listing_lines, open_listings
from konbit.people.audience import Viewer

SALT = "konbit.exchange.alert"
SHOWN = 10


@dataclass(frozen=True)
class AlertShown:
    """What somebody waits for, in words, and what there is of it today: the newest, and how many."""

    uid: str
    what: str
    words: str
    by_mail: bool
    until: date | None
    lines: tuple[ListingLine, ...]
    total: int


def own_alerts(viewer: Viewer) -> list[AlertShown]:
    """What a viewer waits for, with what there is of it."""
    rows = alerts_of([viewer.actor]) if viewer.is_someone else []
    return [_shown(viewer, row, wanted(viewer, row)) for row in rows]


def alerts_of(actors: Iterable[str]) -> list[Alert]:
    """The alerts of these people (opaque ids) that hold today."""
    holds = Q(until_on=None) | Q(until_on__gte=date.today())
    return list(
        Alert.objects.filter(holds, person__in=list(actors)).select_related("term", "group").order_by("id")
    )


def wanted(
    viewer: Viewer, alert: Alert, after: datetime | None = None, upto: datetime | None = None
) -> list[ListingLine]:
    """What others offer or need of what an alert names, as far as the viewer may know of it; `after`, `upto`:
    what was written down between two moments."""
    rows = open_listings(what=alert.what).exclude(person=viewer.actor).exclude(by=viewer.actor)
    if alert.sort:
        rows = rows.filter(sort=alert.sort)
    if alert.term_id is not None:
        rows = rows.filter(Q(term=alert.term_id) | Q(term__parent=alert.term_id))
    if alert.group_id is not None:
        rows = rows.filter(group=alert.group_id)
    if after is not None and upto is not None:
        rows = rows.filter(made_at__gt=after, made_at__lte=upto)
    words = fold(alert.words).split()
    return [line for line in listing_lines(viewer, rows[:MOST]) if _says(line, words)]


def _says(line: ListingLine, words: list[str]) -> bool:
    there = fold(every_word(line.title, line.text, line.term)).split()
    return all(any(word.startswith(one) for word in there) for one in words)


def _shown(viewer: Viewer, row: Alert, lines: list[ListingLine]) -> AlertShown:
    return AlertShown(
        row.uid,
        row.what,
        alert_words(viewer, row),
        row.by_mail,
        row.until_on,
        tuple(lines[:SHOWN]),
        len(lines),
    )


def alert_words(viewer: Viewer, row: Alert) -> str:
    """What an alert waits for, on one line; a group that the viewer may not see any more is not named."""
    groups = visible_groups(viewer, [row.group_id]) if row.group_id is not None else {}
    group = groups.get(row.group_id or 0)
    told = [
        str(Listing.What(row.what).label),
        str(Listing.Sort(row.sort).label) if row.sort else "",
        sentence(row.term.label, reader()) if row.term else "",
        f"“{row.words}”" if row.words else "",
        group.name if group else "",
    ]
    return " · ".join(filter(None, told))


def stop_token(uid: str) -> str:
    """What names an alert in a letter, signed; it opens nothing else."""
    return signing.dumps(uid, salt=SALT)


def alert_of_token(token: str) -> str:
    """The alert (uid) that a link in a letter names. Raises `NotFound`."""
    try:
        return str(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        raise NotFound(
            _("This link is not complete."), remedy=_("Open it from the mail again, to its last letter.")
        ) from None
