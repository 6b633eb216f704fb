"""What became of money on the page of a vote, for whoever sees that page."""

from __future__ import annotations

from django import template

from konbit.decisions.queries.shares_shown import SharesShown, shares_of

register = template.Library()


@register.simple_tag
def shares(uid: str) -> SharesShown | None:
    """`{% shares page.line.uid as shown %}`: the result of a vote about money; None before it is counted."""
    return shares_of(uid)
