"""A consent or an advice on the page of a vote."""

from __future__ import annotations

from django import template
from django.template import Context

from konbit.decisions.queries.consents_told import ConsentTold
from konbit.decisions.queries.consents_told import consent_told as told

register = template.Library()


@register.simple_tag(takes_context=True)
def consent_told(context: Context, uid: str) -> ConsentTold | None:
    """`{% consent_told uid as told %}`: how it ended; nothing while it goes on."""
    return told(context["request"].viewer, uid)
