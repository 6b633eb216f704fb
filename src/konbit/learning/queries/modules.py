"""Study modules, walked through step by step, and the circles that study them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from konbit.assembly.queries.agreed_shown import SourceShown, source_shown
from konbit.base.errors import NotFound
from konbit.base.text import Multilingual
from konbit.directory.queries.of_group import keepers, seen_thing, seen_things
from konbit.directory.queries.visible import GroupLink
from konbit.learning.models import Circle, Figure, Module, Question, Reading
from konbit.people.audience import Audience, Viewer


@dataclass(frozen=True)
class ModuleLink:
    """A module in a list; `minutes`: of all its readings together."""

    id: int
    uid: str
    title: Multilingual
    group: GroupLink
    minutes: int
    readings: int
    certainty: str

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("learning:module", args=[self.uid])


@dataclass(frozen=True)
class CircleLink:
    """A study circle in a list."""

    uid: str
    title: Multilingual
    group: GroupLink
    next_at: datetime | None = None

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("learning:circle", args=[self.uid])


@dataclass(frozen=True)
class Step:
    """A step of the way through a module: its number from 1, what it is ("reading", "figure", "questions",
    "exercise"), the row or rows that it shows."""

    number: int
    kind: str
    title: Multilingual
    minutes: int | None
    reading: Reading | None = None
    figure: Figure | None = None
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class ModulePage:
    """A module with all its parts, in the order in which they are worked through."""

    link: ModuleLink
    introduction: Multilingual
    exercise: Multilingual
    licence: str
    steps: tuple[Step, ...]
    circles: tuple[CircleLink, ...]
    source: SourceShown | None
    audience: str
    may_edit: bool
    may_take_part: bool

    def step(self, number: int) -> Step:
        """The step with this number. Raises `NotFound`."""
        for one in self.steps:
            if one.number == number:
                return one
        raise NotFound(_("This module has no such step."), remedy=_("Open the module again."))


def module_page(viewer: Viewer, uid: str) -> ModulePage:
    """The page of a module. Raises `NotFound`."""
    module, sight = seen_thing(viewer, Module, uid)
    circles = module.circles.filter(removed_at=None).select_related("group")
    return ModulePage(
        link=module_links(viewer, [module])[0],
        introduction=module.introduction,
        exercise=module.exercise,
        licence=module.licence,
        steps=tuple(_steps(module)),
        circles=tuple(circle_links(viewer, circles)),
        source=source_shown(module.source, module.address),
        audience=str(Audience(module.audience).label),
        may_edit=sight.may("edit"),
        may_take_part=sight.may("take part"),
    )


def modules_seen(viewer: Viewer, group: int | None = None, most: int = 60) -> list[ModuleLink]:
    """The modules that the viewer may see, of one group (id) or of all, the newest first."""
    rows = Module.objects.filter(removed_at=None).order_by("-id")
    return module_links(viewer, (rows.filter(group=group) if group else rows)[:most])


def circles_of_group(viewer: Viewer, group: int) -> list[CircleLink]:
    """The study circles of a group (id), the newest first."""
    return circle_links(viewer, Circle.objects.filter(group=group, removed_at=None).order_by("-id"))


def circle_links(viewer: Viewer, circles: Iterable[Circle]) -> list[CircleLink]:
    """Those of these circles that the viewer may know of, in their order."""
    seen = seen_things(viewer, circles)
    groups = keepers(viewer, seen)
    return [CircleLink(one.uid, one.title, groups[one.group_id]) for one in seen]


def part_written(viewer: Viewer, uid: str, kind: str, pk: int) -> Any:
    """A part of a module ("reading", "question", "figure") as it stands, for a form. Raises `NotFound`,
    `NotAllowed`."""
    module, sight = seen_thing(viewer, Module, uid)
    sight.must("edit")
    tables: dict[str, Any] = {"reading": Reading, "question": Question, "figure": Figure}
    found = tables[kind].objects.filter(pk=pk, module=module).first()
    if found is None:
        raise NotFound(_("This is no longer here."), remedy=_("Open the page again: it has changed."))
    return found


def readings_of(uid: str) -> list[Reading]:
    """The readings of a module, in their order."""
    return list(Reading.objects.filter(module__uid=uid))


def _steps(module: Module) -> Iterable[Step]:
    """Each reading with its questions, then the figures, then what is asked of all, then the exercise."""
    questions = list(module.questions.all())
    number = 0
    for reading in module.readings.all():
        number += 1
        own = tuple(one for one in questions if one.reading_id == reading.pk)
        yield Step(number, "reading", reading.title, reading.minutes, reading=reading, questions=own)
    for figure in module.figures.all():
        number += 1
        yield Step(number, "figure", figure.title, None, figure=figure)
    rest = tuple(one for one in questions if one.reading_id is None)
    if rest:
        number += 1
        yield Step(number, "questions", {}, None, questions=rest)
    if module.exercise:
        yield Step(number + 1, "exercise", {}, None)


def module_links(viewer: Viewer, modules: Iterable[Module]) -> list[ModuleLink]:
    """Those of these modules that the viewer may know of, in their order."""
    seen = seen_things(viewer, modules)
    groups = keepers(viewer, seen)
    minutes = _minutes([one.pk for one in seen])
    return [
        ModuleLink(
            one.pk, one.uid, one.title, groups[one.group_id], sum(minutes[one.pk]), len(minutes[one.pk]),
            one.certainty,
        )
        for one in seen
    ]  # fmt: skip


def _minutes(ids: Collection[int]) -> dict[int, list[int]]:
    told: dict[int, list[int]] = {pk: [] for pk in ids}
    for pk, minutes in Reading.objects.filter(module__in=ids).values_list("module", "minutes"):
        told[pk].append(minutes or 0)
    return told
