"""How many records of a network look like one another, counted where its page shows it."""

from __future__ import annotations

from django import template

from konbit.directory.queries.pairs import number_waiting

register = template.Library()


@register.simple_tag
def doubles_waiting(uid: str) -> int:
    """How many pairs of a network wait for somebody to look."""
    return number_waiting(uid)
