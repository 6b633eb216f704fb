"""The way from a group's page into this room, and what follows here from a resolution."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.assembly.models import Resolution
from konbit.base.registry import GroupDoor
from konbit.base.templatetags.parts import said
from konbit.chronicle.actions.rows import kind_of
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_things, takes_part
from konbit.learning.models import Adoption, Claim, Framework, Module, Move
from konbit.learning.queries.practice_doors import practice_doors, practices_beneath
from konbit.people.audience import Viewer


def group_doors(viewer: Viewer, group_id: int) -> Iterable[GroupDoor]:
    """The door to what a group learns, where there is something behind it for this viewer."""
    claims = seen_things(viewer, Claim.objects.filter(group=group_id, removed_at=None))
    others = [
        *seen_things(viewer, Framework.objects.filter(group=group_id, removed_at=None)),
        *seen_things(viewer, Module.objects.filter(group=group_id, removed_at=None)),
    ]
    uid = Group.objects.filter(pk=group_id).values_list("uid", flat=True).first()
    if uid is None or not (claims or others or takes_part(viewer, group_id)):
        return list(practice_doors(viewer, group_id))
    states = Counter(one.state for one in claims)
    learned = states[Claim.State.LEARNED]
    asked = states[Claim.State.TO_VERIFY]
    notes = []
    if learned:
        notes.append(
            ngettext("%(count)s lesson learned", "%(count)s lessons learned", learned) % {"count": learned}
        )
    if asked:
        notes.append(
            ngettext("%(count)s to be verified", "%(count)s to be verified", asked) % {"count": asked}
        )
    url = reverse("learning:of-group", args=[uid])
    learns = GroupDoor(_("What it learns"), url, "lightbulb", len(claims) + len(others), ", ".join(notes))
    return [learns, *practice_doors(viewer, group_id)]


def beneath(viewer: Viewer, kind: str, object_id: int) -> Iterable[GroupDoor]:
    """What came of an encounter, or of a resolution: practices, claims that it moved, frameworks adopted."""
    if kind != kind_of(Resolution):
        yield from practices_beneath(viewer, kind, object_id)
        return
    moved = Claim.objects.filter(moves__resolution=object_id, removed_at=None).distinct().order_by("pk")
    for claim in seen_things(viewer, moved):
        note = str(Claim.State(claim.state).label)
        url = reverse("learning:claim", args=[claim.uid])
        yield GroupDoor(said(claim.statement), url, "lightbulb", note=note)
    taken_up = Framework.objects.filter(adoptions__resolution=object_id, removed_at=None).distinct()
    for one in seen_things(viewer, taken_up.order_by("pk")):
        yield GroupDoor(said(one.title), reverse("learning:framework", args=[one.uid]), "book-open")


def follows(resolutions: list[int]) -> dict[int, str]:
    """When a claim last moved, or a framework was adopted, by one of these resolutions (ids)."""
    moves = Move.objects.filter(resolution__in=resolutions).values_list("resolution").annotate(Max("on"))
    adopted = Adoption.objects.filter(resolution__in=resolutions).values_list("resolution")
    last: dict[int, str] = {}
    for pk, on in [*moves, *adopted.annotate(Max("valid_from"))]:
        last[pk] = max(last.get(pk, ""), on)
    return {pk: on for pk, on in last.items() if on}
