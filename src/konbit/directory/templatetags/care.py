"""What waits for those who look after a network, counted where its page shows it."""

from __future__ import annotations

from django import template

from konbit.directory.queries.caring import requests_waiting
from konbit.people.audience import Viewer

register = template.Library()


@register.simple_tag
def care_asked(viewer: Viewer, uid: str) -> int:
    """How many ask to look after a group that this viewer may give into their hands."""
    return requests_waiting(viewer, uid)
