"""Addresses of pacts and of how federations grew."""

from __future__ import annotations

from django.urls import path

from konbit.federation.views import answers, growth, pacts

urlpatterns = [
    path("groups/<str:group_uid>/pacts/", pacts.pacts, name="pacts"),
    path("groups/<str:group_uid>/pacts/new", pacts.new, name="new-pact"),
    path("groups/<str:group_uid>/growth/", growth.growth, name="growth"),
    path("pacts/<str:uid>/", pacts.pact, name="pact"),
    path("pacts/<str:uid>/edit", pacts.edit, name="edit-pact"),
    path("pacts/<str:uid>/send", pacts.send, name="send-pact"),
    path("pacts/<str:uid>/ask", pacts.ask, name="ask-another"),
    path("pacts/<str:uid>/amend", pacts.amend, name="amend-pact"),
    path("pacts/<str:uid>/give-up", pacts.give_up, name="give-up-pact"),
    path("pacts/<str:uid>/hold", answers.hold, name="hold-pact"),
    path("pacts/<str:uid>/end", answers.end, name="end-pact"),
    path("pacts/<str:uid>/charter", pacts.charter, name="charter"),
    path("pacts/<str:uid>/versions/", pacts.versions, name="charter-versions"),
    path("pacts/<str:uid>/parties/<int:party_id>/answer", answers.answer, name="answer-pact"),
    path("pacts/<str:uid>/parties/<int:party_id>/leave", answers.leave, name="leave-pact"),
]
