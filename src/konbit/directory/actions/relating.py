"""Ties between groups: made, changed, confirmed and taken away.

A tie of belonging gives a network's people a say in the group that belongs. So only the stewards of that
group can make one, whoever claims it; a network can always let go. Until somebody of the network confirms
it, the tie is to be verified.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from konbit.base.errors import NotFound, Problem
from konbit.base.text import Multilingual
from konbit.chronicle.actions import recording
from konbit.directory.actions.rows import RELATION, RowState, add_row, change_row, remove_row
from konbit.directory.models import Certainty, Group, Relation, RelationKind
from konbit.directory.queries.membership import DOWNWARD, UPWARD, networks_of
from konbit.directory.queries.visible import Sight, seen_group, sight_of
from konbit.people.audience import Viewer

BELONGING = frozenset({*UPWARD, *DOWNWARD})


@dataclass(frozen=True)
class Tie:
    """What is said of a tie: from when until when (partial dates), where it can be read, how sure it is."""

    valid_from: str = ""
    valid_until: str = ""
    address: str = ""
    certainty: str = "to_verify"
    note: Multilingual = field(default_factory=dict)

    def columns(self) -> RowState:
        """The columns of its row."""
        return {
            "valid_from": self.valid_from,
            "valid_until": self.valid_until,
            "address": self.address,
            "certainty": self.certainty,
            "note": self.note,
        }


@dataclass(frozen=True)
class Ends:
    """The two groups of a tie, as a viewer sees them."""

    kind: str
    subject: Group
    object: Group
    subject_sight: Sight
    object_sight: Sight

    @property
    def member(self) -> tuple[Group, Sight]:
        """The end that belongs to the other, in a tie of belonging."""
        if self.kind in DOWNWARD:
            return self.object, self.object_sight
        return self.subject, self.subject_sight

    @property
    def network(self) -> tuple[Group, Sight]:
        """The end to which the other belongs, in a tie of belonging."""
        if self.kind in DOWNWARD:
            return self.subject, self.subject_sight
        return self.object, self.object_sight

    def must_tie(self) -> None:
        """Raise `NotAllowed` unless the viewer may make this tie, or say what it is."""
        if self.kind in BELONGING:
            self.member[1].must("steward")
        elif not self.object_sight.may("edit"):
            self.subject_sight.must("edit")

    def must_untie(self) -> None:
        """Raise `NotAllowed` unless the viewer may end this tie or take it away."""
        if self.kind not in BELONGING:
            self.must_tie()
        elif not self.network[1].may("moderate"):
            self.member[1].must("steward")

    @property
    def settles(self) -> bool:
        """Whether the viewer's word is enough for the tie to be certain."""
        if self.kind in BELONGING:
            return self.network[1].may("moderate")
        return self.subject_sight.may("edit") and self.object_sight.may("edit")


def relate(viewer: Viewer, uid: str, kind: str, other_uid: str, tie: Tie, *, outward: bool) -> None:
    """Tie a group to another: it KIND the other, or, not `outward`, the other KIND it.

    Raises `NotFound`, `NotAllowed`, and `Problem` for a tie with itself, a second one of the same beginning,
    or a network that would belong to its own member.
    """
    this, that = seen_group(viewer, uid), seen_group(viewer, other_uid)
    (subject, subject_sight), (object_, object_sight) = (this, that) if outward else (that, this)
    ends = Ends(RelationKind(kind), subject, object_, subject_sight, object_sight)
    ends.must_tie()
    _must_make_sense(ends, tie)
    columns = {**tie.columns(), "certainty": _certainty(ends, tie.certainty)}
    with recording(viewer.actor, "relate") as batch:
        add_row(batch, RELATION, {"subject_id": subject.pk, "kind": kind, "object_id": object_.pk, **columns})


