"""The rows of a group's parts: those of the database, or those that somebody else's choice of words makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from konbit.directory.models import Contact, Group, Identifier, Place, Size, Tagging, Term
from konbit.directory.state import COLUMNS, EMPTY_PLACE, State


@dataclass(frozen=True)
class PartRows:
    """What a group page is made of besides the group itself."""

    places: Sequence[Place]
    contacts: Sequence[Contact]
    identifiers: Sequence[Identifier]
    taggings: Sequence[Tagging]
    sizes: Sequence[Size]


def part_rows(group: Group, shown: State) -> PartRows:
    """The rows of a group; of the parts in `shown` those that are told there. Nothing of it is ever saved:
    the group in hand takes the columns that are told, too."""
    for column in COLUMNS:
        if column in shown:
            setattr(group, column, shown[column])
    if "motive" in shown:
        group.motive = Term.objects.select_related("scheme").filter(pk=shown["motive"]).first()
    return PartRows(
        places=_places(group, shown),
        contacts=_contacts(group, shown),
        identifiers=_identifiers(group, shown),
        taggings=sorted(_taggings(group, shown), key=_main_first),
        sizes=_sizes(group, shown),
    )


def _places(group: Group, shown: State) -> list[Place]:
    if "places" in shown:
        return [Place(group=group, **{**EMPTY_PLACE, **said}) for said in shown["places"]]
    return list(Place.objects.filter(group=group))


def _contacts(group: Group, shown: State) -> list[Contact]:
    if "contacts" in shown:
        return [Contact(group=group, **said) for said in shown["contacts"]]
    return list(Contact.objects.filter(group=group).order_by("id"))


def _identifiers(group: Group, shown: State) -> list[Identifier]:
    if "identifiers" in shown:
        return [Identifier(group=group, scheme=scheme, value=value) for scheme, value in shown["identifiers"]]
    return list(Identifier.objects.filter(group=group).order_by("id"))


def _taggings(group: Group, shown: State) -> list[Tagging]:
    if "terms" not in shown:
        return list(Tagging.objects.filter(group=group).select_related("term__scheme"))
    terms = Term.objects.select_related("scheme").in_bulk([pk for pk, _primary in shown["terms"]])
    told = ((terms.get(pk), primary) for pk, primary in shown["terms"])
    return [Tagging(group=group, term=term, primary=primary) for term, primary in told if term]


def _main_first(tagging: Tagging) -> tuple[bool, int, int]:
    return not tagging.primary, tagging.term.order, tagging.term_id


def _sizes(group: Group, shown: State) -> list[Size]:
    """The newest of each dimension first; what a source of its own says of a count stands beside."""
    rows = Size.objects.filter(group=group).select_related("dimension__scheme", "source")
    rows = rows.order_by("dimension__scheme", "dimension__order", "-on", "id")
    if "sizes" not in shown:
        return list(rows)
    terms = Term.objects.select_related("scheme").in_bulk([size["dimension"] for size in shown["sizes"]])
    told = [
        Size(group=group, dimension=terms[size["dimension"]], value=size["value"], on=size.get("on", ""))
        for size in shown["sizes"]
        if size["dimension"] in terms
    ]
    whole = sorted([*told, *rows.exclude(source=None)], key=lambda size: size.on, reverse=True)
    return sorted(whole, key=lambda size: (size.dimension.scheme_id, size.dimension.order))
