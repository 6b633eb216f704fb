"""A small world to find things in, for the tests of finding."""

from __future__ import annotations

from typing import Any

from konbit.chronicle.actions import recording
from konbit.directory.models import Claim, Definition, Group, Relation, Scheme, Source, Term
from konbit.search.actions import apply_changes
from tests.builders import a_group, a_place

MANCHESTER, LEEDS, SUVA, APIA = (53.48, -2.24), (53.8, -1.55), (-18.12, 178.45), (-13.83, -171.77)


def a_term(code: str = "bread", label: str = "Bread", facet: str = "activity", **said: Any) -> Term:
    """A term of a scheme made for it, recorded as the house does."""
    scheme, _made = Scheme.objects.get_or_create(
        code=f"test/{facet}", defaults={"facet": facet, "uri": f"https://terms.example/{facet}/"}
    )
    with recording("test", "add term") as batch:
        term = Term.objects.create(scheme=scheme, code=code, label={"en": label, **said})
        batch.changed("directory.term", term.pk)
    return term


def a_definition(term: Term, text: str, author: str = "Amina") -> Definition:
    """What somebody means by a term."""
    with recording("test", "define") as batch:
        definition = Definition.objects.create(term=term, text={"en": text}, author=author)
        batch.changed("directory.term", term.pk)
    return definition


def a_tie(subject: Group, kind: str, object: Group) -> Relation:
    """A relation between two groups."""
    with recording("test", "relate") as batch:
        tie = Relation.objects.create(subject=subject, kind=kind, object=object)
        batch.changed("directory.relation", tie.pk)
    return tie


def a_source(group: Group, **said: Any) -> Source:
    """A source that speaks of a group."""
    from django.utils import timezone

    source, _made = Source.objects.get_or_create(
        code="list",
        defaults={"name": "The list", "licence": "CC-BY-4.0", "attribution": "List makers", **said},
    )
    Claim.objects.create(source=source, key=group.uid, group=group, digest="", read_at=timezone.now())
    return source


def a_town() -> dict[str, Group]:
    """Three groups in two towns, one of them in a network, one without a place; searchable."""
    bread = a_term("bread", "Bread", fr="Pain")
    homes = a_term("homes", "Homes")
    groups = {
        "bakery": a_group(
            "Sunrise Bakery",
            terms=[[bread.pk, True]],
            places=[a_place(*MANCHESTER, "Manchester", country="GB", region="Lancashire")],
            contacts=[{"kind": "website", "value": "https://bakery.example", "audience": "public"}],
            description={"en": "Rye & oat, baked by the <b>workers</b>."},
        ),
        "homes": a_group(
            "Rye Lane Homes",
            terms=[[homes.pk, True]],
            places=[a_place(*LEEDS, "Leeds", country="GB", region="Yorkshire")],
        ),
        "nowhere": a_group("Travelling Choir"),
        "network": a_group("Bakers Together", kind="network"),
    }
    a_tie(groups["bakery"], "member_of", groups["network"])
    a_source(groups["bakery"])
    apply_changes()
    return groups
