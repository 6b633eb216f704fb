"""A common enterprise as it is shown: what was given, what was shared, what is in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet, Sum
from django.utils.translation import gettext as _

from konbit.assembly.queries.choices import Choices
from konbit.base.errors import NotAllowed
from konbit.directory.queries.of_group import gone
from konbit.exchange import amounts
from konbit.exchange.models import Account, Circle, Currency, Member, Transfer
from konbit.exchange.queries.acting import keeps
from konbit.exchange.queries.circles import seen_circle
from konbit.exchange.queries.keeping import kept_circle, units_for
from konbit.exchange.queries.lending import own_balances
from konbit.exchange.queries.members import names_in, own_members
from konbit.exchange.queries.surplus import sharing_of
from konbit.exchange.queries.terms import terms_of
from konbit.people.audience import Viewer

LAST = 6
"""So many sharings are shown."""


@dataclass(frozen=True)
class PastSharing:
    """A surplus that was shared: on which day, how much of it went to members, how much stayed in common."""

    on: date
    shared: str
    kept: str


@dataclass(frozen=True)
class EnterpriseShown:
    """What was given since the last sharing, by all and by each of those as whom the viewer takes part; what
    is in common; the last sharings. Empty words: nothing yet."""

    given: str
    mine: tuple[tuple[str, str], ...]
    reserve: str
    in_box: str
    to_pay_out: str
    past: tuple[PastSharing, ...]


@dataclass(frozen=True)
class GivenRow:
    """A member in the form of what was given."""

    member: int
    number: int
    name: str


@dataclass(frozen=True)
class GivenPage:
    """Whose gifts to the enterprise the viewer may write down, and in what they are counted."""

    circle: Circle
    currency: Currency
    rows: tuple[GivenRow, ...]


@dataclass(frozen=True)
class PartLine:
    """What a sharing gives to a member, in words."""

    name: str
    given: str
    gets: str


@dataclass(frozen=True)
class SharingPage:
    """A sharing before it is booked. `seen`: what all gave, in smallest parts."""

    surplus: str
    reserve: str
    seen: int
    given: str
    lines: tuple[PartLine, ...]


def enterprise_shown(viewer: Viewer, circle_id: int) -> EnterpriseShown | None:
    """A common enterprise (its circle's id), for who takes part in it or keeps its books; None for others."""
    circle = Circle.objects.select_related("group", "currency").get(pk=circle_id)
    own = own_members(viewer, circle)
    if not own and not keeps(viewer, circle):
        return None
    balances, unit = own_balances(circle.pk), surplus_unit(circle)
    names = names_in(viewer, own)
    hers = Account.objects.filter(member__in=own, word="member").values_list("member", "balance")
    waiting = share_accounts(circle).aggregate(all=Sum("balance"))["all"] or 0
    return EnterpriseShown(
        given=amounts.shown(-balances.get("pot", 0), circle.currency),
        mine=tuple((names[pk][0], amounts.shown(balance, circle.currency)) for pk, balance in hers),
        reserve=amounts.shown(balances.get("reserve", 0), unit) if unit else "",
        in_box=amounts.shown(-balances.get("outside", 0), unit) if unit else "",
        to_pay_out=amounts.shown(waiting, unit) if unit else "",
        past=_past(circle, unit) if unit else (),
    )


def given_page(viewer: Viewer, circle_uid: str) -> GivenPage:
    """What the form of what was given knows: all members for who keeps the books, herself for a member where
    the rules let everybody write it down. Raises `NotFound`, `NotAllowed`."""
    circle, _sight = seen_circle(viewer, circle_uid)
    if circle.kind != "enterprise":
        raise gone()
    members = list(circle.members.filter(left_on=None).select_related("group"))
    if not keeps(viewer, circle):
        members = own_members(viewer, circle)
        if not members:
            raise gone()
        if terms_of(circle)["noted"] != "members":
            raise NotAllowed(
                _("What was given is written down by those who keep the books."),
                remedy=_("Tell them what you gave."),
            )
    names = names_in(viewer, members)
    rows = tuple(GivenRow(one.pk, one.number, names[one.pk][0]) for one in members)
    return GivenPage(circle, Currency.objects.get(pk=circle.currency_id), rows)


def sharing_page(viewer: Viewer, circle_uid: str, surplus: int, unit: Currency) -> SharingPage:
    """What a surplus (in smallest parts of a unit) would give to everybody, for who keeps the books.

    Raises `NotFound`, `NotAllowed`.
    """
    circle = kept_circle(viewer, circle_uid)
    counted = Currency.objects.get(pk=circle.currency_id)
    sharing = sharing_of(circle, surplus)
    members = Member.objects.filter(pk__in=[one.member for one in sharing.parts]).select_related("group")
    names = names_in(viewer, members)
    lines = tuple(
        PartLine(names[one.member][0], amounts.shown(one.given, counted), amounts.shown(one.gets, unit))
        for one in sharing.parts
    )
    return SharingPage(
        amounts.shown(surplus, unit), amounts.shown(sharing.reserve, unit), sharing.given,
        amounts.shown(sharing.given, counted), lines,
    )  # fmt: skip


def surplus_unit(circle: Circle) -> Currency | None:
    """In what the surplus of an enterprise is counted; None before the first one was shared."""
    account = Account.objects.filter(circle=circle, member=None, word="outside").select_related("currency")
    found = account.first()
    return found.currency if found else None


def surplus_choices(viewer: Viewer, circle: Circle) -> Choices:
    """In what a surplus may be counted: as the first one was, or any money, except what members give."""
    unit = surplus_unit(circle)
    if unit is not None:
        return [("", [(unit.code if unit.group_id is None else unit.uid, unit.code)])]
    own = Currency.objects.get(pk=circle.currency_id).uid
    groups = units_for(viewer, circle.group_id, ("money", "own"))
    return [(title, [one for one in choices if one[0] != own]) for title, choices in groups]


def share_accounts(circle: Circle) -> QuerySet[Account]:
    """The accounts on which members' parts of surpluses stand."""
    return Account.objects.filter(circle=circle, word="share", closed_on=None).exclude(member=None)


def shares_to_pay_out(viewer: Viewer, circle_uid: str) -> tuple[Currency | None, Choices]:
    """Whose share can be paid out (account uids, names and what stands there; also where nothing does: what
    is sent twice is to find its account again). Raises `NotFound`, `NotAllowed`."""
    circle = kept_circle(viewer, circle_uid)
    if circle.kind != "enterprise":
        raise gone()
    unit = surplus_unit(circle)
    accounts = share_accounts(circle).select_related("member__group")
    rows = [(one, one.member) for one in accounts.order_by("member__number") if one.member is not None]
    names = names_in(viewer, [member for _one, member in rows])
    choices = [(one.uid, f"{names[member.pk][0]}: {amounts.shown(one.balance, unit)}")
               for one, member in rows if unit is not None]  # fmt: skip
    return unit, choices


def _past(circle: Circle, unit: Currency) -> tuple[PastSharing, ...]:
    rows = (
        Transfer.objects.filter(payer__circle=circle, payer__word="outside", sort__in=("surplus", "reserve"))
        .values("key", "sort")
        .annotate(all=Sum("amount"), day=Max("on"), last=Max("pk"))
        .order_by("-last")
    )
    found: dict[str, dict[str, int]] = {}
    days: dict[str, date] = {}
    for one in rows:
        found.setdefault(str(one["key"]), {})[one["sort"]] = one["all"]
        days.setdefault(str(one["key"]), one["day"])
    return tuple(
        PastSharing(days[key], amounts.shown(parts.get("surplus", 0), unit),
                    amounts.shown(parts.get("reserve", 0), unit))
        for key, parts in list(found.items())[:LAST]
    )  # fmt: skip
