"""What this room puts into the index: plans, and activities with their notes and who does them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.base.text import pick
from konbit.chronicle.actions.rows import kind_of
from konbit.directory.queries.of_group import keepers, open_to, seen_things
from konbit.directory.queries.told_anew import ids_of, told_anew
from konbit.people.audience import Audience, Viewer
from konbit.people.names import names_of
from konbit.search.documents import Document, Documents, Shown
from konbit.work.models import Activity, Encounter, Hand, Note, Plan, PlanGoal
from konbit.work.queries.encounters import build_encounters, show_encounters
from konbit.work.queries.lines import address_of


def documents() -> dict[str, Documents]:
    """The kinds of documents of this room."""
    return {
        kind_of(Plan): Documents(
            build=build_plans,
            ids=ids_of(Plan.objects.filter(removed_at=None)),
            touched_by=told_anew(Plan, parts={PlanGoal: "plan"}),
            show=show_plans,
            title=gettext_lazy("Plans"),
        ),
        kind_of(Activity): Documents(
            build=build_activities,
            ids=ids_of(Activity.objects.filter(removed_at=None, plan__removed_at=None)),
            touched_by=told_anew(
                Activity,
                parts={Hand: "activity", Note: "activity"},
                wholes={Plan: "plan"},
                group="plan__group",
            ),
            show=show_activities,
            title=gettext_lazy("Tasks"),
        ),
        kind_of(Encounter): Documents(
            build=build_encounters,
            ids=ids_of(Encounter.objects.filter(removed_at=None)),
            touched_by=told_anew(Encounter),
            show=show_encounters,
            title=gettext_lazy("Encounters"),
        ),
    }


def build_plans(ids: list[int]) -> Iterator[Document]:
    """The documents of these plans; a removed one has none."""
    plans = list(Plan.objects.filter(pk__in=ids, removed_at=None).order_by("pk"))
    visible = open_to(plans)
    goals: dict[int, list[str]] = {}
    for plan, text in PlanGoal.objects.filter(plan__in=plans).values_list("plan_id", "text"):
        goals.setdefault(plan, []).extend(text.values())
    for one in plans:
        if one.pk in visible:
            words = [
                *one.title.values(),
                *one.aim.values(),
                *one.introduction.values(),
                *goals.get(one.pk, ()),
            ]
            title = next(iter(one.title.values()), one.uid)
            yield Document(one.pk, title, "\n".join(words), visible[one.pk])


def build_activities(ids: list[int]) -> Iterator[Document]:
    """The documents of these activities: words, notes and hands in every language they were said in."""
    activities = list(
        Activity.objects.filter(pk__in=ids, removed_at=None, plan__removed_at=None)
        .select_related("plan")
        .order_by("pk")
    )
    visible = open_to({one.plan for one in activities})
    beside: dict[int, list[str]] = {}
    for activity, text in Note.objects.filter(activity__in=activities).values_list("activity_id", "text"):
        beside.setdefault(activity, []).append(text)
    hands = list(
        Hand.objects.filter(activity__in=activities)
        .exclude(group__isnull=False, group__removed_at__isnull=False)
        .values_list("activity_id", "name", "person", "group__audience", "group__name")
    )
    people = names_of({hand[2] for hand in hands if hand[2]})
    for activity, name, person, audience, group in hands:
        if audience in (None, Audience.PUBLIC):  # others would be found by a name that they may not see
            beside.setdefault(activity, []).append(people.get(person, "") or group or name)
    for one in activities:
        if one.plan_id not in visible:
            continue
        words = [one.code, *one.text.values(), *one.detail.values(), *one.deliverable.values()]
        words += [said for line in one.numbered for said in line.values()]
        title = next(iter(one.text.values()), one.code)
        yield Document(one.pk, title, "\n".join([*words, *beside.get(one.pk, ())]), visible[one.plan_id])


def show_plans(viewer: Viewer, ids: list[int], language: str) -> Mapping[int, Shown]:
    """How found plans are named, those that the viewer may know of."""
    plans = seen_things(viewer, Plan.objects.filter(pk__in=ids))
    groups = keepers(viewer, plans)
    return {
        one.pk: Shown(
            pick(one.title, language).text,
            reverse("work:plan", args=[one.uid]),
            _("plan"),
            "clipboard-list",
            groups[one.group_id].name,
        )
        for one in plans
        if one.group_id in groups
    }


def show_activities(viewer: Viewer, ids: list[int], language: str) -> Mapping[int, Shown]:
    """How found activities are named, those of plans that the viewer may know of."""
    activities = list(Activity.objects.filter(pk__in=ids, removed_at=None).select_related("plan"))
    plans = {plan.pk: plan for plan in seen_things(viewer, {one.plan for one in activities})}
    groups = keepers(viewer, plans.values())
    return {
        one.pk: Shown(
            f"{one.code} {pick(one.text, language).text}",
            address_of(one.uid),
            _("activity"),
            "square-check",
            f"{pick(plans[one.plan_id].title, language).text}, {groups[one.plan.group_id].name}",
        )
        for one in activities
        if one.plan_id in plans and one.plan.group_id in groups
    }
