"""Addresses of bodies, of mandates in them, of calling them together."""

from __future__ import annotations

from django.urls import path

from konbit.federation.views import convocations, mandates, organ_parts, organs, own_mandates

urlpatterns = [
    path("groups/<str:group_uid>/organs/", organs.organs, name="organs"),
    path("groups/<str:group_uid>/organs/new", organs.new, name="new-organ"),
    path("groups/<str:group_uid>/organs/paper", organs.paper, name="organs-paper"),
    path("groups/<str:group_uid>/mandates/", organs.ending, name="ending"),
    path("organs/<str:uid>/", organs.organ, name="organ"),
    path("organs/<str:uid>/edit", organs.edit, name="edit-organ"),
    path("organs/<str:uid>/remove", organs.remove, name="remove-organ"),
    path("organs/<str:uid>/colleges/new", organ_parts.new_college, name="new-college"),
    path("organs/<str:uid>/seats/new", organ_parts.new_seats, name="new-seats"),
    path("organs/<str:uid>/mandates/new", mandates.new, name="new-mandate"),
    path("organs/<str:uid>/call", convocations.call, name="call-together"),
    path("colleges/<int:college_id>/edit", organ_parts.edit_college, name="edit-college"),
    path("colleges/<int:college_id>/remove", organ_parts.remove_college, name="remove-college"),
    path("seats/<int:seat_id>/edit", organ_parts.edit_seat, name="edit-seat"),
    path("seats/<int:seat_id>/remove", organ_parts.remove_seat, name="remove-seat"),
    path("mandates/own", own_mandates.own, name="own-mandates"),
    path("mandates/<int:mandate_id>/edit", mandates.edit, name="edit-mandate"),
    path("mandates/<int:mandate_id>/end", mandates.end, name="end-mandate"),
    path("mandates/<int:mandate_id>/confirm", mandates.confirm, name="confirm-mandate"),
    path("mandates/<int:mandate_id>/pass-on", mandates.pass_on, name="pass-on"),
    path("mandates/<int:mandate_id>/remove", mandates.remove, name="remove-mandate"),
    path("mandates/<int:mandate_id>/declare", own_mandates.declare, name="declare"),
    path("convocations/<int:convocation_id>/", convocations.convocation, name="convocation"),
    path("convocations/<int:convocation_id>/came", convocations.came, name="who-came"),
]
