"""The members of a circle, and their accounts, as far as a viewer may know of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.directory.models import Role
from konbit.directory.queries.of_group import gone
from konbit.directory.queries.visible import GroupLink, visible_groups
from konbit.exchange import amounts
from konbit.exchange.models import Account, Circle, Member
from konbit.exchange.queries.acting import keeps, own_among
from konbit.exchange.queries.terms import terms_of
from konbit.people.audience import Viewer
from konbit.people.names import names_of


@dataclass(frozen=True)
class AccountLine:
    """An account as it is shown. `balance`: None where the viewer may not know it; `far`: how far it goes."""

    uid: str
    word: str
    balance: str | None
    amount: int | None
    spendable: str
    warns: str
    is_closed: bool


@dataclass(frozen=True)
class MemberLine:
    """A member with those of her accounts whose balance the viewer may know. `url`: of a group's page.
    `by_name`: she is no person with an account here and no group, only a name."""

    id: int
    number: int
    name: str
    url: str
    is_own: bool
    has_left: bool
    by_name: bool
    accounts: tuple[AccountLine, ...]


def own_members(viewer: Viewer, circle: Circle) -> list[Member]:
    """As whom a viewer takes part in a circle: herself, and groups that she edits."""
    if not viewer.is_someone:
        return []
    rows = list(circle.members.filter(left_on=None).select_related("group"))
    own = own_among(viewer, rows)
    return [one for one in rows if one.pk in own]


def members_of(viewer: Viewer, circle: Circle, *, with_left: bool = False) -> tuple[MemberLine, ...]:
    """The members that a viewer may know of, by number: those who take part in the circle's group see all of
    them. A group that she may not see is not named."""
    rows = list(circle.members.select_related("group").prefetch_related("accounts__currency"))
    rows = [one for one in rows if with_left or one.left_on is None]
    names, own = names_in(viewer, rows), own_among(viewer, rows)
    sees_all = keeps(viewer, circle) or (terms_of(circle).get("balances_seen") == "members" and bool(own))
    return tuple(_line(one, names[one.pk], one.pk in own, sees_all) for one in rows)


def people_in(group_id: int) -> list[str]:
    """The people (opaque ids) who have a part in a group, who came first, first."""
    roles = Role.objects.filter(group=group_id).select_related("person").order_by("pk")
    return list(dict.fromkeys(one.person.opaque_id for one in roles))


def names_in(viewer: Viewer, members: Iterable[Member]) -> dict[int, tuple[str, str]]:
    """What members are called, and the address of the page of a group, by the member's id."""
    rows = list(members)
    groups = visible_groups(viewer, {one.group_id for one in rows if one.group_id})
    people = names_of({one.person for one in rows if one.person})
    return {one.pk: _named(one, groups, people) for one in rows}


def name_in(viewer: Viewer, member: Member) -> str:
    """What one member is called."""
    return names_in(viewer, [member])[member.pk][0]


def account_of(member_id: int, word: str = "member") -> Account:
    """An account of a member, by its word. Raises `NotFound`."""
    account = Account.objects.filter(member=member_id, word=word).first()
    if account is None:
        raise gone()
    return account


def own_account(circle_id: int, word: str) -> Account:
    """An account of the circle itself, by its word. Raises `NotFound`."""
    account = Account.objects.filter(circle=circle_id, member=None, word=word).first()
    if account is None:
        raise gone()
    return account


def account_line(account: Account, sees: bool) -> AccountLine:
    """How an account is shown to who may see its balance, or may not."""
    currency = account.currency
    spendable = ""
    if sees and account.least is not None:
        spendable = amounts.shown(account.balance - account.held - account.least, currency)
    return AccountLine(
        account.uid, account.word,
        amounts.shown(account.balance, currency) if sees else None,
        account.balance if sees else None,
        spendable, _warning(account) if sees else "", account.closed_on is not None,
    )  # fmt: skip


def _warning(account: Account) -> str:
    if account.warn_below is not None and account.balance <= account.warn_below:
        return _("Close to the limit: it is time to offer something to the others.")
    if account.warn_above is not None and account.balance >= account.warn_above:
        return _("A lot has gathered: it is time to take something from the others.")
    return ""


def _line(member: Member, name: tuple[str, str], own: bool, sees_all: bool) -> MemberLine:
    accounts = tuple(account_line(one, own or sees_all) for one in member.accounts.all())
    by_name = not (member.person or member.group_id)
    return MemberLine(member.pk, member.number, *name, own, member.left_on is not None, by_name, accounts)


def _named(member: Member, groups: dict[int, GroupLink], people: dict[str, str]) -> tuple[str, str]:
    if member.group_id:
        link = groups.get(member.group_id)
        if link is not None:
            return link.name, link.url
    else:
        name = people.get(member.person, "") or member.name
        if name:
            return name, ""
    return _("member %(number)d") % {"number": member.number}, ""
