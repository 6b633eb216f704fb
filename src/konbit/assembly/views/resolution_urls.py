"""Addresses of the register of resolutions."""

from django.urls import path

from konbit.assembly.views import resolutions

urlpatterns = [
    path("resolutions/", resolutions.resolutions, name="resolutions"),
    path("resolutions/feed", resolutions.feed, name="resolutions-feed"),
    path("groups/<str:uid>/resolutions/", resolutions.of_group, name="group-resolutions"),
    path("groups/<str:uid>/resolutions/new", resolutions.enter, name="enter-resolution"),
    path("groups/<str:uid>/resolutions/feed", resolutions.feed, name="group-resolutions-feed"),
    path("resolutions/<str:uid>/", resolutions.resolution, name="resolution"),
    path("resolutions/<str:uid>/change", resolutions.change, name="change-resolution"),
    path("resolutions/<str:uid>/act", resolutions.act, name="act-on-resolution"),
    path("resolutions/<str:uid>/history", resolutions.history, name="resolution-history"),
]
