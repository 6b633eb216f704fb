"""The end of a cycle: the guarantee fund goes back, every balance comes to nothing."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from konbit.assembly.actions.agreed import Agreed, resolution_by
from konbit.base.errors import Problem
from konbit.chronicle.actions import recording, rows
from konbit.engines.remainders import shared_out
from konbit.exchange.actions.cycles import kept_cycle
from konbit.exchange.actions.promises import PromiseDraft, promises_written
from konbit.exchange.journal.posting import Line, post
from konbit.exchange.models import Account, Cycle, Obligation, Turn
from konbit.exchange.queries.members import own_account
from konbit.exchange.queries.terms import terms_of
from konbit.people.audience import Viewer

OPEN = (Obligation.State.SAID, Obligation.State.STANDS, Obligation.State.DISPUTED)
DAYS_TO_GIVE_BACK = 30


def finish(actor: str, cycle: Cycle) -> None:
    """Settle a cycle whose turns were all paid out and in which nothing is owed any more; otherwise nothing.

    The guarantee fund goes back in proportion to what each paid into it, to the last part; what is left over
    by bids is noted as settled in cash. In a transaction.
    """
    if cycle.turns.exclude(state=Turn.State.PAID).exists() or owed_in(cycle).exists():
        return
    _given_back(actor, cycle)
    _settled_in_cash(actor, cycle)
    with recording(actor, "finish cycle") as batch:
        rows.change(batch, cycle, state=Cycle.State.DONE)


def end_early(viewer: Viewer, cycle_uid: str, agreed: Agreed) -> Cycle:
    """End a cycle before everybody had her turn, by a resolution, and settle it as the circle's rules say.

    Raises `Problem`, `NotAllowed`, `NotFound`.
    """
    with transaction.atomic():
        cycle = kept_cycle(viewer, cycle_uid)
        if cycle.state not in (Cycle.State.DRAFT, Cycle.State.RUNNING):
            raise Problem(_("This cycle has ended."), remedy=_("Begin a new one."), status=409)
        group = cycle.circle.group
        resolution = resolution_by(viewer, {group.pk}, group.uid, agreed)
        with recording(viewer.actor, "end cycle early") as batch:
            for one in owed_in(cycle):
                rows.change(batch, one, state=Obligation.State.LET_GO)
            rows.change(batch, cycle, state=Cycle.State.BROKEN, resolution=cycle.resolution or resolution)
        if terms_of(cycle.circle)["early_end"] == "even_out":
            _evened_out(viewer.actor, cycle)
        else:
            _given_back(viewer.actor, cycle)
            _settled_in_cash(viewer.actor, cycle)
    return cycle


def owed_in(cycle: Cycle) -> QuerySet[Obligation]:
    """What is still to be paid in a cycle, into turns and to the guarantee fund."""
    turns = cycle.turns.values_list("uid", flat=True)
    return Obligation.objects.filter(circle=cycle.circle_id, origin__in=list(turns), state__in=OPEN)


def _given_back(actor: str, cycle: Cycle) -> None:
    fund = Account.objects.select_for_update().get(pk=own_account(cycle.circle_id, "guarantee").pk)
    turns = list(cycle.turns.values_list("uid", flat=True))
    paid = (
        Obligation.objects.filter(origin__in=turns, sort="guarantee", settled__gt=0)
        .values("payer")
        .annotate(all=Sum("settled"))
        .order_by("payer")
    )
    who = [(one["payer"], one["all"]) for one in paid] or _by_hands(cycle)
    parts = shared_out(fund.balance, [amount for _payer, amount in who])
    words = _("Back from the guarantee fund")
    lines = [
        Line(fund.pk, payer, part, sort="settlement", words=words, origin=cycle.uid)
        for (payer, _amount), part in zip(who, parts, strict=True)
        if part
    ]
    if lines:
        post(lines, key=uuid.uuid5(cycle.key, "given back"), by=actor)


def _by_hands(cycle: Cycle) -> list[tuple[int, int]]:
    """Where only fines came in, they go to all by their hands."""
    members = Account.objects.filter(circle=cycle.circle_id, word="member", member__hands__cycle=cycle)
    return list(members.order_by("member__number").values_list("pk", "member__hands__many"))


def _settled_in_cash(actor: str, cycle: Cycle) -> None:
    outside = own_account(cycle.circle_id, "outside").pk
    words = _("Settled in cash at the end of the cycle")
    lines = [
        Line(
            *((one.pk, outside) if one.balance > 0 else (outside, one.pk)), abs(one.balance),
            sort="settlement", words=words, origin=cycle.uid,
        )
        for one in _balances(cycle)
    ]  # fmt: skip
    if lines:
        post(lines, key=uuid.uuid5(cycle.key, "settled in cash"), by=actor)


def _evened_out(actor: str, cycle: Cycle) -> None:
    """Everybody comes to nothing: the fund goes to who paid in more than she received, and who received more
    gives the rest back. What was late is within her balance already."""
    fund = Account.objects.select_for_update().get(pk=own_account(cycle.circle_id, "guarantee").pk)
    behind = [one for one in _balances(cycle) if one.balance < 0]
    parts = shared_out(fund.balance, [-one.balance for one in behind])
    lines = [
        Line(
            fund.pk,
            one.pk,
            part,
            sort="settlement",
            words=_("Back from the guarantee fund"),
            origin=cycle.uid,
        )
        for one, part in zip(behind, parts, strict=True)
        if part
    ]
    if lines:
        post(lines, key=uuid.uuid5(cycle.key, "given back"), by=actor)
    promises_written(actor, _back(cycle))


def _back(cycle: Cycle) -> list[PromiseDraft]:
    """Who gives how much back to whom, in the order of their numbers."""
    all_ = _balances(cycle)
    gives = [(one, one.balance) for one in all_ if one.balance > 0]
    gets = [(one, -one.balance) for one in all_ if one.balance < 0]
    until, drafts = date.today() + timedelta(days=DAYS_TO_GIVE_BACK), []
    words = _("Given back: the cycle ended early")
    while gives and gets:
        amount = min(gives[0][1], gets[0][1])
        drafts.append(
            PromiseDraft(gives[0][0].uid, gets[0][0].uid, amount, until, "settlement", cycle.uid, words)
        )
        for side in (gives, gets):
            whose, left = side.pop(0)
            if left > amount:
                side.insert(0, (whose, left - amount))
    return drafts


def _balances(cycle: Cycle) -> list[Account]:
    return list(
        Account.objects.select_for_update(of=("self",))
        .filter(circle=cycle.circle_id, word="member", closed_on=None)
        .exclude(member=None)
        .exclude(balance=0)
        .order_by("member__number")
    )
