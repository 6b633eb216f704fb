"""For which lines of a roll somebody may vote, and what each of them may choose."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.decisions.ballots import shape
from konbit.decisions.models import Channel, Entitled, Option, Participation, Proxy, Vote
from konbit.decisions.queries.methods import rules_of
from konbit.people.audience import EDITOR, STEWARD, Viewer


def standing(vote: Vote) -> QuerySet[Entitled]:
    """The lines of the roll that hold today."""
    today = date.today()
    return vote.roll.filter(Q(from_on=None) | Q(from_on__lte=today), Q(until_on=None) | Q(until_on__gt=today))


def known(lines: QuerySet[Entitled]) -> QuerySet[Entitled]:
    """Lines with all that says whether they have voted, or who may for them, in one question."""
    return lines.select_related("participation", "link", "proxy")


def line_of(vote: Vote, entitled_id: int) -> Entitled:
    """A line of the roll that holds today. Raises `NotFound`."""
    line = known(standing(vote)).filter(pk=entitled_id).order_by().first()
    if line is None:
        raise NotFound(
            _("This name is not on the roll of this vote."),
            remedy=_("Ask those who keep the roll: a line that is missing can be added with a reason."),
        )
    return line


def must_be_open(vote: Vote, *, on_time: bool = True) -> None:
    """Raise `Problem` (409) unless ballots are taken now. `on_time`: what is typed in later, because it was
    said on time, may come until the vote is counted."""
    if vote.secrecy == Vote.Secrecy.HANDOFF:
        raise Problem(
            _("This vote is taken elsewhere."), where=vote.handoff, remedy=_("Open it there."), status=409
        )
    if vote.state == Vote.State.DRAFT:
        raise Problem(_("This vote is not open yet."), remedy=_("Come back once it is."), status=409)
    is_late = on_time and vote.closes_at is not None and vote.closes_at <= timezone.now()
    if vote.state != Vote.State.OPEN or is_late:
        raise Problem(
            _("This vote is over: no ballot is taken any more."),
            remedy=_("Look at what came of it on its page."),
            status=409,
        )


def must_not_replace(line: Entitled, channel: str) -> None:
    """Raise `Problem` (409) where somebody has voted by another channel: what others write down for her never
    takes its place."""
    if Participation.objects.filter(entitled=line).exclude(channel=channel).exists():
        raise Problem(
            _("Number %(number)d has voted by another way already.") % {"number": line.number},
            remedy=_("Lay this one aside and note why: one line on the roll, one ballot."),
            status=409,
        )


def may_cast_for(viewer: Viewer, line: Entitled) -> bool:
    """Whether a line is the viewer's own: she stands there, or keeps the group that stands there alone."""
    if not viewer.is_someone:
        return False
    if line.person:
        return line.person == viewer.actor
    return line.group is not None and viewer.holds(line.group.scope, STEWARD, EDITOR)


def channel_for(viewer: Viewer, vote: Vote, line: Entitled, channel: str) -> str:
    """By which way a viewer votes for a line: as said for her own, by proxy for one that was given to her.
    Raises `NotAllowed`, and `Problem` where the proxy does not hold."""
    if may_cast_for(viewer, line):
        return channel
    proxy = Proxy.objects.select_related("holder__group").filter(giver=line).first()
    if proxy is None or not may_cast_for(viewer, proxy.holder):
        raise NotAllowed(
            _("You may not vote for somebody else."),
            remedy=_("Whoever cannot come may give a proxy, if this vote allows it."),
        )
    must_hold(vote, proxy)
    return Channel.PROXY


def must_hold(vote: Vote, proxy: Proxy) -> None:
    """Raise `Problem` where a proxy is not to be used: passed on, or more than one person may carry."""
    if not standing(vote).filter(pk=proxy.holder_id).exists():
        raise Problem(
            _("Who carries this proxy is not on the roll any more."),
            remedy=_("Whoever gave it can vote herself, or give it to somebody else."),
        )
    if Proxy.objects.filter(giver=proxy.holder_id).exists():
        raise Problem(
            _("A proxy cannot be passed on: who carries it has given her own vote to somebody else."),
            remedy=_("Whoever gave it can vote herself, or give it to somebody who votes."),
        )
    before = Proxy.objects.filter(holder=proxy.holder_id, pk__lt=proxy.pk).count()
    if before >= vote.proxies:
        raise Problem(
            _("Nobody may carry more than %(most)d proxies here.") % {"most": vote.proxies},
            remedy=_("Whoever gave this one can vote herself, or give it to somebody else."),
        )


def choosable(vote: Vote, line: Entitled | None) -> list[Option]:
    """What a line of the roll may choose: what was not withdrawn, and where options belong to colleges, only
    those of her own and those of none."""
    if shape(rules_of(vote).kind) == "stance":
        return []
    rows = vote.options.filter(withdrawn_on=None)
    if line is not None and line.college_id is not None:
        rows = rows.filter(Q(college=None) | Q(college=line.college_id))
    return list(rows)
