"""What is said of a thing, below it, on any page of this room and those above."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.template import Context
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from konbit.assembly.forms.conversation import SpeakForm
from konbit.assembly.queries.subjects import id_by_uid
from konbit.assembly.queries.threads import has_begun, talk_about
from konbit.base.errors import NotFound

register = template.Library()

_LINK = re.compile(r'(<a href="[^"]*") rel="nofollow"')


@register.filter
def spoken(text: str) -> SafeString:
    """Plain text as people typed it: paragraphs, and addresses as links that tell nobody who reads here."""
    linked = urlize(text, nofollow=True, autoescape=True)
    return mark_safe(_LINK.sub(r'\1 rel="nofollow noopener noreferrer"', linebreaks(linked)))  # noqa: S308


@register.inclusion_tag("assembly/parts/conversation_below.html", takes_context=True)
def conversation(context: Context, kind: str, thing: int | str) -> dict[str, Any]:
    """`{% conversation "assembly.meeting" meeting.id %}`: the last posts, and the form for those who take
    part; nothing for those who may not see the thing, which is named by its id or its uid."""
    request = context["request"]
    object_id = (id_by_uid(kind, thing) if isinstance(thing, str) else thing) or 0
    if not request.viewer.is_someone and not has_begun(kind, object_id):
        return {}  # the usual case on a public page, told by one small query
    try:
        talk = talk_about(request.viewer, kind, object_id, get_language() or "en")
    except NotFound:
        return {}
    return {
        "talk": talk,
        "form": SpeakForm() if "speak" in talk.may else None,
        "back": request.get_full_path(),
        "request": request,
    }
