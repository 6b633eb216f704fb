"""Practices as pages show them: what they are, where they come from, what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from konbit.base.text import Multilingual, pick
from konbit.directory.queries.of_group import open_to, seen_thing, seen_things
from konbit.directory.queries.visible import GroupLink, seen_group, visible_groups
from konbit.directory.queries.wording import date_words, period_words
from konbit.learning.models import Descent, Obstacle, Practice, Worked
from konbit.people.audience import Audience, Viewer, tokens_of
from konbit.search.asking import Question
from konbit.search.documents import Document, Shown
from konbit.search.queries import search
from konbit.work.queries.encounters import encounter_links

KIND = "learning.practice"
PAGE = 60


@dataclass(frozen=True)
class PracticeLink:
    """A practice as lists name it."""

    id: int
    uid: str
    title: Multilingual
    group: GroupLink
    by: GroupLink | None
    place: str
    when: str
    has_ended: bool

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("learning:practice", args=[self.uid])

    @property
    def whose(self) -> GroupLink:
        """Who practises it."""
        return self.by or self.group


@dataclass(frozen=True)
class ObstacleView:
    """What stood in the way, what was tried, whether it worked."""

    id: int
    text: Multilingual
    strategy: Multilingual
    worked: str
    worked_label: str
    when: str


@dataclass(frozen=True)
class DescentView:
    """A step from one practice to another; `other` is the parent of an ancestor's step, else the child."""

    id: int
    other: PracticeLink
    kind: str
    kind_label: str
    when: str
    kept: Multilingual
    changed: Multilingual
    dropped: Multilingual
    why: Multilingual
    worked: str
    worked_label: str
    encounter: tuple[str, Multilingual] | None


@dataclass(frozen=True)
class PracticePage:
    """A practice with all that is told of it."""

    link: PracticeLink
    description: Multilingual
    ended: Multilingual
    valid_from: str
    valid_until: str
    audience: str
    audience_code: str
    certainty: str
    source: str
    obstacles: tuple[ObstacleView, ...]
    ancestors: tuple[DescentView, ...]
    descendants: tuple[DescentView, ...]
    may_tell: bool
    may_remove: bool


def practice_links(viewer: Viewer, rows: list[Practice]) -> dict[int, PracticeLink]:
    """Those of these practices that the viewer may know of, by id, in their order."""
    seen = seen_things(viewer, rows)
    links = visible_groups(
        viewer, {row.group_id for row in seen} | {row.practised_by_id for row in seen if row.practised_by_id}
    )
    return {
        row.pk: PracticeLink(
            id=row.pk,
            uid=row.uid,
            title=row.title,
            group=links[row.group_id],
            by=links.get(row.practised_by_id or 0),
            place=row.place,
            when=period_words(row.valid_from, row.valid_until),
            has_ended=bool(row.valid_until or row.ended),
        )
        for row in seen
    }


def practices_of(viewer: Viewer, group_uid: str) -> tuple[GroupLink, list[PracticeLink], bool]:
    """A group, the practices that it tells of or does, and whether the viewer may tell of one."""
    group, sight = seen_group(viewer, group_uid)
    rows = Practice.objects.filter(group=group) | Practice.objects.filter(practised_by=group)
    shown = practice_links(viewer, list(rows.order_by("valid_from", "id")[:PAGE]))
    return visible_groups(viewer, [group.pk])[group.pk], list(shown.values()), sight.may("take part")


def practices_called(viewer: Viewer, words: str, without: str = "") -> list[PracticeLink]:
    """Some practices that these words find, best first."""
    if not words.strip():
        return []
    question = Question(visible=tokens_of(viewer), words=words[:200], kinds=(KIND,), size=12)
    ids = [hit.id for hit in search(question).hits]
    rows = Practice.objects.in_bulk(ids)
    links = practice_links(viewer, [rows[pk] for pk in ids if pk in rows])
    return [link for link in links.values() if link.uid != without]


def practice_page(viewer: Viewer, uid: str) -> PracticePage:
    """One practice. Raises `NotFound`."""
    practice, sight = seen_thing(viewer, Practice, uid)
    above = list(practice.ancestors.select_related("parent").order_by("on", "id"))
    below = list(practice.descendants.select_related("child").order_by("on", "id"))
    links = practice_links(viewer, [practice, *(one.parent for one in above), *(one.child for one in below)])
    met = encounter_links(viewer, [one.encounter_id for one in (*above, *below) if one.encounter_id])
    return PracticePage(
        link=links[practice.pk],
        description=practice.description,
        ended=practice.ended,
        valid_from=practice.valid_from,
        valid_until=practice.valid_until,
        audience=str(Audience(practice.audience).label),
        audience_code=practice.audience,
        certainty=practice.certainty,
        source=practice.source.name if practice.source else "",
        obstacles=tuple(told_obstacle(one) for one in practice.obstacles.all()),
        ancestors=tuple(_step(one, links[one.parent_id], met) for one in above if one.parent_id in links),
        descendants=tuple(_step(one, links[one.child_id], met) for one in below if one.child_id in links),
        may_tell=sight.may("take part"),
        may_remove=sight.may("edit"),
    )


def told_obstacle(one: Obstacle) -> ObstacleView:
    """An obstacle as pages show it."""
    return ObstacleView(
        one.pk, one.text, one.strategy, one.worked, _worked(one.worked), date_words(one.on) if one.on else ""
    )


def _worked(code: str) -> str:
    return str(Worked(code).label) if code else ""


def _step(one: Descent, other: PracticeLink, met: dict[int, tuple[str, Multilingual]]) -> DescentView:
    return DescentView(
        id=one.pk,
        other=other,
        kind=one.kind,
        kind_label=str(Descent.Kind(one.kind).label),
        when=date_words(one.on) if one.on else "",
        kept=one.kept,
        changed=one.changed,
        dropped=one.dropped,
        why=one.why,
        worked=one.worked,
        worked_label=_worked(one.worked),
        encounter=met.get(one.encounter_id or 0),
    )


def build_practices(ids: list[int]) -> Iterator[Document]:
    """The documents of these practices: what they are, what stood in their way, what was tried."""
    rows = list(Practice.objects.filter(pk__in=ids, removed_at=None).order_by("id"))
    tokens = open_to(rows)
    told: dict[int, list[str]] = {}
    for pk, text, strategy in Obstacle.objects.filter(practice__in=rows).values_list(
        "practice", "text", "strategy"
    ):
        told.setdefault(pk, []).extend([*text.values(), *strategy.values()])
    for row in rows:
        if row.pk in tokens:
            words = [*row.title.values(), *row.description.values(), *row.ended.values(), row.place]
            yield Document(
                id=row.pk,
                title=pick(row.title, "en").text,
                body="\n".join([*words, *told.get(row.pk, ())]),
                visible=tokens[row.pk],
            )


def show_practices(viewer: Viewer, ids: list[int], language: str) -> dict[int, Shown]:
    """How found practices are named."""
    links = practice_links(viewer, list(Practice.objects.filter(pk__in=ids)))
    return {
        pk: Shown(
            title=pick(link.title, language).text,
            url=link.url,
            kind=_("Practice"),
            symbol="sprout",
            line=" · ".join(filter(None, (link.whose.name, link.place, link.when))),
        )
        for pk, link in links.items()
    }
