"""Methods of deciding as data, and the votes that are taken by them."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.assembly.models import Meeting, Resolution
from konbit.base.text import MultilingualField
from konbit.directory.models import OfGroup


class Kind(models.TextChoices):
    """What a ballot says."""

    CONSENT = "consent", _("consent: nobody has a reasoned objection left")
    ADVICE = "advice", _("advice: whoever asks hears everybody, and decides")
    STANCE = "stance", _("for or against one proposal")
    APPROVAL = "approval", _("every option that one approves of")
    SCORE = "score", _("points to every option")
    DOTS = "dots", _("a number of dots, placed freely")
    DAYS = "days", _("which day suits")
    RANKING = "ranking", _("options in order")
    SCOTTISH = "scottish", _("persons in order, counted by the Scottish rules")
    MEEK = "meek", _("persons in order, counted by Meek’s method")
    PERSONS = "persons", _("persons of whom one approves, seats in proportion")
    SHARES = "shares", _("projects within a budget, by equal shares")


class Unit(models.TextChoices):
    """In what a quorum and a majority are counted: one unit for both, and for the voices."""

    HEADS = "heads", _("people: one person, one vote")
    ORGANISATIONS = "organisations", _("groups: one group, one vote")
    WEIGHTS = "weights", _("votes that each group was given")


class Method(OfGroup):
    """A way of deciding that a network made its own.

    `begun_from`: the word of the shipped method it was begun from. `choices`: of a stance, in order, each an
    object `word`, `stance` (of `engines.count.STANCES`) and, in several languages, `title`, `meaning`,
    `prompt`. `least`, `most`, `dots`: what a ballot may give to an option, and in all. `quorum`, `majority`:
    parts such as "1/2", empty where none is asked; `majority_of`: of cast, present or entitled. `blocks`: so
    many stop a proposal, None: a block is a vote against. `rounds`: of objections, before `fallback` (the
    word or uid of the method named for this case) is used.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.STANCE)
    begun_from = models.CharField(max_length=40, blank=True, default="")
    title = MultilingualField()
    meaning = MultilingualField()
    choices: Any = models.JSONField(default=list, blank=True)
    unit = models.CharField(max_length=14, choices=Unit, default=Unit.HEADS)
    quorum = models.CharField(max_length=20, blank=True, default="")
    majority = models.CharField(max_length=20, blank=True, default="")
    majority_of = models.CharField(max_length=8, blank=True, default="cast")
    blocks = models.PositiveSmallIntegerField(null=True, blank=True)
    least = models.PositiveIntegerField(default=0)
    most = models.PositiveIntegerField(default=1)
    dots = models.PositiveIntegerField(null=True, blank=True)
    rounds = models.PositiveSmallIntegerField(default=2)
    fallback = models.CharField(max_length=40, blank=True, default="")

    def __str__(self) -> str:
        return self.uid


