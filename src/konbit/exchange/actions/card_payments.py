"""Paying with a member card at somebody else's phone: who is paid holds it, who pays types code and PIN."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, Problem
from konbit.directory.queries.of_group import seen_thing
from konbit.exchange.actions.paying import payable
from konbit.exchange.journal.posting import Booked, Line, post
from konbit.exchange.models import Account, Circle
from konbit.exchange.queries.members import own_members
from konbit.exchange.queries.sides import sides
from konbit.people.actions import open_with_card
from konbit.people.audience import Viewer

BY_CARD = "card"
"""What a transfer came of that was paid with a card."""


def pay_with_card(
    teller: Viewer, circle_uid: str, payee_uid: str, amount: int, words: str, code: str, pin: str,
    key: uuid.UUID,
) -> Booked:  # fmt: skip
    """Pay out of the account of a card's holder, in smallest parts. For who takes part in the circle or keeps
    its books; the holder's card and PIN are her yes. The journal names the teller as who entered it, and that
    it came of a card. The same key again gives what stands.

    Raises `Problem` where code and PIN open no card (it rests after wrong tries) or its holder has no account
    in the circle; `NotAllowed`, `NotFound`, and as `paying.pay` does.
    """
    circle, sight = seen_thing(teller, Circle, circle_uid)
    if not (sight.may("edit") or own_members(teller, circle)):
        raise NotAllowed(
            _("Only who takes part in this circle can be paid here."), remedy=_("Take part in it first.")
        )
    person = open_with_card(code, pin)
    if person is None:
        raise Problem(
            _("This code and PIN do not open a card."),
            remedy=_("Look at the card again. After five wrong tries it rests for a while."),
        )
    payer = Account.objects.filter(
        circle=circle, currency=circle.currency_id, word="member", closed_on=None,
        member__person=person.opaque_id, member__left_on=None,
    ).first()  # fmt: skip
    if payer is None:
        raise Problem(
            _("The holder of this card has no account in this circle."),
            remedy=_("She can take part in it first; or pay from a circle of which she is a member."),
        )
    both = sides(payer.uid, payee_uid)
    line = Line(both.payer, payable(both), amount, words=words, origin=BY_CARD)
    (booked,) = post([line], key=key, by=teller.actor)
    return booked
