"""Lessons that a meeting leaves behind."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from konbit.assembly.actions.agreed import resolution_of
from konbit.assembly.models import Resolution
from konbit.base.errors import NotFound
from konbit.base.registry import Made, Wish
from konbit.base.text import Multilingual, with_words
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add
from konbit.directory.models import Group
from konbit.directory.queries.visible import sight_of
from konbit.learning.models import Claim, Move
from konbit.people.audience import Viewer


def make_lesson(viewer: Viewer, group_id: int, wish: Wish) -> Made:
    """Make a claim of what a meeting wrote down: learned where a resolution says so, with that as its first
    move; else something to be verified. The same wish again gives the claim that stands.

    `wish.until` becomes the date by which it is to be settled. Raises `NotAllowed`, `NotFound`, `Problem`.
    """
    group = Group.objects.filter(pk=group_id, removed_at=None).first()
    if group is None:
        raise NotFound(_("There is no such group."), remedy=_("Look for it by its name."))
    sight_of(viewer, group).must("take part")
    claim = once(Claim, wish.key, lambda: _make(viewer, group, wish))
    url = reverse("learning:claim", args=[claim.uid])
    return Made("learning.claim", claim.pk, wish.text, url)


def _make(viewer: Viewer, group: Group, wish: Wish) -> Claim:
    resolution = _resolution(viewer, group, wish)
    state = Claim.State.LEARNED if resolution else Claim.State.TO_VERIFY
    statement: Multilingual = with_words({}, wish.language, wish.text)
    claim = Claim(
        key=wish.key,
        group=group,
        statement=statement,
        state=state.value,
        settle_by=wish.until,
        by=viewer.actor,
    )
    with recording(viewer.actor, "make lesson") as batch:
        add(batch, claim)
        if resolution:
            on = resolution.decided_on
            add(batch, Move(claim=claim, after=state.value, on=on, resolution=resolution, by=viewer.actor))
    return claim


def _resolution(viewer: Viewer, group: Group, wish: Wish) -> Resolution | None:
    if wish.resolution is None:
        return None
    named = Resolution.objects.filter(pk=wish.resolution).values_list("uid", flat=True).first()
    return resolution_of(viewer, {group.pk}, named or "?")
