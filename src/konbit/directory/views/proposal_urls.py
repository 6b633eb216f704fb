"""Addresses of proposing, reporting, and looking at what was proposed."""

from django.urls import path

from konbit.directory.views import alike, digests, proposals, reviewing

urlpatterns = [
    path("groups/alike", alike.alike, name="alike"),
    path("g/<str:uid>/propose", proposals.propose, name="propose"),
    path("g/<str:uid>/change", proposals.change, name="propose-change"),
    path("g/<str:uid>/change/terms", proposals.terms, name="propose-terms"),
    path("g/<str:uid>/change/<str:code>", proposals.section, name="propose-section"),
    path("g/<str:uid>/report", proposals.wrong, name="report"),
    path("g/<str:uid>/waiting", reviewing.waiting_in, name="waiting-in"),
    path("g/<str:uid>/policy", reviewing.policy, name="policy"),
    path("g/<str:uid>/letters", digests.want, name="digest-want"),
    path("waiting/", reviewing.waiting, name="waiting"),
    path("proposals/", reviewing.own, name="proposals"),
    path("proposals/<int:proposal_id>/", reviewing.proposal, name="proposal"),
    path("proposals/<int:proposal_id>/change/terms", reviewing.revise_terms, name="revise-terms"),
    path("proposals/<int:proposal_id>/change/<str:code>", reviewing.revise, name="revise"),
    path("letters/stop/<str:token>", digests.stop, name="digest-stop"),
]
