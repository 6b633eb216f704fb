"""Who sits in the bodies of statutes, as far as the reader may know."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from konbit.directory.queries.membership import networks_of
from konbit.directory.queries.visible import Sight
from konbit.engines.statutes import Mandate
from konbit.federation.keys import GROUP, ORGAN
from konbit.federation.models import Mandate as Row
from konbit.federation.models import Organ
from konbit.federation.queries.people_named import PeopleNamed
from konbit.federation.queries.roster_rules import Said, Words
from konbit.people.audience import Viewer
from konbit.people.names import names_of


def mandates_of(viewer: Viewer, organs: Collection[Organ], words: Words, said: Said) -> Iterator[Mandate]:
    """The mandates in these bodies. Whose name is not open to the reader is “somebody”, the same throughout;
    what people declare counts for those only who take part in the group of the body."""
    rows = list(
        Row.objects.filter(organ__in=[one.pk for one in organs])
        .select_related("college", "seat", "holder", "speaks_for", "region")
        .order_by("valid_from", "id")
    )
    by_pk = {one.pk: one for one in organs}
    networks = networks_of({one.group_id for one in organs})
    sights = {one.pk: Sight(viewer, one.group.scope, frozenset(networks[one.group_id])) for one in organs}
    people = PeopleNamed(names_of({row.person for row in rows if row.person and not row.name}))
    for row in rows:
        organ, sight = by_pk[row.organ_id], sights[row.organ_id]
        level = organ.level.word if organ.level else ""
        unit = row.holder or row.speaks_for
        key = f"{GROUP}{unit.uid}" if unit else ""
        region = row.region.word if row.region else ""
        yield Mandate(
            person="" if row.holder else people.label(row, is_open=sight.sees(row.audience)),
            organ=f"{ORGAN}{organ.uid}",
            college=words.college(level, row.college.word) if row.college else "",
            seat=_seat(row, said),
            unit=key if key in words.groups else "",
            place=region if region in words.regions else "",
            traits=_traits(row) if sight.may("take part") else (),
            since=row.valid_from,
            until=row.valid_until,
            condition=said(row.condition, ""),
            confirm_by=row.confirm_by,
            confirmed=row.confirmed_on,
        )


def _seat(row: Row, said: Said) -> str:
    """A seat by its name and its number: two may have one name."""
    return f"{said(row.seat.title, '')} {row.seat.pk}".strip() if row.seat else ""


def _traits(row: Row) -> tuple[tuple[str, str], ...]:
    declared = row.declared if isinstance(row.declared, dict) else {}
    pairs = ((str(key), str(value)) for key, value in declared.items())
    return tuple((key, value) for key, value in pairs if key and value)
