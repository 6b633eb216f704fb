"""The "standard CSV" of mykomap, to which more than twenty published directories are converted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.formats.csv_table import open_csv
from konbit.directory.formats.table import Table

HEADERS = (
    *("Identifier", "Name", "Description", "Organisational Structure", "Primary Activity", "Activities"),
    *("Street Address", "Locality", "Region", "Postcode", "Country ID", "Territory ID", "Website", "Phone"),
    *("Email", "Twitter", "Facebook", "Companies House Number", "Qualifiers", "Membership Type"),
    *("Latitude", "Longitude", "Geo Container", "Geo Container Confidence", "Geo Container Latitude"),
    *("Geo Container Longitude", "Geocoded Address"),
)
# Older files lack the confidence and the geocoded address, and name the country instead of its code.
_NEVER_ABSENT = frozenset({"Identifier", "Name", "Geo Container Latitude", "Geo Container Longitude"})


def is_mykomap(headers: Sequence[str]) -> bool:
    """Whether these are the headers of a standard CSV, of any age, with extra columns or without."""
    return set(headers) >= _NEVER_ABSENT


def open_mykomap(path: Path) -> Table:
    """A standard CSV. Raises Problem, also when the column that the standard requires is absent."""
    table = open_csv(path)
    if "Identifier" not in table.headers:
        raise Problem(
            _("This file has no column “Identifier”, so it is not a mykomap standard CSV."),
            path.name,
            _("Read it as CSV and say what each column means."),
        )
    table.format = "mykomap"
    return table
