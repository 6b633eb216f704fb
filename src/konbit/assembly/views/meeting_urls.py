"""Addresses of meetings."""

from django.urls import path

from konbit.assembly.views import closing, meetings, minuting

urlpatterns = [
    path("groups/<str:uid>/meetings/", meetings.meetings, name="meetings"),
    path("groups/<str:uid>/meetings/new", meetings.plan, name="plan"),
    path("meetings/<str:uid>/", meetings.meeting, name="meeting"),
    path("meetings/<str:uid>/change", meetings.change, name="change-meeting"),
    path("meetings/<str:uid>/await", meetings.await_groups, name="await-groups"),
    path("meetings/<str:uid>/choose", meetings.choose, name="choose-date"),
    path("meetings/<str:uid>/cancel", meetings.cancel, name="cancel-meeting"),
    path("meetings/<str:uid>/goals/<int:goal_id>", meetings.goal, name="change-goal"),
    path("meetings/<str:uid>/points/<int:item_id>", meetings.point, name="change-point"),
    path("meetings/<str:uid>/history", meetings.history, name="meeting-history"),
    path("meetings/<str:uid>/minutes", minuting.minutes, name="minutes"),
    path("meetings/<str:uid>/close", closing.close, name="close-meeting"),
    path("meetings/<str:uid>/reopen", closing.reopen, name="reopen-meeting"),
    path("meetings/<str:uid>/read", closing.read, name="read-minutes"),
    path("meetings/<str:uid>/settle/<int:reading_id>", closing.settle, name="settle-objection"),
    path("meetings/<str:uid>/paper", closing.paper, name="minutes-paper"),
    path("meetings/<str:uid>/text", closing.text, name="minutes-text"),
]
