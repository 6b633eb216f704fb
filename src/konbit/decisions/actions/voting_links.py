"""Signed links that open one ballot once, and member cards that do so for ten minutes."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound, Problem
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add, change
from konbit.decisions.actions.casting import fitting, locked
from konbit.decisions.actions.register import enter, voted_already
from konbit.decisions.ballots import Voice
from konbit.decisions.models import Channel, Entitled, Link, Participation, Vote
from konbit.decisions.queries.entitlement import line_of, must_be_open, standing
from konbit.directory.queries.visible import sight_of
from konbit.people.actions import open_with_card
from konbit.people.audience import Viewer
from konbit.people.persons import person_behind

SALT = "konbit.decisions.ballot"
CARD_SECONDS = 600


@dataclass(frozen=True)
class Opened:
    """The ballot that a link or a card opens: of which vote, for which line of its roll, by which channel."""

    vote: Vote
    line: Entitled
    channel: str


def make_link(viewer: Viewer, vote_uid: str, entitled_id: int) -> str:
    """A new link for a line of the roll; the one that was made before is worthless. Returns what stands in
    its address. Whoever makes it could use it: so it is written down who did. Raises `Problem`, `NotAllowed`,
    `NotFound`."""
    with recording(viewer.actor, "make ballot link") as batch:
        vote = locked(vote_uid)
        sight_of(viewer, vote.group).must("edit")
        must_be_open(vote)
        line = line_of(vote, entitled_id)
        if Participation.objects.filter(entitled=line).exists():
            raise Problem(_("She has voted already."), remedy=_("No link is needed."), status=409)
        nonce, there = secrets.token_urlsafe(12), Link.objects.filter(entitled=line).first()
        if there is None:
            add(batch, Link(vote=vote, entitled=line, nonce=nonce))
        else:
            change(batch, there, nonce=nonce)
    return signing.dumps([line.pk, nonce], salt=SALT, compress=True)


def open_by_card(vote_uid: str, code: str, pin: str) -> str:
    """What stands in the address of the ballot that a member card opens for ten minutes. Raises `Problem`
    where code and PIN open no card, or its holder is not on the roll."""
    person = open_with_card(code, pin)
    if person is None:
        raise Problem(
            _("This code and PIN do not open a card."),
            remedy=_("Look at the card again. After five wrong tries it rests for a while."),
        )
    vote = Vote.objects.filter(uid=vote_uid, removed_at=None).first()
    line = standing(vote).filter(person=person.opaque_id).first() if vote else None
    if vote is None or line is None:
        raise Problem(
            _("The holder of this card is not on the roll of this vote."),
            remedy=_("Ask those who keep the roll: a line that is missing can be added with a reason."),
        )
    must_be_open(vote)
    if vote.secrecy != Vote.Secrecy.OPEN and Participation.objects.filter(entitled=line).exists():
        raise voted_already()
    return signing.dumps([line.pk, ""], salt=SALT, compress=True)


def opened_by(token: str) -> Opened:
    """The ballot that a link or card opens. Looking changes nothing. Raises `NotFound`, in the same words,
    for a link that was used, replaced, or never made; `Problem` (409) before and after the vote."""
    line_id, nonce = _read(token)
    line = Entitled.objects.select_related("vote__group", "group").filter(pk=line_id).first()
    if line is None or line.vote.removed_at or line.vote.group.removed_at:
        raise _worthless()
    if nonce and not Link.objects.filter(entitled=line, nonce=nonce).exists():
        raise _worthless()
    if not nonce and person_behind(line.person) is None:
        raise _worthless()
    must_be_open(line.vote)
    return Opened(line.vote, line_of(line.vote, line.pk), Channel.LINK if nonce else Channel.CARD)


def cast_by_token(token: str, voices: Sequence[Voice]) -> None:
    """Vote by a link or a card: a link opens nothing afterwards. Raises as `opened_by` and `cast` do."""
    with transaction.atomic():
        locked(opened_by(token).vote.uid)
        opened = opened_by(token)
        enter(opened.vote, opened.line, fitting(opened.vote, opened.line, voices), opened.channel)


def _read(token: str) -> tuple[int, str]:
    try:
        line, nonce = signing.loads(token, salt=SALT)
        if not nonce:
            signing.loads(token, salt=SALT, max_age=CARD_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        raise _worthless() from None
    return line, nonce


def _worthless() -> NotFound:
    return NotFound(
        _("This link opens no ballot (any more)."),
        remedy=_("It opens one once. If you have not voted yet, ask for another one."),
    )
