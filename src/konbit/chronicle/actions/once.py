"""What is sent twice stands once."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, models, transaction

Row = TypeVar("Row", bound=models.Model)


def once(model: type[Row], key: uuid.UUID, make: Callable[[], Row]) -> Row:
    """The row that was made with this key, or the one that is made now. Two that come at once make one."""
    stands: Row | None = model._default_manager.filter(key=key).first()
    if stands is not None:
        return stands
    try:
        with transaction.atomic():
            return make()
    except IntegrityError:
        stands = model._default_manager.filter(key=key).first()
        if stands is None:
            raise
        return stands
