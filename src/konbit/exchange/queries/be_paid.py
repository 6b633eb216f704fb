"""Being paid: a QR that opens the form of a payment with everything filled in."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import Multilingual
from konbit.directory.queries.of_group import gone
from konbit.exchange import amounts
from konbit.exchange.queries.pay_page import PayPage
from konbit.people.sharing import passed_on, qr_svg


@dataclass(frozen=True)
class PaidBy:
    """What a QR for a payment says: to whom, how much (empty: who pays writes it), what for; its address."""

    title: Multilingual
    name: str
    amount: str
    words: str
    url: str
    qr: SafeString


def paid_by(page: PayPage, account: str, said: str, words: str) -> PaidBy:
    """The QR for an account (uid) of those from which the viewer may pay. Raises `NotFound` for others'
    accounts, `Problem` for what is no amount."""
    name = dict(page.payers).get(account)
    if name is None:
        raise gone()
    amount = amounts.read(said, page.currency) if said.strip() else 0
    if said.strip() and not amount:
        raise Problem(_("Nothing is asked for."), remedy=_("Write how much, or leave it empty."))
    fields = {"to": account}
    if amount:
        fields["amount"] = amounts.written(amount, page.currency)
    if words:
        fields["for"] = words[:300]
    url = f"{passed_on(reverse('exchange:pay', args=[page.circle.uid]))}?{urlencode(fields)}"
    shown = amounts.shown(amount, page.currency) if amount else ""
    return PaidBy(page.circle.title, str(name), shown, words[:300], url, qr_svg(url))
