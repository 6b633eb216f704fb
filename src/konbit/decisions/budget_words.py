"""A counted budget in words for whoever voted: what was bought, and of every project why or why not."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.decisions.budget_data import threshold
from konbit.decisions.formats.poll import Poll
from konbit.engines.shares import Outcome, Round, Told

MOST_NAMED = 3
"""So many other projects are named of those that supporters paid for."""


def outcome_lines(
    poll: Poll, outcome: Outcome, told: tuple[Told, ...], names: tuple[str, ...]
) -> Iterator[str]:
    """What was put to the vote, what a vote is worth, what is bought; then every project."""
    yield poll.meta.get("description", "")
    yield from _shares(poll, outcome, names)
    yield _("Bought: %(many)s projects for %(spent)s. Left: %(left)s of %(budget)s.") % {
        "many": len(outcome.winners),
        "spent": amount(poll, outcome.spent),
        "left": amount(poll, outcome.left),
        "budget": amount(poll, poll.budget),
    }
    yield from _compared(outcome)
    below = threshold(poll, outcome.merged.score)
    if below:
        said = {"least": below["least"], "below": len(below["below"])}
        yield _("The file asks for at least %(least)s votes for a project: %(below)s have fewer.") % said
        yield _("This is not applied; write --min-score %(least)s to apply it.") % said
    for note in poll.notes:
        yield (
            _("line %(line)s: %(what)s") % {"line": note.line, "what": note.what} if note.line else note.what
        )
    for place, project in enumerate(outcome.winners, 1):
        yield f"\n{place}. " + "\n   ".join(project_lines(poll, outcome, told[project]))
    for one in told:
        if not one.by:
            yield "\n–  " + "\n   ".join(project_lines(poll, outcome, one))


def _shares(poll: Poll, outcome: Outcome, names: tuple[str, ...]) -> Iterator[str]:
    for number, share in enumerate(outcome.first_shares):
        worth = {"worth": amount(poll, share), "name": names[number] if names else ""}
        if names:
            yield _("A vote in the college “%(name)s” is worth %(worth)s.") % worth
        else:
            yield _("Your vote is worth %(worth)s.") % worth
    raising = outcome.raising
    if raising is None:
        return
    said = {"step": amount(poll, outcome.rules.step), "times": outcome.raised}
    if raising.full:
        yield _("Shares were raised %(times)s times by %(step)s; then nothing more fits.") % said
    else:
        yield (
            _("Shares were raised %(times)s times by %(step)s; once more, and too much would be spent.")
            % said
        )
    if outcome.raised and not names:
        yield _("Projects are bought with %(worth)s for each voter.") % {
            "worth": amount(poll, outcome.shares[0])
        }


def _compared(outcome: Outcome) -> Iterator[str]:
    compared = outcome.compared
    if compared is None:
        return
    said = {"greedy": compared.prefer_greedy, "shares": compared.prefer_shares}
    yield _("%(greedy)s voters prefer what the most votes buy, %(shares)s what equal shares buy.") % said
    yield _("So the most votes decide.") if compared.chosen else _("So equal shares decide.")


def project_lines(poll: Poll, outcome: Outcome, one: Told) -> Iterator[str]:
    """What there is to say of a project: its name and cost, why or why not, what its supporters got."""
    yield _("%(name)s (%(id)s), cost %(cost)s, %(supporters)s supporters") % {
        "name": poll.names[one.project],
        "id": poll.ids[one.project],
        "cost": amount(poll, poll.costs[one.project]),
        "supporters": one.supporters,
    }
    yield from _why(poll, outcome, one)
    if one.by != "shares" and one.had and outcome.rounds:
        yield got(poll, one)


def _why(poll: Poll, outcome: Outcome, one: Told) -> Iterator[str]:
    support = one.support
    if one.out == "nobody":
        yield _("Not bought: nobody named it.")
    elif one.out == "score":
        yield _("Not bought: it has fewer votes than a project needs.")
    elif one.out == "rival" and one.rival is not None:
        yield _("Not bought: “%(rival)s” was bought, and only one of the two can be.") % {
            "rival": poll.names[one.rival]
        }
    elif one.by == "free":
        yield _("Bought: it costs nothing.")
    elif one.by == "completion":
        yield _("Bought with what shares left over: it is the next in votes that fits.")
    elif one.by == "":
        yield _("Not bought.")
    for bought in outcome.rounds:
        if bought.project == one.project and one.by == "shares":
            yield paid(poll, bought)
    if support is None or one.by == "free":
        return
    yield _("Support: %(percent)s %% of its cost.") % {"percent": number_format(Decimal(support.basis) / 100)}
    if support.tied:
        yield _("Its supporters could have paid it, but in a tie another project comes first.")
    elif one.by == "shares":
        yield _("It would still have won at a cost of %(most)s.") % {"most": amount(poll, support.most or 0)}
    elif support.most and support.more:
        yield ngettext(
            "It would have won at a cost of %(most)s, or with about %(more)s more supporter.",
            "It would have won at a cost of %(most)s, or with about %(more)s more supporters.",
            support.more,
        ) % {"most": amount(poll, support.most), "more": support.more}


def paid(poll: Poll, bought: Round) -> str:
    """How a project was paid."""
    said = {"price": amount(poll, bought.price), "rest": bought.rest}
    if not bought.rest:
        return _("Each supporter paid %(price)s.") % said
    return (
        ngettext(
            "Each supporter paid %(price)s; %(rest)s had less left and gave all of it.",
            "Each supporter paid %(price)s; %(rest)s had less left and gave all of it.",
            bought.rest,
        )
        % said
    )


def got(poll: Poll, one: Told) -> str:
    """What the supporters of a project paid for others, largest first, and what stayed with them."""
    largest = sorted(one.got, key=lambda pair: -pair[1])
    parts = [
        _("to “%(name)s” %(percent)s %%")
        % {"name": poll.names[other], "percent": round(100 * many / one.had)}
        for other, many in largest[:MOST_NAMED]
    ]
    others = sum(many for _other, many in largest[MOST_NAMED:])
    if others:
        parts.append(_("to others %(percent)s %%") % {"percent": round(100 * others / one.had)})
    parts.append(_("left with them %(percent)s %%") % {"percent": round(100 * one.left / one.had)})
    return _("The shares of its supporters went: %(parts)s.") % {"parts": ", ".join(parts)}


def amount(poll: Poll, units: int | Fraction) -> str:
    """An amount in the file's units and currency, fractions rounded to two digits at least."""
    fraction = Fraction(units) / 10**poll.places
    places = (
        poll.places if fraction * 10**poll.places == int(fraction * 10**poll.places) else max(2, poll.places)
    )
    value = Decimal(round(fraction * 10**places)).scaleb(-places)
    return f"{number_format(value, places, force_grouping=True)} {poll.meta.get('currency', '')}".strip()
