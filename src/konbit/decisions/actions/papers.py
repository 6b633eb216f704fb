"""Votes on paper: who has put one into the box, and what stands on it, typed in by two people."""

from __future__ import annotations

from collections import Counter

from django.db import transaction
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.decisions.actions.casting import fitting, locked
from konbit.decisions.actions.register import enter, put_in_the_urn, register
from konbit.decisions.ballots import Said, Voice
from konbit.decisions.models import Channel, Entitled, Participation, Sheet, Vote
from konbit.decisions.queries.entitlement import known, line_of, must_be_open, must_not_replace, standing
from konbit.decisions.queries.papers import alike, same, typed_in
from konbit.directory.queries.visible import sight_of
from konbit.people.audience import Viewer


def put_in_box(viewer: Viewer, vote_uid: str, entitled_id: int) -> None:
    """In an anonymous vote: somebody on the roll puts a paper into the box at the table. She has voted now,
    and no other channel takes her vote. Raises `Problem`, `NotAllowed`, `NotFound`."""
    with transaction.atomic():
        vote = _at_the_table(viewer, vote_uid)
        must_be_open(vote)
        if vote.secrecy == Vote.Secrecy.OPEN:
            raise Problem(
                _("In an open vote a paper says whose it is."), remedy=_("Type it in with its number.")
            )
        line = line_of(vote, entitled_id)
        if line.weight != 1:
            raise Problem(
                _("A paper in the box is one vote, and this line has %(votes)d.") % {"votes": line.weight},
                remedy=_("Let her vote by a link, or take the vote openly."),
            )
        register(vote, line, Channel.PAPER)


def type_paper(viewer: Viewer, vote_uid: str, serial: int, number: int | None, said: Said) -> bool:
    """Type in what stands on the paper with this serial number; `number`: in an open vote whose it is (her
    number on the roll), in an anonymous one nothing, or one of her college where there are colleges.

    It counts once a second person has typed the same. Returns whether it counts now. Raises `Problem` for a
    paper that counts already, or more papers than people who put one into the box.
    """
    with transaction.atomic():
        vote = _at_the_table(viewer, vote_uid)
        must_be_open(vote, on_time=False)
        sheets = list(Sheet.objects.filter(vote=vote, serial=serial))
        if alike(sheets):
            raise Problem(
                _("Two people have typed in paper %(serial)d already.") % {"serial": serial},
                remedy=_("Take the next paper."),
                status=409,
            )
        line = _line(vote, number)
        kept = fitting(vote, line or _nobody(vote), [Voice(said)])[0].said
        is_open = vote.secrecy == Vote.Secrecy.OPEN
        own = next((one for one in sheets if one.typed_by == viewer.actor), None) or Sheet(
            vote=vote, serial=serial, typed_by=viewer.actor
        )
        own.entitled, own.college_id, own.said = line if is_open else None, _college(line), kept
        own.save()
        if not any(same(own, one) for one in sheets if one.typed_by != viewer.actor):
            return False
        _count(vote, line, own)
        return True


def _at_the_table(viewer: Viewer, vote_uid: str) -> Vote:
    vote = locked(vote_uid)
    sight_of(viewer, vote.group).must("edit")
    return vote


def _line(vote: Vote, number: int | None) -> Entitled | None:
    if vote.secrecy != Vote.Secrecy.OPEN and not vote.colleges.exists():
        return None
    line = known(standing(vote)).filter(number=number).first() if number else None
    if line is None:
        raise Problem(
            _("There is no such number on the roll."), remedy=_("Look for it in the list of who votes.")
        )
    return line


def _nobody(vote: Vote) -> Entitled:
    return Entitled(vote=vote, number=0, weight=1)


def _college(line: Entitled | None) -> int | None:
    return line.college_id if line else None


def _count(vote: Vote, line: Entitled | None, sheet: Sheet) -> None:
    if vote.secrecy == Vote.Secrecy.OPEN and line is not None:
        must_not_replace(line, Channel.PAPER)
        enter(vote, line, [Voice(sheet.said)], Channel.PAPER)
        return
    _must_be_in_the_box(vote, sheet.college_id)
    put_in_the_urn(vote, [{"said": sheet.said, "weight": 1, "college_id": sheet.college_id}])


def _must_be_in_the_box(vote: Vote, college: int | None) -> None:
    """Raise where more papers would count than people put into the box, those of a college apart."""
    put = Participation.objects.filter(vote=vote, channel=Channel.PAPER)
    in_box = put.filter(entitled__college=college).count()
    if papers_counted(vote)[college] > in_box:
        raise Problem(
            _("There would be more papers than people who put one into the box (%(many)d).")
            % {"many": in_box},
            remedy=_("Mark first on the list who voted on paper; then go on typing."),
            status=409,
        )


def papers_counted(vote: Vote) -> Counter[int | None]:
    """How many papers two people have typed alike, by college."""
    counting = (alike(sheets) for sheets in typed_in(vote).values())
    return Counter(one.college_id for one in counting if one)
