"""What the sources of a network's groups do not agree upon, counted where its page shows it."""

from __future__ import annotations

from django import template

from konbit.directory.queries.disagreements import number_waiting

register = template.Library()


@register.simple_tag
def disagreements_waiting(uid: str) -> int:
    """How many disagreements wait for a network's answer."""
    return number_waiting(uid)
