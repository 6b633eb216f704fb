"""The ways from a group's page to its struggles, gains and shared interests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from konbit.assembly.models import Resolution
from konbit.base.registry import GroupDoor
from konbit.base.text import sentence
from konbit.chronicle.actions.rows import kind_of
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_things, takes_part
from konbit.federation.models import Gain, Struggle
from konbit.federation.queries.interests import taken_in
from konbit.people.audience import Viewer


def struggle_doors(viewer: Viewer, group_id: int) -> Iterable[GroupDoor]:
    """The doors to struggles and to gains, where there are any that this viewer may see, or she can write."""
    struggles = seen_things(viewer, Struggle.objects.filter(group=group_id, removed_at=None))
    gains = seen_things(viewer, Gain.objects.filter(group=group_id, removed_at=None))
    takes = takes_part(viewer, group_id)
    group = Group.objects.filter(pk=group_id).values_list("uid", "kind").first()
    if group is None:
        return
    uid, kind = group
    if struggles or takes:
        yield _struggles(uid, struggles)
    if gains or takes:
        yield GroupDoor(_("What it gained"), reverse("federation:gains-of", args=[uid]), "sprout", len(gains))
    if takes:
        yield from _interests(viewer, group_id, uid, is_network=kind == Group.Kind.NETWORK)


def _struggles(uid: str, struggles: list[Struggle]) -> GroupDoor:
    states = Counter(one.state for one in struggles)
    going, won = states[Struggle.State.OPEN], states[Struggle.State.WON] + states[Struggle.State.PARTLY]
    notes = []
    if going:
        notes.append(ngettext("%(count)s goes on", "%(count)s go on", going) % {"count": going})
    if won:
        notes.append(ngettext("%(count)s won", "%(count)s won", won) % {"count": won})
    address = reverse("federation:struggles-of", args=[uid])
    return GroupDoor(_("Struggles"), address, "megaphone", len(struggles), ", ".join(notes))


def _interests(viewer: Viewer, group_id: int, uid: str, *, is_network: bool) -> Iterator[GroupDoor]:
    """To whoever takes part: what the group took up with others, by network; and that of a network itself."""
    taken = taken_in(viewer, group_id)
    if is_network and uid not in {network.uid for network, _count in taken}:
        yield GroupDoor(_("Shared interests"), reverse("federation:interests", args=[uid]), "link")
    for network, count in taken:
        note = ngettext("%(count)s taken up", "%(count)s taken up", count) % {"count": count}
        title = _("Shared interests in %(network)s") % {"network": network.name}
        yield GroupDoor(title, reverse("federation:interests", args=[network.uid]), "link", count, note)


def struggles_beneath(viewer: Viewer, kind: str, object_id: int) -> Iterable[GroupDoor]:
    """The struggles that were taken up by a resolution."""
    if kind == kind_of(Resolution):
        rows = Struggle.objects.filter(resolution=object_id, removed_at=None).order_by("pk")
        for one in seen_things(viewer, rows):
            address = reverse("federation:struggle", args=[one.uid])
            title = sentence(one.title, get_language() or "en")
            yield GroupDoor(title, address, "megaphone", note=str(Struggle.State(one.state).label))


def struggle_follows(resolutions: list[int]) -> Iterable[tuple[int, str]]:
    """Since when a struggle goes on that was taken up by one of these resolutions (ids)."""
    rows = Struggle.objects.filter(resolution__in=resolutions, removed_at=None).exclude(valid_from="")
    return [(pk, on) for pk, on in rows.values_list("resolution", "valid_from") if pk is not None]
