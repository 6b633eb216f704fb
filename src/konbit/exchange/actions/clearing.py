"""Clearing rounds: asking who takes part, finding the greatest set-off, booking it in one batch."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change
from konbit.directory.queries.of_group import gone, seen_thing
from konbit.directory.queries.visible import Sight
from konbit.engines.clearing import Clearing, Refused, check, clear
from konbit.exchange.actions.promises import settled
from konbit.exchange.journal.posting import Line, post
from konbit.exchange.models import Circle, ClearingRound, Kept, Member, Obligation, SetOff, TakingPart
from konbit.exchange.queries.acting import is_own
from konbit.exchange.queries.clearing_asked import asked_of, debts_of, open_debts
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class RoundDraft:
    """How a round goes: until when members answer, whether the circle's credit may help, what goes first."""

    answer_by: date | None = None
    credit: bool = False
    oldest_first: bool = True


def begin_round(viewer: Viewer, circle_uid: str, draft: RoundDraft, key: uuid.UUID) -> str:
    """Ask the members of a circle (uid) who takes part in a round. Returns its uid; the same key again gives
    the round that stands. Raises `Problem` while another one is open, `NotAllowed`, `NotFound`."""
    circle, sight = seen_thing(viewer, Circle, circle_uid)
    sight.must("edit")

    def make() -> ClearingRound:
        open_ones = circle.clearing_rounds.filter(
            state__in=(ClearingRound.State.GATHERING, ClearingRound.State.FOUND)
        )
        if open_ones.exists():
            raise Problem(_("Another round is still open."), remedy=_("Book it, or give it up, first."))
        row = ClearingRound(
            key=key, circle=circle, currency_id=circle.currency_id, oldest_first=draft.oldest_first,
            credit=draft.credit, answer_by=draft.answer_by, made_on=date.today(),
        )  # fmt: skip
        with recording(viewer.actor, "begin clearing") as batch:
            add(batch, row)
        return row

    return once(ClearingRound, key, make).uid


def answer_round(viewer: Viewer, uid: str, member_id: int, says_yes: bool, minimum: int = 0) -> TakingPart:
    """Say whether a member's promises may be set off: herself, or who keeps the books, on her behalf.

    `minimum`: nothing smaller that she owes is touched. What was found before is found again afterwards.
    Raises `Problem`, `NotAllowed`, `NotFound`.
    """
    row, sight = seen_round(viewer, uid)
    member = Member.objects.filter(pk=member_id, circle=row.circle_id, left_on=None).first()
    if member is None:
        raise gone()
    if not is_own(viewer, member):
        sight.must("edit")
    _must_be(row, ClearingRound.State.GATHERING, ClearingRound.State.FOUND)
    with recording(viewer.actor, "answer clearing") as batch:
        stands = TakingPart.objects.filter(round=row, member=member).first()
        said = {"says_yes": says_yes, "minimum": minimum, "by": viewer.actor}
        if stands is None:
            stands = TakingPart(round=row, member=member, **said)
            add(batch, stands)
        else:
            change(batch, stands, **said)
        if row.state == ClearingRound.State.FOUND:
            change(batch, row, state=ClearingRound.State.GATHERING)
    return stands


def find_set_off(viewer: Viewer, uid: str) -> ClearingRound:
    """Find the greatest set-off among those who take part, with its proof; nothing is booked yet.

    Raises `Problem` where nothing can be set off, `NotAllowed`, `NotFound`.
    """
    row, sight = seen_round(viewer, uid)
    sight.must("edit")
    _must_be(row, ClearingRound.State.GATHERING, ClearingRound.State.FOUND)
    with transaction.atomic():
        row = ClearingRound.objects.select_for_update().get(pk=row.pk)
        debts = open_debts(row)
        if not debts:
            raise Problem(
                _("Nobody who takes part owes anybody else who does."),
                remedy=_("Ask more members, and let what is promised be confirmed."),
            )
        found = clear(debts_of(debts), asked_of(row, debts))
        _sure(row, debts, found)
        amounts = found.by_id()
        row.set_offs.all().delete()
        SetOff.objects.bulk_create(
            SetOff(round=row, obligation_id=one.pk, stood=one.amount - one.settled, amount=amounts[one.uid])
            for one in debts
            if one.uid in amounts
        )
        with recording(viewer.actor, "find set-off") as batch:
            change(
                batch, row, state=ClearingRound.State.FOUND, solver=found.solver,
                certificate=_as_data(found), result_hash=_hash(amounts),
            )  # fmt: skip
    return row


