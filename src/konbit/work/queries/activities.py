"""One activity: all that is known of it, what happened, and what its reader may do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.assembly.models import Resolution
from konbit.base.errors import NotFound
from konbit.base.text import Multilingual, pick
from konbit.chronicle.queries import changes_before
from konbit.directory.folding import fold
from konbit.directory.models import Group
from konbit.directory.queries.membership import networks_of
from konbit.directory.queries.of_group import seen_thing, seen_things
from konbit.directory.queries.visible import Sight, visible_groups
from konbit.directory.queries.wording import date_words
from konbit.people.audience import Viewer
from konbit.people.names import names_of
from konbit.work.hands import CONTRIBUTOR, RESPONSIBLE, Taker, write_hands
from konbit.work.models import Activity, Hand, Note, Plan
from konbit.work.numbered import write_numbered
from konbit.work.queries.lines import HandShown, Line, lines_of
from konbit.work.queries.plans import Goal, PlanFacts, plan_facts
from konbit.work.queries.wording import deadline_words, takers_of

MOST_RESOLUTIONS = 60
MOST_PAST = 200
_VERBS = {
    "add activity": gettext_lazy("added"),
    "change activity": gettext_lazy("changed"),
    "change state": gettext_lazy("said how it stands"),
    "note": gettext_lazy("noted something"),
    "take place": gettext_lazy("took a place"),
    "carry over": gettext_lazy("carried over to the next plan"),
    "take sheet": gettext_lazy("brought in with a spreadsheet"),
    "make from meeting": gettext_lazy("added in a meeting"),
    "load example": gettext_lazy("came with Konbit"),
    "outline plan": gettext_lazy("moved with its section"),
    "undo": gettext_lazy("took a change back"),
}


@dataclass(frozen=True)
class NoteShown:
    """What somebody noted: on which day, in which language, by whom and when."""

    text: str
    language: str
    when: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Near:
    """Another activity: the one that it continues, or that continues it, with its plan's title."""

    uid: str
    title: Multilingual
    plan: Multilingual


@dataclass(frozen=True)
class Decided:
    """The resolution that an activity comes from."""

    id: int
    uid: str
    title: Multilingual

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("assembly:resolution", args=[self.uid])


@dataclass(frozen=True)
class Past:
    """Something that was done with an activity: when, what in words, by whom."""

    at: datetime
    words: str
    by: str


@dataclass(frozen=True)
class ActivityPage:
    """An activity with everything that its page shows."""

    plan: PlanFacts
    line: Line
    detail: Multilingual
    section: str
    section_note: Multilingual
    goals: tuple[Goal, ...]
    deliverable: Multilingual
    deliverable_url: str
    decided: Decided | None
    notes: tuple[NoteShown, ...]
    continues: Near | None
    continued_by: tuple[Near, ...]
    past: tuple[Past, ...]

    @property
    def wanted(self) -> tuple[HandShown, ...]:
        """The places that are still open."""
        return tuple(hand for hand in self.line.hands if hand.inviting)


def seen_activity(viewer: Viewer, uid: str) -> tuple[Activity, Sight]:
    """The activity with this uid, and what the viewer may do with its plan. Raises `NotFound`."""
    found = Activity.objects.select_related("plan__group", "section").filter(uid=uid, removed_at=None).first()
    if found is None:
        raise NotFound(
            _("There is no such activity, or it is not open to you."),
            remedy=_("Look for it in its plan. If it is your group's, sign in first."),
        )
    _plan, sight = seen_thing(viewer, Plan, found.plan.uid)
    return found, sight


def activity_page(viewer: Viewer, uid: str, language: str) -> ActivityPage:
    """All that the viewer may know of an activity. Raises `NotFound`."""
    activity, _sight = seen_activity(viewer, uid)
    _plan, _again, facts = plan_facts(viewer, activity.plan.uid)
    line = lines_of(viewer, [activity.pk], language, running=facts.running)[activity.pk]
    section = activity.section
    notes = list(Note.objects.filter(activity=activity))
    names = names_of({note.by for note in notes})
    title = pick(section.title, language).text if section else ""
    return ActivityPage(
        plan=facts,
        line=line,
        detail=activity.detail,
        section=f"{section.code}. {title}" if section and section.code else title,
        section_note=section.note if section else {},
        goals=tuple(goal for goal in facts.goals if goal.code in line.serves),
        deliverable=activity.deliverable,
        deliverable_url=activity.deliverable_url,
        decided=_decided(viewer, activity),
        notes=tuple(
            NoteShown(note.text, note.language, date_words(note.on), names.get(note.by, ""), note.at)
            for note in notes
        ),
        continues=next(iter(_near(viewer, Activity.objects.filter(pk=activity.continues_id or 0))), None),
        continued_by=_near(viewer, Activity.objects.filter(continues=activity)),
        past=_past(activity),
    )


