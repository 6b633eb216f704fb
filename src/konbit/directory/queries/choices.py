"""What can be chosen in forms: kinds, motives, dimensions, terms by scheme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konbit.base.text import pick
from konbit.directory.models import (
    Certainty,
    Contact,
    Group,
    Place,
    Policy,
    Proposal,
    RelationKind,
    Scheme,
    Term,
)
from konbit.directory.queries.wording import FACET_TITLES, relation_words

NOT_TAGS = ("size", "motive")


@dataclass(frozen=True)
class TermChoice:
    """A term that can be ticked; `depth` is how far it stands below the top of its scheme."""

    id: int
    label: str
    depth: int


@dataclass(frozen=True)
class SchemeChoice:
    """A scheme whose terms can be ticked."""

    code: str
    title: str
    heading: str
    terms: tuple[TermChoice, ...]


def group_kinds() -> list[tuple[str, str]]:
    """The kinds of group."""
    return [(str(value), str(label)) for value, label in Group.Kind.choices]


def contact_kinds() -> list[tuple[str, str]]:
    """The ways to reach a group."""
    return [(str(value), str(label)) for value, label in Contact.Kind.choices]


def place_roles() -> list[tuple[str, str]]:
    """What a place is to a group."""
    return [(str(value), str(label)) for value, label in Place.Role.choices]


def precisions() -> list[tuple[str, str]]:
    """How exactly a place may be shown."""
    return [(str(value), str(label)) for value, label in Place.Precision.choices]


def troubles() -> list[tuple[str, str]]:
    """What can be wrong with what stands of a group."""
    return [(str(value), str(label)) for value, label in Proposal.Trouble.choices]


def policies() -> list[tuple[str, str]]:
    """How a network takes entries."""
    return [(str(value), str(label)) for value, label in Policy.Entry.choices]


def ties() -> list[tuple[str, str]]:
    """The ties from a group to another, both ways round: "out:member_of", "in:member_of"."""
    return [
        (f"{way}:{kind}", relation_words(kind, outward=way == "out", over=False))
        for kind in RelationKind.values
        for way in ("out", "in")
    ]


def motives() -> list[tuple[str | int, str]]:
    """What moves people to begin, with an empty choice first."""
    return [("", "—"), *_labelled("motive")]


def dimensions() -> list[tuple[str | int, str]]:
    """What can be counted, with an empty choice first."""
    return [("", "—"), *_labelled("size")]


def _labelled(facet: str) -> list[tuple[str | int, str]]:
    terms = Term.objects.filter(scheme__facet=facet, retired_on=None).order_by("scheme", "order", "id")
    language = get_language() or "en"
    return [(term.pk, pick(term.label, language).text or term.code) for term in terms]


def scheme_choices(used: Iterable[int], networks: Iterable[int]) -> tuple[SchemeChoice, ...]:
    """The schemes from which a group may take terms: those of everybody and of its networks, in use today or
    `used` (term ids) by the group already."""
    own = Scheme.objects.filter(terms__in=list(used)).values("pk")
    offered = Q(network=None) | Q(network__in=list(networks))
    schemes = Scheme.objects.filter(offered, superseded_by=None) | Scheme.objects.filter(pk__in=own)
    language = get_language() or "en"
    found = []
    for scheme in schemes.exclude(facet__in=NOT_TAGS).distinct():
        facet = scheme.facet if scheme.facet in FACET_TITLES else ""
        title = pick(scheme.title, language).text or scheme.code
        found.append((list(FACET_TITLES).index(facet), scheme, title, str(FACET_TITLES[facet])))
    found.sort(key=lambda one: (one[0], one[1].code))
    return tuple(
        SchemeChoice(scheme.code, title, heading, _terms_of(scheme, language))
        for _order, scheme, title, heading in found
    )


def activity_terms() -> tuple[TermChoice, ...]:
    """The broad words of the first list of everybody's that tells what a group does."""
    schemes = Scheme.objects.filter(facet="activity", network=None, superseded_by=None).order_by("code")
    language = get_language() or "en"
    lists = (_terms_of(scheme, language) for scheme in schemes)
    return next((tuple(term for term in terms if not term.depth) for terms in lists if terms), ())


def _terms_of(scheme: Scheme, language: str) -> tuple[TermChoice, ...]:
    depth: dict[int | None, int] = {None: -1}
    choices = []
    for term in scheme.terms.filter(retired_on=None).order_by("order", "id"):
        depth[term.pk] = depth.get(term.parent_id, -1) + 1
        choices.append(TermChoice(term.pk, pick(term.label, language).text or term.code, depth[term.pk]))
    return tuple(choices)


def certainties() -> list[tuple[str, str]]:
    """How sure somebody who writes by hand may be; what is published comes with its publication."""
    return [
        (str(Certainty.CONFIRMED), _("We know it")),
        (str(Certainty.PUBLISHED), _("It is published so")),
        (str(Certainty.TO_VERIFY), _("It should be verified")),
    ]
