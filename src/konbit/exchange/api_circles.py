"""Reading circles, one's own promises and clearing rounds as JSON, with the same eyes as the pages.

Amounts are strings of whole numbers of the smallest part: no program rounds them on the way.
"""

from __future__ import annotations

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Path, Router, Schema
from pydantic import Field

from konbit.directory.api_shapes import NamedGroup, Problem
from konbit.directory.queries.visible import GroupLink
from konbit.exchange.queries.circles import CircleLine, circle_page, circles_of
from konbit.exchange.queries.clearing import Notice, round_page, rounds_page
from konbit.exchange.queries.members import AccountLine, MemberLine
from konbit.exchange.queries.own_accounts import Promised, own_promises
from konbit.people.views.asking import viewer_in

router = Router()

NOT_HERE = frozenset({404, 422})
Uid = Annotated[str, Field(max_length=40, pattern=r"^[0-9a-z-]+$")]
Words = dict[str, str]


class ExchangeCircleOut(Schema):
    """A circle; its title by language. `kind` in words, `state`: draft, open or closed."""

    uid: str
    url: str
    title: Words
    kind: str
    state: str
    group: NamedGroup
    members: int


class CircleRuleOut(Schema):
    """A rule, and what it says in one sentence."""

    word: str
    title: str
    sentence: str


class CircleAccountOut(Schema):
    """An account: of a member, or for a purpose of the circle (`title`). `balance`: null where the reader may
    not know it."""

    uid: str
    word: str
    title: str
    balance: str | None
    is_closed: bool


class CircleMemberOut(Schema):
    """Who takes part, by number."""

    number: int
    name: str
    url: str
    is_own: bool
    accounts: list[CircleAccountOut]


class WholeCircleOut(ExchangeCircleOut):
    """A circle with its rules. `members_seen` and `accounts` (those of the circle itself) are empty for who
    does not take part. `unit`: the code of what it counts in."""

    text: Words
    unit: str
    rules: list[CircleRuleOut]
    rules_from: str
    opened_on: str
    closed_on: str
    members_seen: list[CircleMemberOut]
    accounts: list[CircleAccountOut]


class PromiseOut(Schema):
    """What is left of a promise, of one's own. `comes`: to the reader; else she owes it. `other`: the other
    side, `state`: said, stands or disputed. `due_on`: empty where no day is said."""

    uid: str
    circle: str
    comes: bool
    other: str
    amount: str
    unit: str
    words: str
    due_on: str
    state: str


class ClearingRoundOut(Schema):
    """A clearing round. `cleared`: null before it was found what can be set off."""

    uid: str
    made_on: str
    state: str
    cleared: str | None


class ClearingNoticeOut(Schema):
    """What a round does for a member. `answer`: yes, no, or empty. `net`: owed less owes, the same after it,
    save for what the circle's credit `lent`."""

    name: str
    is_own: bool
    answer: str
    owes: str
    owes_after: str
    owed: str
    owed_after: str
    net: str
    lent: str


class WholeClearingRoundOut(Schema):
    """A round with the reader's own notice; with everybody's for who keeps the books. `digest`: of the
    result, by which anybody finds it unchanged."""

    uid: str
    circle: str
    state: str
    unit: str
    total: str
    cleared: str
    solver: str
    digest: str
    notices: list[ClearingNoticeOut]


@router.get(
    "groups/{uid}/exchange-circles",
    response={200: list[ExchangeCircleOut], NOT_HERE: Problem},
    summary="The circles of a group in which value moves",
    operation_id="list_exchange_circles",
)
def circles(request: HttpRequest, uid: Path[Uid]) -> Any:
    """Those that the reader may know of, the newest first."""
    return [circle_data(one) for one in circles_of(viewer_in(request), uid).lines]


