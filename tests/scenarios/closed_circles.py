"""What the rows of circles say, so that their pages have something to show, as if all had been booked."""

from __future__ import annotations

from typing import Any

from django.db import models

from konbit.exchange.kinds import KINDS
from konbit.exchange.models import (
    Account,
    Circle,
    ClearingRound,
    Currency,
    Cycle,
    Member,
    Obligation,
    Terms,
    Transfer,
    Turn,
)
from konbit.exchange.models.never_changed import NeverChanged

KIND: dict[str, str] = {
    "for its group alone": "savings",
    "for its networks": "setoff",
    "of a hidden group": "tontine",
    "taken away": "credit",
}
"""Of which kind circles are in each of these worlds: their pages show other things then."""
BESIDE: dict[type[models.Model], tuple[type[models.Model], ...]] = {
    Account: (Circle, Currency),
    Member: (Circle, Currency),
    Turn: (Circle, Currency, Cycle),
}
"""Of what else something is that is named twice in a row: from one account to another of the same circle."""
OWNED = {(Account, "member"), (Turn, "holder"), (Currency, "group")}
"""What can belong to nobody, and belongs to somebody here."""
SAID: dict[tuple[Any, str], Any] = {
    (Circle, "state"): Circle.State.OPEN,
    (Terms, "values"): {word: value for kind in KINDS.values() for word, value in kind.defaults().items()},
    (Member, "person"): "",
    (Account, "word"): "member",
    (Transfer, "sort"): "payment",
    (Obligation, "sort"): "invoice",
    (ClearingRound, "certificate"): {},
}
"""What pages look up rather than show."""


def stays(model: type[models.Model]) -> bool:
    """Whether the database refuses to change the rows of a table."""
    return any(isinstance(rule, NeverChanged) for rule in model._meta.constraints)


def is_of_one(model: type[models.Model]) -> bool:
    """Whether a table of this room joins parts of one circle, or a listing and a unit of its own group."""
    return model._meta.app_label == Circle._meta.app_label
