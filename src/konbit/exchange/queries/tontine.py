"""A tontine as it is shown: whose turn it is, what was paid in, who is late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from konbit.directory.queries.of_group import gone
from konbit.exchange import amounts
from konbit.exchange.bead_ring import Bead, ring_drawing
from konbit.exchange.models import Bid, Circle, Cycle, Obligation, Swap, Turn
from konbit.exchange.queries.acting import keeps, own_among
from konbit.exchange.queries.circles import CircleLine, circle_lines, seen_circle
from konbit.exchange.queries.members import names_in, own_members
from konbit.exchange.queries.terms import terms_of
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class PayIn:
    """What one member pays in at a turn; `left`: empty once it is in."""

    name: str
    amount: str
    left: str
    is_late: bool


@dataclass(frozen=True)
class BidLine:
    """Who would like a turn: what she leaves to the others, why she needs it."""

    member: int
    name: str
    amount: str
    reason: str


@dataclass(frozen=True)
class SwapLine:
    """Two who may change turns."""

    uid: str
    asks: str
    asked: str
    number: int
    other: int
    may_answer: bool


@dataclass(frozen=True)
class TurnLine:
    """A turn. `who`: empty while nobody is chosen; `receives`: what she gets, `left`: what is missing."""

    uid: str
    number: int
    due_on: date
    who: str
    is_own: bool
    state: str
    state_label: str
    receives: str
    missing: str
    pays: tuple[PayIn, ...]
    bid: str
    reason: str
    bids: tuple[BidLine, ...]
    may_open: bool
    may_bid: bool
    may_swap: bool
    may_cover: bool
    may_complete: bool


@dataclass(frozen=True)
class TontineShown:
    """The cycle that runs, or the last one. `seed`: published, where the order was drawn."""

    uid: str
    number: int
    state: str
    state_label: str
    order: str
    seed: str
    hand: str
    turns: tuple[TurnLine, ...]
    now: TurnLine | None
    late: tuple[PayIn, ...]
    swaps: tuple[SwapLine, ...]
    paid_in: str
    received: str
    drawing: SafeString
    may_keep: bool
    may_begin: bool


@dataclass(frozen=True)
class TontineSheet:
    """What hangs on the wall: the circle, its turns, its members by number."""

    circle: CircleLine
    tontine: TontineShown
    names: tuple[str, ...]


def tontine_shown(viewer: Viewer, circle_id: int) -> TontineShown | None:
    """The last cycle of a circle, for who takes part in it or keeps its books; None for others, and where
    no cycle was begun."""
    circle = Circle.objects.select_related("group", "currency").get(pk=circle_id)
    keeper = keeps(viewer, circle)
    if not keeper and not own_members(viewer, circle):
        return None
    cycle = circle.cycles.order_by("-number").first()
    if cycle is None:
        return _nothing_yet(circle, keeper)
    return _shown(viewer, circle, cycle, keeper)


def tontine_sheet(viewer: Viewer, uid: str) -> TontineSheet:
    """A sheet for the wall, for members. Raises `NotFound`."""
    circle, _sight = seen_circle(viewer, uid)
    shown = tontine_shown(viewer, circle.pk) if circle.kind == "tontine" else None
    if shown is None:
        raise gone()
    rows = list(circle.members.filter(left_on=None).select_related("group"))
    names = names_in(viewer, rows)
    return TontineSheet(circle_lines(viewer, [circle])[0], shown, tuple(names[one.pk][0] for one in rows))


def _nothing_yet(circle: Circle, keeper: bool) -> TontineShown:
    return TontineShown(
        "", 0, "", "", str(terms_of(circle)["order"]), "",
        amounts.shown(terms_of(circle)["amount"], circle.currency), (), None, (), (), "", "", SafeString(""),
        keeper, keeper and circle.state == Circle.State.OPEN,
    )  # fmt: skip


@dataclass(frozen=True)
class _Seen:
    """What the lines of one cycle have in common, for one viewer."""

    circle: Circle
    rules: Mapping[str, Any]
    names: Mapping[int, str]
    mine: set[int]
    can_have: set[int]
    keeper: bool
    running: bool
    next: int | None

    @property
    def covers(self) -> bool:
        """Whether the rules know a guarantee fund, or a fine."""
        return bool(self.rules["guarantee"] or self.rules["fine"])

    def amount(self, amount: int) -> str:
        """As it is shown; nothing for nothing."""
        return amounts.shown(amount, self.circle.currency) if amount else ""


def _shown(viewer: Viewer, circle: Circle, cycle: Cycle, keeper: bool) -> TontineShown:
    turns = list(cycle.turns.select_related("holder__group"))
    seen = _seen(viewer, circle, cycle, turns, keeper)
    promised = _promised(turns)
    bids = _bids(turns) if seen.next is not None else {}
    lines = tuple(_line(one, promised.get(one.uid, []), bids.get(one.pk, []), seen) for one in turns)
    done = [one for rows in promised.values() for one in rows if one.sort == "turn"]
    paid = amounts.shown(sum(one.settled for one in done), circle.currency)
    ended = cycle.state in (Cycle.State.DONE, Cycle.State.BROKEN)
    return TontineShown(
        cycle.uid, cycle.number, cycle.state, str(Cycle.State(cycle.state).label), str(seen.rules["order"]),
        cycle.seed, amounts.shown(cycle.amount, circle.currency), lines,
        next((one for one in lines if one.state == Turn.State.OPEN), None),
        tuple(pay for line in lines for pay in line.pays if pay.is_late), _swaps(turns, seen), paid, paid,
        _drawing(lines), keeper, keeper and circle.state == Circle.State.OPEN and ended,
    )  # fmt: skip


def _seen(viewer: Viewer, circle: Circle, cycle: Cycle, turns: list[Turn], keeper: bool) -> _Seen:
    hands = list(cycle.hands.select_related("member__group"))
    members = [one.member for one in hands]
    names = {pk: name for pk, (name, _url) in names_in(viewer, members).items()}
    had = [one.holder_id for one in turns]
    running = cycle.state == Cycle.State.RUNNING
    coming = [one.pk for one in turns if one.state == Turn.State.COMING]
    return _Seen(
        circle, terms_of(circle), names, own_among(viewer, members),
        {one.member_id for one in hands if one.many > had.count(one.member_id)}, keeper, running,
        coming[0] if running and coming else None,
    )  # fmt: skip


def _line(turn: Turn, asked: list[Obligation], bids: list[Bid], seen: _Seen) -> TurnLine:
    pays_in = [one for one in asked if one.sort == "turn"]
    pays = tuple(_pay_in(one, seen) for one in pays_in)
    missing = sum(one.amount - one.settled for one in pays_in if _is_open(one))
    is_own_turn = turn.holder_id in seen.mine
    coming, open_ = turn.state == Turn.State.COMING, turn.state == Turn.State.OPEN
    is_next = turn.pk == seen.next
    wanted = seen.can_have if seen.keeper else seen.can_have & seen.mine
    told = [one for one in bids if seen.keeper or one.member_id in seen.mine or seen.rules["order"] == "need"]
    return TurnLine(
        turn.uid, turn.number, turn.due_on, seen.names.get(turn.holder_id or 0, ""), is_own_turn, turn.state,
        str(Turn.State(turn.state).label), seen.amount(sum(one.amount for one in pays_in)),
        seen.amount(missing), pays, seen.amount(turn.bid), turn.reason,
        tuple(
            BidLine(one.member_id, seen.names.get(one.member_id, ""), seen.amount(one.amount), one.reason)
            for one in told
            if coming
        ),
        may_open=seen.keeper and is_next,
        may_bid=is_next and turn.holder_id is None and bool(wanted),
        may_swap=seen.running and coming and turn.holder_id is not None and (seen.keeper or is_own_turn),
        may_cover=seen.keeper and open_ and seen.covers and any(one.is_late for one in pays),
        may_complete=seen.keeper and open_ and not missing,
    )  # fmt: skip


def _promised(turns: Iterable[Turn]) -> dict[str, list[Obligation]]:
    rows: dict[str, list[Obligation]] = {}
    for one in (
        Obligation.objects.filter(origin__in=[one.uid for one in turns])
        .select_related("payer")
        .order_by("payer__member__number", "pk")
    ):
        rows.setdefault(one.origin, []).append(one)
    return rows


def _bids(turns: Iterable[Turn]) -> dict[int, list[Bid]]:
    rows: dict[int, list[Bid]] = {}
    for one in Bid.objects.filter(turn__in=[one.pk for one in turns]).order_by("-amount", "pk"):
        rows.setdefault(one.turn_id, []).append(one)
    return rows


def _is_open(one: Obligation) -> bool:
    return one.state not in (Obligation.State.DONE, Obligation.State.LET_GO)


def _pay_in(one: Obligation, seen: _Seen) -> PayIn:
    open_, days = _is_open(one), seen.rules["late"]
    late = (
        open_ and days is not None and one.due_on is not None
        and date.today() > one.due_on + timedelta(days=int(days))
    )  # fmt: skip
    left = seen.amount(one.amount - one.settled) if open_ else ""
    return PayIn(seen.names.get(one.payer.member_id or 0, ""), seen.amount(one.amount), left, late)


def _swaps(turns: list[Turn], seen: _Seen) -> tuple[SwapLine, ...]:
    by_id = {one.pk: one for one in turns}
    lines = []
    for one in Swap.objects.filter(asks__in=list(by_id), state=Swap.State.ASKED).order_by("pk"):
        asks, asked = by_id[one.asks_id], by_id[one.asked_id]
        if seen.keeper or {asks.holder_id, asked.holder_id} & seen.mine:
            who, other = (seen.names.get(turn.holder_id or 0, "") for turn in (asks, asked))
            may_answer = seen.keeper or asked.holder_id in seen.mine
            lines.append(SwapLine(one.uid, who, other, asks.number, asked.number, may_answer))
    return tuple(lines)


def _drawing(lines: tuple[TurnLine, ...]) -> SafeString:
    beads = [Bead(one.number, one.who, one.state, any(pay.is_late for pay in one.pays)) for one in lines]
    now = next((one for one in lines if one.state == Turn.State.OPEN), None)
    middle = (now.who, now.receives) if now else ("", "")
    title = _("The ring of turns: %(done)d of %(all)d paid out.") % {
        "done": sum(one.state == Turn.State.PAID for one in lines), "all": len(lines),
    }  # fmt: skip
    return ring_drawing(beads, middle, title)
