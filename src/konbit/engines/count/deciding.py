"""One proposal: is it adopted? By a majority with quorum and blocks, or by consent.

Quorum and majority are counted in one unit, heads, organisations or weights, and so are the voices: what was
counted in another unit is refused, never converted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from konbit.engines.statutes import Counting, Majority, Part, Quorum

Stance = Literal["for", "against", "abstains", "blocks"]
"""What a choice that somebody is given means for the proposal; the words of the choice are the network's."""

STANCES: tuple[Stance, ...] = get_args(Stance)

State = Literal["raised", "met", "withdrawn", "set_aside", "stands"]
"""How far an objection is.

raised: it was not talked about yet. met: the proposal was changed, and whoever raised it is content.
withdrawn: by whoever raised it. set_aside: the body found, in the way that its rules say, that it is none.
stands: it was talked about and remains.
"""

STATES: tuple[State, ...] = get_args(State)
OPEN: tuple[State, ...] = ("raised", "stands")


class Mixed(ValueError):
    """Something is asked in one unit (`asked`) and counted in another (`given`): they cannot be compared."""

    def __init__(self, asked: Counting, given: Counting) -> None:
        self.asked, self.given = asked, given
        super().__init__(f"asked in {asked}, counted in {given}")


@dataclass(frozen=True, slots=True)
class Voices:
    """How much each stance has, in one unit.

    `entitled`: how much could have voted. `present`: how much was there; None: whoever gave a voice, an
    abstention included. What is not named is 0.
    """

    counting: Counting
    entitled: int
    given: tuple[tuple[Stance, int], ...]
    present: int | None = None

    def of(self, stance: Stance) -> int:
        """How much took this stance."""
        return sum(many for one, many in self.given if one == stance)

    def there(self) -> int:
        """How much was present."""
        return sum(many for _stance, many in self.given) if self.present is None else self.present


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a proposal needs. `blocks`: so many blocks stop it; None: a block is a vote against, and no
    more."""

    majority: Majority
    quorum: Quorum | None = None
    blocks: int | None = 1


@dataclass(frozen=True, slots=True)
class Reach:
    """Something is asked for, `counted` of `whole`, `least` at least."""

    part: Part
    counted: int
    whole: int
    least: int

    @property
    def holds(self) -> bool:
        """Whether it is reached. Of nothing, nothing is no part that was asked for."""
        return self.counted >= self.least and self.counted > 0


Verdict = Literal["adopted", "rejected", "blocked", "no quorum"]


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of it: first the quorum is looked at, then blocks, then the majority. `blocks`: how many."""

    verdict: Verdict
    quorum: Reach | None
    blocks: int
    majority: Reach


def decide(asked: Agreement, voices: Voices) -> Decided:
    """Whether a proposal is adopted.

    A majority of those present, or of those entitled, counts abstentions in the whole; one of votes cast does
    not. Raises Mixed where quorum, majority and voices are not all counted in one unit, and ValueError for
    numbers below 0, and where more voted than are present, or more are present than entitled.
    """
    for one in (asked.majority, asked.quorum):
        if one is not None and one.counting != voices.counting:
            raise Mixed(one.counting, voices.counting)
    there, voted = voices.there(), sum(many for _stance, many in voices.given)
    if min((0, *(many for _stance, many in voices.given))) < 0 or not voted <= there <= voices.entitled:
        raise ValueError(f"{voted} voted, {there} are present, {voices.entitled} are entitled")
    blocks = voices.of("blocks")
    quorum = None
    if asked.quorum is not None:
        quorum = _test(asked.quorum.part, there, voices.entitled)
    cast = voices.of("for") + voices.of("against") + blocks
    whole = {"cast": cast, "present": there, "entitled": voices.entitled}[asked.majority.of]
    majority = _test(asked.majority.part, voices.of("for"), whole)
    verdict: Verdict = "adopted" if majority.holds else "rejected"
    if asked.blocks is not None and blocks >= asked.blocks:
        verdict = "blocked"
    if quorum is not None and not quorum.holds:
        verdict = "no quorum"
    return Decided(verdict, quorum, blocks, majority)


def _test(part: Part, counted: int, whole: int) -> Reach:
    return Reach(part, counted, whole, part.least(whole))


@dataclass(frozen=True, slots=True)
class Objection:
    """A reasoned objection to a proposal."""

    key: str
    state: State


Consent = Literal["consent", "open", "fallback", "no quorum"]
"""consent: nobody objects any more. open: some objections are to be worked on. fallback: they stand, and no
round is left: what the body named beforehand for this case is done. no quorum: too few took part."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Whether it is consent, and the keys of the objections that are open."""

    verdict: Consent
    open: tuple[str, ...]
    quorum: Reach | None


def consent(
    objections: Iterable[Objection],
    rounds_left: int,
    voices: Voices | None = None,
    quorum: Quorum | None = None,
) -> Heard:
    """Whether a proposal has consent: not that all are for it, but that nobody has a reasoned objection left.

    Silence is consent only of those who took part: `voices` tell how many did, where a `quorum` is asked. An
    objection is one, whoever raised it. Raises Mixed as `decide` does, and ValueError where a quorum is asked
    and nobody says who took part.
    """
    open_ = tuple(one.key for one in objections if one.state in OPEN)
    test = None
    if quorum is not None:
        if voices is None:
            raise ValueError("a quorum is asked: say who took part")
        if quorum.counting != voices.counting:
            raise Mixed(quorum.counting, voices.counting)
        test = _test(quorum.part, voices.there(), voices.entitled)
    verdict: Consent = "consent"
    if open_:
        verdict = "open" if rounds_left > 0 else "fallback"
    if test is not None and not test.holds:
        verdict = "no quorum"
    return Heard(verdict, open_, test)
