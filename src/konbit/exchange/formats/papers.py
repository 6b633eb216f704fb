"""Statements and clearing notices as PDFs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from konbit.base.text import sentence
from konbit.base.typesetting import typeset
from konbit.directory.forms.fields import reader
from konbit.exchange.queries.clearing import Notice, RoundPage
from konbit.exchange.queries.pay_page import ShownLine
from konbit.exchange.queries.printed import PrintedStatement

HERE = Path(__file__).parent
MOST_NOTICES = 1000


def statement_pdf(said: PrintedStatement) -> bytes:
    """A statement as a PDF."""
    head = said.page.head
    told = {"shown": _number(len(said.lines)), "many": _number(said.many)}
    cut = _(
        "These are the newest %(shown)s of %(many)s lines of this time. Choose fewer days to see the others, "
        "or take the table: it has all."
    )
    seal = _(
        "Up to line %(number)s nothing can be changed without this number changing too (seal of %(day)s):"
    )
    return typeset(
        HERE / "statement.typ",
        {
            "language": _language(),
            "title": _("Statement of %(who)s") % {"who": said.page.who},
            "who": said.page.who,
            "about": sentence(said.title, reader()),
            "period": _period(said.first, said.last),
            "cut": cut % told if said.many > len(said.lines) else "",
            "lines": [_line(one) for one in said.lines],
            "before": said.before,
            "after": said.after,
            "seal": seal % {"number": head.up_to, "day": _day(head.at.date())} if head else "",
            "head": head.head if head else "",
            "made": _made(),
            "words": {
                "head": [
                    pgettext("number", "No."),
                    _("Day"),
                    _("With whom, what for"),
                    _("Came or went"),
                    _("Balance"),
                ],
                "before": _("Balance before"),
                "after": _("Balance after"),
                "none": _("Nothing came or went in this time."),
                "records": _records(),
            },
        },
    )


def notices_pdf(page: RoundPage) -> bytes:
    """The notices of a round as a PDF, a page for each member."""
    told = {"shown": _number(MOST_NOTICES), "many": _number(len(page.notices))}
    cut = _("These are %(shown)s of %(many)s members. The table has all of them.") % told
    title = _("Clear our debts: %(circle)s") % {"circle": sentence(page.title, reader())}
    proof = _(
        "The most there is: proved by numbers that anybody can check, found by %(solver)s. Digest: %(hash)s"
    )
    booked = _("This is booked: every promise is as much less as stands here.")
    return typeset(
        HERE / "notices.typ",
        {
            "language": _language(),
            "title": title,
            "state": booked if page.state == "booked" else _("This can be set off. Nothing is booked yet."),
            "cut": cut if len(page.notices) > MOST_NOTICES else "",
            "notices": [_notice(one) for one in page.notices[:MOST_NOTICES]],
            "proof": proof % {"solver": page.solver, "hash": page.result_hash},
            "made": _made(),
            "words": {
                "head": ["", pgettext("a set-off", "Before"), _("After")],
                "owes": _("You owe"),
                "owed": _("You are owed"),
                "net": _("Owed less owe"),
                "how": _("Debts that go round in a circle are crossed out together. Nobody pays anything."),
                "records": _records(),
            },
        },
    )


def _line(one: ShownLine) -> dict[str, object]:
    return {
        "number": one.number, "on": _day(one.on), "other": one.other, "words": one.words,
        "note": _("put right") if one.is_reversed else "",
        "amount": f"{'+' if one.came else '−'} {one.amount}", "balance": one.balance,
    }  # fmt: skip


def _notice(one: Notice) -> dict[str, str]:
    same = _("Your net position is unchanged.")
    lent = _("The circle’s credit carries %(lent)s of it.") % {"lent": one.lent}
    return {
        "name": one.name, "owes": one.owes, "owes_after": one.owes_after, "owed": one.owed,
        "owed_after": one.owed_after, "net": one.net, "net_after": one.net_after,
        "sentence": lent if one.lent else same,
    }  # fmt: skip


def _period(first: date | None, last: date | None) -> str:
    if first and last:
        return _("Booked from %(first)s to %(last)s") % {"first": _day(first), "last": _day(last)}
    if first:
        return _("Booked since %(first)s") % {"first": _day(first)}
    return _("Booked until %(last)s") % {"last": _day(last or timezone.localdate())}


def _made() -> str:
    return _("Made on %(day)s.") % {"day": _day(timezone.localdate())}


def _records() -> str:
    return _("Konbit writes down what was agreed and done. It never holds money.")


def _day(day: date) -> str:
    return str(date_format(day, "SHORT_DATE_FORMAT"))


def _number(many: int) -> str:
    return str(number_format(many, use_l10n=True, force_grouping=True))


def _language() -> str:
    return (get_language() or "en").split("-")[0]
