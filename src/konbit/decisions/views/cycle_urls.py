"""Addresses of the assembly cycle, and of the works that follow a decision."""

from __future__ import annotations

from django.urls import path

from konbit.decisions.views import cycles, works

urlpatterns = [
    path("budgets/<slug:uid>/council/", cycles.council, name="council"),
    path("budgets/<slug:uid>/council/package.zip", cycles.package, name="cycle-package"),
    path("budgets/<slug:uid>/council/decide", cycles.decide, name="decide-cycle"),
    path("budgets/<slug:uid>/weights", cycles.weights, name="weigh-areas"),
    path("budgets/<slug:uid>/areas/new", cycles.new_area, name="new-area"),
    path("areas/<int:area_id>/edit", cycles.edit_area, name="edit-area"),
    path("areas/<int:area_id>/remove", cycles.remove_area, name="remove-area"),
    path("areas/<int:area_id>/plenaries/new", cycles.new_plenary, name="new-plenary"),
    path("plenaries/<int:plenary_id>/edit", cycles.edit_plenary, name="edit-plenary"),
    path("plenaries/<int:plenary_id>/remove", cycles.remove_plenary, name="remove-plenary"),
    path("plenaries/<int:plenary_id>/hands", cycles.hands, name="hands"),
    path("projects/<slug:uid>/works/new", works.new, name="new-work"),
    path("works/<int:work_id>/edit", works.edit, name="edit-work"),
    path("works/<int:work_id>/remove", works.remove, name="remove-work"),
]
