"""What became of the money, in words for whoever voted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from konbit.base.templatetags.parts import said
from konbit.base.text import Multilingual
from konbit.decisions.models import Budget, College, Option, Project, Vote
from konbit.decisions.queries.shares_told import (
    Amounts,
    Spread,
    came_of,
    needed,
    spread_of,
    why,
)
from konbit.directory.queries.of_group import narrower


@dataclass(frozen=True)
class WorthShown:
    """What a vote is worth: of everybody, or of a college (its title)."""

    college: Multilingual
    worth: str
    raised: str
    voters: int


@dataclass(frozen=True)
class Drawn:
    """A part of a drawing: of which kind, from where, how wide."""

    kind: str
    x: int
    width: int


@dataclass(frozen=True)
class ProjectTold:
    """What there is to tell of a project. `support`: in percent, at most 100 drawn as a bar (`drawn`);
    `spread`: where the shares of its supporters went."""

    word: str
    title: Multilingual
    url: str
    cost: str
    is_bought: bool
    supporters: int
    score: int
    support: str
    drawn: int
    why: str
    paid: str
    needed: str
    spread: tuple[Spread, ...]

    @property
    def drawing(self) -> tuple[Drawn, ...]:
        """The parts of the spread, side by side, in hundredths."""
        drawn, x = [], 0
        for one in self.spread:
            width = min(one.percent, 100 - x)
            drawn.append(Drawn(one.kind, x, width))
            x += width
        return tuple(drawn)


@dataclass(frozen=True)
class SharesShown:
    """The whole result. `intro`: what was done, step by step, in sentences."""

    verdict: str
    why_not: str
    budget_uid: str
    budget: str
    spent: str
    left: str
    spent_percent: int
    ballots: int
    blank: int
    worth: tuple[WorthShown, ...]
    intro: tuple[str, ...]
    bought: tuple[ProjectTold, ...]
    not_bought: tuple[ProjectTold, ...]

    @property
    def all(self) -> tuple[ProjectTold, ...]:
        """Every project, those that were bought first."""
        return (*self.bought, *self.not_bought)


def shares_shown(vote: Vote) -> SharesShown | None:
    """The result of a counted vote about money; None before it is counted."""
    result = vote.result
    if not result:
        return None
    if result.get("verdict") == "not_counted":
        return _not_counted(vote)
    options = {one.word: one for one in vote.options.all()}
    urls = dict(Project.objects.filter(option__vote=vote).values_list("option__word", "uid"))
    amounts = Amounts(result, {word: said(one.title) or word for word, one in options.items()})
    told = {
        word: _project(amounts, word, data, options[word], urls.get(word, ""))
        for word, data in result["projects"].items()
        if word in options
    }
    losers = sorted((word for word in told if not told[word].is_bought), key=lambda one: -told[one].drawn)
    return SharesShown(
        verdict=result["verdict"],
        why_not="",
        budget_uid=_budget_uid(vote),
        budget=amounts.of(result["budget"]),
        spent=amounts.of(result["spent"]),
        left=amounts.of(result["left"]),
        spent_percent=round(100 * result["spent"] / result["budget"]) if result["budget"] else 0,
        ballots=result["ballots"],
        blank=result["blank"],
        worth=tuple(_worth(vote, amounts)),
        intro=tuple(came_of(amounts)),
        bought=tuple(told[word] for word in result["winners"] if word in told),
        not_bought=tuple(told[word] for word in losers),
    )


def _project(amounts: Amounts, word: str, data: Mapping[str, Any], option: Option, uid: str) -> ProjectTold:
    support = data["support"]
    return ProjectTold(
        word=word,
        title=option.title,
        url=f"/projects/{uid}/" if uid else "",
        cost=amounts.of(data["cost"]),
        is_bought=bool(data["by"]),
        supporters=data["supporters"],
        score=data["score"],
        support="" if support is None else number_format(support // 100),
        drawn=0 if support is None else min(100, support // 100),
        why=why(amounts, word, data),
        paid=amounts.paid(word),
        needed=needed(amounts, data),
        spread=tuple(spread_of(amounts, word, data)),
    )


def _worth(vote: Vote, amounts: Amounts) -> list[WorthShown]:
    result = amounts.result
    titles = {one.pk: one.title for one in College.objects.filter(vote=vote)}
    colleges = result["colleges"] or [None]
    return [
        WorthShown(
            college=titles.get(college, {}) if college is not None else {},
            worth=amounts.of(Fraction(worth)),
            raised=amounts.of(Fraction(raised)) if result["raised"] else "",
            voters=voters,
        )
        for college, worth, raised, voters in zip(
            colleges, result["worth"], result["worth_raised"], result["voters"], strict=False
        )
    ]


def _not_counted(vote: Vote) -> SharesShown:
    words = {
        "college": _("Somebody voted who belongs to no college, so nobody knows which share that vote has."),
        "budget": _("This vote belongs to no budget, so there is no money to share out."),
    }
    code = vote.result.get("why", {}).get("code", "")
    return SharesShown("not_counted", words.get(code, ""), "", "", "", "", 0, 0, 0, (), (), (), ())


def _budget_uid(vote: Vote) -> str:
    """The budget of a vote, where whoever may see the vote may see it, too."""
    budget = Budget.objects.filter(vote=vote, removed_at=None).first()
    is_open = budget is not None and narrower(budget.audience, vote.audience) == vote.audience
    return budget.uid if budget is not None and is_open else ""


def shares_of(uid: str) -> SharesShown | None:
    """The result of the vote with this uid, for a page that its reader may see."""
    vote = Vote.objects.filter(uid=uid).first()
    return shares_shown(vote) if vote else None
