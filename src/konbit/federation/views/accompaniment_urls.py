"""Addresses of accompaniments."""

from django.urls import path

from konbit.federation.views import accompaniments

urlpatterns = [
    path("groups/<str:group_uid>/accompaniments/", accompaniments.of_group, name="accompaniments"),
    path("groups/<str:group_uid>/accompaniments/new", accompaniments.new, name="new-accompaniment"),
    path("accompaniments/<str:uid>/", accompaniments.one, name="accompaniment"),
    path("accompaniments/<str:uid>/edit", accompaniments.edit, name="edit-accompaniment"),
    path("accompaniments/<str:uid>/end", accompaniments.end, name="end-accompaniment"),
    path("accompaniments/<str:uid>/visits/new", accompaniments.new_visit, name="new-visit"),
    path("visits/<int:visit_id>/edit", accompaniments.edit_visit, name="edit-visit"),
    path("visits/<int:visit_id>/remove", accompaniments.remove_visit, name="remove-visit"),
]
