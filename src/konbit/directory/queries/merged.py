"""Records that became one: which stands for which, and what somebody said must not become one."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.models import Group, Merge, Pair
from konbit.directory.queries.visible import sight_of
from konbit.people.audience import Viewer


def must_stand(viewer: Viewer, group: Group) -> None:
    """Raise `Problem` (409) for a record that is part of another one now: it has no claims and ties of its
    own to stand on."""
    made = Merge.objects.filter(gone=group, undone_at=None).select_related("kept").first()
    if made is None:
        return
    is_open = sight_of(viewer, made.kept).sees(made.kept.audience)
    kept = made.kept.name if is_open else _("a group that is not open to you")
    raise Problem(
        _("“%(gone)s” is part of “%(kept)s” now.") % {"gone": group.name, "kept": kept},
        remedy=_("Take these two apart first, on the page “The same group?”."),
        status=409,
    )


def kept_apart(one: Group, other: Group) -> Pair | None:
    """What somebody said to be different groups among these two and all that was merged into them."""
    ones, others = _with_merged(one), _with_merged(other)
    told = Pair.objects.filter(state=Pair.State.DIFFERENT).select_related("first", "second")
    return told.filter(Q(first__in=ones, second__in=others) | Q(first__in=others, second__in=ones)).first()


def _with_merged(group: Group) -> set[int]:
    found, wanted = {group.pk}, {group.pk}
    while wanted:
        wanted = (
            set(Merge.objects.filter(kept__in=wanted, undone_at=None).values_list("gone", flat=True)) - found
        )
        found |= wanted
    return found


def now_part_of(uid: str) -> str:
    """The uid of the record that this one was merged into, through any number of merges; else nothing."""
    seen: set[str] = set()
    while uid not in seen:
        seen.add(uid)
        found = Merge.objects.filter(gone__uid=uid, undone_at=None).values_list("kept__uid", flat=True)
        uid = next(iter(found), uid)
    return uid if len(seen) > 1 else ""
