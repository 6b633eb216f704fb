"""Reading the slips that a page or a phone sends: as many rows as there are, each field once for each row."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.http import QueryDict
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.exchange.actions.meeting_mode import Slip

FIELDS = ("number", "payer", "payee", "amount", "words", "on", "key")
BLANK_ROWS = 5
"""How many rows a page has for who has no script, besides the first."""


def sent_slips(said: QueryDict) -> tuple[Slip, ...]:
    """The rows on which something stands. One day may stand for all. Raises `Problem` for rows with holes."""
    columns = {name: [one[:400] for one in said.getlist(name)] for name in FIELDS}
    many = len(columns["payer"])
    if len(columns["on"]) == 1:
        columns["on"] *= many
    if any(len(one) != many for one in columns.values()):
        raise Problem(
            _("These rows are not whole."), remedy=_("Send each field once for each row."), status=422
        )
    rows = [Slip(**{name: columns[name][place] for name in FIELDS}) for place in range(many)]
    return tuple(one for one in rows if any((one.number, one.payer, one.payee, one.amount, one.words)))


def rows_to_fill(left: Sequence[Slip]) -> tuple[list[Slip], list[Slip]]:
    """The rows that a page shows to all, which were refused or one to begin with, and further ones for who
    has no script."""
    blank = [_blank() for _row in range(BLANK_ROWS + 1)]
    return (list(left) or blank[:1]), blank[1:]


def _blank() -> Slip:
    return Slip("", "", "", "", "", "", str(uuid.uuid4()))
