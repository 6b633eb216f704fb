"""Proxies: letting somebody else on the roll vote for one, and taking that back."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, Problem
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add, remove
from konbit.decisions.actions.casting import locked
from konbit.decisions.models import Entitled, Participation, Proxy, Vote
from konbit.decisions.queries.entitlement import line_of, may_cast_for
from konbit.people.audience import Viewer


def give_proxy(viewer: Viewer, vote_uid: str, giver_id: int, holder_id: int) -> Proxy:
    """Let another line of the roll (id) vote for one's own; what was given before goes to her instead.
    Raises `Problem`, `NotAllowed`, `NotFound`."""
    with recording(viewer.actor, "give proxy") as batch:
        vote = locked(vote_uid)
        giver = _own(viewer, vote, giver_id)
        holder = line_of(vote, holder_id)
        before = Proxy.objects.filter(giver=giver).first()
        if before is not None and before.holder_id == holder.pk:
            return before
        _must_be_free(giver, holder)
        _must_have_room(vote, holder)
        if before is not None:
            remove(batch, before)
        paper = Proxy(vote=vote, giver=giver, holder=holder)
        add(batch, paper)
    return paper


def take_back_proxy(viewer: Viewer, vote_uid: str, giver_id: int) -> None:
    """Vote oneself again. Nothing to do where nothing was given. Raises as `give_proxy` does."""
    with recording(viewer.actor, "take back proxy") as batch:
        vote = locked(vote_uid)
        paper = Proxy.objects.filter(giver=_own(viewer, vote, giver_id)).first()
        if paper is not None:
            remove(batch, paper)


def _own(viewer: Viewer, vote: Vote, giver_id: int) -> Entitled:
    is_over = vote.closes_at is not None and vote.closes_at <= timezone.now()
    if vote.state not in (Vote.State.DRAFT, Vote.State.OPEN) or is_over:
        raise Problem(_("This vote is over."), remedy=_("Look at what came of it on its page."), status=409)
    giver = line_of(vote, giver_id)
    if not may_cast_for(viewer, giver):
        raise NotAllowed(
            _("You may not give away somebody else’s vote."), remedy=_("She gives her proxy herself.")
        )
    if vote.secrecy != Vote.Secrecy.OPEN and Participation.objects.filter(entitled=giver).exists():
        raise Problem(
            _("This vote is in the box already."), remedy=_("It counts as it is: no proxy is needed."),
            status=409,
        )  # fmt: skip
    return giver


def _must_be_free(giver: Entitled, holder: Entitled) -> None:
    """Raise where a proxy would be given to oneself, or would go through more than one hand."""
    if giver.pk == holder.pk:
        raise Problem(_("This is your own vote."), remedy=_("Choose somebody else, or vote yourself."))
    if Proxy.objects.filter(giver=holder).exists():
        raise Problem(
            _("She has given her own vote to somebody else, and a proxy cannot be passed on."),
            remedy=_("Choose somebody who votes herself."),
        )
    if Proxy.objects.filter(holder=giver).exists():
        raise Problem(
            _("You carry the vote of somebody else, and a proxy cannot be passed on."),
            remedy=_("Vote yourself; or ask whoever trusted you to choose somebody else first."),
        )


def _must_have_room(vote: Vote, holder: Entitled) -> None:
    if not vote.proxies:
        raise Problem(
            _("Proxies are not allowed in this vote."),
            remedy=_("Vote by a link or on paper if you cannot come."),
        )
    if Proxy.objects.filter(holder=holder).count() >= vote.proxies:
        raise Problem(
            _("Nobody may carry more than %(most)d proxies here.") % {"most": vote.proxies},
            remedy=_("Choose somebody else."),
        )
