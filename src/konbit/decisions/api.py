"""Reading this room as JSON, with the same eyes as the pages: each part brings its own."""

from __future__ import annotations

from ninja import Router

router = Router()
