"""A framework with its priorities: what was assumed, learned, remains to be verified, is contested."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from konbit.assembly.queries.agreed_shown import ResolutionShown, SourceShown, resolutions_shown, source_shown
from konbit.assembly.queries.choices import own_groups
from konbit.base.text import Multilingual
from konbit.directory.queries.of_group import keepers, seen_thing, seen_things
from konbit.directory.queries.visible import GroupLink, visible_groups
from konbit.directory.queries.wording import period_words
from konbit.learning.models import Adoption, Claim, Framework, Priority
from konbit.learning.queries.claims import ClaimLine, claim_lines
from konbit.learning.queries.then import Then, then_of
from konbit.people.audience import Audience, Viewer

HEADINGS = ("assumption", "learned", "to_verify", "contested", "retired")
"""The states in the order in which a priority tells of them."""


@dataclass(frozen=True)
class FrameworkLink:
    """A framework in a list."""

    uid: str
    title: Multilingual
    version: str
    when: str
    group: GroupLink
    count: int
    certainty: str = "confirmed"

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("learning:framework", args=[self.uid])


@dataclass(frozen=True)
class PriorityShown:
    """A priority with its claims by state, as they stand; `then`: as they stood, on the page of a version
    that others follow."""

    id: int
    number: int
    title: Multilingual
    statement: Multilingual
    starting_point: Multilingual
    example: Multilingual
    claims: dict[str, list[ClaimLine]]
    then: tuple[Then, ...]
    grew_from: tuple[tuple[int, Multilingual], ...]

    def _in(self, state: str) -> list[ClaimLine]:
        return self.claims.get(state, [])

    @property
    def assumed(self) -> list[ClaimLine]:
        """What is assumed."""
        return self._in("assumption")

    @property
    def learned(self) -> list[ClaimLine]:
        """What was learned."""
        return self._in("learned")

    @property
    def to_verify(self) -> list[ClaimLine]:
        """What remains to be verified."""
        return self._in("to_verify")

    @property
    def contested(self) -> list[ClaimLine]:
        """What is contested."""
        return self._in("contested")

    @property
    def retired(self) -> list[ClaimLine]:
        """What was let go."""
        return self._in("retired")


@dataclass(frozen=True)
class AdoptionShown:
    """A group that works by a framework; `numbers`: of the priorities, none where it is all of them."""

    id: int
    group: GroupLink
    numbers: tuple[int, ...]
    when: str
    resolution: ResolutionShown | None
    may_remove: bool


@dataclass(frozen=True)
class FrameworkPage:
    """A framework with everything that its reader may know of it."""

    link: FrameworkLink
    introduction: Multilingual
    priorities: tuple[PriorityShown, ...]
    follows: FrameworkLink | None
    followed_by: tuple[FrameworkLink, ...]
    adoptions: tuple[AdoptionShown, ...]
    source: SourceShown | None
    audience: str
    may_edit: bool
    may_take_part: bool


def framework_page(viewer: Viewer, uid: str) -> FrameworkPage:
    """The page of a framework. Raises `NotFound`."""
    framework, sight = seen_thing(viewer, Framework, uid)
    near = [
        *framework.followed_by.select_related("group"),
        *([framework.follows] if framework.follows else []),
    ]
    links = {one.uid: one for one in framework_links(viewer, [framework, *near])}
    later = tuple(links[one.uid] for one in framework.followed_by.all() if one.uid in links)
    return FrameworkPage(
        link=links[uid],
        introduction=framework.introduction,
        priorities=_priorities(viewer, framework, is_past=bool(later)),
        follows=links.get(framework.follows.uid) if framework.follows else None,
        followed_by=later,
        adoptions=_adoptions(viewer, framework),
        source=source_shown(framework.source, framework.address),
        audience=str(Audience(framework.audience).label),
        may_edit=sight.may("edit"),
        may_take_part=sight.may("take part"),
    )


def framework_links(viewer: Viewer, frameworks: Iterable[Framework]) -> list[FrameworkLink]:
    """Those of these frameworks that the viewer may know of, in their order."""
    seen = seen_things(viewer, frameworks)
    groups = keepers(viewer, seen)
    counts: defaultdict[int, int] = defaultdict(int)
    for pk in Priority.objects.filter(framework__in=[one.pk for one in seen]).values_list(
        "framework", flat=True
    ):
        counts[pk] += 1
    return [
        FrameworkLink(
            one.uid, one.title, one.version, period_words(one.valid_from, one.valid_until),
            groups[one.group_id], counts[one.pk], one.certainty,
        )
        for one in seen
    ]  # fmt: skip


def newest_frameworks(viewer: Viewer, most: int = 30) -> list[FrameworkLink]:
    """The frameworks that no other follows of those that the viewer may know of, the latest first."""
    rows = Framework.objects.filter(removed_at=None).order_by("-valid_from", "-id")
    seen = seen_things(viewer, rows[: most * 5])
    followed = {one.follows_id for one in seen}
    return framework_links(viewer, [one for one in seen if one.pk not in followed][:most])


def frameworks_of_group(viewer: Viewer, group: int) -> list[FrameworkLink]:
    """The frameworks of a group (id), the latest first."""
    rows = Framework.objects.filter(group=group, removed_at=None).order_by("-valid_from", "-id")
    return framework_links(viewer, rows)


def adopted_by_group(viewer: Viewer, group: int) -> list[FrameworkLink]:
    """The frameworks of others by which a group (id) works."""
    rows = Framework.objects.filter(adoptions__group=group, removed_at=None).exclude(group=group).distinct()
    return framework_links(viewer, rows)


def priority_written(uid: str, number: int) -> Priority | None:
    """A priority as it stands, for a form."""
    return Priority.objects.filter(framework__uid=uid, number=number).select_related("framework").first()


def roots_to_choose(viewer: Viewer, uid: str) -> list[Priority]:
    """The priorities of the version before a framework, if the viewer may know of it."""
    before = seen_things(viewer, Framework.objects.filter(followed_by__uid=uid))
    return list(Priority.objects.filter(framework__in=before))


def numbers_of(uid: str) -> list[Priority]:
    """The priorities of a framework."""
    return list(Priority.objects.filter(framework__uid=uid))


def _priorities(viewer: Viewer, framework: Framework, *, is_past: bool) -> tuple[PriorityShown, ...]:
    rows = list(framework.priorities.prefetch_related("grew_from__framework"))
    roots = {root.framework for one in rows for root in one.grew_from.all()}
    known = {one.pk for one in seen_things(viewer, roots)}
    claims = list(Claim.objects.filter(priority__in=rows, removed_at=None).select_related("source"))
    at = {one.uid: one.priority_id for one in claims}
    lines: defaultdict[int, defaultdict[str, list[ClaimLine]]] = defaultdict(lambda: defaultdict(list))
    for line in claim_lines(viewer, claims):
        lines[at[line.uid] or 0][line.state.code].append(line)
    then = then_of(viewer, framework, rows) if is_past else {}
    return tuple(
        PriorityShown(
            id=one.pk,
            number=one.number,
            title=one.title,
            statement=one.statement,
            starting_point=one.starting_point,
            example=one.example,
            claims=lines[one.pk],
            then=tuple(then.get(one.pk, ())),
            grew_from=tuple(
                (root.number, root.title) for root in one.grew_from.all() if root.framework_id in known
            ),
        )
        for one in rows
    )


def _adoptions(viewer: Viewer, framework: Framework) -> tuple[AdoptionShown, ...]:
    adoptions = Adoption.objects.filter(framework=framework).select_related("group", "resolution__group")
    rows = list(adoptions.prefetch_related("priorities"))
    groups = visible_groups(viewer, {one.group_id for one in rows})
    resolutions = resolutions_shown(viewer, [one.resolution for one in rows if one.resolution])
    edits = {link.id for link in own_groups(viewer, "edit").values()}
    return tuple(
        AdoptionShown(
            id=one.pk,
            group=groups[one.group_id],
            numbers=tuple(sorted(priority.number for priority in one.priorities.all())),
            when=period_words(one.valid_from, one.valid_until),
            resolution=resolutions.get(one.resolution_id) if one.resolution_id else None,
            may_remove=one.group_id in edits,
        )
        for one in rows
        if one.group_id in groups
    )
