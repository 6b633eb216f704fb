"""What can be chosen in forms of offers and needs: sorts, categories, how long it stands."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.assembly.queries.choices import NONE, Choices
from konbit.base.text import sentence
from konbit.directory.forms.fields import reader
from konbit.directory.models import Scheme, Term
from konbit.directory.queries.membership import networks_of
from konbit.exchange.models import Listing
from konbit.exchange.queries.listings import SYMBOLS
from konbit.people.audience import Audience

OFFER, NEED = "offer", "need"
_FACETS = ("activity", "need")
_STAYS = (7, 14, 30, 90, 180, 365)


def sort_choices() -> Choices:
    """What sort of thing it is."""
    return [(code, str(label)) for code, label in Listing.Sort.choices]


def what_choices() -> Choices:
    """Whether it is offered or needed."""
    return [
        (Listing.What.OFFER.value, _("We offer something")),
        (Listing.What.NEED.value, _("We need something")),
    ]


def heading(what: str, sort: str) -> str:
    """What sort of thing is offered or needed, on one line; empty where one of them is not known."""
    if what not in Listing.What.values or sort not in Listing.Sort.values:
        return ""
    return f"{Listing.What(what).label} · {Listing.Sort(sort).label}"


def sort_doors() -> list[tuple[str, str, str]]:
    """The sorts with their symbols."""
    return [(code, str(label), SYMBOLS[Listing.Sort(code)]) for code, label in Listing.Sort.choices]


def stay_choices() -> Choices:
    """How long it can stand, from today."""
    return [(days, ngettext("%(count)s day", "%(count)s days", days) % {"count": days}) for days in _STAYS]


def categories(group: int | None = None) -> dict[str, list[tuple[int, str]]]:
    """The words for what is done and needed, by the title of their list: everybody's, and those of the public
    networks of a group (id)."""
    near = networks_of([group])[group] if group is not None else ()
    whose = Q(network=None, facet__in=_FACETS) | Q(network__in=near, network__audience=Audience.PUBLIC)
    schemes = Scheme.objects.filter(whose, superseded_by=None).order_by("-facet", "code")
    titles = {one.pk: sentence(one.title, reader()) or one.code for one in schemes}
    found: dict[str, list[tuple[int, str]]] = {title: [] for title in titles.values()}
    terms = Term.objects.filter(scheme__in=titles, retired_on=None).order_by("order", "id")
    for term in terms:
        found[titles[term.scheme_id]].append((term.pk, sentence(term.label, reader()) or term.code))
    return {title: rows for title, rows in found.items() if rows}


def category_choices(group: int | None = None) -> Choices:
    """The same to choose from, with nothing first."""
    return [*NONE, *categories(group).items()]


def is_category(term: int, group: int | None = None) -> bool:
    """Whether a term (id) is one of those that a group (id) can choose."""
    return any(pk == term for rows in categories(group).values() for pk, _label in rows)
