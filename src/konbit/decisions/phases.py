"""The way of a consent and of an advice: which phase comes when, and what can be said in each."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from konbit.decisions.models import Heard, Kind, Vote

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

Phase = Vote.Phase
What = Heard.What

PHASES: dict[str, tuple[str, ...]] = {
    Kind.CONSENT: (Phase.CLARIFY, Phase.REACT, Phase.AMEND, Phase.OBJECT),
    Kind.ADVICE: (Phase.CLARIFY, Phase.REACT, Phase.AMEND),
}

SAID: dict[tuple[str, str], tuple[str, ...]] = {
    (Kind.CONSENT, Phase.CLARIFY): (What.QUESTION,),
    (Kind.CONSENT, Phase.REACT): (What.REACTION, What.QUESTION),
    (Kind.CONSENT, Phase.AMEND): (What.REACTION,),
    (Kind.CONSENT, Phase.OBJECT): (What.OBJECTION,),
    (Kind.ADVICE, Phase.CLARIFY): (What.QUESTION, What.ADVICE),
    (Kind.ADVICE, Phase.REACT): (What.ADVICE, What.QUESTION),
    (Kind.ADVICE, Phase.AMEND): (What.ADVICE,),
}
"""What can be said in a phase, by the kind of the vote; what is asked for first stands first."""

TITLES: dict[tuple[str, str], StrPromise] = {
    (Kind.CONSENT, Phase.CLARIFY): _("Questions to understand"),
    (Kind.CONSENT, Phase.REACT): _("Reactions"),
    (Kind.CONSENT, Phase.AMEND): _("The proposal is changed"),
    (Kind.CONSENT, Phase.OBJECT): _("Objections"),
    (Kind.ADVICE, Phase.CLARIFY): _("Questions to understand"),
    (Kind.ADVICE, Phase.REACT): _("Advice"),
    (Kind.ADVICE, Phase.AMEND): _("Whoever asked decides"),
}

PROMPTS: dict[tuple[str, str], StrPromise] = {
    (Kind.CONSENT, Phase.CLARIFY): _("Ask what you need to know to understand it. No opinion yet."),
    (Kind.CONSENT, Phase.REACT): _("Say in turn what it does with you: what you like, what you miss."),
    (Kind.CONSENT, Phase.AMEND): _("Whoever proposed changes the proposal, or leaves it as it is."),
    (Kind.CONSENT, Phase.OBJECT): _(
        "Is it good enough for now and safe enough to try? If it would harm what you do together, say how: "
        "that is an objection. A wish for something better is none."
    ),
    (Kind.ADVICE, Phase.CLARIFY): _("Ask what you need to know to give advice."),
    (Kind.ADVICE, Phase.REACT): _(
        "Say what you would do, and why. Those concerned and those who know are asked."
    ),
    (Kind.ADVICE, Phase.AMEND): _(
        "Whoever asked says what became of every advice, writes down what is decided, and answers for it."
    ),
}


def rules_frozen(vote: Vote) -> dict[str, Any]:
    """The method of an open vote as it was frozen at the opening; empty before."""
    frozen: dict[str, Any] = vote.rules.get("method", {})
    return frozen


def kind_of_vote(vote: Vote) -> str:
    """What its ballots say, of `Kind`; empty before the opening."""
    return str(rules_frozen(vote).get("kind", ""))


def rounds_of(vote: Vote) -> int:
    """How many rounds of objections there are at most."""
    return int(rules_frozen(vote).get("rounds", 0))


def fallback_key(vote: Vote) -> uuid.UUID:
    """The key of the vote that follows where objections stand: by it the two find each other."""
    return uuid.uuid5(vote.key, "fallback")


def phase_of(vote: Vote) -> str:
    """The phase in which a vote is; the first one where none is named yet."""
    return vote.phase or Phase.CLARIFY


def round_of(vote: Vote) -> int:
    """The round of objections in which a consent is, from 1. Going back from objections begins the next."""
    return max(1, vote.round)


def rounds_asked(vote: Vote) -> int:
    """How often everybody was asked for objections, the present round counted while it is on."""
    return round_of(vote) - (phase_of(vote) != Phase.OBJECT)


def rounds_left(vote: Vote) -> int:
    """In how many rounds everybody can still be asked, the present one not counted while it is on."""
    return max(0, rounds_of(vote) - rounds_asked(vote))


def may_follow(kind: str, before: str, after: str) -> bool:
    """Whether one phase can come after another: on to any later one, back to the change and to those
    before it. Objections come from any phase, also again after a change."""
    phases = PHASES.get(kind, ())
    return after in phases and after != before
