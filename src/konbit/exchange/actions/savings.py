"""Saving together: what was brought to a meeting, giving savings back, helping, sharing out."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from konbit.assembly.actions.agreed import Agreed, resolution_by
from konbit.base.errors import Problem
from konbit.exchange.actions.loans import OPEN, note_paid_back
from konbit.exchange.actions.meetings import MeetingRefused, pay_promises
from konbit.exchange.journal.posting import Line, post
from konbit.exchange.models import Account, Circle, Loan, Transfer
from konbit.exchange.queries.keeping import kept_circle
from konbit.exchange.queries.lending import Share, lendable, shares_of
from konbit.exchange.queries.members import account_of, own_account
from konbit.exchange.queries.terms import terms_of
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class Meeting:
    """What members (ids) brought: shares by number; in smallest parts what they gave to the social fund, to
    the loan fund, and what they paid of their promises."""

    shares: Mapping[int, int] = field(default_factory=dict)
    social: Mapping[int, int] = field(default_factory=dict)
    gift: Mapping[int, int] = field(default_factory=dict)
    paid: Mapping[int, int] = field(default_factory=dict)

    @property
    def members(self) -> list[int]:
        """Who brought something."""
        parts = (self.shares, self.social, self.gift, self.paid)
        return sorted({member for part in parts for member, many in part.items() if many})


def note_meeting(
    viewer: Viewer, circle_uid: str, meeting: Meeting, key: uuid.UUID, on: date | None = None
) -> int:
    """Note all that was brought to a meeting, or nothing of it; the same key again changes nothing.

    Returns how many brought something. Raises `MeetingRefused` with what is wrong line by line, `Problem`
    (409) for the same key with other contents, `NotAllowed`, `NotFound`.
    """
    circle = kept_circle(viewer, circle_uid)
    day = on or date.today()
    with transaction.atomic():
        circle = Circle.objects.select_for_update().get(pk=circle.pk)
        accounts = {
            one.member_id: one
            for one in Account.objects.filter(circle=circle, member__in=meeting.members, word="member")
        }
        sent = Transfer.objects.filter(key=key).exists()
        wrong = {} if sent else _wrong(circle, meeting, accounts, day)
        lines = [] if wrong else _lines(circle, meeting, accounts)
        if lines:
            post(lines, key=key, by=viewer.actor, on=day)
        for member, amount in meeting.paid.items():
            if amount and not sent and not wrong:
                try:
                    with transaction.atomic():
                        kept = pay_promises(viewer.actor, accounts[member], amount, key, day)
                        note_paid_back(viewer.actor, kept)
                except Problem as problem:
                    wrong[member] = f"{problem.what} {problem.remedy}"
        if wrong:
            raise MeetingRefused(wrong)
    return len(meeting.members)


def give_savings_back(viewer: Viewer, circle_uid: str, member_id: int, key: uuid.UUID) -> int:
    """Hand a member all that she saved, in cash. Returns how much. Raises `Problem` while she owes something
    or the box holds less; `NotAllowed`, `NotFound`."""
    circle = kept_circle(viewer, circle_uid)
    with transaction.atomic():
        Circle.objects.select_for_update().get(pk=circle.pk)
        own = account_of(member_id)
        if own.circle_id != circle.pk or own.promised.filter(state__in=OPEN).exists():
            raise Problem(_("She still has something to pay."), remedy=_("Settle her loans and fines first."))
        stands = Transfer.objects.filter(key=key, payer=own).first()
        if stands is not None:
            return stands.amount
        if not own.balance or lendable(circle.pk) < own.balance:
            raise Problem(
                _("She saved nothing, or the box holds less than that."),
                remedy=_("Wait until loans come back."),
            )
        outside = own_account(circle.pk, "outside")
        post([Line(own.pk, outside.pk, own.balance, "settlement", _("Savings given back"))],
             key=key, by=viewer.actor)  # fmt: skip
    return own.balance


def give_out(
    viewer: Viewer, circle_uid: str, word: str, amount: int, words: str, agreed: Agreed, key: uuid.UUID
) -> int:
    """Give away out of the social fund or the loan fund (`word`: "social", "loans"), by a resolution.

    Raises `Problem` where there is less; `NotAllowed`, `NotFound`.
    """
    circle = kept_circle(viewer, circle_uid)
    with transaction.atomic():
        Circle.objects.select_for_update().get(pk=circle.pk)
        if word not in ("social", "loans") or (word == "loans" and amount > lendable(circle.pk)):
            raise Problem(_("There is not so much in this fund."), remedy=_("Write less."))
        resolution = resolution_by(viewer, {circle.group_id}, circle.group.uid, agreed)
        ends = own_account(circle.pk, word).pk, own_account(circle.pk, "outside").pk
        post([Line(*ends, amount, "help", words[:300], resolution.uid)], key=key, by=viewer.actor)
    return amount


def share_out(viewer: Viewer, circle_uid: str, seen: int, key: uuid.UUID) -> tuple[Share, ...]:
    """Share out all that is in the box, to the last part, in one batch.

    `seen`: the sum that was shown before. Raises `Problem` while a loan or a promise is open, or where
    something was booked since (409); `NotAllowed`, `NotFound`.
    """
    circle = kept_circle(viewer, circle_uid)
    with transaction.atomic():
        circle = Circle.objects.select_for_update().get(pk=circle.pk)
        if Transfer.objects.filter(key=key).exists():
            return ()
        if reasons_against(circle):
            raise Problem(
                _("Loans or promises are still open."), remedy=_("Settle them, or let them go."), status=409
            )
        shares = shares_of(circle)
        if sum(one.total for one in shares) != seen:
            raise Problem(_("Something was booked since you looked."), remedy=_("Look again."), status=409)
        lines = _share_lines(circle, shares)
        if not lines:
            raise Problem(_("There is nothing to share out."), remedy=_("Look at the box."))
        post(lines, key=key, by=viewer.actor)
    return shares


def reasons_against(circle: Circle) -> bool:
    """Whether something open stands against a share-out."""
    loans = circle.loans.filter(state__in=(Loan.State.GRANTED, Loan.State.RUNNING))
    return loans.exists() or circle.obligations.filter(state__in=OPEN).exists()


def _wrong(
    circle: Circle, meeting: Meeting, accounts: Mapping[int | None, Account], day: date
) -> dict[int, str]:
    """What is wrong line by line."""
    rules = terms_of(circle)
    wrong: dict[int, str] = {}
    for member in meeting.members:
        many = meeting.shares.get(member, 0)
        account = accounts.get(member)
        if account is None or account.closed_on is not None or circle.state != Circle.State.OPEN:
            wrong[member] = _("She is not in this circle, or it does not run.")
        elif many and many + _bought(account, day, rules) > rules.get("most_shares", 0):
            wrong[member] = _("These are more shares than one may buy at a meeting.")
    return wrong


def _bought(account: Account, day: date, rules: Mapping[str, int]) -> int:
    rows = Transfer.objects.filter(payee=account, sort="shares", on=day)
    return (rows.aggregate(all=Sum("amount"))["all"] or 0) // rules["share_value"]


def _lines(circle: Circle, meeting: Meeting, accounts: Mapping[int | None, Account]) -> list[Line]:
    """The cash comes in from outside, and goes where it was meant to go."""
    box = own_account(circle.pk, "outside").pk
    funds = {"social": own_account(circle.pk, "social").pk, "gift": own_account(circle.pk, "loans").pk}
    value, lines = terms_of(circle).get("share_value", 0), []
    for member in meeting.members:
        own = accounts[member].pk
        if many := meeting.shares.get(member, 0):
            lines.append(Line(box, own, many * value, "shares", _("Shares bought")))
        for word, given in (("social", meeting.social), ("gift", meeting.gift)):
            if amount := given.get(member, 0):
                lines += [Line(box, own, amount, "brought"), Line(own, funds[word], amount, word)]
        if amount := meeting.paid.get(member, 0):
            lines.append(Line(box, own, amount, "brought", _("Brought to pay what was promised")))
    return lines


def _share_lines(circle: Circle, shares: Sequence[Share]) -> list[Line]:
    own = {word: own_account(circle.pk, word).pk for word in ("loans", "social", "outside")}
    words, lines = _("Share-out"), []
    for one in shares:
        if one.surplus:
            ends = (own["loans"], one.account) if one.surplus > 0 else (one.account, own["loans"])
            lines.append(Line(*ends, abs(one.surplus), "share-out", words))
        if one.social:
            lines.append(Line(own["social"], one.account, one.social, "share-out", words))
        if one.total:
            lines.append(Line(one.account, own["outside"], one.total, "share-out", words))
    return lines
