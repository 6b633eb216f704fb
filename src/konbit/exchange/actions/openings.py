"""Opening balances: what stood in the notebook before a circle is kept here."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.queries.of_group import seen_thing
from konbit.exchange.journal.posting import Booked, Line, post
from konbit.exchange.models import Circle, Currency, Transfer
from konbit.exchange.queries.members import own_account
from konbit.exchange.queries.notebook import NotebookLine, read_notebook
from konbit.people.audience import Viewer


def open_balances(viewer: Viewer, uid: str, words: str, key: uuid.UUID) -> tuple[Booked, ...]:
    """Book what stood in the notebook of a circle (uid): one line for each member, a name or number and an
    amount, with a minus for who has received more than she gave. All lines or none.

    Raises `Problem` that names every line which cannot be read, `NotAllowed`, `NotFound`.
    """
    circle, sight = seen_thing(viewer, Circle, uid)
    sight.must("edit")
    currency = Currency.objects.get(pk=circle.currency_id)
    openings = read_notebook(viewer, circle, currency, words, _is_an_opening)
    if not Transfer.objects.filter(key=key).exists():
        _must_be_first(openings)
    counter = own_account(circle.pk, "opening").pk
    lines = [
        Line(
            *((counter, one.account) if one.amount > 0 else (one.account, counter)),
            abs(one.amount),
            "opening",
        )
        for one in openings
        if one.amount
    ]
    return post(lines, key=key, by=viewer.actor)


def _must_be_first(openings: Sequence[NotebookLine]) -> None:
    """Raise where somebody has an opening balance that was not given back: a second one would be added."""
    ids = [one.account for one in openings]
    rows = Transfer.objects.filter(Q(payer__in=ids) | Q(payee__in=ids), sort="opening", reversed_by=None)
    there = {side for pair in rows.values_list("payer", "payee") for side in pair}
    names = [one.name for one in openings if one.account in there]
    if names:
        raise Problem(
            _("These have an opening balance already: %(names)s.") % {"names": ", ".join(names)[:200]},
            remedy=_("Give it back on the statement first. Then write it anew."),
            status=409,
        )


def _is_an_opening(line: NotebookLine) -> None:
    if line.words:
        told = _("“%(words)s” is more than a name and an amount.") % {"words": line.words[:60]}
        raise Problem(told)
