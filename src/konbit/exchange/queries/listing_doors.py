"""The way from a group's page to what it offers and needs, and what may bring groups together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from konbit.base.registry import Common, GroupDoor, Suggester
from konbit.base.text import sentence
from konbit.directory.models import Group
from konbit.directory.queries.labels import term_labels
from konbit.directory.queries.of_group import seen_things, takes_part
from konbit.exchange.models import Listing
from konbit.exchange.queries.listings import open_listings
from konbit.people.audience import Audience, Viewer

_AT_ONCE = 500


def listing_doors(viewer: Viewer, group_id: int) -> Iterator[GroupDoor]:
    """The door to what a group offers and needs, where there is something behind it for this viewer."""
    counts = Counter(one.what for one in seen_things(viewer, open_listings(group=group_id)))
    uid = Group.objects.filter(pk=group_id).values_list("uid", flat=True).first()
    if uid is None or not (counts or takes_part(viewer, group_id)):
        return
    offers, needs = counts[Listing.What.OFFER], counts[Listing.What.NEED]
    notes = []
    if offers:
        notes.append(ngettext("%(count)s offer", "%(count)s offers", offers) % {"count": offers})
    if needs:
        notes.append(ngettext("%(count)s need", "%(count)s needs", needs) % {"count": needs})
    url = reverse("exchange:group-listings", args=[uid])
    yield GroupDoor(_("Offers and needs"), url, "package", offers + needs, ", ".join(notes))


def offered_and_needed(_viewer: Viewer, groups: Collection[int]) -> Iterable[Common]:
    """Who offers today what another needs, by category: only what everybody may see."""
    sides: dict[str, defaultdict[int, set[int]]] = {what: defaultdict(set) for what in Listing.What.values}
    listed = sorted(groups)
    for start in range(0, len(listed), _AT_ONCE):
        rows: Any = Listing.objects.filter(
            group__in=listed[start : start + _AT_ONCE], removed_at=None, ended_on=None,
            until_on__gte=date.today(), audience=Audience.PUBLIC, group__audience=Audience.PUBLIC,
        ).exclude(term=None)  # fmt: skip
        for what, term, group in rows.values_list("what", "term", "group"):
            sides[what][term].add(group)
    labels = term_labels().by_id
    for term, wanting in sides[Listing.What.NEED].items():
        if term in labels and (giving := sides[Listing.What.OFFER][term] - wanting):
            name = sentence(labels[term].label, get_language() or "en")
            yield Common(str(term), frozenset(giving), _Given(name), frozenset(wanting))


class _Given:
    """In words: who offers what the other needs."""

    def __init__(self, what: str) -> None:
        self._what = what

    def __call__(self, giver: str, wanting: str) -> str:
        named = {"giver": giver, "other": wanting, "what": self._what}
        return _("%(giver)s offers what %(other)s needs: %(what)s.") % named


SUGGESTERS = (Suggester("listing", gettext_lazy("What one offers and the other needs"), offered_and_needed),)
