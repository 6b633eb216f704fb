"""Where the house meets the world: settings, addresses, home, first steps, translations, command line."""

from konbit.site.sqlite import swap_in_fixed_sqlite

swap_in_fixed_sqlite()
