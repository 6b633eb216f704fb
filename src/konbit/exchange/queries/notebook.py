"""Lines as they stand in a notebook: a name or number, an amount, and what it was for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.folding import fold
from konbit.exchange import amounts
from konbit.exchange.models import Account, Circle, Currency
from konbit.exchange.queries.members import names_in
from konbit.people.audience import Viewer

_PARTS = re.compile(r"\s*[;\t]\s*|\s*:\s+|\s{2,}|,\s+")
"""What stands between the parts: a semicolon, a tab, a colon, a wide gap, a comma with a space."""

MOST_LINES = 1000


@dataclass(frozen=True)
class NotebookLine:
    """A line: whose account (id and uid), what she is called, the amount in smallest parts, below 0 with a
    minus; `words`: what stands behind the amount."""

    account: int
    uid: str
    name: str
    amount: int
    words: str


class Names:
    """The accounts of a circle's members, by number and by name."""

    def __init__(self, viewer: Viewer, circle: Circle, currency: Currency) -> None:
        accounts = (
            Account.objects.filter(circle=circle, currency=currency, word="member", closed_on=None)
            .exclude(member=None)
            .select_related("member__group")
            .order_by("member__number", "pk")
        )
        rows = [(one, one.member) for one in accounts if one.member is not None]
        self.called = {pk: name for pk, (name, _url) in names_in(viewer, [who for _one, who in rows]).items()}
        self._numbers = {str(who.number): one for one, who in rows}
        self._named: dict[str, list[Account]] = {}
        for one, who in rows:
            self._named.setdefault(fold(self.called[who.pk]), []).append(one)

    def _by_name(self, said: str) -> list[Account]:
        """Accents may be left out, unless they tell two members apart."""
        alike = self._named.get(fold(said), [])
        same = [one for one in alike if self.called[one.member_id or 0].casefold() == said.casefold()]
        return same or alike

    def find(self, said: str) -> Account:
        """Whose account is meant by a number or a name. Raises `Problem` for nobody, and for several."""
        numbered, named = self._numbers.get(said), self._by_name(said)
        found = {one.pk: one for one in [*([numbered] if numbered else []), *named]}
        if len(found) == 1:
            return next(iter(found.values()))
        if not found:
            raise Problem(_("“%(name)s” is not in this circle.") % {"name": said[:60]})
        if numbered and len(named) == 1:
            told = _("“%(name)s” is one member’s number and another’s name: write the other of the two.")
            raise Problem(told % {"name": said[:60]})
        raise Problem(_("There are several “%(name)s”: write the number instead.") % {"name": said[:60]})

    def name(self, account: Account) -> str:
        """What the member of an account is called."""
        return self.called[account.member_id or 0]


def read_notebook(
    viewer: Viewer, circle: Circle, currency: Currency, words: str, check: Callable[[NotebookLine], None]
) -> tuple[NotebookLine, ...]:
    """The lines of a notebook. Raises `Problem` for all that cannot be read, and all that `check` refuses,
    each with its number."""
    names, lines, wrong = Names(viewer, circle, currency), list[NotebookLine](), list[str]()
    written = words.splitlines()
    if len(written) > MOST_LINES:
        told = _("At most %(most)d lines can be read at once.") % {"most": MOST_LINES}
        raise Problem(told, remedy=_("Part the list."))
    for number, line in enumerate(written, 1):
        if line.strip():
            try:
                read = _read(line.strip(), names, currency)
                if any(one.account == read.account for one in lines):
                    raise Problem(_("“%(name)s” stands there twice.") % {"name": read.name[:60]})
                check(read)
                lines.append(read)
            except Problem as problem:
                wrong.append(_("Line %(number)d: %(what)s") % {"number": number, "what": problem.what})
    if wrong:
        raise Problem(" ".join(wrong[:20]), remedy=_("Mend these lines; nothing is booked yet."))
    return tuple(lines)


def _read(line: str, names: Names, currency: Currency) -> NotebookLine:
    parts = [one for one in _PARTS.split(line, maxsplit=2) if one]
    if len(parts) == 1:
        parts = line.rsplit(maxsplit=1)
    if len(parts) < 2:
        raise Problem(_("“%(line)s” is not a name and an amount.") % {"line": line[:60]})
    account, said = names.find(parts[0]), parts[1].strip()
    minus = said[:1] in "-−"
    amount = amounts.read(said[1:] if minus else said, currency)
    return NotebookLine(
        account.pk, account.uid, names.name(account), -amount if minus else amount, " ".join(parts[2:])[:300]
    )
