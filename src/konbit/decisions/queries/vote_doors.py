"""The way from a group's page to its votes, what was voted beneath a meeting or resolution, and when votes
end."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from konbit.assembly.models import Meeting, Resolution
from konbit.base.registry import CalendarEntry, GroupDoor
from konbit.base.templatetags.parts import said
from konbit.base.text import sentence
from konbit.chronicle.actions.rows import kind_of
from konbit.chronicle.queries import changed_at
from konbit.decisions.models import Vote
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_things, takes_part
from konbit.people.audience import Viewer


def vote_doors(viewer: Viewer, group_id: int) -> Iterable[GroupDoor]:
    """The door to a group's votes, where there is something behind it for this viewer."""
    votes = seen_things(viewer, Vote.objects.filter(group=group_id, removed_at=None).defer("result", "rules"))
    uid = Group.objects.filter(pk=group_id).values_list("uid", flat=True).first()
    if uid is None or not (votes or takes_part(viewer, group_id)):
        return
    is_open = sum(one.state == Vote.State.OPEN for one in votes)
    note = ngettext("%(count)s is open", "%(count)s are open", is_open) % {"count": is_open}
    url = reverse("decisions:votes-of", args=[uid])
    yield GroupDoor(_("What it votes on"), url, "vote", len(votes), note if is_open else "")


def votes_beneath(viewer: Viewer, kind: str, object_id: int) -> Iterable[GroupDoor]:
    """The votes of a meeting, and the vote from which a resolution came."""
    column = {kind_of(Meeting): "meeting", kind_of(Resolution): "resolution"}.get(kind)
    if column is None:
        return
    rows = Vote.objects.filter(**{column: object_id}, removed_at=None).defer("result", "rules").order_by("pk")
    for one in seen_things(viewer, rows):
        url = reverse("decisions:vote", args=[one.uid])
        yield GroupDoor(said(one.title), url, "vote", note=str(Vote.State(one.state).label))


def vote_days(viewer: Viewer, groups: Collection[int], first: date, last: date) -> Iterable[CalendarEntry]:
    """When votes of these groups (ids) end, from a first to a last day."""
    begin = timezone.make_aware(datetime.combine(first, time.min))
    end = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
    rows = Vote.objects.filter(
        group__in=groups, removed_at=None, state__in=(Vote.State.OPEN, Vote.State.CLOSED),
        closes_at__gte=begin, closes_at__lt=end,
    ).defer("result", "rules")  # fmt: skip
    seen = seen_things(viewer, rows)
    changed = changed_at(kind_of(Vote), [one.pk for one in seen])
    for one in seen:
        if one.closes_at is None:
            continue
        yield CalendarEntry(
            uid=f"vote@{one.uid}",
            title=_("Last day to vote: %(title)s") % {"title": sentence(one.title, get_language() or "en")},
            begin=one.closes_at - timedelta(minutes=15),
            end=one.closes_at,
            url=f"{settings.KONBIT_URL}{reverse('decisions:vote', args=[one.uid])}",
            changed_at=changed.get(one.pk) or one.made_at,
        )
