"""A ballot as somebody finds it: what can be chosen, for whom she votes, what she said before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base import money
from konbit.base.errors import NotFound
from konbit.base.text import Multilingual
from konbit.decisions.ballots import bounds, shape
from konbit.decisions.budget_votes import Unfit, rules_of_budget
from konbit.decisions.methods import Choice, Rules
from konbit.decisions.models import Ballot, Entitled, Kind, Option, Participation, Proxy, Vote
from konbit.decisions.queries.entitlement import choosable, may_cast_for, standing
from konbit.decisions.queries.methods import rules_of
from konbit.directory.queries.of_group import seen_thing
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class BallotOption:
    """Something, or somebody, that can be chosen. `cost`: in the smallest unit, where money is shared;
    `price`: the same in the reader's language."""

    word: str
    title: Multilingual
    text: Multilingual
    name: str
    price: str
    cost: int = 0


@dataclass(frozen=True)
class VotesFor:
    """A line of the roll for which somebody votes. `is_proxy`: she stands in for it."""

    id: int
    number: int
    name: str
    votes: int
    is_proxy: bool
    has_voted: bool
    may_split: bool

    @property
    def to_split(self) -> int:
        """How many votes there are to split; 1 where there is nothing to split."""
        return self.votes if self.may_split else 1


@dataclass(frozen=True)
class BallotShown:
    """The paper itself, the same for whatever channel. `least`, `most`, `dots`: what may be given. `budget`:
    the rules of the money that is shared, empty where it is about none."""

    uid: str
    title: Multilingual
    text: Multilingual
    group: str
    kind: str
    shape: str
    is_anonymous: bool
    is_open: bool
    closes_at: Any
    handoff: str
    choices: tuple[Choice, ...]
    options: tuple[BallotOption, ...]
    least: int
    most: int
    dots: int | None
    budget: Mapping[str, Any]

    @property
    def money(self) -> str:
        """How much is shared, in the reader's language; empty where it is about no money."""
        return money.shown(self.budget["amount"], self.budget["currency"]) if self.budget else ""

    @property
    def url(self) -> str:
        """The address of the vote."""
        return f"/votes/{self.uid}/"

    @property
    def is_strict(self) -> bool:
        """Whether each place can be given once only: two persons in one place end a paper."""
        return self.kind in (Kind.SCOTTISH, Kind.MEEK)

    @property
    def is_marked(self) -> bool:
        """Whether an option is only ticked."""
        return self.shape == "points" and self.most == 1 and self.least == 0


@dataclass(frozen=True)
class BallotPage:
    """The page on which one votes: for which lines one may, for which one does. `before`: what was said."""

    shown: BallotShown
    lines: tuple[VotesFor, ...]
    line: VotesFor | None
    before: tuple[Mapping[str, Any], ...]
    sees_vote: bool

    @property
    def is_final(self) -> bool:
        """Whether the ballot lies in the box and cannot be found again."""
        return self.shown.is_anonymous and self.line is not None and self.line.has_voted


def ballot_page(viewer: Viewer, uid: str, wanted: int | None = None) -> BallotPage:
    """The ballot of a vote for whoever is on its roll, or sees it. `wanted`: the number of a line, else the
    first that has not voted. Raises `NotFound`."""
    vote, sees = vote_for_voter(viewer, uid)
    lines = lines_of(viewer, vote)
    line = next((one for one in lines if one[0].number == wanted), None) if wanted else None
    line = line or next((one for one in lines if not one[1].has_voted), lines[0] if lines else None)
    row, told = line or (None, None)
    return BallotPage(
        shown=ballot_shown(vote, row),
        lines=tuple(one for _row, one in lines),
        line=told,
        before=_said_before(vote, row),
        sees_vote=sees,
    )


def vote_for_voter(viewer: Viewer, uid: str) -> tuple[Vote, bool]:
    """A vote that the viewer sees, or on whose roll she stands; and whether she sees it.
    Raises `NotFound`."""
    try:
        return seen_thing(viewer, Vote, uid)[0], True
    except NotFound:
        vote = Vote.objects.select_related("group").filter(uid=uid, removed_at=None).first()
        if vote is None or vote.group.removed_at is not None or not lines_of(viewer, vote):
            raise
        return vote, False


