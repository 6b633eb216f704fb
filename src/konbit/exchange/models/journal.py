"""The journal: accounts, transfers nobody can change, payments on their way, the chain that seals."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.base.uids import new_uid
from konbit.exchange.models.circles import Circle, Member, OfCircle
from konbit.exchange.models.never_changed import NeverChanged
from konbit.exchange.models.units import Currency

LARGEST = 10**15
"""In smallest parts, no larger amount or limit: sums of a thousand of them stay within 64 bits."""


class Account(OfCircle):
    """What somebody, or the circle itself, has in a circle, in one currency.

    `member`: whose; None: the circle's own, and `word` says which (pot, fund, guarantee, opening …).
    `balance`, `held`, `version` are written by `exchange.journal` alone: `held` is reserved for payments on
    their way, `version` counts the transfers. `least`, `most`: limits, None: none; `own_limits`:
    agreed for this account, not by the rules; `warn_below`, `warn_above`: where a friendly word is due.
    """

    uid = models.CharField(max_length=12, unique=True, default=new_uid, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="accounts")
    currency = models.ForeignKey(Currency, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="accounts"
    )
    word = models.CharField(max_length=20, default="member")
    balance = models.BigIntegerField(default=0)
    held = models.BigIntegerField(default=0)
    version = models.BigIntegerField(default=0)
    least = models.BigIntegerField(null=True, blank=True)
    most = models.BigIntegerField(null=True, blank=True)
    own_limits = models.BooleanField(default=False)
    warn_below = models.BigIntegerField(null=True, blank=True)
    warn_above = models.BigIntegerField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "currency", "word"],
                condition=models.Q(member=None),
                name="own_account_of_circle",
            ),
            models.UniqueConstraint(
                fields=["member", "currency", "word"],
                condition=models.Q(member__isnull=False),
                name="account_of_member",
            ),
            models.CheckConstraint(
                condition=models.Q(least=None) | models.Q(balance__gte=models.F("least") + models.F("held")),
                name="not_below_its_limit",
            ),
            models.CheckConstraint(
                condition=models.Q(most=None) | models.Q(balance__lte=models.F("most")),
                name="not_above_its_limit",
            ),
            models.CheckConstraint(condition=models.Q(held__gte=0), name="nothing_held_twice"),
            models.CheckConstraint(
                condition=models.Q(balance__gte=-(10**18)) & models.Q(balance__lte=10**18),
                name="balance_within_64_bits",
            ),
        ]

    def __str__(self) -> str:
        return self.uid


class Transfer(models.Model):
    """Something that went from one account to another. Written once; the database refuses to change it.

    `key`, `line`: what was sent, and which of its lines this is; `digest`: SHA-256 of all that was sent, so
    that the same key with other contents is told. `payer_version`, `payee_version`: the how-manieth transfer
    of each account this is; `payer_balance`, `payee_balance`: what each had afterwards. `sort`: what it was
    (payment, opening, reversal, set-off, share-out …), `origin`: the uid of what it came of. `words_digest`:
    salted SHA-256 of its words, which lie in a row that can be emptied. `by`: who entered it (opaque id).
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.CharField(max_length=12, unique=True, default=new_uid, editable=False)
    key = models.UUIDField()
    line = models.PositiveIntegerField(default=0)
    digest = models.BinaryField(max_length=32)
    currency = models.ForeignKey(Currency, on_delete=models.PROTECT, related_name="+", db_index=False)
    payer = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    payee = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    amount = models.BigIntegerField()
    payer_version = models.BigIntegerField()
    payee_version = models.BigIntegerField()
    payer_balance = models.BigIntegerField()
    payee_balance = models.BigIntegerField()
    sort = models.CharField(max_length=20, default="payment")
    origin = models.CharField(max_length=40, blank=True, default="")
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )
    by = models.CharField(max_length=80, blank=True, default="")
    on = models.DateField()
    at = models.DateTimeField()
    words_digest = models.BinaryField(max_length=32, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "line"], name="sent_once"),
            models.UniqueConstraint(fields=["payer", "payer_version"], name="out_of_account"),
            models.UniqueConstraint(fields=["payee", "payee_version"], name="into_account"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="something_goes"),
            models.CheckConstraint(condition=~models.Q(payer=models.F("payee")), name="from_one_to_another"),
            NeverChanged(name="transfers_stay"),
        ]

    def __str__(self) -> str:
        return self.uid


class Words(models.Model):
    """What a transfer was for, beside it: emptied when a person goes; `salt` goes into the digest."""

    spoken = ("text",)

    transfer = models.OneToOneField(
        Transfer, on_delete=models.PROTECT, primary_key=True, related_name="words"
    )
    salt = models.BinaryField(max_length=16)
    text = models.CharField(max_length=500, blank=True, default="")

    def __str__(self) -> str:
        return f"words of {self.transfer_id}"


class Payment(models.Model):
    """A payment that is on its way: asked for, waiting for a yes, or set for a day.

    `asks`: who moved first; who did not has to say yes. What the payer sent is held until then. `due_on`: of
    a scheduled one. `expires_at`: when silence becomes what the circle's rules say.
    """

    spoken = ("text", "answer")

    class State(models.TextChoices):
        NEW = "new", _("set for a day")
        PENDING = "pending", _("waits for a yes")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        EXPIRED = "expired", _("expired")
        TAKEN_BACK = "taken_back", _("taken back")
        BOOKED = "booked", _("booked")

    class Asks(models.TextChoices):
        PAYER = "payer", _("the one who pays")
        PAYEE = "payee", _("the one who is paid")

    uid = models.CharField(max_length=12, unique=True, default=new_uid, editable=False)
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    digest = models.BinaryField(max_length=32)
    payer = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    payee = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()
    asks = models.CharField(max_length=5, choices=Asks, default=Asks.PAYER)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    holds = models.BooleanField(default=False)
    text = models.CharField(max_length=500, blank=True, default="")
    answer = models.CharField(max_length=500, blank=True, default="")
    origin = models.CharField(max_length=40, blank=True, default="")
    by = models.CharField(max_length=80, blank=True, default="")
    made_at = models.DateTimeField(auto_now_add=True)
    due_on = models.DateField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=80, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="something_is_asked")]
        indexes = [
            models.Index(
                fields=["state", "expires_at"],
                condition=models.Q(state="pending"),
                name="payments_that_wait",
            ),
            models.Index(fields=["due_on"], condition=models.Q(state="new"), name="payments_for_a_day"),
        ]

    def __str__(self) -> str:
        return self.uid


class Seal(models.Model):
    """A link of the chain: a batch of transfers, sealed after they were booked.

    `head`: SHA-256 over the head before and the contents of the batch, in order. Nothing can be changed
    behind it without every later head changing.
    """

    number = models.BigIntegerField(unique=True)
    head = models.BinaryField(max_length=32)
    many = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [NeverChanged(name="seals_stay")]

    def __str__(self) -> str:
        return str(self.number)


class Sealed(models.Model):
    """Which batch a transfer was sealed in, and its place there."""

    transfer = models.OneToOneField(
        Transfer, on_delete=models.PROTECT, primary_key=True, related_name="sealed"
    )
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="transfers")
    place = models.PositiveIntegerField()

    class Meta:
        constraints = [NeverChanged(name="sealed_stays")]

    def __str__(self) -> str:
        return f"{self.transfer_id} in {self.seal_id}"
