"""Addresses of plans and activities."""

from __future__ import annotations

from django.urls import URLPattern, path

from konbit.work.views import activities, carrying, plans, sheets

urlpatterns: list[URLPattern] = [
    path("groups/<str:uid>/plans/", plans.plans, name="plans"),
    path("groups/<str:uid>/plans/new", plans.new, name="plan_new"),
    path("plans/<str:uid>/", plans.plan, name="plan"),
    path("plans/<str:uid>/edit", plans.edit, name="plan_edit"),
    path("plans/<str:uid>/outline", plans.outline, name="plan_outline"),
    path("plans/<str:uid>/remove", plans.remove, name="plan_remove"),
    path("plans/<str:uid>/add", activities.add, name="activity_add"),
    path("plans/<str:uid>/carry", carrying.carry, name="plan_carry"),
    path("plans/<str:uid>/sheet.xlsx", sheets.export, name="plan_sheet"),
    path("plans/<str:uid>/sheet", sheets.bring, name="sheet_bring"),
    path("plans/<str:uid>/sheet/look", sheets.look, name="sheet_look"),
    path("plans/<str:uid>/sheet/left", sheets.left, name="sheet_left"),
    path("activities/<str:uid>/", activities.activity, name="activity"),
    path("activities/<str:uid>/edit", activities.edit, name="activity_edit"),
    path("activities/<str:uid>/row", activities.row, name="activity_row"),
    path("activities/<str:uid>/note", activities.note_it, name="activity_note"),
    path("activities/<str:uid>/remove", activities.remove, name="activity_remove"),
    path("hands/<int:hand_id>/take", activities.take, name="hand_take"),
]
