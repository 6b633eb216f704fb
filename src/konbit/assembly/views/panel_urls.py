"""Addresses of balanced groups."""

from django.urls import path

from konbit.assembly.views import panel_drawing, panel_people, panels

urlpatterns = [
    path("groups/<str:uid>/panels/", panels.panels, name="panels"),
    path("groups/<str:uid>/panels/new", panels.make, name="make-panel"),
    path("panels/answer/<str:token>", panel_people.answer_by_link, name="nominee-answer"),
    path("panels/<str:uid>/", panels.panel, name="panel"),
    path("panels/<str:uid>/change", panels.change, name="change-panel"),
    path("panels/<str:uid>/rules", panels.rules, name="panel-rules"),
    path("panels/<str:uid>/act", panels.act, name="act-on-panel"),
    path("panels/<str:uid>/nominate", panel_people.nominate, name="nominate"),
    path("panels/<str:uid>/stand", panel_people.stand, name="stand-for-panel"),
    path("panels/<str:uid>/nominees/<int:nominee_id>/", panel_people.answer, name="nominee"),
    path("panels/<str:uid>/nominees/<int:nominee_id>/link", panel_people.link, name="nominee-link"),
    path("panels/<str:uid>/nominees/<int:nominee_id>/act", panel_people.act, name="act-on-nominee"),
    path("panels/<str:uid>/draw", panel_drawing.draw, name="draw-panel"),
    path("panels/<str:uid>/choose", panel_drawing.choose, name="choose-panel"),
    path("panels/<str:uid>/recount", panel_drawing.recount, name="recount-panel"),
    path("panels/<str:uid>/recount.json", panel_drawing.certificate, name="panel-certificate"),
]
