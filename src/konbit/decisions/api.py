"""Reading this room as JSON, with the same eyes as the pages: each part brings its own."""

from __future__ import annotations

from ninja import Router

from konbit.decisions.api_budgets import router as budgets

router = Router()
router.add_router("", budgets)
