"""The terms from which a group chooses the themes of a priority."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import get_language

from konbit.assembly.queries.choices import Choices
from konbit.base.text import pick
from konbit.directory.models import Term
from konbit.directory.queries.membership import networks_of

FACETS = ("theme", "need")


def theme_choices(group: int, used: Iterable[int] = ()) -> Choices:
    """Themes and needs of everybody's lists, all words of the lists of the group's (id) networks and of its
    own, and what is `used` already: by list, each term by its id."""
    own = {group, *networks_of([group])[group]}
    everybody = Q(scheme__facet__in=FACETS, scheme__network=None, scheme__superseded_by=None)
    offered = (everybody | Q(scheme__network__in=own)) & Q(retired_on=None)
    rows = Term.objects.filter(offered | Q(pk__in=list(used))).select_related("scheme")
    language = get_language() or "en"
    lists: dict[str, list[tuple[int, str]]] = {}
    for term in rows.order_by("scheme__facet", "scheme", "order", "pk").distinct():
        title = pick(term.scheme.title, language).text or term.scheme.code
        lists.setdefault(title, []).append((term.pk, pick(term.label, language).text or term.code))
    return list(lists.items())
