"""What is looked at before a vote opens: what forbids it, and what those who open it should know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.assembly.queries.choices import short
from konbit.decisions.ballots import POINTS, RANKS, shape
from konbit.decisions.hurdles import Hurdle
from konbit.decisions.methods import Rules
from konbit.decisions.models import Entitled, Kind, Unit, Vote
from konbit.decisions.queries.electable import election_hurdles
from konbit.decisions.queries.methods import rules_of
from konbit.decisions.queries.secrecy import secrecy_hurdles
from konbit.decisions.queries.shares_hurdles import shares_hurdles
from konbit.directory.models import Group

PEOPLE = frozenset({Kind.SCOTTISH, Kind.MEEK, Kind.PERSONS})


def hurdles(vote: Vote) -> list[Hurdle]:
    """Everything that stands in the way of a vote as it is prepared, what forbids it first."""
    rules = rules_of(vote)
    roll = list(vote.roll.filter(until_on=None))
    found = [*_time(vote), *_options(vote, rules), *_roll(rules, roll), *_unit(vote, rules, roll)]
    found += [*_colleges(vote, roll), *secrecy_hurdles(vote)]
    if rules.kind in PEOPLE:
        found += election_hurdles(vote)
    if rules.kind == Kind.SHARES:
        found += shares_hurdles(vote)
    return sorted(found, key=lambda one: not one.forbids)


def _time(vote: Vote) -> Iterator[Hurdle]:
    if vote.closes_at is None:
        yield Hurdle("no end", _("Nobody knows until when one can vote. Say a day."), forbids=False)
    elif vote.closes_at <= timezone.now():
        yield Hurdle("over", _("The day until which one can vote is over. Choose a later one."), forbids=True)


def _options(vote: Vote, rules: Rules) -> Iterator[Hurdle]:
    if rules.kind in PEOPLE or rules.kind not in POINTS | RANKS:
        return
    least = 1 if rules.kind == Kind.SHARES else 2
    if vote.options.filter(withdrawn_on=None).count() < least:
        words = _("There is nothing to choose from yet. Add what can be chosen.")
        yield Hurdle("options", words, forbids=True)


def _roll(rules: Rules, roll: list[Entitled]) -> Iterator[Hurdle]:
    if not roll and shape(rules.kind):
        needs_voters = rules.kind != Kind.CONSENT
        yield Hurdle("roll", _("Nobody is on the roll yet. Say who may vote."), forbids=needs_voters)


def _unit(vote: Vote, rules: Rules, roll: list[Entitled]) -> Iterator[Hurdle]:
    if rules.unit != vote.unit:
        words = _("Its quorum and majority are asked in one unit, and its votes counted in another one.")
        yield Hurdle("unit", words + " " + _("Choose the same for both."), forbids=True)
    if vote.unit != Unit.WEIGHTS and any(one.weight != 1 for one in roll):
        words = _("Some on the roll have several votes, and here everybody has one.")
        remedy = _("Give everybody one vote, or count in votes that each was given.")
        yield Hurdle("weights", f"{words} {remedy}", forbids=True)
    if vote.unit != Unit.ORGANISATIONS:
        return
    if any(one.group_id is None for one in roll):
        words = _("Here groups vote, and some on the roll stand for none. Say for which group they vote.")
        yield Hurdle("groups", words, forbids=True)
    twice = [pk for pk, many in Counter(one.group_id for one in roll).items() if pk and many > 1]
    for name in Group.objects.filter(pk__in=twice).values_list("name", flat=True):
        words = _("%(name)s stands on the roll twice, and one group has one vote here.") % {"name": name}
        yield Hurdle("twice", words, forbids=True)


def _colleges(vote: Vote, roll: list[Entitled]) -> Iterator[Hurdle]:
    colleges = list(vote.colleges.all())
    if not colleges:
        return
    if any(one.college_id is None for one in roll):
        words = _("Some on the roll are in no college, and their votes would count nowhere.")
        yield Hurdle("no college", words, forbids=True)
    parts = sum(one.part for one in colleges)
    for one in colleges:
        name = {"name": short(one.title)}
        if not any(line.college_id == one.pk for line in roll):
            yield Hurdle("empty college", _("Nobody is in the college %(name)s.") % name, forbids=False)
        if one.least is not None and one.part * 100 < one.least * parts:
            words = _("The college %(name)s has less than the part that the statutes give it.") % name
            yield Hurdle("part", words, forbids=True)
        if one.most is not None and one.part * 100 > one.most * parts:
            words = _("The college %(name)s has more than the part that the statutes give it.") % name
            yield Hurdle("part", words, forbids=True)
