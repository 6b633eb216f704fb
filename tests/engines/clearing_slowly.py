"""Set-off as slowly and obviously as can be: every way to clear small debts is tried."""

from __future__ import annotations

from itertools import product

from konbit.engines.clearing import Debts, Terms


def every_way(debts: Debts, terms: Terms) -> tuple[int, int, int]:
    """The most that can be cleared; of all ways to clear that much the least use of credit, and the most age:
    each cleared unit counts how many later dates there are."""
    dates = sorted(set(debts.due.tolist())) if debts.due is not None else []
    best: tuple[int, int, int] = (0, 0, 0)
    rows = list(zip(debts.debtor.tolist(), debts.creditor.tolist(), debts.amount.tolist(), strict=True))
    rooms = [
        amount if amount >= terms.minimums.get(debts.members[debtor], 0) else 0
        for debtor, _creditor, amount in rows
    ]
    lines = [room for line in terms.credit for room in (line.draw, line.hold)]
    least_credit, most_age, most = 0, 0, 0
    for way in product(*(range(room + 1) for room in (*rooms, *lines))):
        cleared, lent = way[: len(rows)], way[len(rows) :]
        balance = dict.fromkeys(debts.members, 0)
        paid = dict.fromkeys(debts.members, 0)
        for (debtor, creditor, _amount), much in zip(rows, cleared, strict=True):
            balance[debts.members[debtor]] += much
            balance[debts.members[creditor]] -= much
            paid[debts.members[debtor]] += much
        for line, drawn, held in zip(terms.credit, lent[::2], lent[1::2], strict=True):
            balance[line.member] += held - drawn
        if any(balance.values()) or sum(lent[::2]) != sum(lent[1::2]):
            continue
        if any(paid[member] > cap for member, cap in terms.caps.items()):
            continue
        age = 0
        if debts.due is not None:
            for due, much in zip(debts.due.tolist(), cleared, strict=True):
                age += much * (len(dates) - 1 - dates.index(due))
        volume = sum(cleared)
        if volume > most:
            most, least_credit, most_age = volume, sum(lent), age
        elif volume == most:
            least_credit, most_age = min(least_credit, sum(lent)), max(most_age, age)
        best = (most, least_credit, most_age)
    return best


def age_cleared(debts: Debts, amounts: list[int]) -> int:
    """The age that a set-off clears, counted as in `every_way`."""
    assert debts.due is not None
    dates = sorted(set(debts.due.tolist()))
    return sum(
        much * (len(dates) - 1 - dates.index(due))
        for due, much in zip(debts.due.tolist(), amounts, strict=True)
    )