def book_round(viewer: Viewer, uid: str) -> ClearingRound:
    """Book what was found, all of it in one batch: every promise as much less as was said.

    The proof is checked again, by a checker that shares nothing with what found it. Raises `Problem` (409)
    where a promise has changed since; `NotAllowed`, `NotFound`.
    """
    row, sight = seen_round(viewer, uid)
    sight.must("edit")
    if row.state == ClearingRound.State.BOOKED:
        return row
    _must_be(row, ClearingRound.State.FOUND)
    with transaction.atomic():
        row = ClearingRound.objects.select_for_update().get(pk=row.pk)
        debts = open_debts(row)
        set_offs = {
            one.obligation_id: one for one in row.set_offs.select_related("obligation").order_by("pk")
        }
        found = clear(debts_of(debts), asked_of(row, debts)) if debts else None
        stands = {one.obligation.uid: one.amount for one in set_offs.values()}
        if found is None or found.by_id() != stands:
            raise Problem(
                _("Something has changed since this was found."),
                remedy=_("Find it again, and show it to the members once more."),
                status=409,
            )
        _sure(row, debts, found)
        _booked(viewer.actor, row, debts, set_offs)
        with recording(viewer.actor, "book clearing") as batch:
            change(batch, row, state=ClearingRound.State.BOOKED, booked_at=timezone.now())
    return row


def give_up_round(viewer: Viewer, uid: str) -> ClearingRound:
    """End a round without booking anything. Raises `Problem`, `NotAllowed`, `NotFound`."""
    row, sight = seen_round(viewer, uid)
    sight.must("edit")
    _must_be(row, ClearingRound.State.GATHERING, ClearingRound.State.FOUND)
    with recording(viewer.actor, "give clearing up") as batch:
        change(batch, row, state=ClearingRound.State.GIVEN_UP)
    return row


def seen_round(viewer: Viewer, uid: str) -> tuple[ClearingRound, Sight]:
    """A round of a circle that the viewer may know of, and what she may do there. Raises `NotFound`."""
    row = ClearingRound.objects.select_related("circle__group", "currency").filter(uid=uid).first()
    if row is None:
        raise gone()
    _circle, sight = seen_thing(viewer, Circle, row.circle.uid)
    return row, sight


def _booked(actor: str, row: ClearingRound, debts: Sequence[Obligation], set_offs: dict[int, SetOff]) -> None:
    due = [(one, set_offs[one.pk]) for one in debts if one.pk in set_offs]
    lines = [Line(one.payer_id, one.payee_id, by.amount, sort="set-off", origin=one.uid) for one, by in due]
    booked = post(lines, key=row.key, by=actor)
    Kept.objects.bulk_create(
        Kept(obligation=one, transfer_id=transfer.id, amount=by.amount)
        for (one, by), transfer in zip(due, booked, strict=True)
    )
    for one, by in due:
        settled(actor, one, by.amount)


def _sure(row: ClearingRound, debts: Sequence[Obligation], found: Clearing) -> None:
    try:
        check(debts_of(debts), found, asked_of(row, debts))
    except Refused as refused:
        raise Problem(
            _("The proof does not hold, so nothing was written."), where=refused.where,
            remedy=_("Tell those who run this Konbit."), status=500,
        ) from refused  # fmt: skip


def _as_data(found: Clearing) -> dict[str, object]:
    """The proof as JSON: a number for every account that takes part."""
    numbers = zip(found.debts.members, found.certificate.members, strict=True)
    return {
        "numbers": {str(one): number for one, number in numbers},
        "sides": {str(one): number for one, number in found.certificate.sides.items()},
        "credit": found.certificate.credit,
        "total": found.total,
        "cleared": found.cleared,
    }


def _hash(amounts: object) -> str:
    return hashlib.sha256(json.dumps(amounts, sort_keys=True).encode()).hexdigest()


def _must_be(row: ClearingRound, *states: str) -> None:
    if row.state not in states:
        raise Problem(_("It is not the time for this."), remedy=_("Look at the round’s page."), status=409)
