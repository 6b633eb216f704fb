"""Two records become one group, and come apart again.

Both records' claims speak of the kept one from then on, so that nothing that anybody said is lost; what is
shown follows the order of sources. The other record is taken away as a removed group is, and its address
leads to the kept one.
"""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound, Problem
from konbit.chronicle.actions import Batch, recording
from konbit.directory.actions.handing_over import hand_back, hand_over
from konbit.directory.actions.writing import change_groups
from konbit.directory.models import Group, Merge, Pair
from konbit.directory.queries.merged import kept_apart, must_stand
from konbit.directory.queries.visible import seen_group, sight_of
from konbit.people.audience import Viewer

MERGE = "directory.merge"


def merge(viewer: Viewer, kept_uid: str, gone_uid: str) -> Merge:
    """Make two records one group under the first. For those who look after both.

    Raises `NotAllowed`, `NotFound`, and `Problem` for one record twice, for a network and a group that is
    none, and where somebody said that parts of the two are different groups.
    """
    kept, gone = seen_group(viewer, kept_uid)[0], seen_group(viewer, gone_uid)[0]
    must_join(viewer, kept, gone)
    with recording(viewer.actor, "merge") as batch:
        return join(batch, viewer, kept, gone)


def must_join(viewer: Viewer, kept: Group, gone: Group) -> None:
    """Raise unless the viewer may merge these two, and it makes sense."""
    for group in (kept, gone):
        sight_of(viewer, group).must("moderate")
    must_fit(kept, gone)


def must_fit(kept: Group, gone: Group) -> None:
    """Raise `Problem` unless two records can become one."""
    if kept.pk == gone.pk:
        raise Problem(_("This is one record already."), remedy=_("Choose another one."))
    if Group.Kind.NETWORK in (kept.kind, gone.kind) and kept.kind != gone.kind:
        raise Problem(
            _("A network and a group that is none cannot become one."),
            remedy=_("Change the kind of one of them first."),
        )
    apart = kept_apart(kept, gone)
    if apart:
        names = {"one": apart.first.name, "other": apart.second.name}
        raise Problem(
            _("Somebody said that “%(one)s” and “%(other)s” are different groups.") % names,
            remedy=_("Take that back first, or take apart what was merged."),
            status=409,
        )


def join(batch: Batch, viewer: Viewer, kept: Group, gone: Group) -> Merge:
    """Merge within a batch, without asking."""
    if any(group.removed_at for group in _locked(kept, gone)):
        raise NotFound(_("One of the two is no longer there."), remedy=_("Open the page again."))
    moved = hand_over(batch, viewer, kept, gone)
    now = timezone.now()
    change_groups(batch, [(gone, {"removed_at": now.isoformat()})])
    made = Merge.objects.create(kept=kept, gone=gone, moved=moved, by=batch.actor, at=now)
    batch.changed(MERGE, made.pk, None, {"kept_id": kept.pk, "gone_id": gone.pk})
    _settle(batch, kept, gone, Pair.State.SAME)
    return made


def _locked(*groups: Group) -> list[Group]:
    """These groups as they stand now, and stand until the act ends."""
    ids = [group.pk for group in groups]
    return list(Group.objects.select_for_update().filter(pk__in=ids).order_by("pk"))


def _settle(batch: Batch, kept: Group, gone: Group, state: str) -> None:
    first, second = sorted((kept.pk, gone.pk))
    Pair.objects.update_or_create(
        first_id=first,
        second_id=second,
        defaults={"state": state, "decided_by": batch.actor, "decided_at": timezone.now()},
        create_defaults={
            "state": state, "decided_by": batch.actor, "decided_at": timezone.now(), "score": 1.0,
        },
    )  # fmt: skip


def unmerge(viewer: Viewer, merge_id: int) -> Merge:
    """Take two records apart again that were made one: each has its claims, ties and people as before.

    What was written since of the group stays with the kept record. Raises `NotAllowed`, `NotFound`, and
    `Problem` where the kept record has become part of another since: that is to be taken apart first.
    """
    made = Merge.objects.select_related("kept", "gone").filter(pk=merge_id, undone_at=None).first()
    if made is None:
        raise NotFound(_("These records are apart already."), remedy=_("Open the page again."))
    kept, gone = made.kept, made.gone
    for group in (kept, gone):
        sight_of(viewer, group).must("moderate")
    with recording(viewer.actor, "unmerge") as batch:
        _locked(kept, gone)
        must_stand(viewer, kept)
        change_groups(batch, [(gone, {"removed_at": None})])
        hand_back(batch, kept, gone, made.moved)
        made.undone_at = timezone.now()
        made.save(update_fields=["undone_at"])
        ends = {"kept_id": kept.pk, "gone_id": gone.pk}
        batch.changed(MERGE, made.pk, ends, None)
        _settle(batch, kept, gone, Pair.State.LATER)
    return made
