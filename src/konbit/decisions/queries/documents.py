"""What this room puts into the index: from all its parts."""

from __future__ import annotations

from collections.abc import Mapping

from konbit.chronicle.actions.rows import kind_of
from konbit.decisions.models import Gathering
from konbit.decisions.queries.budget_documents import BUDGET_DOCUMENTS
from konbit.decisions.queries.gathering_documents import GATHERINGS
from konbit.decisions.queries.vote_documents import VOTE_DOCUMENTS
from konbit.search.documents import Documents

DOCUMENTS: Mapping[str, Documents] = {**VOTE_DOCUMENTS, **BUDGET_DOCUMENTS, kind_of(Gathering): GATHERINGS}
