"""Addresses of supports and of the eco-system of a network."""

from django.urls import path

from konbit.federation.views import supports

urlpatterns = [
    path("groups/<str:group_uid>/supports/", supports.of_group, name="supports"),
    path("groups/<str:group_uid>/supports/new", supports.new, name="new-support"),
    path("groups/<str:group_uid>/supports/ecosystem", supports.eco, name="ecosystem"),
    path("supports/<str:uid>/edit", supports.edit, name="edit-support"),
    path("supports/<str:uid>/end", supports.end, name="end-support"),
    path("supports/<str:uid>/remove", supports.remove, name="remove-support"),
    path("supports/<str:uid>/answer", supports.answer, name="answer-support"),
]