class Vote(OfGroup):
    """A question that a group puts to those who are entitled.

    `method`: the word of a shipped method, or the uid of a group's own; when the vote opens, all that it says
    is frozen in `rules`, with the order in which ties are broken (drawn from `seed`) and `roll_hash`, the
    SHA-256 of the roll in canonical JSON. `above`: the question that came down to this body; `passes_up`: how
    its answer goes up. `phase`: of a consent. `proxies`: so many one person may carry. `result`: what came of
    it with the whole log, `result_hash`: SHA-256 of its canonical JSON. `handoff`: where a vote that is
    taken elsewhere (Belenios) is found. Times are moments; `key` makes one that is sent twice one.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed and counted")
        GIVEN_UP = "given_up", _("given up")

    class Secrecy(models.TextChoices):
        OPEN = "open", _("open: everybody who sees the vote sees who voted how")
        ANONYMOUS = "anonymous", _("anonymous: ballots are kept without names")
        HANDOFF = "handoff", _("handed to Belenios, which nobody has to trust")

    class Passing(models.TextChoices):
        BLOCK = "block", _("as one voice")
        SPLIT = "split", _("split as the body was split")
        FREE = "free", _("the delegates are free")

    class Phase(models.TextChoices):
        CLARIFY = "clarify", _("questions to understand")
        REACT = "react", _("reactions")
        AMEND = "amend", _("the proposal is changed")
        OBJECT = "object", _("objections")

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    title = MultilingualField()
    text = MultilingualField()
    method = models.CharField(max_length=40)
    rules: Any = models.JSONField(default=dict, blank=True)
    unit = models.CharField(max_length=14, choices=Unit, default=Unit.HEADS)
    secrecy = models.CharField(max_length=10, choices=Secrecy, default=Secrecy.OPEN)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    phase = models.CharField(max_length=8, choices=Phase, blank=True, default="")
    round = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    seats = models.PositiveSmallIntegerField(default=1)
    proxies = models.PositiveSmallIntegerField(default=0)
    seed = models.CharField(max_length=64, blank=True, default="")
    roll_hash = models.CharField(max_length=64, blank=True, default="")
    result: Any = models.JSONField(default=dict, blank=True)
    result_hash = models.CharField(max_length=64, blank=True, default="")
    handoff = models.CharField(max_length=500, blank=True, default="")
    above = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="below")
    passes_up = models.CharField(max_length=5, choices=Passing, default=Passing.BLOCK)
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    resolution = models.ForeignKey(
        Resolution, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["group", "state"], name="votes_of_group")]

    def __str__(self) -> str:
        return self.uid


class OfVote(models.Model):
    """A part of a vote."""

    class Meta:
        abstract = True

    vote: models.ForeignKey[Vote, Vote]

    @property
    def keeper(self) -> Vote:
        """The vote, whose group answers for it."""
        return self.vote


class College(OfVote):
    """Those who vote together: with `seats` of its own in an election, or a `part` of money or voices.

    `least`, `most`: its share of all voices, in hundredths, where the statutes bound it.
    """

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="colleges")
    title = MultilingualField()
    seats = models.PositiveSmallIntegerField(default=0)
    part = models.PositiveIntegerField(default=1)
    least = models.PositiveSmallIntegerField(null=True, blank=True)
    most = models.PositiveSmallIntegerField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"college {self.pk} of {self.vote_id}"


class Option(OfVote):
    """What can be voted for: a proposal, a day, a project, a person.

    `word`: how ballots and files name it, never changed once the vote is open. `traits`: of a person who
    stands, what she says of herself for this vote ({"gender": "woman"}). `cost`: in smallest units.
    """

    personal = ("name",)

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="options")
    word = models.CharField(max_length=40)
    title = MultilingualField()
    text = MultilingualField()
    name = models.CharField(max_length=200, blank=True, default="")
    person = models.CharField(max_length=80, blank=True, default="")
    college = models.ForeignKey(
        College, on_delete=models.SET_NULL, null=True, blank=True, related_name="options"
    )
    traits: Any = models.JSONField(default=dict, blank=True)
    cost = models.BigIntegerField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["vote", "word"], name="option_once")]

    def __str__(self) -> str:
        return self.word


class Limit(OfVote):
    """Of those elected, in `college` or in all, `least` to `most` say `value` of `dimension`."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="limits")
    college = models.ForeignKey(College, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    dimension = models.CharField(max_length=40)
    value = models.CharField(max_length=80)
    least = models.PositiveSmallIntegerField(default=0)
    most = models.PositiveSmallIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.dimension}={self.value}"


class Heard(OfVote):
    """What somebody says in a consent or an advice: a question, a reaction, a change, an objection.

    `state`: of an objection, of `engines.count.STATES`; `answer`: what became of it. `round`: in which it was
    said. `before`: of a change, how the proposal read until then. `on`: the day.
    """

    spoken = ("text", "answer", "before")

    class What(models.TextChoices):
        QUESTION = "question", _("question")
        REACTION = "reaction", _("reaction")
        CHANGE = "change", _("change to the proposal")
        OBJECTION = "objection", _("objection")
        ADVICE = "advice", _("advice")

    class State(models.TextChoices):
        RAISED = "raised", _("not talked about yet")
        MET = "met", _("met by a change")
        WITHDRAWN = "withdrawn", _("withdrawn")
        SET_ASIDE = "set_aside", _("set aside by the body")
        STANDS = "stands", _("stands")

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="heard")
    what = models.CharField(max_length=9, choices=What)
    state = models.CharField(max_length=9, choices=State, default=State.RAISED)
    text = MultilingualField()
    answer = MultilingualField()
    before = MultilingualField()
    person = models.CharField(max_length=80, blank=True, default="")
    round = models.PositiveSmallIntegerField(default=0)
    on = models.DateField(auto_now_add=True)
    key = models.UUIDField(unique=True, default=uuid.uuid4)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.what} {self.pk}"
