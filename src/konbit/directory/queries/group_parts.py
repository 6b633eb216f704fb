"""The parts of a group, each with only what its reader may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from konbit.base.text import pick
from konbit.directory.claim_fields import part_of
from konbit.directory.countries import country_name
from konbit.directory.geocoding.answers import SURE
from konbit.directory.models import (
    Certainty,
    Claim,
    Contact,
    Fact,
    Group,
    Media,
    Place,
    Relation,
    Size,
    Source,
    Tagging,
    Term,
)
from konbit.directory.places import shown_place
from konbit.directory.precedence import OWN
from konbit.directory.queries.shown import (
    Dated,
    ShownClaim,
    ShownContact,
    ShownFact,
    ShownMedia,
    ShownSize,
    ShownSource,
    ShownTerms,
    TermLink,
    WherePlace,
)
from konbit.directory.queries.visible import Sight
from konbit.directory.queries.wording import FACET_TITLES, certainty_words, period_words
from konbit.directory.reaching import web_address
from konbit.directory.state import place_state
from konbit.people.audience import Audience


def shown_source(source: Source | None, address: str = "") -> ShownSource | None:
    """A source as pages name it; `address` is where in it the thing stands."""
    if source is None:
        return ShownSource(name=web_address(address), address=web_address(address)) if address else None
    name = _("the group itself") if source.code == OWN else source.name
    return ShownSource(
        name, web_address(address or source.url), source.licence, source.attribution, source.published
    )


def badge(row: Fact | Size | Relation, certainty: str) -> str:
    """What must be said of a row beside its source; nothing where it is as sure as the whole page says."""
    if row.certainty in (Certainty.CONFIRMED, certainty):
        return ""
    return certainty_words(row.certainty, row.source.published if row.source else "")


def of_whole(group: Group) -> str:
    """The certainty that the head of the page states for all of it; what is to be verified is always told."""
    return group.certainty if group.certainty == Certainty.PUBLISHED else ""


def written(row: Fact | Relation) -> Dated:
    """The dates, address and certainty of a row as they were written."""
    return Dated(row.valid_from, row.valid_until, row.address, row.certainty)


def term_link(term: Term, language: str, *, primary: bool = False) -> TermLink:
    """A term with its label in this language; its scheme should be read with it."""
    return TermLink(
        id=term.pk,
        scheme=term.scheme.code,
        code=term.code,
        label=pick(term.label or {"": term.code}, language),
        symbol=term.symbol,
        primary=primary,
        is_retired=term.retired_on is not None,
    )


def terms_of(taggings: Sequence[Tagging], language: str) -> tuple[ShownTerms, ...]:
    """The terms that the group uses, scheme by scheme in the order of `FACET_TITLES`, its main ones first."""
    by_scheme: dict[int, list[Tagging]] = defaultdict(list)
    for tagging in taggings:
        by_scheme[tagging.term.scheme_id].append(tagging)
    order = list(FACET_TITLES)
    shown = []
    for own in by_scheme.values():
        scheme = own[0].term.scheme
        facet = scheme.facet if scheme.facet in FACET_TITLES else ""
        title = pick(scheme.title, language).text or scheme.code
        heading = str(FACET_TITLES[facet]) if facet else title
        links = tuple(term_link(one.term, language, primary=one.primary) for one in own)
        shown.append(ShownTerms(facet, heading, scheme.code, title, links))
    return tuple(sorted(shown, key=lambda one: (order.index(one.facet), one.scheme)))


def places_of(places: Sequence[Place], sight: Sight, language: str) -> list[WherePlace]:
    """Its places as exactly as this reader may see them; one that says nothing any more is left out."""
    shown = []
    for place in places:
        state = place_state(place)
        exact = {**state, "precision": Place.Precision.EXACT} if sight.sees_all else state
        one = shown_place(exact)
        town = " ".join(part for part in (one.postcode, one.locality) if part)
        lines = tuple(dict.fromkeys(part for part in (one.name, one.street, town, one.region) if part))
        country = country_name(one.country, language) if one.country else ""
        if lines or country or one.lat is not None:
            shown.append(WherePlace(one, lines, country, _exactness(place, sight)))
    return shown


def _exactness(place: Place, sight: Sight) -> str:
    """How exactly it is shown to whom, and whether somebody should look whether it is right."""
    unsure = place.given_latitude is None and (place.confidence or SURE) < SURE
    told = [_shown_to(place.precision, sight), _("looked up and not sure: to be checked") if unsure else ""]
    return " · ".join(one for one in told if one)


def _shown_to(precision: str, sight: Sight) -> str:
    if precision == Place.Precision.EXACT:
        return ""
    seen = {
        Place.Precision.DISTRICT: _("shown to others to about a kilometre"),
        Place.Precision.TOWN: _("shown to others to about ten kilometres"),
        Place.Precision.REGION: _("shown to others as a region only"),
        Place.Precision.NONE: _("not shown to others on the map"),
    }
    public = {
        Place.Precision.DISTRICT: _("to about a kilometre; the exact place is not shown"),
        Place.Precision.TOWN: _("to about ten kilometres; the exact place is not shown"),
        Place.Precision.REGION: _("the region only; the exact place is not shown"),
        Place.Precision.NONE: _("not on the map"),
    }
    return (seen if sight.sees_all else public)[Place.Precision(precision)]


def contacts_of(contacts: Sequence[Contact], sight: Sight) -> tuple[ShownContact, ...]:
    """The ways to reach it that are open to this reader."""
    labels = dict(Contact.Kind.choices)
    return tuple(
        ShownContact(
            kind=contact.kind,
            label=str(labels.get(contact.kind, contact.kind)),
            value=contact.value,
            href=contact_address(contact.kind, contact.value),
            seen_by="" if contact.audience == Audience.PUBLIC else str(Audience(contact.audience).label),
        )
        for contact in contacts
        if sight.sees(contact.audience)
    )


def contact_address(kind: str, value: str) -> str:
    """What a tap on a contact opens; empty where following it could do harm or leads nowhere."""
    if kind == Contact.Kind.PHONE:
        digits = "".join(sign for sign in value if sign.isdigit() or sign == "+")
        return f"tel:{digits}" if digits else ""
    if kind == Contact.Kind.EMAIL:
        return f"mailto:{value}" if "@" in value and not set(value) & set(" \"'<>?&") else ""
    if kind == Contact.Kind.PERSON:
        return ""
    return web_address(value) if "." in value else ""


def sizes_of(group: Group, sizes: Sequence[Size], language: str) -> tuple[ShownSize, ...]:
    """Its counts by dimension, the newest of each first."""
    return tuple(
        ShownSize(
            dimension=term_link(size.dimension, language),
            value=size.value,
            as_of=period_words(size.on, size.on),
            source=shown_source(size.source, size.address),
            certainty=size.certainty,
            badge=badge(size, of_whole(group)) if size.source_id else "",
        )
        for size in sizes
    )


def facts_of(group: Group, language: str) -> tuple[ShownFact, ...]:
    """What is told of it, in the order of time; what bears no date stands last."""
    rows = Fact.objects.filter(group=group).select_related("source")
    facts = [
        ShownFact(
            id=fact.pk,
            text=pick(fact.text, language, (group.language, "en")),
            when=period_words(fact.valid_from, fact.valid_until),
            source=shown_source(fact.source, fact.address),
            badge=badge(fact, of_whole(group)),
            written=written(fact),
        )
        for fact in rows.order_by("id")
    ]
    return tuple(sorted(facts, key=lambda fact: fact.written.valid_from or "9999"))


def media_of(group: Group, sight: Sight, language: str) -> list[tuple[str, ShownMedia]]:
    """Its photos and audio descriptions that are open to this reader: (kind, media)."""
    return [
        (
            media.kind,
            ShownMedia(
                id=media.pk,
                url=reverse("directory:media", args=[media.pk]),
                alt=pick(media.alt, language, (group.language, "en")),
                language=media.language,
                licence=media.licence,
                audience=media.audience,
            ),
        )
        for media in Media.objects.filter(group=group).order_by("id")
        if sight.sees(media.audience)
    ]


def claims_of(group: Group) -> tuple[ShownClaim, ...]:
    """Which sources speak of it, and of what; not what they say."""
    rows = Claim.objects.filter(group=group).select_related("source").order_by("read_at", "id")
    return tuple(
        ShownClaim(
            source=shown_source(claim.source),  # type: ignore[arg-type]
            read_at=claim.read_at,
            fields=tuple(sorted(claim.fields)),
        )
        for claim in rows
    )


PART_OF_FIELD = {
    "descriptions": "description",
    "founded": "valid_from",
    "closed": "valid_until",
    "website": "contacts",
    "primary_terms": "terms",
}
"""A field of a source's row → the part of a group that it fills; any other has the part's own name."""


def origins_of(claims: tuple[ShownClaim, ...]) -> dict[str, tuple[ShownSource, ...]]:
    """By part of the group the sources that speak of it."""
    found: dict[str, dict[str, ShownSource]] = defaultdict(dict)
    for claim in claims:
        for name in claim.fields:
            part = part_of(PART_OF_FIELD.get(name, name))
            found[part][claim.source.name] = claim.source
    return {part: tuple(sources.values()) for part, sources in found.items()}
