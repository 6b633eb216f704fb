"""Plans of groups, as far as their reader may know of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from konbit.base.text import Multilingual
from konbit.directory.queries.of_group import keepers, seen_thing, seen_things
from konbit.directory.queries.visible import GroupLink, Sight, seen_group
from konbit.directory.queries.wording import period_words
from konbit.people.audience import Audience, Viewer
from konbit.work.models import Activity, Plan, PlanGoal
from konbit.work.queries.arranging import Heading, arranged
from konbit.work.queries.lines import Line, lines_of
from konbit.work.queries.wording import is_running

PAGE = 30


@dataclass(frozen=True)
class PlanCard:
    """A plan as a list names it: how many activities, how many of them are done."""

    uid: str
    title: Multilingual
    when: str
    audience: str
    running: bool
    certainty: str
    year: str
    total: int
    done: int

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("work:plan", args=[self.uid])


@dataclass(frozen=True)
class PlansOfGroup:
    """The plans of a group, newest first, and whether the reader may make one."""

    link: GroupLink
    plans: tuple[PlanCard, ...]
    may_edit: bool


@dataclass(frozen=True)
class Goal:
    """A goal of a plan."""

    code: str
    text: Multilingual


@dataclass(frozen=True)
class PlanFacts:
    """What stands above a plan: whose it is, its aim and goals, who may do what."""

    uid: str
    title: Multilingual
    introduction: Multilingual
    aim: Multilingual
    when: str
    link: GroupLink
    goals: tuple[Goal, ...]
    audience: str
    audience_label: str
    certainty: str
    year: str
    source: str
    source_url: str
    running: bool
    may_take_part: bool
    may_edit: bool
    continues: PlanCard | None
    continued_by: tuple[PlanCard, ...]

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("work:plan", args=[self.uid])


@dataclass(frozen=True)
class Bunch:
    """Activities under one heading: those of this page, how many in all, on which page they begin."""

    heading: Heading
    lines: tuple[Line, ...]
    count: int
    page: int


@dataclass(frozen=True)
class PlanPage:
    """A plan in one view, a page of it. `contents`: all its headings, where there is more than one page."""

    plan: PlanFacts
    by: str
    bunches: tuple[Bunch, ...]
    contents: tuple[Bunch, ...]
    total: int
    page: int
    pages: int
    states: tuple[tuple[str, int], ...]


def plans_of(viewer: Viewer, group_uid: str) -> PlansOfGroup:
    """The plans of a group that the viewer may know of. Raises `NotFound`."""
    group, sight = seen_group(viewer, group_uid)
    plans = seen_things(viewer, Plan.objects.filter(group=group).select_related("source"))
    link = _link(viewer, group)
    return PlansOfGroup(link, _cards(plans), sight.may("edit"))


def _link(viewer: Viewer, group: Any) -> GroupLink:
    return GroupLink(group.pk, group.uid, group.slug, group.name, group.kind)


def _cards(plans: list[Plan]) -> tuple[PlanCard, ...]:
    stand = Q(activities__removed_at=None)
    counts = {
        pk: (total, done)
        for pk, total, done in Plan.objects.filter(pk__in=[plan.pk for plan in plans])
        .annotate(
            total=Count("activities", filter=stand),
            done=Count("activities", filter=stand & Q(activities__state=Activity.State.DONE)),
        )
        .values_list("pk", "total", "done")
    }
    newest = sorted(plans, key=lambda plan: (plan.valid_from or plan.valid_until, plan.pk), reverse=True)
    return tuple(
        PlanCard(
            uid=plan.uid,
            title=plan.title,
            when=period_words(plan.valid_from, plan.valid_until),
            audience=plan.audience,
            running=is_running(plan),
            certainty=plan.certainty,
            year=_year(plan),
            total=counts[plan.pk][0],
            done=counts[plan.pk][1],
        )
        for plan in newest
    )


def _year(plan: Plan) -> str:
    return plan.source.published[:4] if plan.source else ""


def current_plan(group_id: int) -> Plan | None:
    """The plan by which a group works today: the newest confirmed one whose time has not passed."""
    today = timezone.localdate()
    plans = Plan.objects.filter(group=group_id, removed_at=None).order_by("-valid_from", "-pk")
    return next((plan for plan in plans if is_running(plan, today)), None)


def plan_facts(viewer: Viewer, uid: str) -> tuple[Plan, Sight, PlanFacts]:
    """A plan, what the viewer may do with it, and what stands above it. Raises `NotFound`."""
    plan, sight = seen_thing(viewer, Plan, uid)
    nearby = seen_things(
        viewer,
        Plan.objects.filter(Q(continues=plan) | Q(pk=plan.continues_id or 0)).select_related("source"),
    )
    cards = {card.uid: card for card in _cards(nearby)} if nearby else {}
    before = next((one.uid for one in nearby if one.pk == plan.continues_id), "")
    goals = PlanGoal.objects.filter(plan=plan)
    return (
        plan,
        sight,
        PlanFacts(
            uid=plan.uid,
            title=plan.title,
            introduction=plan.introduction,
            aim=plan.aim,
            when=period_words(plan.valid_from, plan.valid_until),
            link=keepers(viewer, [plan]).get(plan.group_id) or _link(viewer, plan.group),
            goals=tuple(Goal(goal.code, goal.text) for goal in goals),
            audience=plan.audience,
            audience_label=str(Audience(plan.audience).label),
            certainty=plan.certainty,
            year=_year(plan),
            source=plan.source.name if plan.source else "",
            source_url=plan.source.url if plan.source else "",
            running=is_running(plan),
            may_take_part=sight.may("take part"),
            may_edit=sight.may("edit"),
            continues=cards.get(before),
            continued_by=tuple(card for uid, card in cards.items() if uid != before),
        ),
    )


def plan_page(viewer: Viewer, uid: str, by: str, page: int, language: str) -> PlanPage:
    """A page of a plan's activities in a view (see `arranging.VIEWS`). Raises `NotFound`."""
    plan, _sight, facts = plan_facts(viewer, uid)
    order = arranged(viewer, plan, by, language)
    pages = max(1, -(-len(order.entries) // PAGE))
    page = min(max(page, 1), pages)
    entries = order.entries[(page - 1) * PAGE : page * PAGE]
    lines = lines_of(viewer, [pk for _key, pk in entries], language, running=facts.running)
    counts = order.counts
    under: dict[Any, list[Line]] = {}
    for key, pk in entries:
        under.setdefault(key, []).append(lines[pk])
    begins: dict[Any, int] = {}
    for place, (key, _pk) in enumerate(order.entries):
        begins.setdefault(key, place // PAGE + 1)
    states = Counter(
        dict(
            Activity.objects.filter(plan=plan, removed_at=None)
            .order_by()
            .values_list("state")
            .annotate(count=Count("pk"))
        )
    )
    return PlanPage(
        plan=facts,
        by=by,
        bunches=tuple(
            Bunch(order.headings[key], tuple(some), counts[key], begins[key]) for key, some in under.items()
        ),
        contents=tuple(Bunch(order.headings[key], (), counts[key], first) for key, first in begins.items())
        if pages > 1
        else (),
        total=len(order.entries),
        page=page,
        pages=pages,
        states=tuple(
            (str(label), states[state]) for state, label in Activity.State.choices if states.get(state)
        ),
    )
