"""The lines of the search page that come by the hundred: made in one go, as templates would take
three times as long. Every value is escaped where it stands."""

from __future__ import annotations

from html import escape

from django import template
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from konbit.base.templatetags.parts import icon
from konbit.directory.models import Certainty
from konbit.directory.queries.cards import Card
from konbit.directory.queries.facets import Facet
from konbit.directory.queries.wording import freshness_short

register = template.Library()


@register.simple_tag
def choices(facet: Facet) -> SafeString:
    """The boxes of a filter, each with its words and count; they belong to the form `find`."""
    name = escape(facet.name)
    lines = []
    for number, choice in enumerate(facet.choices):
        box = f"{name}-{number}"
        checked = " checked" if choice.chosen else ""
        count = number_format(choice.count, force_grouping=True)
        lines.append(
            f'<li><label for="{box}"><input type="checkbox" form="find" id="{box}" name="{name}"'
            f' value="{escape(choice.value)}"{checked}> <span>{escape(choice.label)}</span>'
            f' <span class="count">{count}</span></label></li>'
        )
    return SafeString("".join(lines))


@register.simple_tag
def result(card: Card) -> SafeString:
    """A group in a list: name, place, what it does, its networks, how well this is known."""
    language = f' lang="{escape(card.language)}"' if card.language else ""
    away = f" · <strong>{escape(card.away)}</strong>" if card.away else ""
    parts = [
        f'<li class="card result"><h3><a href="{escape(card.link.url)}"{language}>'
        f'{escape(card.link.name)}</a></h3>\n<p class="where small">{escape(card.where)}{away}</p>'
    ]
    if card.summary:
        parts.append(f'<p class="small" lang="{escape(card.summary_language)}">{escape(card.summary)}</p>')
    if card.labels:
        labels = " ".join(f'<span class="badge">{escape(label)}</span>' for label in card.labels)
        parts.append(f'<p class="terms small">{labels}</p>')
    if card.networks:
        named = ", ".join(f'<a href="{escape(one.url)}">{escape(one.name)}</a>' for one in card.networks)
        parts.append(f'<p class="small muted">{icon("waypoints")} {named}</p>')
    if card.shown_by:
        said = gettext("as %(network)s shows it") % {"network": card.shown_by}
        parts.append(f'<p class="small muted">{escape(said)}</p>')
    parts.append(_known(card))
    return SafeString("\n".join(parts) + "</li>\n")


def _known(card: Card) -> str:
    if card.certainty == Certainty.TO_VERIFY:
        return f'<p><span class="badge warn">{escape(gettext("to be verified"))}</span></p>'
    if card.confirmed_on is None:
        return ""
    return f'<p class="small muted">{icon("check")} {escape(freshness_short(card.confirmed_on))}</p>'
