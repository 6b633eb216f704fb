"""A claim with its whole life, and lists of claims."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from konbit.assembly.queries.agreed_shown import SourceShown, source_shown
from konbit.base.text import Multilingual
from konbit.directory.queries.of_group import keepers, seen_thing, seen_things
from konbit.directory.queries.visible import GroupLink, Sight
from konbit.directory.queries.wording import date_words
from konbit.learning.models import Case, Claim
from konbit.learning.queries.cases import CaseShown, cases_of
from konbit.learning.queries.life import Moment, life_of
from konbit.learning.queries.shown import State
from konbit.learning.ways import OPEN, ways_from
from konbit.people.audience import Audience, Viewer

MOST = 1000


@dataclass(frozen=True)
class ClaimLine:
    """A claim in a list; `supports`, `qualifies`, `contradicts`: how many cases do."""

    uid: str
    statement: Multilingual
    state: State
    group: GroupLink
    conditions: Multilingual
    settle_by: str
    certainty: str
    supports: int
    qualifies: int
    contradicts: int

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("learning:claim", args=[self.uid])

    @property
    def cases(self) -> int:
        """How many cases there are."""
        return self.supports + self.qualifies + self.contradicts


@dataclass(frozen=True)
class PlaceInFramework:
    """Of which priority of which framework a claim speaks."""

    uid: str
    framework: Multilingual
    number: int
    priority: Multilingual

    @property
    def url(self) -> str:
        """The address of the priority."""
        return f"{reverse('learning:framework', args=[self.uid])}#p{self.number}"


@dataclass(frozen=True)
class ClaimPage:
    """A claim with everything that its reader may know of it. `ways`: where it can go from here, in words."""

    line: ClaimLine
    would_change: Multilingual
    audience: str
    place: PlaceInFramework | None
    priority_id: int | None
    settle_by: str
    source: SourceShown | None
    replaced_by: ClaimLine | None
    replaces: tuple[ClaimLine, ...]
    cases: tuple[CaseShown, ...]
    life: tuple[Moment, ...]
    ways: tuple[tuple[str, str], ...]
    answering: tuple[int, ...]
    is_open: bool
    may_edit: bool
    may_take_part: bool

    def stanced(self, stance: str) -> tuple[CaseShown, ...]:
        """The cases that take this stance."""
        return tuple(one for one in self.cases if one.stance == stance)

    @property
    def columns(self) -> list[tuple[str, str, tuple[CaseShown, ...]]]:
        """The three stances with their labels and cases."""
        return [(code, str(label), self.stanced(code)) for code, label in Case.Stance.choices]


def claim_page(viewer: Viewer, uid: str) -> ClaimPage:
    """The page of a claim. Raises `NotFound`."""
    claim, sight = seen_thing(viewer, Claim, uid)
    near = [claim, *claim.replaces.all(), *([claim.replaced_by] if claim.replaced_by else [])]
    lines = {line.uid: line for line in claim_lines(viewer, near)}
    cases = cases_of(viewer, claim, sight)
    return ClaimPage(
        line=lines[claim.uid],
        would_change=claim.would_change,
        audience=str(Audience(claim.audience).label),
        place=_place(viewer, claim),
        priority_id=claim.priority_id,
        settle_by=claim.settle_by,
        source=source_shown(claim.source, claim.address),
        replaced_by=lines.get(claim.replaced_by.uid) if claim.replaced_by else None,
        replaces=tuple(lines[one.uid] for one in claim.replaces.all() if one.uid in lines),
        cases=cases,
        life=life_of(viewer, claim, cases),
        ways=tuple((after, str(words)) for after, words in ways_from(claim.state)),
        answering=tuple(sorted(_answering(claim))),
        is_open=claim.state in OPEN,
        **_may(sight),
    )


def claim_written(viewer: Viewer, uid: str) -> Claim:
    """A claim as it stands, for a form. Raises `NotFound`, `NotAllowed`."""
    claim, sight = seen_thing(viewer, Claim, uid)
    sight.must("edit")
    return claim


def claim_lines(viewer: Viewer, claims: Iterable[Claim]) -> list[ClaimLine]:
    """Those of these claims that the viewer may know of, in their order."""
    seen = seen_things(viewer, claims)
    groups = keepers(viewer, seen)
    counted: defaultdict[int, Counter[str]] = defaultdict(Counter)
    rows = Case.objects.filter(claim__in=[one.pk for one in seen], removed_at=None)
    for claim, stance in rows.values_list("claim", "stance"):
        counted[claim][stance] += 1
    return [
        ClaimLine(
            uid=one.uid,
            statement=one.statement,
            state=State(one.state),
            group=groups[one.group_id],
            conditions=one.conditions,
            settle_by=date_words(one.settle_by),
            certainty=one.certainty,
            supports=counted[one.pk]["supports"],
            qualifies=counted[one.pk]["qualifies"],
            contradicts=counted[one.pk]["contradicts"],
        )
        for one in seen
    ]


def claims_of_group(viewer: Viewer, group: int) -> list[ClaimLine]:
    """The claims of a group (id), those that were retired last."""
    rows = Claim.objects.filter(group=group, removed_at=None).select_related("source")[:MOST]
    order = list(Claim.State.values)
    return sorted(claim_lines(viewer, rows), key=lambda line: order.index(line.state.code))


def _answering(claim: Claim) -> set[int]:
    groups = {claim.group_id}
    return groups | {claim.priority.framework.group_id} if claim.priority else groups


def _may(sight: Sight) -> dict[str, bool]:
    return {"may_edit": sight.may("edit"), "may_take_part": sight.may("take part")}


def _place(viewer: Viewer, claim: Claim) -> PlaceInFramework | None:
    if claim.priority is None:
        return None
    framework = claim.priority.framework
    if not seen_things(viewer, [framework]):
        return None
    return PlaceInFramework(framework.uid, framework.title, claim.priority.number, claim.priority.title)