@router.get(
    "exchange/circles/{uid}",
    response={200: WholeCircleOut, NOT_HERE: Problem},
    summary="One circle with its rules",
    operation_id="get_exchange_circle",
)
def circle(request: HttpRequest, uid: Path[Uid]) -> Any:
    """Its rules in words of the language that is asked for; its members for who takes part."""
    page = circle_page(viewer_in(request), uid)
    return circle_data(page.line) | {
        "text": page.text, "unit": page.unit,
        "rules": [{"word": one.word, "title": one.title, "sentence": one.sentence} for one in page.rules],
        "rules_from": _day(page.rules_from), "opened_on": _day(page.opened_on),
        "closed_on": _day(page.closed_on),
        "members_seen": [_member(one) for one in page.members],
        "accounts": [_account(one.line, one.title) for one in page.owns],
    }  # fmt: skip


@router.get(
    "promises", response={200: list[PromiseOut]}, summary="Your own promises", operation_id="own_promises"
)
def promises(request: HttpRequest) -> Any:
    """What is coming to whoever is signed in, and what she promised, the soonest first; none for others."""
    return [promise_data(one) for one in own_promises(viewer_in(request))]


@router.get(
    "exchange/circles/{uid}/clearing",
    response={200: list[ClearingRoundOut], NOT_HERE: Problem},
    summary="The clearing rounds of a circle",
    operation_id="list_clearing_rounds",
)
def rounds(request: HttpRequest, uid: Path[Uid]) -> Any:
    """For who takes part in the circle, the newest first."""
    return [
        {"uid": one.uid, "made_on": one.made_on.isoformat(), "state": one.state,
         "cleared": None if one.amount is None else str(one.amount)}
        for one in rounds_page(viewer_in(request), uid).lines
    ]  # fmt: skip


@router.get(
    "exchange/clearing/{uid}",
    response={200: WholeClearingRoundOut, NOT_HERE: Problem},
    summary="One clearing round",
    operation_id="get_clearing_round",
)
def clearing_round(request: HttpRequest, uid: Path[Uid]) -> Any:
    """Before and after of the reader, of everybody for who keeps the books."""
    page = round_page(viewer_in(request), uid)
    return {
        "uid": page.uid, "circle": page.circle, "state": page.state, "unit": page.unit,
        "total": str(page.total_amount), "cleared": str(page.cleared_amount), "solver": page.solver,
        "digest": page.result_hash, "notices": [_notice(one) for one in page.notices],
    }  # fmt: skip


def circle_data(line: CircleLine) -> dict[str, Any]:
    """A circle as lists name it, as plain values."""
    return {
        "uid": line.uid, "url": f"{settings.KONBIT_URL}{line.url}", "title": line.title, "kind": line.kind,
        "state": line.state, "group": _group(line.group), "members": line.members,
    }  # fmt: skip


def promise_data(one: Promised) -> dict[str, Any]:
    """A promise of one's own as plain values."""
    return {
        "uid": one.uid, "circle": one.circle, "comes": one.comes, "other": one.other,
        "amount": str(one.amount), "unit": one.unit, "words": one.words, "due_on": _day(one.due_on),
        "state": one.state,
    }  # fmt: skip


def _member(one: MemberLine) -> dict[str, Any]:
    return {
        "number": one.number, "name": one.name, "url": f"{settings.KONBIT_URL}{one.url}" if one.url else "",
        "is_own": one.is_own, "accounts": [_account(account) for account in one.accounts],
    }  # fmt: skip


def _account(line: AccountLine, title: str = "") -> dict[str, Any]:
    return {
        "uid": line.uid, "word": line.word, "title": title,
        "balance": None if line.amount is None else str(line.amount), "is_closed": line.is_closed,
    }  # fmt: skip


def _notice(one: Notice) -> dict[str, Any]:
    sums = one.sums
    return {
        "name": one.name, "is_own": one.is_own, "answer": one.answer, "owes": str(sums.owes),
        "owes_after": str(sums.owes_after), "owed": str(sums.owed), "owed_after": str(sums.owed_after),
        "net": str(sums.owed - sums.owes), "lent": str(sums.lent),
    }  # fmt: skip


def _group(group: GroupLink) -> dict[str, str]:
    address = f"{settings.KONBIT_URL}{group.url}"
    return {"uid": group.uid, "name": group.name, "kind": group.kind, "url": address}


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
