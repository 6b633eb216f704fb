"""Putting a wrong entry right: by a transfer back, which names the one that it takes back."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from konbit.base.errors import NotFound, Problem
from konbit.exchange.journal.posting import Booked, Line, post
from konbit.exchange.models import Transfer

REVERSAL = "reversal"


def reverse(transfer_uid: str, key: uuid.UUID, by: str, words: str = "") -> Booked:
    """Book the same amount back. Both entries stay; the same key again gives what stands.

    Raises `NotFound`, and `Problem` for what is itself a reversal, what was reversed before (409), or where a
    limit forbids it: what was paid may be spent already.
    """
    one = Transfer.objects.filter(uid=transfer_uid).first()
    if one is None:
        raise NotFound(_("There is no such transfer."), remedy=_("Open the statement again."))
    if one.sort == REVERSAL:
        raise Problem(
            _("This is itself a correction, which cannot be taken back."),
            remedy=_("Pay the amount once more instead."),
            status=409,
        )
    if Transfer.objects.filter(reverses=one).exclude(key=key).exists():
        raise reversed_before()
    line = Line(
        one.payee_id, one.payer_id, one.amount, sort=REVERSAL, words=words, origin=one.uid, reverses=one.pk
    )
    return post([line], key=key, by=by)[0]


def reversed_before() -> Problem:
    """What is said where a transfer was put right already."""
    return Problem(
        _("This was taken back already."), remedy=_("Look at your statement: it names both."), status=409
    )
