"""Voting, by whatever channel: who may, what may be said, and then into the box."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.decisions.actions.register import enter
from konbit.decisions.actions.straight import locked_to_vote, no_such_vote, own_line
from konbit.decisions.ballots import Voice, checked_said
from konbit.decisions.budget_votes import must_fit_the_money
from konbit.decisions.models import Channel, Entitled, Vote
from konbit.decisions.queries.ballot_page import BallotShown, VotesFor, ballot_shown, line_told
from konbit.decisions.queries.entitlement import (
    channel_for,
    choosable,
    line_of,
    must_be_open,
    must_not_replace,
)
from konbit.decisions.queries.methods import rules_of
from konbit.directory.queries.visible import sight_of
from konbit.people.audience import Viewer

TYPED_IN = frozenset({Channel.PAPER, Channel.HANDS, Channel.BELOW})
"""Channels by which others write down what was said: they may be late, the vote must only not be counted."""


@dataclass(frozen=True)
class Cast:
    """What one line of the roll (id) says."""

    entitled: int
    voices: tuple[Voice, ...]


def cast(
    viewer: Viewer, vote_uid: str, entitled_id: int, said: Sequence[Voice], channel: str = Channel.WEB
) -> str:
    """Vote for a line of the roll that is one's own, or that gave one its proxy. In an open vote it replaces
    what was said before. Returns the channel. Raises `Problem`, `NotAllowed`, `NotFound`."""
    with transaction.atomic():
        vote = locked(vote_uid)
        must_be_open(vote)
        line = line_of(vote, entitled_id)
        way = channel_for(viewer, vote, line, channel)
        enter(vote, line, fitting(vote, line, said), way)
    return way


def cast_own(
    viewer: Viewer,
    vote_uid: str,
    number: int | None,
    read: Callable[[BallotShown, VotesFor], Sequence[Voice]],
) -> bool:
    """Vote for the line of the roll on which the viewer herself stands, as most people do: one transaction,
    with as few questions as can be.

    `number`: of the line that she meant, where she said so. `read`: what she says, out of a form that knows
    the paper; nothing where it is not rightly filled in. Returns whether it is cast. Raises as `cast` does.
    """
    if not viewer.is_someone:  # who asks is read here, before anybody has to wait for the vote
        return False
    with transaction.atomic():
        vote = locked_to_vote(vote_uid)
        line = own_line(vote, viewer.actor)
        if line is None or number not in (None, line.number):
            return False
        must_be_open(vote)
        said = read(ballot_shown(vote, line), line_told(line))
        if said:
            enter(vote, line, fitting(vote, line, said), Channel.WEB)
    return bool(said)


def cast_many(viewer: Viewer, vote_uid: str, casts: Iterable[Cast], channel: str) -> int:
    """Write down what several lines of the roll said: all, or none. For who may edit in the group that votes.
    Returns how many. Raises as `cast` does."""
    with transaction.atomic():
        vote = locked(vote_uid)
        sight_of(viewer, vote.group).must("edit")
        return cast_for(vote, casts, channel)


def cast_for(vote: Vote, casts: Iterable[Cast], channel: str) -> int:
    """The same for actions that have asked themselves who may, with the vote locked by them."""
    if channel not in TYPED_IN:
        raise Problem(_("Nobody but the voter votes this way."), remedy=_("Write it down as on paper."))
    if channel == Channel.HANDS and vote.secrecy != Vote.Secrecy.OPEN:
        raise Problem(_("Hands are seen by everybody."), remedy=_("Take this vote on paper or by links."))
    many = 0
    with transaction.atomic():
        must_be_open(vote, on_time=False)
        for one in casts:
            line = line_of(vote, one.entitled)
            must_not_replace(line, channel)
            enter(vote, line, fitting(vote, line, one.voices), channel)
            many += 1
    return many


def locked(vote_uid: str) -> Vote:
    """A vote that nobody closes while one votes. To be called in a transaction. Raises `NotFound`."""
    vote = (
        Vote.objects.select_for_update(of=("self",))
        .select_related("group")
        .filter(uid=vote_uid, removed_at=None, group__removed_at=None)
        .first()
    )
    if vote is None:
        raise no_such_vote()
    return vote


def fitting(vote: Vote, line: Entitled, voices: Sequence[Voice]) -> list[Voice]:
    """The voices in the form in which they are kept, each with its number of votes. Raises `Problem`."""
    rules, words = rules_of(vote), [one.word for one in choosable(vote, line)]
    kept = [
        replace(one, said=checked_said(rules, words, one.said), weight=one.weight or line.weight)
        for one in voices
    ]
    if not kept:
        raise Problem(_("Nothing is said."), remedy=_("Fill in the ballot."))
    for one in kept:
        must_fit_the_money(vote, one.said)
    _must_have(line, kept)
    return kept


def _must_have(line: Entitled, voices: Sequence[Voice]) -> None:
    """Raise unless the line has so many votes, and may split them where it does."""
    given = sum(one.weight for one in voices)
    if len(voices) > 1 and line.mandate == Entitled.Mandate.BLOCK:
        raise Problem(_("These votes go together."), remedy=_("Choose one answer for all of them."))
    if min(one.weight for one in voices) < 1 or given > line.weight:
        raise Problem(
            _("%(given)d votes are given, and there are %(votes)d.") % {"given": given, "votes": line.weight},
            remedy=_("Give each answer so many that they are not more in all."),
        )
    if len(voices) == 1 and line.mandate == Entitled.Mandate.BLOCK and given < line.weight:
        raise Problem(_("These votes go together."), remedy=_("Give all of them."))
