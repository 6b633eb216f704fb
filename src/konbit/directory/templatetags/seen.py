"""What lists no longer name, where pages of groups and networks show it."""

from __future__ import annotations

from django import template

from konbit.directory.queries.not_seen import Unseen, unseen_by, waiting_number

register = template.Library()


@register.simple_tag
def not_seen_by(group_id: int) -> tuple[Unseen, ...]:
    """The sources that named a group and name it no more, with the day since when."""
    return unseen_by(group_id)


@register.simple_tag
def not_seen_number(network_id: int) -> int:
    """How many groups of a network wait for a word on whether they are still there."""
    return waiting_number(network_id)
