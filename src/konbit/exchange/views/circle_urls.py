"""Addresses of circles, their rules and members."""

from __future__ import annotations

from django.urls import URLPattern, path

from konbit.exchange.views import circles, members

urlpatterns: list[URLPattern] = [
    path("exchange/circles/", circles.kinds, name="circles"),
    path("groups/<str:uid>/circles/", circles.of_group, name="circles-of"),
    path("groups/<str:uid>/circles/new", circles.choose, name="choose-circle"),
    path("groups/<str:uid>/circles/new/<str:kind>", circles.new, name="new-circle"),
    path("exchange/circles/<str:uid>/", circles.circle, name="circle"),
    path("exchange/circles/<str:uid>/edit", circles.edit, name="edit-circle"),
    path("exchange/circles/<str:uid>/rules", circles.terms, name="circle-rules"),
    path("exchange/circles/<str:uid>/rules/past", circles.past_terms, name="past-rules"),
    path("exchange/circles/<str:uid>/open", circles.move, {"step": "open"}, name="open-circle"),
    path("exchange/circles/<str:uid>/close", circles.move, {"step": "close"}, name="close-circle"),
    path("exchange/circles/<str:uid>/remove", circles.remove, name="remove-circle"),
    path("exchange/circles/<str:uid>/members/new", members.new, name="new-member"),
    path("exchange/circles/<str:uid>/members/all", members.everybody, name="all-members"),
    path("exchange/circles/<str:uid>/openings", members.openings, name="opening-balances"),
    path("exchange/circles/<str:uid>/join", members.join, name="join-circle"),
    path("exchange/members/<int:member_id>/hand-over", members.hand_over, name="hand-over-member"),
    path("exchange/members/<int:member_id>/leave", members.leave, name="leave-circle"),
    path("accounts/<str:uid>/limits", members.limits, name="account-limits"),
]
