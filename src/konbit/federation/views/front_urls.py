"""Address of the room's first page."""

from django.urls import path

from konbit.federation.views import front

urlpatterns = [path("federation/", front.front, name="front")]
