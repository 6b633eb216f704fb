"""Addresses of gatherings and their points."""

from __future__ import annotations

from django.urls import URLPattern, path

from konbit.decisions.views import gatherings, points

urlpatterns: list[URLPattern] = [
    path("groups/<str:uid>/gatherings/", gatherings.of_group, name="gatherings"),
    path("groups/<str:uid>/gatherings/new", gatherings.new, name="new-gathering"),
    path("gatherings/<str:uid>/", gatherings.gathering, name="gathering"),
    path("gatherings/<str:uid>/edit", gatherings.edit, name="edit-gathering"),
    path("gatherings/<str:uid>/move", gatherings.move, name="move-gathering"),
    path("gatherings/<str:uid>/remove", gatherings.remove, name="remove-gathering"),
    path("gatherings/<str:uid>/points.csv", gatherings.table, name="points-table"),
    path("gatherings/<str:uid>/points/new", points.new, name="new-point"),
    path("gatherings/<str:uid>/points/many", points.many, name="many-points"),
    path("gatherings/<str:uid>/points/heading", points.heading, name="head-points"),
    path("gatherings/<str:uid>/points/merge", points.merge, name="merge-points"),
    path("gatherings/<str:uid>/points/outcome", points.outcome, name="settle-points"),
    path("gatherings/<str:uid>/points/<int:number>/", points.point, name="point"),
    path("gatherings/<str:uid>/points/<int:number>/edit", points.edit, name="edit-point"),
    path("gatherings/<str:uid>/points/<int:number>/remove", points.remove, name="remove-point"),
    path("gatherings/<str:uid>/points/<int:number>/apart", points.apart, name="take-apart"),
    path("gatherings/<str:uid>/points/<int:number>/out", points.out, name="take-out"),
]
