"""Addresses of calendars; included by the addresses of the room."""

from __future__ import annotations

from django.urls import path

from konbit.assembly.views import calendars

urlpatterns = [
    path("calendars/", calendars.calendars, name="calendars"),
    path("calendars/make", calendars.make, name="calendar-make"),
    path("calendars/stop", calendars.stop, name="calendar-stop"),
    path("calendars/<str:secret>.ics", calendars.calendar, name="calendar"),
]
