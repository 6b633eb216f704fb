"""Pages of the house itself."""

from konbit.site.views.help_pages import docs
from konbit.site.views.home import health, home

__all__ = ["docs", "health", "home"]
