"""Meetings of a group, and one of them whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from konbit.assembly.models import Goal, Item, Line, Meeting, Outcome, Resolution
from konbit.assembly.moments import is_over, other_words, when_words
from konbit.assembly.queries.allowed import verbs_at
from konbit.assembly.queries.approval import approval_of
from konbit.assembly.queries.attending import attending_at
from konbit.assembly.queries.resolution_cards import ResolutionCard, cards, published_in
from konbit.assembly.queries.shown import (
    MeetingCard,
    MeetingPage,
    ShownGoal,
    ShownItem,
    ShownLine,
    ShownReading,
)
from konbit.base.text import Multilingual
from konbit.directory.models import Group
from konbit.directory.queries.of_group import keepers, seen_thing, seen_things
from konbit.directory.queries.visible import GroupLink, seen_group
from konbit.people.audience import Audience, Viewer
from konbit.people.names import names_of
from konbit.search.documents import Shown, all_documents

PAGE = 50
MOST_COMING = 100


@dataclass(frozen=True)
class MeetingsPage:
    """The meetings of a group: those to come and going on, those that are over from `start` on."""

    group: GroupLink
    coming: tuple[MeetingCard, ...]
    over: tuple[MeetingCard, ...]
    start: int
    more: bool
    may: frozenset[str]


def meeting_address(uid: str) -> str:
    """The permanent address of a meeting."""
    return reverse("assembly:meeting", args=[uid])


def meetings_page(viewer: Viewer, group_uid: str, start: int = 0) -> MeetingsPage:
    """The meetings of a group that the viewer may see. Raises `NotFound`."""
    group, sight = seen_group(viewer, group_uid)
    listed = Meeting.objects.filter(group=group, removed_at=None).select_related("series")
    today = date.today()
    rows = seen_things(viewer, listed.order_by("-held_from", "-pk"))
    done = (Meeting.State.CANCELLED.value,)
    coming = [row for row in rows if not is_over(row, today) and row.state not in done]
    over = [row for row in rows if is_over(row, today) or row.state in done]
    return MeetingsPage(
        group=GroupLink(group.pk, group.uid, group.slug, group.name, group.kind),
        coming=tuple(meeting_cards(viewer, coming[::-1][:MOST_COMING])),
        over=tuple(meeting_cards(viewer, over[start : start + PAGE])),
        start=start,
        more=len(over) > start + PAGE,
        may=frozenset(verb for verb in ("edit", "take part") if sight.may(verb)),
    )


def meeting_cards(viewer: Viewer, rows: Sequence[Meeting]) -> list[MeetingCard]:
    """The cards of meetings that the viewer may see already, in their order."""
    groups, series = keepers(viewer, rows), _series(viewer, rows)
    return [
        _card(row, groups[row.group_id], series.get(row.series_id or 0, {}))
        for row in rows
        if row.group_id in groups
    ]


def _series(viewer: Viewer, rows: Iterable[Meeting]) -> dict[int, Multilingual]:
    """The names of the series of these meetings, as far as the viewer may know of them, by id."""
    return {one.pk: one.title for one in seen_things(viewer, {row.series for row in rows if row.series})}


def _card(row: Meeting, group: GroupLink, series: Multilingual) -> MeetingCard:
    return MeetingCard(
        id=row.pk,
        uid=row.uid,
        url=meeting_address(row.uid),
        title=row.title,
        when=when_words(row),
        place=row.place,
        state=row.state,
        state_label=str(Meeting.State(row.state).label),
        group=group,
        series=series,
        is_over=is_over(row, date.today()),
    )


def meeting_page(viewer: Viewer, uid: str, language: str) -> MeetingPage:
    """All that the viewer may see of a meeting. Raises `NotFound`."""
    meeting, sight = seen_thing(viewer, Meeting, uid)
    group = meeting.group
    link = GroupLink(group.pk, group.uid, group.slug, group.name, group.kind)
    sees_people = sight.sees(Audience.NETWORK)
    lines = list(Line.objects.filter(meeting=meeting, joined_into=None))
    readings = list(meeting.readings.order_by("at"))
    names = names_of([*(row.by for row in lines), *(row.by for row in readings)]) if sees_people else {}
    before, after = _neighbours(viewer, meeting)
    series = _series(viewer, [meeting]).get(meeting.series_id or 0, {})
    points = _points(viewer, meeting, [_line(row, names, viewer) for row in lines], language)
    return MeetingPage(
        card=_card(meeting, link, series),
        purpose=meeting.purpose,
        language=meeting.language or language,
        instead=tuple(other_words(one) for one in meeting.instead),
        series=series,
        before=before,
        after=after,
        attending=attending_at(viewer, meeting, sees_people),
        goals=_goals(viewer, meeting),
        items=points[:-1],
        beside=points[-1],
        readings=tuple(
            ShownReading(
                row.pk, names.get(row.by, ""), row.agrees, row.note if sees_people else "",
                row.settled_at is not None, row.by == viewer.actor,
            )
            for row in readings
        ),
        approval=approval_of(meeting, readings),
        approve_days=meeting.approve_days,
        certainty=meeting.certainty,
        published=published_in(meeting.source, meeting.held_from),
        source=meeting.source.name if meeting.source else "",
        address=meeting.address,
        seen_by="" if meeting.audience == Audience.PUBLIC else str(Audience(meeting.audience).label),
        sees_people=sees_people,
        may=verbs_at(viewer, meeting, sight),
    )  # fmt: skip


def _neighbours(viewer: Viewer, meeting: Meeting) -> tuple[MeetingCard | None, MeetingCard | None]:
    if meeting.series_id is None:
        return None, None
    rows = Meeting.objects.filter(series=meeting.series_id, removed_at=None).select_related("series")
    listed = meeting_cards(viewer, seen_things(viewer, rows.order_by("held_from", "pk")))
    place = next((number for number, one in enumerate(listed) if one.uid == meeting.uid), 0)
    before = listed[place - 1] if place else None
    return before, listed[place + 1] if place + 1 < len(listed) else None


def _line(row: Line, names: dict[str, str], viewer: Viewer) -> ShownLine:
    own = bool(row.by) and row.by == viewer.actor
    return ShownLine(row.pk, row.item_id, row.text, row.language, names.get(row.by, ""), row.at, own)


def _goals(viewer: Viewer, meeting: Meeting) -> tuple[ShownGoal, ...]:
    rows = list(meeting.goals.select_related("carried_from__meeting").prefetch_related("carried_to__meeting"))
    others = [row.carried_from.meeting for row in rows if row.carried_from]
    others += [goal.meeting for row in rows for goal in row.carried_to.all()]
    seen = {one.pk: (meeting_address(one.uid), one.title) for one in seen_things(viewer, others)}
    return tuple(
        ShownGoal(
            id=row.pk,
            number=row.number,
            text=row.text,
            state=row.state,
            state_label=str(Goal.State(row.state).label),
            note=row.note,
            came_from=seen.get(row.carried_from.meeting_id) if row.carried_from else None,
            went_to=next((seen.get(goal.meeting_id) for goal in row.carried_to.all()), None),
        )
        for row in rows
    )


def _points(
    viewer: Viewer, meeting: Meeting, lines: Iterable[ShownLine], language: str
) -> tuple[ShownItem, ...]:
    """The points of the agenda, and as the last what stands beside them."""
    said: dict[int | None, list[ShownLine]] = defaultdict(list)
    for line in lines:
        said[line.item_id].append(line)
    decided: dict[int | None, list[ResolutionCard]] = defaultdict(list)
    rows = Resolution.objects.filter(meeting=meeting, removed_at=None, joined_into=None)
    seen = seen_things(viewer, rows.select_related("source").order_by("made_at", "pk"))
    for one in cards(viewer, seen):
        decided[one.item_id].append(one)
    left = _outcomes(viewer, meeting, language)
    items: list[tuple[int | None, Item | None]] = [(row.pk, row) for row in meeting.items.all()]
    return tuple(
        ShownItem(
            id=row.pk if row else 0,
            order=row.order if row else 0,
            kind=row.kind if row else "",
            kind_label=str(Item.Kind(row.kind).label) if row else "",
            title=row.title if row else {},
            minutes=row.minutes if row else None,
            presenter=row.presenter if row else "",
            lines=tuple(said[pk]),
            decisions=tuple(decided[pk]),
            outcomes=tuple(left[pk]),
        )
        for pk, row in [*items, (None, None)]
    )


def _outcomes(viewer: Viewer, meeting: Meeting, language: str) -> dict[int | None, list[Shown]]:
    """What the meeting left behind, by the point of the agenda, as the rooms that keep it show it."""
    rows = list(Outcome.objects.filter(meeting=meeting).order_by("pk"))
    by_kind: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row.object_id)
    documents = all_documents()
    shown = {
        (kind, pk): one
        for kind, ids in by_kind.items()
        if kind in documents and documents[kind].show is not None
        for pk, one in documents[kind].show(viewer, ids, language).items()  # type: ignore[misc]
    }
    left: dict[int | None, list[Shown]] = defaultdict(list)
    for row in rows:
        if (row.kind, row.object_id) in shown:
            left[row.item_id].append(shown[row.kind, row.object_id])
    return left


def left_open(viewer: Viewer, group: Group, besides: str = "") -> list[tuple[int, Multilingual, MeetingCard]]:
    """Goals of a group's meetings that are over, left open and carried to none yet: id, words, meeting."""
    rows = (
        Goal.objects.filter(meeting__group=group, meeting__removed_at=None, carried_to=None)
        .filter(state__in=[Goal.State.OPEN, Goal.State.CARRIED])
        .exclude(meeting__uid=besides)
        .select_related("meeting__series")
        .order_by("-meeting__held_from", "number")[:200]
    )
    today = date.today()
    told = [row for row in rows if row.state == Goal.State.CARRIED or is_over(row.meeting, today)]
    meetings = {row.meeting_id: row.meeting for row in told}
    seen = {one.id: one for one in meeting_cards(viewer, seen_things(viewer, meetings.values()))}
    return [(row.pk, row.text, seen[row.meeting_id]) for row in told if row.meeting_id in seen]
