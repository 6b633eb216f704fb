"""Addresses of the directory: things, search, import."""

from konbit.directory.views.claim_urls import urlpatterns as claims
from konbit.directory.views.confirm_urls import urlpatterns as confirming
from konbit.directory.views.import_urls import urlpatterns as imports
from konbit.directory.views.overlap_urls import urlpatterns as overlaps
from konbit.directory.views.pair_urls import urlpatterns as pairs
from konbit.directory.views.proposal_urls import urlpatterns as proposals
from konbit.directory.views.search_urls import urlpatterns as search
from konbit.directory.views.sync_urls import urlpatterns as syncing
from konbit.directory.views.things_urls import urlpatterns as things

app_name = "directory"

urlpatterns = [*search, *claims, *imports, *syncing, *things, *overlaps, *confirming, *proposals, *pairs]
