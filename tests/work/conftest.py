"""Pages of this room are read in English, whatever a test before read them in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """English for addresses and sentences, given back afterwards."""
    with override("en"):
        yield
