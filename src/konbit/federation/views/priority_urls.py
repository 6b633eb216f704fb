"""Addresses of priorities, their targets and handshakes, and of the drawings in which they meet."""

from __future__ import annotations

from django.urls import path

from konbit.federation.views import aligning, alignment, priorities, targets

urlpatterns = [
    path("groups/<str:group_uid>/priorities/", priorities.of_group, name="priorities"),
    path("groups/<str:group_uid>/priorities/new", priorities.adopt, name="adopt-priority"),
    path("groups/<str:group_uid>/alignment/", alignment.of_group, name="alignment"),
    path("priorities/<str:uid>/", priorities.priority, name="priority"),
    path("priorities/<str:uid>/edit", priorities.edit, name="edit-priority"),
    path("priorities/<str:uid>/end", priorities.end, name="end-priority"),
    path("priorities/<str:uid>/withdraw", priorities.withdraw, name="withdraw-priority"),
    path("priorities/<str:uid>/move", priorities.move, name="move-priority"),
    path("priorities/<str:uid>/map/", alignment.actors, name="actors"),
    path("priorities/<str:uid>/align", aligning.align, name="align"),
    path("priorities/<str:uid>/targets/new", targets.new, name="new-target"),
    path("alignments/<int:alignment_id>/answer", aligning.answer, name="answer-alignment"),
    path("alignments/<int:alignment_id>/end", aligning.end, name="end-alignment"),
    path("targets/<int:target_id>/", targets.target, name="target"),
    path("targets/<int:target_id>/edit", targets.edit, name="edit-target"),
    path("targets/<int:target_id>/remove", targets.remove, name="remove-target"),
    path("targets/<int:target_id>/readings.csv", targets.readings_csv, name="readings-csv"),
    path("targets/<int:target_id>/readings/new", targets.new_reading, name="new-reading"),
    path("readings/<int:reading_id>/edit", targets.edit_reading, name="edit-reading"),
    path("readings/<int:reading_id>/remove", targets.remove_reading, name="remove-reading"),
    path("indicators/<str:uid>/", targets.indicator, name="indicator"),
    path("indicators/<str:uid>/edit", targets.edit_indicator, name="edit-indicator"),
]
