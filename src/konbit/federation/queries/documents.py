"""What this room puts into the index: from all its parts."""

from __future__ import annotations

from collections.abc import Mapping

from konbit.chronicle.actions.rows import kind_of
from konbit.federation.models import Organ
from konbit.federation.queries import support_documents
from konbit.federation.queries.organ_documents import ORGANS
from konbit.federation.queries.pact_documents import PACT_DOCUMENTS
from konbit.federation.queries.priority_documents import PRIORITY_DOCUMENTS
from konbit.federation.queries.statutes_documents import STATUTES_DOCUMENTS
from konbit.federation.queries.struggle_documents import STRUGGLE_DOCUMENTS
from konbit.search.documents import Documents

DOCUMENTS: Mapping[str, Documents] = {
    kind_of(Organ): ORGANS,
    **support_documents.DOCUMENTS,
    **STRUGGLE_DOCUMENTS,
    **PACT_DOCUMENTS,
    **PRIORITY_DOCUMENTS,
    **STATUTES_DOCUMENTS,
}
