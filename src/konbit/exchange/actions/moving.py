"""Bringing a circle from elsewhere: its members with their balances, or its transfers."""

from __future__ import annotations

import json
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.queries.of_group import gone
from konbit.exchange.actions.members import MemberDraft, add_members
from konbit.exchange.actions.paying import Order, pay_list
from konbit.exchange.formats.brought_file import small_enough, table_in
from konbit.exchange.formats.circle_tables import (
    Brought,
    MemberRow,
    TransferRow,
    Writing,
    read_circle,
    rows_of_json,
)
from konbit.exchange.journal.posting import Line, post
from konbit.exchange.models import Circle
from konbit.exchange.queries.members import account_of, own_account
from konbit.exchange.queries.moving_in import Moving, moving_in
from konbit.exchange.queries.moving_out import movable_circle
from konbit.people.audience import Viewer

MOST_ROWS = 20_000
PORTION = 500
DAY = 24 * 3600
"""In seconds: so long what was brought waits to be booked."""
_SALT = "konbit.exchange.moving"


@dataclass(frozen=True)
class Came:
    """What came of a file: how many members came new, had an opening balance, how many transfers are booked;
    the rows that were not taken, with the reason."""

    members: int
    openings: int
    transfers: int
    left: tuple[tuple[int, str], ...]


def read_file(viewer: Viewer, circle_uid: str, name: str, content: bytes) -> tuple[Brought, str]:
    """Read what somebody brings, and keep it for a day; what opens it again. Nothing is booked.

    Raises `Problem` for a file that cannot be read, `NotAllowed`, `NotFound`.
    """
    movable_circle(viewer, circle_uid)
    small_enough(name, content)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        headers, rows = rows_of_json(content, name)
    else:
        headers, rows = table_in(content, MOST_ROWS)
    brought = read_circle(headers, rows)
    folder = Path(settings.KONBIT_HOME) / "sheets"
    folder.mkdir(parents=True, exist_ok=True)
    kept = f"{uuid.uuid4().hex}.json"
    (folder / kept).write_text(json.dumps(asdict(brought)), encoding="utf-8")
    return brought, signing.dumps([kept, viewer.actor, circle_uid], salt=_SALT)


def opened_again(viewer: Viewer, circle_uid: str, token: str) -> Brought:
    """What was brought, for who brought it. Raises `NotFound` for a wrong or too old one."""
    try:
        name, actor, circle = signing.loads(token, salt=_SALT, max_age=DAY)
    except (signing.BadSignature, ValueError, TypeError):
        raise gone() from None
    path = Path(settings.KONBIT_HOME) / "sheets" / Path(name).name
    if (actor, circle) != (viewer.actor, circle_uid) or not path.is_file():
        raise gone()
    said = json.loads(path.read_text(encoding="utf-8"))
    return Brought(
        tuple(MemberRow(**one) for one in said["members"]),
        tuple(TransferRow(**one) for one in said["transfers"]),
        Writing(said["writing"]),
        tuple((row, why) for row, why in said["left"]),
    )


def bring_in(viewer: Viewer, circle_uid: str, brought: Brought, writing: Writing) -> Came:
    """Let members in with their opening balances, all of them or none; or book transfers on their days, each
    by itself. Brought again, what stands already is not booked twice.

    Raises `Problem`, `NotAllowed`, `NotFound`.
    """
    with transaction.atomic():
        circle, _currency = movable_circle(viewer, circle_uid)
        Circle.objects.select_for_update().get(pk=circle.pk)
        moving = moving_in(viewer, circle_uid, brought, writing)
        if not moving.members and not moving.transfers:
            raise Problem(_("No row of this file can be taken."), remedy=_("Look at the reasons."))
        openings = _openings(viewer, moving)
    booked, refused = _transfers(viewer, moving)
    left = tuple(sorted([*moving.left, *refused]))
    return Came(moving.new, openings, booked, left)


def _openings(viewer: Viewer, moving: Moving) -> int:
    new = [one for one in moving.members if one.stands is None]
    drafts = [MemberDraft(name=one.name, number=one.number) for one in new]
    made = iter(add_members(viewer, moving.circle.uid, drafts))
    whose = [(one.stands or next(made).pk, one.opening) for one in moving.members]
    counter = own_account(moving.circle.pk, "opening").pk
    lines = []
    for member, opening in whose:
        if opening:
            own = account_of(member).pk
            ends = (counter, own) if opening > 0 else (own, counter)
            lines.append(Line(*ends, abs(opening), "opening"))
    if lines:
        post(lines, key=uuid.uuid4(), by=viewer.actor)  # who has one already is told so before
    return len(lines)


def _transfers(viewer: Viewer, moving: Moving) -> tuple[int, list[tuple[int, str]]]:
    space = uuid.uuid5(uuid.NAMESPACE_OID, f"konbit:moving:{moving.circle.uid}")
    rows = sorted(moving.transfers, key=lambda one: (one.on, one.row))
    booked, refused = 0, list[tuple[int, str]]()
    for at in range(0, len(rows), PORTION):
        some = rows[at : at + PORTION]
        orders = [
            Order(one.payer, one.payee, one.amount, one.words, uuid.uuid5(space, one.key), on=one.on)
            for one in some
        ]
        for one, outcome in zip(some, pay_list(viewer, orders), strict=True):
            if isinstance(outcome, Problem):
                refused.append((one.row, outcome.what))
            else:
                booked += 1
    return booked, refused
