"""Addresses of encounters."""

from django.urls import path

from konbit.work.views import encounters

urlpatterns = [
    path("groups/<str:uid>/encounters/", encounters.encounters, name="encounters"),
    path("groups/<str:uid>/encounters/new", encounters.tell, name="tell-encounter"),
    path("encounters/<str:uid>/", encounters.encounter, name="encounter"),
    path("encounters/<str:uid>/change", encounters.tell_again, name="change-encounter"),
    path("encounters/<str:uid>/remove", encounters.remove, name="remove-encounter"),
]
