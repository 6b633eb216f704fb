"""Pages of the house itself."""

from konbit.site.views.docs import docs
from konbit.site.views.home import health, home

__all__ = ["docs", "health", "home"]
