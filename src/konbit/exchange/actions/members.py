"""Who is in a circle: joining, being added by those who keep the books, leaving with everything settled."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.base.text import short_enough
from konbit.chronicle.actions import Batch, recording, rows
from konbit.directory.models import Group
from konbit.directory.queries.membership import members_of
from konbit.directory.queries.of_group import gone, seen_thing
from konbit.directory.queries.visible import visible_groups
from konbit.exchange.actions.terms import limits_with_words, set_limits
from konbit.exchange.journal.posting import Line, post
from konbit.exchange.models import Account, Circle, Member
from konbit.exchange.queries.acting import is_own, keeps
from konbit.exchange.queries.members import account_of, own_account, people_in
from konbit.exchange.queries.terms import kind_of_circle, terms_of
from konbit.people.audience import Viewer

CARRIED = "pot"
"""The way of leaving in which all others carry what is left: nobody takes it for herself."""


@dataclass(frozen=True)
class MemberDraft:
    """Who is to be in a circle: a person with an account (opaque id), a group (id), or a name alone.
    `number`: the one that she had elsewhere, if it is free; None: the next one."""

    name: str = ""
    person: str = ""
    group: int | None = None
    joined_on: date | None = None
    number: int | None = None


def add_member(viewer: Viewer, uid: str, draft: MemberDraft) -> Member:
    """Let somebody into a circle (uid), with her accounts. For those who keep the books. Raises `Problem` for
    who is in it already, `NotAllowed`, `NotFound`."""
    (member,) = add_members(viewer, uid, [draft])
    return member


def add_members(viewer: Viewer, uid: str, drafts: Iterable[MemberDraft]) -> tuple[Member, ...]:
    """The same for many: all of them or none."""
    circle, sight = seen_thing(viewer, Circle, uid)
    sight.must("edit")
    with recording(viewer.actor, "join circle") as batch:
        circle = Circle.objects.select_for_update().select_related("currency").get(pk=circle.pk)
        return tuple(_let_in(batch, circle, draft) for draft in drafts)


def add_everybody(viewer: Viewer, uid: str) -> tuple[Member, ...]:
    """Let everybody into a circle who has a part in its group; of a network, every group that is a member of
    it, too. Returns who came new. Raises as `add_member` does."""
    circle, sight = seen_thing(viewer, Circle, uid)
    sight.must("edit")
    here = circle.members.filter(left_on=None)
    there = set(here.values_list("person", flat=True)) | set(here.values_list("group", flat=True))
    people = people_in(circle.group_id)
    direct = [pk for pk, above in members_of(circle.group_id).items() if circle.group_id in above]
    groups = sorted(visible_groups(viewer, direct).values(), key=lambda one: (one.name, one.id))
    drafts = [
        *(MemberDraft(person=one) for one in people if one not in there),
        *(MemberDraft(group=one.id) for one in groups if one.id not in there),
    ]
    return add_members(viewer, uid, drafts)


def join(viewer: Viewer, uid: str) -> Member:
    """Take part oneself: whoever takes part in the group may, in a circle that is not closed.

    Raises `Problem`, `NotFound`.
    """
    circle, sight = seen_thing(viewer, Circle, uid)
    sight.must("take part")
    with recording(viewer.actor, "join circle") as batch:
        circle = Circle.objects.select_for_update().select_related("currency").get(pk=circle.pk)
        return _let_in(batch, circle, MemberDraft(person=viewer.actor))


def limit_member(viewer: Viewer, account_uid: str, least: int | None, most: int | None) -> Account:
    """Give one account limits of its own; the rules do not change them any more.

    Raises `Problem`, `NotAllowed`, `NotFound`.
    """
    account = Account.objects.select_related("circle").filter(uid=account_uid).exclude(member=None).first()
    if account is None:
        raise gone()
    circle, sight = seen_thing(viewer, Circle, account.circle.uid)
    sight.must("edit")
    with transaction.atomic():
        account = Account.objects.select_for_update().get(pk=account.pk)
        with recording(viewer.actor, "limit account") as batch:
            rows.change(batch, account, own_limits=True)
        set_limits(viewer.actor, account, least, most, terms_of(circle).get("warning"))
    return account


def hand_over(viewer: Viewer, member_id: int, to: MemberDraft) -> Member:
    """Let a member who stands in a circle by name alone be a person with an account here, or a group: now
    her balance is her own to see and to pay with. For those who keep the books.

    Raises `Problem` for who is somebody already, or in the circle already; `NotAllowed`, `NotFound`.
    """
    member = _member(viewer, member_id)
    _circle, sight = seen_thing(viewer, Circle, member.circle.uid)
    sight.must("edit")
    if not (to.person or to.group is not None):
        raise Problem(_("Nobody is named."), remedy=_("Choose somebody, or write the name of a group."))
    if to.person and to.person not in people_in(member.circle.group_id):
        raise Problem(_("She has no part in your group."), remedy=_("Invite her into it first."))
    with transaction.atomic():
        member = Member.objects.select_for_update(of=("self",)).select_related("circle").get(pk=member.pk)
        if member.person or member.group_id:
            raise Problem(
                _("This place belongs to somebody already."), remedy=_("Look at the members."), status=409
            )
        try:
            with transaction.atomic(), recording(viewer.actor, "hand over") as batch:
                rows.change(batch, member, person=to.person, group_id=to.group)
        except IntegrityError as error:
            raise _there_already() from error
    return member


def leave(viewer: Viewer, member_id: int, choice: str, key: uuid.UUID) -> Member:
    """Let a member go, her balance settled as `choice` says (a word of the kind's `leaving`): said by
    herself, or by those who keep the books. Raises `Problem` where something is open, and `NotAllowed`."""
    member = _member(viewer, member_id)
    kind = kind_of_circle(member.circle)
    if choice not in {one.word for one in kind.leaving}:
        raise Problem(_("A circle of this kind does not settle that way."), remedy=_("Choose another one."))
    if choice == CARRIED and not keeps(viewer, member.circle):
        raise NotAllowed(
            _("Only who keeps the books can let the common pot carry a balance."),
            remedy=_("Ask them, or choose another way."),
        )
    with transaction.atomic():
        for account in member.accounts.select_for_update().order_by("pk"):
            _settle(viewer.actor, account, choice, key)
            with recording(viewer.actor, "close account") as batch:
                rows.change(batch, account, closed_on=date.today())
        with recording(viewer.actor, "leave circle") as batch:
            rows.change(batch, member, left_on=date.today())
    return member


def _let_in(batch: Batch, circle: Circle, draft: MemberDraft) -> Member:
    if circle.state == Circle.State.CLOSED:
        raise Problem(_("This circle has ended."), remedy=_("Begin a new one."))
    if not (draft.person or draft.group is not None or draft.name.strip()):
        raise Problem(_("Nobody is named."), remedy=_("Write a name, or choose somebody."))
    group = Group.objects.filter(pk=draft.group, removed_at=None).first() if draft.group is not None else None
    number = draft.number
    if number is None or circle.members.filter(number=number).exists():
        number = (circle.members.aggregate(most=Max("number"))["most"] or 0) + 1
    name = short_enough(draft.name, 200) if draft.name.strip() else ""
    member = Member(
        circle=circle, number=number, person=draft.person, name=name, group=group,
        joined_on=draft.joined_on or date.today(),
    )  # fmt: skip
    kind, values = kind_of_circle(circle), terms_of(circle)
    try:
        with transaction.atomic():
            rows.add(batch, member)
            for word in kind.member_accounts:
                limits = limits_with_words(*kind.limits(values, word), values.get("warning"))
                account = Account(circle=circle, currency=circle.currency, member=member, word=word, **limits)
                rows.add(batch, account)
    except IntegrityError as error:
        raise _there_already() from error
    return member


def _there_already() -> Problem:
    return Problem(
        _("She is in this circle already."), remedy=_("Look for her in the list of members."), status=409
    )


def _member(viewer: Viewer, member_id: int) -> Member:
    member = (
        Member.objects.select_related("circle", "circle__group", "group")
        .filter(pk=member_id, left_on=None)
        .first()
    )
    if member is None:
        raise NotFound(_("There is no such member."), remedy=_("Look at the list of members."))
    _circle, sight = seen_thing(viewer, Circle, member.circle.uid)
    if not is_own(viewer, member):
        sight.must("edit")
    return member


def _settle(actor: str, account: Account, choice: str, key: uuid.UUID) -> None:
    """Bring a balance to nothing by what was chosen. Raises `Problem` where it can't be."""
    open_ones = account.held or account.promised.filter(state__in=("said", "stands", "disputed")).exists()
    if open_ones or account.claims.filter(state__in=("said", "stands", "disputed")).exists():
        raise Problem(
            _("A payment or a promise of hers is still open."), remedy=_("Settle it first, or let it go."),
            status=409,
        )  # fmt: skip
    if not account.balance:
        return
    if choice == "settle" or (choice == "gift" and account.balance < 0):
        raise Problem(
            _("Her balance is not nothing."),
            remedy=_("Let her buy, sell or pay first, or choose another way to settle."),
            status=409,
        )
    pot = own_account(account.circle_id, "pot")
    if pot.currency_id != account.currency_id:
        raise Problem(
            _("Something that is hers is still to be paid out."), remedy=_("Pay it out first."), status=409
        )
    own = account_of(account.member_id, account.word) if account.member_id else account
    ends = (own.pk, pot.pk) if account.balance > 0 else (pot.pk, own.pk)
    line = Line(*ends, abs(account.balance), sort="settlement", origin=account.uid)
    post([line], key=uuid.uuid5(key, account.uid), by=actor)
