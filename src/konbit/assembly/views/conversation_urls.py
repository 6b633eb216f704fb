"""Addresses of conversations, debates and letters; included by the addresses of the room."""

from __future__ import annotations

from django.urls import path

from konbit.assembly.views import conversation, debates, following

urlpatterns = [
    path("groups/<str:uid>/conversations/", conversation.conversations, name="conversations"),
    path("groups/<str:uid>/conversations/start", debates.start, name="debate-start"),
    path("groups/<str:uid>/conversations/follow", following.follow_all, name="follow-all"),
    path("conversations/letters/", following.letters, name="letters"),
    path("conversations/letters/stop/<str:token>", following.stop, name="letters-stop"),
    path("conversations/about/<str:kind>/<int:object_id>/", conversation.about, name="conversation-about"),
    path("conversations/posts/<int:post_id>/away", conversation.take_away, name="post-take-away"),
    path("conversations/positions/<int:position_id>/", debates.position, name="position"),
    path("conversations/<str:uid>/", conversation.conversation, name="conversation"),
    path("conversations/<str:uid>/title", debates.rename, name="debate-rename"),
    path("conversations/<str:uid>/positions/add", debates.add_position, name="position-add"),
    path("conversations/<str:uid>/agree", debates.agree, name="agree"),
    path("conversations/<str:uid>/agreed-before", debates.agreements, name="agreements"),
    path("conversations/<str:uid>/follow", following.follow, name="follow"),
    path("conversations/<str:uid>/close", debates.close, name="conversation-close"),
]
