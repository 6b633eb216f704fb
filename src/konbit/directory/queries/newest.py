"""The groups that came last."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from konbit.directory.asked import Asked
from konbit.directory.models import Group
from konbit.directory.queries.cards import Card, cards
from konbit.directory.queries.found import center_of, question_of
from konbit.people.audience import ANYONE
from konbit.search.queries import search

MOST = 50


@dataclass(frozen=True)
class New:
    """A new group, and when it was made here."""

    card: Card
    made_at: datetime


def newest(asked: Asked, language: str, most: int = MOST) -> list[New]:
    """The groups that came last (fifty) among those that everyone would find, newest first."""
    question = replace(question_of(ANYONE, asked, center_of(asked)[0]), newest=True, size=most)
    ids = [hit.id for hit in search(question).hits]
    made_at = dict(Group.objects.filter(pk__in=ids).values_list("pk", "made_at"))
    return [New(card, made_at[card.link.id]) for card in cards(ANYONE, ids, language)]
