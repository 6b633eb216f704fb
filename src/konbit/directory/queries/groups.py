"""One group, with only what its reader may see, in a bounded number of queries."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from konbit.base.period import latest
from konbit.base.text import Said, pick
from konbit.directory.models import Group, Media, Place, Relation
from konbit.directory.queries import group_parts as parts
from konbit.directory.queries.membership import DOWNWARD, UPWARD
from konbit.directory.queries.part_rows import part_rows
from konbit.directory.queries.shown import GroupPage, ShownRelation
from konbit.directory.queries.shown_by import showing_network, shown_by
from konbit.directory.queries.ties import standing_words, waits_for
from konbit.directory.queries.visible import GroupLink, Sight, seen_group, visible_groups
from konbit.directory.queries.wording import (
    certainty_words,
    freshness_words,
    period_words,
    relation_words,
)
from konbit.people.audience import Audience, Viewer

VERBS = ("edit", "hide", "steward", "invite", "organise", "moderate")
MOST_RELATIONS = 200


def group_page(viewer: Viewer, uid: str, language: str, in_name_of: str = "") -> GroupPage:
    """Everything that this viewer may see of a group, in her language where it was said in it.

    `in_name_of`: one of its networks (uid), whose choice of the sources' words is shown.

    Raises `NotFound` for a group that is removed or not open to her.
    """
    group, sight = seen_group(viewer, uid)
    network = showing_network(viewer, sight, in_name_of)
    rows = part_rows(group, shown_by(network.id, [group.pk]).get(group.pk, {}) if network else {})
    claims = parts.claims_of(group)
    title = title_of(group, language)
    networks = visible_groups(viewer, sight.network_ids)
    places = parts.places_of(rows.places, sight, language)
    media = parts.media_of(group, sight, language)
    published = next((claim.source.published for claim in claims if claim.source.published), "")
    return GroupPage(
        link=GroupLink(group.pk, group.uid, group.slug, title.text, group.kind),
        kind_label=str(Group.Kind(group.kind).label),
        title=title,
        other_names=_other_names(group, title.text),
        aliases=tuple(one if isinstance(one, str) else str(one.get("name", "")) for one in group.aliases),
        description=pick(group.description, language, (group.language, "en")),
        descriptions={code: said for code, said in group.description.items() if said},
        lived=period_words(group.valid_from, group.valid_until),
        is_over=_over(group.valid_until),
        is_example=group.is_example,
        language=group.language,
        languages=tuple(group.languages),
        seen_by="" if group.audience == Audience.PUBLIC else str(Audience(group.audience).label),
        freshness=freshness_words(group.confirmed_on),
        is_fresh=group.confirmed_on is not None,
        certainty=group.certainty,
        badge=certainty_words(group.certainty, published, of_a_movement=group.is_example),
        motive=parts.term_link(group.motive, language) if group.motive else None,
        sites=tuple(one for one in places if one.shown.role == Place.Role.SITE),
        areas=tuple(one for one in places if one.shown.role == Place.Role.SERVICE),
        contacts=parts.contacts_of(rows.contacts, sight),
        identifiers=tuple((one.scheme, one.value) for one in rows.identifiers),
        terms=parts.terms_of(rows.taggings, language),
        own_words=tuple((column, words) for column, words in group.own_words.items() if words),
        sizes=parts.sizes_of(group, rows.sizes, language),
        facts=parts.facts_of(group, language),
        relations=_relations(group, sight, title.text, language),
        networks=tuple(sorted(networks.values(), key=lambda one: one.name.casefold())),
        photos=tuple(shown for kind, shown in media if kind == Media.Kind.PHOTO),
        audio=tuple(shown for kind, shown in media if kind == Media.Kind.AUDIO),
        claims=claims,
        origins=parts.origins_of(claims),
        shown_by=network,
        may=frozenset(verb for verb in VERBS if sight.may(verb)),
    )


def title_of(group: Group, language: str) -> Said:
    """The name that the group has in this language, else its own."""
    said = pick(group.names, language, ())
    return said if said.text and said.wanted else Said(group.name, group.language, True)


def _other_names(group: Group, shown: str) -> tuple[tuple[str, str], ...]:
    names = [(group.language, group.name), *group.names.items()]
    said = {name: code for code, name in reversed(names) if name and name != shown}
    return tuple((code, name) for name, code in reversed(said.items()))


def _over(until: str) -> bool:
    return bool(until) and latest(until) < date.today()


def _relations(group: Group, sight: Sight, name: str, language: str) -> tuple[ShownRelation, ...]:
    told = Relation.objects.filter(Q(subject=group) | Q(object=group))
    if group.kind == Group.Kind.NETWORK:  # its members stand apart: they may be thousands
        told = told.exclude(object=group, kind__in=UPWARD).exclude(subject=group, kind__in=DOWNWARD)
    rows = list(told.select_related("source").order_by("id")[:MOST_RELATIONS])
    others = visible_groups(sight.viewer, {row.subject_id for row in rows} | {row.object_id for row in rows})
    shown: list[ShownRelation] = []
    for row in rows:
        outward = row.subject_id == group.pk
        other = others.get(row.object_id if outward else row.subject_id)
        if other is None:
            continue
        over = _over(row.valid_until)
        standing = standing_words(row, *((name, other.name) if outward else (other.name, name)))
        shown.append(
            ShownRelation(
                id=row.pk,
                kind=row.kind,
                outward=outward,
                words=relation_words(row.kind, outward=outward, over=over),
                other=other,
                when=period_words(row.valid_from, row.valid_until),
                over=over,
                note=pick(row.note, language),
                source=parts.shown_source(row.source, row.address),
                badge=standing or parts.badge(row, parts.of_whole(group)),
                written=parts.written(row),
                waits=waits_for(row, sight, outward=outward),
            )
        )
    return tuple(sorted(shown, key=_telling_order))


def _telling_order(relation: ShownRelation) -> tuple[Any, ...]:
    return (relation.over, not relation.outward, relation.kind, relation.other.name.casefold())
