"""One way of writing JSON, so that the same data has the same bytes, and the same hash, everywhere."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical(data: Any) -> bytes:
    """Data as JSON in UTF-8: keys in order, no spaces."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def hash_of(data: Any) -> str:
    """The SHA-256 of data in canonical JSON, in hexadecimal digits."""
    return hashlib.sha256(canonical(data)).hexdigest()
