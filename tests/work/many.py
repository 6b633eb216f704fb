"""A plan of thousands of activities, written straight into the tables: for tests and benchmarks of speed."""

from __future__ import annotations

import uuid

from django.utils import timezone

from konbit.base.rows import insert
from konbit.directory.models.groups import new_uid
from konbit.work.models import Activity, Deadline, Hand, Note, Plan, PlanGoal, Section

SECTIONS = 40


def fill(plan: Plan, size: int) -> None:
    """Give a plan this many activities in forty sections, with dates, hands and some notes."""
    now = timezone.now()
    insert(
        PlanGoal, [{"plan_id": plan.pk, "code": code, "text": {"en": f"Goal {code}"}} for code in "ABCDEFG"]
    )
    insert(
        Section,
        [
            {"plan_id": plan.pk, "code": str(number), "title": {"en": f"Section {number}"}, "order": number}
            for number in range(1, SECTIONS + 1)
        ],
    )
    sections = list(Section.objects.filter(plan=plan).exclude(code="").values_list("pk", flat=True))[
        -SECTIONS:
    ]
    insert(
        Activity,
        [
            {
                "uid": new_uid(),
                "key": uuid.uuid4(),
                "plan_id": plan.pk,
                "section_id": sections[number % len(sections)],
                "code": f"x{number}",
                "order": number,
                "text": {"en": f"Carry the water of day {number} to the upper field, with all who come"},
                "numbered": [],
                "serves": ["ABCDEFG"[number % 7]],
                "pace": "dated",
                "state": ("open", "going", "done")[number % 3],
                "stirred_at": now,
            }
            for number in range(size)
        ],
    )
    ids = list(Activity.objects.filter(plan=plan).values_list("pk", flat=True))
    insert(
        Deadline,
        [
            {"activity_id": pk, "due_until": f"{2020 + pk % 20}-{1 + pk % 12:02}", "kind": "due", "order": 0}
            for pk in ids
        ],
    )
    insert(
        Hand,
        [
            {"activity_id": pk, "name": name, "kind": kind, "order": place}
            for pk in ids
            for place, (name, kind) in enumerate(((f"Person {pk % 80}", "person"), ("African", "place")))
            if place == 0 or pk % 4 == 0
        ],
    )
    insert(
        Note,
        [
            {
                "activity_id": pk,
                "key": uuid.uuid4(),
                "text": "It went well",
                "on": "2026",
                "at": now,
                "by": "",
            }
            for pk in ids
            if pk % 10 == 0
        ],
    )
