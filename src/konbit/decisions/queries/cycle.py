"""The cycle of a budget as its page shows it: areas with their plenaries, and how the money is divided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.urls import reverse

from konbit.assembly.models import Meeting
from konbit.assembly.queries.agreed_shown import ResolutionShown, resolutions_shown
from konbit.assembly.queries.meetings import meeting_address
from konbit.base import money
from konbit.base.text import Multilingual
from konbit.decisions.cycle_priorities import NOWHERE, Division, Part
from konbit.decisions.models import Area, Budget, Plenary, Project, Wanted
from konbit.decisions.queries.cycle_rows import DECIDED
from konbit.decisions.queries.cycle_shown import (
    AreaShown,
    CycleShown,
    HandsShown,
    MeetingLink,
    PlaceShown,
    PlenaryShown,
    Pot,
)
from konbit.decisions.queries.dividing import division_of, needs_of, said_of
from konbit.directory.queries.of_group import seen_thing, seen_things
from konbit.directory.queries.wording import date_words
from konbit.people.audience import Audience, Viewer


def cycle_of(viewer: Viewer, budget_uid: str) -> CycleShown | None:
    """The cycle of a budget, None for one that is decided by ballots. Raises `NotFound`."""
    budget, sight = seen_thing(viewer, Budget, budget_uid)
    if budget.form != Budget.Form.CYCLE:
        return None
    said = said_of(budget)
    division = division_of(said)
    areas = list(budget.areas.all())
    projects = {one.number: one for one in budget.projects.all()}
    told = _Telling(budget, sight.sees(Audience.NETWORK), division, said["projects"])
    plenaries = _plenaries(viewer, budget, told, projects.values())
    decided = budget.state in DECIDED
    bought = set(budget.divided.get("bought", ())) if decided else None
    titles = {str(one.pk): one.title for one in areas}
    return CycleShown(
        uid=budget.uid,
        title=budget.title,
        amount=told.money(said["amount"]),
        needs=needs_of({**budget.needs, **said["weights"]}),
        pots=_pots(told, said["weights"]),
        areas=tuple(told.area(one, plenaries[one.pk]) for one in areas),
        everybody=told.area(None, ()),
        places=tuple(_places(told, projects, titles, said["projects"], bought)),
        rest=told.money(division.rest),
        kept=told.money(division.kept),
        waiting=sum(one.state == Project.State.PROPOSED for one in projects.values()),
        resolution=_resolution(viewer, budget),
        is_decided=decided,
        may_edit=sight.may("edit"),
    )


class _Telling:
    """What is told of the areas of one budget to one reader."""

    def __init__(
        self, budget: Budget, sees_people: bool, division: Division, projects: Iterable[Mapping[str, int]]
    ) -> None:
        self.budget = budget
        self.sees_people = sees_people
        self.division = division
        self.parts = {one.area: one for one in division.parts}
        self.divided = sum(one.money for one in division.parts)
        self.hands: defaultdict[str, int] = defaultdict(int)
        for one in projects:
            self.hands[str(one["area"])] += one["hands"]

    def money(self, amount: int) -> str:
        """An amount in the budget's currency."""
        return money.shown(amount, self.budget.currency)

    def names(self, text: str) -> tuple[str, ...]:
        """The names in a text, one a line, for those who see people."""
        return tuple(text.splitlines()) if self.sees_people else ()

    def area(self, area: Area | None, plenaries: Iterable[PlenaryShown]) -> AreaShown:
        """An area, or what is for everybody."""
        word = str(area.pk) if area else NOWHERE
        part = self.parts.get(word, Part(word, 0, 0, 0, 0))
        return AreaShown(
            id=area.pk if area else 0,
            kind=area.kind if area else "",
            title=area.title if area else {},
            population=area.population if area else None,
            need=area.need if area else None,
            why=area.why if area else {},
            seated=len(area.council.splitlines()) if area else 0,
            council=self.names(area.council if area else ""),
            plenaries=tuple(plenaries),
            hands=self.hands[word],
            by_need=self.money(part.by_need),
            by_population=self.money(part.by_population),
            by_priority=self.money(part.by_priority),
            money=self.money(part.money),
            left=self.money(part.left),
            share=round(100 * part.money / self.divided) if self.divided else 0,
            parts=self._hundredths(part),
        )

    def _hundredths(self, part: Part) -> tuple[float, float, float]:
        most = max((one.money for one in self.division.parts), default=0) or 1
        by = (part.by_need, part.by_population, part.by_priority)
        return (100 * by[0] / most, 100 * by[1] / most, 100 * by[2] / most)


def _pots(told: _Telling, weights: Mapping[str, int]) -> tuple[Pot, ...]:
    words = ("need", "population", "priority")
    return tuple(
        Pot(word, weights[word], told.money(pot)) for word, pot in zip(words, told.division.pots, strict=True)
    )


def _plenaries(
    viewer: Viewer, budget: Budget, told: _Telling, projects: Iterable[Project]
) -> Mapping[int, list[PlenaryShown]]:
    rows = list(budget.plenaries.select_related("meeting__group"))
    by_id = {one.pk: one for one in projects}
    hands: defaultdict[int, list[HandsShown]] = defaultdict(list)
    for one in Wanted.objects.filter(plenary__in=rows).order_by("-hands", "project__number"):
        project = by_id[one.project_id]
        shown = HandsShown(project.number, project.title, _project_url(project.uid), one.hands)
        hands[one.plenary_id].append(shown)
    seen = _meetings(viewer, rows)
    found: defaultdict[int, list[PlenaryShown]] = defaultdict(list)
    for row in rows:
        found[row.area_id].append(
            PlenaryShown(
                id=row.pk,
                when=date_words(row.on),
                where=row.where,
                present=row.present,
                seats=row.seats,
                named=len(row.delegates.splitlines()),
                delegates=told.names(row.delegates),
                meeting=seen.get(row.meeting_id or 0),
                hands=tuple(hands[row.pk]),
            )
        )
    return found


def _meetings(viewer: Viewer, rows: Iterable[Plenary]) -> dict[int, MeetingLink]:
    meetings: list[Meeting] = [one.meeting for one in rows if one.meeting is not None]
    return {one.pk: MeetingLink(meeting_address(one.uid), one.title) for one in seen_things(viewer, meetings)}


def _places(
    told: _Telling,
    projects: Mapping[int, Project],
    titles: Mapping[str, Multilingual],
    said: Iterable[Mapping[str, int]],
    bought: set[int] | None,
) -> Iterable[PlaceShown]:
    by_number = {one["number"]: one for one in said}
    for at, place in enumerate(told.division.places, start=1):
        project, counted = projects[place.number], by_number[place.number]
        yield PlaceShown(
            place=at,
            uid=project.uid,
            number=place.number,
            title=project.title,
            area=titles.get(str(counted["area"]), {}),
            cost=told.money(counted["cost"]),
            hands=counted["hands"],
            weight=told.money(int(place.weight)),
            how=place.how,
            short=told.money(place.short) if place.short else "",
            barred_by=projects[place.barred_by].title if place.barred_by else {},
            bought=None if bought is None else place.number in bought,
        )


def _resolution(viewer: Viewer, budget: Budget) -> ResolutionShown | None:
    if budget.resolution is None:
        return None
    return resolutions_shown(viewer, [budget.resolution]).get(budget.resolution.pk)


def _project_url(uid: str) -> str:
    return reverse("decisions:project", args=[uid])
