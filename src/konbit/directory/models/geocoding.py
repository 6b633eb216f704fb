"""Addresses that a geocoder was asked for."""

from __future__ import annotations

from django.db import models


class LookedUp(models.Model):
    """What a geocoder answered for an address. `digest` is that of the address, keyed with the instance's
    secret: nobody reads an address from it. Without coordinates, the geocoder does not know it."""

    digest = models.CharField(max_length=64, unique=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    confidence = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest[:12]
