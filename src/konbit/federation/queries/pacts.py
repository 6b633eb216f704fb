"""A pact with its stages and the answers of all who are asked, and lists of pacts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from konbit.assembly.queries.agreed_shown import SourceShown, source_shown
from konbit.base.text import Multilingual
from konbit.directory.models import Group
from konbit.directory.queries.visible import GroupLink, Sight, seen_group, visible_groups
from konbit.directory.queries.wording import date_words, period_words
from konbit.federation.models import Pact, Party
from konbit.federation.queries.pact_sight import seen_pact, seen_pacts
from konbit.federation.queries.parties import PartyShown, is_bound, missing, parties_shown
from konbit.people.audience import Audience, Viewer

MOST = 500
_SYMBOLS = {
    Pact.State.DRAFT: "pencil",
    Pact.State.ASKED: "send",
    Pact.State.HOLDS: "handshake",
    Pact.State.GIVEN_UP: "x",
    Pact.State.ENDED: "archive",
}
_BEFORE = (Pact.State.DRAFT, Pact.State.ASKED)


@dataclass(frozen=True)
class PactLine:
    """A pact in a list. `asked`, `answered`, `agreed`, `bound`: how many of the groups that the reader may
    know of."""

    uid: str
    title: Multilingual
    aim: Multilingual
    state: str
    group: GroupLink
    network: GroupLink | None
    when: str
    answer_by: str
    certainty: str
    asked: int
    answered: int
    agreed: int
    bound: int

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("federation:pact", args=[self.uid])

    @property
    def label(self) -> str:
        """Its state in words."""
        return str(Pact.State(self.state).label)

    @property
    def symbol(self) -> str:
        """The name of the symbol of its state."""
        return _SYMBOLS[Pact.State(self.state)]


@dataclass(frozen=True)
class Stage:
    """A stage on the way: what it is, what is to be told of it, whether the pact stands there now."""

    words: str
    told: str
    is_now: bool


@dataclass(frozen=True)
class PactPage:
    """A pact with everything that its reader may know of it. `tells_needed`: whether the number of those who
    have to agree tells of nobody whom she may not know of. `waited_for`: whose word is missing for it to
    hold, told to those who propose. `can_hold`: whether enough agreed, or others have joined since. `fewer`:
    whether fewer are bound than it needs."""

    line: PactLine
    charter: Multilingual
    needed: int | None
    tells_needed: bool
    source: SourceShown | None
    audience: str
    stages: tuple[Stage, ...]
    parties: tuple[PartyShown, ...]
    waited_for: tuple[str, ...]
    can_hold: bool
    fewer: bool
    may_edit: bool
    may_steward: bool

    @property
    def mine(self) -> tuple[PartyShown, ...]:
        """The groups for which the reader can answer now."""
        return tuple(one for one in self.parties if one.may_answer)

    @property
    def signatories(self) -> tuple[PartyShown, ...]:
        """Those who agreed, with those who left since."""
        return tuple(one for one in self.parties if one.state in (Party.State.AGREED, Party.State.LEFT))


def pact_page(viewer: Viewer, uid: str) -> PactPage:
    """The page of a pact. Raises `NotFound`."""
    pact, sight = seen_pact(viewer, uid)
    line = pact_lines(viewer, [pact])[0]
    parties = parties_shown(viewer, pact)
    rows = list(pact.parties.all())
    steward = sight.may("steward")
    left = missing(pact) if steward and pact.state == Pact.State.ASKED else []
    joined = any(one.state == Party.State.AGREED and not one.valid_from for one in rows)
    ready = (pact.state == Pact.State.ASKED and not left) or pact.state == Pact.State.HOLDS
    bound = sum(map(is_bound, rows))
    return PactPage(
        line=line,
        charter=pact.charter,
        needed=pact.needed,
        tells_needed=(pact.needed or 0) <= len(parties),
        source=source_shown(pact.source, pact.address),
        audience=str(Audience(pact.audience).label),
        stages=_stages(pact, line),
        parties=parties,
        waited_for=tuple(one.group.name for one in left),
        can_hold=steward and ready and joined,
        fewer=pact.state == Pact.State.HOLDS and bound < (pact.needed or 2) and _tells(parties, rows),
        **_may(sight, steward),
    )


def pact_lines(viewer: Viewer, pacts: Iterable[Pact]) -> list[PactLine]:
    """Those of these pacts that the viewer may know of, in their order."""
    seen = seen_pacts(viewer, pacts)
    rows = list(Party.objects.filter(pact__in=seen))
    wanted = {one.group_id for one in seen} | {one.group_id for one in rows}
    wanted |= {one.network_id for one in seen if one.network_id}
    links = visible_groups(viewer, wanted)
    of: defaultdict[int, list[Party]] = defaultdict(list)
    for row in rows:
        if row.group_id in links:
            of[row.pact_id].append(row)
    return [
        PactLine(
            uid=one.uid,
            title=one.title,
            aim=one.aim,
            state=one.state,
            group=links.get(one.group_id) or _link(one.group),
            network=links.get(one.network_id or 0),
            when=period_words(one.valid_from, one.valid_until) if one.valid_from else "",
            answer_by=date_words(one.answer_by),
            certainty=one.certainty,
            asked=len(of[one.pk]),
            answered=sum(row.state != Party.State.INVITED for row in of[one.pk]),
            agreed=sum(row.state == Party.State.AGREED for row in of[one.pk]),
            bound=sum(map(is_bound, of[one.pk])),
        )
        for one in seen
    ]


@dataclass(frozen=True)
class PactsPage:
    """The pacts of a group: those that it proposed, those in which it is asked, those from which it came."""

    group: GroupLink
    own: tuple[PactLine, ...]
    asked: tuple[PactLine, ...]
    founding: tuple[PactLine, ...]
    may_edit: bool


def pacts_of_group(viewer: Viewer, uid: str) -> PactsPage:
    """The pacts of a group (uid). Raises `NotFound`."""
    group, sight = seen_group(viewer, uid)
    rows = pacts_near(group.pk)
    lines = dict(zip([one.pk for one in seen_pacts(viewer, rows)], pact_lines(viewer, rows), strict=True))
    of = set(Party.objects.filter(pact__in=rows, group=group).values_list("pact", flat=True))

    def some(wanted: Iterable[Pact]) -> tuple[PactLine, ...]:
        return tuple(lines[one.pk] for one in wanted if one.pk in lines)

    return PactsPage(
        group=_link(group),
        own=some(one for one in rows if one.group_id == group.pk),
        asked=some(one for one in rows if one.group_id != group.pk and one.pk in of),
        founding=some(
            one for one in rows
            if one.network_id == group.pk and one.group_id != group.pk and one.pk not in of
        ),
        may_edit=sight.may("edit"),
    )  # fmt: skip


def pacts_near(group: int) -> list[Pact]:
    """The pacts with which a group (id) has to do, newest first. A group that is asked hears of it once it is
    sent."""
    asked = Q(parties__group=group) & ~Q(state=Pact.State.DRAFT)
    rows = Pact.objects.filter(Q(group=group) | Q(network=group) | asked, removed_at=None)
    return list(rows.select_related("group", "source").distinct().order_by("-pk")[:MOST])


def _stages(pact: Pact, line: PactLine) -> tuple[Stage, ...]:
    """From the proposal to the day from which it holds."""
    state = pact.state
    is_draft = state == Pact.State.DRAFT
    written = _("The charter is being written") if is_draft else _("The charter is written")
    asked = "" if is_draft else date_words(pact.asked_on)
    answers = _("%(answered)s of %(asked)s have answered") % {"answered": line.answered, "asked": line.asked}
    way = [
        Stage(written, "", is_draft),
        Stage(_("Before the members"), asked, False),
        Stage(_("Each answers for itself"), "" if is_draft else answers, state == Pact.State.ASKED),
    ]
    if state == Pact.State.GIVEN_UP:
        return (*way, Stage(_("Given up"), "", True))
    way.append(Stage(_("It holds"), date_words(pact.valid_from), state == Pact.State.HOLDS))
    if state == Pact.State.ENDED:
        way.append(Stage(_("Ended"), date_words(pact.valid_until), True))
    return tuple(way)


def _tells(parties: tuple[PartyShown, ...], rows: list[Party]) -> bool:
    """Whether the reader knows of all who are asked: else a count would tell of the others."""
    return len(parties) == len(rows)


def _may(sight: Sight, steward: bool) -> dict[str, bool]:
    return {"may_edit": sight.may("edit"), "may_steward": steward}


def _link(group: Group) -> GroupLink:
    return GroupLink(group.pk, group.uid, group.slug, group.name, group.kind)
