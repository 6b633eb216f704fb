"""Reading this room as JSON, with the same eyes as the pages: each part brings its own."""

from __future__ import annotations

from ninja import Router

from konbit.federation.api_federating import router as federating
from konbit.federation.api_organs import router as organs
from konbit.federation.api_priorities import router as priorities
from konbit.federation.api_statutes import router as statutes
from konbit.federation.api_struggles import router as struggles
from konbit.federation.api_supports import router as supports

router = Router()
router.add_router("", supports)
router.add_router("", struggles)
router.add_router("", federating)
router.add_router("", organs)
router.add_router("", priorities)
router.add_router("", statutes)
