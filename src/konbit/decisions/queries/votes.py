"""A vote as its page, lists and forms show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from konbit.assembly.queries.agreed_shown import resolutions_shown
from konbit.base.text import Multilingual
from konbit.decisions.ballots import shape
from konbit.decisions.budget_votes import price_of
from konbit.decisions.hurdles import Hurdle
from konbit.decisions.methods import Rules
from konbit.decisions.models import Entitled, Unit, Vote
from konbit.decisions.queries.hurdles import PEOPLE, hurdles
from konbit.decisions.queries.methods import as_shown, method_titles, rules_of
from konbit.decisions.queries.needed import needed_in
from konbit.decisions.queries.papers import papers_left
from konbit.directory.queries.of_group import keepers, seen_thing, seen_things
from konbit.directory.queries.visible import GroupLink, Sight, seen_group
from konbit.people.audience import EDITOR, STEWARD, Audience, Viewer

LOOKED_THROUGH = 500
"""Among so many that were counted last those are looked for that the reader may know of: however many are
not for her, she finds hers."""


@dataclass(frozen=True)
class VoteLine:
    """A vote in a list. `voted` of `entitled` lines of the roll."""

    uid: str
    title: Multilingual
    group: GroupLink
    state: str
    state_label: str
    method: Multilingual
    closes_at: datetime | None
    closed_at: datetime | None
    entitled: int
    voted: int

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("decisions:vote", args=[self.uid])

    @property
    def is_late(self) -> bool:
        """Whether it should have been counted already."""
        return (
            self.state == Vote.State.OPEN and self.closes_at is not None and self.closes_at <= timezone.now()
        )


@dataclass(frozen=True)
class OptionShown:
    """What can be chosen. `price`: what it costs, where money is shared."""

    id: int
    word: str
    title: Multilingual
    text: Multilingual
    name: str
    college: Multilingual
    withdrawn: bool
    price: str


@dataclass(frozen=True)
class CollegeShown:
    """Those who vote together; `many`: lines of the roll."""

    id: int
    title: Multilingual
    seats: int
    part: int
    many: int


@dataclass(frozen=True)
class VotePage:
    """A vote with everything that its reader may know and do. `kind`, `shape`: of what its ballots say;
    `may_vote`: whether the roll has a line of the reader; `hurdles`: only for those who prepare it;
    `needed`: what has to come together, in sentences; `papers_left`: how many papers do not count."""

    line: VoteLine
    text: Multilingual
    needed: tuple[str, ...]
    papers_left: int
    rules: Rules
    shape: str
    unit: str
    unit_label: str
    secrecy: str
    secrecy_label: str
    seats: int
    proxies: int
    seed: str
    roll_hash: str
    result: dict[str, Any]
    result_hash: str
    handoff: str
    options: tuple[OptionShown, ...]
    colleges: tuple[CollegeShown, ...]
    hurdles: tuple[Hurdle, ...]
    above: VoteLine | None
    below: tuple[VoteLine, ...]
    resolution: Any
    has_resolution: bool
    audience: str
    is_of_people: bool
    may_vote: bool
    may_edit: bool
    may_take_part: bool

    @property
    def of_groups(self) -> bool:
        """Whether groups answer it, not single people."""
        return self.unit != Unit.HEADS

    @property
    def forbidden(self) -> bool:
        """Whether something keeps it from opening."""
        return any(one.forbids for one in self.hurdles)

    @property
    def too_few(self) -> bool:
        """Whether so few can vote that anonymity cannot be kept."""
        codes = {one.code for one in self.hurdles if one.forbids}
        return self.secrecy == Vote.Secrecy.ANONYMOUS and bool(codes & {"few", "weight"})

    @property
    def result_template(self) -> tuple[str, str]:
        """The parts that show a result of this kind; the first that is there is used."""
        return f"decisions/results/{self.rules.kind}.html", "decisions/results/plain.html"

    @property
    def resolution_unseen(self) -> bool:
        """Whether a resolution was drawn that is not for its reader."""
        return self.has_resolution and self.resolution is None


def seen_vote(viewer: Viewer, uid: str) -> tuple[Vote, Sight]:
    """A vote, and what the viewer may do with it. Raises `NotFound`."""
    return seen_thing(viewer, Vote, uid)


def vote_written(viewer: Viewer, uid: str, verb: str = "edit") -> Vote:
    """A vote as it stands, for whoever may do this with it. Raises `NotFound`, `NotAllowed`."""
    vote, sight = seen_vote(viewer, uid)
    sight.must(verb)
    return vote


def vote_page(viewer: Viewer, uid: str) -> VotePage:
    """The page of a vote. Raises `NotFound`."""
    vote, sight = seen_vote(viewer, uid)
    near = [vote, *([vote.above] if vote.above else []), *vote.below.select_related("group").order_by("pk")]
    lines = {line.uid: line for line in vote_lines(viewer, near)}
    rules = rules_of(vote)
    may_edit = sight.may("edit")
    is_draft = vote.state == Vote.State.DRAFT
    resolution = vote.resolution
    return VotePage(
        line=lines[vote.uid], text=vote.text, needed=needed_in(vote),
        papers_left=0 if is_draft else papers_left(vote), rules=as_shown(rules, lines[vote.uid].method),
        shape=shape(rules.kind), unit=vote.unit, unit_label=str(vote.get_unit_display()),
        secrecy=vote.secrecy,
        secrecy_label=str(vote.get_secrecy_display()), seats=vote.seats, proxies=vote.proxies,
        seed=vote.seed, roll_hash=vote.roll_hash, result=vote.result, result_hash=vote.result_hash,
        handoff=vote.handoff, options=options_of(vote), colleges=colleges_of(vote),
        hurdles=tuple(hurdles(vote)) if is_draft and may_edit else (),
        above=lines.get(vote.above.uid) if vote.above else None,
        below=tuple(one for one in lines.values() if one.uid not in (vote.uid, _uid(vote.above))),
        resolution=resolutions_shown(viewer, [resolution]).get(resolution.pk) if resolution else None,
        has_resolution=resolution is not None,
        audience=str(Audience(vote.audience).label), is_of_people=rules.kind in PEOPLE,
        may_vote=own_lines(viewer, [vote]).exists(), may_edit=may_edit,
        may_take_part=sight.may("take part"),
    )  # fmt: skip


def votes_of_group(viewer: Viewer, group_uid: str) -> tuple[GroupLink, list[VoteLine], Sight]:
    """The votes of a group, open ones first, then the newest. Raises `NotFound`."""
    group, sight = seen_group(viewer, group_uid)
    rows = _listed(Vote.objects.filter(group=group, removed_at=None))
    link = keepers(viewer, [Vote(group=group)])[group.pk]
    return link, vote_lines(viewer, rows), sight


def open_votes(viewer: Viewer, most: int = 60) -> list[VoteLine]:
    """Votes that are open now, those that close first."""
    rows = Vote.objects.filter(state=Vote.State.OPEN, removed_at=None).order_by("closes_at", "-pk")
    return vote_lines(viewer, seen_things(viewer, _light(rows))[:most])


def counted_votes(viewer: Viewer, most: int = 30) -> list[VoteLine]:
    """Votes that were counted last."""
    rows = Vote.objects.filter(state=Vote.State.CLOSED, removed_at=None).order_by("-closed_at")
    return vote_lines(viewer, seen_things(viewer, _light(rows)[:LOOKED_THROUGH])[:most])


def own_votes(viewer: Viewer) -> list[VoteLine]:
    """Where the viewer stands on the roll, herself or for a group that she keeps: open ones first."""
    if not viewer.is_someone:
        return []
    ids = own_lines(viewer).values_list("vote", flat=True).distinct()
    rows = Vote.objects.filter(pk__in=ids, removed_at=None).exclude(state=Vote.State.DRAFT)
    return vote_lines(viewer, _listed(rows)[:200])


def own_lines(viewer: Viewer, votes: Iterable[Vote] | None = None) -> Any:
    """Lines of rolls on which the viewer votes, as `entitlement.may_cast_for` says it."""
    if not viewer.is_someone:
        return Entitled.objects.none()
    groups = [
        int(scope[6:])
        for scope in viewer.roles
        if scope.startswith("group:") and scope[6:].isdigit() and viewer.holds(scope, STEWARD, EDITOR)
    ]
    rows = Entitled.objects.filter(Q(person=viewer.actor) | Q(person="", group__in=groups), until_on=None)
    return rows if votes is None else rows.filter(vote__in=list(votes))


def vote_lines(viewer: Viewer, votes: Iterable[Vote]) -> list[VoteLine]:
    """Those of these votes that the viewer may know of, as lists show them."""
    seen = seen_things(viewer, votes)
    links = keepers(viewer, seen)
    many = Entitled.objects.filter(vote__in=seen, until_on=None).values_list("vote")
    counts = {
        pk: (entitled, voted)
        for pk, entitled, voted in many.annotate(Count("pk"), Count("participation")).order_by()
    }
    titles = method_titles(viewer, seen)
    return [_line(one, links[one.group_id], titles[one.pk], *counts.get(one.pk, (0, 0))) for one in seen]


def _line(vote: Vote, group: GroupLink, method: Multilingual, entitled: int, voted: int) -> VoteLine:
    return VoteLine(
        uid=vote.uid, title=vote.title, group=group, state=vote.state,
        state_label=str(Vote.State(vote.state).label), method=method,
        closes_at=vote.closes_at, closed_at=vote.closed_at, entitled=entitled, voted=voted,
    )  # fmt: skip


def options_of(vote: Vote) -> tuple[OptionShown, ...]:
    """What can be chosen, in its order."""
    return tuple(
        OptionShown(
            one.pk, one.word, one.title, one.text, one.name, one.college.title if one.college else {},
            one.withdrawn_on is not None, price_of(vote, one),
        )
        for one in vote.options.select_related("college")
    )  # fmt: skip


def colleges_of(vote: Vote) -> tuple[CollegeShown, ...]:
    """The colleges with how many lines of the roll each has."""
    rows = vote.colleges.annotate(many=Count("roll", filter=Q(roll__until_on=None)))
    return tuple(CollegeShown(one.pk, one.title, one.seats, one.part, one.many) for one in rows)


def _listed(rows: Any) -> Any:
    order = {Vote.State.OPEN: 0, Vote.State.DRAFT: 1, Vote.State.CLOSED: 2, Vote.State.GIVEN_UP: 3}
    return sorted(_light(rows.order_by("-pk"))[:500], key=lambda one: order[Vote.State(one.state)])


def _light(rows: Any) -> Any:
    return rows.select_related("group").defer("result")


def _uid(vote: Vote | None) -> str:
    return vote.uid if vote else ""
