"""Addresses of this room: each part of it brings its own."""

from __future__ import annotations

from django.urls import URLPattern, path

from konbit.assembly.views.calendar_urls import urlpatterns as calendars
from konbit.assembly.views.conversation_urls import urlpatterns as conversation
from konbit.assembly.views.meeting_urls import urlpatterns as meetings
from konbit.assembly.views.panel_urls import urlpatterns as panels
from konbit.assembly.views.resolution_urls import urlpatterns as resolutions
from konbit.assembly.views.undoing import undo

app_name = "assembly"

urlpatterns: list[URLPattern] = [
    path("undo/<uuid:act>/", undo, name="undo"),
    *calendars,
    *conversation,
    *meetings,
    *panels,
    *resolutions,
]
