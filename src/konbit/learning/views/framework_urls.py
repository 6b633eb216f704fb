"""Addresses of the first page of learning, of groups' learning, of frameworks and studies."""

from __future__ import annotations

from django.urls import path

from konbit.learning.views import frameworks, front, studies

urlpatterns = [
    path("learning/", front.front, name="front"),
    path("groups/<str:group_uid>/learning/", front.of_group, name="of-group"),
    path("groups/<str:group_uid>/frameworks/new", frameworks.new, name="new-framework"),
    path("frameworks/<str:uid>/", frameworks.framework, name="framework"),
    path("frameworks/<str:uid>/versions/", frameworks.versions, name="versions"),
    path("frameworks/<str:uid>/edit", frameworks.edit, name="edit-framework"),
    path("frameworks/<str:uid>/remove", frameworks.remove, name="remove-framework"),
    path("frameworks/<str:uid>/adopt", frameworks.adopt, name="adopt"),
    path("frameworks/<str:uid>/priorities/new", frameworks.new_priority, name="new-priority"),
    path("frameworks/<str:uid>/priorities/<int:number>", frameworks.edit_priority, name="edit-priority"),
    path("adoptions/<int:adoption_id>/leave", frameworks.leave, name="leave"),
    path("groups/<str:group_uid>/studies/", front.studies, name="studies"),
    path("groups/<str:group_uid>/studies/new", studies.new, name="new-study"),
    path("studies/<str:uid>/", studies.study, name="study"),
    path("studies/<str:uid>/edit", studies.edit, name="edit-study"),
    path("studies/<str:uid>/remove", studies.remove, name="remove-study"),
]
