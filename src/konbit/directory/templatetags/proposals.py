"""What was proposed and waits, counted where a network's page shows it."""

from __future__ import annotations

from django import template

from konbit.directory.queries.proposals import count_waiting
from konbit.people.audience import Viewer

register = template.Library()


@register.simple_tag
def proposals_waiting(viewer: Viewer, uid: str) -> int:
    """How many proposals and reports wait for those who look after a network."""
    return count_waiting(viewer, uid)
