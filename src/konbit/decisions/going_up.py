"""How what a body decided goes up: as one voice, or split as the body was split."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.decisions.ballots import Said, Voice, shape
from konbit.decisions.methods import Rules
from konbit.decisions.models import Kind

_SAID_OF_VERDICT = {"adopted": "for", "rejected": "against", "blocked": "against"}


def as_one(above: Rules, result: dict[str, Any]) -> Said:
    """What a body says as one voice: for what it adopted, against what it did not. `above`: the rules of the
    question. Raises `Problem` where its vote gave no answer of this kind."""
    stance = _SAID_OF_VERDICT.get(str(result.get("verdict", "")))
    word = word_for(above, stance) if stance and shape(above.kind) == "stance" else None
    if word is None or _is_silent(result):
        raise Problem(
            _("This vote came to no answer that can go up as one voice."),
            remedy=_("Write down what your body says, or let its votes go up split."),
        )
    return {"stance": word}


def _is_silent(result: dict[str, Any]) -> bool:
    """Whether nobody voted. In a consent silence is an answer: nobody objects."""
    return result.get("voted") == 0 and result.get("kind") != Kind.CONSENT


def said_above(above: Rules, below: Rules, choices: Sequence[dict[str, Any]]) -> list[tuple[Said, int]]:
    """What the people of a body chose, in the words of the question above; what has no word there is left
    out. `choices`: of the body's result, each with its word and its votes."""
    votes: dict[str, int] = {}
    for one in choices:
        choice = below.choice(one["word"])
        there = above.choice(one["word"])
        if choice is None:
            continue
        word = there.word if there and there.stance == choice.stance else word_for(above, choice.stance)
        if word is not None and one["votes"]:
            votes[word] = votes.get(word, 0) + one["votes"]
    return [({"stance": word}, many) for word, many in votes.items()]


def word_for(rules: Rules, stance: str) -> str | None:
    """The answer that means this; where nobody can block, a block is a vote against."""
    for meant in (stance, "against") if stance == "blocks" else (stance,):
        found = next((one.word for one in rules.choices if one.stance == meant), None)
        if found is not None:
            return found
    return None


def parted(votes: int, said: Sequence[tuple[Said, int]]) -> list[Voice]:
    """So many votes, split as a body was: whole shares first, then one each to the largest remainders.

    Raises `Problem` where nothing was said, or where two have the same claim to the last vote: no machine
    chooses between them.
    """
    whole = sum(many for _said, many in said)
    if not whole:
        raise Problem(_("Nobody said anything."), remedy=_("Write down what your body says."))
    given = [votes * many // whole for _said, many in said]
    rest = [votes * many % whole for _said, many in said]
    left = votes - sum(given)
    order = sorted(range(len(said)), key=lambda at: -rest[at])
    if left and left < len(order) and rest[order[left - 1]] == rest[order[left]]:
        raise Problem(
            _("The votes cannot be split as your body was: two answers have the same claim to the last one."),
            remedy=_("Decide it in your body, and write down what it says."),
        )
    for at in order[:left]:
        given[at] += 1
    return [Voice(what, many) for (what, _many), many in zip(said, given, strict=True) if many]


def dealt(weights: Sequence[int], voices: Sequence[Voice]) -> list[tuple[Voice, ...]]:
    """The same votes laid into the hands of several lines of the roll, one after the other."""
    heap = [(one.said, one.weight) for one in voices]
    hands: list[tuple[Voice, ...]] = []
    for weight in weights:
        hand: list[Voice] = []
        while weight and heap:
            said, many = heap.pop(0)
            taken = min(weight, many)
            hand.append(Voice(said, taken))
            weight -= taken
            if many > taken:
                heap.insert(0, (said, many - taken))
        hands.append(tuple(hand))
    return hands
