"""A link on its way into a messenger: plain addresses that open it with the words filled in, and a QR."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Way:
    """A way to pass a link on: the name to show and the address to open."""

    name: str
    url: str


def passed_on(page: str) -> str:
    """The whole address of a page ("/fr/join/…") as it is sent and printed: without the language of whoever
    sends it, so that it opens in the language of whoever reads it."""
    return f"{settings.KONBIT_URL}{page.removeprefix(f'/{get_language()}')}"


def ways_to_share(url: str, words: str) -> list[Way]:
    """Addresses that open a messenger with words and link filled in; nothing is sent until one says so."""
    text = f"{words} {url}"
    return [
        Way("WhatsApp", f"https://wa.me/?{_query(text=text)}"),
        Way("Telegram", f"https://t.me/share/url?{_query(url=url, text=words)}"),
        Way("Signal", f"sgnl://send?{_query(text=text)}"),
        Way(_("Text message"), f"sms:?{_query(body=text)}"),
        Way(_("E-mail"), f"mailto:?{_query(subject=words, body=text)}"),
    ]


def _query(**fields: str) -> str:
    return urlencode(fields, quote_via=quote)


def qr_svg(text: str) -> SafeString:
    """A QR code as inline SVG (dark on light in every colour scheme, so that a camera reads it)."""
    drawing = segno.make(text, micro=False, error="m")
    return mark_safe(  # noqa: S308 - segno escapes; the text ends in coordinates, not in markup
        drawing.svg_inline(scale=6, border=4, dark="#000", light="#fff", omitsize=True)
    )
