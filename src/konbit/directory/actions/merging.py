"""Two records become one group, and come apart again.

Both records' claims speak of the kept one from then on, so that nothing that anybody said is lost; what is
shown follows the order of sources. The other record is taken away as a removed group is, and its address
leads to the kept one.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound, Problem
from konbit.chronicle.actions import Batch, recording
from konbit.directory.actions.claiming import own_up, shown_anew
from konbit.directory.actions.roles import give, take
from konbit.directory.actions.rows import FACT, MEDIA, RELATION, change_row
from konbit.directory.actions.writing import change_groups
from konbit.directory.models import Claim, Fact, Group, Media, Merge, Pair, Relation, Role, Size
from konbit.directory.queries.pairs import kept_apart
from konbit.directory.queries.visible import seen_group, sight_of
from konbit.people.audience import Viewer

MERGE = "directory.merge"
BESIDE = ((FACT, Fact), (MEDIA, Media))


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
    for group in Group.objects.select_for_update().filter(pk__in=[kept.pk, gone.pk]).order_by("pk"):
        if group.removed_at:
            raise NotFound(_("One of the two is no longer there."), remedy=_("Open the page again."))
    own_up([kept, gone])
    moved: dict[str, list[Any]] = {}
    with shown_anew(batch, [kept]):
        claims = Claim.objects.filter(group=gone)
        moved["claims"] = list(claims.values_list("pk", flat=True))
        claims.update(group=kept)
    moved["relations"] = _move_relations(batch, kept, gone)
    for kind, model in BESIDE:
        rows = list(model.objects.filter(group=gone))
        moved[kind] = [row.pk for row in rows if change_row(batch, kind, row, {"group_id": kept.pk})]
    sizes = Size.objects.filter(group=gone).exclude(source=None)
    moved["sizes"] = list(sizes.values_list("pk", flat=True))
    sizes.update(group=kept)
    moved["roles"] = _give_roles(batch, viewer, kept, gone)
    now = timezone.now()
    change_groups(batch, [(gone, {"removed_at": now.isoformat()})])
    made = Merge.objects.create(kept=kept, gone=gone, moved=moved, by=batch.actor, at=now)
    batch.changed(MERGE, made.pk, None, {"kept_id": kept.pk, "gone_id": gone.pk})
    _settle(batch, kept, gone, Pair.State.SAME)
    return made


def _move_relations(batch: Batch, kept: Group, gone: Group) -> list[list[Any]]:
    """Ties of the one that goes become the other's, but those that it has, and one between the two."""
    moved: list[list[Any]] = []
    for end, other in (("subject_id", "object_id"), ("object_id", "subject_id")):
        for row in Relation.objects.filter(**{end: gone.pk}).exclude(**{other: kept.pk}):
            ends = {end: kept.pk, other: getattr(row, other)}
            if Relation.objects.filter(kind=row.kind, valid_from=row.valid_from, **ends).exists():
                continue
            change_row(batch, RELATION, row, {end: kept.pk})
            moved.append([row.pk, end])
    return moved


def _give_roles(batch: Batch, viewer: Viewer, kept: Group, gone: Group) -> list[int]:
    """Who looked after the one that goes looks after the other too, if whoever merges may say so."""
    if not sight_of(viewer, kept).may("steward"):
        return []
    held = set(Role.objects.filter(group=kept).values_list("person", "kind"))
    roles = Role.objects.filter(group=gone).select_related("person")
    fresh = [role for role in roles if (role.person_id, role.kind) not in held]
    for role in fresh:
        give(batch, kept, role.person_id, role.person.opaque_id, role.kind)
    given = Role.objects.filter(group=kept, person__in=[role.person_id for role in fresh])
    return [one.pk for one in given if (one.person_id, one.kind) not in held]


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

    What was written since of the group stays with the kept record. Raises `NotAllowed`, `NotFound`.
    """
    made = Merge.objects.select_related("kept", "gone").filter(pk=merge_id, undone_at=None).first()
    if made is None:
        raise NotFound(_("These records are apart already."), remedy=_("Open the page again."))
    kept, gone, moved = made.kept, made.gone, made.moved
    for group in (kept, gone):
        sight_of(viewer, group).must("moderate")
    with recording(viewer.actor, "unmerge") as batch:
        with shown_anew(batch, [kept]):
            Claim.objects.filter(pk__in=moved["claims"], group=kept).update(group=gone)
        change_groups(batch, [(gone, {"removed_at": None})])
        for pk, end in moved["relations"]:
            row = Relation.objects.filter(pk=pk, **{end: kept.pk}).first()
            if row is not None:
                change_row(batch, RELATION, row, {end: gone.pk})
        for kind, model in BESIDE:
            for fact in model.objects.filter(pk__in=moved[kind], group=kept):
                change_row(batch, kind, fact, {"group_id": gone.pk})
        Size.objects.filter(pk__in=moved["sizes"], group=kept).update(group=gone)
        for role in Role.objects.filter(pk__in=moved["roles"], group=kept).select_related("person"):
            take(batch, kept, role)
        made.undone_at = timezone.now()
        made.save(update_fields=["undone_at"])
        ends = {"kept_id": kept.pk, "gone_id": gone.pk}
        batch.changed(MERGE, made.pk, ends, None)
        _settle(batch, kept, gone, Pair.State.LATER)
    return made
