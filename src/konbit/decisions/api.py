"""Reading this room as JSON, with the same eyes as the pages: each part brings its own."""

from __future__ import annotations

from ninja import Router

from konbit.decisions.api_budgets import router as budgets
from konbit.decisions.api_cycles import router as cycles
from konbit.decisions.api_gatherings import router as gatherings
from konbit.decisions.api_votes import router as votes

router = Router()
router.add_router("", budgets)
router.add_router("", cycles)
router.add_router("", gatherings)
router.add_router("", votes)
