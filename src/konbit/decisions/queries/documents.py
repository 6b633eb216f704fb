"""What this room puts into the index: from all its parts."""

from __future__ import annotations

from collections.abc import Mapping

from konbit.decisions.queries.budget_documents import BUDGET_DOCUMENTS
from konbit.search.documents import Documents

DOCUMENTS: Mapping[str, Documents] = {**BUDGET_DOCUMENTS}
