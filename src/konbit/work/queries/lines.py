"""Activities as lists show them: a constant number of queries however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.text import Multilingual
from konbit.directory.queries.visible import visible_groups
from konbit.people.audience import Viewer
from konbit.people.names import names_of
from konbit.work.models import Activity, Deadline, Hand, Note
from konbit.work.queries.wording import SILENCE, STILL_TO_DO, deadline_words, is_late

_SYMBOLS = {
    Hand.Kind.PERSON: "user",
    Hand.Kind.GROUP: "users",
    Hand.Kind.EVERYBODY: "users-round",
    Hand.Kind.PLACE: "user-plus",
    Hand.Kind.TEAM: "user-plus",
    Hand.Kind.QUESTION: "circle-question-mark",
}
INVITING = (Hand.Kind.PLACE, Hand.Kind.TEAM, Hand.Kind.QUESTION)
"""The kinds of hands that wait for somebody."""


@dataclass(frozen=True)
class HandShown:
    """Who does it, as a page names them: `inviting` where somebody is still wanted."""

    id: int
    kind: str
    name: str
    url: str
    symbol: str
    contributes: bool
    inviting: bool


@dataclass(frozen=True)
class Line:
    """An activity as a row of a plan."""

    id: int
    uid: str
    code: str
    text: Multilingual
    numbered: tuple[Multilingual, ...]
    serves: tuple[str, ...]
    deadline: str
    unread: bool
    state: str
    state_label: str
    hands: tuple[HandShown, ...]
    notes: int
    late: bool
    quiet: bool

    @property
    def url(self) -> str:
        """The address of its page."""
        return address_of(self.uid)


def address_of(uid: str) -> str:
    """The address of an activity's page."""
    return reverse("work:activity", args=[uid])


def lines_of(viewer: Viewer, ids: Sequence[int], language: str, *, running: bool) -> dict[int, Line]:
    """The rows of these activities by id. `running`: whether late and silent mean something in their plan."""
    activities = list(Activity.objects.filter(pk__in=ids))
    deadlines = _by_activity(Deadline.objects.filter(activity__in=ids))
    hands = hands_shown(viewer, Hand.objects.filter(activity__in=ids))
    notes = dict(
        Note.objects.filter(activity__in=ids)
        .order_by()
        .values_list("activity")
        .annotate(count=Count("pk"))
        .values_list("activity", "count")
    )
    labels: Mapping[str, object] = dict(Activity.State.choices)
    today, silent_since = timezone.localdate(), timezone.now() - SILENCE
    return {
        one.pk: Line(
            id=one.pk,
            uid=one.uid,
            code=one.code,
            text=one.text,
            numbered=tuple(one.numbered),
            serves=tuple(one.serves),
            deadline=deadline_words(one, deadlines[one.pk], language),
            unread=bool(one.due_words),
            state=one.state,
            state_label=str(labels[one.state]),
            hands=hands.get(one.pk, ()),
            notes=notes.get(one.pk, 0),
            late=running
            and is_late(one.pace, one.state, (due.due_until for due in deadlines[one.pk]), today),
            quiet=running and one.state in STILL_TO_DO and one.stirred_at < silent_since,
        )
        for one in activities
    }


def _by_activity(deadlines: Iterable[Deadline]) -> dict[int, list[Deadline]]:
    found: dict[int, list[Deadline]] = defaultdict(list)
    for one in deadlines:
        found[one.activity_id].append(one)
    return found


def hands_shown(viewer: Viewer, hands: Iterable[Hand]) -> dict[int, tuple[HandShown, ...]]:
    """Hands by activity (id) as this viewer may know them: a group that is not open to her has no name."""
    listed = list(hands)
    groups = visible_groups(viewer, {hand.group_id for hand in listed if hand.group_id})
    people = names_of({hand.person for hand in listed if hand.person})
    found: dict[int, list[HandShown]] = defaultdict(list)
    for hand in listed:
        name, url = people.get(hand.person, "") or hand.name, ""
        if hand.group_id:
            link = groups.get(hand.group_id)
            name, url = (link.name, link.url) if link else (_("[a group that is not open to you]"), "")
        found[hand.activity_id].append(
            HandShown(
                id=hand.pk,
                kind=hand.kind,
                name=name or _("somebody"),
                url=url,
                symbol=_SYMBOLS[Hand.Kind(hand.kind)],
                contributes=hand.role == Hand.Role.CONTRIBUTOR,
                inviting=hand.kind in INVITING,
            )
        )
    return {activity: tuple(shown) for activity, shown in found.items()}
