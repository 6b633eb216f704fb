"""A common enterprise: what members gave to it, sharing a surplus, paying shares out, using the reserve."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from konbit.assembly.actions.agreed import Agreed, resolution_by
from konbit.base.errors import NotAllowed, Problem
from konbit.chronicle.actions import Batch, recording, rows
from konbit.directory.queries.of_group import gone
from konbit.exchange.actions.units import currency_for
from konbit.exchange.journal.posting import Booked, Line, post
from konbit.exchange.models import Account, Circle, Currency, Transfer
from konbit.exchange.queries.acting import keeps, own_among
from konbit.exchange.queries.circles import seen_circle
from konbit.exchange.queries.enterprise import share_accounts, surplus_unit
from konbit.exchange.queries.keeping import kept_circle
from konbit.exchange.queries.members import own_account
from konbit.exchange.queries.surplus import Sharing, sharing_of
from konbit.exchange.queries.terms import kind_of_circle, terms_of
from konbit.exchange.queries.units import currency_chosen
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class Surplus:
    """A surplus to be shared, in smallest parts of a currency (a choice of `units_for`); `seen`: what all had
    given when it was looked at."""

    amount: int
    currency: str
    seen: int


def note_given(
    viewer: Viewer, circle_uid: str, given: Mapping[int, int], words: str, on: date, key: uuid.UUID
) -> tuple[Booked, ...]:
    """Write down what members (ids) gave to the enterprise, all of it or nothing. By who keeps the books;
    where the rules let everybody, each for herself. The same key again changes nothing.

    Raises `Problem`, `NotAllowed`, `NotFound`.
    """
    circle, _sight = seen_circle(viewer, circle_uid)
    _must_run(circle)
    _may_note(viewer, circle, given)
    if on > date.today():
        raise Problem(_("This day is still to come."), "on", remedy=_("Write it down when it has happened."))
    accounts = Account.objects.filter(circle=circle, word="member", closed_on=None, member__in=given)
    common = own_account(circle.pk, "pot").pk
    lines = [
        Line(common, one.pk, given[one.member_id or 0], "given", words[:300])
        for one in accounts.order_by("member__number")
        if given[one.member_id or 0]
    ]
    if not lines:
        raise Problem(_("Nothing is written yet."), remedy=_("Write what somebody gave."))
    return post(lines, key=key, by=viewer.actor, on=on)


def share_surplus(
    viewer: Viewer, circle_uid: str, surplus: Surplus, agreed: Agreed, key: uuid.UUID
) -> Sharing | None:
    """Share a surplus by a resolution, in one batch: a part stays in common, everybody gets hers, and what
    was given is counted: its accounts begin anew. A surplus of nothing only counts what was given.

    None where this key was booked before. Raises `Problem` (409) where something was given since it was
    looked at; `NotAllowed`, `NotFound`.
    """
    circle = kept_circle(viewer, circle_uid)
    _must_run(circle)
    with transaction.atomic():
        circle = Circle.objects.select_for_update().get(pk=circle.pk)
        if Transfer.objects.filter(key=key).exists():
            return None
        sharing = sharing_of(circle, surplus.amount)
        if sharing.given != surplus.seen:
            raise Problem(_("Something was booked since you looked."), remedy=_("Look again."), status=409)
        resolution = resolution_by(viewer, {circle.group_id}, circle.group.uid, agreed)
        lines = _counted(circle, sharing)
        if surplus.amount:
            lines += _shared(viewer, circle, surplus.currency, sharing)
        if not lines:
            raise Problem(_("There is nothing to share."), remedy=_("Write down what was given first."))
        post([_from(one, resolution.uid) for one in lines], key=key, by=viewer.actor)
    return sharing


def pay_out_share(viewer: Viewer, circle_uid: str, account_uid: str, amount: int, key: uuid.UUID) -> Booked:
    """Note that a member got her share in cash, or a part of it. The same key again gives what stands.

    Raises `Problem` where she has less, `NotAllowed`, `NotFound`.
    """
    circle = kept_circle(viewer, circle_uid)
    account = share_accounts(circle).filter(uid=account_uid).first()
    if account is None:
        raise gone()
    line = Line(account.pk, own_account(circle.pk, "outside").pk, amount, "settlement", _("Share paid out"))
    (booked,) = post([line], key=key, by=viewer.actor)
    return booked


def use_reserve(
    viewer: Viewer, circle_uid: str, amount: int, words: str, agreed: Agreed, key: uuid.UUID
) -> Booked:
    """Use something of the common reserve, by a resolution. Raises `Problem`, `NotAllowed`, `NotFound`."""
    circle = kept_circle(viewer, circle_uid)
    if surplus_unit(circle) is None:
        raise Problem(_("There is no reserve yet."), remedy=_("Share a surplus first."))
    with transaction.atomic():
        resolution = resolution_by(viewer, {circle.group_id}, circle.group.uid, agreed)
        ends = own_account(circle.pk, "reserve").pk, own_account(circle.pk, "outside").pk
        (booked,) = post([Line(*ends, amount, "help", words[:300], resolution.uid)], key=key, by=viewer.actor)
    return booked


def _must_run(circle: Circle) -> None:
    if circle.kind != "enterprise" or circle.state != Circle.State.OPEN:
        raise Problem(
            _("Nothing is given to an enterprise here."), remedy=_("Let a common enterprise run first.")
        )


def _may_note(viewer: Viewer, circle: Circle, given: Mapping[int, int]) -> None:
    if keeps(viewer, circle):
        return
    own = own_among(viewer, circle.members.filter(left_on=None, pk__in=given))
    if terms_of(circle)["noted"] != "members" or not set(given) <= own:
        raise NotAllowed(
            _("What was given is written down by those who keep the books."),
            remedy=_("Tell them what you gave."),
        )


def _counted(circle: Circle, sharing: Sharing) -> list[Line]:
    common, words = own_account(circle.pk, "pot").pk, _("Counted in a sharing")
    return [Line(one.account, common, one.given, "counted", words) for one in sharing.parts if one.given]


def _shared(viewer: Viewer, circle: Circle, chosen: str, sharing: Sharing) -> list[Line]:
    unit = surplus_unit(circle) or _unit(viewer, circle, chosen)
    with recording(viewer.actor, "open shares") as batch:
        box, reserve = _own(batch, circle, "outside", unit), _own(batch, circle, "reserve", unit)
        shares = {one.member_id: one for one in share_accounts(circle)}
        words = _("Part of a surplus")
        lines = [Line(box.pk, reserve.pk, sharing.reserve, "reserve", words)] if sharing.reserve else []
        for part in [one for one in sharing.parts if one.gets]:
            share = shares.get(part.member) or _share(batch, circle, unit, part.member)
            lines.append(Line(box.pk, share.pk, part.gets, "surplus", words))
    return lines


def _unit(viewer: Viewer, circle: Circle, chosen: str) -> Currency:
    found = currency_chosen(viewer, circle.group_id, chosen)
    unit = currency_for(found) if isinstance(found, str) else found
    if unit.sort == Currency.Sort.TIME or unit.pk == circle.currency_id:
        raise Problem(
            _("A surplus is not counted in what members give."), remedy=_("Choose the money it came in.")
        )
    return unit


def _own(batch: Batch, circle: Circle, word: str, unit: Currency) -> Account:
    stands = Account.objects.filter(circle=circle, member=None, word=word).first()
    if stands is not None:
        return stands
    said = next(one for one in kind_of_circle(circle).owns if one.word == word)
    account = Account(circle=circle, currency=unit, word=word, least=said.least, most=said.most)
    rows.add(batch, account)
    return account


def _share(batch: Batch, circle: Circle, unit: Currency, member: int) -> Account:
    account = Account(circle=circle, currency=unit, member_id=member, word="share", least=0)
    rows.add(batch, account)
    return account


def _from(line: Line, resolution: str) -> Line:
    return Line(line.payer, line.payee, line.amount, line.sort, line.words, resolution)
