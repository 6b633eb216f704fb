"""Addresses of keeping records true: links that ask, looking after a group, call lists."""

from __future__ import annotations

from django.urls import path

from konbit.directory.views import calls, caring, still_true

urlpatterns = [
    path("g/<str:uid>/true", still_true.link, name="still_true_link"),
    path("g/<str:uid>/true/<str:token>", still_true.still_true, name="still_true"),
    path("g/<str:uid>/true/<str:token>/different", still_true.different, name="still_true_different"),
    path("g/<str:uid>/true/<str:token>/told", still_true.told, name="still_true_told"),
    path("g/<str:uid>/care", caring.look_after, name="look_after"),
    path("g/<str:uid>/care/website", caring.prove, name="prove_website"),
    path("g/<str:uid>/care/website/look", caring.look, name="look_for_word"),
    path("g/<str:uid>/care/ask", caring.ask, name="ask_for_care"),
    path("g/<str:uid>/care/invite", caring.invite, name="invite_group"),
    path("g/<str:uid>/care/requests", caring.requests, name="care_requests"),
    path("care/requests", caring.own_requests, name="own_care_requests"),
    path("g/<str:uid>/calls", calls.campaigns, name="campaigns"),
    path("calls/<int:campaign_id>", calls.calls, name="calls"),
    path("calls/<int:campaign_id>/note", calls.note, name="note_call"),
    path("calls/<int:campaign_id>/behalf", calls.behalf, name="calls_behalf"),
    path("calls/<int:campaign_id>/close", calls.close, name="close_campaign"),
    path("calls/<int:campaign_id>/sheet", calls.sheet, name="call_sheet"),
]
