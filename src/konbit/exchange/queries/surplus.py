"""Who gets how much of a surplus: by what everybody gave, to the last part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from konbit.engines.remainders import shared_out
from konbit.exchange.models import Account, Circle
from konbit.exchange.queries.terms import terms_of


@dataclass(frozen=True)
class Part:
    """What a member (her account's id) gave since the last sharing, and what she gets, in smallest parts of
    the two units."""

    member: int
    account: int
    given: int
    gets: int


@dataclass(frozen=True)
class Sharing:
    """A surplus parted: what stays in common, and everybody's part; together the whole of it."""

    reserve: int
    parts: tuple[Part, ...]

    @property
    def given(self) -> int:
        """What all gave since the last sharing."""
        return sum(one.given for one in self.parts)


def sharing_of(circle: Circle, surplus: int) -> Sharing:
    """How a surplus would be shared today, members by their numbers. Where all goes by what was given and
    nobody gave anything, all of it stays in common."""
    rows = list(
        Account.objects.filter(circle=circle, word="member", closed_on=None, member__left_on=None)
        .exclude(member=None)
        .order_by("member__number")
    )
    rules, given = terms_of(circle), [one.balance for one in rows]
    kept = int(rules["reserve"] or 0)
    reserve, rest = shared_out(surplus, [kept, 10000 - kept])
    gets = _gets(str(rules["by"]), rest, given)
    reserve += rest - sum(gets)
    return Sharing(
        reserve, tuple(Part(one.member_id or 0, one.pk, one.balance, part)
                       for one, part in zip(rows, gets, strict=True))
    )  # fmt: skip


def _gets(by: str, rest: int, given: Sequence[int]) -> list[int]:
    alike = [1] * len(given)
    if by == "alike":
        return shared_out(rest, alike)
    if by == "work":
        return shared_out(rest, given)
    first, second = shared_out(rest, [1, 1])
    return [
        one + other for one, other in zip(shared_out(first, alike), shared_out(second, given), strict=True)
    ]
