"""Loading the plans that Konbit ships, once: what people changed stays as it is."""

from __future__ import annotations

from django.utils import timezone

from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.rows import add
from konbit.directory.models import Group, Source
from konbit.work.actions.parts import write_dates, write_takers
from konbit.work.models import Activity, Plan, PlanGoal, Section
from konbit.work.shipped import reading
from konbit.work.shipped.reading import ActivityEntry, PlanEntry, SectionEntry

SHIPPED = "konbit"


def load_example() -> int:
    """Bring the shipped plans in, each once. Returns the number of plans made."""
    made = 0
    for entry in reading.plans():
        group = Group.objects.filter(slug=entry.group, is_example=True).first()
        source = Source.objects.filter(code=entry.source).first()
        if group is None or Plan.objects.filter(group=group, source=source, by=SHIPPED).exists():
            continue
        with recording(SHIPPED, "load example") as batch:
            _load(batch, entry, group, source)
        made += 1
    return made


def _load(batch: Batch, entry: PlanEntry, group: Group, source: Source | None) -> None:
    names = ("title", "introduction", "aim", "valid_from", "valid_until", "certainty")
    plan = Plan(group=group, source=source, by=SHIPPED, **{name: getattr(entry, name) for name in names})
    add(batch, plan)
    for place, (code, text) in enumerate(entry.goals):
        add(batch, PlanGoal(plan=plan, code=code, text=text, order=place))
    for section in entry.sections:
        _load_section(batch, plan, section, None)


def _load_section(batch: Batch, plan: Plan, entry: SectionEntry, parent: Section | None) -> None:
    order = Section.objects.filter(plan=plan).count()
    section = Section(
        plan=plan, parent=parent, code=entry.code, title=entry.title, note=entry.note, order=order
    )
    add(batch, section)
    for activity in entry.activities:
        _load_activity(batch, plan, activity, section)
    for part in entry.parts:
        _load_section(batch, plan, part, section)


def _load_activity(batch: Batch, plan: Plan, entry: ActivityEntry, section: Section) -> None:
    activity = Activity(
        plan=plan,
        section=section,
        code=entry.code,
        order=Activity.objects.filter(plan=plan).count(),
        text=entry.text,
        detail=entry.detail,
        numbered=list(entry.numbered),
        state=Activity.State.UNKNOWN,
        stirred_at=timezone.now(),
    )
    add(batch, activity)
    write_dates(batch, activity, entry.deadline)
    write_takers(batch, activity, entry.takers, groups={}, called={})
