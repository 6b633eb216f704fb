"""What an assembly asks of those who are elected together: so many women, so many from the south."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.base.errors import NotFound, Problem
from konbit.base.text import short_enough
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add, remove
from konbit.decisions.models import College, Limit, Vote
from konbit.directory.queries.of_group import gone, seen_thing
from konbit.people.audience import Viewer

MOST = 30
"""No vote has more limits."""


@dataclass(frozen=True)
class LimitDraft:
    """`least` to `most` (None: any number) of those elected say `value` of `dimension`, in `college` (its
    id) or, without one, in all."""

    dimension: str
    value: str
    least: int = 0
    most: int | None = None
    college: int | None = None


def add_limit(viewer: Viewer, uid: str, draft: LimitDraft) -> int:
    """Ask something of those who will be elected. Returns the id of the limit; one that stands already is
    given again. Raises `Problem` once the vote is open, `NotFound`, `NotAllowed`."""
    vote = being_prepared(viewer, uid, "edit")
    dimension, value = short_enough(draft.dimension, 40), short_enough(draft.value, 80)
    if draft.most is not None and draft.most < draft.least:
        raise Problem(
            _("At most is less than at least."), remedy=_("Write the smaller number under “at least”.")
        )
    if not draft.least and draft.most is None:
        raise Problem(_("This limit asks nothing."), remedy=_("Write how many at least, or at most."))
    college = college_of(vote, draft.college)
    same = vote.limits.filter(college=college, dimension__iexact=dimension, value__iexact=value).first()
    if same is not None:
        if (same.least, same.most) == (draft.least, draft.most):
            return same.pk
        raise Problem(
            _("There is a limit on “%(value)s” already.") % {"value": value},
            remedy=_("Take that one away first, or write both numbers into one."),
        )
    if vote.limits.count() >= MOST:
        raise Problem(_("These are too many limits."), remedy=_("Take away those that matter less."))
    limit = Limit(
        vote=vote, college=college, dimension=dimension, value=value, least=draft.least, most=draft.most
    )
    with recording(viewer.actor, "add limit") as batch:
        add(batch, limit)
    return limit.pk


def remove_limit(viewer: Viewer, uid: str, pk: int) -> Limit:
    """Ask it no longer. Raises as `add_limit` does."""
    vote = being_prepared(viewer, uid, "edit")
    limit = vote.limits.filter(pk=pk).first()
    if limit is None:
        raise gone()
    with recording(viewer.actor, "remove limit") as batch:
        remove(batch, limit)
    return limit


def being_prepared(viewer: Viewer, uid: str, verb: str) -> Vote:
    """A vote that is not open yet, in which the viewer may do this. Raises `Problem`, `NotFound`,
    `NotAllowed`."""
    vote, sight = seen_thing(viewer, Vote, uid)
    sight.must(verb)
    must_be_prepared(vote)
    return vote


def must_be_prepared(vote: Vote) -> None:
    """Raises `Problem` once a vote was opened."""
    if vote.state != Vote.State.DRAFT:
        raise Problem(
            _("This vote has been opened: its rules stay as they are."),
            remedy=_("Give it up and prepare another one, if the rules are wrong."),
            status=409,
        )


def college_of(vote: Vote, pk: int | None) -> College | None:
    """A college of this vote. Raises `NotFound`."""
    if pk is None:
        return None
    found = vote.colleges.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such college here."), remedy=_("Choose one from the list."))
    return found
