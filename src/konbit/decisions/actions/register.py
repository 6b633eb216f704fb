"""The one register of who has voted, and the box of ballots: the only place that writes them.

All channels end here, in one transaction: there is no ballot without its line in the register, and no line
without its ballot. None of it is written to the chronicle: of an open vote the ballots themselves say who
said what; of an anonymous one neither a name nor a time may stay.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.decisions.actions.straight import change, put, waiting_in
from konbit.decisions.ballots import Voice
from konbit.decisions.models import Ballot, Channel, Entitled, Link, Participation, Proxy, Urn, Vote

BATCH = 8
"""Of so many people ballots have come before they are put into the box, shuffled."""


def enter(vote: Vote, line: Entitled, voices: Sequence[Voice], channel: str) -> None:
    """Put what somebody on the roll says into the box, and her into the register. What she said before in an
    open vote is replaced. Raises `Problem` (409) for who has voted in an anonymous one."""
    with transaction.atomic(savepoint=False):
        has_voted = register(vote, line, channel)
        if has_voted:
            Ballot.objects.filter(entitled=line).delete()
        if vote.secrecy == Vote.Secrecy.OPEN:
            _put_in_the_open(vote, line, voices, channel)
        else:
            put_in_the_urn(vote, [_kept(voice, line) for voice in voices])


def register(vote: Vote, line: Entitled, channel: str) -> bool:
    """Note that somebody on the roll has voted: once. Links that were made for her are worthless now, and
    who votes herself takes back the proxy that she gave. Returns whether she had voted before.

    The vote must be locked, and the line read since. Raises `Problem` (409) as `enter` does.
    """
    has_voted = getattr(line, "participation", None) is not None
    if has_voted and vote.secrecy != Vote.Secrecy.OPEN:
        raise voted_already()
    if has_voted:
        Participation.objects.filter(entitled=line).update(channel=channel)
    else:
        put(Participation, vote=vote.pk, entitled=line.pk, channel=channel)
    if getattr(line, "link", None) is not None:
        Link.objects.filter(entitled=line).delete()
    if channel != Channel.PROXY and getattr(line, "proxy", None) is not None:
        Proxy.objects.filter(giver=line).delete()
    return has_voted


def voted_already() -> Problem:
    """What is said to who votes twice where a ballot cannot be found again."""
    return Problem(
        _("This vote is in the box already."),
        remedy=_("It has no name on it, so nobody can take it out again. It counts as it is."),
        status=409,
    )


def _put_in_the_open(vote: Vote, line: Entitled, voices: Sequence[Voice], channel: str) -> None:
    for voice in voices:
        kept = _kept(voice, line)
        put(Ballot, id=uuid.uuid4(), vote=vote.pk, entitled=line.pk, channel=channel, **kept)


def _kept(voice: Voice, line: Entitled) -> dict[str, Any]:
    return {"said": voice.said, "weight": voice.weight or line.weight, "college_id": line.college_id}


def put_in_the_urn(vote: Vote, ballots: Iterable[dict[str, Any]]) -> None:
    """Let the ballots of one more person wait without a name; enough of them go into the box.
    The vote must be locked."""
    urn = waiting_in(vote) or Urn.objects.create(vote=vote)
    waiting, voters = sorted([*urn.waiting, *ballots], key=_as_written), urn.voters + 1
    if voters >= BATCH:
        _into_the_box(vote, waiting)
        waiting, voters = [], 0
    change(urn, waiting=waiting, voters=voters)


def settle(vote: Vote) -> None:
    """Before a vote is counted: put what still waits into the box, and shuffle all its ballots once
    more, so that not even batches can be told. Nothing to do in an open vote."""
    if vote.secrecy == Vote.Secrecy.OPEN:
        return
    with transaction.atomic():
        urn = Urn.objects.select_for_update().filter(vote=vote).first()
        waiting = list(urn.waiting) if urn else []
        rows = Ballot.objects.filter(vote=vote).values("said", "weight", "college_id")
        laid: list[Any] = [*rows]
        Ballot.objects.filter(vote=vote).delete()
        Urn.objects.filter(vote=vote).delete()
        _into_the_box(vote, [*waiting, *laid])


def _into_the_box(vote: Vote, ballots: Iterable[dict[str, Any]]) -> None:
    """Write ballots in the order of random numbers, so that where they lie tells nothing."""
    numbered = sorted(((uuid.uuid4(), one) for one in ballots), key=lambda pair: pair[0])
    Ballot.objects.bulk_create((Ballot(id=pk, vote=vote, **one) for pk, one in numbered), batch_size=500)


def _as_written(ballot: dict[str, Any]) -> str:
    return json.dumps(ballot, sort_keys=True)