def lines_of(viewer: Viewer, vote: Vote) -> list[tuple[Entitled, VotesFor]]:
    """The lines of the roll for which a viewer votes: her own, those of groups she keeps, those whose proxy
    she carries."""
    if not viewer.is_someone or vote.state == Vote.State.DRAFT:
        return []
    groups = [int(scope.removeprefix("group:")) for scope in viewer.roles if scope.startswith("group:")]
    near = standing(vote).select_related("group")
    own = [
        one
        for one in [*near.filter(person=viewer.actor), *near.filter(person="", group__in=groups)]
        if may_cast_for(viewer, one)
    ]
    proxies = Proxy.objects.filter(holder__in=own, giver__in=standing(vote)).order_by("pk")
    carried = [one.giver for one in proxies.select_related("giver__group")]
    voted = set(
        Participation.objects.filter(entitled__in=[*own, *carried]).values_list("entitled", flat=True)
    )
    return [
        (row, _votes_for(row, is_proxy=is_proxy, has_voted=row.pk in voted))
        for rows, is_proxy in ((own, False), (carried, True))
        for row in rows
    ]


def line_told(row: Entitled) -> VotesFor:
    """A line of the roll, for who votes by a link or a card."""
    has_voted = getattr(row, "participation", None) is not None
    return _votes_for(row, is_proxy=False, has_voted=has_voted)


def _votes_for(row: Entitled, *, is_proxy: bool, has_voted: bool) -> VotesFor:
    return VotesFor(
        id=row.pk,
        number=row.number,
        name=line_name(row),
        votes=row.weight,
        is_proxy=is_proxy,
        has_voted=has_voted,
        may_split=row.weight > 1 and row.mandate != Entitled.Mandate.BLOCK,
    )


def line_name(row: Entitled) -> str:
    """How a line of the roll is called."""
    group = row.group.name if row.group else ""
    if row.name and group and row.name != group:
        return _("%(name)s, for %(group)s") % {"name": row.name, "group": group}
    return row.name or group or _("Number %(number)d") % {"number": row.number}


def ballot_shown(vote: Vote, line: Entitled | None) -> BallotShown:
    """The paper of a vote for a line of its roll."""
    rules: Rules = rules_of(vote)
    least, most, dots = bounds(rules)
    budget = _money(vote) if rules.kind == Kind.SHARES else {}
    return BallotShown(
        uid=vote.uid,
        title=vote.title,
        text=vote.text,
        group=vote.group.name,
        kind=rules.kind,
        shape=shape(rules.kind),
        is_anonymous=vote.secrecy == Vote.Secrecy.ANONYMOUS,
        is_open=is_open(vote),
        closes_at=vote.closes_at,
        handoff=vote.handoff if vote.secrecy == Vote.Secrecy.HANDOFF else "",
        choices=tuple(rules.choices),
        options=tuple(_option(one, budget.get("currency", "")) for one in choosable(vote, line)),
        least=least,
        most=most,
        dots=dots,
        budget=budget,
    )


def _money(vote: Vote) -> Mapping[str, Any]:
    try:
        return rules_of_budget(vote)
    except Unfit:
        return {}


def is_open(vote: Vote) -> bool:
    """Whether one can vote now."""
    is_late = vote.closes_at is not None and vote.closes_at <= timezone.now()
    return vote.state == Vote.State.OPEN and not is_late


def _option(row: Option, currency: str) -> BallotOption:
    price = money.shown(row.cost, currency) if currency and row.cost is not None else ""
    return BallotOption(row.word, row.title, row.text, row.name, price, row.cost or 0)


def _said_before(vote: Vote, row: Entitled | None) -> tuple[Mapping[str, Any], ...]:
    if row is None or vote.secrecy != Vote.Secrecy.OPEN:
        return ()
    ballots = Ballot.objects.filter(entitled=row)
    return tuple({"said": one.said, "weight": one.weight} for one in ballots)


def ballot_address(uid: str, number: int | None = None) -> str:
    """The address of the ballot of a line."""
    address = reverse("decisions:ballot", args=[uid])
    return f"{address}?for={number}" if number else address
