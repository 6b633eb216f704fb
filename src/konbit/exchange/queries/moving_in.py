"""Moving a circle here from elsewhere: what a file would bring, read once more before it is booked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.period import PARTIAL_DATE
from konbit.directory.written_dates import read_date
from konbit.exchange import amounts
from konbit.exchange.formats.circle_tables import Brought, MemberRow, TransferRow, Writing, number_in
from konbit.exchange.models import LARGEST, Circle, Currency, Member, Transfer
from konbit.exchange.queries.members import names_in
from konbit.exchange.queries.moving_out import movable_circle, own_accounts_in
from konbit.exchange.queries.terms import kind_of_circle, terms_of
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class NewMember:
    """A member who would be let in, or who stands there already (`stands`: her id), with the balance that she
    would begin with, in smallest parts and in words."""

    row: int
    number: int | None
    name: str
    stands: int | None
    opening: int
    shown: str


@dataclass(frozen=True)
class OldTransfer:
    """A transfer of elsewhere that would be booked: between accounts (uids), on its day, by its key there."""

    row: int
    payer: str
    payee: str
    amount: int
    words: str
    on: date
    key: str


@dataclass(frozen=True)
class Moving:
    """What a file would bring into a circle, and its rows that cannot be taken, with the reason."""

    circle: Circle
    members: tuple[NewMember, ...]
    transfers: tuple[OldTransfer, ...]
    left: tuple[tuple[int, str], ...]
    total: str
    has_openings: bool

    @property
    def new(self) -> int:
        """How many would be let in."""
        return sum(one.stands is None for one in self.members)


def moving_in(viewer: Viewer, uid: str, brought: Brought, writing: Writing) -> Moving:
    """What a file would bring. Nothing is written. Raises as `movable_circle` does."""
    circle, currency = movable_circle(viewer, uid)
    members = list(circle.members.filter(left_on=None).select_related("group"))
    names = {pk: name for pk, (name, _url) in names_in(viewer, members).items()}
    left = list(brought.left)
    opened = _with_opening(circle)
    new = list(_read_members(circle, currency, brought.members, writing, members, names, opened, left))
    old = list(_read_transfers(circle, currency, brought.transfers, writing, members, names, left))
    total = sum(one.opening for one in new) if new else sum(one.amount for one in old)
    return Moving(
        circle, tuple(new), tuple(old), tuple(sorted(left)), amounts.shown(total, currency), bool(opened)
    )


def _read_members(
    circle: Circle, currency: Currency, rows: Sequence[MemberRow], writing: Writing,
    members: Sequence[Member], names: Mapping[int, str], opened: set[int], left: list[tuple[int, str]],
) -> Iterator[NewMember]:  # fmt: skip
    least, most = kind_of_circle(circle).limits(terms_of(circle), "member")
    numbers = {one.number: one.pk for one in members}
    by_name = _by_name(names)
    there, coming = set[int](), set[int]()
    for row in rows:
        number = number_in(row.code)
        try:
            stands = _who_stands(row, number, numbers, by_name)
            if stands in there or (not row.name and number in coming):
                raise Problem(_("She stands there twice."))
            _same_unit(row.unit, currency)
            opening = _amount(row.balance, writing, currency) if row.balance else 0
            if stands in opened and opening:
                raise Problem(_("She has an opening balance here already."))
            if (least is not None and opening < least) or (most is not None and opening > most):
                raise Problem(_("Her balance is beyond what the rules of this circle let her have."))
        except Problem as problem:
            left.append((row.row, problem.what))
            continue
        if stands is not None:
            there.add(stands)
        free = number if stands is None and number not in {*numbers, *coming} else None
        if free is not None:
            coming.add(free)
        yield NewMember(
            row.row, free, row.name or row.code, stands, opening, amounts.shown(opening, currency)
        )


def _who_stands(
    row: MemberRow, number: int | None, numbers: Mapping[int, int], by_name: Mapping[str, Sequence[int]]
) -> int | None:
    """Which member (id) of the circle a row means; None: nobody who is here."""
    named = by_name.get(row.name.casefold(), ()) if row.name else ()
    numbered = numbers.get(number or 0)
    if numbered is not None and (not row.name or numbered in named):
        return numbered
    return _only(named, row.name)


def _by_name(names: Mapping[int, str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for pk, name in names.items():
        found.setdefault(name.casefold(), []).append(pk)
    return found


def _only(named: Sequence[int], name: str) -> int | None:
    if len(named) > 1:
        raise Problem(_("More than one is called “%(name)s” here. Write the number.") % {"name": name[:60]})
    return named[0] if named else None


def _same_unit(said: str, currency: Currency) -> None:
    """Raise `Problem` for an amount in another unit. Hours are called in many ways."""
    here = {currency.code.casefold(), *(str(one).casefold() for one in currency.title.values())}
    if said and currency.sort != Currency.Sort.TIME and said.casefold() not in here:
        raise Problem(
            _("This is in %(there)s; this circle counts in %(here)s.")
            % {"there": said[:20], "here": currency.code}
        )


def _read_transfers(
    circle: Circle, currency: Currency, rows: Sequence[TransferRow], writing: Writing,
    members: Sequence[Member], names: Mapping[int, str], left: list[tuple[int, str]],
) -> Iterator[OldTransfer]:  # fmt: skip
    accounts = {one.member_id: one.uid for one in own_accounts_in(circle)}
    by_number = {one.number: one.pk for one in members}
    by_name, alike = _by_name(names), Counter[str]()
    for row in rows:
        try:
            payer, payee = (accounts[_whose(said, by_number, by_name)] for said in (row.payer, row.payee))
            _same_unit(row.unit, currency)
            amount = _amount(row.amount, writing, currency)
            on = _day(row.on)
        except Problem as problem:
            left.append((row.row, problem.what))
            continue
        said = f"{row.on}|{payer}|{payee}|{amount}|{row.words}"
        alike[said] += 1  # the same twice on one day is two; the order of the rows says nothing
        yield OldTransfer(row.row, payer, payee, amount, row.words, on, row.uid or f"{said}|{alike[said]}")


def _whose(said: str, by_number: Mapping[int, int], by_name: Mapping[str, Sequence[int]]) -> int:
    found = _only(by_name.get(said.casefold(), ()), said) or by_number.get(number_in(said) or 0)
    if found is None:
        raise Problem(_("“%(name)s” is not in this circle.") % {"name": said[:60]})
    return found


def _amount(words: str, writing: Writing, currency: Currency) -> int:
    """Smallest parts, also below nothing."""
    minus = words[:1] in "-−"
    bare = words[1:].strip() if minus else words
    if writing is Writing.AS_PEOPLE:
        amount = amounts.read(bare, currency)
    elif not bare.isascii() or not bare.isdigit() or int(bare) > LARGEST:
        raise Problem(_("“%(words)s” is no whole number.") % {"words": words[:40]})
    else:
        amount = int(bare) if writing is Writing.PARTS else _minutes(int(bare))
    return -amount if minus else amount


def _minutes(seconds: int) -> int:
    minutes, rest = divmod(seconds, 60)
    if rest:
        raise Problem(_("%(seconds)d seconds are not whole minutes.") % {"seconds": seconds})
    return minutes


def _day(words: str) -> date:
    if not words:
        return date.today()
    said = words[:10] if PARTIAL_DATE.fullmatch(words[:10]) else read_date(words)
    try:
        day = date.fromisoformat(said)
    except ValueError as error:
        raise Problem(_("“%(said)s” is no day.") % {"said": words[:40]}) from error
    if day > date.today():
        raise Problem(_("This day is still to come."))
    return day


def _with_opening(circle: Circle) -> set[int]:
    """Which members (ids) have an opening balance."""
    rows = Transfer.objects.filter(sort="opening").filter(
        Q(payer__circle=circle, payer__word="opening") | Q(payee__circle=circle, payee__word="opening")
    )
    pairs = rows.values_list("payer__member", "payee__member")
    return {one for pair in pairs for one in pair if one is not None}
