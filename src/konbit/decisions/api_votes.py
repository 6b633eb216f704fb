"""Reading votes as JSON: the same eyes as the pages. Rolls and ballots are not here: see the recount
package."""

from __future__ import annotations

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field

from konbit.decisions.queries.votes import VoteLine, vote_page, votes_of_group
from konbit.directory.api_shapes import NamedGroup, Paged, Problem
from konbit.people.views.asking import viewer_in

router = Router()

NOT_HERE = frozenset({404, 422})
Uid = Annotated[str, Field(max_length=40, pattern=r"^[0-9a-z-]+$")]
Words = dict[str, str]


class VoteOut(Schema):
    """A vote; texts by language. `state`: draft, open, closed or given_up. `voted` of `entitled` lines of the
    roll."""

    uid: str
    url: str
    title: Words
    state: str
    group: NamedGroup
    method: Words
    closes_at: str
    closed_at: str
    entitled: int
    voted: int


class Votes(Schema):
    """A page of votes."""

    total: int
    page: int
    size: int
    votes: list[VoteOut]


class OptionOut(Schema):
    """What can be chosen; `word`: how ballots and results name it."""

    word: str
    title: Words
    text: Words
    name: str
    withdrawn: bool


class WholeVote(VoteOut):
    """A vote with its rules, and what came of it."""

    text: Words
    kind: str
    unit: str
    secrecy: str
    quorum: str
    majority: str
    options: list[OptionOut]
    roll_hash: str
    result: dict[str, Any]
    result_hash: str


@router.get(
    "groups/{uid}/votes",
    response={200: Votes, NOT_HERE: Problem},
    summary="The votes of a group",
    operation_id="list_votes",
)
def votes(request: HttpRequest, uid: Path[Uid], paged: Query[Paged]) -> Any:
    """The votes of a group, open ones first, then the newest."""
    _group, lines, _sight = votes_of_group(viewer_in(request), uid)
    start = (paged.page - 1) * paged.size
    shown = [_vote(line) for line in lines[start : start + paged.size]]
    return {"total": len(lines), "page": paged.page, "size": paged.size, "votes": shown}


@router.get(
    "votes/{uid}",
    response={200: WholeVote, NOT_HERE: Problem},
    summary="One vote with its result",
    operation_id="get_vote",
)
def vote(request: HttpRequest, uid: Path[Uid]) -> Any:
    """A vote: its rules, what can be chosen, and the result once it is counted."""
    page = vote_page(viewer_in(request), uid)
    return {
        **_vote(page.line), "text": page.text, "kind": page.rules.kind, "unit": page.unit,
        "secrecy": page.secrecy, "quorum": page.rules.quorum, "majority": page.rules.majority,
        "options": [
            {
                "word": one.word, "title": one.title, "text": one.text, "name": one.name,
                "withdrawn": one.withdrawn,
            }
            for one in page.options
        ],
        "roll_hash": page.roll_hash, "result": page.result, "result_hash": page.result_hash,
    }  # fmt: skip


def _vote(line: VoteLine) -> dict[str, Any]:
    group = line.group
    return {
        "uid": line.uid, "url": f"{settings.KONBIT_URL}{line.url}", "title": line.title,
        "state": line.state, "group": {
            "uid": group.uid, "name": group.name, "kind": group.kind,
            "url": f"{settings.KONBIT_URL}{group.url}",
        },
        "method": line.method, "closes_at": line.closes_at.isoformat() if line.closes_at else "",
        "closed_at": line.closed_at.isoformat() if line.closed_at else "", "entitled": line.entitled,
        "voted": line.voted,
    }  # fmt: skip
