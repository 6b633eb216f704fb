"""The two sides of a payment, read at once: this is asked before every payment, so it is one statement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from konbit.directory.queries.of_group import gone

_BOTH = (
    "SELECT p.id, q.id, p.circle_id, c.kind, c.state, m.person, m.left_on IS NULL "
    "FROM exchange_account p JOIN exchange_circle c ON c.id = p.circle_id "
    "LEFT JOIN exchange_member m ON m.id = p.member_id "
    "LEFT JOIN exchange_account q ON q.circle_id = p.circle_id AND q.uid = %s "
    "WHERE p.uid = %s AND c.removed_at IS NULL"
)
_EACH = (
    "SELECT p.uid, p.id, p.circle_id, c.kind, c.state, m.person, m.left_on IS NULL "
    "FROM exchange_account p JOIN exchange_circle c ON c.id = p.circle_id "
    "LEFT JOIN exchange_member m ON m.id = p.member_id "
    "WHERE p.uid IN ({marks}) AND c.removed_at IS NULL"
)
_PORTION = 500


@dataclass(frozen=True)
class Sides:
    """Payer and payee (ids of accounts; no payee: None) of a circle, and who the payer is (opaque id)."""

    payer: int
    payee: int | None
    circle: int
    kind: str
    state: str
    person: str | None
    takes_part: bool

    def is_payer(self, actor: str) -> bool:
        """Whether the paying account is this person's own."""
        return bool(self.person) and self.person == actor and self.takes_part


def sides(payer_uid: str, payee_uid: str) -> Sides:
    """The two accounts, as far as they are of one circle. Raises `NotFound` where there is no payer."""
    with connection.cursor() as cursor:
        cursor.execute(_BOTH, [payee_uid, payer_uid])
        row = cursor.fetchone()
    if row is None:
        raise gone()
    return Sides(*row)


def sides_of(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Sides]:
    """The same for many pairs (uids of payer and payee) in few queries; those that have a payer."""
    wanted = list(dict.fromkeys(pairs))
    uids = sorted({uid for pair in wanted for uid in pair})
    found: dict[str, tuple[int, int, str, str, str | None, bool]] = {}
    with connection.cursor() as cursor:
        for start in range(0, len(uids), _PORTION):
            some = uids[start : start + _PORTION]
            cursor.execute(_EACH.format(marks=", ".join(["%s"] * len(some))), some)
            found |= {row[0]: row[1:] for row in cursor.fetchall()}
    return {
        (payer, payee): _paired(found[payer], found.get(payee)) for payer, payee in wanted if payer in found
    }


def _paired(
    payer: tuple[int, int, str, str, str | None, bool],
    payee: tuple[int, int, str, str, str | None, bool] | None,
) -> Sides:
    pk, circle, *said = payer
    other = payee[0] if payee is not None and payee[1] == circle else None
    return Sides(pk, other, circle, *said)  # type: ignore[call-arg, arg-type]
