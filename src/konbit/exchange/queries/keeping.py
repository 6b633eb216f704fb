"""What those who keep the books of a circle are about to change."""

from __future__ import annotations

from collections.abc import Sequence

from konbit.assembly.queries.choices import Choices
from konbit.directory.queries.of_group import gone, seen_thing
from konbit.exchange.kinds.declared import Choice
from konbit.exchange.models import Account, Circle, Currency, Member
from konbit.exchange.queries.acting import is_own, keeps
from konbit.exchange.queries.members import people_in
from konbit.exchange.queries.terms import kind_of_circle
from konbit.exchange.queries.units import HOURS, currency_choices
from konbit.people.audience import Viewer
from konbit.people.names import names_of


def kept_circle(viewer: Viewer, uid: str) -> Circle:
    """A circle whose books the viewer keeps. Raises `NotFound`, `NotAllowed`."""
    circle, sight = seen_thing(viewer, Circle, uid)
    sight.must("edit")
    return circle


def kept_account(viewer: Viewer, uid: str) -> Account:
    """An account in a circle whose books the viewer keeps. Raises `NotFound`, `NotAllowed`."""
    account = Account.objects.select_related("circle", "currency", "member__group").filter(uid=uid).first()
    if account is None:
        raise gone()
    kept_circle(viewer, account.circle.uid)
    return account


def leaving_member(viewer: Viewer, member_id: int) -> Member:
    """A member who may go: the viewer herself, or one in a circle whose books she keeps.

    Raises `NotFound`.
    """
    member = Member.objects.select_related("circle", "group").filter(pk=member_id, left_on=None).first()
    if member is None:
        raise gone()
    if not is_own(viewer, member):
        kept_circle(viewer, member.circle.uid)
    return member


def people_to_be(member: Member) -> Choices:
    """Who of the group could be a member that stands in its circle by name: those who are not in it."""
    there = set(member.circle.members.filter(left_on=None).values_list("person", flat=True))
    names = names_of(one for one in people_in(member.circle.group_id) if one not in there)
    return sorted(names.items(), key=lambda one: one[1].casefold())


def ways_to_leave(viewer: Viewer, member: Member) -> tuple[Choice, ...]:
    """What can become of a member's balance: that the pot carries it only who keeps the books can choose."""
    found = kind_of_circle(member.circle).leaving
    return tuple(one for one in found if one.word != "pot" or keeps(viewer, member.circle))


def units_for(viewer: Viewer, group: int, sorts: Sequence[str]) -> Choices:
    """In what a circle of a group (id) may count, of those sorts that its kind allows."""
    groups = [
        (title, [one for one in choices if _sort(one[0]) in sorts])
        for title, choices in currency_choices(viewer, group)
    ]
    return [(title, choices) for title, choices in groups if choices]


def _sort(word: str) -> str:
    if word == HOURS:
        return Currency.Sort.TIME
    return Currency.Sort.MONEY if len(word) == 3 and word.isupper() else Currency.Sort.OWN
