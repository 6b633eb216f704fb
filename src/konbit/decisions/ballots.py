"""What a ballot may say, by the kind of the vote: one form for every channel, and one for every count."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.decisions.models.votes import Kind

if TYPE_CHECKING:
    from konbit.decisions.methods import Rules

Said = dict[str, Any]

STANCES: Final = frozenset({Kind.STANCE, Kind.CONSENT})
POINTS: Final = frozenset({Kind.APPROVAL, Kind.SCORE, Kind.DOTS, Kind.DAYS, Kind.PERSONS, Kind.SHARES})
RANKS: Final = frozenset({Kind.RANKING, Kind.SCOTTISH, Kind.MEEK})


@dataclass(frozen=True)
class Voice:
    """What is said with so many of one's votes, 0: with all. Who splits them has several voices."""

    said: Said
    weight: int = 0


def shape(kind: str) -> str:
    """How a ballot of this kind is written: "stance", "points", "ranks", or "" where nobody votes."""
    for name, kinds in (("stance", STANCES), ("points", POINTS), ("ranks", RANKS)):
        if kind in kinds:
            return name
    return ""


def checked_said(rules: Rules, options: Collection[str], said: Mapping[str, Any]) -> Said:
    """What a ballot says, in the one form in which it is kept. `options`: words of those one may choose.

    {"stance": word}; {"points": {word: n}} by word, nothing where nothing was given;
    {"ranks": [[word, …], …]} best first, the equal ones by word. A ballot that names nothing is a blank one.
    Raises `Problem`.
    """
    wanted = shape(rules.kind)
    if not wanted:
        raise _unfit(_("Nobody votes here: what people say is heard instead."), _("Open its page to speak."))
    if set(said) != {wanted}:
        raise _unfit(_("This ballot does not fit this vote."), _("Open the ballot again and fill it in."))
    check = {"stance": _stance, "points": _points, "ranks": _ranks}[wanted]
    return {wanted: check(rules, options, said[wanted])}


def is_blank(said: Mapping[str, Any]) -> bool:
    """Whether a ballot names nothing."""
    return not any(said.values())


def _stance(rules: Rules, _options: Collection[str], word: Any) -> str:
    if word not in [one.word for one in rules.choices]:
        raise _unfit(_("No answer is chosen."), _("Choose one of the answers."))
    return str(word)


def _points(rules: Rules, options: Collection[str], given: Any) -> dict[str, int]:
    if not isinstance(given, Mapping) or not all(type(many) is int for many in given.values()):
        raise _unfit(_("This is no number."), _("Write whole numbers."))
    _must_be_there(options, given)
    least, most, dots = bounds(rules)
    for word, many in given.items():
        if not least <= many <= most:
            raise Problem(
                _("%(many)d cannot be given here.") % {"many": many},
                where=word,
                remedy=_("Give %(least)d to %(most)d to each.") % {"least": least, "most": most},
            )
    if dots is not None and sum(given.values()) > dots:
        raise _unfit(
            _("You placed %(many)d, and have %(dots)d.") % {"many": sum(given.values()), "dots": dots},
            _("Take some away."),
        )
    is_marked = rules.kind in (Kind.SCORE, Kind.DAYS)
    return {word: given[word] for word in sorted(given) if given[word] or is_marked}


def bounds(rules: Rules) -> tuple[int, int, int | None]:
    """What a ballot may give to one option, least and most, and in all (None: that is not bounded)."""
    if rules.kind in (Kind.APPROVAL, Kind.PERSONS):
        return 0, 1, rules.dots
    return rules.least, rules.most, rules.dots


def _ranks(_rules: Rules, options: Collection[str], given: Any) -> list[list[str]]:
    if not isinstance(given, Sequence) or not all(isinstance(rank, list | tuple) for rank in given):
        raise _unfit(_("This is no order."), _("Open the ballot again and fill it in."))
    named = [word for rank in given for word in rank]
    _must_be_there(options, named)
    if len(set(named)) < len(named):
        raise _unfit(_("Somebody or something is named twice."), _("Give each a single place."))
    return [sorted(rank) for rank in given if rank]


def _must_be_there(options: Collection[str], named: Collection[Any]) -> None:
    for word in named:
        if word not in options:
            raise Problem(
                _("This cannot be chosen here."), where=str(word)[:80], remedy=_("Open the ballot again.")
            )


def _unfit(what: str, remedy: str) -> Problem:
    return Problem(what, remedy=remedy)
