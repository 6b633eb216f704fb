"""What this room puts into the index: from all its parts."""

from __future__ import annotations

from collections.abc import Mapping

from konbit.exchange.queries.circle_doors import CIRCLE_DOCUMENTS
from konbit.exchange.queries.listing_documents import LISTING_DOCUMENTS
from konbit.search.documents import Documents

DOCUMENTS: Mapping[str, Documents] = {**CIRCLE_DOCUMENTS, **LISTING_DOCUMENTS}
