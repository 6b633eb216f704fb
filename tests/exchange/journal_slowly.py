"""The journal once more, as slowly and plainly as one can say it: what the fast one has to agree with."""

from __future__ import annotations

from dataclasses import dataclass, field


class Refused(Exception):
    """This cannot be booked."""


@dataclass
class SlowJournal:
    """Everything that was booked, in order, and nothing else: a balance is the sum over all of it."""

    limits: dict[int, tuple[int | None, int | None]]
    booked: list[tuple[str, int, int, int]] = field(default_factory=list)
    taken_back: set[str] = field(default_factory=set)
    waiting: dict[str, tuple[int, int, int]] = field(default_factory=dict)

    def balance(self, account: int) -> int:
        """What came, less what went."""
        return sum(
            amount * ((payee == account) - (payer == account)) for _key, payer, payee, amount in self.booked
        )

    def held(self, account: int) -> int:
        """What waits for a yes."""
        return sum(amount for payer, _payee, amount in self.waiting.values() if payer == account)

    def pay(self, key: str, payer: int, payee: int, amount: int) -> None:
        """Once per key; the same key with other contents is refused."""
        stands = [one[1:] for one in self.booked if one[0] == key]
        if stands:
            if stands != [(payer, payee, amount)]:
                raise Refused
            return
        if payer == payee or amount <= 0:
            raise Refused
        self.booked.append((key, payer, payee, amount))
        if not (self._within(payer) and self._within(payee)):
            self.booked.pop()
            raise Refused

    def send(self, key: str, payer: int, payee: int, amount: int) -> None:
        """Hold an amount until the other side answers."""
        self.waiting[key] = (payer, payee, amount)
        if not self._within(payer):
            del self.waiting[key]
            raise Refused

    def accept(self, key: str) -> None:
        """Book what waits."""
        waits = self.waiting.pop(key)
        try:
            self.pay(key, *waits)
        except Refused:
            self.waiting[key] = waits
            raise

    def refuse(self, key: str) -> None:
        """Hold it no longer."""
        del self.waiting[key]

    def take_back(self, key: str, other: str) -> None:
        """Book the opposite, once, and never of an opposite."""
        (payer, payee, amount) = next(one[1:] for one in self.booked if one[0] == key)
        if key in self.taken_back:
            raise Refused
        self.pay(other, payee, payer, amount)
        self.taken_back |= {key, other}

    def _within(self, account: int) -> bool:
        least, most = self.limits[account]
        balance = self.balance(account)
        return (least is None or balance - self.held(account) >= least) and (most is None or balance <= most)
