"""Loading what Konbit ships: vocabularies, their sources, and the example of the seeds' movements.

Loading again changes only what a newer version ships differently; what people changed stays as it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from django.utils import timezone

from konbit.chronicle.actions import Batch, recording
from konbit.directory.actions.writing import add_groups
from konbit.directory.models import Claim, Definition, Fact, Group, Relation, Scheme, Size, Source, Term
from konbit.directory.shipped import reading
from konbit.directory.shipped.entries import GroupEntry, SchemeEntry, TermEntry
from konbit.directory.state import EMPTY, State

SHIPPED = "konbit"
SAID = frozenset(EMPTY) - {"kind", "certainty", "audience"}
"""The parts of a shipped group for which its source answers; the others are ours."""


def load_vocabularies() -> int:
    """Bring the shipped sources and vocabularies in. Returns the number of terms made or changed."""
    with recording(SHIPPED, "load vocabularies") as batch:
        for entry in reading.sources():
            Source.objects.update_or_create(
                code=entry.code,
                defaults={
                    "name": entry.name,
                    "kind": entry.kind,
                    "licence": entry.licence,
                    "attribution": entry.attribution,
                    "url": entry.url,
                    "published": entry.published,
                    "grade": entry.grade,
                },
            )
        return sum(_load_scheme(batch, entry) for entry in reading.vocabularies())


def _load_scheme(batch: Batch, entry: SchemeEntry) -> int:
    scheme, _ = Scheme.objects.update_or_create(
        code=entry.code,
        defaults={
            "title": entry.title,
            "uri": entry.uri,
            "other_uris": list(entry.alternative_uris),
            "facet": entry.facet,
            "version": entry.version,
            "source": Source.objects.filter(code=entry.source).first(),
            "supersedes": Scheme.objects.filter(code=entry.supersedes).first(),
        },
    )
    known = {term.code: term for term in scheme.terms.all()}
    changed = 0
    for order, said in enumerate(entry.terms):
        term = known.get(said.code) or Term(scheme=scheme, code=said.code)
        wanted = {
            "label": dict(said.label),
            "symbol": said.symbol,
            "aliases": list(said.aliases),
            "own": list(said.own),
            "order": order,
            "parent_id": known[said.parent].pk if said.parent else None,
        }
        before = {name: getattr(term, name) for name in wanted} if term.pk else None
        if before == wanted:
            continue
        for name, value in wanted.items():
            setattr(term, name, value)
        term.save()
        known[said.code] = term
        _load_definitions(term, said)
        batch.changed("directory.term", term.pk, before, wanted)
        changed += 1
    return changed


def _load_definitions(term: Term, said: TermEntry) -> None:
    for meaning in said.definitions:
        source = Source.objects.filter(code=meaning.source).first()
        Definition.objects.update_or_create(
            term=term,
            source=source,
            author=meaning.author,
            valid_from=meaning.valid_from,
            defaults={"text": dict(meaning.text), "valid_until": meaning.valid_until},
        )


def load_example() -> int:
    """Bring in the seeds' movements, once. Returns the number of groups made."""
    if Group.objects.filter(is_example=True).exists():
        return 0
    example = reading.example()
    terms = {
        f"{scheme}#{code}": pk for pk, scheme, code in Term.objects.values_list("pk", "scheme__code", "code")
    }
    sources = dict(Source.objects.values_list("code", "pk"))
    with recording(SHIPPED, "load example") as batch:
        states = [_state(entry, terms) for entry in example.groups]
        groups = add_groups(batch, states, is_example=True)
        _load_claims(example.groups, states, groups, sources)
        by_slug = {entry.slug: group for entry, group in zip(example.groups, groups, strict=True)}
        for entry in example.groups:
            by_slug[entry.slug].slug = entry.slug
        Group.objects.bulk_update(by_slug.values(), ["slug"])
        _load_facts(example.groups, by_slug, sources, terms)
        for tie in example.relations:
            relation = Relation.objects.create(
                subject=by_slug[tie.subject],
                kind=tie.kind,
                object=by_slug[tie.object],
                valid_from=tie.valid_from,
                valid_until=tie.valid_until,
                source_id=sources.get(tie.source),
                address=tie.address,
                certainty=tie.certainty,
                note=dict(tie.note),
            )
            batch.changed(
                "directory.relation",
                relation.pk,
                None,
                {"subject": relation.subject_id, "kind": tie.kind, "object": relation.object_id},
            )
    return len(groups)


def _load_claims(
    entries: Sequence[GroupEntry], states: Sequence[State], groups: Sequence[Group], sources: dict[str, int]
) -> None:
    """Note which publication each group is told after, part by part."""
    now = timezone.now()
    said = [{part: value for part, value in state.items() if value and part in SAID} for state in states]
    Claim.objects.bulk_create(
        Claim(
            source_id=sources[entry.source],
            key=entry.slug,
            group=group,
            fields=fields,
            digest=hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest(),
            read_at=now,
        )
        for entry, fields, group in zip(entries, said, groups, strict=True)
        if entry.source in sources
    )


def _state(entry: GroupEntry, terms: dict[str, int]) -> State:
    return {
        "kind": entry.kind,
        "name": entry.name,
        "names": dict(entry.names),
        "aliases": list(entry.aliases),
        "language": entry.language,
        "languages": list(entry.languages),
        "description": dict(entry.description),
        "certainty": entry.certainty,
        "valid_from": entry.valid_from,
        "valid_until": entry.valid_until,
        "motive": terms[entry.motive] if entry.motive else None,
        "places": [
            {
                "role": place.role,
                "name": place.name,
                "locality": place.locality,
                "region": place.region,
                "country": place.country,
                "given_latitude": place.latitude,
                "given_longitude": place.longitude,
                "precision": place.precision,
            }
            for place in entry.places
        ],
        "contacts": [{"kind": "website", "value": entry.website, "audience": "public"}]
        if entry.website
        else [],
        "terms": [[terms[tag.term], tag.primary] for tag in entry.tags],
    }


def _load_facts(
    entries: tuple[GroupEntry, ...], by_slug: dict[str, Group], sources: dict[str, int], terms: dict[str, int]
) -> None:
    Fact.objects.bulk_create(
        Fact(
            group=by_slug[entry.slug],
            text=dict(fact.text),
            valid_from=fact.valid_from,
            valid_until=fact.valid_until,
            source_id=sources.get(fact.source),
            address=fact.address,
            certainty=fact.certainty,
        )
        for entry in entries
        for fact in entry.facts
    )
    Size.objects.bulk_create(
        Size(
            group=by_slug[entry.slug],
            dimension_id=terms[size.dimension],
            value=size.value,
            on=size.on,
            source_id=sources.get(size.source),
            address=size.address,
            certainty=size.certainty,
        )
        for entry in entries
        for size in entry.sizes
    )
