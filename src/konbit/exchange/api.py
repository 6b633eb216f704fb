"""Reading this room as JSON, with the same eyes as the pages: each part brings its own."""

from __future__ import annotations

from ninja import Router

from konbit.exchange.api_circles import router as circles
from konbit.exchange.api_journal import router as journal
from konbit.exchange.api_listings import router as listings

router = Router()
router.add_router("", listings)
router.add_router("", circles)
router.add_router("", journal)
