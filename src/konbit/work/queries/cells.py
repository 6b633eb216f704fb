"""A plan's activities as the cells of a sheet, all of them in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from konbit.assembly.models import Resolution
from konbit.base.text import Multilingual, pick
from konbit.directory.queries.of_group import seen_things
from konbit.people.audience import Viewer
from konbit.work.deadlines import Written, write_deadline
from konbit.work.formats.plan_columns import WRITTEN_IN
from konbit.work.formats.plan_rows import UNDER
from konbit.work.hands import CONTRIBUTOR, RESPONSIBLE, Taker, write_hands
from konbit.work.models import Activity, Deadline, Hand, Note, Plan
from konbit.work.numbered import write_numbered
from konbit.work.queries.activities import called_today
from konbit.work.queries.arranging import sections_in_order
from konbit.work.queries.wording import takers_of, written_of


@dataclass(frozen=True)
class Cells:
    """An activity as cells; what can be written in several languages is written when asked."""

    activity: Activity
    path: tuple[tuple[str, Multilingual], ...]
    written: Written
    takers: tuple[Taker, ...]
    notes: str
    resolution: str

    def cell(self, target: str, language: str) -> str:
        """What stands in a column. Words: only those said in this very language."""
        one = self.activity
        if target in WRITTEN_IN:
            if target == "numbered":
                return write_numbered(one.numbered, language)
            words: Multilingual = getattr(one, target)
            return words.get(language, "")
        if target == "section":
            return UNDER.join(
                f"{code}. {pick(title, language).text}" if code else pick(title, language).text
                for code, title in self.path
            )
        if target == "state":
            return str(Activity.State(one.state).label)
        if target == "deadline":
            return write_deadline(self.written, language)
        if target in ("who", "contributors"):
            role = RESPONSIBLE if target == "who" else CONTRIBUTOR
            return write_hands(taker for taker in self.takers if taker.role == role)
        return {
            "code": one.code,
            "serves": ", ".join(one.serves),
            "deliverable_url": one.deliverable_url,
            "notes": self.notes,
            "resolution": self.resolution,
        }[target]


def cells_of(viewer: Viewer, plan: Plan, language: str) -> Iterator[Cells]:
    """Every activity of a plan that stands, in the order of its sections."""
    paths: dict[int | None, tuple[tuple[str, Multilingual], ...]] = {None: ()}
    sections = sections_in_order(plan)
    for section in sections:
        paths[section.pk] = (*paths.get(section.parent_id, ()), (section.code, section.title))
    rank = {section.pk: place for place, section in enumerate(sections)}
    activities = list(Activity.objects.filter(plan=plan, removed_at=None).select_related("resolution"))
    activities.sort(key=lambda one: rank.get(one.section_id or 0, len(rank)))
    standing = {"activity__plan": plan, "activity__removed_at": None}
    deadlines: dict[int, list[Deadline]] = defaultdict(list)
    for deadline in Deadline.objects.filter(**standing):
        deadlines[deadline.activity_id].append(deadline)
    hands: dict[int, list[Hand]] = defaultdict(list)
    listed = list(Hand.objects.filter(**standing))
    for hand in listed:
        hands[hand.activity_id].append(hand)
    called = called_today(viewer, listed)
    notes: dict[int, list[str]] = defaultdict(list)
    for activity, on, text in Note.objects.filter(**standing).values_list("activity_id", "on", "text"):
        notes[activity].append(f"{on}: {text}" if on else text)
    decided = {one.resolution for one in activities if one.resolution}
    known: dict[int, Resolution] = {one.pk: one for one in seen_things(viewer, decided)}
    for one in activities:
        resolution = known.get(one.resolution_id or 0)
        yield Cells(
            one,
            paths.get(one.section_id, ()),
            written_of(one, deadlines[one.pk]),
            takers_of(hands[one.pk], called),
            "\n".join(notes[one.pk]),
            pick(resolution.title or resolution.text, language).text if resolution else "",
        )


def languages_of(plan: Plan, first: str) -> list[str]:
    """The languages in which a plan's activities are told, the reader's first if they are told in it, else
    alone where nothing is told yet."""
    said: dict[str, None] = {}
    for text in Activity.objects.filter(plan=plan, removed_at=None).values_list("text", flat=True):
        said.update(dict.fromkeys(text))
    others = sorted(one for one in said if one != first)
    return [first, *others] if first in said or not said else others
