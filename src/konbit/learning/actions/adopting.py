"""Groups that work by a framework: all of it or part of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.assembly.actions.agreed import resolution_of
from konbit.base.errors import NotFound, Problem
from konbit.base.period import earliest, latest
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add, remove
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import seen_group, sight_of
from konbit.learning.models import Adopted, Adoption, Framework, Priority
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class AdoptionDraft:
    """Which group (uid) adopts which priorities (numbers; none: all), from when, by which resolution (uid)
    of that group; an adoption may be told without one."""

    group: str
    numbers: tuple[int, ...] = ()
    valid_from: str = ""
    valid_until: str = ""
    resolution: str = ""


def adopt(viewer: Viewer, uid: str, draft: AdoptionDraft) -> Adoption:
    """A group adopts a framework, all or part of it. Raises `Problem`, `NotAllowed`, `NotFound`."""
    framework, _sight = seen_thing(viewer, Framework, uid)
    group, sight = seen_group(viewer, draft.group)
    sight.must("edit")
    start, until = draft.valid_from, draft.valid_until
    if start and until and latest(until) < earliest(start):
        raise Problem(_("This period ends before it begins."), remedy=_("Look at the two dates."))
    if Adoption.objects.filter(framework=framework, group=group, valid_until="").exists():
        raise Problem(
            _("%(group)s works by this framework already.") % {"group": group.name},
            remedy=_("Take that entry away first, then write it anew."),
        )
    parts = list(Priority.objects.filter(framework=framework, number__in=draft.numbers))
    if len(parts) != len(set(draft.numbers)):
        raise Problem(_("There is no such priority."), remedy=_("Open the framework again."))
    resolution = resolution_of(viewer, {group.pk}, draft.resolution) if draft.resolution else None
    adoption = Adoption(
        framework=framework, group=group, valid_from=start, valid_until=until, resolution=resolution
    )
    with recording(viewer.actor, "adopt framework") as batch:
        add(batch, adoption)
        for one in parts:
            add(batch, Adopted(adoption=adoption, priority=one))
    return adoption


def leave(viewer: Viewer, adoption_id: int) -> Adoption:
    """Take the entry of an adoption away; it can be brought back. Returns it. Raises `NotAllowed`,
    `NotFound`."""
    adoption = Adoption.objects.select_related("group", "framework").filter(pk=adoption_id).first()
    if adoption is None:
        raise NotFound(_("This is no longer here."), remedy=_("Open the page again: it has changed."))
    sight_of(viewer, adoption.group).must("edit")
    with recording(viewer.actor, "leave framework") as batch:
        for part in adoption.parts.all():
            remove(batch, part)
        remove(batch, adoption)
    return adoption
