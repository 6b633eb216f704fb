"""A plan's activities in the order of a view, under its headings: light rows, so that thousands are quick."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.text import pick
from konbit.directory.queries.visible import visible_groups
from konbit.directory.queries.wording import date_words
from konbit.people.audience import Viewer
from konbit.people.names import names_of
from konbit.work.models import Activity, Deadline, Hand, Plan, PlanGoal, Section
from konbit.work.queries.lines import INVITING
from konbit.work.queries.wording import SILENCE, STILL_TO_DO, is_late, is_running

Entry = tuple[Any, int]
"""The key of a heading, and an activity (id) under it."""


@dataclass(frozen=True)
class Heading:
    """What stands above activities: `level` 1 or 2, a note beneath it."""

    title: str
    level: int = 2
    above: str = ""
    note: str = ""


@dataclass(frozen=True)
class Arranged:
    """A plan's activities in order, and the heading of each key."""

    entries: list[Entry]
    headings: dict[Any, Heading]

    @property
    def counts(self) -> Counter[Any]:
        """How many activities stand under each key."""
        return Counter(key for key, _activity in self.entries)


def arranged(viewer: Viewer, plan: Plan, by: str, language: str) -> Arranged:
    """The activities of a plan in one of `VIEWS`; any other name gives them by section."""
    return VIEWS.get(by, _by_section)(viewer, plan, language)


def sections_in_order(plan: Plan) -> list[Section]:
    """The headings of a plan, each followed by those beneath it."""
    below: dict[int | None, list[Section]] = defaultdict(list)
    for section in Section.objects.filter(plan=plan):
        below[section.parent_id].append(section)
    return [one for top in below[None] for one in (top, *below[top.pk])]


def _rows(plan: Plan, *columns: str) -> list[tuple[Any, ...]]:
    """Columns of the activities that stand, in the order of the plan's sections."""
    rank = {section.pk: place for place, section in enumerate(sections_in_order(plan))}
    rows = Activity.objects.filter(plan=plan, removed_at=None).order_by("order", "pk")
    listed = list(rows.values_list("section_id", "pk", *columns))
    listed.sort(key=lambda row: rank.get(row[0], len(rank)))
    return listed


def _headings(plan: Plan, language: str) -> dict[Any, Heading]:
    titles: dict[int, str] = {}
    headings: dict[Any, Heading] = {None: Heading(_("Without a section"))}
    for one in sections_in_order(plan):
        title = pick(one.title, language).text
        titles[one.pk] = f"{one.code}. {title}" if one.code else title
        headings[one.pk] = Heading(
            titles[one.pk],
            1 if one.parent_id is None else 2,
            titles.get(one.parent_id or 0, ""),
            pick(one.note, language).text,
        )
    return headings


def _by_section(_viewer: Viewer, plan: Plan, language: str) -> Arranged:
    return Arranged([(section, pk) for section, pk in _rows(plan)], _headings(plan, language))


def _some(plan: Plan, language: str, ids: Iterable[int]) -> Arranged:
    wanted = set(ids)
    entries = [(section, pk) for section, pk in _rows(plan) if pk in wanted]
    return Arranged(entries, _headings(plan, language))


def _quiet(_viewer: Viewer, plan: Plan, language: str) -> Arranged:
    if not is_running(plan):
        return Arranged([], {})
    silent = Activity.objects.filter(
        plan=plan, removed_at=None, state__in=STILL_TO_DO, stirred_at__lt=timezone.now() - SILENCE
    )
    return _some(plan, language, silent.values_list("pk", flat=True))


def _late(_viewer: Viewer, plan: Plan, language: str) -> Arranged:
    if not is_running(plan):
        return Arranged([], {})
    today = timezone.localdate()
    untils: dict[int, list[str]] = defaultdict(list)
    dated = Deadline.objects.filter(activity__plan=plan, activity__state__in=STILL_TO_DO)
    for pk, until in dated.values_list("activity_id", "due_until"):
        untils[pk].append(until)
    dated_pace, going = Activity.Pace.DATED, Activity.State.GOING
    return _some(
        plan, language, (pk for pk, said in untils.items() if is_late(dated_pace, going, said, today))
    )