def relate_again(viewer: Viewer, uid: str, relation_id: int, tie: Tie) -> None:
    """Change what is said of a tie. A network may only bring a tie of belonging to its end."""
    relation, ends = _relation(viewer, uid, relation_id)
    columns = {**tie.columns(), "certainty": _certainty(ends, tie.certainty)}
    columns["note"] = {**relation.note, **tie.note}
    if ends.kind in BELONGING and not ends.member[1].may("steward"):
        ends.must_untie()
        columns = {
            "valid_until": _sooner(relation.valid_until, tie.valid_until),
            "certainty": columns["certainty"],
        }
    else:
        ends.must_tie()
    twin = Relation.objects.filter(
        subject=ends.subject, kind=ends.kind, object=ends.object, valid_from=tie.valid_from
    )
    if twin.exclude(pk=relation.pk).exists():
        raise _told_already()
    with recording(viewer.actor, "relate again") as batch:
        change_row(batch, RELATION, relation, columns)


def confirm_relation(viewer: Viewer, uid: str, relation_id: int) -> None:
    """Say that a tie holds, as somebody whose word settles it: of the network, or of both groups."""
    relation, ends = _relation(viewer, uid, relation_id)
    if not ends.settles:
        (ends.network[1] if ends.kind in BELONGING else ends.object_sight).must("moderate")
    with recording(viewer.actor, "confirm relation") as batch:
        change_row(batch, RELATION, relation, {"certainty": Certainty.CONFIRMED.value})


def unrelate(viewer: Viewer, uid: str, relation_id: int) -> None:
    """Take a tie away that should not stand there; one that is over is better brought to its end."""
    relation, ends = _relation(viewer, uid, relation_id)
    ends.must_untie()
    with recording(viewer.actor, "unrelate") as batch:
        remove_row(batch, RELATION, relation)


def ends_of(viewer: Viewer, kind: str, subject_id: int, object_id: int) -> Ends:
    """The ends of a tie by their ids. Raises `NotFound` where one is gone."""
    groups = Group.objects.in_bulk([subject_id, object_id])
    if len(groups) < 2:
        raise _gone()
    subject, object_ = groups[subject_id], groups[object_id]
    return Ends(kind, subject, object_, sight_of(viewer, subject), sight_of(viewer, object_))


def _relation(viewer: Viewer, uid: str, relation_id: int) -> tuple[Relation, Ends]:
    group, _sight = seen_group(viewer, uid)
    relation = Relation.objects.filter(pk=relation_id).first()
    if relation is None or group.pk not in (relation.subject_id, relation.object_id):
        raise _gone()
    return relation, ends_of(viewer, relation.kind, relation.subject_id, relation.object_id)


def _sooner(until: str, wanted: str) -> str:
    """The end that comes first: a network lets go, it does not hold on."""
    return min(until, wanted) if until and wanted else until or wanted


def _certainty(ends: Ends, said: str) -> str:
    """A tie is confirmed by those whose word settles it; anybody else's word is to be verified, unless it
    rests on something published."""
    if said != Certainty.CONFIRMED or ends.settles:
        return said
    return str(Certainty.TO_VERIFY)


def _must_make_sense(ends: Ends, tie: Tie) -> None:
    if ends.subject.pk == ends.object.pk:
        raise Problem(_("A group cannot be tied to itself."), remedy=_("Choose another group."))
    if ends.kind in BELONGING:
        member, network = ends.member[0], ends.network[0]
        if member.pk in networks_of([network.pk])[network.pk]:
            raise Problem(
                _("%(network)s belongs to %(member)s already, so it cannot be the other way round too.")
                % {"network": network.name, "member": member.name},
                remedy=_("End the tie that is there first."),
            )
    if Relation.objects.filter(
        subject=ends.subject, kind=ends.kind, object=ends.object, valid_from=tie.valid_from
    ).exists():
        raise _told_already()


def _told_already() -> Problem:
    return Problem(
        _("This tie stands there already, with the same beginning."),
        remedy=_("Change that one, or give another date."),
    )


def _gone() -> NotFound:
    return NotFound(_("This tie is no longer there."), remedy=_("Open the page again: it has changed."))
