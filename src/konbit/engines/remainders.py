"""An amount parted to the last coin: whole shares first, then one each to the largest remainders (Hamilton's
method; Balinski and Young, "Fair Representation", 1982, chapter 2)."""

from __future__ import annotations

from collections.abc import Sequence


def shared_out(amount: int, claims: Sequence[int]) -> list[int]:
    """An amount in proportion to claims, in whole coins; the first of equals is served first. Nothing to
    anybody where nobody claims anything."""
    whole = sum(claims)
    if not whole:
        return [0] * len(claims)
    shares = [amount * one // whole for one in claims]
    by_remainder = sorted(range(len(claims)), key=lambda i: (-(amount * claims[i] % whole), i))
    for index in by_remainder[: amount - sum(shares)]:
        shares[index] += 1
    return shares