def _past(activity: Activity) -> tuple[Past, ...]:
    """What was done with an activity and its parts, newest first; each act once."""
    ids = {
        "work.activity": [activity.pk],
        "work.deadline": list(activity.deadlines.values_list("pk", flat=True)),
        "work.hand": list(activity.hands.values_list("pk", flat=True)),
        "work.note": list(activity.notes.values_list("pk", flat=True)),
    }
    acts = {change.batch: change for change in reversed(changes_before(ids, None, MOST_PAST))}
    names = names_of({change.actor for change in acts.values()})
    said = [
        Past(one.at, str(_VERBS.get(one.verb, one.verb)), names.get(one.actor, "")) for one in acts.values()
    ]
    return tuple(reversed(said))


def _near(viewer: Viewer, activities: object) -> tuple[Near, ...]:
    listed = list(activities.filter(removed_at=None).select_related("plan"))  # type: ignore[attr-defined]
    open_plans = {plan.pk for plan in seen_things(viewer, [one.plan for one in listed])}
    return tuple(Near(one.uid, one.text, one.plan.title) for one in listed if one.plan_id in open_plans)


def _decided(viewer: Viewer, activity: Activity) -> Decided | None:
    if activity.resolution_id is None:
        return None
    found = seen_things(viewer, Resolution.objects.filter(pk=activity.resolution_id))
    return next((Decided(one.pk, one.uid, one.title or one.text) for one in found), None)


def choosable_resolutions(viewer: Viewer, plan: Plan) -> tuple[Decided, ...]:
    """What the plan's group or one of its networks agreed lately, for the activity that follows from it."""
    groups = {plan.group_id, *networks_of([plan.group_id])[plan.group_id]}
    newest = Resolution.objects.filter(
        group__in=groups, removed_at=None, state=Resolution.State.ADOPTED
    ).order_by("-decided_on", "-pk")[:MOST_RESOLUTIONS]
    return tuple(Decided(one.pk, one.uid, one.title or one.text) for one in seen_things(viewer, newest))


@dataclass(frozen=True)
class Editable:
    """An activity as its form shows it, in one language, its deadline and hands as they are written."""

    text: str
    detail: str
    numbered: str
    deadline: str
    who: str
    contributors: str
    code: str
    section: int | None
    serves: tuple[str, ...]
    state: str
    resolution: int | None
    deliverable: str
    deliverable_url: str


def editable(viewer: Viewer, activity: Activity, language: str) -> Editable:
    """What stands in an activity, written as a form or a sheet takes it. Text: only what is said in this very
    language."""
    hands = list(Hand.objects.filter(activity=activity))
    called = called_today(viewer, hands)
    return Editable(
        text=activity.text.get(language, ""),
        detail=activity.detail.get(language, ""),
        numbered=write_numbered(activity.numbered, language),
        deadline=deadline_words(activity, activity.deadlines.all(), language),
        who=write_hands(one for one in takers_of(hands, called) if one.role == RESPONSIBLE),
        contributors=write_hands(one for one in takers_of(hands, called) if one.role == CONTRIBUTOR),
        code=activity.code,
        section=activity.section_id,
        serves=tuple(activity.serves),
        state=activity.state,
        resolution=activity.resolution_id,
        deliverable=activity.deliverable.get(language, ""),
        deliverable_url=activity.deliverable_url,
    )


def standing_takers(viewer: Viewer, uid: str, role: str) -> tuple[Taker, ...]:
    """The hands of an activity in one role, as they can be written. Raises `NotFound`."""
    activity, _sight = seen_activity(viewer, uid)
    hands = list(Hand.objects.filter(activity=activity, role=role))
    return takers_of(hands, called_today(viewer, hands))


def called_today(viewer: Viewer, hands: list[Hand]) -> dict[int, str]:
    """What hands (ids) that are accounts or groups are called today, as far as the viewer may know it."""
    people = names_of({hand.person for hand in hands if hand.person})
    groups = visible_groups(viewer, {hand.group_id for hand in hands if hand.group_id})
    called = {hand.pk: people[hand.person] for hand in hands if hand.person in people}
    for hand in hands:
        if hand.group_id:
            link = groups.get(hand.group_id)
            called[hand.pk] = link.name if link else _("[a group that is not open to you]")
    return called


def groups_named(viewer: Viewer, group_id: int, names: Iterable[str]) -> dict[str, int]:
    """Groups that a plan may mean by these names, by folded name: its own, its networks, their members."""
    called = Group.objects.filter(name__in=set(names), removed_at=None).values_list("pk", "name")
    found = {pk: fold(name) for pk, name in called[:500]}
    around = networks_of([group_id])[group_id] | {group_id}
    above = networks_of(found)
    seen = visible_groups(viewer, found)
    return {name: pk for pk, name in found.items() if pk in seen and (pk in around or above[pk] & around)}
