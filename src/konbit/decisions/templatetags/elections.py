"""Elections of persons on the page of a vote, for whoever sees that page."""

from __future__ import annotations

from django import template

from konbit.decisions.queries.elected import ElectionShown, election_shown

register = template.Library()


@register.simple_tag
def elected(uid: str) -> ElectionShown | None:
    """`{% elected page.line.uid as shown %}`: the result of an election; nothing where nobody was elected."""
    return election_shown(uid)
