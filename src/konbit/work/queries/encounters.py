"""Encounters, as far as a viewer may know of them and of the groups in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse

from konbit.base.period import Period
from konbit.base.text import Multilingual, pick
from konbit.directory.queries.of_group import open_to, seen_thing, seen_things
from konbit.directory.queries.visible import GroupLink, seen_group, visible_groups
from konbit.directory.queries.wording import date_words
from konbit.people.audience import Audience, Viewer
from konbit.search.documents import Document, Shown
from konbit.work.models import Encounter, Visitor

PAGE = 50


@dataclass(frozen=True)
class Guest:
    """A group as an encounter names it: with a page here, or by its name alone."""

    name: str
    link: GroupLink | None


@dataclass(frozen=True)
class EncounterView:
    """An encounter as pages show it."""

    id: int
    uid: str
    title: Multilingual
    kind: str
    kind_label: str
    when: str
    period: Period
    place: str
    people: int | None
    seen: Multilingual
    taken_home: Multilingual
    group: GroupLink
    host: Guest | None
    visitors: tuple[Guest, ...]
    certainty: str
    source: str
    audience: str
    audience_code: str
    may_tell: bool
    may_remove: bool


def encounter_page(viewer: Viewer, uid: str) -> EncounterView:
    """One encounter. Raises `NotFound`."""
    encounter, sight = seen_thing(viewer, Encounter, uid)
    return _views(viewer, [encounter], sight.may("take part"), sight.may("edit"))[0]


def encounters_of(viewer: Viewer, group_uid: str) -> tuple[GroupLink, tuple[EncounterView, ...], bool]:
    """A group, the encounters that it told of, hosted or came to, newest first, and whether the viewer may
    tell of one."""
    group, sight = seen_group(viewer, group_uid)
    came = Visitor.objects.filter(group=group).values("encounter")
    rows = Encounter.objects.select_related("group", "source").order_by("-valid_from", "-id")
    found = rows.filter(group=group) | rows.filter(host=group) | rows.filter(pk__in=came)
    seen = seen_things(viewer, found.distinct()[: PAGE * 2])[:PAGE]
    link = visible_groups(viewer, [group.pk])[group.pk]
    return link, tuple(_views(viewer, seen, may_tell=False, may_remove=False)), sight.may("take part")


def encounter_choices(viewer: Viewer, group_id: int, language: str) -> list[tuple[str, str]]:
    """The encounters that a group told of, for a list to choose from: uid and title with its time."""
    rows = Encounter.objects.filter(group=group_id, removed_at=None).order_by("-valid_from", "-id")[:PAGE]
    return [
        (one.uid, " · ".join(filter(None, (pick(one.title, language).text, one.valid_from))))
        for one in seen_things(viewer, rows)
    ]


def encounter_id(viewer: Viewer, uid: str) -> int | None:
    """The id of an encounter that the viewer may know of; None for no uid. Raises `NotFound`."""
    return seen_thing(viewer, Encounter, uid)[0].pk if uid else None


def encounter_links(viewer: Viewer, ids: Iterable[int]) -> dict[int, tuple[str, Multilingual]]:
    """Uid and title of those of these encounters that the viewer may know of."""
    rows = Encounter.objects.filter(pk__in=set(ids))
    return {one.pk: (one.uid, one.title) for one in seen_things(viewer, rows)}


def _views(viewer: Viewer, rows: list[Encounter], may_tell: bool, may_remove: bool) -> list[EncounterView]:
    visitors: dict[int, list[Visitor]] = {}
    for one in Visitor.objects.filter(encounter__in=rows).order_by("id"):
        visitors.setdefault(one.encounter_id, []).append(one)
    ids = {row.group_id for row in rows} | {row.host_id for row in rows if row.host_id}
    ids |= {one.group_id for several in visitors.values() for one in several if one.group_id}
    links = visible_groups(viewer, ids)
    return [
        EncounterView(
            id=row.pk,
            uid=row.uid,
            title=row.title,
            kind=row.kind,
            kind_label=str(Encounter.Kind(row.kind).label),
            when=" – ".join(map(date_words, dict.fromkeys(filter(None, (row.valid_from, row.valid_until))))),
            period=row.period,
            place=row.place,
            people=row.people,
            seen=row.seen,
            taken_home=row.taken_home,
            group=links[row.group_id],
            host=_guest(links, row.host_id, row.host_name),
            visitors=tuple(
                guest
                for one in visitors.get(row.pk, ())
                if (guest := _guest(links, one.group_id, one.name)) is not None
            ),
            certainty=row.certainty,
            source=row.source.name if row.source else "",
            audience=str(Audience(row.audience).label),
            audience_code=row.audience,
            may_tell=may_tell,
            may_remove=may_remove,
        )
        for row in rows
    ]


def _guest(links: Mapping[int, GroupLink], group_id: int | None, name: str) -> Guest | None:
    """A group that the viewer may not know of is not named at all."""
    if group_id is None:
        return Guest(name, None) if name else None
    link = links.get(group_id)
    return Guest(link.name, link) if link else None


def build_encounters(ids: list[int]) -> Iterator[Document]:
    """The documents of these encounters."""
    rows = list(Encounter.objects.filter(pk__in=ids, removed_at=None).order_by("id"))
    tokens = open_to(rows)
    for row in rows:
        if row.pk in tokens:
            words = [*row.seen.values(), *row.taken_home.values(), row.place, row.host_name]
            title = pick(row.title, "en").text
            yield Document(
                id=row.pk, title=title, body="\n".join([*row.title.values(), *words]), visible=tokens[row.pk]
            )


def show_encounters(viewer: Viewer, ids: list[int], language: str) -> dict[int, Shown]:
    """How found encounters are named."""
    rows = seen_things(viewer, Encounter.objects.filter(pk__in=ids))
    links = visible_groups(viewer, {row.group_id for row in rows})
    return {
        row.pk: Shown(
            title=pick(row.title, language).text,
            url=reverse("work:encounter", args=[row.uid]),
            kind=str(Encounter.Kind(row.kind).label),
            symbol="handshake",
            line=" · ".join(filter(None, (links[row.group_id].name, row.valid_from))),
        )
        for row in rows
    }
