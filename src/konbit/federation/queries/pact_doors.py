"""The ways from a group's page to its pacts and to how it grew, what follows from a resolution, and the days
until which answers are awaited."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konbit.base.period import latest
from konbit.base.registry import CalendarEntry, GroupDoor
from konbit.base.text import sentence
from konbit.chronicle.actions.rows import kind_of
from konbit.chronicle.queries import changed_at
from konbit.directory.models import Group
from konbit.directory.queries.of_group import takes_part
from konbit.federation.models import Pact, Party
from konbit.federation.queries.growth_kin import grew
from konbit.federation.queries.pact_sight import seen_pacts
from konbit.federation.queries.pacts import pacts_near
from konbit.people.audience import Viewer


def pact_doors(viewer: Viewer, group_id: int) -> Iterator[GroupDoor]:
    """The doors to what a group takes part in and to how it grew, where there is something behind them."""
    uid = Group.objects.filter(pk=group_id).values_list("uid", flat=True).first()
    if uid is None:
        return
    seen = seen_pacts(viewer, pacts_near(group_id))
    if seen or takes_part(viewer, group_id):
        waiting = sum(one.state == Pact.State.ASKED for one in seen)
        note = _("%(count)s before the members") % {"count": waiting} if waiting else ""
        url = reverse("federation:pacts", args=[uid])
        yield GroupDoor(_("Takes part in"), url, "handshake", len(seen), note)
    if grew(viewer, group_id):
        yield GroupDoor(_("How it grew"), reverse("federation:growth", args=[uid]), "git-branch")


def pact_follows(resolutions: list[int]) -> Iterable[tuple[int, str]]:
    """When a group answered a pact, or left one, by one of these resolutions (ids)."""
    yield from Party.objects.filter(resolution__in=resolutions).values_list("resolution", "answered_on")
    yield from Party.objects.filter(left_by__in=resolutions).values_list("left_by", "valid_until")


def pact_days(viewer: Viewer, groups: Collection[int], first: date, last: date) -> Iterator[CalendarEntry]:
    """The days until which these groups (ids) are to answer, or await answers, between two days."""
    waiting = Q(parties__group__in=groups, parties__state=Party.State.INVITED)
    rows = Pact.objects.filter(
        Q(group__in=groups) | waiting, state=Pact.State.ASKED, removed_at=None
    ).exclude(answer_by="")
    near = [
        one for one in rows.select_related("group", "source").distinct().order_by("pk")
        if first <= latest(one.answer_by) <= last
    ]  # fmt: skip
    changed = changed_at(kind_of(Pact), [one.pk for one in near])
    for one in seen_pacts(viewer, near):
        title = sentence(one.title, get_language() or "en")
        day = latest(one.answer_by)
        yield CalendarEntry(
            uid=f"pact-{one.uid}@konbit",
            title=_("Answers awaited: %(pact)s") % {"pact": title},
            begin=day,
            end=day,
            url=f"{settings.KONBIT_URL}{reverse('federation:pact', args=[one.uid])}",
            changed_at=changed.get(one.pk, one.made_at),
        )
