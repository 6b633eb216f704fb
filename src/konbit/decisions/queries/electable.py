"""Whether an election of persons can be held as it is prepared, and what would mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from konbit.assembly.queries.choices import short
from konbit.decisions.count_read import Named
from konbit.decisions.count_words import limit_words
from konbit.decisions.elections import ALL, Asked, colleges_with_seats, election_of, standing
from konbit.decisions.hurdles import Hurdle
from konbit.decisions.models import Ballot, Option, Vote
from konbit.engines.count import Impossible, Limit, Undecided, Unfit, approve


def election_hurdles(vote: Vote) -> list[Hurdle]:
    """What forbids to open an election, and what should be thought of before."""
    options = [one for one in standing(vote) if not one.withdrawn_on]
    if not options:
        words = _("Nobody stands yet. Call for candidates, and enter those who say yes.")
        return [Hurdle("nobody", words, forbids=True)]
    return [*_nowhere(vote, options), *_seats(vote, options), *_limits(vote, options)]


def names_of(vote: Vote) -> Named:
    """How candidates and colleges of a vote are called; who has the name of another says her word, too."""
    options = standing(vote)
    names = [one.name for one in options]
    people = {
        one.word: one.name if one.name and names.count(one.name) == 1 else f"{one.name} ({one.word})".strip()
        for one in options
    }
    contests = {str(one.pk): short(one.title) for one in vote.colleges.all()}
    return Named(people, {ALL: _("everybody"), **contests})


def said_limits(vote: Vote, limits: Sequence[Limit]) -> str:
    """Limits in words, with the titles of colleges."""
    named = names_of(vote)
    return "; ".join(limit_words(replace(one, contest=named.contests.get(one.contest, ""))) for one in limits)


def _nowhere(vote: Vote, options: list[Option]) -> Iterator[Hurdle]:
    """Those who stand in no college, where seats are filled by college."""
    seats = {one.pk for one in colleges_with_seats(vote)}
    for one in options:
        if seats and one.college_id not in seats:
            words = _("%(name)s stands in no college that fills seats: choose one.") % {"name": one.name}
            yield Hurdle("nowhere", words, forbids=True)


def _seats(vote: Vote, options: list[Option]) -> Iterator[Hurdle]:
    """Where fewer stand than there are seats, or just as many, and colleges in which nobody votes."""
    contests: list[tuple[int | None, str, int]] = [
        (one.pk, short(one.title), one.seats) for one in colleges_with_seats(vote)
    ]
    voters = set(vote.roll.filter(until_on=None).values_list("college", flat=True))
    for pk, title, seats in contests or [(None, _("this vote"), vote.seats)]:
        many = sum(contests == [] or one.college_id == pk for one in options)
        said = {"where": title, "many": many, "seats": seats}
        if many < seats:
            words = _("In %(where)s too few stand: %(many)s for %(seats)s seats. Find more, or take fewer.")
            yield Hurdle("few", words % said, forbids=True)
        elif many == seats:
            words = _("In %(where)s as many stand as there are seats: everybody is elected.")
            yield Hurdle("no_choice", words % said, forbids=False)
        if pk is not None and pk not in voters:
            words = _("Nobody on the roll votes in %(where)s: its seats would stay empty.")
            yield Hurdle("no_voters", words % said, forbids=True)


def _limits(vote: Vote, options: list[Option]) -> Iterator[Hurdle]:
    """Limits that those who stand can't meet, and who did not say what a limit asks for."""
    if not vote.limits.exists():
        return
    asked = _as_if_all_voted(vote, options)
    try:
        approve(asked.election)
    except Impossible as impossible:
        words = _("Those who stand can’t meet these limits together: %(limits)s. Find more candidates.")
        yield Hurdle("limits", words % {"limits": said_limits(vote, impossible.limits)}, forbids=True)
    except Undecided:
        words = _("It takes too long to tell whether these limits can be met. Set fewer that overlap.")
        yield Hurdle("limits", words, forbids=True)
    except Unfit:
        return  # said already: too few stand
    dimensions = set(vote.limits.values_list("dimension", flat=True))
    silent = [one.name for one in options if dimensions - one.traits.keys()]
    if silent:
        words = _("They did not say what the limits ask about, so no limit helps them: %(names)s.")
        yield Hurdle("silent", words % {"names": ", ".join(silent)}, forbids=False)


def _as_if_all_voted(vote: Vote, options: list[Option]) -> Asked:
    """The election if everybody approved of everybody: what limits leave is left by them alone."""
    said = {"points": {one.word: 1 for one in options}}
    heaps: list[int | None] = [one.pk for one in colleges_with_seats(vote)]
    return election_of(
        vote, [Ballot(vote=vote, college_id=pk, weight=1, said=said) for pk in heaps or [None]]
    )
