"""Ties between groups: made, changed, confirmed from both sides, and taken away.

Who makes a tie says so for the end for which she answers; the other end is confirmed by its own people. Until
somebody of the network confirms it, a tie of belonging is to be verified.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, Problem
from konbit.base.text import Multilingual
from konbit.chronicle.actions import recording
from konbit.directory.actions.circles import must_not_circle
from konbit.directory.actions.rows import RELATION, RowState, add_row, change_row, remove_row
from konbit.directory.actions.tie_ends import FROM, TO, Ends, ends_of, gone
from konbit.directory.models import Certainty, Relation, RelationKind
from konbit.directory.queries.membership import BELONGING
from konbit.directory.queries.visible import seen_group
from konbit.people.audience import Viewer


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


def relate(viewer: Viewer, uid: str, kind: str, other_uid: str, tie: Tie, *, outward: bool) -> None:
    """Tie a group to another: it KIND the other, or, not `outward`, the other KIND it.

    Raises `NotFound`, `NotAllowed`, and `Problem` for a tie with itself, a second one of the same beginning,
    or a network that would belong to its own member.
    """
    this, that = seen_group(viewer, uid), seen_group(viewer, other_uid)
    (subject, subject_sight), (object_, object_sight) = (this, that) if outward else (that, this)
    ends = Ends(RelationKind(kind), subject, object_, subject_sight, object_sight)
    ends.must_tie()
    if subject.pk == object_.pk:
        raise Problem(_("A group cannot be tied to itself."), remedy=_("Choose another group."))
    columns = {
        "subject_id": subject.pk,
        "kind": kind,
        "object_id": object_.pk,
        **tie.columns(),
        "certainty": ends.certainty(tie.certainty),
        **_said_now(ends),
    }
    with recording(viewer.actor, "relate") as batch:
        _must_fit(viewer, columns)
        add_row(batch, RELATION, columns)


def relate_again(viewer: Viewer, uid: str, relation_id: int, tie: Tie) -> None:
    """Change what is said of a tie. A network may only bring a tie of belonging to its end.

    Who changes the time of a tie says so for her own end; the other side has to confirm it anew.
    """
    relation, ends = _relation(viewer, uid, relation_id)
    columns = tie.columns()
    columns["note"] = {**relation.note, **tie.note}
    if ends.kind in BELONGING and not ends.member[1].may("steward"):
        ends.must_untie()
        columns = {"valid_until": _sooner(relation.valid_until, tie.valid_until)}
    else:
        ends.must_tie()
    if any(columns.get(name, getattr(relation, name)) != getattr(relation, name) for name in _TIMES):
        columns |= {FROM: None, TO: None, **_said_now(ends)}
    if relation.certainty != tie.certainty or FROM in columns:
        columns["certainty"] = ends.certainty(tie.certainty)
    with recording(viewer.actor, "relate again") as batch:
        _must_fit(viewer, {**_ends_and_times(relation), **columns}, relation.pk)
        change_row(batch, RELATION, relation, columns)


def confirm_relation(viewer: Viewer, uid: str, relation_id: int) -> None:
    """Say that a tie holds, for the end, or ends, for which the viewer answers.

    A tie that both sides confirmed is certain; so is one that only waited for the word of the network.
    Raises `NotFound`, and `NotAllowed` for those who answer for neither side, or whose side said so before.
    """
    relation, ends = _relation(viewer, uid, relation_id)
    if not ends.marks:
        (ends.network[1] if ends.kind in BELONGING else ends.object_sight).must("moderate")
    new = {name: moment for name, moment in _said_now(ends).items() if getattr(relation, name) is None}
    columns: RowState = dict(new)
    both = all(name in new or getattr(relation, name) for name in (FROM, TO))
    waited = relation.certainty == Certainty.TO_VERIFY and ends.settles
    if both or waited:
        columns["certainty"] = Certainty.CONFIRMED.value
    if not new and columns.get("certainty") in (None, relation.certainty):
        other = ends.object if relation.confirmed_to is None else ends.subject
        raise NotAllowed(
            _("Your side has confirmed this already."),
            remedy=_("What is missing is the word of %(group)s.") % {"group": other.name},
        )
    with recording(viewer.actor, "confirm relation") as batch:
        change_row(batch, RELATION, relation, columns)


def unrelate(viewer: Viewer, uid: str, relation_id: int) -> None:
    """Take a tie away that should not stand there; one that is over is better brought to its end."""
    relation, ends = _relation(viewer, uid, relation_id)
    ends.must_untie()
    with recording(viewer.actor, "unrelate") as batch:
        remove_row(batch, RELATION, relation)


_TIMES = ("valid_from", "valid_until")


def _said_now(ends: Ends) -> RowState:
    return {name: timezone.now().isoformat() for name in sorted(ends.marks)}


def _ends_and_times(relation: Relation) -> RowState:
    names = ("subject_id", "kind", "object_id", *_TIMES)
    return {name: getattr(relation, name) for name in names}


def _relation(viewer: Viewer, uid: str, relation_id: int) -> tuple[Relation, Ends]:
    group, _sight = seen_group(viewer, uid)
    relation = Relation.objects.filter(pk=relation_id).first()
    if relation is None or group.pk not in (relation.subject_id, relation.object_id):
        raise gone()
    return relation, ends_of(viewer, relation.kind, relation.subject_id, relation.object_id)


def _sooner(until: str, wanted: str) -> str:
    """The end that comes first: a network lets go, it does not hold on."""
    return min(until, wanted) if until and wanted else until or wanted


def _must_fit(viewer: Viewer, columns: RowState, relation_id: int | None = None) -> None:
    """Raise `Problem` for a tie that stands there already, or that would close a circle."""
    must_not_circle(columns, viewer, relation_id)
    names = ("subject_id", "kind", "object_id", "valid_from")
    twins = Relation.objects.filter(**{name: columns[name] for name in names})
    if twins.exclude(pk=relation_id or 0).exists():
        raise Problem(
            _("This tie stands there already, with the same beginning."),
            remedy=_("Change that one, or give another date."),
        )
