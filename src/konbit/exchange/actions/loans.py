"""Loans out of what was put together: asking, saying yes, paying out, letting go."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from konbit.assembly.actions.agreed import Agreed, resolution_by
from konbit.base.errors import NotAllowed, Problem
from konbit.chronicle.actions import recording, rows
from konbit.chronicle.actions.once import once
from konbit.directory.queries.of_group import gone, seen_thing
from konbit.exchange.actions.promises import PromiseDraft, promises_written
from konbit.exchange.journal.posting import Line, post
from konbit.exchange.loan_plan import charge_of, plan
from konbit.exchange.models import LARGEST, Account, Approval, Circle, Loan, Member, Obligation
from konbit.exchange.queries.acting import is_own
from konbit.exchange.queries.keeping import kept_circle
from konbit.exchange.queries.lending import lendable, most_for
from konbit.exchange.queries.members import account_of, own_account, own_members
from konbit.exchange.queries.terms import terms_of
from konbit.people.audience import Viewer

LONGEST = 300
OPEN = (Obligation.State.SAID, Obligation.State.STANDS, Obligation.State.DISPUTED)


@dataclass(frozen=True)
class LoanDraft:
    """What is asked for: by whom (a member's id), how much in smallest parts, in how many monthly parts after
    how many months in which nothing is paid back, what for."""

    member: int
    amount: int
    instalments: int = 1
    moratorium: int = 0
    purpose: str = ""


def ask_loan(viewer: Viewer, circle_uid: str, draft: LoanDraft, key: uuid.UUID) -> str:
    """Ask for a loan, for oneself; who keeps the books may ask for a member. Returns its uid; the same key
    again gives what stands. Raises `Problem` beyond what the rules allow, `NotAllowed`, `NotFound`."""
    circle, sight = seen_thing(viewer, Circle, circle_uid)
    member = (
        Member.objects.select_related("group").filter(pk=draft.member, circle=circle, left_on=None).first()
    )
    if member is None:
        raise gone()
    if not is_own(viewer, member):
        sight.must("edit")
    return once(Loan, key, lambda: _asked(viewer, circle, draft, key)).uid


def say_on_loan(viewer: Viewer, loan_uid: str, yes: bool) -> Loan:
    """Say, as another member, whether one is for a loan. It is granted once as many as the rules ask for are.

    Raises `Problem`, `NotAllowed`, `NotFound`.
    """
    with transaction.atomic():
        loan = _locked(loan_uid)
        rules = terms_of(loan.circle)
        says = [one for one in own_members(viewer, loan.circle) if one.pk != loan.member_id]
        if not own_members(viewer, loan.circle):
            raise gone()
        if not says or rules["approval"] != "members":
            raise NotAllowed(_("Other members say yes or no to it, if your rules say so."), remedy=_("Wait."))
        _must_be(loan, Loan.State.ASKED)
        with recording(viewer.actor, "say on loan") as batch:
            for member in says:
                stands = loan.approvals.filter(member=member).first()
                if stands is not None:
                    rows.change(batch, stands, says_yes=yes)
                else:
                    rows.add(batch, Approval(loan=loan, member=member, says_yes=yes))
            others = loan.circle.members.filter(left_on=None).exclude(pk=loan.member_id).count()
            if loan.approvals.filter(says_yes=True).count() >= min(rules["yeses"], others):
                rows.change(batch, loan, state=Loan.State.GRANTED)
    return loan


def grant_loan(viewer: Viewer, loan_uid: str, agreed: Agreed) -> Loan:
    """Grant a loan by a resolution. Raises `Problem`, `NotAllowed`, `NotFound`."""
    with transaction.atomic():
        loan = _kept(viewer, loan_uid)
        _must_be(loan, Loan.State.ASKED)
        group = loan.circle.group
        resolution = resolution_by(viewer, {group.pk}, group.uid, agreed)
        with recording(viewer.actor, "grant loan") as batch:
            rows.change(batch, loan, state=Loan.State.GRANTED, resolution=resolution)
    return loan


def refuse_loan(viewer: Viewer, loan_uid: str, why: str) -> Loan:
    """Write down that a loan is not given, and why. Raises `Problem`, `NotAllowed`, `NotFound`."""
    with transaction.atomic():
        loan = _kept(viewer, loan_uid)
        _must_be(loan, Loan.State.ASKED, Loan.State.GRANTED)
        with recording(viewer.actor, "refuse loan") as batch:
            rows.change(batch, loan, state=Loan.State.REFUSED, turn_down=why.strip()[:LONGEST])
    return loan


def pay_out_loan(viewer: Viewer, loan_uid: str) -> Loan:
    """Note that a granted loan was handed over in cash; its parts become promises, and nothing else.

    Paying out twice is paying out once. Raises `Problem` where the box holds less; `NotAllowed`, `NotFound`.
    """
    with transaction.atomic():
        loan = _kept(viewer, loan_uid)
        if loan.state == Loan.State.RUNNING:
            return loan
        _must_be(loan, Loan.State.GRANTED)
        circle = Circle.objects.select_for_update().get(pk=loan.circle_id)
        if circle.state != Circle.State.OPEN or lendable(circle.pk) < loan.amount:
            raise Problem(
                _("There is not so much in the box that may be lent."), remedy=_("Wait for the next meeting.")
            )
        own, fund = account_of(loan.member_id), own_account(circle.pk, "loans")
        outside, words = own_account(circle.pk, "outside"), _("Loan")
        post(
            [Line(fund.pk, own.pk, loan.amount, "loan", words, loan.uid),
             Line(own.pk, outside.pk, loan.amount, "loan", words, loan.uid)],
            key=uuid.uuid5(loan.key, "paid out"), by=viewer.actor,
        )  # fmt: skip
        parts = plan(loan.amount, loan.charge, loan.instalments, loan.moratorium, date.today()).parts
        promises_written(
            viewer.actor,
            [PromiseDraft(own.uid, fund.uid, part, on, "instalment", loan.uid, words) for on, part in parts],
        )
        with recording(viewer.actor, "pay out loan") as batch:
            rows.change(batch, loan, state=Loan.State.RUNNING, paid_out_on=date.today())
    return loan


def let_loan_go(viewer: Viewer, loan_uid: str, agreed: Agreed) -> Loan:
    """Ask no more for what is left of a loan, by a resolution. The social fund carries what was lent and did
    not come back, as far as it has; the rest is carried by all.
    Raises `Problem`, `NotAllowed`, `NotFound`.
    """
    with transaction.atomic():
        loan = _kept(viewer, loan_uid)
        _must_be(loan, Loan.State.RUNNING)
        group = loan.circle.group
        resolution = resolution_by(viewer, {group.pk}, group.uid, agreed)
        came = instalments(loan).aggregate(all=Sum("settled"))["all"] or 0
        with recording(viewer.actor, "let loan go") as batch:
            for one in instalments(loan).filter(state__in=OPEN):
                rows.change(batch, one, state=Obligation.State.LET_GO)
            rows.change(batch, loan, state=Loan.State.LET_GO, resolution=resolution)
        social = Account.objects.select_for_update().get(pk=own_account(loan.circle_id, "social").pk)
        carried = min(social.balance, max(loan.amount - came, 0))
        if carried:
            line = Line(social.pk, own_account(loan.circle_id, "loans").pk, carried, "let go", "", loan.uid)
            post([line], key=uuid.uuid5(loan.key, "let go"), by=viewer.actor)
    return loan


def instalments(loan: Loan) -> QuerySet[Obligation]:
    """The parts of a loan."""
    return Obligation.objects.filter(origin=loan.uid, sort="instalment")


def note_paid_back(actor: str, kept: tuple[Obligation, ...]) -> None:
    """Note which loans are paid back now that these promises were kept. In a transaction."""
    for loan in Loan.objects.filter(uid__in={one.origin for one in kept}, state=Loan.State.RUNNING):
        if not instalments(loan).filter(state__in=OPEN).exists():
            with recording(actor, "pay back loan") as batch:
                rows.change(batch, loan, state=Loan.State.PAID_BACK)


def _asked(viewer: Viewer, circle: Circle, draft: LoanDraft, key: uuid.UUID) -> Loan:
    rules = terms_of(circle)
    with transaction.atomic():
        circle = Circle.objects.select_for_update().get(pk=circle.pk)
        if circle.state != Circle.State.OPEN or not 0 < draft.amount <= LARGEST:
            raise Problem(_("No such loan can be asked for."), remedy=_("Write an amount above nothing."))
        most = most_for(circle, rules, draft.member)
        if most is not None and draft.amount > most:
            raise Problem(_("This is more than our rules let one borrow."), remedy=_("Ask for less."))
        if not 1 <= draft.instalments <= rules["most_instalments"]:
            raise Problem(_("A loan comes back in fewer parts here."), remedy=_("Choose fewer months."))
        if not 0 <= draft.moratorium <= rules["most_moratorium"]:
            raise Problem(_("Paying back begins earlier here."), remedy=_("Choose fewer months."))
        loan = Loan(
            key=key, circle=circle, member_id=draft.member, amount=draft.amount,
            charge=charge_of(draft.amount, rules["charge"]), instalments=draft.instalments,
            moratorium=draft.moratorium, purpose=draft.purpose.strip()[:LONGEST], asked_on=date.today(),
            by=viewer.actor,
        )  # fmt: skip
        with recording(viewer.actor, "ask for loan") as batch:
            rows.add(batch, loan)
    return loan


def _kept(viewer: Viewer, uid: str) -> Loan:
    loan = _locked(uid)
    kept_circle(viewer, loan.circle.uid)
    return loan


def _locked(uid: str) -> Loan:
    found = (
        Loan.objects.select_for_update(of=("self",)).select_related("circle__group").filter(uid=uid).first()
    )
    if found is None:
        raise gone()
    return found


def _must_be(loan: Loan, *states: str) -> None:
    if loan.state not in states:
        raise Problem(
            _("This cannot be done with this loan any more."), remedy=_("Look at its page."), status=409
        )
