"""Pages of the house itself."""

from konbit.site.views.home import health, home

__all__ = ["health", "home"]
