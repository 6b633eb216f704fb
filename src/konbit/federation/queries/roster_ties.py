"""Who belongs to what, as statutes see it: ties of belonging between those who stand on their levels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Q

from konbit.base.period import Period, latest
from konbit.directory.models import Relation
from konbit.directory.queries.membership import DOWNWARD, UPWARD, ends_of_tie
from konbit.engines.statutes import Membership, Quota, Rule, Seats, Share, Units
from konbit.federation.keys import GROUP, ORGAN
from konbit.federation.models import Organ, Standing

Tie = tuple[int, Period]


def memberships_of(
    stands: Iterable[Standing], organs: Iterable[Organ], rules: Iterable[Rule]
) -> Iterator[Membership]:
    """Each group with the groups above it, among those who stand somewhere; and with the bodies of all the
    groups above it, however far, where a rule asks something of a body for each group of a level."""
    by_group = {one.group_id: one for one in stands}
    for member, network, period in _ties(by_group):
        if member in by_group and network in by_group:
            lower, upper = by_group[member], by_group[network]
            period = _since(_since(period, lower.valid_from), upper.valid_from)
            yield Membership(
                f"{GROUP}{lower.group.uid}", f"{GROUP}{upper.group.uid}", period.start, period.until
            )
    wanted = _levels_asked(rules)
    below: dict[int, list[Tie]] = {}
    for organ in organs:
        key = f"{ORGAN}{organ.uid}"
        levels = wanted.get(organ.level.word if organ.level else "", set()) | wanted.get(key, set())
        if not levels:
            continue
        if organ.group_id not in below:
            below[organ.group_id] = _below(organ.group_id)
        for member, period in below[organ.group_id]:
            one = by_group.get(member)
            if one is not None and one.level.word in levels:
                period = _since(_since(period, one.valid_from), organ.valid_from)
                yield Membership(f"{GROUP}{one.group.uid}", key, period.start, period.until)


def _levels_asked(rules: Iterable[Rule]) -> dict[str, set[str]]:
    """By what rules are about, for each of which they ask something, or of which they say it is formed."""
    found: dict[str, set[str]] = {}
    for rule in rules:
        match rule.ask:
            case Units():
                found.setdefault(rule.about, set()).add(rule.ask.of)
            case Seats() | Quota() | Share() if rule.ask.per:
                found.setdefault(rule.about, set()).add(rule.ask.per)
    return found


def _ties(groups: Iterable[int]) -> Iterator[tuple[int, int, Period]]:
    """The ties of belonging below these groups (ids): member, network, when."""
    ids = list(groups)
    rows = Relation.objects.filter(
        Q(kind__in=UPWARD, object__in=ids) | Q(kind__in=DOWNWARD, subject__in=ids)
    ).order_by("pk")
    seen = set()
    for kind, subject, other, start, until in rows.values_list(
        "kind", "subject_id", "object_id", "valid_from", "valid_until"
    ):
        tie = (*ends_of_tie(kind, subject, other), Period(start, until))
        if tie not in seen:
            seen.add(tie)
            yield tie


def _below(group: int) -> list[Tie]:
    """Everybody below a group with the time in which all ties on the way hold; each way told once."""
    found: list[Tie] = []
    wanted: dict[int, list[Period]] = {group: [Period()]}
    passed: dict[int, list[Period]] = {group: [Period()]}
    while wanted:
        further: dict[int, list[Period]] = {}
        for member, network, tie in _ties(wanted):
            for held in wanted[network]:
                both = tie if held == Period() else held.shared_with(tie)
                if both is None or any(both.lies_in(one) for one in passed.get(member, ())):
                    continue
                passed.setdefault(member, []).append(both)
                further.setdefault(member, []).append(both)
                found.append((member, both))
        wanted = further
    return found


def _since(period: Period, begins: str) -> Period:
    """The period from when on a group stands there; that it belonged to the other before is no fault."""
    if not begins or (period.start and latest(period.start) >= latest(begins)):
        return period
    if period.until and latest(period.until) < latest(begins):
        return period
    return Period(begins, period.until)