def _wanted(_viewer: Viewer, plan: Plan, language: str) -> Arranged:
    places = Hand.objects.filter(activity__plan=plan, kind__in=INVITING)
    return _some(plan, language, places.values_list("activity_id", flat=True))


def _mine(viewer: Viewer, plan: Plan, language: str) -> Arranged:
    own = Hand.objects.filter(activity__plan=plan, person=viewer.actor)
    return _some(plan, language, own.values_list("activity_id", flat=True))


def _by_hand(viewer: Viewer, plan: Plan, _language: str) -> Arranged:
    place = {pk: number for number, (_section, pk) in enumerate(_rows(plan))}
    hands = Hand.objects.filter(activity__plan=plan, activity__removed_at=None)
    rows = list(hands.values_list("activity_id", "kind", "name", "person", "group_id"))
    groups = visible_groups(viewer, {row[4] for row in rows if row[4]})
    people = names_of({row[3] for row in rows if row[3]})
    named: dict[Any, Heading] = {"": Heading(_("Nobody yet"))}
    found: set[tuple[str, int]] = set()
    for activity, kind, name, person, group in rows:
        called = people.get(person, "") or name
        if group:
            called = groups[group].name if group in groups else _("[a group that is not open to you]")
        key = called if kind not in INVITING else f"\uffff{kind}"
        if key not in named:
            named[key] = Heading(_invitation(kind) if kind in INVITING else called)
        found.add((key, activity))
    held = {activity for _key, activity in found}
    entries: list[Entry] = sorted(found, key=lambda one: (one[0].casefold(), place.get(one[1], 0)))
    return Arranged(entries + [("", pk) for pk in place if pk not in held], named)


def _invitation(kind: str) -> str:
    return {
        Hand.Kind.PLACE: _("An open place"),
        Hand.Kind.TEAM: _("A team to be created"),
        Hand.Kind.QUESTION: _("An open question"),
    }[Hand.Kind(kind)]


def _by_month(_viewer: Viewer, plan: Plan, _language: str) -> Arranged:
    rows = _rows(plan, "pace", "due_words")
    dated: dict[int, list[str]] = defaultdict(list)
    deadlines = Deadline.objects.filter(activity__plan=plan).order_by("order", "pk")
    for activity, until in deadlines.values_list("activity_id", "due_until"):
        dated[activity].append(until[:7])
    paces = {pace: f"\uffff{place}" for place, pace in enumerate(Activity.Pace.values)}
    headings: dict[Any, Heading] = {
        paces[pace]: Heading(str(label)) for pace, label in Activity.Pace.choices
    } | {"\uffff9": Heading(_("Told in words"))}
    entries: list[Entry] = []
    for _section, pk, pace, words in rows:
        keys = dict.fromkeys(dated[pk]) or ["\uffff9" if words else paces[pace]]
        entries += [(key, pk) for key in keys]
    headings |= {key: Heading(date_words(key)) for key in {key for key, _pk in entries} - headings.keys()}
    return Arranged(sorted(entries, key=lambda one: one[0]), headings)


def _by_goal(_viewer: Viewer, plan: Plan, language: str) -> Arranged:
    goals = {goal.code: goal for goal in PlanGoal.objects.filter(plan=plan)}
    order = {code: place for place, code in enumerate(goals)}
    entries: list[Entry] = []
    for _section, pk, serves in _rows(plan, "serves"):
        entries += [(code, pk) for code in serves if code in order] or [("", pk)]
    headings: dict[Any, Heading] = {
        code: Heading(f"{code}. {pick(goal.text, language).text}") for code, goal in goals.items()
    } | {"": Heading(_("No goal is named"))}
    return Arranged(sorted(entries, key=lambda one: order.get(one[0], len(order))), headings)


VIEWS: dict[str, Callable[[Viewer, Plan, str], Arranged]] = {
    "section": _by_section,
    "who": _by_hand,
    "month": _by_month,
    "goal": _by_goal,
    "wanted": _wanted,
    "late": _late,
    "quiet": _quiet,
    "mine": _mine,
}
"""The ways to look at a plan."""
