"""Conversation on any object, and debates in which positions stand side by side."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.base.text import MultilingualField
from konbit.directory.models import OfGroup


class Thread(OfGroup):
    """A conversation of a group about one object (`about_kind`, `about_id`), or about what its title says.

    `agreed`: what is agreed beneath the positions. Who sees the object sees the conversation.
    """

    about_kind = models.CharField(max_length=60, blank=True, default="")
    about_id = models.BigIntegerField(null=True, blank=True)
    title = MultilingualField()
    agreed = MultilingualField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about_kind", "about_id"],
                condition=~models.Q(about_kind=""),
                name="one_conversation_per_object",
            )
        ]

    def __str__(self) -> str:
        return self.uid


class OfThread(models.Model):
    """A part of a conversation."""

    class Meta:
        abstract = True

    thread: models.ForeignKey[Thread, Thread]

    @property
    def keeper(self) -> Thread:
        """The conversation, whose group answers for it."""
        return self.thread


class Position(OfThread):
    """A named position in a debate, in the words of those who hold it."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="positions")
    order = models.PositiveSmallIntegerField(default=0)
    title = MultilingualField()
    text = MultilingualField()
    by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"position {self.pk}"


class Post(OfThread):
    """What somebody said. `behalf`: who spoke, where somebody else typed it."""

    personal = ("behalf",)
    spoken = ("text",)

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="posts")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    position = models.ForeignKey(
        Position, on_delete=models.SET_NULL, null=True, blank=True, related_name="posts"
    )
    answers = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="answered_by"
    )
    text = models.TextField()
    language = models.CharField(max_length=12, blank=True, default="")
    by = models.CharField(max_length=80)
    behalf = models.CharField(max_length=120, blank=True, default="")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["thread", "at"], name="posts_of_thread")]

    def __str__(self) -> str:
        return f"post {self.pk}"


class Follower(models.Model):
    """Somebody who wants to hear of a conversation, or of all of a group's (`thread` empty)."""

    class How(models.TextChoices):
        DAILY = "daily", _("at most one letter a day")
        WEEKLY = "weekly", _("at most one letter a week")
        NEVER = "never", _("no letters")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey("directory.Group", on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(
        Thread, on_delete=models.CASCADE, null=True, blank=True, related_name="followers"
    )
    how = models.CharField(max_length=8, choices=How, default=How.DAILY)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "thread"], name="follows_once"),
            models.UniqueConstraint(
                fields=["person", "group"], condition=models.Q(thread=None), name="follows_all_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.how} {self.person_id}"


class Letter(models.Model):
    """When somebody was last written to about conversations."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"letter to {self.person_id}"
