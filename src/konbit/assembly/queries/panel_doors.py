"""The ways to balanced groups: from a group's page, and through search. Names of people are in neither."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.assembly.models import Panel
from konbit.assembly.queries.panels import panel_address, panel_cards
from konbit.base.registry import GroupDoor
from konbit.base.text import pick
from konbit.directory.models import Group
from konbit.directory.queries.of_group import open_to, seen_things, takes_part
from konbit.directory.queries.told_anew import ids_of, told_anew
from konbit.people.audience import Viewer
from konbit.search.documents import Document, Documents, Shown

MOST_COUNTED = 200


def panel_doors(viewer: Viewer, group_id: int) -> Iterable[GroupDoor]:
    """The balanced groups of a group, where there are any or the viewer takes part in it."""
    rows = Panel.objects.filter(group=group_id, removed_at=None).order_by("-pk")
    count = len(seen_things(viewer, rows[:MOST_COUNTED]))
    if count or takes_part(viewer, group_id):
        uid = Group.objects.values_list("uid", flat=True).get(pk=group_id)
        yield GroupDoor(
            title=_("Balanced groups"),
            url=reverse("assembly:panels", args=[uid]),
            symbol="scale",
            count=count,
        )


def build_panels(ids: list[int]) -> Iterator[Document]:
    """The documents of these panels: titles and purposes."""
    rows = list(Panel.objects.filter(pk__in=ids, removed_at=None).order_by("pk"))
    visible = open_to(rows)
    for row in rows:
        if row.pk in visible:
            yield Document(
                id=row.pk,
                title=" · ".join(dict.fromkeys(row.title.values())),
                body="\n".join(row.purpose.values()),
                visible=visible[row.pk],
            )


def show_panels(viewer: Viewer, ids: list[int], language: str) -> Mapping[int, Shown]:
    """Panels as a list of results names them."""
    rows = seen_things(viewer, Panel.objects.filter(pk__in=ids))
    by_uid = {row.uid: row for row in rows}
    return {
        by_uid[card.uid].pk: Shown(
            title=pick(card.title, language).text,
            url=panel_address(card.uid),
            kind=_("balanced group"),
            symbol="scale",
            line=f"{card.group.name}, {card.state_label}",
        )
        for card in panel_cards(viewer, rows)
    }


def panel_documents() -> Documents:
    """Panels, for the registry of rooms."""
    return Documents(
        build=build_panels,
        ids=ids_of(Panel.objects.filter(removed_at=None)),
        touched_by=told_anew(Panel),
        show=show_panels,
        title=gettext_lazy("Balanced groups"),
    )
