"""Sentences about a count by equal shares: what was done, why a project was bought or not, who got what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.base import money
from konbit.decisions.queries.budget_rules_told import only_counted

MOST_NAMED = 4
"""So many other projects are named of those that supporters paid for."""


@dataclass(frozen=True)
class Spread:
    """Where a part of the shares of a project's supporters went; `percent` of all that they had."""

    name: str
    amount: str
    percent: int
    kind: str


@dataclass(frozen=True)
class Amounts:
    """A result with the names of its projects."""

    result: Mapping[str, Any]
    names: Mapping[str, str]

    def of(self, units: int | Fraction) -> str:
        """An amount in the reader's language."""
        return money.shown(units, self.result["currency"])

    def paid(self, word: str) -> str:
        """How a project was paid by shares; empty if it was not."""
        for one in self.result["log"]:
            if one["project"] == word and self.result["projects"][word]["by"] == "shares":
                return self._paid(one)
        return ""

    def _paid(self, one: Mapping[str, Any]) -> str:
        by_points = self.result["rules"]["utility"] == "points"
        price = {"price": self.of(Fraction(one["price"]))}
        whole = (
            _("Its supporters paid %(price)s for each point they gave.")
            if by_points
            else _("Each supporter paid %(price)s.")
        ) % price
        if not one["rest"]:
            return whole
        rest = ngettext(
            "%(count)d had less left, and gave all of it.",
            "%(count)d had less left, and gave all of it.",
            one["rest"],
        ) % {"count": one["rest"]}
        return f"{whole} {rest}"


def came_of(amounts: Amounts) -> Iterator[str]:
    """What was done with the money, in order."""
    result = amounts.result
    step = {"times": result["raised"], "step": amounts.of(result["rules"]["step"])}
    if result["raised"]:
        yield (
            ngettext(
                "Money was left, so all shares grew by %(step)s, and the count began anew.",
                "Money was left, so all shares grew by %(step)s, %(times)s times, and the count began anew.",
                result["raised"],
            )
            % step
        )
        yield only_counted()
    if result["why_no_further"] == "too-much":
        yield (
            _("One more time, and more would have been spent than there is.")
            if result["raised"]
            else _("Shares could not grow: more would have been spent than there is.")
        )
    elif result["why_no_further"] == "full" and result["raised"]:
        yield _("Then nothing more fitted.")
    leftover = sum(one["by"] == "completion" for one in result["projects"].values())
    if leftover:
        yield ngettext(
            "What was left bought %(count)d project more, by the most votes.",
            "What was left bought %(count)d projects more, by the most votes.",
            leftover,
        ) % {"count": leftover}
    if result["left_out"]:
        yield ngettext(
            "From %(count)d college nobody voted: its part went to the others.",
            "From %(count)d colleges nobody voted: their parts went to the others.",
            len(result["left_out"]),
        ) % {"count": len(result["left_out"])}
    yield from _compared(result)


def _compared(result: Mapping[str, Any]) -> Iterator[str]:
    compared = result["compared"]
    if compared is None:
        return
    yield _(
        "%(greedy)s voters are better off with what has the most votes, %(shares)s with equal shares."
    ) % {"greedy": compared["prefer_greedy"], "shares": compared["prefer_shares"]}
    chosen = compared["chosen"] == "greedy"
    yield _("So what has the most votes was bought.") if chosen else _("So equal shares decide.")


def why(amounts: Amounts, word: str, one: Mapping[str, Any]) -> str:
    """Why a project was bought, or why not, in a sentence."""
    cost = {"cost": amounts.of(one["cost"])}
    if one["by"] == "free":
        return _("It costs nothing, and somebody wants it.")
    if one["by"] == "completion":
        return _("Its supporters could not pay all of it. It was bought with money that was left over.")
    if one["by"]:
        return _("Its supporters could pay the %(cost)s together.") % cost
    if one["out"] == "nobody":
        return _("Nobody named it.")
    if one["out"] == "score":
        return _("It has fewer votes than a project needs.")
    if one["out"] == "rival" and one["rival"]:
        return _("“%(rival)s” was bought, and only one of the two can be done.") % {
            "rival": amounts.names.get(one["rival"], one["rival"])
        }
    if one["tied"]:
        return _("Its supporters could have paid it. Another project was equal, and the lot chose that one.")
    if one["support"] is None:
        return _("It was not bought.")
    return _("In its best round its supporters would have paid %(percent)s %% of the %(cost)s.") % {
        "percent": one["support"] // 100,
        **cost,
    }


def needed(amounts: Amounts, one: Mapping[str, Any]) -> str:
    """What it would have taken; for a project that was bought, how much more it could have cost."""
    if one["support"] is None or one["by"] in ("free", "completion") or one["out"] or one["tied"]:
        return ""
    # Grown shares add up to more than there is: no project could cost more than the budget.
    most = {"most": amounts.of(min(one["most"] or 0, amounts.result["budget"]))}
    if one["by"]:
        return _("It would still have won at a cost of %(most)s.") % most
    cheaper = _("It would have won at a cost of %(most)s.") % most
    if not one["more"]:
        return cheaper if one["most"] else ""
    more = ngettext(
        "About %(count)d more supporter would have been enough.",
        "About %(count)d more supporters would have been enough.",
        one["more"],
    ) % {"count": one["more"]}
    return f"{cheaper} {more}" if one["most"] else more


def spread_of(amounts: Amounts, word: str, one: Mapping[str, Any]) -> Iterator[Spread]:
    """Where the shares of a project's supporters went: itself first, the largest others, what is left."""
    if not one["had"] or not amounts.result["log"]:
        return
    others = sorted((pair for pair in one["got"] if pair[0] != word), key=lambda pair: (-pair[1], pair[0]))
    parts = [(amounts.names.get(name, name), many, "own") for name, many in one["got"] if name == word]
    parts += [(amounts.names.get(name, name), many, "other") for name, many in others[:MOST_NAMED]]
    rest = sum(many for _name, many in others[MOST_NAMED:])
    parts += [(_("other projects"), rest, "other"), (_("left with them"), one["left"], "left")]
    for name, many, kind in parts:
        if many:
            yield Spread(name, amounts.of(many), round(100 * many / one["had"]), kind)
