"""Addresses of the statutes of groups."""

from __future__ import annotations

from django.urls import path

from konbit.federation.views import levels, rules, statutes, statutes_check, who_stands

urlpatterns = [
    path("groups/<str:group_uid>/statutes/", statutes.of_group, name="statutes-of-group"),
    path("groups/<str:group_uid>/statutes/new", statutes.new, name="new-statutes"),
    path("groups/<str:group_uid>/statutes/read", statutes.read, name="read-statutes"),
    path("statutes/<str:uid>/", statutes.statutes, name="statutes"),
    path("statutes/<str:uid>/edit", statutes.edit, name="edit-statutes"),
    path("statutes/<str:uid>/remove", statutes.remove, name="remove-statutes"),
    path("statutes/<str:uid>/check/", statutes_check.check, name="statutes-check"),
    path("statutes/<str:uid>/federate/", statutes_check.federate, name="statutes-federate"),
    path("statutes/<str:uid>/text", statutes_check.text, name="statutes-text"),
    path("statutes/<str:uid>/votes/new", statutes_check.new_poll, name="new-poll"),
    path("polls/<int:pk>/remove", statutes_check.remove_poll, name="remove-poll"),
    path("statutes/<str:uid>/stands/", who_stands.stands, name="stands"),
    path("standings/<int:pk>/", who_stands.stand, name="stand"),
    path("standings/<int:pk>/remove", who_stands.remove_stand, name="remove-stand"),
    path("statutes/<str:uid>/levels/new", levels.new_level, name="new-level"),
    path("levels/<int:pk>/", levels.level, name="level"),
    path("levels/<int:pk>/remove", levels.remove_level, name="remove-level"),
    path("statutes/<str:uid>/regions/new", levels.new_region, name="new-region"),
    path("regions/<int:pk>/", levels.region, name="region"),
    path("regions/<int:pk>/remove", levels.remove_region, name="remove-region"),
    path("statutes/<str:uid>/rules/new", rules.kinds, name="new-rule"),
    path("statutes/<str:uid>/rules/new/<slug:kind>", rules.new, name="new-rule-of"),
    path("rules/<int:pk>/", rules.correct, name="correct-rule"),
    path("rules/<int:pk>/amend", rules.amend, name="amend-rule"),
    path("rules/<int:pk>/end", rules.end, name="end-rule"),
    path("rules/<int:pk>/remove", rules.remove, name="remove-rule"),
]
