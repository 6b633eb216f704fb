"""The lines of the search page that come by the hundred: made in one go, as templates would take too long."""

from __future__ import annotations

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from konbit.directory.queries.facets import Facet

register = template.Library()


@register.simple_tag
def choices(facet: Facet) -> SafeString:
    """The boxes of a filter, each with its words and count; they belong to the form `find`."""
    return format_html_join(
        "",
        '<li><label for="{0}-{1}"><input type="checkbox" form="find" id="{0}-{1}" name="{0}" value="{2}"{3}>'
        ' <span>{4}</span> <span class="count">{5}</span></label></li>',
        (
            (
                facet.name,
                number,
                choice.value,
                SafeString(" checked" if choice.chosen else ""),
                choice.label,
                number_format(choice.count, force_grouping=True),
            )
            for number, choice in enumerate(facet.choices)
        ),
    )
