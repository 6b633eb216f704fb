"""Pages of the house itself."""

from konbit.site.views.help_pages import docs
from konbit.site.views.home import health, home
from konbit.site.views.passed_on import in_own_language

__all__ = ["docs", "health", "home", "in_own_language"]
