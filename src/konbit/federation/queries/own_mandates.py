"""The mandates of whoever reads, and what she says of herself in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from konbit.directory.queries.of_group import gone, seen_thing
from konbit.federation.models import Mandate, Organ
from konbit.federation.queries.mandates import RELATED, MandateShown, mandates_shown
from konbit.federation.queries.organs import OrganLink, organ_links
from konbit.federation.queries.traits import asked_traits
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class OwnMandate:
    """A mandate of hers; `organ` is None where the body is not open to her any more."""

    organ: OrganLink | None
    mandate: MandateShown


@dataclass(frozen=True)
class Declaring:
    """What is asked of a mandate, with what can be answered; `herself`: she who has it answers."""

    mandate: Mandate
    organ: OrganLink | None
    asked: dict[str, tuple[str, ...]]
    herself: bool


def own_mandates(viewer: Viewer) -> list[OwnMandate]:
    """The mandates of the viewer's account: those of today first, then those to come, then those that ended,
    the latest first."""
    if not viewer.is_someone:
        return []
    rows = list(Mandate.objects.filter(person=viewer.actor).select_related(*RELATED, "organ__group"))
    links = organ_links(viewer, {row.organ_id: row.organ for row in rows}.values())
    shown = mandates_shown(viewer, rows, date.today())
    places = {"waits": 0, "sits": 0, "coming": 1}
    rows.sort(key=lambda row: row.valid_from, reverse=True)
    rows.sort(key=lambda row: places.get(shown[row.pk].state, 2))
    return [OwnMandate(links.get(row.organ_id), shown[row.pk]) for row in rows]


def declaring(viewer: Viewer, mandate_id: int) -> Declaring:
    """What can be said of a mandate by her who has it, or by the stewards of its body. Raises `NotFound`,
    `NotAllowed`."""
    mandate = Mandate.objects.select_related(*RELATED, "organ__group").filter(pk=mandate_id).first()
    if mandate is None:
        raise gone()
    herself = viewer.is_someone and mandate.person == viewer.actor
    if not herself:
        _organ, sight = seen_thing(viewer, Organ, mandate.organ.uid)
        sight.must("steward")
    link = organ_links(viewer, [mandate.organ]).get(mandate.organ_id)
    return Declaring(mandate, link, asked_traits(viewer, mandate.organ.group_id), herself)
