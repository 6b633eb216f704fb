"""Reading files: how a source's columns are understood, and each run of an import."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from konbit.directory.models.groups import Group
from konbit.directory.models.sources import Source


class ColumnMapping(models.Model):
    """How the columns and category values of a source's files are read; kept for the next file."""

    source = models.OneToOneField(Source, on_delete=models.CASCADE, related_name="mapping")
    mapping = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"mapping of {self.source_id}"


class ImportRun(models.Model):
    """One reading of one file: where it stands, what it did, what it could not take.

    `job` is what is being done with it, or was last. `trial` is what a reading without writing found.
    `source` is empty for an edited export that came back: it speaks for nobody but its bringer. `digest` is
    that of the file's content (SHA-256), by which the same list under another name is noticed. `outcome` is
    what a new edition said (`actions/syncing`): counts, and `asks` while it waits for somebody's word.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("uploaded, not read yet")
        WAITING = "waiting", _("waiting for its turn")
        RUNNING = "running", _("being read")
        TRIED = "tried", _("looked through, nothing written yet")
        DONE = "done", _("done")
        FAILED = "failed", _("stopped")
        TAKEN_BACK = "taken_back", _("taken back")

    class Job(models.TextChoices):
        TRY = "try", _("looking through the file")
        READ = "read", _("bringing the groups in")
        SYNC = "sync", _("comparing a new edition")
        TAKE_BACK = "take_back", _("taking the groups back")
        BRING_BACK = "bring_back", _("bringing the groups back")

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="runs", null=True)
    network = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    file = models.FileField(upload_to="imports/")
    file_name = models.CharField(max_length=200, blank=True, default="")
    digest = models.CharField(max_length=64, blank=True, default="")
    format = models.CharField(max_length=20, default="csv")
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.UPLOADED)
    job = models.CharField(max_length=10, choices=Job, default=Job.TRY)
    share = models.PositiveSmallIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    placed = models.PositiveIntegerField(default=0)
    unsure = models.PositiveIntegerField(default=0)
    unplaced = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    outcome = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    trial = models.JSONField(default=dict)
    problem = models.JSONField(default=dict)
    rejects = models.FileField(upload_to="imports/", blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.file_name
