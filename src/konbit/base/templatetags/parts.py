"""Page parts: icons, multilingual text, markdown, bars, empty states, form fields."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import nh3
from django import template
from django.forms import BoundField
from django.http import HttpRequest
from django.template import Context, Node, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide
from markdown_it import MarkdownIt

from konbit.base.registry import rooms
from konbit.base.text import Multilingual, pick

register = template.Library()

_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table").disable("image")
_ALLOWED = nh3.ALLOWED_TAGS - {"img"}  # a picture of another host would tell it who reads here
_RIGHT_TO_LEFT = {"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str) -> SafeString:
    """A hand-sized symbol, hidden from screen readers: the words beside it say the same."""
    try:
        attributes: dict[str, Any] = {"class": "icon", "aria-hidden": "true", "focusable": "false"}
        return SafeString(lucide(name, **attributes))
    except IconDoesNotExist:
        return SafeString("")


@register.simple_tag
def say(text: Multilingual | None, edit_url: str = "") -> SafeString:
    """Text in the reader's language, or in another one with an invitation to translate it."""
    said = pick(text, get_language() or "en")
    if not said.text:
        return SafeString("")
    direction = mark_safe(' dir="rtl"') if said.language.split("-")[0] in _RIGHT_TO_LEFT else ""
    shown = format_html('<span lang="{}"{}>{}</span>', said.language, direction, said.text)
    if said.wanted:
        return shown
    if edit_url:
        return format_html('{} <a class="badge" href="{}">{}</a>', shown, edit_url, gettext("Translate this"))
    return format_html('{} <span class="badge">{}</span>', shown, gettext("not translated yet"))


@register.filter
def said(text: Multilingual | None) -> str:
    """Multilingual text as plain words in the reader's language, or the nearest there is."""
    return pick(text, get_language() or "en").text


@register.filter
def markdown(text: str) -> SafeString:
    """Markdown as clean HTML: no raw HTML, no scripts, no pictures, links without a referrer."""
    clean = nh3.clean(_markdown.render(text), tags=_ALLOWED, link_rel="noopener noreferrer nofollow")
    return mark_safe(clean)  # noqa: S308


@register.simple_tag
def bar(count: int, most: int) -> SafeString:
    """A bar as long as `count` is of `most`; the number is printed beside it by the page."""
    share = round(100 * count / most, 1) if most else 0
    return format_html(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="room" width="100" height="1" y="7"/><rect width="{}" height="8"/></svg>',
        share,
    )


@register.simple_tag
def certainty(value: str, year: str | int = "") -> SafeString:
    """How sure a record is, in words: "confirmed", "published" (in a year, if it is known) or "to_verify"."""
    if value == "confirmed":
        kind, symbol, words = "leaf", "check", gettext("confirmed")
    elif value == "to_verify":
        kind, symbol, words = "warn", "circle-question-mark", gettext("to be verified")
    elif year:
        words = gettext("as published in %(year)s, not confirmed") % {"year": year}
        kind, symbol = "", "newspaper"
    else:
        kind, symbol, words = "", "newspaper", gettext("as published, not confirmed")
    return format_html('<span class="badge {}">{} {}</span>', kind, icon(symbol), words)


@register.simple_tag(takes_context=True)
def again(context: Context, name: str) -> str:
    """What a block of this page says, once more, as the value of an attribute: a messenger's preview repeats
    the page's title."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    words = " ".join(strip_tags(block.render(context)).split())
    return SafeString(words.replace('"', "&quot;"))


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """One field of a form with label, help and errors."""
    return mark_safe(render_to_string("parts/field.html", {"field": bound}))  # noqa: S308


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """The present query string with some values changed (an empty value takes one away)."""
    request: HttpRequest = context["request"]
    values = request.GET.copy()
    for name, value in changes.items():
        values.pop(name, None)
        if value not in (None, ""):
            values[name] = str(value)
    return f"?{values.urlencode()}" if values else "?"


@register.inclusion_tag("parts/beneath.html", takes_context=True)
def beneath(context: Context, kind: str, object_id: int) -> dict[str, Any]:
    """What the rooms above tell of an object, and the doors that they offer beneath it."""
    viewer = context["request"].viewer
    asked = (room.beneath for room in rooms() if room.beneath)
    return {"doors": [door for ask in asked for door in ask(viewer, kind, object_id)]}


class _Empty(Node):
    def __init__(self, symbol: FilterExpression, title: FilterExpression, body: NodeList) -> None:
        self.symbol, self.title, self.body = symbol, title, body

    def render(self, context: Context) -> SafeString:
        values = {
            "symbol": self.symbol.resolve(context),
            "title": self.title.resolve(context),
            "body": self.body.render(context),
        }
        return mark_safe(render_to_string("parts/empty.html", values))  # noqa: S308


@register.tag
def empty(parser: Parser, token: Token) -> Node:
    """`{% empty "sprout" title %}what to do{% endempty %}`: a place where nothing is yet."""
    _name, symbol, title = token.split_contents()
    body = parser.parse(("endempty",))
    parser.delete_first_token()
    return _Empty(parser.compile_filter(symbol), parser.compile_filter(title), body)


class _Whence(Node):
    def __init__(self, body: NodeList) -> None:
        self.body = body

    def render(self, context: Context) -> SafeString:
        return format_html(
            '<details class="whence"><summary>{}</summary><div>{}</div></details>',
            gettext("Where does this come from?"),
            mark_safe(self.body.render(context)),  # noqa: S308
        )


@register.tag
def whence(parser: Parser, _token: Token) -> Node:
    """`{% whence %}the sources{% endwhence %}`: opens on request."""
    body = parser.parse(("endwhence",))
    parser.delete_first_token()
    return _Whence(body)
