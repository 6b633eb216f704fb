"""Addresses of gains."""

from django.urls import path

from konbit.federation.views import gains

urlpatterns = [
    path("gains/", gains.atlas, name="gains"),
    path("groups/<str:uid>/gains/", gains.of_group, name="gains-of"),
    path("groups/<str:uid>/gains/new", gains.new, name="new-gain"),
    path("gains/<str:uid>/", gains.gain, name="gain"),
    path("gains/<str:uid>/edit", gains.edit, name="edit-gain"),
    path("gains/<str:uid>/remove", gains.remove, name="remove-gain"),
    path("gains/<str:uid>/turns/new", gains.new_turn, name="new-turn"),
    path("turns/<int:pk>/", gains.edit_turn, name="turn"),
    path("turns/<int:pk>/remove", gains.remove_turn, name="remove-turn"),
]
